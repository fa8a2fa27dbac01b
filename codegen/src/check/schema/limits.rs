//! Limits that nothing satisfies, values listed twice, patterns that are none.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::super::context::Context;
use super::super::instance::{self, pattern};
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::document::{Member, Node};

const PAIRS: [(&str, &str); 5] = [
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    ("minContains", "maxContains"),
    ("minimum", "maximum"),
];

pub(super) fn judge(context: &mut Context<'_, '_>, schema: &Node) {
    for (lower, upper) in PAIRS {
        reversed(context, schema, lower, upper);
    }
    exclusive(context, schema);
    pattern_compiles(context, schema);
    distinct_values(context, schema);
}

fn limit<'d>(schema: &'d Node, keyword: &str) -> Option<(&'d Member, Decimal)> {
    let member = schema.member(keyword)?;
    Some((member, Decimal::parse(member.value.as_number()?)?))
}

fn reversed(context: &mut Context<'_, '_>, schema: &Node, lower: &str, upper: &str) {
    if let (Some((low, least)), Some((high, most))) = (limit(schema, lower), limit(schema, upper))
        && least > most
    {
        report(context, low, high, &format!("`{lower}` is greater than `{upper}`: nothing satisfies both"));
    }
}

/// An exclusive limit leaves no value if the other limit equals it.
fn exclusive(context: &mut Context<'_, '_>, schema: &Node) {
    let lower = strict_limit(schema, "minimum", "exclusiveMinimum");
    let upper = strict_limit(schema, "maximum", "exclusiveMaximum");
    let at_least = limit(schema, "minimum");
    let at_most = limit(schema, "maximum");
    let pairs = [(&lower, &upper), (&lower, &at_most), (&at_least, &upper)];
    for (low, high) in pairs {
        if let (Some((low, least)), Some((high, most))) = (low, high)
            && least >= most
        {
            let message = format!("no number lies between `{}` and `{}`", low.key, high.key);
            report(context, low, high, &message);
            return;
        }
    }
}

/// A limit that is excluded itself, written as either version writes it.
fn strict_limit<'d>(schema: &'d Node, keyword: &str, exclusive: &str) -> Option<(&'d Member, Decimal)> {
    limit(schema, exclusive).or_else(|| schema.is_true(exclusive).then(|| limit(schema, keyword)).flatten())
}

fn report(context: &mut Context<'_, '_>, low: &Member, high: &Member, message: &str) {
    let diagnostic =
        Diagnostic::error("reversed-limits", low.value.span, message).also(high.value.span, format!("`{}`", high.key));
    context.fault(diagnostic);
}

fn pattern_compiles(context: &mut Context<'_, '_>, schema: &Node) {
    let in_names = schema.get("patternProperties").map(Node::members).unwrap_or_default();
    let names = in_names.iter().map(|member| (&*member.key, member.key_span));
    let own = schema.get("pattern").and_then(|node| Some((node.as_str()?, node.span)));
    for (text, span) in own.into_iter().chain(names) {
        if let Err(why) = pattern::compile(text) {
            let message = format!("this pattern is not a regular expression of ECMA-262: {why}");
            let mut diagnostic = Diagnostic::error("bad-pattern", span, message);
            if let Some(help) = pattern::advice(text) {
                diagnostic = diagnostic.help(help);
            }
            context.fault(diagnostic);
        }
    }
}

fn distinct_values(context: &mut Context<'_, '_>, schema: &Node) {
    let values = schema.get("enum").map(Node::items).unwrap_or_default();
    let mut seen: HashMap<String, &Node> = HashMap::with_capacity(values.len());
    for value in values {
        match seen.entry(instance::canonical(value)) {
            Entry::Vacant(entry) => {
                entry.insert(value);
            }
            Entry::Occupied(first) => {
                let text = context.document.sources.text(value.span);
                let message = format!("`enum` lists {text} twice");
                let diagnostic = Diagnostic::error("duplicate-enum", value.span, message)
                    .label("second time")
                    .also(first.get().span, "first time");
                context.fault(diagnostic);
            }
        }
    }
}
