//! One connection: a request is read, recorded and answered.
//!
//! In: a connection. Out: a recorded request, or a failure of the test. A connection that ends before it says anything
//! is neither: clients open some in reserve.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use super::reply::Body;
use super::{PATIENCE, Recorded, Reply, Shared};

/// Larger heads fail the test.
const MAX_HEAD: usize = 64 << 10;

/// Larger bodies fail the test.
const MAX_BODY: usize = 64 << 20;

/// How often a thread that waits looks whether the server is to stop.
const TICK: Duration = Duration::from_millis(20);

pub(super) fn serve(stream: &TcpStream, shared: &Shared) {
    let timeouts = stream.set_read_timeout(Some(TICK)).and_then(|()| stream.set_write_timeout(Some(TICK)));
    if let Err(error) = timeouts.and_then(|()| stream.set_nodelay(true)) {
        return shared.fail(format!("the connection cannot be set up: {error}"));
    }
    match read_request(&mut Patient::new(stream, shared)) {
        Ok(Some(request)) => {
            let method = request.method.clone();
            answer(stream, shared, &method, shared.next_reply(request));
        }
        Ok(None) => {}
        Err(_) if shared.is_stopping() => {}
        Err(why) => shared.fail(why),
    }
}

/// A connection that is given [`PATIENCE`], and given up when the server stops.
struct Patient<'s> {
    stream: &'s TcpStream,
    shared: &'s Shared,
    deadline: Instant,
}

impl<'s> Patient<'s> {
    fn new(stream: &'s TcpStream, shared: &'s Shared) -> Self {
        Self { stream, shared, deadline: Instant::now() + PATIENCE }
    }

    /// Repeats what ended for want of time, unless it is to end.
    fn patiently<T>(&self, mut act: impl FnMut(&TcpStream) -> std::io::Result<T>) -> std::io::Result<T> {
        loop {
            match act(self.stream) {
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    if self.shared.is_stopping() || Instant::now() > self.deadline {
                        return Err(error);
                    }
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                done => return done,
            }
        }
    }

    /// Appends what comes next to `to`; says whether there was anything.
    fn read(&self, to: &mut Vec<u8>) -> std::io::Result<bool> {
        let mut block = [0; 16 << 10];
        let count = self.patiently(|mut stream| stream.read(&mut block))?;
        to.extend_from_slice(&block[..count]);
        Ok(count > 0)
    }

    fn write(&mut self, mut bytes: &[u8]) -> std::io::Result<()> {
        while !bytes.is_empty() {
            let count = self.patiently(|mut stream| stream.write(bytes))?;
            bytes = &bytes[count..];
            self.deadline = Instant::now() + PATIENCE;
        }
        Ok(())
    }
}

fn read_request(input: &mut Patient<'_>) -> Result<Option<Recorded>, String> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        if bytes.len() > MAX_HEAD {
            return Err(format!("the head of a request has more than {MAX_HEAD} bytes"));
        }
        match input.read(&mut bytes) {
            Ok(true) => {}
            Ok(false) | Err(_) if bytes.is_empty() => return Ok(None),
            Ok(false) => return Err("a request ends inside its head".to_owned()),
            Err(error) => return Err(format!("a request could not be read: {error}")),
        }
    };
    let mut request = head(&bytes[..end])?;
    request.body = bytes.split_off(end + 4);
    if let Some(coding) = request.header("Transfer-Encoding") {
        if coding != "chunked" {
            return Err(format!("a request has the transfer coding {coding}"));
        }
        request.body = read_chunks(input, request.body)?;
        return Ok(Some(request));
    }
    let length = body_length(&request)?;
    while request.body.len() < length {
        match input.read(&mut request.body) {
            Ok(true) => {}
            Ok(false) => return Err("a request ends inside its body".to_owned()),
            Err(error) => return Err(format!("the body of a request could not be read: {error}")),
        }
    }
    if request.body.len() > length {
        return Err("a request is followed by more than it announced".to_owned());
    }
    Ok(Some(request))
}

/// Reads a body whose length nobody knew, in chunks (RFC 9112 section 7.1); `bytes` came with the head.
fn read_chunks(input: &mut Patient<'_>, mut bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    loop {
        if let Some(line) = bytes.windows(2).position(|two| two == b"\r\n") {
            let size = std::str::from_utf8(&bytes[..line]).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
            let size = size.filter(|size| body.len() + size <= MAX_BODY);
            let size =
                size.ok_or_else(|| format!("the size of a chunk is no number, or the body has more than {MAX_BODY}"))?;
            let end = line + 2 + size;
            if bytes.len() >= end + 2 {
                body.extend_from_slice(&bytes[line + 2..end]);
                bytes.drain(..end + 2);
                match size {
                    0 if bytes.is_empty() => return Ok(body),
                    0 => return Err("a request is followed by more than its last chunk".to_owned()),
                    _ => continue,
                }
            }
        }
        match input.read(&mut bytes) {
            Ok(true) => {}
            Ok(false) => return Err("a request ends inside its body".to_owned()),
            Err(error) => return Err(format!("the body of a request could not be read: {error}")),
        }
    }
}

/// Reads request line and header lines (RFC 9112 sections 3 and 5).
fn head(bytes: &[u8]) -> Result<Recorded, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "the head of a request is not UTF-8".to_owned())?;
    let mut lines = text.split("\r\n");
    let line = lines.next().unwrap_or_default();
    let parts: Vec<&str> = line.split(' ').collect();
    let [method, target, "HTTP/1.1"] = parts.as_slice() else {
        return Err("the request line is not that of HTTP/1.1".to_owned());
    };
    let mut headers = Vec::new();
    for line in lines {
        match line.split_once(':') {
            Some((name, value)) if !name.is_empty() && !name.contains([' ', '\t']) => {
                headers.push((name.to_owned(), value.trim_matches([' ', '\t']).to_owned()));
            }
            _ => return Err("a header line has no name".to_owned()),
        }
    }
    Ok(Recorded { method: (*method).to_owned(), target: (*target).to_owned(), headers, body: Vec::new() })
}

fn body_length(request: &Recorded) -> Result<usize, String> {
    let Some(length) = request.header("Content-Length") else { return Ok(0) };
    match length.parse() {
        Ok(length) if length <= MAX_BODY => Ok(length),
        _ => Err(format!("a length is no number, or more than {MAX_BODY}")),
    }
}

/// Sends a reply. That the client went away is for the test to judge, not a failure here.
fn answer(stream: &TcpStream, shared: &Shared, method: &str, reply: Reply) {
    let until = Instant::now() + reply.wait();
    while Instant::now() < until && !shared.is_stopping() {
        thread::sleep(TICK.min(until.saturating_duration_since(Instant::now())));
    }
    let (head, body, length) = reply.into_parts(method);
    let mut output = Patient::new(stream, shared);
    let _ = output.write(&head).and_then(|()| match body {
        Body::Bytes(bytes) => output.write(&bytes[..usize::try_from(length).unwrap_or(bytes.len())]),
        Body::Endless(_) => write_many(&mut output, length),
    });
}

fn write_many(output: &mut Patient<'_>, mut length: u64) -> std::io::Result<()> {
    let block = vec![b'x'; 64 << 10];
    while length > 0 {
        let count = length.min(block.len() as u64);
        output.write(&block[..usize::try_from(count).unwrap_or(block.len())])?;
        length -= count;
    }
    Ok(())
}
