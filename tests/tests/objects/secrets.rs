//! The two members that open a building are sent, and never shown.

use generated::objects::{CustomerObject, ObjectStatus};
use generated::runtime::check::{Rule, TextRule, Validate};
use generated::runtime::{At, Error, Map, Patch, Place, Secret, Value, Violations};
use specwright_tests::json::parse;
use specwright_tests::server::{Reply, Server};
use specwright_tests::wire::{only_request, places_of};

use super::client;

const CODE: &str = "hunter2";

/// Secrets of several types, each with `hunter2` in it.
fn secrets() -> Vec<Value> {
    let nested: Map = [("pin".to_owned(), Value::from(vec![CODE]))].into();
    let key: Map = [(CODE.to_owned(), Value::Null)].into();
    vec![CODE.into(), vec![CODE].into(), nested.into(), key.into()]
}

fn body(secret: &Value) -> CustomerObject {
    CustomerObject {
        name: "Depot".into(),
        security_code: Patch::Value(secret.clone().into()),
        key: Patch::Value(secret.clone().into()),
        ..Default::default()
    }
}

/// All that can be printed of a value.
fn shown(value: &impl std::fmt::Debug) -> String {
    format!("{value:?} {value:#?}")
}

#[tokio::test]
async fn secrets_are_sent_and_in_no_debug() {
    for secret in secrets() {
        let text = format!(r#"{{"name":"Depot","securityCode":{secret},"key":{secret}}}"#);
        let server = Server::start(vec![Reply::json(200, text.as_str())]);
        let body = body(&secret);
        assert_eq!(shown(&body).matches("[redacted]").count(), 4);
        let call = client(&server).update_customer_object("1", body.clone());
        let all = [shown(&body), shown(&call)];
        let response = call.await.unwrap();
        assert_eq!(response.value, body);
        assert_eq!(shown(&response).matches("[redacted]").count(), 4);
        for text in all.iter().chain(&[shown(&response), shown(&response.value), shown(response.reply())]) {
            assert!(!text.contains(CODE), "{text}");
        }
        assert!(shown(&response).contains("Depot"));
        let request = only_request(&server);
        assert_eq!(parse(request.text()), parse(&text));
        assert_eq!(places_of(CODE, &request), ["body"]);
    }
}

#[tokio::test]
async fn secrets_are_not_shown_beside_a_violation() {
    for secret in secrets() {
        let server = Server::start(vec![]);
        let wrong = CustomerObject { number: f64::INFINITY.into(), company_id: Patch::Null, ..body(&secret) };
        let call = client(&server).update_customer_object("1", wrong);
        let error = call.await.unwrap_err();
        assert_eq!(error.violations().unwrap().len(), 2);
        let text = format!("{error} {} {}", shown(&error), error.violations().unwrap());
        assert!(!text.contains(CODE), "{text}");
        assert_eq!(server.requests(), []);
    }
}

#[test]
fn a_violation_inside_a_secret_does_not_show_it() {
    let rule = Rule::text(TextRule::NEW.max_length(3, Place::NONE));
    let mut violations = Violations::default();
    Secret::new(Value::from(CODE)).check(&rule, &At::ROOT, &mut violations);
    assert_eq!((violations[0].rule, violations[0].found.as_str()), ("maxLength", "[redacted]"));
    assert!(!shown(&violations).contains(CODE) && !violations.to_string().contains(CODE));
}

#[tokio::test]
async fn secrets_are_in_no_error() {
    for secret in secrets() {
        let replies = [
            (200, format!(r#"{{"securityCode":{secret},"number":"{CODE}"}}"#)),
            (200, format!(r#"{{"securityCode":{secret},"status":{{"createdAt":"{CODE}"}}}}"#)),
            (200, format!(r#"{{"securityCode":{secret}"#)),
            (400, format!(r#"{{"securityCode":{secret}}}"#)),
            (503, format!(r#"{{"securityCode":{secret}}}"#)),
        ];
        for (status, text) in replies {
            let server = Server::start(vec![Reply::json(status, text.as_str())]);
            let error = client(&server).update_customer_object("1", body(&secret)).await.unwrap_err();
            let shown = format!("{error} {}", shown(&error));
            assert!(!shown.contains(CODE), "{shown}");
            let Some(reply) = error.reply() else { panic!("{error:?}") };
            assert_eq!(reply.body(), text.as_bytes());
        }
    }
}

#[tokio::test]
async fn secrets_are_in_no_finding() {
    let text = format!(r#"{{"securityCode":"{CODE}","status":{{"createdBy":null}}}}"#);
    let server = Server::start(vec![Reply::json(200, text)]);
    let status = ObjectStatus { created_by: "me".into(), ..Default::default() };
    let call = client(&server)
        .update_customer_object("1", CustomerObject { status: status.into(), ..body(&Value::from(CODE)) });
    let response = call.await.unwrap();
    assert_eq!(response.findings.len(), 1);
    assert!(!format!("{} {}", response.findings, shown(&response)).contains(CODE));
}

#[tokio::test]
async fn secrets_are_in_no_error_of_the_transport() {
    let server = Server::start(vec![Reply::json(200, "{}").cut_off_after(1)]);
    let error = client(&server).update_customer_object(CODE, body(&Value::from(CODE))).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(!format!("{error} {}", shown(&error)).contains(CODE));
}
