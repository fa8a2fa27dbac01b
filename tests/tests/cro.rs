//! CRO Software over the wire: what a contact is changed with, and what comes back.
//!
//! In: calls of the generated client. Out: requests, byte for byte, and typed values. The page shows no response; the
//! one in `fixtures/cro/contact.json` is the spec's example.

#[path = "cro/bodies.rs"]
mod bodies;
#[path = "cro/credentials.rs"]
mod credentials;
#[path = "cro/findings.rs"]
mod findings;
#[path = "cro/headers.rs"]
mod headers;
#[path = "cro/limits.rs"]
mod limits;
#[path = "cro/unchecked.rs"]
mod unchecked;

use generated::cro::operations::UpdateContactError;
use generated::cro::{Client, Contact, UpdateContact};
use generated::runtime::{Error, Map};
use specwright_tests::json::{encoded, parse};
use specwright_tests::server::{Reply, Server};
use specwright_tests::wire::{asked, header_names, only_request, places_of};

const CONTACT: &str = include_str!("../fixtures/cro/contact.json");

const AUTHORIZATION: &str = "Bearer abc-DEF_123.ghi=.jkl+/";

const TENANT: i64 = 314_159;

fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(server.url()).authorization(AUTHORIZATION).tenant_id(TENANT);
    builder.build().expect("the credentials keep the rules")
}

fn contact() -> Reply {
    Reply::json(200, CONTACT)
}

#[tokio::test]
async fn an_update_is_one_patch_of_what_is_set() {
    let server = Server::start(vec![contact()]);
    let body = UpdateContact { email: "test.updated@contacts.com".into(), ..Default::default() };
    client(&server).update_contact(7, -9, body).await.unwrap();
    let request = only_request(&server);
    assert_eq!(asked(&request), "PATCH /customers/7/contacts/-9");
    assert_eq!(request.text(), r#"{"email":"test.updated@contacts.com"}"#);
    assert_eq!(request.header("Content-Type"), Some("application/json"));
    assert_eq!(request.header("Accept"), Some("application/json"));
    let expected = ["accept", "authorization", "content-length", "content-type", "host", "x-tenant-id"];
    assert_eq!(header_names(&request), expected);
}

#[tokio::test]
async fn credentials_are_sent_in_their_headers_and_nowhere_else() {
    let server = Server::start(vec![contact()]);
    client(&server).update_contact(1, 2, UpdateContact::default()).await.unwrap();
    let request = only_request(&server);
    assert_eq!(request.header("Authorization"), Some(AUTHORIZATION));
    assert_eq!(request.header("x-tenant-id"), Some("314159"));
    assert_eq!(places_of(AUTHORIZATION, &request), ["authorization"]);
    assert_eq!(places_of("314159", &request), ["x-tenant-id"]);
}

#[tokio::test]
async fn a_base_url_may_have_a_path() {
    for base in ["/api/v2", "/api/v2/"] {
        let server = Server::start(vec![contact()]);
        let builder = Client::builder().base_url(server.url() + base).authorization(AUTHORIZATION).tenant_id(TENANT);
        builder.build().unwrap().update_contact(1, 2, UpdateContact::default()).await.unwrap();
        assert_eq!(asked(&only_request(&server)), "PATCH /api/v2/customers/1/contacts/2");
    }
}

#[tokio::test]
async fn identifiers_are_written_as_they_are() {
    for (id, text) in [(0, "0"), (i64::MAX, "9223372036854775807"), (i64::MIN, "-9223372036854775808")] {
        let server = Server::start(vec![contact()]);
        client(&server).update_contact(id, id, UpdateContact::default()).await.unwrap();
        assert_eq!(asked(&only_request(&server)), format!("PATCH /customers/{text}/contacts/{text}"));
    }
}

#[tokio::test]
async fn the_contact_reads_back_field_by_field() {
    let server = Server::start(vec![contact()]);
    let response = client(&server).update_contact(1, 1, UpdateContact::default()).await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.findings.is_empty(), "{}", response.findings);
    let Contact {
        email,
        fax,
        id,
        name,
        notify_on_acknowledged_request,
        notify_on_completed_request,
        notify_on_dispatched_request,
        notify_on_failed_request,
        notify_on_new_request,
        number,
        extra,
    } = response.value.clone();
    assert_eq!(email.as_deref(), Some("test.updated@contacts.com"));
    assert_eq!(fax.as_deref(), Some("555-0100"));
    assert_eq!(id, Some(1));
    assert_eq!(name.as_deref(), Some("Test Contact"));
    assert_eq!(notify_on_acknowledged_request, Some(false));
    assert_eq!(notify_on_completed_request, Some(true));
    assert_eq!(notify_on_dispatched_request, Some(false));
    assert_eq!(notify_on_failed_request, Some(true));
    assert_eq!(notify_on_new_request, Some(false));
    assert_eq!(number.as_deref(), Some("555-0101"));
    assert_eq!(extra, Map::new());
    assert_eq!(encoded(&response.value), parse(CONTACT));
    assert_eq!(response.reply().body(), CONTACT.as_bytes());
}

#[tokio::test]
async fn a_failure_is_typed_and_keeps_the_response() {
    for status in [400, 401, 404, 422] {
        let reply = Reply::json(status, r#"{"why":"so"}"#).header("X-Trace", "t1");
        let server = Server::start(vec![reply]);
        let error = client(&server).update_contact(1, 2, UpdateContact::default()).await.unwrap_err();
        assert_eq!(error.api(), Some(&UpdateContactError::ClientError));
        let reply = error.reply().unwrap();
        assert_eq!(reply.status(), status);
        assert_eq!(reply.headers()["x-trace"], "t1");
        assert_eq!(reply.body(), r#"{"why":"so"}"#.as_bytes());
    }
}

#[tokio::test]
async fn a_status_that_the_page_does_not_have_is_unexpected() {
    for status in [201, 204, 302, 500] {
        let server = Server::start(vec![Reply::empty(status)]);
        let error = client(&server).update_contact(1, 2, UpdateContact::default()).await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
        assert_eq!(error.status().unwrap(), status);
    }
}
