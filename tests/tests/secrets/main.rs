//! Secrets stay where they belong: on the wire, and in what a caller asks for by name.
//!
//! In: a canary as every credential and every secret field, and servers that repeat it wherever they can. Out: all
//! that a program may come to print or log. Guaranteed: the canary was sent, and is in none of it.

mod callers;
mod capture;
mod echoes;
mod refusals;
mod repository;
mod shown;

use generated::objects;
use generated::runtime::Patch;
use specwright_tests::server::{Reply, Server};
use specwright_tests::wire;

use capture::Capture;
use shown::Shown;

/// In two pieces, so that no file holds it.
const CANARY: &str = concat!("canary-", "7f3a91c4d2e8");

/// Where each API carries the canary; a closure per API would need to be async.
#[derive(Clone, Copy, Debug)]
enum Api {
    CtrlHub,
    Caliq,
    Cro,
    Objects,
}

impl Api {
    const ALL: [Self; 4] = [Self::CtrlHub, Self::Caliq, Self::Cro, Self::Objects];

    async fn call(self, shown: &mut Shown, url: &str) {
        match self {
            Self::CtrlHub => callers::ctrl_hub(shown, url).await,
            Self::Caliq => callers::caliq(shown, url).await,
            Self::Cro => callers::cro(shown, url).await,
            Self::Objects => callers::objects(shown, url).await,
        }
    }

    fn carried_in(self) -> &'static str {
        match self {
            Self::CtrlHub => "x-session-token",
            Self::Caliq | Self::Objects => "body",
            Self::Cro => "authorization",
        }
    }
}

/// Calls the API at a server that answers like this; the canary was sent, there and nowhere else.
async fn exchange(api: Api, reply: Reply, shown: &mut Shown) {
    let server = Server::answering(reply);
    api.call(shown, &server.url()).await;
    let requests = server.requests();
    assert!(!requests.is_empty());
    for request in requests {
        assert_eq!(wire::places_of(CANARY, &request), [api.carried_in()], "{api:?}");
    }
}

#[tokio::test]
async fn nothing_that_is_printed_or_logged_shows_a_secret() {
    let logged = Capture::default();
    let guard = tracing::subscriber::set_default(logged.clone());
    let mut shown = Shown::default();
    for api in Api::ALL {
        for reply in echoes::replies() {
            exchange(api, reply, &mut shown).await;
        }
    }
    drop(guard);
    assert_eq!(shown.kinds.iter().copied().collect::<Vec<_>>(), ["Api", "Decode", "Ok", "Transport", "Unexpected"]);
    let lines = logged.lines();
    for part in ["message=sending", "operation=\"createInteraction\"", "message=answered", "message=failed"] {
        assert!(lines.iter().any(|line| line.contains(part)), "nothing was logged of {part}");
    }
    lines.into_iter().for_each(|line| shown.text(line));
    shown.assert_clean(10_000);
}

#[tokio::test]
async fn nobody_to_call_shows_no_secret() {
    let mut shown = Shown::default();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for api in Api::ALL {
        api.call(&mut shown, &url).await;
    }
    shown.assert_clean(30);
}

#[tokio::test]
async fn secret_fields_are_hidden_in_requests_and_responses() {
    let body = format!(r#"{{"name":"depot","securityCode":"{CANARY}","key":{{"pin":["{CANARY}"]}}}}"#);
    let server = Server::answering(Reply::json(200, body));
    let client = objects::Client::builder().base_url(server.url()).build().unwrap();
    let mut shown = Shown::default();
    let response = client.update_customer_object("1", callers::locked()).await.unwrap();
    shown.debug(&response);
    shown.debug(&response.value);
    shown.debug(&callers::locked());
    let again = client.update_customer_object("1", response.value.clone());
    shown.debug(&again);
    shown.text(format!("{} {}", secret(&response.value.security_code), secret(&response.value.key)));
    shown.assert_clean(9);
    assert!(format!("{response:?}").contains("depot"));
    assert_eq!(secret(&response.value.security_code).expose().as_str(), Some(CANARY));
    assert_eq!(secret(&response.value.key).expose().pointer("/pin/0").unwrap().as_str(), Some(CANARY));
    again.await.unwrap();
    for request in server.requests() {
        assert_eq!(request.text().matches(CANARY).count(), 2);
    }
}

fn secret<T>(field: &Patch<T>) -> &T {
    field.value().unwrap()
}
