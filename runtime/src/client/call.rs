//! A call: what the caller gives, until it is sent.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;

use super::Core;
use super::request::{Request, Sending};
use crate::check::{Part, Rule, Validate, Violations};
use crate::file::File;
use crate::findings::Settle;
use crate::operation::{Endpoint, Media, Operation, Parameter, ParameterPlace, Style};

/// A call of an operation; it is checked and sent when it is awaited.
///
/// `T` is what it gives, `E` are the failures that its operation documents. What the spec names is given by the method of
/// the client and by setters; [`query`](Call::query) and [`header`](Call::header) also add what it does not name. What is
/// given again under the same name counts, and what was given before does not.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T: 'static, E: 'static> {
    endpoint: &'static Endpoint<T, E>,
    given: Given,
}

/// What does not depend on the types of a call.
#[derive(Clone)]
struct Given {
    core: Core,
    arguments: Vec<(Part, Argument)>,
    checked: bool,
}

/// A value that is given to a call, whose type is known to itself alone.
type Held = Arc<dyn Validate + Send + Sync>;

#[derive(Clone)]
enum Argument {
    Parameter(Parameter, Held, &'static Rule),
    Body(&'static [Media], Held, &'static Rule),
    Content(&'static [Media], File),
}

impl<T, E> Call<T, E> {
    /// A call to which nothing is given yet.
    pub fn new(core: &Core, endpoint: &'static Endpoint<T, E>) -> Self {
        Self { endpoint, given: Given { core: core.clone(), arguments: Vec::new(), checked: true } }
    }

    /// Gives a parameter of the path template.
    pub fn path(self, name: &'static str, value: impl Validate + Send + Sync + 'static, rule: &'static Rule) -> Self {
        self.parameter(in_style(name, ParameterPlace::Path, Style::Simple, false), value, rule)
    }

    /// Gives a query parameter.
    pub fn query(self, name: &'static str, value: impl Validate + Send + Sync + 'static, rule: &'static Rule) -> Self {
        self.parameter(in_style(name, ParameterPlace::Query, Style::Form, true), value, rule)
    }

    /// Gives a header.
    pub fn header(self, name: &'static str, value: impl Validate + Send + Sync + 'static, rule: &'static Rule) -> Self {
        self.parameter(in_style(name, ParameterPlace::Header, Style::Simple, false), value, rule)
    }

    /// Gives a parameter in a style of its own.
    pub fn parameter(
        mut self,
        parameter: Parameter,
        value: impl Validate + Send + Sync + 'static,
        rule: &'static Rule,
    ) -> Self {
        self.given.set(parameter.part(), Argument::Parameter(parameter, Arc::new(value), rule));
        self
    }

    /// Gives the body, which is written in the client's format.
    pub fn body(
        mut self,
        media: &'static [Media],
        body: impl Validate + Send + Sync + 'static,
        rule: &'static Rule,
    ) -> Self {
        self.given.set(Part::Body, Argument::Body(media, Arc::new(body), rule));
        self
    }

    /// Gives bytes as the body.
    pub fn content(mut self, media: &'static [Media], body: File) -> Self {
        self.given.set(Part::Body, Argument::Content(media, body));
        self
    }

    /// Sends the request whether or not it keeps the rules of the spec.
    pub fn unchecked(mut self) -> Self {
        self.given.checked = false;
        self
    }

    /// Checks the request without sending it.
    ///
    /// # Errors
    /// Every violation, of parameters and body together.
    pub fn check(&self) -> Result<(), Violations> {
        self.given.request(&self.endpoint.operation).into_violations()
    }

    /// Sends the request, unless there are violations; the same as `.await`.
    pub fn send(self) -> Sending<T, E> {
        self.given.request(&self.endpoint.operation).send(self.endpoint.read)
    }
}

impl Given {
    fn set(&mut self, part: Part, argument: Argument) {
        match self.arguments.iter_mut().find(|(known, _)| *known == part) {
            Some((_, held)) => *held = argument,
            None => self.arguments.push((part, argument)),
        }
    }

    /// The request, checked.
    fn request(&self, operation: &'static Operation) -> Request {
        let mut request = Request::new(&self.core, operation, self.checked);
        for (_, argument) in &self.arguments {
            match argument {
                Argument::Parameter(parameter, value, rule) => request.parameter(parameter, &**value, rule),
                Argument::Body(media, body, rule) => request.body(media, &**body, rule),
                Argument::Content(media, body) => request.content(media, body),
            }
        }
        request
    }
}

fn in_style(name: &'static str, place: ParameterPlace, style: Style, explode: bool) -> Parameter {
    Parameter { name, place, style, explode, reserved: false }
}

impl<T, E> Clone for Call<T, E> {
    fn clone(&self) -> Self {
        Self { endpoint: self.endpoint, given: self.given.clone() }
    }
}

/// Shows which call it is, and none of its values.
impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &self.endpoint.operation.id).finish_non_exhaustive()
    }
}

impl<T: Settle, E> IntoFuture for Call<T, E> {
    type Output = <Sending<T, E> as Future>::Output;
    type IntoFuture = Sending<T, E>;

    fn into_future(self) -> Sending<T, E> {
        self.send()
    }
}

/// What a generated call with setters has of the [`Call`] in it: `unchecked`, `check`, `send`, and `.await`.
#[macro_export]
macro_rules! call {
    ($call:ident, $response:ty, $error:ty) => {
        impl $call {
            /// Sends the request whether or not it keeps the rules of the spec.
            pub fn unchecked(self) -> Self {
                Self(self.0.unchecked())
            }

            /// Checks the request without sending it.
            ///
            /// # Errors
            /// Every violation, of parameters and body together.
            pub fn check(&self) -> ::core::result::Result<(), $crate::Violations> {
                self.0.check()
            }

            /// Sends the request; the same as `.await`.
            pub fn send(self) -> $crate::Sending<$response, $error> {
                self.0.send()
            }
        }

        impl ::core::future::IntoFuture for $call {
            type Output = ::core::result::Result<$response, $crate::Error<$error>>;
            type IntoFuture = $crate::Sending<$response, $error>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}
