//! What goes wrong between a client and a server, each kind told apart, and what is refused before anything is sent.
//!
//! In: servers that misbehave, settings that cannot work. Out: the error that a caller gets. Guaranteed: nothing here
//! lasts longer than a few seconds, and nothing leaves the machine.

mod refused;
mod retries;

use std::net::TcpListener;
use std::time::{Duration, Instant};

use generated::ctrl_hub::{UpdateCustomerInteraction, UpdateCustomerInteractionRequest};
use generated::objects::operations::UpdateCustomerObjectError;
use generated::objects::{Client, ClientBuilder, CustomerObject};
use generated::runtime::transport::TransportErrorKind;
use generated::runtime::{Error, Format, UnexpectedKind, Uuid};
use generated::{caliq, cro, ctrl_hub};
use specwright_tests::server::{Reply, Server};

type Failure = Error<UpdateCustomerObjectError>;

const SOON: Duration = Duration::from_secs(10);

fn client(server: &Server) -> ClientBuilder {
    Client::builder().base_url(server.url())
}

/// The failure of a call to a server that answers like this.
async fn failure(reply: Reply) -> Failure {
    let server = Server::start(vec![reply]);
    let error = fails(client(&server)).await;
    assert_eq!(server.requests().len(), 1);
    error
}

async fn fails(client: ClientBuilder) -> Failure {
    let call = client.build().unwrap().update_customer_object("1", CustomerObject::default());
    call.await.unwrap_err()
}

fn kind<E: std::fmt::Display>(error: &Error<E>) -> TransportErrorKind {
    match error {
        Error::Transport(error) => error.kind(),
        other => panic!("{other:?}"),
    }
}

/// An operation that may be repeated, of an API with a credential.
async fn update(
    client: ctrl_hub::ClientBuilder,
) -> Result<(), Error<ctrl_hub::operations::UpdateCustomerInteractionError>> {
    let id = Uuid::nil();
    let body = UpdateCustomerInteractionRequest::new(UpdateCustomerInteraction::new(id, "interactions"));
    client.build().unwrap().update_customer_interaction(id, id, body).await.map(|_| ())
}

/// An address at which nobody listens.
fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[tokio::test]
async fn a_refused_connection_is_known_to_have_sent_nothing() {
    match fails(Client::builder().base_url(nobody())).await {
        Error::Transport(error) => {
            assert_eq!(error.kind(), TransportErrorKind::Connect);
            assert!(error.is_unsent());
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_time_limit_is_kept() {
    let slow = Reply::json(200, "{}").delay(Duration::from_secs(15));
    let server = Server::answering(slow);
    let started = Instant::now();
    let error = fails(client(&server).timeout(Duration::from_millis(100))).await;
    assert_eq!(kind(&error), TransportErrorKind::Timeout);
    assert!(started.elapsed() < SOON);
}

#[tokio::test]
async fn a_body_that_is_cut_off_is_no_answer() {
    let error = failure(Reply::json(200, r#"{"name":"x"}"#).cut_off_after(4)).await;
    assert_eq!(kind(&error), TransportErrorKind::BodyIncomplete);
    assert!(error.reply().is_none());
}

#[tokio::test]
async fn a_server_that_does_not_speak_http_is_no_server() {
    let server = Server::answering(Reply::raw("220 mail.example\r\n"));
    assert_eq!(kind(&fails(client(&server)).await), TransportErrorKind::Interrupted);
}

#[tokio::test]
async fn a_gibibyte_is_not_read() {
    for limit in [0, 1, 1000, 1 << 20] {
        let server = Server::answering(Reply::json(200, "").endless(1 << 30));
        let started = Instant::now();
        let error = fails(client(&server).max_response_bytes(limit)).await;
        assert_eq!(kind(&error), TransportErrorKind::TooLarge { limit });
        assert!(started.elapsed() < SOON);
    }
}

#[tokio::test]
async fn a_body_of_just_the_limit_is_read() {
    let body = r#"{"name":"x"}"#;
    let limit = body.len() as u64;
    let server = Server::answering(Reply::json(200, body));
    let call = |limit| {
        let client = client(&server).max_response_bytes(limit).build().unwrap();
        client.update_customer_object("1", CustomerObject::default())
    };
    assert_eq!(call(limit).await.unwrap().value.name.value().unwrap(), "x");
    assert_eq!(kind(&call(limit - 1).await.unwrap_err()), TransportErrorKind::TooLarge { limit: limit - 1 });
}

#[tokio::test]
async fn html_with_status_200_is_unexpected() {
    for media_type in ["text/html", "text/html; charset=utf-8", "application/json"] {
        let page = "<!DOCTYPE html><html><body>Sign in</body></html>";
        let error = failure(Reply::new(200, media_type, page)).await;
        assert_eq!(&error.reply().unwrap().body()[..], page.as_bytes());
        match error {
            Error::Unexpected(unexpected) if media_type.starts_with("text/html") => {
                assert_eq!(unexpected.what, UnexpectedKind::MediaType);
            }
            Error::Decode(failure) if media_type == "application/json" => assert_eq!(failure.error.pointer(), ""),
            other => panic!("{media_type}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_value_of_the_wrong_type_is_named_and_the_response_kept() {
    let cases = [
        (r#"{"name":7}"#, "/name", "a string", "a number"),
        (r#"{"rating":"good"}"#, "/rating", "a number", "a string"),
        (r#"{"contact":{"email":false}}"#, "/contact/email", "a string", "a boolean"),
        (r#"{"material":[{"budget":1},{"budget":[]}]}"#, "/material/1/budget", "a number", "an array"),
        (r#"{"tags":["a",null]}"#, "/tags/1", "a string", "null"),
        (r#"["a"]"#, "", "an object", "an array"),
    ];
    for (body, pointer, expected, found) in cases {
        let error = failure(Reply::json(200, body).header("X-Request-Id", "r-1")).await;
        let reply = error.reply().unwrap();
        assert_eq!((error.status().unwrap().as_u16(), &reply.body()[..]), (200, body.as_bytes()));
        assert_eq!(reply.headers()["x-request-id"], "r-1");
        assert!(error.to_string().contains(pointer), "{error}");
        match &error {
            Error::Decode(failure) => {
                assert_eq!(failure.error.pointer(), pointer);
                assert_eq!((failure.error.expected(), failure.error.found()), (expected, found));
            }
            other => panic!("{body}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_status_that_the_spec_does_not_name_is_unexpected() {
    for status in [201, 204, 302, 500, 599] {
        match failure(Reply::empty(status)).await {
            Error::Unexpected(unexpected) => {
                assert_eq!((unexpected.what, unexpected.reply.status().as_u16()), (UnexpectedKind::Status, status));
            }
            other => panic!("{status}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn text_that_is_not_one_json_value_is_refused() {
    let cases = [
        "",
        "  \r\n",
        "{",
        r#"{"name":"x"} {}"#,
        r#"{"name":"x"}garbage"#,
        r#"{"name":"x",}"#,
        r#"{'name':"x"}"#,
        r#"{"name":"\ud800"}"#,
        "{\"name\":\"\u{1}\"}",
        r#"{"rating":NaN}"#,
        r#"{"rating":01}"#,
        r#"{"rating":1e999}"#,
    ];
    for body in cases {
        let error = failure(Reply::json(200, body)).await;
        assert!(matches!(&error, Error::Decode(_)), "{body:?}: {error:?}");
        assert_eq!(&error.reply().unwrap().body()[..], body.as_bytes());
    }
    let error = failure(Reply::new(200, "application/json", b"{\"name\":\"\xFF\"}".to_vec())).await;
    assert!(matches!(&error, Error::Decode(_)), "{error:?}");
}

#[tokio::test]
async fn a_200_without_body_and_media_type_is_refused() {
    let error = failure(Reply::empty(200)).await;
    assert!(matches!(&error, Error::Decode(_)), "{error:?}");
}

#[tokio::test]
async fn ten_thousand_levels_are_refused() {
    let nested = |open: &str, close: &str| format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
    for member in ["unknown", "securityCode", "name", "contact", "tags"] {
        for value in [nested("[", "]"), nested(r#"{"a":"#, "}"), "[".repeat(10_000)] {
            let error = failure(Reply::json(200, format!(r#"{{"{member}":{value}}}"#))).await;
            assert!(matches!(&error, Error::Decode(_)), "{member}: {error:?}");
            assert!(error.to_string().len() < 2000, "{member}");
        }
    }
    let error = failure(Reply::json(200, nested("[", "]"))).await;
    assert!(matches!(&error, Error::Decode(_)), "{error:?}");
}

#[tokio::test]
async fn ten_thousand_elements_in_each_other_are_refused() {
    for name in ["InteractionAddData", "InteractionCreateIssues", "unknown"] {
        let body = format!("<{name}>").repeat(10_000) + &format!("</{name}>").repeat(10_000);
        let body = format!("<InteractionAddResults>{body}</InteractionAddResults>");
        let server = Server::start(vec![Reply::new(200, "application/xml", body)]);
        let client = caliq::Client::builder().base_url(server.url()).api_key("key").format(Format::Xml);
        let error = client.build().unwrap().create_interaction(interaction()).await.unwrap_err();
        assert!(matches!(&error, Error::Decode(_)), "{name}: {error:?}");
        assert!(error.to_string().len() < 10_000, "{name}");
    }
}

fn interaction() -> caliq::InteractionCreateParams {
    caliq::InteractionCreateParams {
        customer_id: Some(3),
        contact_id: Some(5),
        ..caliq::InteractionCreateParams::new(2, caliq::InteractionKind::Call, "8")
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let other = Server::start(vec![]);
        let server = Server::start(vec![Reply::empty(status).header("Location", &format!("{}/stolen", other.url()))]);
        let client = cro::Client::builder().base_url(server.url()).authorization("Bearer a.b").tenant_id(1);
        let error = client.build().unwrap().update_contact(1, 2, cro::UpdateContact::default()).await.unwrap_err();
        assert_eq!(server.requests()[0].header("authorization"), Some("Bearer a.b"));
        assert!(other.requests().is_empty());
        assert_eq!(error.status().unwrap(), status);
        assert!(error.reply().unwrap().headers().contains_key("location"));
    }
}
