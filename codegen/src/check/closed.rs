//! What only a spec of ours is asked: slips that leave a document valid and a client wrong, or poor.
//!
//! In: every object the walk found. Out: errors where a rule would never run or nothing could satisfy it, warnings
//! where the client is right all the same. Documents of others are asked only for what no client can send or find: they
//! have thousands of other such places, and nothing is dropped because of them.

mod alone;
mod character;
mod combined;
mod discriminator;
mod format;
mod length;
mod media;
mod name;
mod parameter;
mod path;
mod pattern;
mod range;
mod repeat;
mod response;
mod scheme;
mod server;
mod size;
mod tag;
mod url;
mod xml;

pub(super) use alone::is_part;

use super::Mode;
use super::context::{Context, Found};
use super::table::Object;
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::source::Span;

/// Judges every object.
pub(super) fn judge(context: &mut Context<'_, '_>) {
    if context.mode == Mode::Lenient {
        return impossible(context);
    }
    character::judge(context);
    tag::judge(context);
    path::judge(context);
    repeat::judge(context);
    alone::judge(context);
    for Found { object, node, at } in context.found.clone() {
        url::judge(context, object, node);
        match object {
            Object::Schema => schema(context, node),
            Object::Server => server::judge(context, node),
            Object::Parameter => {
                parameter::judge(context, node);
                media::judge(context, node);
            }
            Object::Responses => response::all(context, node, at),
            Object::Response | Object::RequestBody | Object::Header => media::judge(context, node),
            Object::Encoding => media::encoding(context, node),
            Object::Example => media::example(context, node, at),
            Object::SecurityScheme => scheme::judge(context, node),
            Object::SecurityRequirement => scheme::requirement(context, node),
            Object::Operation => name::operation(context, node),
            Object::Callback => path::expressions(context, node),
            Object::License => url::one_licence(context, node),
            Object::PathItem => path::bodies(context, node),
            Object::Link => response::link(context, node, at),
            _ => {}
        }
        if matches!(object, Object::Response | Object::Encoding) {
            response::headers(context, node);
        }
    }
    name::operations(context);
}

/// Names of media types and headers, and encodings, that there cannot be.
fn impossible(context: &mut Context<'_, '_>) {
    for Found { object, node, .. } in context.found.clone() {
        match object {
            Object::Response | Object::RequestBody | Object::Header | Object::Parameter => {
                media::impossible(context, node);
            }
            Object::SecurityRequirement => scheme::requirement(context, node),
            _ => {}
        }
        if matches!(object, Object::Response | Object::Encoding) {
            response::headers(context, node);
        }
    }
}

fn schema<'d>(context: &mut Context<'d, '_>, node: &'d Node) {
    range::judge(context, node);
    size::judge(context, node);
    length::judge(context, node);
    pattern::judge(context, node);
    format::judge(context, node);
    name::properties(context, node);
    discriminator::judge(context, node);
    combined::judge(context, node);
    xml::judge(context, node);
}

/// Says that nothing satisfies a schema.
fn no_value(context: &mut Context<'_, '_>, at: Span, message: impl Into<String>, others: &[(Span, &str)]) {
    let mut diagnostic = Diagnostic::error("no-value-fits", at, message);
    for (span, text) in others {
        diagnostic = diagnostic.also(*span, *text);
    }
    context.fault(diagnostic);
}

/// The names in `type`.
fn types(schema: &Node) -> Vec<&str> {
    schema.get("type").map(Node::texts).unwrap_or_default()
}

/// Whether `type` names one of these types and no other, except that the value may be `null`.
fn is_only(schema: &Node, names: &[&str]) -> bool {
    let types = types(schema);
    types.iter().any(|name| *name != "null") && types.iter().all(|name| *name == "null" || names.contains(name))
}
