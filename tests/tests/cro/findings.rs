//! What a client does with findings: nothing, tell somebody, or fail. Nothing of the response is lost by it.

use std::sync::{Arc, Mutex};

use generated::cro::{Client, UpdateContact};
use generated::runtime::{Error, Findings, Part};
use specwright_tests::server::{Reply, Server};

use super::{AUTHORIZATION, TENANT};

const REQUEST_ID: &str = "no-id";

/// A fax that is too short, a name that is empty, and a header that is no UUID.
const STRANGE: &str = r#"{"id":1,"fax":"123","name":""}"#;

fn strange() -> Reply {
    Reply::json(200, STRANGE).header("x-request-id", REQUEST_ID)
}

fn client(server: &Server, findings: Findings) -> Client {
    let builder = Client::builder().base_url(server.url()).authorization(AUTHORIZATION).tenant_id(TENANT);
    builder.findings(findings).build().unwrap()
}

const FOUND: [(&str, &str); 3] = [("/fax", "minLength"), ("/name", "minLength"), ("", "type")];

#[tokio::test]
async fn findings_stand_beside_the_value() {
    let server = Server::start(vec![strange()]);
    let response = client(&server, Findings::Ignore).update_contact(1, 2, UpdateContact::default()).await.unwrap();
    let found: Vec<_> = response.findings.iter().map(|v| (v.pointer.as_str(), v.rule)).collect();
    assert_eq!(found, FOUND);
    assert_eq!(response.value.fax.as_deref(), Some("123"));
}

#[tokio::test]
async fn findings_are_told_once_for_each_response_and_the_call_succeeds() {
    let server = Server::start(vec![strange(), super::contact(), strange()]);
    let told = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&told);
    let policy = Findings::report(move |found| {
        let all: Vec<_> = found.violations.iter().map(|v| (v.part, v.pointer.clone(), v.rule)).collect();
        keep.lock().unwrap().push((found.operation, found.reply.status().as_u16(), found.reply.body().clone(), all));
    });
    let client = client(&server, policy);
    for _ in 0..3 {
        let response = client.update_contact(1, 2, UpdateContact::default()).await.unwrap();
        assert_eq!(response.value.id, Some(1));
    }
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 2, "{told:?}");
    for (operation, status, body, all) in &*told {
        assert_eq!((*operation, *status, &body[..]), ("updateContact", 200, STRANGE.as_bytes()));
        let found: Vec<_> = all.iter().map(|(_, pointer, rule)| (pointer.as_str(), *rule)).collect();
        assert_eq!(found, FOUND);
        assert_eq!(all[2].0, Part::ResponseHeader("x-request-id"));
    }
}

#[tokio::test]
async fn a_client_can_fail_by_findings_and_loses_nothing() {
    let server = Server::start(vec![strange(), super::contact()]);
    let client = client(&server, Findings::Fail);
    let error = client.update_contact(1, 2, UpdateContact::default()).await.unwrap_err();
    let Error::Findings(failure) = &error else { panic!("{error:?}") };
    let found: Vec<_> = failure.findings.iter().map(|v| (v.pointer.as_str(), v.rule)).collect();
    assert_eq!(found, FOUND);
    assert_eq!(error.findings(), Some(&failure.findings));
    assert_eq!(error.status().unwrap(), 200);
    let reply = error.reply().unwrap();
    assert_eq!(reply.headers()["x-request-id"], REQUEST_ID);
    assert_eq!(reply.body(), STRANGE.as_bytes());
    let text = error.to_string();
    assert!(
        text.starts_with("the response breaks rules of the spec (200 OK, application/json, 30 bytes):\nbody /fax"),
        "{text}"
    );
    assert_eq!(text.lines().count(), 4, "{text}");
    client.update_contact(1, 2, UpdateContact::default()).await.expect("this one breaks no rule");
}
