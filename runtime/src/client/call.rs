//! A call: gathered and checked.

mod body;
mod security;
mod send;

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};

pub use send::Sending;

use super::Core;
use crate::check::{Part, Place, Rule, Validate, Violations};
use crate::codec::Encode;
use crate::multipart::Payload;
use crate::operation::{Operation, Parameter, ParameterPlace, Style};
use crate::pointer::At;
use crate::style::{self, Escape, Tree};

/// A request that is being put together.
pub struct Call {
    core: Core,
    operation: &'static Operation,
    path: String,
    query: Vec<String>,
    headers: HeaderMap,
    body: Payload,
    violations: Violations,
    checked: bool,
}

impl Call {
    /// `checked` is whether violations keep the request from being sent.
    pub fn new(core: &Core, operation: &'static Operation, checked: bool) -> Self {
        let mut call = Self {
            core: core.clone(),
            operation,
            path: operation.path.to_owned(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Payload::default(),
            violations: Violations::default(),
            checked: checked && !core.0.unchecked,
        };
        call.authorize();
        call
    }

    /// Fills a parameter of the path template.
    pub fn path<T: Encode + Validate>(&mut self, name: &'static str, value: &T, rule: &Rule) {
        self.check(Part::Path(name), value, rule);
        self.fill(&in_style(name, ParameterPlace::Path, Style::Simple, false), &Tree::of(value));
    }

    /// Adds a query parameter, if it is there.
    pub fn query<T: Encode + Validate>(&mut self, name: &'static str, value: Option<&T>, rule: &Rule) {
        if let Some(value) = value {
            self.check(Part::Query(name), value, rule);
            self.query.extend(style::pairs(name, &Tree::of(value), Style::Form, true, Escape::All));
        }
    }

    /// Adds a header, if it is there.
    pub fn header<T: Encode + Validate>(&mut self, name: &'static str, value: Option<&T>, rule: &Rule) {
        if let Some(value) = value {
            self.check(Part::Header(name), value, rule);
            self.insert(name, &style::simple(&Tree::of(value), false), value.is_secret());
        }
    }

    /// Adds a parameter in a style of its own, if it is there.
    pub fn parameter<T: Encode + Validate>(&mut self, parameter: &Parameter, value: Option<&T>, rule: &Rule) {
        let Some(value) = value else { return };
        let name = parameter.name;
        let part = match parameter.place {
            ParameterPlace::Path => Part::Path(name),
            ParameterPlace::Query | ParameterPlace::QueryString => Part::Query(name),
            ParameterPlace::Header => Part::Header(name),
            ParameterPlace::Cookie => Part::Cookie(name),
        };
        self.check(part, value, rule);
        self.add(parameter, &Tree::of(value), value.is_secret());
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
    pub fn header_credential(&mut self, header: &'static str, credential: &'static str, required: bool) {
        match self.credential_text(credential) {
            Some(text) => self.insert(header, &text, true),
            None if required => self.lacks(credential),
            None => {}
        }
    }

    /// Adds a query parameter that the client was given when it was built.
    pub fn query_credential(&mut self, name: &'static str, credential: &'static str, required: bool) {
        match self.credential_text(credential) {
            Some(text) => self.query.push(format!("{}={}", style::encode(name), style::encode(&text))),
            None if required => self.lacks(credential),
            None => {}
        }
    }

    /// Adds a cookie that the client was given when it was built.
    pub fn cookie_credential(&mut self, name: &'static str, credential: &'static str, required: bool) {
        match self.credential_text(credential) {
            Some(text) => self.cookie(name, &text, true),
            None if required => self.lacks(credential),
            None => {}
        }
    }

    /// Demands a credential that the body is not complete without.
    pub fn needs_credential(&mut self, credential: &'static str) {
        if self.core.credential(credential).is_none() {
            self.lacks(credential);
        }
    }

    fn lacks(&mut self, credential: &'static str) {
        self.violations.set_part(Part::Credential(credential));
        self.violations.add(&At::ROOT, "required", "a value", "none", Place::NONE);
    }

    /// Fills a parameter of the path template with what the client was given when it was built.
    pub fn path_credential(&mut self, name: &'static str, credential: &'static str) {
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

    fn check<T: Validate>(&mut self, part: Part, value: &T, rule: &Rule) {
        if self.checked {
            self.violations.set_part(part);
            value.judge(rule, &At::ROOT, &mut self.violations);
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

    /// The violations found so far, of parameters and body together.
    pub fn violations(&self) -> &Violations {
        &self.violations
    }

    /// # Errors
    /// The violations, if there are any.
    pub fn into_violations(self) -> Result<(), Violations> {
        if self.violations.is_empty() { Ok(()) } else { Err(self.violations) }
    }
}

fn in_style(name: &'static str, place: ParameterPlace, style: Style, explode: bool) -> Parameter {
    Parameter { name, place, style, explode, reserved: false }
}

/// What header values are made of (RFC 9110 section 5.5).
pub(super) const HEADER_TEXT: &str = "text without control characters";

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}
