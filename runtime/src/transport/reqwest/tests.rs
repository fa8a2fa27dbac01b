//! Real servers on loopback, each one thread that answers one connection.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use super::*;

const LIMIT: u64 = 1 << 20;
const PATIENCE: Duration = Duration::from_secs(20);

fn transport() -> ReqwestTransport {
    let client = ::reqwest::Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
    client.into()
}

fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Accepts one connection, reads the head of a request and a body of two bytes if there is one, then hands over.
fn serve<T: Send + 'static>(
    answer: impl FnOnce(TcpStream, String) -> T + Send + 'static,
) -> (SocketAddr, JoinHandle<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let thread = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
            head.push(byte[0]);
        }
        answer(stream, String::from_utf8(head).unwrap())
    });
    (address, thread)
}

fn answering(text: &'static str) -> (SocketAddr, JoinHandle<String>) {
    serve(move |mut stream, head| {
        stream.write_all(text.as_bytes()).unwrap();
        head
    })
}

fn get(uri: String) -> Request<Body> {
    Request::get(uri).body(Body::default()).unwrap()
}

fn exchange(request: Request<Body>, deadline: Option<Duration>) -> Result<Response<Bytes>, TransportError> {
    block_on(async {
        let (head, body) = transport().send(request, deadline).await?.into_parts();
        Ok(Response::from_parts(head, body.collect(LIMIT).await?))
    })
}

fn kind(request: Request<Body>, deadline: Option<Duration>) -> TransportErrorKind {
    let error = exchange(request, deadline).unwrap_err();
    let shown = shown(&error);
    assert!(!shown.contains("hunter2"), "{shown}");
    error.kind()
}

/// An error with all its causes, in both forms.
fn shown(error: &TransportError) -> String {
    let mut out = format!("{error:?} {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        out += &format!(" {error:?} {error}");
        cause = error.source();
    }
    out
}

#[test]
fn the_response_comes_as_it_was_sent() {
    let text =
        "HTTP/1.1 302 Found\r\nLocation: http://other.invalid/\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 2\r\n\r\nok";
    let (address, server) = answering(text);
    let request =
        Request::post(format!("http://{address}/a%2Fb?q=%20'x'")).header("X-Key", "k").body(Body::from("{}")).unwrap();
    let response = exchange(request, Some(PATIENCE)).unwrap();
    assert_eq!((response.status().as_u16(), response.body().as_ref()), (302, b"ok".as_slice()));
    assert_eq!(response.headers().get_all("x-a").iter().count(), 2);
    let head = server.join().unwrap();
    assert!(head.starts_with("POST /a%2Fb?q=%20%27x%27 HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("x-key: k\r\n") && head.contains("content-length: 2\r\n"), "{head}");
}

#[test]
fn a_length_is_sent_where_content_is_expected() {
    let empty = "HTTP/1.1 204 No Content\r\n\r\n";
    for (method, expected) in [("POST", true), ("PUT", true), ("PATCH", true), ("GET", false), ("DELETE", false)] {
        let (address, server) = answering(empty);
        let request = Request::builder().method(method).uri(format!("http://{address}")).body(Body::default()).unwrap();
        exchange(request, None).unwrap();
        let head = server.join().unwrap();
        assert_eq!(head.contains("content-length: 0\r\n"), expected, "{head}");
    }
}

#[test]
fn paths_are_not_changed() {
    for path in ["/a/../b", "/a/%2e%2E/b", "/a/./b", "/a\\b", "/.."] {
        let kind = kind(get(format!("http://127.0.0.1:1{path}?key=hunter2")), None);
        assert_eq!(kind, TransportErrorKind::Request, "{path}");
    }
    assert_eq!(kind(get("ftp://127.0.0.1:1/?key=hunter2".to_owned()), None), TransportErrorKind::Request);
    assert_eq!(kind(get("/only/a/path".to_owned()), None), TransportErrorKind::Request);
}

#[test]
fn a_refused_connection() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let request = get(format!("http://{address}/?key=hunter2"));
    assert_eq!(kind(request, Some(PATIENCE)), TransportErrorKind::Connect);
    assert_eq!(
        kind(get("http://nowhere.invalid/?key=hunter2".to_owned()), Some(PATIENCE)),
        TransportErrorKind::Connect
    );
}

#[test]
fn a_server_that_does_not_speak_tls() {
    // Nothing has installed a process-wide provider of cryptography; this must not panic.
    let (address, server) = serve_bytes(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    let mut request = get(format!("https://{address}/?key=hunter2"));
    request.headers_mut().insert("x-key", HeaderValue::from_static("hunter2"));
    assert_eq!(kind(request, Some(PATIENCE)), TransportErrorKind::Tls);
    server.join().unwrap();
}

/// Answers the first bytes that come, whatever they are.
fn serve_bytes(answer: &'static [u8]) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let thread = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut first = [0; 4096];
        let _ = stream.read(&mut first).unwrap();
        stream.write_all(answer).unwrap();
    });
    (address, thread)
}

#[test]
fn a_connection_that_ends_without_a_response() {
    for answer in [b"".as_slice(), b"HTTP/1.1 200", b"SSH-2.0-OpenSSH\r\n"] {
        let (address, server) = serve_bytes(answer);
        let kind = kind(get(format!("http://{address}/?key=hunter2")), Some(PATIENCE));
        assert_eq!(kind, TransportErrorKind::Interrupted);
        server.join().unwrap();
    }
}

#[test]
fn the_deadline_covers_head_and_body() {
    let slow = Duration::from_millis(300);
    for sent in ["", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"] {
        let (address, server) = serve(move |mut stream, _| {
            stream.write_all(sent.as_bytes()).unwrap();
            // Ends when the client goes away.
            let _ = stream.read(&mut [0]);
        });
        let started = Instant::now();
        let kind = kind(get(format!("http://{address}/?key=hunter2")), Some(slow));
        assert_eq!(kind, TransportErrorKind::Timeout);
        assert!(started.elapsed() >= slow && started.elapsed() < PATIENCE);
        server.join().unwrap();
    }
}

#[test]
fn a_body_that_is_cut_off() {
    for text in [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhunter2\r\n",
    ] {
        let (address, server) = answering(text);
        assert_eq!(kind(get(format!("http://{address}/?key=hunter2")), None), TransportErrorKind::BodyIncomplete);
        server.join().unwrap();
    }
}

#[test]
fn a_body_in_chunks() {
    let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
    let (address, server) = answering(text);
    assert_eq!(exchange(get(format!("http://{address}/")), None).unwrap().body(), "abcde");
    server.join().unwrap();
}

#[test]
fn a_gibibyte_is_not_read_beyond_the_limit() {
    const SIZE: usize = 1 << 30;
    for head in ["Content-Length: 1073741824\r\n", "Connection: close\r\n"] {
        let (address, server) = serve(move |mut stream, _| {
            write!(stream, "HTTP/1.1 200 OK\r\n{head}\r\n").unwrap();
            let block = vec![b'x'; 1 << 16];
            (0..SIZE / block.len()).take_while(|_| stream.write_all(&block).is_ok()).count() * block.len()
        });
        let started = Instant::now();
        let kind = kind(get(format!("http://{address}/")), None);
        assert_eq!(kind, TransportErrorKind::TooLarge { limit: LIMIT });
        assert!(started.elapsed() < PATIENCE);
        // What was sent beyond the limit stood in the buffers of the sockets.
        assert!(server.join().unwrap() < 64 << 20);
    }
}

#[test]
fn outside_tokio_there_is_an_error_and_no_panic() {
    let transport = ReqwestTransport::new().unwrap();
    let mut sending = transport.send(get("http://127.0.0.1:1/".to_owned()), None);
    let polled = sending.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
    match polled {
        std::task::Poll::Ready(Err(error)) => assert_eq!(error.kind(), TransportErrorKind::Request),
        other => panic!("{other:?}"),
    }
}

#[test]
fn debug_shows_nothing() {
    assert_eq!(format!("{:?}", ReqwestTransport::new().unwrap()), "ReqwestTransport");
}
