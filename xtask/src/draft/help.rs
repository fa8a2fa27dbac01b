//! Help pages of ASP.NET: tables of parameters, samples in JSON and XML, statuses in words.
//!
//! In: the text of a page. Out: its one operation. Guaranteed: a table's row is read whole or not at all; where a mark
//! of the table and the words of the same row disagree, the words win and the row says so.

use super::conditions;
use super::json::{self, Json};
use super::model::{Body, Field, Kind, Object, Operation, Page, Parameter, Place, Response, Schema};
use super::samples::{self, Habits};
use super::table::{self, Table};
use super::url;
use super::xml::{self, Element};

pub(super) const NAME: &str = "an ASP.NET help page: `Body Parameters`, `Request Formats`, `Response Formats`";

/// Such a page is made by a tool: it writes `1.1` for what is no integer.
const HABITS: Habits = Habits { placeholders: false, integers: true };

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

const HEADINGS: [&str; 8] = [
    "Request Information",
    "URI Parameters",
    "Body Parameters",
    "Request Formats",
    "Response Information",
    "Resource Description",
    "Response Formats",
    "Returns:",
];

pub(super) fn recognise(text: &str) -> bool {
    let has = |heading: &str| text.lines().any(|line| line.trim() == heading);
    has("Request Information") && has("Response Information") && (has("URI Parameters") || has("Body Parameters"))
}

pub(super) fn read(text: &str, _name: &str) -> Result<Page, String> {
    let sections = sections(text);
    let lead = sections.first().map(|(_, lines)| lines.as_slice()).unwrap_or_default();
    let is_target = |line: &&&str| line.split_once(' ').is_some_and(|(method, target)| is_request(method, target));
    let line = lead.iter().find(is_target).ok_or("the page has no line `METHOD path` before `Request Information`")?;
    let (method, target) = line.split_once(' ').unwrap_or((line, ""));
    let parts = url::split(target);
    let mut operation = Operation {
        method: method.to_ascii_lowercase(),
        server: parts.server,
        path: parts.path,
        words: lead.iter().filter(|other| *other != line).map(|line| (*line).to_owned()).collect(),
        ..Operation::default()
    };
    let section = |name: &str| sections.iter().find(|(known, _)| *known == name).map(|(_, lines)| lines.join("\n"));
    let table = |name: &str| table::read(&section(name).unwrap_or_default());
    parameters(&table("URI Parameters"), &parts.query, &mut operation);
    let request = Formats::read(&section("Request Formats").unwrap_or_default());
    let stated = table("Body Parameters");
    operation.request = body(&stated, request, true);
    let credential = operation.request.iter_mut().any(|body| conditions::mark_credential(&mut body.schema));
    operation.assumed.push(if credential {
        "The page does not state how requests are authenticated but by a member of the body.".to_owned()
    } else {
        "The page does not state how requests are authenticated.".to_owned()
    });
    let lines: Vec<&str> =
        sections.iter().filter(|(name, _)| is_answer(name)).flat_map(|(_, lines)| lines.clone()).collect();
    let response = Formats::read(&section("Response Formats").unwrap_or_default());
    operation.responses = responses(&lines, body(&table("Resource Description"), response, false));
    let name = format!("{method} {target}");
    Ok(Page { name, operations: vec![operation] })
}

fn is_request(method: &str, target: &str) -> bool {
    let is_short = target.len() <= 500 && !target.contains(|c: char| c.is_whitespace() || c.is_control());
    METHODS.contains(&method) && is_short
}

fn is_answer(name: &str) -> bool {
    matches!(name, "Response Information" | "Resource Description" | "Returns:")
}

/// The lines below each heading; those above the first have none. What stands below `Returns:` belongs to the table
/// behind it, too.
fn sections(text: &str) -> Vec<(&str, Vec<&str>)> {
    let mut found: Vec<(&str, Vec<&str>)> = vec![("", Vec::new())];
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if HEADINGS.contains(&line) && line != "Returns:" {
            found.push((line, Vec::new()));
        } else if let Some((_, lines)) = found.last_mut() {
            lines.push(line);
        }
    }
    found
}

/// The formats of a body, and a sample of each.
#[derive(Default)]
struct Formats {
    media: Vec<String>,
    json: Option<Json>,
    xml: Option<(Element, String)>,
}

impl Formats {
    fn read(text: &str) -> Self {
        let mut formats = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            if let Some((value, length)) = json::read(rest).filter(|(value, _)| json::is_body(value)) {
                formats.json.get_or_insert(value);
                rest = rest.get(length..).unwrap_or_default().trim_start();
                continue;
            }
            if let Some((element, length)) = xml::read(rest) {
                let written = rest.get(..length).unwrap_or_default().to_owned();
                formats.xml.get_or_insert((element, written));
                rest = rest.get(length..).unwrap_or_default().trim_start();
                continue;
            }
            let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
            let types: Vec<&str> = line.split(',').map(str::trim).collect();
            let is_media = |text: &&str| {
                text.split('/').count() == 2
                    && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "/+.-".contains(c))
            };
            if types.iter().all(|text| is_media(text) && !text.starts_with('/') && !text.ends_with('/')) {
                formats.media.extend(types.into_iter().map(str::to_owned));
            }
            rest = behind.trim_start();
        }
        formats
    }
}

fn parameters(table: &Table, query: &[(String, String)], operation: &mut Operation) {
    let paths = url::parameters(&operation.path);
    let mut known: Vec<Field> = table.rows.iter().map(conditions::field).collect();
    let names = paths.iter().chain(query.iter().map(|(name, _)| name));
    for name in names {
        let found = known.iter().position(|field| field.name.eq_ignore_ascii_case(name)).map(|at| known.remove(at));
        let place = if paths.contains(name) { Place::Path } else { Place::Query };
        let mut field = found.unwrap_or_else(|| {
            let mut field = Field::new(name.clone(), Schema::of(Kind::Text));
            field.assume("The page does not describe this parameter.");
            field
        });
        field.name.clone_from(name);
        if place == Place::Path {
            field.required = Some(true);
        }
        operation.parameters.push(Parameter { place, field });
    }
    for field in known {
        operation.parameters.push(Parameter { place: Place::Query, field });
    }
}

/// The table says what is known of a member, the sample where it stands and in which order.
fn body(table: &Table, formats: Formats, sent: bool) -> Option<Body> {
    let mut fields: Vec<Field> = match &formats.json {
        Some(Json::Object(members)) => {
            members.iter().map(|(name, value)| samples::field(name, value, HABITS)).collect()
        }
        Some(_) | None => Vec::new(),
    };
    for row in &table.rows {
        let stated = conditions::field(row);
        match fields.iter_mut().find(|field| field.name == stated.name) {
            Some(field) => *field = merged(field.clone(), stated, conditions::model_name(row)),
            None => fields.push(stated),
        }
    }
    if fields.is_empty() {
        return None;
    }
    let mut object = Object { name: table.model.clone(), fields, ..Object::default() };
    if sent {
        conditions::read(&mut object);
    } else {
        object.assumed.push("The page does not say which members are always there; none is required.".to_owned());
    }
    let is_needed = object.fields.iter().any(|field| field.required == Some(true));
    let mut schema = Schema::of(Kind::Object(object));
    let mut xml = None;
    if let Some((element, written)) = formats.xml {
        if let Kind::Object(object) = &mut schema.kind {
            object.name.get_or_insert_with(|| element.name.clone());
            object.namespaces.clone_from(&element.namespaces);
        }
        schema.xml_name = Some(element.name.clone());
        name_elements(&mut schema, &element);
        xml = Some(written);
    }
    let mut media = formats.media;
    let mut assumed = Vec::new();
    if sent && !is_needed {
        assumed.push("The page does not say that the body is required.".to_owned());
    }
    if media.is_empty() {
        media.push("application/json".to_owned());
        assumed.push("The page does not state the media type.".to_owned());
    }
    let sample = formats.json;
    Some(Body { media, description: None, schema, sample, xml, assumed })
}

/// A member of the sample whose type the table names in one word only, or not at all.
fn merged(shown: Field, mut stated: Field, name: Option<&str>) -> Field {
    if matches!(&stated.schema.kind, Kind::Any | Kind::List(..)) {
        stated.schema.kind = shown.schema.kind;
        let object = match &mut stated.schema.kind {
            Kind::Object(object) => Some(object),
            Kind::List(items, _) => match &mut items.kind {
                Kind::Object(object) => Some(object),
                Kind::Any | Kind::Text | Kind::Integer | Kind::Number | Kind::Flag | Kind::List(..) => None,
            },
            Kind::Any | Kind::Text | Kind::Integer | Kind::Number | Kind::Flag => None,
        };
        if let (Some(object), Some(name)) = (object, name) {
            object.name = Some(name.to_owned());
        }
        stated.assumed.extend(shown.assumed);
    }
    stated
}

/// Gives lists the names of their elements, and types the names that XML has for them.
fn name_elements(schema: &mut Schema, element: &Element) {
    let Kind::Object(object) = &mut schema.kind else { return };
    for field in &mut object.fields {
        let Some(child) = element.child(&field.name) else { continue };
        match &mut field.schema.kind {
            Kind::Object(inner) => {
                inner.name.get_or_insert_with(|| field.name.clone());
                name_elements(&mut field.schema, child);
            }
            Kind::List(items, is_wrapped) => {
                let Some(first) = child.children.first() else { continue };
                *is_wrapped = true;
                items.xml_name = Some(first.name.clone());
                if let Kind::Object(inner) = &mut items.kind {
                    inner.name.get_or_insert_with(|| first.name.clone());
                }
                name_elements(items, first);
            }
            Kind::Any | Kind::Text | Kind::Integer | Kind::Number | Kind::Flag => {}
        }
    }
}

/// `400 Bad Request - …`: the statuses that a page lists; the first success has the body.
fn responses(lines: &[&str], mut body: Option<Body>) -> Vec<Response> {
    let mut found: Vec<Response> = Vec::new();
    for line in lines {
        let (digits, words) = line.split_once(' ').unwrap_or((line, ""));
        let is_status = digits.len() == 3 && matches!(digits.parse::<u16>(), Ok(100..=599)) && !words.contains('|');
        if !is_status || found.iter().any(|known| known.status.as_deref() == Some(digits)) {
            continue;
        }
        let body = if digits.starts_with('2') { body.take() } else { None };
        let assumed = if body.is_some() { vec![] } else { vec!["The page does not state the body.".to_owned()] };
        let description = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        found.push(Response { status: Some(digits.to_owned()), description, headers: Vec::new(), body, assumed });
    }
    if body.is_some() {
        let assumed = vec!["The page does not state the status code; any success may have this body.".to_owned()];
        found.insert(0, Response { status: None, description: None, headers: Vec::new(), body, assumed });
    }
    found
}
