//! Secrets stay where they belong: on the wire, and in what a caller asks for by name.
//!
//! In: a canary as every credential and every secret field, and servers that repeat it wherever they can. Out: all
//! that a program may come to print or log. Guaranteed: the canary was sent, and is in none of it.

mod callers;
mod capture;
mod echoes;
mod refusals;
mod repository;
mod shown;

use generated::runtime::{Findings, Patch};
use generated::{cro, objects};
use specwright_tests::server::{Reply, Server};
use specwright_tests::wire;

use callers::Caller;
use capture::Capture;
use shown::Shown;

/// In two pieces, so that no file holds it.
const CANARY: &str = concat!("canary-", "7f3a91c4d2e8");

#[tokio::test]
async fn nothing_that_is_printed_or_logged_shows_a_secret() {
    let mut shown = Shown::new();
    for caller in Caller::ALL {
        let replies = echoes::replies();
        let count = replies.len();
        let server = Server::start(replies);
        caller.call(&mut shown, &server.url(), count).await;
        let requests = server.requests();
        assert_eq!(requests.len(), count);
        for request in requests {
            assert_eq!(wire::places_of(CANARY, &request), [caller.carries_it_in()], "{caller:?}");
        }
    }
    assert_eq!(shown.kinds.iter().copied().collect::<Vec<_>>(), ["Api", "Decode", "Ok", "Transport", "Unexpected"]);
    let lines = Capture::of_process().lines();
    for part in ["message=sending", "operation=\"createInteraction\"", "message=answered", "message=failed"] {
        assert!(lines.iter().any(|line| line.contains(part)), "nothing was logged of {part}");
    }
    shown.assert_clean(10_000);
}

#[tokio::test]
async fn nobody_to_call_shows_no_secret() {
    let mut shown = Shown::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for caller in Caller::ALL {
        caller.call(&mut shown, &url, 1).await;
    }
    shown.assert_clean(30);
}

#[tokio::test]
async fn secret_fields_are_hidden_in_requests_and_responses() {
    let body = format!(r#"{{"name":"depot","securityCode":"{CANARY}","key":{{"pin":["{CANARY}"]}}}}"#);
    let server = Server::answering(Reply::json(200, body));
    let client = objects::Client::builder().base_url(server.url()).build().unwrap();
    let mut shown = Shown::new();
    let response = client.update_customer_object("1", callers::locked()).await.unwrap();
    shown.debug(&response);
    shown.debug(&response.value);
    shown.debug(&callers::locked());
    let again = client.update_customer_object("1", response.value.clone());
    shown.debug(&again);
    shown.text(format!("{} {}", secret(&response.value.security_code), secret(&response.value.key)));
    shown.assert_clean(9);
    assert!(format!("{response:?}").contains("depot"));
    assert_eq!(secret(&response.value.security_code).expose().as_str(), Some(CANARY));
    assert_eq!(secret(&response.value.key).expose().pointer("/pin/0").unwrap().as_str(), Some(CANARY));
    again.await.unwrap();
    for request in server.requests() {
        assert_eq!(request.text().matches(CANARY).count(), 2);
    }
}

#[tokio::test]
async fn an_error_inside_a_secret_shows_none_of_its_keys() {
    let server = Server::answering(Reply::json(200, format!(r#"{{"key":{{"{CANARY}":[{CANARY}]}}}}"#)));
    let client = objects::Client::builder().base_url(server.url()).build().unwrap();
    let error = client.update_customer_object("1", callers::locked()).await.unwrap_err();
    assert!(error.to_string().contains("/key:"), "{error}");
    let mut shown = Shown::new();
    shown.call_error(&error);
    shown.assert_clean(5);
}

#[tokio::test]
async fn findings_are_logged_and_fail_a_call_without_what_was_found() {
    let body = format!(r#"{{"email":"{CANARY}","fax":"1"}}"#);
    let server = Server::answering(Reply::json(200, body));
    let mut shown = Shown::new();
    for policy in [Findings::trace(), Findings::Fail] {
        let builder = cro::Client::builder().base_url(server.url()).authorization("Bearer a.b.c").tenant_id(1);
        let client = builder.findings(policy).build().unwrap();
        if let Err(error) = client.update_contact(1, 2, cro::UpdateContact::default()).await {
            assert!(error.to_string().contains("body /email: must match the pattern"), "{error}");
            assert_eq!(error.findings().unwrap().len(), 2);
            shown.call_error(&error);
        }
    }
    let lines = Capture::of_process().lines();
    let told = "operation=\"updateContact\" status=200 findings=2 first=\"body /email: must match the pattern";
    assert!(lines.iter().any(|line| line.contains(told)), "{lines:?}");
    shown.assert_clean(5);
}

fn secret<T>(field: &Patch<T>) -> &T {
    field.value().unwrap()
}
