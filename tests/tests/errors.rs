//! What goes wrong between a client and a server, each kind told apart, and what is refused before anything is sent.
//!
//! In: servers that misbehave, settings that cannot work. Out: the error that a caller gets. Guaranteed: nothing here
//! lasts longer than a few seconds, and nothing leaves the machine.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use generated::ctrl_hub::{UpdateCustomerInteraction, UpdateCustomerInteractionRequest};
use generated::objects::operations::UpdateCustomerObjectError;
use generated::objects::{Client, ClientBuilder, CustomerObject};
use generated::runtime::transport::TransportErrorKind;
use generated::runtime::{BuildError, Error, Format, Part, Retry, UnexpectedKind, Uuid};
use generated::{caliq, cro, ctrl_hub, objects};
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

fn quick(attempts: u32) -> Retry {
    Retry::attempts(attempts).wait(Duration::from_millis(1))
}

#[tokio::test]
async fn what_may_have_arrived_is_repeated_only_where_that_does_no_harm() {
    let later = || Reply::empty(503);
    let server = Server::start(vec![later()]);
    fails(client(&server).retry(quick(3))).await;
    assert_eq!(server.requests().len(), 1, "PATCH without a key");

    let server = Server::start(vec![later(), Reply::empty(502), Reply::empty(429), Reply::empty(504)]);
    let client = ctrl_hub::Client::builder().base_url(server.url()).session_token("t").retry(quick(4));
    update(client).await.unwrap_err();
    assert_eq!(server.requests().len(), 4, "PUT");
}

async fn update(
    client: ctrl_hub::ClientBuilder,
) -> Result<(), Error<ctrl_hub::operations::UpdateCustomerInteractionError>> {
    let id = Uuid::nil();
    let body = UpdateCustomerInteractionRequest::new(UpdateCustomerInteraction::new(id, "interactions"));
    client.build().unwrap().update_customer_interaction(id, id, body).await.map(|_| ())
}

#[tokio::test]
async fn a_post_without_a_key_is_not_repeated() {
    for reply in [Reply::empty(503), Reply::raw(""), Reply::json(201, "{}").cut_off_after(1)] {
        let server = Server::start(vec![reply]);
        let client = ctrl_hub::Client::builder().base_url(server.url()).session_token("t").retry(quick(3));
        let body = ctrl_hub::CreateCustomerInteraction::new("interactions");
        let body = ctrl_hub::CreateCustomerInteractionRequest::new(body);
        client.build().unwrap().create_customer_interaction(Uuid::nil(), body).await.unwrap_err();
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn broken_exchanges_are_repeated_where_that_does_no_harm() {
    let ok = include_str!("../fixtures/ctrl_hub/update-response.json");
    let ok = Reply::new(200, "application/vnd.api+json", ok);
    let server = Server::start(vec![Reply::raw(""), Reply::json(200, "{}").cut_off_after(1), ok]);
    update(ctrl_hub::Client::builder().base_url(server.url()).session_token("t").retry(quick(3))).await.unwrap();
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_for_every_call() {
    let waits = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&waits);
    let retry = Retry::sleep_with(3, move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        Box::pin(async {})
    });
    let error = fails(Client::builder().base_url(nobody()).retry(retry)).await;
    assert_eq!(kind(&error), TransportErrorKind::Connect);
    assert_eq!(waits.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn the_wait_doubles_unless_the_server_asks_for_another() {
    let asking = Reply::empty(503).header("Retry-After", "7");
    let server = Server::start(vec![Reply::empty(503), Reply::empty(503), asking, Reply::empty(503)]);
    let waits = Arc::new(std::sync::Mutex::new(Vec::new()));
    let kept = Arc::clone(&waits);
    let retry = Retry::sleep_with(4, move |wait| {
        kept.lock().unwrap().push(wait.as_millis());
        Box::pin(async {})
    });
    let retry = retry.wait(Duration::from_millis(10));
    update(ctrl_hub::Client::builder().base_url(server.url()).session_token("t").retry(retry)).await.unwrap_err();
    assert_eq!(*waits.lock().unwrap(), [10, 20, 7000]);
}

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
        let error = client.authorization(format!("Bearer a.{text}")).build().unwrap_err();
        assert!(matches!(&error, BuildError::Invalid(_)), "{error:?}");
        assert!(server.requests().is_empty());
    }
}

#[test]
fn a_user_agent_of_several_lines_is_refused() {
    for text in LINES {
        let error = objects::Client::builder().user_agent(text).build().unwrap_err();
        assert!(error.to_string().contains("header `user-agent`"), "{error}");
    }
}

#[tokio::test]
async fn no_parameter_leads_to_another_path() {
    for (id, target) in [("../x", "/v2/objects/..%2Fx"), ("a/b?c#d", "/v2/objects/a%2Fb%3Fc%23d"), ("a\r\nb", "/v2/objects/a%0D%0Ab")]
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
