//! Answers of servers that repeat what they were told.
//!
//! Everywhere but in names of JSON members, of XML elements inside the root, and of headers: those are shown, as places.

use specwright_tests::server::Reply;

use super::CANARY;

/// Bodies with the canary in them, and their media types.
fn bodies() -> Vec<(&'static str, String)> {
    let json = "application/json";
    let api = "application/vnd.api+json";
    let xml = "application/xml";
    let document = |inside: &str| format!("<InteractionAddResults>{inside}</InteractionAddResults>");
    vec![
        ("text/html", format!("<html><body><h1>Error</h1><p>The key {CANARY} is not valid</p></body></html>")),
        ("text/plain", format!("{CANARY} is not valid")),
        (json, format!(r#""{CANARY}""#)),
        (json, format!(r#"{{"InteractionAddData":{{"OK":"{CANARY}"}}}}"#)),
        (
            json,
            format!(
                r#"{{"InteractionAddData":{{"OK":false,"InteractionCreateIssues":[{{"Message":"{CANARY}"}}]}},
                    "extra":"{CANARY}"}}"#
            ),
        ),
        (json, format!(r#"{{"name":7,"id":"{CANARY}","rating":"{CANARY}"}}"#)),
        (json, format!(r#"{{"name":"{CANARY}"}}{CANARY}"#)),
        (json, format!(r#"{{"name":{CANARY}}}"#)),
        (json, format!(r#"{{"name":"{CANARY}"#)),
        (json, format!(r#"{{"notify_on_new_request":"{CANARY}","id":1}}"#)),
        (api, format!(r#"{{"errors":[{{"title":"Not valid","detail":"{CANARY}","meta":"{CANARY}"}}]}}"#)),
        (api, format!(r#"{{"errors":"{CANARY}"}}"#)),
        (api, format!(r#"{{"data":{{"id":"{CANARY}","type":"interactions"}}}}"#)),
        (xml, document(&format!("<InteractionAddData><OK>{CANARY}</OK></InteractionAddData>"))),
        (
            xml,
            document(&format!(
                "<InteractionAddData><OK>false</OK><InteractionCreateIssues><InteractionCreateIssue><Message>{CANARY}\
                 </Message></InteractionCreateIssue></InteractionCreateIssues></InteractionAddData>"
            )),
        ),
        (xml, document(&format!("<p>{CANARY}<br></p>"))),
        (xml, document(&format!("</{CANARY}>"))),
        (xml, document(&format!("&{CANARY};"))),
        (xml, document(&format!("<a b='{CANARY}' b='{CANARY}'/>"))),
        (xml, document(&format!("<a xmlns:xml='{CANARY}'/>"))),
        (xml, document(&format!("<a xmlns:b='{CANARY}'><b:c/><d:c/></a>"))),
        (xml, format!("<!DOCTYPE {CANARY}><InteractionAddResults/>")),
        (xml, format!("<{CANARY}/>")),
        (xml, format!(r#"<?xml version="{CANARY}" encoding="{CANARY}"?><InteractionAddResults/>"#)),
        (xml, format!("<InteractionAddResults/>{CANARY}")),
    ]
}

/// Each body with each sort of status, under headers that hold the canary too; then answers that are broken.
pub(crate) fn replies() -> Vec<Reply> {
    let mut replies = Vec::new();
    for status in [200, 201, 302, 400, 401, 503, 599] {
        for (media_type, body) in bodies() {
            replies.push(marked(Reply::new(status, media_type, body)));
        }
        replies.push(marked(Reply::new(status, &format!("application/{CANARY}"), "<x/>")));
        replies.push(marked(Reply::new(status, &format!("text/html; charset={CANARY}"), "<x/>")));
        replies.push(marked(Reply::json(status, format!("{{\"name\":\"{CANARY}\"}}")).cut_off_after(20)));
        replies.push(marked(Reply::json(status, "").endless(1 << 20)));
    }
    for raw in [
        format!("{CANARY}\r\n"),
        format!("HTTP/1.1 401 {CANARY}\r\n{CANARY}\r\n\r\n"),
        format!("HTTP/1.1 {CANARY}\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\nContent-Length: {CANARY}\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{CANARY}\r\n"),
        format!("HTTP/1.1 401 {CANARY}\r\nConnection: close\r\nX-Echo: {CANARY}\r\n\r\n{CANARY}"),
    ] {
        replies.push(Reply::raw(raw));
    }
    replies
}

fn marked(reply: Reply) -> Reply {
    reply
        .header("Set-Cookie", &format!("session={CANARY}; HttpOnly"))
        .header("X-Echo", CANARY)
        .header("x-request-id", CANARY)
        .header("Location", &format!("http://127.0.0.1:1/?key={CANARY}"))
        .header("WWW-Authenticate", &format!("Bearer error_description=\"{CANARY}\""))
}
