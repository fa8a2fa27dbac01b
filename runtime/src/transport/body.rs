//! The body of a request or a response: in memory, or piece by piece.
//!
//! In: bytes, a stream, or a source of pieces. Out: the pieces. Guaranteed: no piece comes twice; `Debug` shows none.

use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::{BoxFuture, TransportError, TransportErrorKind};

/// The body of a request or a response. `Debug` does not show it.
#[derive(Default)]
pub struct Body {
    source: Source,
    /// How many bytes come in pieces, where that is known.
    size: Option<u64>,
}

#[derive(Default)]
enum Source {
    #[default]
    Empty,
    Whole(Bytes),
    /// The locks are never taken; they make a body `Sync` whatever its source is.
    Chunks(Mutex<Box<dyn Chunks>>),
    /// A piece is on its way.
    Waiting(Mutex<BoxFuture<'static, (Box<dyn Chunks>, Piece)>>),
    Stream(Mutex<BoxStream>),
}

type Piece = Result<Option<Bytes>, TransportError>;
type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// The source of a body that comes in pieces.
pub trait Chunks: Send {
    /// The next piece; `None` after the last.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

impl Body {
    /// A body that comes in pieces.
    pub fn from_chunks(chunks: Box<dyn Chunks>) -> Self {
        Self { source: Source::Chunks(Mutex::new(chunks)), size: None }
    }

    /// A body that a stream gives. What its errors say must be no secret: they become the cause of the call's error.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        Self { source: Source::Stream(Mutex::new(Box::pin(Converted(Box::pin(stream))))), size: None }
    }

    /// Says how many bytes will come.
    #[must_use]
    pub fn with_size(mut self, size: u64) -> Self {
        self.size = Some(size);
        self
    }

    /// How many bytes there are to come, where that is known.
    pub fn size(&self) -> Option<u64> {
        match &self.source {
            Source::Empty => Some(0),
            Source::Whole(bytes) => Some(bytes.len() as u64),
            Source::Chunks(_) | Source::Waiting(_) | Source::Stream(_) => self.size,
        }
    }

    /// The bytes, if all of them are in memory.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.source {
            Source::Empty => Some(&[]),
            Source::Whole(bytes) => Some(bytes),
            Source::Chunks(_) | Source::Waiting(_) | Source::Stream(_) => None,
        }
    }

    /// The bytes, if all of them are in memory; else the body as it is.
    pub(crate) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.source {
            Source::Empty => Ok(Bytes::new()),
            Source::Whole(bytes) => Ok(bytes),
            source @ (Source::Chunks(_) | Source::Waiting(_) | Source::Stream(_)) => Err(Self { source, ..self }),
        }
    }

    /// Reads the next piece; `None` after the last.
    ///
    /// # Errors
    /// [`TransportErrorKind::BodyIncomplete`] when the connection broke, [`TransportErrorKind::Timeout`] when the
    /// deadline of the exchange passed.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        std::future::poll_fn(|cx| self.poll_chunk(cx)).await.transpose()
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            match std::mem::take(&mut self.source) {
                Source::Empty => return Poll::Ready(None),
                Source::Whole(bytes) => return Poll::Ready(Some(Ok(bytes))),
                Source::Chunks(chunks) => {
                    let mut chunks = chunks.into_inner().unwrap_or_else(PoisonError::into_inner);
                    let waiting = async move {
                        let piece = chunks.next().await;
                        (chunks, piece)
                    };
                    self.source = Source::Waiting(Mutex::new(Box::pin(waiting)));
                }
                Source::Waiting(mut waiting) => {
                    match waiting.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut().poll(cx) {
                        Poll::Pending => {
                            self.source = Source::Waiting(waiting);
                            return Poll::Pending;
                        }
                        Poll::Ready((chunks, Ok(Some(bytes)))) => {
                            self.source = Source::Chunks(Mutex::new(chunks));
                            return Poll::Ready(Some(Ok(bytes)));
                        }
                        Poll::Ready((_, Ok(None))) => return Poll::Ready(None),
                        Poll::Ready((_, Err(error))) => return Poll::Ready(Some(Err(error))),
                    }
                }
                Source::Stream(mut stream) => {
                    let next = stream.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut().poll_next(cx);
                    if !matches!(next, Poll::Ready(None | Some(Err(_)))) {
                        self.source = Source::Stream(stream);
                    }
                    return next;
                }
            }
        }
    }

    /// Reads all of it, at most `limit` bytes.
    ///
    /// # Errors
    /// [`TransportErrorKind::TooLarge`] as soon as there is more, and those of [`Body::chunk`].
    pub async fn collect(mut self, limit: u64) -> Result<Bytes, TransportError> {
        // One piece is the common case, and is not copied.
        let mut first = Bytes::new();
        let mut all = BytesMut::new();
        while let Some(chunk) = self.chunk().await? {
            let size = first.len() as u64 + all.len() as u64 + chunk.len() as u64;
            if size > limit {
                return Err(TransportError::new(TransportErrorKind::TooLarge { limit }));
            }
            if first.is_empty() && all.is_empty() {
                first = chunk;
            } else {
                all.extend_from_slice(&std::mem::take(&mut first));
                all.extend_from_slice(&chunk);
            }
        }
        Ok(if all.is_empty() { first } else { all.freeze() })
    }
}

/// The pieces, one after the other; after an error there are no more.
impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_chunk(cx)
    }
}

/// A stream with its errors as ours.
struct Converted<S: ?Sized>(Pin<Box<S>>);

impl<S, E> Stream for Converted<S>
where
    S: Stream<Item = Result<Bytes, E>> + ?Sized,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let detail = Some("the body of the request could not be read".into());
        let broken = |error: E| {
            TransportError { detail: detail.clone(), ..TransportError::new(TransportErrorKind::Other) }
                .with_source(error)
        };
        self.get_mut().0.as_mut().poll_next(cx).map(|next| next.map(|piece| piece.map_err(broken)))
    }
}

#[cfg(feature = "reqwest")]
impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, TransportError>>> {
        self.get_mut().poll_chunk(cx).map(|next| next.map(|piece| piece.map(http_body::Frame::data)))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.size().map_or_else(http_body::SizeHint::default, http_body::SizeHint::with_exact)
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        let source = if bytes.is_empty() { Source::Empty } else { Source::Whole(bytes) };
        Self { source, size: None }
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Empty => f.write_str("Body(0 bytes)"),
            Source::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Source::Chunks(_) | Source::Waiting(_) | Source::Stream(_) => f.write_str("Body(in pieces)"),
        }
    }
}
