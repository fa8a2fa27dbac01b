//! `null` where the page has none: reported, and sent only when the caller says so.

use generated::objects::{CustomerObject, ObjectContact, ObjectMaterial, ObjectStatus};
use generated::runtime::{Part, Patch};
use specwright_tests::json::{encoded, parse};
use specwright_tests::server::{Reply, Server};
use specwright_tests::spec;
use specwright_tests::wire::only_request;

use super::{client, object};

/// A body with a `null`, its pointer, the way to its schema in the spec, and what is sent unchecked.
type Case = (CustomerObject, &'static str, &'static [&'static str], &'static str);

fn cases() -> Vec<Case> {
    let none = CustomerObject::default;
    let status = ObjectStatus { created_at: Patch::Null, ..Default::default() };
    let contact = ObjectContact { phone: "1".into(), email: Patch::Null, ..Default::default() };
    let materials = vec![ObjectMaterial::default(), ObjectMaterial { budget: Patch::Null, ..Default::default() }];
    vec![
        (CustomerObject { id: Patch::Null, ..none() }, "/_id", &["Entity:", "_id:", "type:"], r#"{"_id":null}"#),
        (
            CustomerObject { name: Patch::Null, ..none() },
            "/name",
            &["CustomerObject:", "name:", "type:"],
            r#"{"name":null}"#,
        ),
        (
            CustomerObject { rating: Patch::Null, ..none() },
            "/rating",
            &["CustomerObject:", "rating:", "type:"],
            r#"{"rating":null}"#,
        ),
        (
            CustomerObject { address: Patch::Null, ..none() },
            "/address",
            &["CustomerObject:", "address:", "$ref:"],
            r#"{"address":null}"#,
        ),
        (
            CustomerObject { tags: Patch::Null, ..none() },
            "/tags",
            &["CustomerObject:", "tags:", "type:"],
            r#"{"tags":null}"#,
        ),
        (
            CustomerObject { status: status.into(), ..none() },
            "/status/createdAt",
            &["ObjectStatus:", "createdAt:", "type:"],
            r#"{"status":{"createdAt":null}}"#,
        ),
        (
            CustomerObject { contact: contact.into(), ..none() },
            "/contact/email",
            &["ObjectContact:", "email:", "type:"],
            r#"{"contact":{"phone":"1","email":null}}"#,
        ),
        (
            CustomerObject { material: materials.into(), ..none() },
            "/material/1/budget",
            &["ObjectMaterial:", "budget:", "type:"],
            r#"{"material":[{},{"budget":null}]}"#,
        ),
    ]
}

#[tokio::test]
async fn null_for_a_field_that_has_none_is_a_violation_and_is_not_sent() {
    for (body, pointer, place, _) in cases() {
        let server = Server::start(vec![]);
        let error = client(&server).update_customer_object("1", body).await.unwrap_err();
        let violations = error.violations().unwrap();
        assert_eq!(violations.len(), 1, "{violations}");
        let violation = &violations[0];
        assert_eq!((violation.part, violation.pointer.as_str()), (Part::Body, pointer));
        assert_eq!((violation.rule, violation.limit.as_str(), violation.found.as_str()), ("type", "not null", "null"));
        assert_eq!(violation.place.file, spec::file("objects"));
        assert_eq!(violation.place.line, spec::line("objects", place), "{pointer}");
        assert_eq!(server.requests(), []);
    }
}

#[tokio::test]
async fn null_can_be_sent_unchecked() {
    for (body, _, _, expected) in cases() {
        let server = Server::start(vec![object()]);
        client(&server).update_customer_object("1", body).unchecked().await.unwrap();
        assert_eq!(only_request(&server).text(), expected);
    }
}

#[tokio::test]
async fn null_in_a_response_is_a_finding_and_is_kept() {
    let text = r#"{"_id":"1","name":null,"status":{"createdAt":null,"status":1},"material":[{"budget":null}]}"#;
    let server = Server::start(vec![Reply::json(200, text)]);
    let response = client(&server).update_customer_object("1", CustomerObject::default()).await.unwrap();
    assert!(response.value.name.is_null());
    assert!(response.value.status.value().unwrap().created_at.is_null());
    let found: Vec<_> = response.findings.iter().map(|f| (f.pointer.as_str(), f.rule)).collect();
    assert_eq!(found, [("/status/createdAt", "type"), ("/name", "type"), ("/material/0/budget", "type")]);
    assert_eq!(encoded(&response.value), parse(text));
}

#[tokio::test]
async fn null_is_a_value_of_fields_of_any_type() {
    for body in [
        CustomerObject { security_code: Patch::Null, ..Default::default() },
        CustomerObject { security_code: Patch::Value(generated::runtime::Value::Null.into()), ..Default::default() },
    ] {
        let server = Server::start(vec![Reply::json(200, r#"{"securityCode":null}"#)]);
        let response = client(&server).update_customer_object("1", body).await.unwrap();
        assert_eq!(only_request(&server).text(), r#"{"securityCode":null}"#);
        assert!(response.findings.is_empty(), "{}", response.findings);
        assert!(!response.value.security_code.is_absent());
        assert_eq!(encoded(&response.value), parse(r#"{"securityCode":null}"#));
    }
}

#[tokio::test]
async fn what_is_no_address_and_what_is_no_number_are_violations() {
    let contact = ObjectContact { email: "nobody".into(), ..Default::default() };
    let body = CustomerObject { contact: contact.into(), rating: f64::NAN.into(), ..Default::default() };
    let server = Server::start(vec![]);
    let error = client(&server).update_customer_object("1", body).await.unwrap_err();
    let violations = error.violations().unwrap();
    let found: Vec<_> = violations.iter().map(|v| (v.pointer.as_str(), v.rule, v.found.as_str())).collect();
    assert_eq!(found, [("/contact/email", "format", r#""nobody""#), ("/rating", "type", "NaN")]);
    assert_eq!(violations[0].place.line, spec::line("objects", &["ObjectContact:", "email:", "format:"]));
    assert_eq!(server.requests(), []);
}
