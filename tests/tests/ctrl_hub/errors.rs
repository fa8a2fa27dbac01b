//! Failures: JSON:API documents with errors, typed by status.

use generated::ctrl_hub::operations::{CreateCustomerInteractionError, UpdateCustomerInteractionError};
use generated::ctrl_hub::{
    ErrorDocument, ErrorObject, ErrorSource, UpdateCustomerInteraction, UpdateCustomerInteractionRequest,
};
use generated::runtime::{Error, Value};
use specwright_tests::json::{encoded, parse};
use specwright_tests::server::{Reply, Server};

use super::{client, document, id, interaction};

const ERRORS: &str = r#"{
    "errors": [
        {
            "id": "e1", "status": "422", "code": "blank", "title": "Invalid", "detail": "notes must not be blank",
            "source": { "pointer": "/data/attributes/notes", "parameter": "p", "header": "X-H", "line": 7 },
            "meta": { "retry": false }
        },
        { "title": "Also" }
    ],
    "jsonapi": { "version": "1.1" }
}"#;

fn assert_errors(document: &ErrorDocument) {
    assert_eq!(encoded(document), parse(ERRORS));
    let [first, second] = document.errors.as_deref().expect("errors") else { unreachable!("two errors") };
    let ErrorObject { id, status, code, title, detail, source, extra } = first.clone();
    assert_eq!(id.as_deref(), Some("e1"));
    assert_eq!(status.as_deref(), Some("422"));
    assert_eq!(code.as_deref(), Some("blank"));
    assert_eq!(title.as_deref(), Some("Invalid"));
    assert_eq!(detail.as_deref(), Some("notes must not be blank"));
    assert_eq!(extra["meta"].get("retry"), Some(&Value::Bool(false)));
    let ErrorSource { pointer, parameter, header, extra } = source.expect("a source");
    assert_eq!(pointer.as_deref(), Some("/data/attributes/notes"));
    assert_eq!((parameter.as_deref(), header.as_deref()), (Some("p"), Some("X-H")));
    assert_eq!(extra["line"], Value::from(7));
    assert_eq!(*second, ErrorObject { title: Some("Also".into()), ..Default::default() });
    assert_eq!(document.extra.keys().collect::<Vec<_>>(), ["jsonapi"]);
}

#[tokio::test]
async fn failures_of_a_creation_are_typed_by_status() {
    for status in [400, 401, 403, 404, 409, 422, 429, 500, 503] {
        let server = Server::start(vec![document(status, ERRORS).header("X-Trace", "t1")]);
        let error = client(&server).create_customer_interaction(id(), interaction()).await.unwrap_err();
        match error.api().unwrap() {
            CreateCustomerInteractionError::ClientError(document) if status < 500 => assert_errors(document),
            CreateCustomerInteractionError::ServerError(document) if status >= 500 => assert_errors(document),
            other => panic!("{status}: {other:?}"),
        }
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.reply().unwrap().headers()["x-trace"], "t1");
        assert_eq!(error.reply().unwrap().body(), ERRORS.as_bytes());
    }
}

#[tokio::test]
async fn failures_of_an_update_are_typed_by_status() {
    for status in [404, 500] {
        let server = Server::start(vec![document(status, ERRORS)]);
        let body = UpdateCustomerInteractionRequest::new(UpdateCustomerInteraction::new(id(), "t"));
        let error = client(&server).update_customer_interaction(id(), id(), body).await.unwrap_err();
        match error.api().unwrap() {
            UpdateCustomerInteractionError::ClientError(document) if status < 500 => assert_errors(document),
            UpdateCustomerInteractionError::ServerError(document) if status >= 500 => assert_errors(document),
            other => panic!("{status}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_failure_may_say_less() {
    let none = ErrorDocument::default();
    let empty = ErrorDocument { errors: Some(vec![]), ..Default::default() };
    let other = ErrorDocument { extra: [("message".to_owned(), Value::from("no"))].into(), ..Default::default() };
    for (text, expected) in [("{}", none), (r#"{"errors":[]}"#, empty), (r#"{"message":"no"}"#, other)] {
        let server = Server::start(vec![document(400, text)]);
        let error = client(&server).create_customer_interaction(id(), interaction()).await.unwrap_err();
        assert_eq!(error.api(), Some(&CreateCustomerInteractionError::ClientError(expected)));
    }
}

#[tokio::test]
async fn a_failure_of_another_form_keeps_the_response() {
    for (media_type, text) in [
        ("text/html", "<html>Bad Gateway</html>"),
        ("text/plain", "no such organisation"),
        ("application/vnd.api+json", "[]"),
        ("application/vnd.api+json", r#"{"errors":{"notes":["blank"]}}"#),
    ] {
        let server = Server::start(vec![Reply::new(502, media_type, text)]);
        let error = client(&server).create_customer_interaction(id(), interaction()).await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(_) | Error::Decode(_)), "{error:?}");
        let reply = error.reply().unwrap();
        assert_eq!((reply.status().as_u16(), reply.media_type().as_str()), (502, media_type));
        assert_eq!(reply.body(), text.as_bytes());
    }
}

#[tokio::test]
async fn an_error_without_a_body_keeps_its_status() {
    for status in [401, 503] {
        let server = Server::start(vec![Reply::empty(status)]);
        let error = client(&server).create_customer_interaction(id(), interaction()).await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert!(error.reply().unwrap().body().is_empty());
    }
}
