//! The closed vocabulary of `x-` names; `docs/extensions.md` says what they do.
//!
//! In: an `x-` member of an object. Out: findings about its name, its place and the shape of its value.

use super::allow::Allow;
use super::context::Context;
use super::suggest;
use super::table::{Object, Shape, table};
use super::walk::Task;
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Member, Node};
use crate::names;
use crate::source::Span;

pub(super) struct Extension {
    pub name: &'static str,
    /// The objects that may carry it; any that has a `description` if there are none here.
    on: &'static [Object],
    pub value: Value,
}

impl Extension {
    pub(crate) fn is_on(&self, object: Object) -> bool {
        match self.on {
            [] => table(object).field("description").is_some(),
            objects => objects.contains(&object),
        }
    }
}

#[derive(Clone, Copy)]
pub(super) enum Value {
    True,
    Text,
    Identifier,
    TypePath,
    Names,
    Texts,
    Texted,
    Source,
    Failure,
    Spellings,
    Counterexamples,
}

const DESCRIBED: &[Object] =
    &[Object::Operation, Object::Schema, Object::Parameter, Object::Header, Object::Response, Object::SecurityScheme];

/// Values that must not satisfy the schema that they stand at.
pub(crate) const COUNTEREXAMPLES: &str = "x-invalid-examples";

pub(super) const VOCABULARY: &[Extension] = &[
    Extension { name: "x-source", on: DESCRIBED, value: Value::Source },
    Extension { name: "x-assumed", on: &[], value: Value::Text },
    Extension { name: "x-secret", on: &[Object::Schema], value: Value::True },
    Extension {
        name: "x-credential",
        on: &[Object::Parameter, Object::Schema, Object::SecurityScheme],
        value: Value::True,
    },
    Extension { name: "x-failure-when", on: &[Object::Response], value: Value::Failure },
    Extension { name: "x-open", on: &[Object::Schema], value: Value::True },
    Extension { name: "x-enum-varnames", on: &[Object::Schema], value: Value::Names },
    Extension { name: "x-enum-descriptions", on: &[Object::Schema], value: Value::Texts },
    Extension { name: "x-accept-values", on: &[Object::Schema], value: Value::Spellings },
    Extension { name: "x-idempotency-key", on: &[Object::Schema, Object::Parameter], value: Value::True },
    Extension { name: "x-xml-namespaces", on: &[Object::Schema], value: Value::Texted },
    Extension {
        name: "x-rust-name",
        on: &[Object::Operation, Object::Schema, Object::Parameter, Object::SecurityScheme],
        value: Value::Identifier,
    },
    Extension { name: "x-rust-type", on: &[Object::Schema], value: Value::TypePath },
    Extension {
        name: COUNTEREXAMPLES,
        on: &[Object::Schema, Object::MediaType, Object::Parameter, Object::Header],
        value: Value::Counterexamples,
    },
];

/// Judges an extension; what is returned is a value that the tables have to judge.
pub(super) fn judge<'d>(
    context: &mut Context<'d, '_>,
    object: Object,
    task: &Task<'d>,
    member: &'d Member,
) -> Option<Task<'d>> {
    let holder = task.node;
    if &*member.key == "x-allow" {
        // What is said about the key of an object is said about the object.
        let is_before = task.at.file == holder.span.file && task.at.start < holder.span.start;
        let start = if is_before { task.at.start } else { holder.span.start };
        context.allowed.push(Allow { node: &member.value, scope: Span { start, ..holder.span } });
        return None;
    }
    let Some(extension) = VOCABULARY.iter().find(|extension| extension.name == &*member.key) else {
        unknown(context, task.node, member);
        return None;
    };
    if !extension.is_on(object) {
        let message = format!("`{}` has no meaning on {}", member.key, table(object).name);
        let on: Vec<&str> = extension.on.iter().map(|object| table(*object).name).collect();
        let help = if on.is_empty() {
            "it belongs to something that has a `description`".to_owned()
        } else {
            format!("it belongs on {}", on.join(", "))
        };
        context.fault(Diagnostic::error("bad-extension", member.key_span, message).help(help));
        return None;
    }
    if (extension.name, object) == ("x-credential", Object::SecurityScheme) {
        let (name, node, at) = (&*member.key, &member.value, member.key_span);
        return Some(Task { shape: Shape::Schema, node, name, in_list: false, at, prose: false, vital: false });
    }
    if let Some(wanted) = mismatch(extension.value, holder, &member.value) {
        let message = format!("`{}` must be {wanted}", member.key);
        context.fault(Diagnostic::error("bad-extension", member.value.span, message));
    } else if let Some(wanted) = misplaced(extension.name, holder) {
        let message = format!("`{}` belongs on {wanted}", member.key);
        context.fault(Diagnostic::error("bad-extension", member.key_span, message));
    }
    None
}

/// What other tools call things that stand here, or in OpenAPI itself.
const OTHERS: [(&str, &str); 8] = [
    ("x-enumNames", "this is called `x-enum-varnames`"),
    ("x-enum-names", "this is called `x-enum-varnames`"),
    ("x-enumDescriptions", "this is called `x-enum-descriptions`"),
    ("x-enum-comments", "this is called `x-enum-descriptions`"),
    ("x-nullable", "write `nullable: true` in 3.0, and \"null\" in `type` from 3.1 on"),
    ("x-example", "write `example`"),
    ("x-deprecated", "write `deprecated: true`"),
    ("x-extensible-enum", "write `enum`, with `x-open: true` beside it"),
];

fn unknown(context: &mut Context<'_, '_>, holder: &Node, member: &Member) {
    let topic = format!("unknown-extension {}", member.key);
    // Looking for names that are near takes time, and documents of others have thousands of extensions.
    if context.is_said(&topic) {
        return;
    }
    let message = format!("the extension `{}` is not known", member.key);
    let names = VOCABULARY.iter().map(|extension| extension.name).chain(["x-allow"]);
    let near = suggest::nearest(&member.key, names);
    near.into_iter().for_each(|near| context.misspells(holder, near));
    let label = near.map_or_else(|| "ignored".to_owned(), |near| format!("did you mean `{near}`?"));
    let mut diagnostic = Diagnostic::error("unknown-extension", member.key_span, message).label(label);
    if let Some((_, help)) = OTHERS.iter().find(|(name, _)| *name == &*member.key) {
        diagnostic = diagnostic.help(*help);
    }
    context.fault_once(topic, diagnostic);
}

/// What the value must be, if it is not.
fn mismatch(value: Value, holder: &Node, node: &Node) -> Option<&'static str> {
    let is_text = |node: &Node| node.as_str().is_some_and(|text| !text.trim().is_empty());
    let count = holder.get("enum").map(|values| values.items().len());
    let texts = || matches!(node.kind, Kind::Array(_)) && node.items().iter().all(|item| item.as_str().is_some());
    let (fits, wanted) = match value {
        Value::True => (node.as_bool() == Some(true), "`true`; remove it where it does not hold"),
        Value::Text => (is_text(node) && !is_placeholder(node), "a text that says why"),
        Value::Identifier => (node.as_str().is_some_and(names::is_identifier), "a Rust identifier that is no keyword"),
        Value::TypePath => {
            (node.as_str().is_some_and(names::is_type_path), "the path of a Rust type, such as `crate::Money`")
        }
        Value::Names => {
            let all = node.items().iter().all(|item| item.as_str().is_some_and(names::is_word));
            let distinct =
                node.items().iter().enumerate().all(|(i, item)| !node.items()[..i].iter().any(|x| x.kind == item.kind));
            (
                texts() && all && distinct && count == Some(node.items().len()),
                "a list of distinct Rust identifiers, one for each value of `enum`",
            )
        }
        Value::Texts => (texts() && count == Some(node.items().len()), "a list of texts, one for each value of `enum`"),
        Value::Texted => {
            let all = node.members().iter().all(|member| member.value.as_str().is_some());
            (matches!(node.kind, Kind::Object(_)) && all, "an object of `prefix: namespace name`")
        }
        Value::Source => {
            (is_source(node), "`{page: text, quote: text}`, with the `url` of the page, `https://…`, at most beside it")
        }
        Value::Failure => (
            is_failure(node),
            "`{pointer, equals, issues}`: JSON Pointers such as `/OK`, and the value that means failure",
        ),
        Value::Spellings => {
            let lists = node
                .members()
                .iter()
                .all(|member| matches!(&*member.key, "true" | "false") && matches!(member.value.kind, Kind::Array(_)));
            (lists && !node.members().is_empty(), "an object with a list of values under \"true\", \"false\" or both")
        }
        Value::Counterexamples => (
            !node.items().is_empty() && node.items().iter().all(is_counterexample),
            "a list of `{value, pointer, keyword}`, with a `description` at most beside them: what breaks which keyword, \
             and the JSON Pointer of the part that does, such as `/name`, or `\"\"` for the whole",
        ),
    };
    (!fits).then_some(wanted)
}

/// Where an extension belongs, if the holder is not such a place.
fn misplaced(name: &str, holder: &Node) -> Option<&'static str> {
    match name {
        "x-open" if holder.get("enum").is_none() => Some("a schema with `enum`"),
        "x-accept-values" if !allows_type(holder, "boolean") => Some("a schema with `type: boolean`"),
        "x-idempotency-key" if holder.get("in").is_some() && holder.str("in") != Some("header") => {
            Some("a header parameter or a property of a request body")
        }
        _ => None,
    }
}

/// Whether `type` names a type, alone or in a list.
pub(super) fn allows_type(schema: &Node, name: &str) -> bool {
    schema.get("type").is_some_and(|types| {
        types.as_str() == Some(name) || types.items().iter().any(|item| item.as_str() == Some(name))
    })
}

/// A word that only keeps the place of a reason.
pub(super) fn is_placeholder(node: &Node) -> bool {
    const WORDS: [&str; 12] = ["todo", "tbd", "fixme", "xxx", "n/a", "na", "none", "yes", "true", "why", "reason", "-"];
    let text = node.as_str().unwrap_or_default().trim().trim_end_matches(['.', '!', '?', ':', '…']).to_lowercase();
    text.is_empty() || WORDS.contains(&&*text)
}

fn is_source(node: &Node) -> bool {
    let known = |key: &str| matches!(key, "page" | "quote" | "url");
    let says = |key: &str| node.get(key).is_some_and(|text| text.as_str().is_some() && !is_placeholder(text));
    says("page")
        && says("quote")
        && node.str("url").is_none_or(|url| url.starts_with("https://") || url.starts_with("http://"))
        && node.members().iter().all(|m| known(&m.key) && m.value.as_str().is_some())
}

/// A value, and the one keyword that it breaks at the one place.
fn is_counterexample(node: &Node) -> bool {
    let known = |key: &str| matches!(key, "value" | "pointer" | "keyword" | "description");
    node.get("value").is_some()
        && node.str("pointer").is_some_and(|text| text.is_empty() || text.starts_with('/'))
        && node.str("keyword").is_some_and(|text| !text.is_empty())
        && node.get("description").is_none_or(|text| text.as_str().is_some())
        && node.members().iter().all(|member| known(&member.key))
}

fn is_failure(node: &Node) -> bool {
    let pointer = |key: &str| node.str(key).is_some_and(|text| text.starts_with('/'));
    let known = |key: &str| matches!(key, "pointer" | "equals" | "issues");
    pointer("pointer")
        && node.get("equals").is_some()
        && (node.get("issues").is_none() || pointer("issues"))
        && node.members().iter().all(|member| known(&member.key))
}
