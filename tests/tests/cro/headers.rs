//! Response headers: typed where the spec declares them, and never a reason to fail.

use generated::cro::UpdateContact;
use generated::cro::operations::UpdateContactHeaders;
use generated::runtime::{Part, Response, Uuid};
use specwright_tests::server::{Reply, Server};
use specwright_tests::spec;

use super::{client, contact};

const REQUEST_ID: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

async fn answered(reply: Reply) -> Response<generated::cro::Contact, UpdateContactHeaders> {
    let server = Server::start(vec![reply]);
    client(&server).update_contact(1, 2, UpdateContact::default()).await.expect("headers are no reason to fail")
}

#[tokio::test]
async fn headers_of_the_response_are_typed() {
    let response = answered(contact().header("Accept", "application/json").header("x-request-id", REQUEST_ID)).await;
    let UpdateContactHeaders { accept, x_request_id } = response.headers;
    assert_eq!(accept.as_deref(), Some("application/json"));
    let id: Option<Uuid> = x_request_id;
    assert_eq!(id, Some(REQUEST_ID.parse().unwrap()));
    assert!(response.findings.is_empty(), "{}", response.findings);
}

#[tokio::test]
async fn names_of_headers_ignore_case() {
    let response = answered(contact().header("X-Request-ID", &REQUEST_ID.to_uppercase())).await;
    assert_eq!(response.headers.x_request_id, Some(REQUEST_ID.parse().unwrap()));
}

#[tokio::test]
async fn headers_may_be_missing() {
    let response = answered(contact()).await;
    assert_eq!(response.headers, UpdateContactHeaders::default());
    assert!(response.findings.is_empty(), "{}", response.findings);
}

#[tokio::test]
async fn a_malformed_request_id_is_a_finding_and_not_a_failure() {
    for text in ["", "1", "3c90c3cc0d444b5088888dd25736052a", "{3c90c3cc-0d44-4b50-8888-8dd25736052a}", "null"] {
        let response = answered(contact().header("x-request-id", text)).await;
        assert_eq!(response.headers.x_request_id, None, "{text}");
        assert_eq!(response.findings.len(), 1, "{text}: {}", response.findings);
        assert_eq!(response.findings[0].part, Part::ResponseHeader("x-request-id"));
        assert_eq!((response.findings[0].pointer.as_str(), response.findings[0].rule), ("", "type"));
        assert_eq!(response.reply().headers()["x-request-id"], text);
        assert_eq!(response.value.id, Some(1));
    }
}

#[tokio::test]
async fn a_header_that_breaks_its_limit_is_a_finding_and_is_kept() {
    let response = answered(contact().header("Accept", &"a".repeat(257))).await;
    assert_eq!(response.headers.accept.map(|text| text.len()), Some(257));
    let found = &response.findings[0];
    assert_eq!(found.part, Part::ResponseHeader("accept"));
    assert_eq!((found.rule, found.limit.as_str(), found.found.as_str()), ("maxLength", "256", "257 characters"));
    assert_eq!(found.place.line, spec::line("cro", &["headers:", "Accept:", "maxLength:"]));
}
