//! Bodies and errors, without a network.

use std::task::{Context, Poll, Waker};

use bytes::Bytes;

use super::*;

/// Drives a future that never waits.
fn now<F: Future>(future: F) -> F::Output {
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits"),
    }
}

/// Pieces of this size, and how many there are still.
struct Same(usize, usize);

impl Chunks for Same {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let piece = (self.1 > 0).then(|| Bytes::from(vec![b'x'; self.0]));
        self.1 = self.1.saturating_sub(1);
        Box::pin(async move { Ok(piece) })
    }
}

#[test]
fn a_body_is_collected_up_to_the_limit() {
    let pieces = |size, count| Body::from_chunks(Box::new(Same(size, count)));
    assert_eq!(now(pieces(3, 4).collect(12)).unwrap(), "x".repeat(12));
    assert_eq!(now(pieces(3, 4).collect(11)).unwrap_err().kind(), TransportErrorKind::TooLarge { limit: 11 });
    assert_eq!(
        now(pieces(1 << 20, usize::MAX).collect(1 << 22)).unwrap_err().kind(),
        TransportErrorKind::TooLarge { limit: 1 << 22 }
    );
    assert_eq!(now(pieces(0, 5).collect(0)).unwrap(), "");
    assert_eq!(now(Body::from("abc").collect(3)).unwrap(), "abc");
    assert!(now(Body::from(b"abc".to_vec()).collect(2)).is_err());
    assert_eq!(now(Body::default().collect(0)).unwrap(), "");
}

#[test]
fn one_piece_is_not_copied() {
    let bytes = Bytes::from_static(b"abc");
    let at = bytes.as_ptr();
    assert_eq!(now(Body::from(bytes).collect(3)).unwrap().as_ptr(), at);
}

#[test]
fn a_body_gives_its_pieces_once() {
    let mut body = Body::from("abc");
    assert_eq!(now(body.chunk()).unwrap().unwrap(), "abc");
    assert_eq!(now(body.chunk()).unwrap(), None);
    assert_eq!(now(Body::from("").chunk()).unwrap(), None);
}

#[test]
fn bodies_move_between_threads_and_show_nothing() {
    fn shared<T: Send + Sync>(_: &T) {}
    let body = Body::from_chunks(Box::new(Same(1, 1)));
    shared(&body);
    assert_eq!(format!("{body:?} {:?}", Body::from("hunter2")), "Body(in pieces) Body(7 bytes)");
}

#[test]
fn errors_are_sentences_with_a_cause() {
    let cause = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
    let error = TransportError::new(TransportErrorKind::Connect).with_source(cause);
    assert_eq!(error.to_string(), "the server could not be reached");
    assert_eq!(error.source().unwrap().to_string(), "connection refused");
    assert!(error.is_unsent());
    let error = TransportError::request("the path is not valid");
    assert_eq!(error.to_string(), "the request could not be sent: the path is not valid");
    let error = TransportError::new(TransportErrorKind::TooLarge { limit: 5 });
    assert_eq!(error.to_string(), "the body of the response is larger than 5 bytes");
    assert!(!error.is_unsent());
}
