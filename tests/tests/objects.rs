//! Customer objects over the wire: a partial update of a nested document.
//!
//! In: calls of the generated client. Out: requests, byte for byte, and typed values. The page shows one document, in
//! the request and in the response; it is `fixtures/objects/object.json`.

#[path = "objects/example.rs"]
mod example;
#[path = "objects/nulls.rs"]
mod nulls;
#[path = "objects/partial.rs"]
mod partial;
#[path = "objects/secrets.rs"]
mod secrets;
#[path = "objects/unknown.rs"]
mod unknown;

use generated::objects::operations::UpdateCustomerObjectError;
use generated::objects::{Client, CustomerObject};
use generated::runtime::{Error, Part};
use specwright_tests::server::{Reply, Server};
use specwright_tests::wire::{asked, header_names, only_request};

const OBJECT: &str = include_str!("../fixtures/objects/object.json");

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).build().expect("nothing else is needed")
}

fn object() -> Reply {
    Reply::json(200, OBJECT)
}

#[tokio::test]
async fn an_update_is_one_patch_without_credentials() {
    let server = Server::start(vec![object()]);
    let body = CustomerObject { name: "Depot".into(), ..Default::default() };
    client(&server).update_customer_object("65f1c0", body).await.unwrap();
    let request = only_request(&server);
    assert_eq!(asked(&request), "PATCH /v2/objects/65f1c0");
    assert_eq!(request.text(), r#"{"name":"Depot"}"#);
    assert_eq!(request.header("Content-Type"), Some("application/json"));
    assert_eq!(request.header("Accept"), Some("application/json"));
    assert_eq!(header_names(&request), ["accept", "content-length", "content-type", "host"]);
}

#[tokio::test]
async fn an_id_stays_one_segment_of_the_path() {
    for (id, segment) in [
        ("a.b-c_d~e", "a.b-c_d~e"),
        ("a/b", "a%2Fb"),
        ("a?b=c&d", "a%3Fb%3Dc%26d"),
        ("a#b", "a%23b"),
        ("50% off", "50%25%20off"),
        ("%2F", "%252F"),
        ("é電😀", "%C3%A9%E9%9B%BB%F0%9F%98%80"),
        ("../x", "..%2Fx"),
        ("a+b,c;d:e@f!", "a%2Bb%2Cc%3Bd%3Ae%40f%21"),
        ("a\\b\r\nc", "a%5Cb%0D%0Ac"),
        ("{id}", "%7Bid%7D"),
    ] {
        let server = Server::start(vec![object()]);
        client(&server).update_customer_object(id, CustomerObject::default()).await.unwrap();
        assert_eq!(asked(&only_request(&server)), format!("PATCH /v2/objects/{segment}"), "{id}");
    }
}

#[tokio::test]
async fn an_id_that_would_be_another_path_is_not_sent() {
    let server = Server::start(vec![]);
    for id in ["", ".", ".."] {
        let call = client(&server).update_customer_object(id, CustomerObject::default());
        // Not even unchecked: it would change something else.
        for call in [call.clone(), call.unchecked()] {
            let error = call.await.unwrap_err();
            let violations = error.violations().unwrap();
            assert_eq!((violations[0].part, violations[0].rule), (Part::Path("id"), "path"), "{id}");
        }
    }
    assert_eq!(server.requests(), []);
}

#[test]
fn the_base_url_is_that_of_the_page_unless_it_is_given() {
    let client = Client::builder().build().unwrap();
    assert_eq!(client.base_url(), "http://localhost:3000");
    let client = Client::builder().base_url("https://objects.example/api/").build().unwrap();
    assert_eq!(client.base_url(), "https://objects.example/api");
}

#[tokio::test]
async fn a_failure_is_typed_and_keeps_the_response() {
    for status in [400, 404, 409] {
        let server = Server::start(vec![Reply::new(status, "text/plain", "no such object")]);
        let error = client(&server).update_customer_object("1", CustomerObject::default()).await.unwrap_err();
        assert_eq!(error.api(), Some(&UpdateCustomerObjectError::ClientError));
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.reply().unwrap().body(), "no such object".as_bytes());
    }
}

#[tokio::test]
async fn a_value_of_another_type_is_an_error_that_says_where() {
    for (text, pointer) in [
        (r#"{"number":"7"}"#, "/number"),
        (r#"{"status":{"status":1,"createdAt":"yesterday"}}"#, "/status/createdAt"),
        (r#"{"material":[{"budget":1},{"budget":[]}]}"#, "/material/1/budget"),
        (r#"{"tags":["a",null]}"#, "/tags/1"),
        (r#"{"address":[]}"#, "/address"),
    ] {
        let server = Server::start(vec![Reply::json(200, text)]);
        let error = client(&server).update_customer_object("1", CustomerObject::default()).await.unwrap_err();
        let Error::Decode(failure) = error else { panic!("{text}: {error:?}") };
        assert_eq!(failure.error.pointer(), pointer);
        assert_eq!(failure.reply.body(), text.as_bytes());
    }
}
