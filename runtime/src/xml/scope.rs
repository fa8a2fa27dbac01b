//! The namespace declarations that are in scope while XML is written.
//!
//! In: prefixes and namespace names. Out: which of them must still be declared. Guaranteed: no declaration that
//! *Namespaces in XML 1.0* forbids, no prefix twice on one element.

use super::{XML, XmlError, is_name};

/// The namespace of declarations themselves (Namespaces in XML, section 3).
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

pub(super) struct Scope {
    /// Prefix, empty for the default, and namespace name, empty for none.
    bindings: Vec<(String, String)>,
    /// How many of them belong to the elements around this one.
    outer: Vec<usize>,
}

impl Scope {
    pub(super) fn new() -> Self {
        Self { bindings: vec![("xml".to_owned(), XML.to_owned())], outer: Vec::new() }
    }

    /// Begins an element.
    pub(super) fn enter(&mut self) {
        self.outer.push(self.bindings.len());
    }

    /// Ends an element.
    pub(super) fn leave(&mut self) {
        self.bindings.truncate(self.outer.pop().unwrap_or(1));
    }

    /// What `prefix` is bound to; empty if nothing.
    fn lookup(&self, prefix: &str) -> &str {
        self.bindings.iter().rev().find(|(p, _)| p == prefix).map_or("", |(_, uri)| uri)
    }

    fn is_declared_here(&self, prefix: &str) -> bool {
        let here = self.outer.last().copied().unwrap_or_default();
        self.bindings[here..].iter().any(|(p, _)| p == prefix)
    }

    /// Binds `prefix`; says whether a declaration must be written for it.
    pub(super) fn bind(&mut self, prefix: &str, uri: &str) -> Result<bool, XmlError> {
        if self.lookup(prefix) == uri && (!uri.is_empty() || prefix.is_empty()) {
            return Ok(false);
        }
        let reserved = uri == XML || uri == XMLNS || matches!(prefix, "xml" | "xmlns");
        let named = !prefix.is_empty();
        if reserved || (named && (uri.is_empty() || !is_name(prefix))) {
            return Err(XmlError::new("a namespace cannot be declared like this"));
        }
        if self.is_declared_here(prefix) {
            return Err(XmlError::new("one prefix stands for two namespaces"));
        }
        self.bindings.push((prefix.to_owned(), uri.to_owned()));
        Ok(true)
    }

    /// A prefix for an attribute: the wanted one where that can be, else one that is in scope, else a new one.
    pub(super) fn attribute_prefix(&self, wanted: Option<&str>, uri: &str) -> String {
        if let Some(wanted) = wanted.filter(|w| !w.is_empty())
            && (self.lookup(wanted) == uri || !self.is_declared_here(wanted))
        {
            return wanted.to_owned();
        }
        self.prefix_of(uri).map_or_else(|| self.unused_prefix(), str::to_owned)
    }

    /// A prefix that is in scope and bound to `uri`.
    pub(super) fn prefix_of(&self, uri: &str) -> Option<&str> {
        let known = self.bindings.iter().rev().filter(|(prefix, u)| u == uri && !prefix.is_empty());
        known.map(|(prefix, _)| prefix.as_str()).find(|prefix| self.lookup(prefix) == uri)
    }

    fn unused_prefix(&self) -> String {
        (1..).map(|n| format!("ns{n}")).find(|p| self.lookup(p).is_empty()).unwrap_or_default()
    }
}
