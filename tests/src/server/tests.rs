//! The server, spoken to over a plain socket.

use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::*;

/// Sends bytes and reads the answer to the end of the connection.
fn say(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8(answer).unwrap()
}

const GET: &str = "GET /a?b=%20 HTTP/1.1\r\nHost: x\r\n\r\n";

fn failure(server: Server) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| drop(server))).unwrap_err();
    panic.downcast_ref::<String>().unwrap().clone()
}

#[test]
fn requests_are_recorded_and_answered_in_turn() {
    let server = Server::start(vec![Reply::json(201, "{}").header("X-A", "1"), Reply::empty(204)]);
    let request = "POST /a HTTP/1.1\r\nHost: x\r\nX-cAsE:  two words \r\nContent-Length: 3\r\n\r\n\u{e9}b";
    assert_eq!(
        say(&server, request),
        "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nX-A: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
    );
    assert_eq!(say(&server, GET), "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    let requests = server.requests();
    assert_eq!(requests[0].headers[1], ("X-cAsE".to_owned(), "two words".to_owned()));
    assert_eq!((requests[0].method.as_str(), requests[0].text()), ("POST", "\u{e9}b"));
    assert_eq!((requests[1].target.as_str(), requests[1].header("HOST")), ("/a?b=%20", Some("x")));
    assert_eq!(requests.len(), 2);
}

#[test]
fn replies_misbehave_as_told() {
    let server = Server::start(vec![
        Reply::raw("SSH-2.0\r\n"),
        Reply::json(200, "0123456789").cut_off_after(4),
        Reply::empty(200).endless(100_000),
        Reply::empty(200).delay(Duration::from_millis(60)),
    ]);
    assert_eq!(say(&server, GET), "SSH-2.0\r\n");
    let cut = say(&server, GET);
    assert!(cut.contains("Content-Length: 10\r\n") && cut.ends_with("\r\n\r\n0123"), "{cut}");
    assert!(say(&server, GET).ends_with(&"x".repeat(100_000)));
    let started = Instant::now();
    say(&server, GET);
    assert!(started.elapsed() >= Duration::from_millis(60));
}

#[test]
fn an_endless_body_ends_with_the_client() {
    let server = Server::answering(Reply::empty(200).endless(1 << 40));
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.write_all(GET.as_bytes()).unwrap();
    stream.read_exact(&mut [0; 1000]).unwrap();
    drop(stream);
    let started = Instant::now();
    drop(server);
    assert!(started.elapsed() < PATIENCE / 2);
}

#[test]
fn a_request_too_many_fails_the_test() {
    let server = Server::start(vec![]);
    assert!(say(&server, GET).starts_with("HTTP/1.1 500 "));
    assert_eq!(failure(server), "the test server: the script has no reply to `GET /a?b=%20`");
}

#[test]
fn what_is_no_request_fails_the_test() {
    for request in
        ["\r\n\r\n", "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nnone\r\n\r\n", "GET / HTTP/1.1\r\n\r\nmore"]
    {
        let server = Server::answering(Reply::empty(200));
        assert_eq!(say(&server, request), "");
        assert!(failure(server).starts_with("the test server: "), "{request}");
    }
}

#[test]
fn connections_in_reserve_do_no_harm() {
    let server = Server::answering(Reply::empty(200));
    let idle = TcpStream::connect(server.address).unwrap();
    assert!(say(&server, GET).starts_with("HTTP/1.1 200 OK\r\n"));
    let started = Instant::now();
    drop(server);
    assert!(started.elapsed() < PATIENCE / 2);
    drop(idle);
}
