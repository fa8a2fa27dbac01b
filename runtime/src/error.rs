//! What can go wrong with a call, told apart.

use std::fmt;

use http::StatusCode;

use crate::check::Violations;
use crate::json::DecodeError;
use crate::reply::Reply;
use crate::transport::TransportError;

/// Why a call gave no value. `E` are the failures that the operation documents.
///
/// No variant prints a body, a header value or a credential: servers repeat what they were sent. [`Error::reply`] gives
/// what was received, [`Error::api`] the typed failure.
#[non_exhaustive]
pub enum Error<E> {
    /// The request breaks rules of the spec and was not sent.
    Invalid(Violations),
    /// No complete response came.
    Transport(TransportError),
    /// The server answered with a failure that the spec describes.
    Api(Box<ApiError<E>>),
    /// The server answered with a status, or a content, that the spec does not name.
    Unexpected(Box<Unexpected>),
    /// A value in the response is not of its type.
    Decode(Box<DecodeFailure>),
    /// The response breaks rules of the spec, and the client was built to fail then ([`crate::Findings::Fail`]).
    Findings(Box<FindingsFailure>),
}

/// A documented failure and the response it came in. `Debug` shows what the spec says of the failure, not its values.
pub struct ApiError<E> {
    pub error: E,
    pub reply: Reply,
    /// Rules of the spec that the body of the failure breaks. Its value is complete all the same.
    pub findings: Violations,
}

/// A response that the spec does not describe.
#[derive(Debug)]
pub struct Unexpected {
    /// What is not described: the status, or the media type.
    pub what: UnexpectedKind,
    pub reply: Reply,
}

/// What a spec does not describe in a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnexpectedKind {
    Status,
    MediaType,
}

/// A response that could not be read.
#[derive(Debug)]
pub struct DecodeFailure {
    /// JSON Pointer of the value, what was expected, what kind of value was found.
    pub error: DecodeError,
    pub reply: Reply,
}

/// A response that was read, and breaks rules of the spec. `Debug` shows which, and not what was found.
pub struct FindingsFailure {
    /// Every rule that is broken, of the body and of declared headers.
    pub findings: Violations,
    pub reply: Reply,
}

impl fmt::Debug for FindingsFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let findings: Vec<String> = self.findings.iter().map(|v| v.without_found().to_string()).collect();
        f.debug_struct("FindingsFailure").field("findings", &findings).field("reply", &self.reply).finish()
    }
}

impl<E> Error<E> {
    /// The response, if one came: status, headers and body as they were received.
    pub fn reply(&self) -> Option<&Reply> {
        match self {
            Self::Invalid(_) | Self::Transport(_) => None,
            Self::Api(failure) => Some(&failure.reply),
            Self::Unexpected(unexpected) => Some(&unexpected.reply),
            Self::Decode(failure) => Some(&failure.reply),
            Self::Findings(failure) => Some(&failure.reply),
        }
    }

    /// The status of the response, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        self.reply().map(Reply::status)
    }

    /// The documented failure, if that is what it is.
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api(failure) => Some(&failure.error),
            Self::Invalid(_) | Self::Transport(_) | Self::Unexpected(_) | Self::Decode(_) | Self::Findings(_) => None,
        }
    }

    /// The violations, if the request was not sent because of them.
    pub fn violations(&self) -> Option<&Violations> {
        match self {
            Self::Invalid(violations) => Some(violations),
            Self::Transport(_) | Self::Api(_) | Self::Unexpected(_) | Self::Decode(_) | Self::Findings(_) => None,
        }
    }

    /// What the response has that the spec does not allow, if it was read: of a documented failure, or where the client
    /// was built to fail by it.
    pub fn findings(&self) -> Option<&Violations> {
        match self {
            Self::Api(failure) => Some(&failure.findings),
            Self::Findings(failure) => Some(&failure.findings),
            Self::Invalid(_) | Self::Transport(_) | Self::Unexpected(_) | Self::Decode(_) => None,
        }
    }

    /// Tells what was found in the response of a documented failure, if the client was built to.
    pub(crate) fn tell(&self) {
        if let Self::Api(failure) = self {
            failure.reply.tell(&failure.findings);
        }
    }
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => write!(f, "the request was not sent:\n{violations}"),
            Self::Transport(error) => write!(f, "{error}"),
            Self::Api(failure) => write!(f, "{}: {}", failure.reply.status(), failure.error),
            Self::Unexpected(unexpected) => {
                let reply = &unexpected.reply;
                let what = match unexpected.what {
                    UnexpectedKind::Status => "a status",
                    UnexpectedKind::MediaType => "a media type",
                };
                write!(f, "the server answered with {what} that the spec does not name: {}", reply.summary())
            }
            Self::Decode(failure) => {
                write!(f, "the response cannot be read: {} ({})", failure.error, failure.reply.summary())
            }
            Self::Findings(failure) => {
                let FindingsFailure { findings, reply } = &**failure;
                let findings = findings.without_found();
                write!(f, "the response breaks rules of the spec ({}):\n{findings}", reply.summary())
            }
        }
    }
}

impl<E: fmt::Display> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => f.debug_tuple("Invalid").field(violations).finish(),
            Self::Transport(error) => f.debug_tuple("Transport").field(error).finish(),
            Self::Api(failure) => f.debug_tuple("Api").field(failure).finish(),
            Self::Unexpected(unexpected) => f.debug_tuple("Unexpected").field(unexpected).finish(),
            Self::Decode(failure) => f.debug_tuple("Decode").field(failure).finish(),
            Self::Findings(failure) => f.debug_tuple("Findings").field(failure).finish(),
        }
    }
}

impl<E: fmt::Display> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = format_args!("{}", self.error);
        f.debug_struct("ApiError")
            .field("error", &error)
            .field("reply", &self.reply)
            .field("findings", &self.findings.len())
            .finish()
    }
}

impl<E: fmt::Display> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Invalid(violations) => Some(violations),
            Self::Transport(error) => Some(error),
            Self::Decode(failure) => Some(&failure.error),
            // Whoever prints sources would print what was found.
            Self::Api(_) | Self::Unexpected(_) | Self::Findings(_) => None,
        }
    }
}

/// The failures of an operation that documents none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFailure {}

impl fmt::Display for NoFailure {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

/// Why a client could not be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// A credential is missing or breaks its rules, or a header cannot be sent.
    Invalid(Violations),
    /// The spec names no server and no base URL was given, or it is no absolute URL.
    BaseUrl(String),
    /// The default transport could not be set up, or there is none in this build.
    Transport(TransportError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => write!(f, "the client cannot be built:\n{violations}"),
            Self::BaseUrl(why) => write!(f, "the client cannot be built: {why}"),
            Self::Transport(error) => write!(f, "the client cannot be built: {error}"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Invalid(violations) => Some(violations),
            Self::Transport(error) => Some(error),
            Self::BaseUrl(_) => None,
        }
    }
}

/// `Display` and `Error` of a generated enum of failures: what each is called where it is shown.
#[macro_export]
macro_rules! failures {
    ($name:ident; $($variant:ident $(($held:tt))? => $message:literal,)*) => {
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(match self {
                    $(Self::$variant $(($held))? => $message,)*
                })
            }
        }

        impl ::std::error::Error for $name {}
    };
}
