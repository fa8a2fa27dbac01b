//! The session token: in its header, and nowhere else.

use generated::ctrl_hub::Client;
use generated::runtime::{BuildError, Error, Part};
use specwright_tests::server::{Reply, Server};
use specwright_tests::spec;
use specwright_tests::wire::{only_request, places_of};

use super::{CREATED, TOKEN, UPDATED, client, document, id, interaction};

#[tokio::test]
async fn the_token_is_sent_in_its_header_and_nowhere_else() {
    let server = Server::start(vec![document(201, CREATED), document(200, UPDATED)]);
    let client = client(&server);
    client.create_customer_interaction(id(), interaction()).await.unwrap();
    let data = generated::ctrl_hub::UpdateCustomerInteraction::new(id(), "t");
    let body = generated::ctrl_hub::UpdateCustomerInteractionRequest::new(data);
    client.update_customer_interaction(id(), id(), body).await.unwrap();
    for request in server.requests() {
        assert_eq!(request.header("X-Session-Token"), Some(TOKEN));
        assert_eq!(places_of(TOKEN, &request), ["x-session-token"]);
    }
}

#[tokio::test]
async fn the_token_goes_to_no_other_server() {
    let other = Server::start(vec![]);
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start(vec![Reply::empty(status).header("Location", &other.url())]);
        let error = client(&server).create_customer_interaction(id(), interaction()).await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
        only_request(&server);
    }
    assert_eq!(other.requests(), []);
}

#[test]
fn a_client_needs_the_token() {
    let Err(BuildError::Invalid(violations)) = Client::builder().build() else { panic!("a client without a token") };
    assert_eq!(violations.len(), 1);
    assert_eq!((violations[0].part, violations[0].rule), (Part::Credential("session_token"), "required"));
    assert_eq!(violations[0].place.line, spec::line("ctrl_hub", &["sessionToken:", "type:"]));
}

#[test]
fn the_base_url_is_that_of_the_pages_unless_it_is_given() {
    let client = Client::builder().session_token(TOKEN).build().unwrap();
    assert!(format!("{client:?}").contains(r#"base_url: "https://api.ctrl-hub.com""#), "{client:?}");
}

#[test]
fn the_token_is_not_shown() {
    let builder = Client::builder().session_token(TOKEN);
    let shown = format!("{builder:?} {builder:#?}");
    let client = builder.build().unwrap();
    let call = client.create_customer_interaction(id(), interaction());
    for text in [shown, format!("{client:?} {client:#?}"), format!("{call:?} {call:#?}")] {
        assert!(!text.contains(TOKEN), "{text}");
    }
}

#[tokio::test]
async fn a_token_that_no_header_can_carry_is_not_sent() {
    let server = Server::start(vec![]);
    for token in ["s3ss10n\r\nX-Other: 1", "s3ss10n\n", "s3ss10n\u{0}", "s3ss10n\u{7f}"] {
        let client = Client::builder().base_url(server.url()).session_token(token).build().unwrap();
        let error = client.create_customer_interaction(id(), interaction()).unchecked().await.unwrap_err();
        assert_eq!(error.violations().unwrap()[0].part, Part::Header("X-Session-Token"));
        assert!(!format!("{error} {error:?}").contains("s3ss10n"));
    }
    assert_eq!(server.requests(), []);
}
