//! Which OpenAPI a document is written in.
//!
//! In: the `openapi` field. Out: a [`Version`], or an error that says what to do.

use super::Mode;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Kind, Node};

/// A minor version of OpenAPI; patch versions differ in words only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    V3_0,
    V3_1,
    V3_2,
}

impl Version {
    pub fn text(self) -> &'static str {
        match self {
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        }
    }
}

/// The version of a document, by the text of its `openapi` field; nothing if it is none of ours.
pub fn of(root: &Node) -> Option<Version> {
    match &root.get("openapi")?.kind {
        Kind::String(text) | Kind::Number(text) => parse(text),
        Kind::Null | Kind::Bool(_) | Kind::Array(_) | Kind::Object(_) => None,
    }
}

/// The version of a document; says what is wrong if there is none.
pub(super) fn judge(root: &Node, mode: Mode, out: &mut Diagnostics) -> Option<Version> {
    let Kind::Object(members) = &root.kind else {
        let message = format!("an OpenAPI document must be an object, found {}", root.type_name());
        out.push(Diagnostic::error("wrong-type", root.span, message));
        return None;
    };
    let Some(member) = root.member("openapi") else {
        if let Some(swagger) = root.member("swagger") {
            let diagnostic =
                Diagnostic::error("unsupported-version", swagger.key_span, "this is a Swagger 2.0 document")
                    .help("convert it to OpenAPI 3.0 first; editor.swagger.io does so under \"Edit\"");
            out.push(diagnostic);
            return None;
        }
        let span = members.first().map_or(root.span, |first| first.key_span);
        let diagnostic = Diagnostic::error("missing-field", span, "an OpenAPI document must have `openapi`")
            .help("add `openapi: 3.1.0` as the first line, or 3.0.4 or 3.2.0");
        out.push(diagnostic);
        return None;
    };
    let found = of(root);
    if let (Kind::Number(text), Some(_)) = (&member.value.kind, found) {
        let message = "`openapi` must be a string, found a number";
        let diagnostic = Diagnostic::error("wrong-type", member.value.span, message)
            .help(format!("write all three parts: `openapi: {text}.0`"));
        out.push(mode.weigh(diagnostic));
    }
    if found.is_none() {
        let diagnostic =
            Diagnostic::error("unsupported-version", member.value.span, "this version of OpenAPI is not known")
                .label("expected 3.0.x, 3.1.x or 3.2.x");
        out.push(diagnostic);
    }
    found
}

fn parse(text: &str) -> Option<Version> {
    let mut parts = text.split('.');
    let version = match (parts.next()?, parts.next()?) {
        ("3", "0") => Version::V3_0,
        ("3", "1") => Version::V3_1,
        ("3", "2") => Version::V3_2,
        _ => return None,
    };
    // `3.0.0-rc1` is read as 3.0.
    let patch = parts.next().unwrap_or("0");
    patch.starts_with(|c: char| c.is_ascii_digit()).then_some(version)
}
