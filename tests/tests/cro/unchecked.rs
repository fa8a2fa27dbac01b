//! The check can be switched off: for one call, or for a client.

use generated::cro::{Client, UpdateContact};
use generated::runtime::Error;
use specwright_tests::server::Server;
use specwright_tests::wire::only_request;

use super::{AUTHORIZATION, TENANT, client, contact};

/// Three fields that break a rule each.
fn wrong() -> UpdateContact {
    UpdateContact { fax: "123".into(), name: "".into(), number: "5".repeat(91).into(), ..Default::default() }
}

fn wrong_on_the_wire() -> String {
    format!(r#"{{"fax":"123","name":"","number":"{}"}}"#, "5".repeat(91))
}

#[tokio::test]
async fn every_violation_is_reported_at_once_and_nothing_is_sent() {
    let server = Server::start(vec![]);
    let call = client(&server).update_contact(1, 2, wrong());
    let checked = call.check().unwrap_err();
    let error = call.await.unwrap_err();
    let Error::Invalid(violations) = &error else { panic!("{error:?}") };
    assert_eq!(*violations, checked);
    let found: Vec<_> = violations.iter().map(|v| (v.pointer.as_str(), v.rule, v.found.as_str())).collect();
    let expected = [
        ("/fax", "minLength", "3 characters"),
        ("/name", "minLength", "0 characters"),
        ("/number", "maxLength", "91 characters"),
    ];
    assert_eq!(found, expected);
    let text = error.to_string();
    assert_eq!(text.lines().count(), 4, "{text}");
    for violation in violations {
        assert!(text.contains(&violation.to_string()), "{text}");
        assert!(text.contains(&violation.place.to_string()), "{text}");
    }
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn one_call_can_go_unchecked() {
    let server = Server::start(vec![contact()]);
    let client = client(&server);
    client.update_contact(1, 2, wrong()).unchecked().await.unwrap();
    assert_eq!(only_request(&server).text(), wrong_on_the_wire());
    assert!(client.update_contact(1, 2, wrong()).await.unwrap_err().violations().is_some());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_client_can_go_unchecked() {
    let server = Server::start(vec![contact(), contact()]);
    let builder = Client::builder().base_url(server.url()).authorization(AUTHORIZATION).tenant_id(TENANT);
    let client = builder.unchecked().build().unwrap();
    for _ in 0..2 {
        client.update_contact(1, 2, wrong()).await.unwrap();
    }
    let bodies: Vec<_> = server.requests().iter().map(|request| request.text().to_owned()).collect();
    assert_eq!(bodies, [wrong_on_the_wire(), wrong_on_the_wire()]);
}
