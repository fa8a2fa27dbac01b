//! Settings, credentials and parameters of which no request can be made: refused before anything is sent.

use generated::objects::{Client, CustomerObject};
use generated::runtime::{BuildError, Part};
use generated::{cro, ctrl_hub};
use specwright_tests::server::{Reply, Server};

use super::{client, update};

#[test]
fn base_urls_that_cannot_work_are_refused() {
    let cases = [
        ("", "is no URL"),
        ("a b", "is no URL"),
        ("http://", "is no URL"),
        ("/v1", "must be absolute"),
        ("localhost:3000", "must be absolute"),
        ("ftp://127.0.0.1", "must be absolute"),
        ("http://user:hunter2@127.0.0.1", "must not hold a user or a password"),
        ("http://user@127.0.0.1", "must not hold a user or a password"),
        ("http://127.0.0.1/?key=hunter2", "must not have a query or a fragment"),
        ("http://127.0.0.1?", "must not have a query or a fragment"),
        ("http://127.0.0.1/#part", "must not have a query or a fragment"),
    ];
    for (url, why) in cases {
        let error = Client::builder().base_url(url).build().unwrap_err();
        assert!(matches!(&error, BuildError::BaseUrl(_)), "{url}: {error:?}");
        assert!(error.to_string().contains(why), "{url}: {error}");
        assert!(!format!("{error:?} {error}").contains("hunter2"), "{error:?}");
    }
    let error = cro::Client::builder().authorization("Bearer a.b").tenant_id(1).build().unwrap_err();
    assert!(error.to_string().contains("names no server"), "{error}");
}

#[tokio::test]
async fn a_base_url_may_have_a_path() {
    for slash in ["", "/"] {
        let server = Server::start(vec![Reply::json(200, "{}")]);
        let client = Client::builder().base_url(format!("{}/proxy/objects{slash}", server.url())).build().unwrap();
        client.update_customer_object("1", CustomerObject::default()).await.unwrap();
        assert_eq!(server.requests()[0].target, "/proxy/objects/v2/objects/1");
    }
}

const LINES: [&str; 4] = ["a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rb", "a\0b"];

#[tokio::test]
async fn a_credential_of_several_lines_is_refused() {
    for text in LINES {
        let server = Server::start(vec![]);
        let client = ctrl_hub::Client::builder().base_url(server.url()).session_token(text);
        let error = update(client.unchecked()).await.unwrap_err();
        let violations = error.violations().unwrap();
        assert_eq!(violations[0].part, Part::Header("X-Session-Token"));
        assert_eq!((violations.len(), &*violations[0].found), (1, "[redacted]"));

        let client = cro::Client::builder().base_url(server.url()).tenant_id(1);
        match client.authorization(format!("Bearer a.{text}")).build() {
            Err(error) => assert!(matches!(&error, BuildError::Invalid(_)), "{error:?}"),
            // The dots of the page's pattern stand for NUL too.
            Ok(client) => {
                assert!(text.contains('\0'), "{text:?}");
                let error = client.update_contact(1, 2, cro::UpdateContact::default()).unchecked().await.unwrap_err();
                assert_eq!(error.violations().unwrap()[0].part, Part::Header("Authorization"));
            }
        }
        assert!(server.requests().is_empty());
    }
}

#[test]
fn a_user_agent_of_several_lines_is_refused() {
    for text in LINES {
        let error = Client::builder().user_agent(text).build().unwrap_err();
        assert!(error.to_string().contains("header `user-agent`"), "{error}");
    }
}

#[tokio::test]
async fn no_parameter_leads_to_another_path() {
    for (id, target) in
        [("../x", "/v2/objects/..%2Fx"), ("a/b?c#d", "/v2/objects/a%2Fb%3Fc%23d"), ("a\r\nb", "/v2/objects/a%0D%0Ab")]
    {
        let server = Server::start(vec![Reply::json(200, "{}")]);
        let client = client(&server).build().unwrap();
        client.update_customer_object(id, CustomerObject::default()).await.unwrap();
        assert_eq!(server.requests()[0].target, target);
    }
    for id in ["", ".", ".."] {
        let server = Server::start(vec![]);
        let client = client(&server).build().unwrap();
        client.update_customer_object(id, CustomerObject::default()).await.unwrap_err();
        assert!(server.requests().is_empty());
    }
}
