//! The target of parameters that are written: every style in every place.
//!
//! What must hold: no panic; whatever the values, the request has the segments and the pairs that the operation and
//! the styles give it, and no value ends a header, a path or a query.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use specwright_runtime::operation::{Endpoint, Operation, Parameter, ParameterPlace, Style};
use specwright_runtime::transport::{Body, BoxFuture};
use specwright_runtime::{Call, Core, NESTED, NoFailure, Reply, Response, Settings, Transport, TransportError, Value};

static ENDPOINT: Endpoint<Response<()>, NoFailure> =
    Endpoint { operation: Operation::new("fuzzed", "GET", "/a/{p}/b"), read: Reply::empty };

const STYLES: &[Style] = &[
    Style::Simple,
    Style::Label,
    Style::Matrix,
    Style::Form,
    Style::Space,
    Style::Pipe,
    Style::Deep,
    Style::Cookie,
    Style::Json,
    Style::Text,
    Style::Urlencoded,
];

/// Keeps what it is given, and answers that there is nothing.
#[derive(Default)]
struct Kept(Mutex<Option<http::Request<Body>>>);

impl Transport for Kept {
    fn send(
        &self,
        request: http::Request<Body>,
        _: Option<Duration>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(request);
        Box::pin(async { Ok(http::Response::new(Body::default())) })
    }
}

fn client() -> (Core, Arc<Kept>) {
    let kept = Arc::new(Kept::default());
    let mut settings = Settings::default();
    settings.base_url("https://api.example.com".to_owned());
    settings.transport(kept.clone());
    (settings.build(None, &[]).expect("the settings are complete"), kept)
}

pub(crate) fn parameters(data: &[u8]) {
    let Some((&chosen, json)) = data.split_first() else { return };
    let Ok(value) = specwright_runtime::json::from_slice::<Value>(json) else { return };
    let chosen = usize::from(chosen);
    let (style, explode, reserved) = (STYLES[chosen % STYLES.len()], chosen & 64 != 0, chosen & 128 != 0);
    let (core, kept) = client();
    for place in [ParameterPlace::Path, ParameterPlace::Query, ParameterPlace::Header, ParameterPlace::Cookie] {
        let mut call = Call::new(&core, &ENDPOINT);
        let name = if place == ParameterPlace::Header { "x-p" } else { "p" };
        if place != ParameterPlace::Path {
            call = call.path("p", "x".to_owned(), NESTED);
        }
        let parameter = Parameter { name, place, style, explode, reserved };
        let call = call.query("first", 1_i64, NESTED).parameter(parameter, value.clone(), NESTED);
        let result = crate::blocking::ready(call.query("last", 2_i64, NESTED).send());
        let request = kept.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        match (result, request) {
            (Ok(_), Some(request)) => assert_form(&request, place),
            (Ok(_), None) => panic!("nothing was sent"),
            (Err(error), request) => {
                assert!(request.is_none(), "a request that fails was sent");
                // A deep value has a name for each of its leaves, and no URL is as long as those of many.
                let is_long = error.to_string().contains("bytes; at most");
                let is_transport = matches!(error, specwright_runtime::Error::Transport(_));
                assert!(!is_transport || is_long, "{style:?} in {place:?}: {error}");
            }
        }
    }
}

fn assert_form(request: &http::Request<Body>, place: ParameterPlace) {
    let path = request.uri().path();
    let segments: Vec<&str> = path.split('/').collect();
    assert_eq!((segments.len(), segments[1], segments[3]), (4, "a", "b"), "{path}");
    assert!(!segments[2].is_empty() && segments[2] != "." && segments[2] != "..", "{path}");
    let query = request.uri().query().unwrap_or_default();
    let pairs: Vec<&str> = query.split('&').collect();
    assert_eq!((pairs[0], pairs[pairs.len() - 1]), ("first=1", "last=2"), "{query}");
    assert!(place == ParameterPlace::Query || pairs.len() == 2, "{query}");
    assert!(!query.contains(['#', ' ', '"']), "{query}");
    for (name, value) in request.headers() {
        assert!(!value.as_bytes().contains(&b'\n') && !value.as_bytes().contains(&b'\r'), "{name}");
    }
}
