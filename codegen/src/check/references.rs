//! Every `$ref` leads to an object of the right kind.
//!
//! In: the uses the walk found. Out: findings; and a walk over targets that lie where no table looks, for they are
//! part of the document all the same.

use super::context::{Context, Use, address};
use super::table::{Object, Shape, table};
use super::{Mode, suggest, walk};
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Node};
use crate::reference::links::Whole;
use crate::reference::{self, Target, uri};

/// Follows every reference.
pub(super) fn judge(context: &mut Context<'_, '_>) {
    for span in &context.document.links.replaced {
        let message = "`$ref` is not allowed here: OpenAPI wants this written out";
        let diagnostic = Diagnostic::error("misplaced-ref", *span, message)
            .help("write out what it refers to; it is read as if that stood here");
        context.fault_once("misplaced-ref".to_owned(), diagnostic);
    }
    for span in &context.document.links.endless {
        let message =
            "`$ref` is not allowed here, and what it refers to leads back to it or is too much to be put here";
        let diagnostic =
            Diagnostic::error("misplaced-ref", *span, message).help("write out what it was meant to refer to");
        context.fault_once("misplaced-ref".to_owned(), diagnostic);
    }
    let mut next = 0;
    // A target that is walked only now may hold further references.
    while let Some(used) = context.uses.get(next).copied() {
        next += 1;
        follow(context, used);
    }
}

fn follow<'d>(context: &mut Context<'d, '_>, used: Use<'d>) {
    if is_in_unread_file(context, used.text) {
        return;
    }
    let diagnostic = match context.target(used.text) {
        Target::Node(target) => {
            dynamic(context, used);
            indirect(context, used);
            return kind(context, used, target);
        }
        Target::Dangling if is_in_misspelt_section(context, used.text) => {
            context.unread_section = true;
            return;
        }
        Target::Dangling => dangling(context, used),
        Target::Unread(why) => unread(used, why),
        Target::Remote => {
            let message = "a reference is never followed over the network";
            Diagnostic::error("external-ref", used.text.span, message)
                .help("download the file into the folder of the document and refer to it by its path")
        }
    };
    // A client can be made without these.
    let is_prose = matches!(used.expected, Object::Example | Object::Link);
    if is_prose { context.fault(diagnostic) } else { context.error(diagnostic) }
}

/// Whether a reference leads into a file that could not be parsed, of which that is said already.
fn is_in_unread_file(context: &Context<'_, '_>, text: &Node) -> bool {
    let whole = uri::split(text.as_str().unwrap_or_default()).0;
    match context.document.links.whole(text.span, whole) {
        Whole::Resource(resource) => {
            let file = context.document.links.file_of(resource).file;
            context.document.file_root(file).is_unread()
        }
        Whole::Unread(_) | Whole::Remote => false,
    }
}

/// Whether a reference leads into a section of this file that is misspelt, or indented as far as `components`: that is
/// said where the section stands, and not at each of hundreds of references.
pub(super) fn is_in_misspelt_section(context: &Context<'_, '_>, text: &Node) -> bool {
    let Some(rest) = text.as_str().and_then(|text| text.strip_prefix("#/components/")) else { return false };
    if context.mode == Mode::Lenient {
        return false;
    }
    let root = context.document.root();
    let section = rest.split('/').next().unwrap_or_default();
    let Some(field) = table(Object::Components).field(section) else { return false };
    match root.get("components") {
        None => context.is_misspelt(root, "components"),
        Some(components) => {
            components.get(field.name).is_none()
                && (context.is_misspelt(components, field.name) || root.get(field.name).is_some())
        }
    }
}

fn unread(used: Use<'_>, why: &str) -> Diagnostic {
    let message = format!("cannot read the file that this refers to: {why}");
    let diagnostic = Diagnostic::error("unreadable-ref", used.text.span, message);
    if used.text.as_str().is_some_and(|text| !text.contains(['.', '/', '#'])) {
        let section = section(used.expected);
        return diagnostic.help(format!("a reference within the document is written `#/components/{section}/Name`"));
    }
    diagnostic.help("files are named relative to the file that refers to them, and lie below the document's folder")
}

/// A pointer goes through the text of a document, where another reference is an end; what is meant is plain.
fn indirect(context: &mut Context<'_, '_>, used: Use<'_>) {
    if !reference::is_direct(context.document, used.text) {
        let message = "the way to this leads through another reference";
        let diagnostic = Diagnostic::error("indirect-ref", used.text.span, message)
            .help("refer to the place that the other reference leads to");
        context.fault(diagnostic);
    }
}

/// `$dynamicRef` is read as `$ref`; where that may be another schema at run time, it is said.
fn dynamic(context: &mut Context<'_, '_>, used: Use<'_>) {
    let is_dynamic = used.holder.get("$dynamicRef").is_some_and(|text| std::ptr::eq(text, used.text));
    let name = used.text.as_str().and_then(|text| text.split_once('#')).map(|(_, name)| name);
    if let Some(name) = name.filter(|name| is_dynamic && context.document.links.is_shared(name)) {
        let message = format!("several schemas are called `{name}`, so what this refers to depends on the way to it");
        let diagnostic = Diagnostic::error("dynamic-ref", used.text.span, message)
            .label("read as `$ref`")
            .help("give each schema a name of its own, and refer to it with `$ref`");
        context.fault(diagnostic);
    }
}

fn kind<'d>(context: &mut Context<'d, '_>, used: Use<'d>, target: &'d Node) {
    // The target may be a reference itself: then its own use is judged, and it must be of the same kind.
    let is_reference = reference::of(target).is_some() && used.expected != Object::PathItem;
    let seen = context.seen.get(&address(target)).copied();
    let other = match seen {
        Some(Shape::Object(object)) if object == used.expected => return,
        Some(Shape::Object(object)) => table(object).name.to_owned(),
        Some(_) => "a group of objects".to_owned(),
        None if is_reference => return reference_of_kind(context, used, target),
        None if matches!(target.kind, Kind::Bool(_)) && used.expected == Object::Schema => return,
        // That a component is nothing is said where it stands.
        None if matches!(target.kind, Kind::Null) && is_component(context, target) => return,
        None => return walk::walk_target(context, target, used.expected),
    };
    wrong_kind(context, used, target, &other);
}

/// Whether a node is one of the components of the first file.
fn is_component(context: &Context<'_, '_>, node: &Node) -> bool {
    let groups = context.document.root().get("components").map(Node::members).unwrap_or_default();
    groups.iter().flat_map(|group| group.value.members()).any(|member| std::ptr::eq(&member.value, node))
}

/// A reference to a reference: the first must ask for what the second asks for.
fn reference_of_kind<'d>(context: &mut Context<'d, '_>, used: Use<'d>, target: &'d Node) {
    let asked = context.uses.iter().find(|other| std::ptr::eq(other.holder, target)).map(|other| other.expected);
    match asked {
        Some(object) if object == used.expected => {}
        Some(object) => wrong_kind(context, used, target, table(object).name),
        None => walk::walk_target(context, target, used.expected),
    }
}

fn wrong_kind(context: &mut Context<'_, '_>, used: Use<'_>, target: &Node, other: &str) {
    let message = format!("this must refer to {}, but refers to {other}", table(used.expected).name);
    let diagnostic =
        Diagnostic::error("wrong-ref-kind", used.text.span, message).also(target.span, format!("this is {other}"));
    // A parameter says all that a header needs.
    let is_parameter = context.seen.get(&address(target)) == Some(&Shape::Object(Object::Parameter));
    if used.expected == Object::Header && is_parameter { context.fault(diagnostic) } else { context.error(diagnostic) }
}

fn dangling(context: &Context<'_, '_>, used: Use<'_>) -> Diagnostic {
    let text = used.text.as_str().unwrap_or_default();
    let diagnostic = Diagnostic::error("dangling-ref", used.text.span, format!("`{text}` leads nowhere"));
    if let Some(near) = nearest(context, used.text) {
        return diagnostic.label(format!("did you mean `{near}`?"));
    }
    if text.contains('#') && text.contains('/') {
        return diagnostic;
    }
    let section = section(used.expected);
    diagnostic.help(format!("a reference is written `#/components/{section}/Name`"))
}

/// The pointer to a sibling with a similar name, at the first token that does not exist.
fn nearest(context: &Context<'_, '_>, text: &Node) -> Option<String> {
    let (whole, fragment) = text.as_str()?.split_once('#')?;
    let tokens = reference::tokens(fragment)?;
    let Whole::Resource(resource) = context.document.links.whole(text.span, whole) else { return None };
    let mut node = context.document.file_root(context.document.links.file_of(resource).file);
    for (depth, token) in tokens.iter().enumerate() {
        let Some(child) = node.get(token) else {
            let near = suggest::nearest(token, node.members().iter().map(|member| &*member.key))?;
            let path = tokens[..depth].iter().map(String::as_str).chain([near]);
            let rest = tokens[depth + 1..].iter().map(String::as_str);
            return Some(format!("{whole}{}", reference::fragment(path.chain(rest))));
        };
        node = child;
    }
    None
}

/// The part of `components` that holds objects of a kind.
pub(super) fn section(object: Object) -> &'static str {
    match object {
        Object::Response => "responses",
        Object::Parameter => "parameters",
        Object::Example => "examples",
        Object::RequestBody => "requestBodies",
        Object::Header => "headers",
        Object::SecurityScheme => "securitySchemes",
        Object::Link => "links",
        Object::Callback => "callbacks",
        Object::PathItem => "pathItems",
        Object::MediaType => "mediaTypes",
        Object::Schema
        | Object::OpenApi
        | Object::Info
        | Object::Contact
        | Object::License
        | Object::Server
        | Object::ServerVariable
        | Object::Components
        | Object::Paths
        | Object::Operation
        | Object::ExternalDocs
        | Object::Encoding
        | Object::Responses
        | Object::Tag
        | Object::Discriminator
        | Object::Xml
        | Object::OAuthFlows
        | Object::OAuthFlow
        | Object::SecurityRequirement => "schemas",
    }
}
