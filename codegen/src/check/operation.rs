//! Paths and operations: names are unique, templates and parameters agree, sources are named.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::context::{Context, Found};
use super::table::{Object, Shape, table};
use super::{Mode, suggest};
use crate::diagnostic::Diagnostic;
use crate::document::{Member, Node};
use crate::source::Span;

/// Judges every path and operation.
pub(super) fn judge(context: &mut Context<'_, '_>) {
    something_is_described(context);
    operation_ids(context);
    sources(context);
    let paths = context.document.root().get("paths").map(Node::members).unwrap_or_default();
    distinct_paths(context, paths);
    for path in paths {
        // Of a path whose braces do not match nobody knows the parameters.
        let is_broken = context.mode == Mode::Strict && !super::value::braces_match(&path.key);
        if path.key.starts_with("x-") || is_broken {
            continue;
        }
        if let Some(item) = context.resolve(&path.value) {
            templates(context, path, item);
        }
    }
    for found in context.all(Object::Responses) {
        failures_are_successes(context, found.node);
    }
    links(context);
}

fn something_is_described(context: &mut Context<'_, '_>) {
    let root = context.document.root();
    if ["paths", "webhooks", "components"].iter().any(|field| root.get(field).is_some()) {
        return;
    }
    let span = root.members().first().map_or(root.span, |first| first.key_span);
    let diagnostic = Diagnostic::error("missing-field", span, "this document describes nothing: it has no `paths`");
    context.fault(diagnostic.label("add `paths`"));
}

fn operation_ids(context: &mut Context<'_, '_>) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for Found { node, at, .. } in context.all(Object::Operation) {
        match node.get("operationId") {
            Some(id) => {
                let Some(text) = id.as_str() else { continue };
                match first.entry(text) {
                    Entry::Vacant(entry) => {
                        entry.insert(id.span);
                    }
                    Entry::Occupied(entry) => {
                        let message = format!("two operations are called `{text}`");
                        let diagnostic = Diagnostic::error("duplicate-operation-id", id.span, message)
                            .label("second time")
                            .also(*entry.get(), "first time");
                        context.fault(diagnostic);
                    }
                }
            }
            None if context.mode == Mode::Strict && context.lacks(node, "operationId") => {
                let diagnostic = Diagnostic::error("missing-field", at, "an operation must have `operationId`")
                    .label("add `operationId`")
                    .help("it becomes the name of the method");
                context.fault(diagnostic);
            }
            None => {}
        }
    }
}

/// A spec of ours says for each operation which page it was written from.
fn sources(context: &mut Context<'_, '_>) {
    if context.mode == Mode::Lenient {
        return;
    }
    for Found { node, at, .. } in context.all(Object::Operation) {
        if context.lacks(node, "x-source") {
            let diagnostic = Diagnostic::error("missing-source", at, "an operation must say which page it is from")
                .label("add `x-source`")
                .help("`x-source: {page: name of the page, quote: words that say so}`");
            context.fault(diagnostic);
        }
    }
}

/// Two paths that differ in the names of their parameters only are the same path.
fn distinct_paths(context: &mut Context<'_, '_>, paths: &[Member]) {
    let mut first: HashMap<String, Span> = HashMap::new();
    for path in paths {
        match first.entry(anonymous(path.key.trim_start_matches('/'))) {
            Entry::Vacant(entry) => {
                entry.insert(path.key_span);
            }
            Entry::Occupied(entry) => {
                let message = format!("`{}` is the same path as one before it, but for names", path.key);
                let diagnostic = Diagnostic::error("ambiguous-path", path.key_span, message)
                    .also(*entry.get(), "the same path")
                    .help("keep one of them, with the methods of both");
                context.fault(diagnostic);
            }
        }
    }
}

fn anonymous(path: &str) -> String {
    let mut parts = path.split(['{', '}']);
    let mut text = parts.next().unwrap_or_default().to_owned();
    while let Some(_name) = parts.next() {
        text.push_str("{}");
        text.push_str(parts.next().unwrap_or_default());
    }
    text
}

/// The names between the braces of a path or of the URL of a server.
pub(super) fn template_names(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

/// Where a parameter that is not in the path can be.
const PLACES: [&str; 4] = ["query", "querystring", "header", "cookie"];

fn templates<'d>(context: &mut Context<'d, '_>, path: &'d Member, item: &'d Node) {
    let names = template_names(&path.key);
    let methods = table(Object::PathItem).fields.iter().filter(|f| f.shape == Shape::Object(Object::Operation));
    // What stands beside a reference is a part of the path item, and counts first.
    let beside = Some(&path.value).filter(|beside| !std::ptr::eq(*beside, item));
    let places: Vec<&Node> = beside.into_iter().chain([item]).collect();
    let own = methods.filter_map(|field| places.iter().find_map(|place| place.get(field.name)));
    let additional = places.iter().filter_map(|place| place.get("additionalOperations")).flat_map(Node::members);
    for operation in own.chain(additional.map(|member| &member.value)) {
        let shared = places.iter().filter_map(|place| place.get("parameters")).flat_map(Node::items);
        let listed = operation.get("parameters").map(Node::items).unwrap_or_default();
        let mut declared = Vec::new();
        let mut all_known = places.iter().all(|place| !context.is_misspelt(place, "parameters"))
            && !context.is_misspelt(operation, "parameters");
        for node in shared.chain(listed) {
            match context.resolve(node) {
                Some(parameter) if parameter.str("in") == Some("path") => {
                    declared.extend(parameter.str("name").map(|name| (name, node, parameter)));
                }
                Some(parameter) => all_known &= PLACES.contains(&parameter.str("in").unwrap_or_default()),
                None => all_known = false,
            }
        }
        for (name, node, parameter) in &declared {
            if !names.contains(name) {
                not_in_template(context, path, &names, name, node, parameter);
            }
        }
        for name in names.iter().filter(|_| all_known) {
            // What is nearly its name is said to be none of the path.
            let is_meant = |declared: &str| suggest::nearest(declared, names.iter().copied()) == Some(*name);
            if !declared
                .iter()
                .any(|(declared, ..)| declared == name || (!names.contains(declared) && is_meant(declared)))
            {
                undeclared(context, path, name, operation);
            }
        }
    }
}

fn not_in_template(
    context: &mut Context<'_, '_>,
    path: &Member,
    names: &[&str],
    name: &str,
    node: &Node,
    parameter: &Node,
) {
    let message = format!("the path `{}` has no `{{{name}}}`", path.key);
    let span =
        if std::ptr::eq(node, parameter) { parameter.get("name").map_or(node.span, |n| n.span) } else { node.span };
    let diagnostic = Diagnostic::error("path-parameter", span, message)
        .label(suggest::label(name, names.iter().copied()))
        .also(path.key_span, "the path");
    context.fault(diagnostic);
}

fn undeclared(context: &mut Context<'_, '_>, path: &Member, name: &str, operation: &Node) {
    let message = format!("the parameter `{{{name}}}` of the path is not described");
    let mut diagnostic = Diagnostic::error("path-parameter", path.key_span, message);
    if let Some(first) = operation.members().first() {
        diagnostic = diagnostic.also(first.key_span, "in this operation");
    }
    let help = format!("add `{{name: {name}, in: path, required: true, schema: …}}` to `parameters`");
    context.fault(diagnostic.help(help));
}

/// `x-failure-when` tells a failure among successes; any other response is a failure by its code.
fn failures_are_successes(context: &mut Context<'_, '_>, responses: &Node) {
    for response in responses.members() {
        if let Some(failure) = response.value.member("x-failure-when")
            && !response.key.starts_with('2')
        {
            let message = format!("`x-failure-when` belongs on a 2XX response, this is `{}`", response.key);
            context.fault(Diagnostic::error("bad-extension", failure.key_span, message));
        }
    }
}

fn links(context: &mut Context<'_, '_>) {
    let operations = context.all(Object::Operation);
    let ids: Vec<&str> = operations.iter().filter_map(|found| found.node.str("operationId")).collect();
    // An operation whose id is misspelt may be the one.
    if operations.iter().any(|found| context.is_misspelt(found.node, "operationId")) {
        return;
    }
    for Found { node, .. } in context.all(Object::Link) {
        let Some(id) = node.get("operationId") else { continue };
        let Some(text) = id.as_str().filter(|text| !ids.contains(text)) else { continue };
        let message = format!("no operation is called `{text}`");
        let label = suggest::label(text, ids.iter().copied());
        context.fault(Diagnostic::error("dangling-link", id.span, message).label(label));
    }
}
