//! `UniqueID`, which tells the vendor that a call is a repetition, and the calls that are repeated for it.

use std::time::Duration;

use generated::caliq::{Client, InteractionCreateParams};
use generated::runtime::{Format, Retry, Uuid};
use specwright_tests::json;
use specwright_tests::server::{Recorded, Reply, Server};

use super::documents::text_of;
use super::{FORMATS, client, least, page, success};

fn unique_id(request: &Recorded, format: Format) -> Uuid {
    let text = match format {
        Format::Json => json::parse(request.text())["UniqueID"].as_str().unwrap().to_owned(),
        Format::Xml => text_of(request.text(), "UniqueID").unwrap(),
    };
    assert_eq!(text.len(), 36, "{text}");
    text.parse().unwrap()
}

fn retrying(server: &Server, format: Format, attempts: u32) -> Client {
    let retry = Retry::attempts(attempts).wait(Duration::from_millis(1));
    let builder = Client::builder().base_url(server.url()).api_key("sample string 1").format(format);
    builder.retry(retry).build().unwrap()
}

#[tokio::test]
async fn an_id_is_made_for_each_call_where_none_is_given() {
    for format in FORMATS {
        let server = Server::answering(success(format));
        let client = client(&server, format);
        client.create_interaction(least()).await.unwrap();
        client.create_interaction(least()).await.unwrap();
        let ids: Vec<Uuid> = server.requests().iter().map(|request| unique_id(request, format)).collect();
        assert_ne!(ids[0], ids[1]);
        // RFC 9562 section 5.4.
        assert!(ids.iter().all(|id| id.get_version_num() == 4 && id.to_string().as_bytes()[19] >= b'8'));
    }
}

#[tokio::test]
async fn an_id_that_is_given_is_kept() {
    for format in FORMATS {
        let server = Server::start(vec![success(format)]);
        client(&server, format).create_interaction(page()).await.unwrap();
        assert_eq!(Some(unique_id(&server.requests()[0], format)), page().unique_id);
    }
}

#[tokio::test]
async fn a_call_that_is_tried_again_is_the_same_call() {
    for format in FORMATS {
        let server = Server::start(vec![Reply::empty(503), Reply::empty(503), success(format)]);
        retrying(&server, format, 5).create_interaction(least()).await.unwrap();
        let requests = server.requests();
        assert_eq!(requests.len(), 3);
        assert_eq!(unique_id(&requests[0], format), unique_id(&requests[2], format));
        // Method, target, headers and body, byte for byte.
        assert_eq!(requests[0], requests[1]);
        assert_eq!(requests[0], requests[2]);
    }
}

#[tokio::test]
async fn a_clone_of_a_call_is_the_same_call() {
    for format in FORMATS {
        let server = Server::start(vec![Reply::empty(503), success(format)]);
        let call = client(&server, format).create_interaction(least());
        call.clone().await.unwrap_err();
        call.await.unwrap();
        assert_eq!(server.requests()[0], server.requests()[1]);
    }
}

#[tokio::test]
async fn the_last_attempt_s_failure_is_the_call_s() {
    let server = Server::start(vec![Reply::empty(503), Reply::empty(503)]);
    let error = retrying(&server, Format::Json, 2).create_interaction(least()).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
}

#[tokio::test]
async fn failures_that_another_attempt_does_not_mend_are_not_tried_again() {
    for status in [400, 401, 500] {
        let server = Server::start(vec![Reply::empty(status)]);
        retrying(&server, Format::Json, 5).create_interaction(least()).await.unwrap_err();
        assert_eq!(server.requests().len(), 1);
    }
    let rejected = Reply::json(200, r#"{"InteractionAddData":{"OK":false}}"#);
    let server = Server::start(vec![rejected]);
    retrying(&server, Format::Json, 5).create_interaction(least()).await.unwrap_err();
}

#[tokio::test]
async fn without_a_policy_there_is_one_request() {
    let server = Server::start(vec![Reply::empty(503)]);
    let body = InteractionCreateParams { unique_id: page().unique_id, ..least() };
    client(&server, Format::Json).create_interaction(body).await.unwrap_err();
    assert_eq!(server.requests().len(), 1);
}
