//! Bodies: three states of a field, booleans in many spellings, and what the page does not have.

use generated::cro::{Contact, UpdateContact};
use generated::runtime::{Error, Patch, Value};
use specwright_tests::json::{encoded, parse};
use specwright_tests::server::{Reply, Server};
use specwright_tests::wire::only_request;

use super::{client, contact};

const FLAGS: [&str; 5] = [
    "notify_on_acknowledged_request",
    "notify_on_completed_request",
    "notify_on_dispatched_request",
    "notify_on_failed_request",
    "notify_on_new_request",
];

fn flags(contact: &Contact) -> [Option<bool>; 5] {
    [
        contact.notify_on_acknowledged_request,
        contact.notify_on_completed_request,
        contact.notify_on_dispatched_request,
        contact.notify_on_failed_request,
        contact.notify_on_new_request,
    ]
}

/// A contact in which every flag is `json`.
fn flagged(json: &str) -> String {
    format!("{{{}}}", FLAGS.map(|name| format!(r#""{name}":{json}"#)).join(","))
}

async fn sent(body: UpdateContact) -> String {
    let server = Server::start(vec![contact()]);
    client(&server).update_contact(1, 2, body).await.expect("the body keeps the rules");
    only_request(&server).text().to_owned()
}

#[tokio::test]
async fn absent_null_and_a_value_are_three_bodies() {
    for (email, expected) in
        [(Patch::Absent, "{}"), (Patch::Null, r#"{"email":null}"#), ("a@b".into(), r#"{"email":"a@b"}"#)]
    {
        assert_eq!(sent(UpdateContact { email, ..Default::default() }).await, expected);
    }
    for (flag, expected) in [
        (Patch::Absent, "{}"),
        (Patch::Null, r#"{"notify_on_new_request":null}"#),
        (Patch::Value(false), r#"{"notify_on_new_request":false}"#),
        (true.into(), r#"{"notify_on_new_request":true}"#),
    ] {
        assert_eq!(sent(UpdateContact { notify_on_new_request: flag, ..Default::default() }).await, expected);
    }
}

#[tokio::test]
async fn every_field_can_be_cleared_and_set() {
    let null = UpdateContact {
        email: Patch::Null,
        fax: Patch::Null,
        name: Patch::Null,
        notify_on_acknowledged_request: Patch::Null,
        notify_on_completed_request: Patch::Null,
        notify_on_dispatched_request: Patch::Null,
        notify_on_failed_request: Patch::Null,
        notify_on_new_request: Patch::Null,
        number: Patch::Null,
        extra: [("later".to_owned(), Value::Null)].into(),
    };
    let expected = r#"{"email":null,"fax":null,"name":null,"notify_on_acknowledged_request":null,
        "notify_on_completed_request":null,"notify_on_dispatched_request":null,"notify_on_failed_request":null,
        "notify_on_new_request":null,"number":null,"later":null}"#;
    assert_eq!(parse(&sent(null).await), parse(expected));
    let set = UpdateContact {
        email: "a@b, c@d".into(),
        fax: "555-0100".into(),
        name: "Zoë \"Z\" \\ \n\u{1}".into(),
        notify_on_acknowledged_request: true.into(),
        notify_on_completed_request: false.into(),
        notify_on_dispatched_request: true.into(),
        notify_on_failed_request: false.into(),
        notify_on_new_request: true.into(),
        number: "555-0101".into(),
        extra: [("later".to_owned(), true.into())].into(),
    };
    let expected = r#"{"email":"a@b, c@d","fax":"555-0100","name":"Zoë \"Z\" \\ \n\u0001",
        "notify_on_acknowledged_request":true,"notify_on_completed_request":false,
        "notify_on_dispatched_request":true,"notify_on_failed_request":false,"notify_on_new_request":true,
        "number":"555-0101","later":true}"#;
    assert_eq!(parse(&sent(set).await), parse(expected));
}

#[tokio::test]
async fn booleans_are_read_in_every_spelling_of_the_page() {
    let yes = ["true", "1", r#""True""#, r#""true""#, r#""TRUE""#, r#""1""#];
    let no = ["false", "0", r#""False""#, r#""false""#, r#""FALSE""#, r#""0""#];
    for (json, expected) in yes.map(|json| (json, true)).into_iter().chain(no.map(|json| (json, false))) {
        let server = Server::start(vec![Reply::json(200, flagged(json))]);
        let response = client(&server).update_contact(1, 2, UpdateContact::default()).await.unwrap();
        assert_eq!(flags(&response.value), [Some(expected); 5], "{json}");
        assert!(response.findings.is_empty(), "{json}: {}", response.findings);
        assert_eq!(encoded(&response.value), parse(&flagged(&expected.to_string())));
    }
}

#[tokio::test]
async fn other_spellings_are_errors_that_say_where() {
    for json in ["2", "-1", r#""yes""#, r#""""#, r#"" true""#, "[]", "{}"] {
        let server = Server::start(vec![Reply::json(200, format!(r#"{{"id":1,"notify_on_failed_request":{json}}}"#))]);
        let error = client(&server).update_contact(1, 2, UpdateContact::default()).await.unwrap_err();
        let Error::Decode(failure) = error else { panic!("{json}: {error:?}") };
        assert_eq!(failure.error.pointer(), "/notify_on_failed_request");
        assert_eq!(failure.reply.status(), 200);
    }
}

#[tokio::test]
async fn a_null_that_the_page_does_not_have_is_a_finding_and_is_kept() {
    let text = r#"{"id":1,"name":null,"notify_on_new_request":null}"#;
    let server = Server::start(vec![Reply::json(200, text)]);
    let response = client(&server).update_contact(1, 2, UpdateContact::default()).await.unwrap();
    assert_eq!((response.value.id, response.value.name.as_deref()), (Some(1), None));
    assert_eq!(response.value.notify_on_new_request, None);
    let found: Vec<_> = response.findings.iter().map(|f| (f.pointer.as_str(), f.rule, f.found.as_str())).collect();
    assert_eq!(found, [("/name", "type", "null"), ("/notify_on_new_request", "type", "null")]);
    assert_eq!(encoded(&response.value), parse(text));
}

#[tokio::test]
async fn unknown_members_of_a_response_are_kept() {
    let text = r#"{"id":1,"teams":[{"id":7,"rate":1.10}],"zone":null}"#;
    let server = Server::start(vec![Reply::json(200, text)]);
    let response = client(&server).update_contact(1, 2, UpdateContact::default()).await.unwrap();
    let extra = &response.value.extra;
    assert_eq!(extra.keys().collect::<Vec<_>>(), ["teams", "zone"]);
    assert_eq!(extra["teams"].pointer("/0/rate").unwrap().as_number().unwrap().as_str(), "1.10");
    assert!(extra["zone"].is_null());
    assert!(response.findings.is_empty(), "{}", response.findings);
    assert_eq!(encoded(&response.value), parse(text));
}

#[tokio::test]
async fn a_response_that_breaks_the_rules_is_handed_over_with_findings() {
    let text = r#"{"email":"none","fax":"1234","name":"","number":"5"}"#;
    let server = Server::start(vec![Reply::json(200, text)]);
    let response = client(&server).update_contact(1, 2, UpdateContact::default()).await.unwrap();
    assert_eq!(response.value.fax.as_deref(), Some("1234"));
    let found: Vec<_> = response.findings.iter().map(|f| (f.pointer.as_str(), f.rule)).collect();
    assert_eq!(found, [("/email", "pattern"), ("/fax", "minLength"), ("/name", "minLength")]);
    assert_eq!(encoded(&response.value), parse(text));
}
