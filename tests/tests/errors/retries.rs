//! Which calls are tried again, how often, and after how long.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use generated::ctrl_hub;
use generated::objects::Client;
use generated::runtime::transport::TransportErrorKind;
use generated::runtime::{Retry, Uuid};
use specwright_tests::server::{Reply, Server};

use super::{client, fails, kind, nobody, update};

fn quick(attempts: u32) -> Retry {
    Retry::attempts(attempts).wait(Duration::from_millis(1))
}

#[tokio::test]
async fn what_may_have_arrived_is_repeated_only_where_that_does_no_harm() {
    let later = || Reply::empty(503);
    let server = Server::start(vec![later()]);
    fails(client(&server).retry(quick(3))).await;
    assert_eq!(server.requests().len(), 1, "PATCH without a key");

    let server = Server::start(vec![later(), Reply::empty(502), Reply::empty(429), Reply::empty(504)]);
    let client = ctrl_hub::Client::builder().base_url(server.url()).session_token("t").retry(quick(4));
    update(client).await.unwrap_err();
    assert_eq!(server.requests().len(), 4, "PUT");
}

#[tokio::test]
async fn a_post_without_a_key_is_not_repeated() {
    for reply in [Reply::empty(503), Reply::raw(""), Reply::json(201, "{}").cut_off_after(1)] {
        let server = Server::start(vec![reply]);
        let client = ctrl_hub::Client::builder().base_url(server.url()).session_token("t").retry(quick(3));
        let body = ctrl_hub::CreateCustomerInteraction::new("interactions");
        let body = ctrl_hub::CreateCustomerInteractionRequest::new(body);
        client.build().unwrap().create_customer_interaction(Uuid::nil(), body).await.unwrap_err();
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn broken_exchanges_are_repeated_where_that_does_no_harm() {
    let ok = include_str!("../../fixtures/ctrl_hub/update-response.json");
    let ok = Reply::new(200, "application/vnd.api+json", ok);
    let server = Server::start(vec![Reply::raw(""), Reply::json(200, "{}").cut_off_after(1), ok]);
    update(ctrl_hub::Client::builder().base_url(server.url()).session_token("t").retry(quick(3))).await.unwrap();
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_for_every_call() {
    let waits = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&waits);
    let retry = Retry::sleep_with(3, move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        Box::pin(async {})
    });
    let error = fails(Client::builder().base_url(nobody()).retry(retry)).await;
    assert_eq!(kind(&error), TransportErrorKind::Connect);
    assert_eq!(waits.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn the_wait_doubles_unless_the_server_asks_for_another() {
    let asking = Reply::empty(503).header("Retry-After", "7");
    let server = Server::start(vec![Reply::empty(503), Reply::empty(503), asking, Reply::empty(503)]);
    let waits = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&waits);
    let retry = Retry::sleep_with(4, move |wait| {
        kept.lock().unwrap().push(wait.as_millis());
        Box::pin(async {})
    });
    let retry = retry.wait(Duration::from_millis(10));
    update(ctrl_hub::Client::builder().base_url(server.url()).session_token("t").retry(retry)).await.unwrap_err();
    assert_eq!(*waits.lock().unwrap(), [10, 20, 7000]);
}
