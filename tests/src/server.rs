//! A real HTTP/1.1 server on loopback, for tests of what goes over the wire.
//!
//! In: a script of replies. Out: the requests as they came, byte by byte. Guaranteed: the n-th request gets the n-th
//! reply; every connection serves one request (`Connection: close`) on a thread of its own; what a client does wrong,
//! or a request too many, fails the test, at the latest when the server is dropped; nothing lasts longer than
//! [`PATIENCE`], and no thread outlives the server.

mod exchange;
mod reply;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub use reply::Reply;

/// How long the server waits for a client that says nothing, or reads nothing.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A server that answers from a script. Dropping it ends it.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// A request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub method: String,
    /// Path and query, undecoded.
    pub target: String,
    /// Name and value of each header line, in order, in the case that was sent; white space around values removed.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What the threads of a server have in common.
#[derive(Debug)]
struct Shared {
    stopping: AtomicBool,
    script: Mutex<Script>,
    requests: Mutex<Vec<Recorded>>,
    /// What went wrong, to fail the test with.
    failures: Mutex<Vec<String>>,
}

#[derive(Debug)]
enum Script {
    Each(VecDeque<Reply>),
    Always(Reply),
}

impl Server {
    /// Starts a server that gives the n-th request the n-th reply. A request more fails the test.
    ///
    /// # Panics
    /// When no port can be opened.
    pub fn start(replies: Vec<Reply>) -> Self {
        Self::with(Script::Each(replies.into()))
    }

    /// Starts a server that gives every request the same reply.
    ///
    /// # Panics
    /// When no port can be opened.
    pub fn answering(reply: Reply) -> Self {
        Self::with(Script::Always(reply))
    }

    fn with(script: Script) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port on loopback can be opened");
        let address = listener.local_addr().expect("the listener has an address");
        let shared = Arc::new(Shared {
            stopping: AtomicBool::new(false),
            script: Mutex::new(script),
            requests: Mutex::default(),
            failures: Mutex::default(),
        });
        let accepting = Arc::clone(&shared);
        let thread = thread::spawn(move || accept(&listener, &accepting));
        Self { address, shared, thread: Some(thread) }
    }

    /// The base URL: `http://127.0.0.1:port`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far, in the order in which they were complete. A request is here before it is answered.
    ///
    /// # Panics
    /// When something went wrong on the server's side.
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared.fail_if_needed();
        lock(&self.shared.requests).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect_timeout(&self.address, PATIENCE);
        let ended = self.thread.take().map(JoinHandle::join);
        if !thread::panicking() {
            if let Some(Err(panic)) = ended {
                std::panic::resume_unwind(panic);
            }
            self.shared.fail_if_needed();
        }
    }
}

impl Recorded {
    /// The value of the first header with this name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    ///
    /// # Panics
    /// When it is not UTF-8.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is UTF-8")
    }
}

impl Shared {
    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    fn fail(&self, what: String) {
        lock(&self.failures).push(what);
    }

    fn fail_if_needed(&self) {
        let failures = std::mem::take(&mut *lock(&self.failures));
        assert!(failures.is_empty(), "the test server: {}", failures.join("; "));
    }

    /// Records a request and takes its reply from the script.
    fn next_reply(&self, request: Recorded) -> Reply {
        let asked = format!("{} {}", request.method, request.target);
        // Both under one lock, so that the order of the requests is that of the replies.
        let mut script = lock(&self.script);
        lock(&self.requests).push(request);
        match &mut *script {
            Script::Always(reply) => reply.clone(),
            Script::Each(replies) => replies.pop_front().unwrap_or_else(|| {
                self.fail(format!("the script has no reply to `{asked}`"));
                Reply::empty(500)
            }),
        }
    }
}

/// A panic while the lock was held is reported by the thread that panicked.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut threads = Vec::new();
    for stream in listener.incoming() {
        if shared.is_stopping() {
            break;
        }
        match stream {
            Ok(stream) => {
                let shared = Arc::clone(shared);
                threads.push(thread::spawn(move || exchange::serve(&stream, &shared)));
            }
            Err(error) => shared.fail(format!("no connection could be accepted: {error}")),
        }
    }
    for thread in threads {
        if let Err(panic) = thread.join() {
            std::panic::resume_unwind(panic);
        }
    }
}
