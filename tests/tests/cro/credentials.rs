//! The two credentials: given to the client once, checked when it is built, never shown.

use generated::cro::{Client, ClientBuilder, UpdateContact};
use generated::runtime::{BuildError, Error, Part, Violations};
use specwright_tests::server::Server;
use specwright_tests::spec;
use specwright_tests::wire::only_request;

use super::{AUTHORIZATION, contact};

fn builder() -> ClientBuilder {
    Client::builder().base_url("http://127.0.0.1:9")
}

/// Why a client with this `Authorization` cannot be built.
fn refused(authorization: &str) -> Violations {
    match builder().authorization(authorization).tenant_id(1).build() {
        Err(BuildError::Invalid(violations)) => violations,
        other => unreachable!("{authorization:?} is to be refused: {other:?}"),
    }
}

fn rules(violations: &Violations) -> Vec<&'static str> {
    violations.iter().map(|violation| violation.rule).collect()
}

/// `length` characters that match the pattern, one of them `odd`.
fn of_length(length: usize, odd: char) -> String {
    format!("Bearer a{odd}{}", "b".repeat(length - "Bearer a".len() - 1))
}

#[tokio::test]
async fn the_pattern_ignores_case_and_the_value_is_sent_as_given() {
    for scheme in ["bearer", "Bearer", "BEARER", "bEaReR"] {
        for token in ["abc", "a.b", "a-Z_0=.B-z_9=.c+/=", "ABC"] {
            let server = Server::start(vec![contact()]);
            let value = format!("{scheme} {token}");
            let builder = Client::builder().base_url(server.url()).authorization(value.as_str()).tenant_id(-1);
            builder.build().unwrap().update_contact(1, 2, UpdateContact::default()).await.unwrap();
            let request = only_request(&server);
            assert_eq!(request.header("Authorization"), Some(value.as_str()));
            assert_eq!(request.header("x-tenant-id"), Some("-1"));
        }
    }
}

#[test]
fn a_value_that_does_not_match_is_refused() {
    let pattern = spec::line("cro", &["securitySchemes:", "authorization:", "pattern:"]);
    for value in [
        "bearer",
        "bearer ",
        "bearer ab",
        "bearerabc.def",
        " bearer abc.def",
        "bearer  abc.def",
        "bearer abc.def ghi!",
        "bearer abc.def\n",
        "bearer\tabc.def",
        "bearer é.def",
        "Basic dXNlcjpwYXNz",
        "abc.def.ghi",
    ] {
        let violations = refused(value);
        assert_eq!(rules(&violations), ["pattern"], "{value:?}");
        assert_eq!((violations[0].place.line, violations[0].place.file), (pattern, "specs/cro/openapi.yaml"));
        assert_eq!(violations[0].part, Part::Credential("authorization"));
        assert_eq!(violations[0].pointer, "");
    }
    assert_eq!(rules(&refused("")), ["minLength", "pattern"]);
}

#[test]
fn the_length_is_counted_in_characters() {
    for odd in ['.', 'é', '電', '😀'] {
        builder().authorization(of_length(256, odd).as_str()).tenant_id(1).build().unwrap();
        for length in [257, 10_000] {
            let violations = refused(&of_length(length, odd));
            assert_eq!(rules(&violations), ["maxLength"], "{odd} {length}");
            assert_eq!((violations[0].limit.as_str(), violations[0].found.as_str()), ("256", "[redacted]"));
            let line = spec::line("cro", &["securitySchemes:", "authorization:", "maxLength:"]);
            assert_eq!(violations[0].place.line, line);
        }
    }
}

#[test]
fn what_is_missing_is_named_all_at_once() {
    let missing = |builder: ClientBuilder| match builder.build() {
        Err(BuildError::Invalid(violations)) => violations.iter().map(|v| (v.part, v.rule, v.place.line)).collect(),
        other => unreachable!("{other:?}"),
    };
    let authorization = spec::line("cro", &["securitySchemes:", "authorization:", "type:"]);
    let authorization = (Part::Credential("authorization"), "required", authorization);
    let tenant = (Part::Credential("tenant_id"), "required", spec::line("cro", &["- name: x-tenant-id"]));
    let found: Vec<_> = missing(builder());
    assert_eq!(found, [authorization, tenant]);
    let found: Vec<_> = missing(builder().tenant_id(1));
    assert_eq!(found, [authorization]);
    let found: Vec<_> = missing(builder().authorization(AUTHORIZATION));
    assert_eq!(found, [tenant]);
    let text = builder().build().unwrap_err().to_string();
    assert!(text.contains("credential `authorization`: must have a value"), "{text}");
}

#[test]
fn a_client_needs_a_base_url_because_the_page_names_no_host() {
    let error = Client::builder().authorization(AUTHORIZATION).tenant_id(1).build().unwrap_err();
    assert!(matches!(error, BuildError::BaseUrl(_)), "{error:?}");
}

#[test]
fn the_last_value_of_a_credential_counts() {
    builder().authorization("wrong").authorization(AUTHORIZATION).tenant_id(1).build().unwrap();
    let violations = match builder().authorization(AUTHORIZATION).authorization("wrong").tenant_id(1).build() {
        Err(BuildError::Invalid(violations)) => violations,
        other => panic!("{other:?}"),
    };
    assert_eq!(rules(&violations), ["pattern"]);
}

#[test]
fn no_credential_is_shown_when_a_client_cannot_be_built() {
    for value in ["hunter2", "bearer hunter2 hunter2 !!", "hunter2".repeat(100).as_str()] {
        let builder = builder().authorization(value).tenant_id(8_675_309);
        let shown = format!("{builder:?}");
        let error = builder.build().unwrap_err();
        for text in [shown, error.to_string(), format!("{error:?} {error:#?}")] {
            assert!(!text.contains("hunter2") && !text.contains("8675309"), "{text}");
        }
        let source = std::error::Error::source(&error).unwrap();
        assert!(!format!("{source} {source:?}").contains("hunter2"));
    }
}

#[test]
fn no_credential_is_shown_by_a_client_or_a_call() {
    let client = builder().authorization(AUTHORIZATION).tenant_id(8_675_309).build().unwrap();
    let call = client.update_contact(1, 2, UpdateContact::default());
    for text in [format!("{client:?} {client:#?}"), format!("{call:?} {call:#?}")] {
        assert!(!text.contains("abc-DEF") && !text.contains("8675309"), "{text}");
    }
}

#[tokio::test]
async fn a_value_that_no_header_can_carry_is_not_sent() {
    let server = Server::start(vec![]);
    let builder = Client::builder().base_url(server.url()).authorization("bearer a\u{7f}b").tenant_id(1);
    let client = builder.build().unwrap();
    for call in [
        client.update_contact(1, 2, UpdateContact::default()),
        client.update_contact(1, 2, UpdateContact::default()).unchecked(),
    ] {
        let error = call.await.unwrap_err();
        let Error::Invalid(violations) = &error else { panic!("{error:?}") };
        assert_eq!(rules(violations), ["header"]);
        assert_eq!(violations[0].part, Part::Header("Authorization"));
        assert_eq!(violations[0].found, "[redacted]");
    }
    assert_eq!(server.requests(), []);
}
