//! Examples and defaults satisfy their schemas.
//!
//! In: every `example`, `examples` and `default` the walk found. Out: a finding at the part of the value that is
//! wrong, with the keyword that it breaks. Values of media types other than JSON are text of a form of their own and
//! are not judged.

mod counter;
mod member;

use super::Mode;
use super::context::{Context, Found};
use super::extension::COUNTEREXAMPLES;
use super::instance::{Problem, Validator};
use super::table::Object;
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Node};
use crate::source::Span;

/// How many problems of one example are shown.
const SHOWN: usize = 5;

/// A value and the schema it must satisfy.
struct Pair<'d> {
    schema: &'d Node,
    value: &'d Node,
    /// `example` or `default`.
    name: &'static str,
    /// The item of `x-invalid-examples` that the value is of.
    counter: Option<&'d Node>,
}

/// Judges every example.
pub(super) fn judge(context: &mut Context<'_, '_>) {
    let mut pairs = Vec::new();
    for Found { object, node, .. } in context.found.clone() {
        match object {
            Object::Schema => of_schema(node, &mut pairs),
            Object::Parameter | Object::Header => {
                if let Some(schema) = node.get("schema") {
                    of_object(context, node, schema, &mut pairs);
                }
                of_content(context, node, &mut pairs);
            }
            Object::RequestBody | Object::Response => of_content(context, node, &mut pairs),
            Object::Example => unread(context, node),
            _ => {}
        }
    }
    let mut validator = Validator::new(context.document, context.version);
    if context.mode == Mode::Strict {
        listed_values(context, &mut validator);
    }
    let shown = if context.mode == Mode::Strict { SHOWN } else { 1 };
    let faulty = if context.mode == Mode::Strict { context.out.places_of_errors() } else { Vec::new() };
    for pair in pairs {
        let mut problems = validator.problems(pair.schema, pair.value);
        if let Some(entry) = pair.counter {
            counter::judge(context, &faulty, &problems, entry);
            continue;
        }
        // A rule that is wrong itself is said already; that its examples break it follows.
        problems.retain(|problem| {
            let is_faulty = |rule: Span| faulty.iter().any(|span| span.touches(rule));
            !is_faulty(problem.cause.unwrap_or(problem.keyword_span))
        });
        for problem in problems.into_iter().take(shown) {
            context.fault(finding(&pair, &problem));
        }
        if context.mode == Mode::Strict {
            member::judge(context, pair.schema, pair.value);
        }
    }
}

/// What `enum` and `const` list satisfies the other keywords beside them; types are judged where they stand.
fn listed_values<'d>(context: &mut Context<'d, '_>, validator: &mut Validator<'d>) {
    for Found { node, .. } in context.all(Object::Schema) {
        for keyword in ["enum", "const"] {
            let Some(member) = node.member(keyword) else { continue };
            let values = if keyword == "enum" { member.value.items() } else { std::slice::from_ref(&member.value) };
            for value in values {
                let mut problems = validator.problems(node, value);
                problems.retain(|problem| !["type", "const", keyword].contains(&&*problem.keyword));
                let Some(problem) = problems.first().filter(|problem| problem.pointer.is_empty()) else { continue };
                let text = context.document.sources.text(value.span);
                let message = format!("{text} is listed, but `{}` beside it excludes it", problem.keyword);
                let diagnostic = Diagnostic::error("enum-mismatch", value.span, message)
                    .label(problem.message.clone())
                    .also(problem.keyword_span, format!("`{}`", problem.keyword));
                context.fault(diagnostic);
            }
        }
    }
}

fn of_schema<'d>(schema: &'d Node, pairs: &mut Vec<Pair<'d>>) {
    for (keyword, name) in [("example", "example"), ("default", "default")] {
        pairs.extend(schema.get(keyword).map(|value| Pair { schema, value, name, counter: None }));
    }
    let listed = schema.get("examples").map(Node::items).unwrap_or_default();
    pairs.extend(listed.iter().map(|value| Pair { schema, value, name: "example", counter: None }));
    counterexamples(schema, schema, pairs);
}

/// What `node` lists that its schema must refuse.
fn counterexamples<'d>(node: &'d Node, schema: &'d Node, pairs: &mut Vec<Pair<'d>>) {
    for entry in node.get(COUNTEREXAMPLES).map(Node::items).unwrap_or_default() {
        let counter = Some(entry);
        pairs.extend(entry.get("value").map(|value| Pair { schema, value, name: "example", counter }));
    }
}

/// An example in a file of its own is not read; that it has another value as well is said elsewhere.
fn unread(context: &mut Context<'_, '_>, example: &Node) {
    let valued = ["value", "dataValue"].iter().any(|key| example.get(key).is_some());
    if let Some(member) = example.member("externalValue").filter(|_| !valued) {
        let message = "an example in a file of its own is not read";
        let diagnostic = Diagnostic::warning("unread-example", member.key_span, message)
            .help("write it under `value`, so that it is tried");
        context.fault_once("unread-example".to_owned(), diagnostic);
    }
}

fn of_content<'d>(context: &mut Context<'d, '_>, node: &'d Node, pairs: &mut Vec<Pair<'d>>) {
    for entry in node.get("content").map(Node::members).unwrap_or_default() {
        if !is_json(&entry.key) {
            continue;
        }
        let Some(media_type) = context.resolve(&entry.value) else { continue };
        if let Some(schema) = media_type.get("schema") {
            of_object(context, media_type, schema, pairs);
        }
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(&*essence, "application/json" | "text/json") || essence.ends_with("+json")
}

/// The examples beside a `schema`: one bare, or several in Example Objects.
fn of_object<'d>(context: &mut Context<'d, '_>, node: &'d Node, schema: &'d Node, pairs: &mut Vec<Pair<'d>>) {
    let name = "example";
    pairs.extend(node.get("example").map(|value| Pair { schema, value, name, counter: None }));
    for entry in node.get("examples").map(Node::members).unwrap_or_default() {
        let Some(example) = context.resolve(&entry.value) else { continue };
        let value = example.get("dataValue").or_else(|| example.get("value"));
        pairs.extend(value.map(|value| Pair { schema, value, name, counter: None }));
    }
    counterexamples(node, schema, pairs);
}

fn finding(pair: &Pair<'_>, problem: &Problem) -> Diagnostic {
    let place = if problem.pointer.is_empty() { String::new() } else { format!(" at `{}`", problem.pointer) };
    let message = format!("this {} does not satisfy its schema{place}", pair.name);
    let mut diagnostic = Diagnostic::error("example-invalid", problem.span, message)
        .label(problem.message.clone())
        .also(problem.keyword_span, format!("`{}`", problem.keyword));
    let is_json_text = |text: &str| text.trim_start().starts_with(['{', '[']);
    if problem.keyword == "type" && matches!(&pair.value.kind, Kind::String(text) if is_json_text(text)) {
        diagnostic = diagnostic.help("write the value itself, not its text in quotes");
    }
    diagnostic
}
