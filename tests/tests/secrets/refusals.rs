//! Secrets that break rules, and base URLs that hold some: said to be wrong without being shown.

use generated::runtime::Format;
use generated::{caliq, cro, ctrl_hub, objects};
use specwright_tests::server::Server;

use super::CANARY;
use super::callers::{interaction, locked, update};
use super::shown::Shown;

#[test]
fn a_credential_that_breaks_its_rules_is_not_shown() {
    let mut shown = Shown::new();
    let refused = [
        CANARY.to_owned(),
        format!("Basic {CANARY}"),
        format!("Bearer {CANARY}\r\nX: y"),
        format!("Bearer {}", CANARY.repeat(20)),
    ];
    for authorization in refused {
        let builder = cro::Client::builder().base_url("http://127.0.0.1:1").tenant_id(1).authorization(authorization);
        shown.debug(&builder);
        let error = builder.build().unwrap_err();
        assert!(error.to_string().contains("[redacted]"), "{error}");
        shown.build_error(&error);
    }
    shown.assert_clean(20);
}

#[test]
fn a_base_url_that_is_refused_is_not_shown() {
    let mut shown = Shown::new();
    for url in [
        format!("http://user:{CANARY}@127.0.0.1"),
        format!("http://{CANARY}@127.0.0.1"),
        format!("http://127.0.0.1/?key={CANARY}"),
        format!("http://127.0.0.1/#{CANARY}"),
        format!("{CANARY}://127.0.0.1"),
        format!("http://127.0.0.1/ {CANARY}"),
    ] {
        let builder = objects::Client::builder().base_url(url);
        shown.debug(&builder);
        shown.build_error(&builder.build().unwrap_err());
    }
    shown.assert_clean(20);
}

#[tokio::test]
async fn a_credential_that_cannot_be_sent_is_not_shown() {
    let server = Server::start(vec![]);
    let mut shown = Shown::new();
    for token in [format!("{CANARY}\r\nX: y"), format!("é{CANARY}\0"), format!("{CANARY}\n")] {
        let builder = ctrl_hub::Client::builder().base_url(server.url()).session_token(token.as_str());
        let client = builder.build().unwrap();
        let id = generated::runtime::Uuid::nil();
        shown.outcome(client.update_customer_interaction(id, id, update()).await);

        let builder = caliq::Client::builder().base_url(server.url()).format(Format::Xml);
        let client = builder.api_key(format!("{CANARY}\0")).build().unwrap();
        shown.outcome(client.create_interaction(interaction()).await);
    }
    assert!(shown.kinds.contains("Invalid") && shown.kinds.len() == 1);
    assert!(server.requests().is_empty());
    shown.assert_clean(30);
}

#[tokio::test]
async fn a_secret_field_that_is_refused_is_not_shown() {
    let server = Server::start(vec![]);
    let client = objects::Client::builder().base_url(server.url()).build().unwrap();
    let mut shown = Shown::new();
    let contact = objects::ObjectContact { email: "no address".into(), ..Default::default() };
    let body = objects::CustomerObject { contact: contact.into(), ..locked() };
    let call = client.update_customer_object("1", body);
    shown.debug(&call);
    let violations = call.check().unwrap_err();
    assert!(violations.to_string().contains("/contact/email"), "{violations}");
    shown.violations(&violations);
    shown.outcome(call.await);
    shown.assert_clean(10);
    assert!(server.requests().is_empty());
}
