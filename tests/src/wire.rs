//! Questions to what was on the wire.
//!
//! In: a server that was spoken to, or one of its requests. Out: what a test compares.

use crate::server::{Recorded, Server};

/// The one request that came.
///
/// # Panics
/// When none came, or more than one.
pub fn only_request(server: &Server) -> Recorded {
    let mut requests = server.requests();
    assert_eq!(requests.len(), 1, "one request is expected: {requests:?}");
    requests.remove(0)
}

/// Method and target.
pub fn asked(request: &Recorded) -> String {
    format!("{} {}", request.method, request.target)
}

/// The names of all headers in lower case, sorted.
pub fn header_names(request: &Recorded) -> Vec<String> {
    let mut names: Vec<String> = request.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort();
    names
}

/// Everywhere that a request has `text`: `target`, `body`, and names of headers in lower case.
pub fn places_of(text: &str, request: &Recorded) -> Vec<String> {
    let headers = request.headers.iter().filter(|(_, value)| value.contains(text));
    let mut places: Vec<String> = headers.map(|(name, _)| name.to_ascii_lowercase()).collect();
    if request.target.contains(text) {
        places.push("target".to_owned());
    }
    if String::from_utf8_lossy(&request.body).contains(text) {
        places.push("body".to_owned());
    }
    places
}
