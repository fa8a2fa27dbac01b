//! Limits of the body: kept at the edge, broken one beyond it and far beyond it.

use generated::cro::{Client, UpdateContact};
use generated::runtime::{Error, Part, Violation};
use specwright_tests::json::parse;
use specwright_tests::server::Server;
use specwright_tests::spec;

use super::{client, contact};

/// A limit of a field: a length that keeps it, and lengths that break it.
struct Limit {
    field: &'static str,
    rule: &'static str,
    at: usize,
    beyond: &'static [usize],
    /// The way to the rule in the spec.
    place: &'static [&'static str],
}

const LIMITS: [Limit; 7] = [
    Limit {
        field: "fax",
        rule: "minLength",
        at: 7,
        beyond: &[6, 1, 0],
        place: &["UpdateContact:", "fax:", "minLength:"],
    },
    Limit {
        field: "fax",
        rule: "maxLength",
        at: 15,
        beyond: &[16, 10_000],
        place: &["UpdateContact:", "fax:", "maxLength:"],
    },
    Limit { field: "name", rule: "minLength", at: 1, beyond: &[0], place: &["UpdateContact:", "name:", "minLength:"] },
    Limit {
        field: "name",
        rule: "maxLength",
        at: 128,
        beyond: &[129, 10_000],
        place: &["UpdateContact:", "name:", "maxLength:"],
    },
    Limit {
        field: "number",
        rule: "minLength",
        at: 1,
        beyond: &[0],
        place: &["UpdateContact:", "number:", "minLength:"],
    },
    Limit {
        field: "number",
        rule: "maxLength",
        at: 90,
        beyond: &[91, 10_000],
        place: &["UpdateContact:", "number:", "maxLength:"],
    },
    Limit { field: "email", rule: "maxLength", at: 256, beyond: &[257, 10_000], place: &["EmailList:", "maxLength:"] },
];

/// Characters of one, two, three and four bytes.
const CHARACTERS: [&str; 4] = ["5", "é", "電", "😀"];

/// `length` times the same character; in a list of addresses, an address.
fn text(field: &str, length: usize, character: &str) -> String {
    match field {
        "email" => format!("a@{}", character.repeat(length - 2)),
        _ => character.repeat(length),
    }
}

fn body(field: &str, text: &str) -> UpdateContact {
    let mut body = UpdateContact::default();
    let target = match field {
        "email" => &mut body.email,
        "fax" => &mut body.fax,
        "name" => &mut body.name,
        _ => &mut body.number,
    };
    *target = text.into();
    body
}

/// What keeps the body from being sent.
async fn refused(client: &Client, body: UpdateContact) -> Vec<Violation> {
    match client.update_contact(1, 2, body).await {
        Err(Error::Invalid(violations)) => violations.to_vec(),
        other => unreachable!("expected violations: {other:?}"),
    }
}

async fn are_sent(field: &str, texts: &[String]) {
    let server = Server::start(vec![contact(); texts.len()]);
    let client = client(&server);
    for text in texts {
        client.update_contact(1, 2, body(field, text)).await.expect("the text keeps the rules");
    }
    let sent: Vec<_> = server.requests().iter().map(|request| parse(request.text())).collect();
    let expected: Vec<_> = texts.iter().map(|text| serde_json::json!({ field: text })).collect();
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn a_text_at_its_limit_is_sent() {
    for limit in &LIMITS {
        are_sent(limit.field, &CHARACTERS.map(|character| text(limit.field, limit.at, character))).await;
    }
}

#[tokio::test]
async fn a_text_beyond_its_limit_is_not_sent() {
    let server = Server::start(vec![]);
    let client = client(&server);
    for Limit { field, rule, at, beyond, place } in LIMITS {
        for (length, character) in beyond.iter().flat_map(|length| CHARACTERS.map(|c| (*length, c))) {
            let violations = refused(&client, body(field, &text(field, length, character))).await;
            let [violation] = violations.as_slice() else { panic!("{field} {length}: {violations:?}") };
            assert_eq!(violation.part, Part::Body);
            assert_eq!(violation.pointer, format!("/{field}"));
            assert_eq!((violation.rule, violation.limit.as_str()), (rule, at.to_string().as_str()));
            let count = |length: usize| format!("{length} {}", if length == 1 { "character" } else { "characters" });
            assert_eq!(violation.found, count(length));
            let place = format!("{}:{}", spec::file("cro"), spec::line("cro", place));
            assert_eq!(violation.place.to_string(), place);
            let least = if rule == "minLength" { "least" } else { "most" };
            let (limit, found) = (count(at), count(length));
            let sentence = format!("body /{field}: must have at {least} {limit}, found {found} ({rule}, {place})");
            assert_eq!(violation.to_string(), sentence);
        }
    }
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn addresses_are_a_list_with_white_space() {
    let texts = ["", "a@b", "a@b,c@d", "a@b, c@d,\te@f\n", " \t\na@b\n,\n c@d \t", "test+tag@contacts.com", "é@電.😀"];
    are_sent("email", &texts.map(str::to_owned)).await;
}

#[tokio::test]
async fn what_is_no_list_of_addresses_is_not_sent() {
    let line = spec::line("cro", &["EmailList:", "pattern:"]);
    let server = Server::start(vec![]);
    let client = client(&server);
    for text in [
        ["a", "@", "a@", "@b", "a@@b", "a@b,", ",a@b"],
        ["a@b,,c@d", "a@b c@d", "a b@c", "a@b;c@d", " ", "a@b\r\n", "a@b\u{a0}"],
    ]
    .concat()
    {
        let violations = refused(&client, body("email", text)).await;
        let [violation] = violations.as_slice() else { panic!("{text:?}: {violations:?}") };
        assert_eq!((violation.pointer.as_str(), violation.rule, violation.place.line), ("/email", "pattern", line));
        assert_eq!(violation.found, format!("{text:?}"));
    }
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn a_long_text_that_is_no_list_breaks_two_rules() {
    let server = Server::start(vec![]);
    let violations = refused(&client(&server), body("email", &"é".repeat(300))).await;
    let found: Vec<_> = violations.iter().map(|v| (v.rule, v.pointer.as_str())).collect();
    assert_eq!(found, [("maxLength", "/email"), ("pattern", "/email")]);
    assert_eq!(violations[0].found, "300 characters");
    assert!(violations[1].found.chars().count() < 70, "{}", violations[1].found);
    assert_eq!(server.requests(), []);
}
