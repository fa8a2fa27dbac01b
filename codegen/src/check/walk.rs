//! Walks the document by the tables.
//!
//! In: the root. Out: every object found, by its kind; every `$ref`; problems of fields and of the kinds of values.
//! Guaranteed: no recursion; a node is judged once, and what lies below a wrong value is not judged at all.

use super::context::{Context, Found, Use, address};
use super::mend::Fix;
use super::table::{Field, Need, Object, Rest, Shape, table};
use super::{Mode, Version, extension, suggest, value};
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Member, Node};
use crate::source::Span;

/// A value that is still to be judged.
#[derive(Clone, Copy)]
pub(super) struct Task<'d> {
    pub shape: Shape,
    pub node: &'d Node,
    /// The key that holds the value, or holds the list it is in.
    pub name: &'d str,
    pub in_list: bool,
    /// Where to point when the value as a whole is meant.
    pub at: Span,
    /// Whether a client can be made even if the value is wrong.
    pub prose: bool,
    /// Whether what holds the value means nothing without it.
    pub vital: bool,
}

/// Walks everything below the root.
pub(super) fn walk(context: &mut Context<'_, '_>) {
    let root = context.document.root();
    let at = root.members().first().map_or(root.span, |first| first.key_span);
    let shape = Shape::Object(Object::OpenApi);
    walk_from(context, Task { shape, node: root, name: "", in_list: false, at, prose: false, vital: false });
}

/// Walks a value that a `$ref` leads to and that lies where no table looks.
pub(super) fn walk_target<'d>(context: &mut Context<'d, '_>, node: &'d Node, object: Object) {
    let shape = if object == Object::Schema { Shape::Schema } else { Shape::OrRef(object) };
    walk_from(context, Task { shape, node, name: "$ref", in_list: false, at: node.span, prose: false, vital: false });
}

fn walk_from<'d>(context: &mut Context<'d, '_>, first: Task<'d>) {
    let mut work = vec![first];
    while let Some(task) = work.pop() {
        let before = work.len();
        visit(context, task, &mut work);
        // The last one in is the first one out: turn them round to go in the order of the document.
        work[before..].reverse();
    }
}

fn visit<'d>(context: &mut Context<'d, '_>, task: Task<'d>, work: &mut Vec<Task<'d>>) {
    match task.shape {
        Shape::List(item) => match &task.node.kind {
            Kind::Array(items) => {
                context.seen.insert(address(task.node), task.shape);
                let inside = |node| Task { shape: *item, node, in_list: true, at: node.span, ..task };
                work.extend(items.iter().map(inside));
            }
            Kind::Object(members) if !members.is_empty() => {
                value::wrong_type(context, &task, "a list");
                work.push(Task { shape: *item, in_list: true, ..task });
            }
            _ => value::wrong_type(context, &task, "a list"),
        },
        Shape::Map(entry) => match &task.node.kind {
            Kind::Object(members) => {
                context.seen.insert(address(task.node), task.shape);
                work.extend(members.iter().map(|member| entry_task(*entry, member, task.prose)));
            }
            _ => value::wrong_type(context, &task, "an object"),
        },
        Shape::Object(object) => visit_object(context, object, &task, work),
        Shape::OrRef(object) => match task.node.member("$ref") {
            Some(reference) if object != Object::PathItem => visit_reference(context, object, &task, reference),
            _ => visit_object(context, object, &task, work),
        },
        Shape::Schema | Shape::SchemaOrBool => visit_schema(context, &task, work),
        Shape::Any
        | Shape::Text
        | Shape::Bool
        | Shape::Number
        | Shape::Positive
        | Shape::Count
        | Shape::Word(_)
        | Shape::Type
        | Shape::Exclusive => value::judge(context, &task),
    }
}

fn entry_task(shape: Shape, member: &Member, prose: bool) -> Task<'_> {
    Task { shape, node: &member.value, name: &member.key, in_list: false, at: member.key_span, prose, vital: false }
}

fn visit_schema<'d>(context: &mut Context<'d, '_>, task: &Task<'d>, work: &mut Vec<Task<'d>>) {
    match &task.node.kind {
        Kind::Bool(_) if context.version == Version::V3_0 && task.shape == Shape::Schema => {
            let message = "a schema that is a boolean needs OpenAPI 3.1";
            let diagnostic = Diagnostic::error("wrong-version", task.node.span, message)
                .help("write `{}` for `true` and `not: {}` for `false`");
            context.fault(diagnostic);
        }
        Kind::Bool(_) => {}
        Kind::Array(items) if task.name == "items" && !task.in_list => {
            let message = "a list under `items` belongs to an older JSON Schema";
            let help = match context.version {
                Version::V3_0 => "write one schema, with `anyOf` if items differ",
                Version::V3_1 | Version::V3_2 => "call it `prefixItems`",
            };
            context.fault(Diagnostic::error("wrong-version", task.at, message).help(help));
            context.mended.add(task.node.span, Fix::Key("prefixItems"));
            work.extend(items.iter().map(|node| Task { node, in_list: true, at: node.span, ..*task }));
        }
        Kind::Object(_) => match task.node.member("$ref") {
            Some(reference) => {
                visit_reference(context, Object::Schema, task, reference);
                if context.version != Version::V3_0 {
                    visit_object(context, Object::Schema, task, work);
                }
            }
            None => visit_object(context, Object::Schema, task, work),
        },
        _ => value::wrong_type(context, task, "a schema, that is, an object"),
    }
}

fn visit_reference<'d>(context: &mut Context<'d, '_>, expected: Object, task: &Task<'d>, reference: &'d Member) {
    let text = &reference.value;
    if text.as_str().is_none() && expected == Object::Schema && context.version != Version::V3_0 {
        // The table of schemas judges it.
        return;
    }
    if text.as_str().is_none() {
        let message = format!("`$ref` must be a string, found {}", text.type_name());
        let mut diagnostic = Diagnostic::error("wrong-type", text.span, message);
        if matches!(text.kind, Kind::Null) {
            diagnostic = diagnostic.help("quote the text: a `#` after a blank begins a comment");
        }
        context.error(diagnostic);
        return;
    }
    context.uses.push(Use { holder: task.node, text, expected });
    if expected == Object::Schema && context.version != Version::V3_0 {
        return;
    }
    for sibling in task.node.members() {
        let is_prose = context.version != Version::V3_0 && matches!(&*sibling.key, "summary" | "description");
        if &*sibling.key == "$ref" || is_prose {
            continue;
        }
        let message = format!("`{}` beside `$ref` means nothing in OpenAPI {}", sibling.key, context.version.text());
        let help = if expected == Object::Schema {
            "put the reference into `allOf`, with this beside it; or write the document in OpenAPI 3.1"
        } else {
            "remove it, or write the object out instead of referring to it"
        };
        let diagnostic = Diagnostic::error("ref-siblings", sibling.key_span, message)
            .also(reference.key_span, "everything beside this is ignored")
            .help(help);
        context.fault(diagnostic);
    }
}

fn visit_object<'d>(context: &mut Context<'d, '_>, object: Object, task: &Task<'d>, work: &mut Vec<Task<'d>>) {
    let Kind::Object(members) = &task.node.kind else {
        let name = table(object).name;
        let wanted = if name.trim_matches('`') == task.name {
            "an object".to_owned()
        } else {
            format!("{name}, that is, an object")
        };
        value::wrong_type(context, task, &wanted);
        return;
    };
    if context.seen.insert(address(task.node), Shape::Object(object)).is_some() {
        return;
    }
    context.found.push(Found { object, node: task.node, at: task.at });
    for member in members {
        if let Some(field) = table(object).field(&member.key) {
            visit_field(context, object, field, member, task, work);
        } else {
            visit_rest(context, object, member, task, work);
        }
    }
    for field in table(object).fields {
        if is_needed(context, object, field) && context.lacks(task.node, field.name) {
            missing(context, object, field, task);
        }
    }
}

fn visit_field<'d>(
    context: &mut Context<'d, '_>,
    object: Object,
    field: &'static Field,
    member: &'d Member,
    task: &Task<'d>,
    work: &mut Vec<Task<'d>>,
) {
    if !field.is_in(context.version) {
        value::wrong_version(context, object, field, member);
    }
    match (object, field.name) {
        // A Path Item Object has a `$ref` of its own, and may have fields beside it.
        (Object::PathItem, "$ref") if member.value.as_str().is_some() => {
            context.uses.push(Use { holder: task.node, text: &member.value, expected: object });
        }
        (Object::Schema, "$dynamicRef") if member.value.as_str().is_some() => {
            context.uses.push(Use { holder: task.node, text: &member.value, expected: object });
        }
        _ => {}
    }
    let is_unset = matches!(member.value.kind, Kind::Null) && field.need != Need::Vital;
    let prose = task.prose || field.prose || is_unset;
    let vital = field.need == Need::Vital;
    work.push(Task { vital, ..entry_task(field.shape, member, prose) });
}

fn visit_rest<'d>(
    context: &mut Context<'d, '_>,
    object: Object,
    member: &'d Member,
    task: &Task<'d>,
    work: &mut Vec<Task<'d>>,
) {
    if member.key.starts_with("x-") && table(object).extensible {
        work.extend(extension::judge(context, object, task, member));
        return;
    }
    let shape = match table(object).rest {
        Rest::None => {
            unknown(context, object, member, task.node);
            match meant(context, object, member, task.node) {
                Some(shape) => shape,
                None => return,
            }
        }
        Rest::Paths => {
            value::path(context, member);
            Shape::Object(Object::PathItem)
        }
        Rest::Statuses => {
            value::status(context, member);
            Shape::OrRef(Object::Response)
        }
        Rest::Expressions => Shape::OrRef(Object::PathItem),
        Rest::Schemes => Shape::List(&Shape::Text),
    };
    work.push(entry_task(shape, member, task.prose));
}

/// What a misspelt field holds: in a spec of ours it is judged as well, so that all is said at once.
fn meant(context: &Context<'_, '_>, object: Object, member: &Member, node: &Node) -> Option<Shape> {
    if context.mode == Mode::Lenient || !matches!(member.value.kind, Kind::Object(_) | Kind::Array(_)) {
        return None;
    }
    let names = table(object).fields.iter().map(|field| field.name).filter(|name| node.get(name).is_none());
    let near = suggest::nearest(&member.key, names)?;
    table(object).field(near).map(|field| field.shape)
}

fn unknown(context: &mut Context<'_, '_>, object: Object, member: &Member, node: &Node) {
    let code = if object == Object::Schema { "unknown-keyword" } else { "unknown-field" };
    let names = table(object).fields.iter().filter(|field| field.is_in(context.version));
    let absent = names.map(|field| field.name).filter(|name| node.get(name).is_none());
    let is_reference = matches!(&*member.key, "ref" | "$Ref" | "$REF" | "@ref") && member.value.as_str().is_some();
    let near = if is_reference { Some("$ref") } else { suggest::nearest(&member.key, absent) };
    if is_reference {
        // What it was meant to refer to has whatever is missing here.
        table(object).fields.iter().for_each(|field| context.misspells(node, field.name));
        ["schema", "content"].into_iter().for_each(|field| context.misspells(node, field));
    }
    near.into_iter().for_each(|near| context.misspells(node, near));
    let label = near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default();
    let kind = if object == Object::Schema { "keyword" } else { "field" };
    let message = format!("`{}` is not a {kind} of {}", member.key, table(object).name);
    let mut diagnostic = Diagnostic::error(code, member.key_span, message);
    let of_schema = table(Object::Schema).field(&member.key).is_some();
    if matches!(object, Object::Parameter | Object::Header | Object::MediaType) && of_schema {
        diagnostic = diagnostic.label("a keyword of a schema").help("move it into the `schema` beside it");
    } else if let Some(help) = of_swagger(object, &member.key) {
        diagnostic = diagnostic.label("belongs to Swagger 2.0").help(help);
    } else if label.is_empty() && context.mode == Mode::Strict {
        diagnostic = diagnostic.help(format!("{} has {}", table(object).name, list_of_fields(context, object)));
    } else {
        diagnostic = diagnostic.label(label);
    }
    if &*member.key == "additionalItems" && node.get("items").is_some_and(|items| matches!(items.kind, Kind::Array(_)))
    {
        context.mended.add(member.value.span, Fix::Key("items"));
    }
    context.fault_once(format!("{code} {object:?} {}", member.key), diagnostic);
}

/// What stands in the place of a field of Swagger 2.0.
fn of_swagger(object: Object, field: &str) -> Option<&'static str> {
    match (object, field) {
        (Object::OpenApi, "host" | "basePath" | "schemes") => Some("write the whole URL under `servers`"),
        (Object::OpenApi, "definitions") => Some("describe schemas under `components.schemas`"),
        (Object::OpenApi, "securityDefinitions") => Some("describe schemes under `components.securitySchemes`"),
        (Object::OpenApi | Object::Operation, "consumes" | "produces") => {
            Some("name media types under `content` of request bodies and responses")
        }
        (Object::Response, "schema") => Some("move it under `content`, below a media type"),
        (Object::Parameter, "collectionFormat") => Some("write `style` and `explode`"),
        _ => None,
    }
}

fn list_of_fields(context: &Context<'_, '_>, object: Object) -> String {
    if object == Object::Schema {
        return format!("the keywords of OpenAPI {} only", context.version.text());
    }
    let fields = table(object).fields.iter().filter(|field| field.is_in(context.version));
    let names: Vec<String> = fields.map(|field| format!("`{}`", field.name)).collect();
    names.join(", ")
}

/// Later versions no longer ask for some fields; a spec of ours has them all the same.
fn is_needed(context: &Context<'_, '_>, object: Object, field: &Field) -> bool {
    let is_dropped = match (object, field.name) {
        (Object::Operation, "responses") => context.version >= Version::V3_1,
        (Object::Response, "description") => context.version >= Version::V3_2,
        _ => false,
    };
    field.need != Need::Optional && !(is_dropped && context.mode == Mode::Lenient)
}

fn missing(context: &mut Context<'_, '_>, object: Object, field: &Field, task: &Task<'_>) {
    let message = format!("{} must have `{}`", table(object).name, field.name);
    let diagnostic = Diagnostic::error("missing-field", task.at, message).label(format!("add `{}`", field.name));
    if field.need == Need::Vital && !task.prose { context.error(diagnostic) } else { context.fault(diagnostic) }
}
