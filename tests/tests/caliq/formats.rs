//! Requests on the wire, in JSON and in XML, from the same Rust values.

use generated::caliq::{Client, InteractionCreateParams, InteractionKind};
use generated::runtime::Format;
use specwright_tests::server::{Recorded, Server};
use specwright_tests::{json, wire};

use super::documents::{assert_valid, events, text_of};
use super::{FORMATS, client, least, page, success};

const REQUEST_JSON: &str = concat!(
    r#"{"apiKey":"sample string 1","ChannelID":2,"CustomerID":3,"AccountNo":"string 4","ContactID":5,"#,
    r#""UniqueID":"00000000-0000-4000-8000-000000000006","Kind":"V","ContactedBy":"string 8","#,
    r#""ContactedFirstName":"sample string 9","ContactedSurname":"sample string 10","#,
    r#""OnDateTime":"sample string 11","Notes":"sample string 12","FollowUpDateTime":"sample string 13","#,
    r#""FollowUpBy":"string 14","FollowUpNotes":"sample string 15"}"#
);

const REQUEST_XML: &str = include_str!("../../fixtures/caliq/request.xml");

/// The request that a call with this body makes.
async fn sent(format: Format, body: InteractionCreateParams) -> Recorded {
    let server = Server::start(vec![success(format)]);
    client(&server, format).create_interaction(body).await.unwrap();
    wire::only_request(&server)
}

#[tokio::test]
async fn the_page_s_sample_goes_out_in_json() {
    let request = sent(Format::Json, page()).await;
    assert_eq!(wire::asked(&request), "POST /api/v1/InteractionCreate");
    assert_eq!(wire::header_names(&request), ["accept", "content-length", "content-type", "host"]);
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("accept"), Some("application/json, text/json"));
    assert_eq!(request.text(), REQUEST_JSON);
}

#[tokio::test]
async fn the_page_s_sample_goes_out_in_xml() {
    let request = sent(Format::Xml, page()).await;
    assert_eq!(wire::asked(&request), "POST /api/v1/InteractionCreate");
    assert_eq!(wire::header_names(&request), ["accept", "content-length", "content-type", "host"]);
    assert_eq!(request.header("content-type"), Some("application/xml"));
    assert_eq!(request.header("accept"), Some("application/xml, text/xml"));
    assert_eq!(events(request.text()), events(REQUEST_XML));
    assert_valid(&request.body);
}

#[tokio::test]
async fn json_is_the_format_unless_another_is_chosen() {
    let server = Server::start(vec![success(Format::Json)]);
    let client = Client::builder().base_url(server.url()).api_key("sample string 1").build().unwrap();
    client.create_interaction(page()).await.unwrap();
    assert_eq!(wire::only_request(&server).text(), REQUEST_JSON);
}

#[test]
fn the_api_key_is_no_field_of_the_request() {
    // No `..`: a further field would not compile.
    let InteractionCreateParams {
        channel_id: _,
        customer_id: _,
        account_no: _,
        contact_id: _,
        unique_id: _,
        kind: _,
        contacted_by: _,
        contacted_first_name: _,
        contacted_surname: _,
        on_date_time: _,
        notes: _,
        follow_up_date_time: _,
        follow_up_by: _,
        follow_up_notes: _,
        extra,
    } = page();
    assert!(extra.is_empty());
    assert_eq!(json::encoded(&page())["apiKey"], serde_json::Value::Null);
}

#[tokio::test]
async fn the_api_key_of_the_client_is_first_in_every_body() {
    for format in FORMATS {
        let server = Server::start(vec![success(format), success(format)]);
        let client = client(&server, format);
        client.create_interaction(page()).await.unwrap();
        client.clone().create_interaction(least()).await.unwrap();
        for request in server.requests() {
            assert_eq!(wire::places_of("sample string 1", &request)[..1], ["body"], "{format:?}");
            match format {
                Format::Json => assert!(request.text().starts_with(r#"{"apiKey":"sample string 1","#)),
                Format::Xml => assert_eq!(events(request.text())[1..3], ["<apiKey>", "sample string 1"]),
            }
        }
    }
}

#[test]
fn a_client_without_an_api_key_is_not_built() {
    let error = Client::builder().base_url("http://127.0.0.1:1").build().unwrap_err();
    assert!(error.to_string().contains("credential `api_key`: must have a value"), "{error}");
}

#[tokio::test]
async fn what_is_not_set_is_not_sent_but_for_an_empty_follow_up_by() {
    let body = InteractionCreateParams { unique_id: page().unique_id, ..least() };
    let request = sent(Format::Json, body.clone()).await;
    assert_eq!(
        request.text(),
        concat!(
            r#"{"apiKey":"sample string 1","ChannelID":2,"CustomerID":3,"ContactID":5,"#,
            r#""UniqueID":"00000000-0000-4000-8000-000000000006","Kind":"C","ContactedBy":"8","FollowUpBy":""}"#
        )
    );
    let request = sent(Format::Xml, body).await;
    let names: Vec<String> = events(request.text()).into_iter().filter(|event| event.starts_with("</")).collect();
    assert_eq!(
        names.join(""),
        "</apiKey></ChannelID></CustomerID></ContactID></UniqueID></Kind></ContactedBy></FollowUpBy>\
         </InteractionCreateParams>"
    );
    assert_eq!(text_of(request.text(), "FollowUpBy").as_deref(), Some(""));
    assert_valid(&request.body);
}

#[tokio::test]
async fn kinds_are_letters_on_the_wire() {
    let kinds = [(InteractionKind::Call, "C"), (InteractionKind::Email, "E"), (InteractionKind::Visit, "V")];
    assert_eq!(kinds.map(|(kind, _)| kind), InteractionKind::ALL);
    for (kind, letter) in kinds {
        let body = InteractionCreateParams { kind, ..page() };
        assert_eq!(json::parse(sent(Format::Json, body.clone()).await.text())["Kind"], letter);
        assert_eq!(text_of(sent(Format::Xml, body).await.text(), "Kind").as_deref(), Some(letter));
    }
}

#[tokio::test]
async fn text_reaches_the_vendor_as_it_was_given() {
    let notes = "<b>&amp;</b> \"q\" 'a' ]]> é 🦀\r\n\ttab";
    let body = InteractionCreateParams { notes: Some(notes.to_owned()), ..page() };
    let request = sent(Format::Json, body.clone()).await;
    assert_eq!(json::parse(request.text())["Notes"], notes);
    let request = sent(Format::Xml, body).await;
    assert_valid(&request.body);
    let escaped = "<Notes>&lt;b&gt;&amp;amp;&lt;/b&gt; \"q\" 'a' ]]&gt; é 🦀&#13;\n\ttab</Notes>";
    assert!(request.text().contains(escaped), "{}", request.text());
}
