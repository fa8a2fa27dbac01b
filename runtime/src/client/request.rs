//! A request: gathered, checked and sent.

mod body;
mod security;
mod send;

use http::{HeaderMap, HeaderName, HeaderValue};

pub use send::Sending;

use super::Core;
use crate::check::{Part, Place, Rule, Validate, Violations};
use crate::multipart::Payload;
use crate::operation::{Held, Operation, Parameter, ParameterPlace, Style};
use crate::pointer::At;
use crate::style::{self, Escape, Tree};

/// A request that is being put together.
pub(super) struct Request {
    core: Core,
    operation: &'static Operation,
    path: String,
    query: Vec<String>,
    headers: HeaderMap,
    body: Payload,
    violations: Violations,
    checked: bool,
}

impl Request {
    /// With what the client holds for the operation; `checked` is whether violations keep the request from being sent.
    pub(super) fn new(core: &Core, operation: &'static Operation, checked: bool) -> Self {
        let mut request = Self {
            core: core.clone(),
            operation,
            path: operation.path.to_owned(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Payload::default(),
            violations: Violations::default(),
            checked: checked && !core.0.unchecked,
        };
        request.authorize();
        operation.held.iter().for_each(|held| request.hold(held));
        operation.completed_by.iter().for_each(|credential| request.needs_credential(credential));
        request
    }

    /// Adds a parameter.
    pub(super) fn parameter(&mut self, parameter: &Parameter, value: &dyn Validate, rule: &Rule) {
        self.check(parameter.part(), value, rule);
        self.add(parameter, &Tree::of(value), value.is_secret());
    }

    fn hold(&mut self, held: &Held) {
        let &Held { name, credential, place, required } = held;
        match place {
            ParameterPlace::Header => self.header_credential(name, credential, required),
            ParameterPlace::Query | ParameterPlace::QueryString => self.query_credential(name, credential, required),
            ParameterPlace::Path => self.path_credential(name, credential),
            ParameterPlace::Cookie => self.cookie_credential(name, credential, required),
        }
    }

    fn add(&mut self, parameter: &Parameter, tree: &Tree, secret: bool) {
        let &Parameter { name, place, style, explode, reserved } = parameter;
        match place {
            ParameterPlace::Path => self.fill(parameter, tree),
            ParameterPlace::Query => {
                let escape = if reserved { Escape::Reserved } else { Escape::All };
                self.query.extend(style::pairs(name, tree, style, explode, escape));
            }
            ParameterPlace::QueryString => self.query.extend(match style {
                Style::Json => vec![style::encode(&tree.json())],
                Style::Urlencoded | Style::Form => style::pairs("", tree, Style::Form, true, Escape::Form),
                _ => vec![style::encode(&tree.text())],
            }),
            ParameterPlace::Header => {
                let text = match style {
                    Style::Json => tree.json(),
                    Style::Urlencoded => style::pairs("", tree, Style::Form, true, Escape::Form).join("&"),
                    _ => style::simple(tree, explode),
                };
                self.insert(name, &text, secret);
            }
            ParameterPlace::Cookie => {
                let escape = if style == Style::Cookie { Escape::None } else { Escape::All };
                for pair in style::pairs(name, tree, style, explode, escape) {
                    let (name, value) = pair.split_once('=').unwrap_or((&pair, ""));
                    self.cookie(name, value, secret);
                }
            }
        }
    }

    fn fill(&mut self, parameter: &Parameter, tree: &Tree) {
        let &Parameter { name, style, explode, reserved, .. } = parameter;
        let escape = if reserved { Escape::ReservedInPath } else { Escape::All };
        let text = style::path(name, tree, style, explode, escape);
        self.path = self.path.replace(&format!("{{{name}}}"), &text);
        let dots = text.bytes().all(|b| b == b'.');
        if text.is_empty() || (dots && self.path.split('/').any(|segment| matches!(segment, "." | ".."))) {
            // There is no such segment: the request would reach another resource. The check cannot be switched off.
            self.checked = true;
            self.violations.set_part(Part::Path(name));
            let limit = "a value that is not empty, `.` or `..`";
            self.violations.add(&At::ROOT, "path", limit, format!("{text:?}"), Place::NONE);
        }
    }

    /// Adds a header that the client was given when it was built.
    fn header_credential(&mut self, header: &'static str, credential: &'static str, required: bool) {
        match self.credential_text(credential) {
            Some(text) => self.insert(header, &text, true),
            None if required => self.lacks(credential),
            None => {}
        }
    }

    /// Adds a query parameter that the client was given when it was built.
    fn query_credential(&mut self, name: &'static str, credential: &'static str, required: bool) {
        match self.credential_text(credential) {
            Some(text) => self.query.push(format!("{}={}", style::encode(name), style::encode(&text))),
            None if required => self.lacks(credential),
            None => {}
        }
    }

    /// Adds a cookie that the client was given when it was built.
    fn cookie_credential(&mut self, name: &'static str, credential: &'static str, required: bool) {
        match self.credential_text(credential) {
            Some(text) => self.cookie(name, &text, true),
            None if required => self.lacks(credential),
            None => {}
        }
    }

    /// Demands a credential that the body is not complete without.
    fn needs_credential(&mut self, credential: &'static str) {
        if self.core.credential(credential).is_none() {
            self.lacks(credential);
        }
    }

    fn lacks(&mut self, credential: &'static str) {
        self.violations.set_part(Part::Credential(credential));
        self.violations.add(&At::ROOT, "required", "a value", "none", Place::NONE);
    }

    /// Fills a parameter of the path template with what the client was given when it was built.
    fn path_credential(&mut self, name: &'static str, credential: &'static str) {
        let text = self.credential_text(credential);
        if let Some(text) = text.as_deref().filter(|text| !matches!(*text, "" | "." | "..")) {
            self.path = self.path.replace(&format!("{{{name}}}"), &style::encode(text));
            return;
        }
        // Without it there is no such path; the check cannot be switched off.
        self.checked = true;
        self.violations.set_part(Part::Credential(credential));
        match text {
            Some(_) => {
                self.violations.add(&At::ROOT, "path", "a value that is not empty, `.` or `..`", "one", Place::NONE)
            }
            None => self.lacks(credential),
        }
    }

    fn check(&mut self, part: Part, value: &dyn Validate, rule: &Rule) {
        if self.checked {
            self.violations.set_part(part);
            self.violations.look_into(value, rule);
        }
    }

    fn credential_text(&self, name: &str) -> Option<String> {
        self.core.credential(name).map(|value| style::simple(&Tree::of(value), false))
    }

    fn insert(&mut self, name: &'static str, text: &str, sensitive: bool) {
        let parsed = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(text));
        let (Ok(name), Ok(mut value)) = parsed else {
            // There is no such request; the check cannot be switched off.
            self.checked = true;
            self.violations.set_part(Part::Header(name));
            let at = if sensitive { At::ROOT.hidden() } else { At::ROOT };
            self.violations.add(&at, "header", HEADER_TEXT, format!("{text:?}"), Place::NONE);
            return;
        };
        value.set_sensitive(sensitive || self.headers.get(&name).is_some_and(HeaderValue::is_sensitive));
        self.headers.insert(name, value);
    }

    /// # Errors
    /// The violations, if there are any.
    pub(super) fn into_violations(self) -> Result<(), Violations> {
        if self.violations.is_empty() { Ok(()) } else { Err(self.violations) }
    }
}

/// What header values are made of (RFC 9110 section 5.5).
pub(super) const HEADER_TEXT: &str = "text without control characters";
