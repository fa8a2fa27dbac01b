//! Pages that show a `curl` command and JSON, and say the rest in words that have no form.
//!
//! In: the text of a page. Out: an operation for each method and path, its body and response from their samples.
//! Guaranteed: words that are given to a part of an operation because of their order are said to be.

use super::json::{self, Json};
use super::model::{
    Body, Credential, CredentialKind, Field, Kind, Operation, Page, Parameter, Place, Response, Schema,
};
use super::samples::{self, Habits};
use super::shell::{self, Command};
use super::url;

pub(super) const NAME: &str = "a page that shows `curl` commands and JSON";

/// What stands on a page, one after the other.
enum Piece {
    Command(Command),
    Sample(Json),
    /// A line that is the status of the sample behind it.
    Status(String),
    Words(String),
}

/// One operation's part of a page.
struct Part {
    command: Command,
    samples: Vec<(Option<String>, Json)>,
    /// Lines behind the samples, for each time that the page shows the operation.
    words: Vec<Vec<String>>,
}

pub(super) fn recognise(text: &str) -> bool {
    pieces(text).iter().any(|piece| matches!(piece, Piece::Command(_)))
}

pub(super) fn read(text: &str, name: &str) -> Result<Page, String> {
    let mut before = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    let mut current: Option<usize> = None;
    let mut status = None;
    for piece in pieces(text) {
        match piece {
            Piece::Command(command) => {
                let known = parts.iter().position(|part| is_same(&part.command, &command));
                let index = known.unwrap_or(parts.len());
                if known.is_none() {
                    parts.push(Part { command, samples: Vec::new(), words: Vec::new() });
                }
                parts[index].words.push(Vec::new());
                current = Some(index);
            }
            Piece::Sample(value) => {
                if let Some(part) = current.and_then(|index| parts.get_mut(index)) {
                    let status = status.take();
                    if !part.samples.iter().any(|(known, other)| *known == status && *other == value) {
                        part.samples.push((status, value));
                    }
                }
            }
            Piece::Status(text) => status = Some(text),
            Piece::Words(line) => match current.and_then(|index| parts.get_mut(index)?.words.last_mut()) {
                Some(words) => words.push(line),
                None => before.push(line),
            },
        }
    }
    let habits = samples::habits(text);
    let mut before = Some(before);
    let operations = parts.into_iter().map(|part| operation(part, before.take().unwrap_or_default(), habits)).collect();
    Ok(Page { name: name.to_owned(), operations })
}

/// Whether two commands show one operation.
fn is_same(one: &Command, other: &Command) -> bool {
    method(one) == method(other) && url::split(&one.url).path == url::split(&other.url).path
}

fn method(command: &Command) -> String {
    let sends = command.data.is_some() || !command.form.is_empty();
    command.method.clone().unwrap_or_else(|| if sends { "post" } else { "get" }.to_owned())
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return found };
        let command = rest.strip_prefix("$ ").unwrap_or(rest);
        if command.starts_with("curl ")
            && let Some((read, length)) = shell::read(command)
        {
            found.push(Piece::Command(read));
            rest = command.get(length..).unwrap_or_default();
            continue;
        }
        if matches!(first, '{' | '[')
            && let Some((value, length)) = json::read(rest).filter(|(value, _)| json::is_body(value))
        {
            found.push(Piece::Sample(value));
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        match status(line.trim()) {
            Some(status) => found.push(Piece::Status(status)),
            None => found.extend(is_said(line.trim()).then(|| Piece::Words(line.trim().to_owned()))),
        }
        rest = behind;
    }
}

/// `HTTP/1.1 201 Created`, `404 Not Found`, `200`.
fn status(line: &str) -> Option<String> {
    let line = line.strip_prefix("HTTP/").and_then(|rest| rest.split_once(' ')).map_or(line, |(_, rest)| rest);
    let (digits, words) = line.split_once(' ').unwrap_or((line, ""));
    let is_status = digits.len() == 3 && matches!(digits.parse::<u16>(), Ok(100..=599));
    (is_status && words.len() <= 40).then(|| digits.to_owned())
}

/// What the tool that made a page writes on every page says nothing of the operation.
fn is_said(line: &str) -> bool {
    const IDLE: [&str; 9] = [
        "Show child attributes",
        "Was this page helpful?",
        "Documentation Index",
        "Use this file to discover",
        "Fetch the complete documentation index",
        "Copy",
        "Try it",
        "Yes",
        "No",
    ];
    line.chars().any(char::is_alphanumeric)
        && !IDLE.iter().any(|idle| line == *idle || (idle.len() > 15 && line.starts_with(idle)))
}

fn operation(part: Part, before: Vec<String>, habits: Habits) -> Operation {
    let parts = url::split(&part.command.url);
    let mut operation =
        Operation { method: method(&part.command), server: parts.server, path: parts.path, ..Operation::default() };
    if parts.had_slash {
        operation.assumed.push("The page's sample has a slash at the end of the path; it is left out.".to_owned());
    }
    for name in url::parameters(&operation.path) {
        operation.parameters.push(path_parameter(name, &part, habits));
    }
    for (name, value) in parts.query {
        let mut field = query_field(&name, &value);
        field.assume("The page shows it in a sample and does not say whether it is required.");
        operation.parameters.push(Parameter { place: Place::Query, field });
    }
    headers(&part.command, &mut operation);
    operation.request = request(&part.command, habits);
    operation.responses = responses(&part, habits);
    give_words(&mut operation, before, part.words);
    if operation.credentials.is_empty() {
        operation.assumed.push("The page does not state how requests are authenticated.".to_owned());
    }
    operation
}

/// An id of a path is like the ids in the samples.
fn path_parameter(name: String, part: &Part, habits: Habits) -> Parameter {
    let mut ids = Vec::new();
    let sent = part.command.data.as_deref().and_then(|data| json::read(data.trim())).map(|(value, _)| value);
    for value in part.samples.iter().map(|(_, value)| value).chain(&sent) {
        collect_ids(value, &mut ids);
    }
    let are_uuids = !ids.is_empty() && ids.iter().all(|id| samples::format_of(id) == Some("uuid"));
    let is_id = name.to_ascii_lowercase().ends_with("id");
    let mut field = Field { required: Some(true), ..Field::new(name, Schema::of(Kind::Text)) };
    if is_id && are_uuids && habits.placeholders {
        field.schema.format = Some("uuid");
        field.assume("The page does not state the type; every id in its samples is a UUID.");
    } else {
        field.assume("The page does not state the type.");
    }
    Parameter { place: Place::Path, field }
}

fn collect_ids(value: &Json, ids: &mut Vec<String>) {
    match value {
        Json::Object(members) => {
            for (name, value) in members {
                match value {
                    Json::Text(text) if matches!(name.as_str(), "id" | "_id" | "uuid") => ids.push(text.clone()),
                    _ => collect_ids(value, ids),
                }
            }
        }
        Json::List(items) => items.iter().for_each(|item| collect_ids(item, ids)),
        Json::Null | Json::Flag(_) | Json::Number(_) | Json::Text(_) => {}
    }
}

fn query_field(name: &str, sample: &str) -> Field {
    let kind = match sample {
        "true" | "false" => Kind::Flag,
        text if text.parse::<i64>().is_ok() => Kind::Integer,
        _ => Kind::Text,
    };
    let mut field = Field { required: Some(false), ..Field::new(name, Schema::of(kind)) };
    field.assume("The page does not state the type.");
    field
}

/// Headers that say who asks are credentials, those that say what is sent are media types, others are parameters.
fn headers(command: &Command, operation: &mut Operation) {
    let credential = |kind| Credential { kind, description: None, quote: None, rules: None, assumed: Vec::new() };
    if command.basic {
        operation.credentials.push(credential(CredentialKind::Basic));
    }
    for (name, value) in &command.headers {
        let lower = name.to_ascii_lowercase();
        let is_blank = value.contains('<') || value.contains('{') || value.to_ascii_uppercase().contains("YOUR");
        let is_key = ["token", "key", "auth", "secret", "session"].iter().any(|word| lower.contains(word));
        match lower.as_str() {
            "content-type" | "accept" | "user-agent" | "content-length" | "host" => {}
            "authorization" => {
                let scheme = value.split(' ').next().unwrap_or_default().to_ascii_lowercase();
                operation.credentials.push(credential(match scheme.as_str() {
                    "bearer" => CredentialKind::Bearer,
                    "basic" => CredentialKind::Basic,
                    _ => CredentialKind::Header(name.clone()),
                }));
            }
            _ if is_key => {
                let mut found = credential(CredentialKind::Header(name.clone()));
                if !is_blank {
                    found.assumed.push("The page shows a value; its name says that it is a key.".to_owned());
                }
                operation.credentials.push(found);
            }
            _ => {
                let mut field = query_field(name, value);
                field.assume("The page shows it in a sample and does not say whether it is required.");
                operation.parameters.push(Parameter { place: Place::Header, field });
            }
        }
    }
}

fn media(command: &Command, header: &str) -> Option<String> {
    let value = command.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(header)).map(|(_, value)| value)?;
    let media = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_media = media.split_once('/').is_some_and(|(kind, rest)| {
        let token =
            |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
        token(kind) && token(rest)
    });
    is_media.then_some(media)
}

fn request(command: &Command, habits: Habits) -> Option<Body> {
    let mut assumed = vec!["The page does not say that the body is required.".to_owned()];
    let stated = media(command, "content-type");
    let (schema, sample, usual) = match &command.data {
        Some(data) => match json::read(data.trim()) {
            Some((value, _)) => (samples::schema(&value, habits).0, Some(value), "application/json"),
            None => {
                assumed.push("The sample is no JSON; its form is not known.".to_owned());
                (Schema::of(Kind::Text), None, "text/plain")
            }
        },
        None if !command.form.is_empty() => (form(&command.form), None, "multipart/form-data"),
        None => return None,
    };
    if stated.is_none() {
        assumed.push("The page does not state the media type.".to_owned());
    }
    let media = vec![stated.unwrap_or_else(|| usual.to_owned())];
    Some(Body { media, description: None, schema, sample, xml: None, assumed })
}

fn form(members: &[String]) -> Schema {
    let fields = members.iter().map(|member| {
        let (name, value) = member.split_once('=').unwrap_or((member, ""));
        let format = value.starts_with('@').then_some("binary");
        Field::new(name, Schema { format, ..Schema::of(Kind::Text) })
    });
    let object = super::model::Object { fields: fields.collect(), ..super::model::Object::default() };
    Schema::of(Kind::Object(object))
}

fn responses(part: &Part, habits: Habits) -> Vec<Response> {
    let accepted = media(&part.command, "accept").filter(|media| media != "*/*");
    let sent = media(&part.command, "content-type").filter(|media| media.contains("json"));
    let guess = match (&accepted, &sent) {
        (Some(_), _) => None,
        (None, Some(_)) => {
            Some("The page does not state the media type of the response: it is taken to be that of the request.")
        }
        (None, None) => Some("The page does not state the media type of the response, which looks like JSON."),
    };
    let media = accepted.or(sent).unwrap_or_else(|| "application/json".to_owned());
    let mut found: Vec<Response> = Vec::new();
    for (status, sample) in &part.samples {
        let mut assumed = Vec::new();
        if status.is_none() {
            assumed.push(
                "The page shows this body and does not state the status code; any success may have it.".to_owned(),
            );
        }
        assumed.extend(guess.map(str::to_owned));
        // A second sample of one status shows the same type.
        if found.iter().any(|known| known.status == *status) {
            continue;
        }
        let (schema, _) = samples::schema(sample, habits);
        let media = vec![media.clone()];
        let body =
            Body { media, description: None, schema, sample: Some(sample.clone()), xml: None, assumed: Vec::new() };
        found.push(Response {
            status: status.clone(),
            description: None,
            headers: Vec::new(),
            body: Some(body),
            assumed,
        });
    }
    found
}

/// Gives the words of a page to the parts of an operation, in the order in which such pages have them: what it does;
/// who asks, the parameters, the body, the type of the body; the response and its type.
fn give_words(operation: &mut Operation, mut before: Vec<String>, words: Vec<Vec<String>>) {
    let mut rounds = words.into_iter().filter(|lines| !lines.is_empty());
    let mut first = rounds.next().unwrap_or_default();
    let mut rest: Vec<String> = rounds.flatten().collect();
    if rest.is_empty() {
        let at = usize::from(before.is_empty() && !first.is_empty());
        rest = first.split_off(at);
    }
    before.append(&mut first);
    operation.words = before;
    let named = operation.parameters.iter().filter(|p| p.place == Place::Path).count();
    if rest.len() >= operation.credentials.len() + named && !rest.is_empty() {
        operation.assumed.push("Which part the page's words describe is told by their order only.".to_owned());
        let mut lines = rest.into_iter();
        operation.credentials.iter_mut().for_each(|credential| credential.description = lines.next());
        let paths = operation.parameters.iter_mut().filter(|parameter| parameter.place == Place::Path);
        paths.for_each(|parameter| parameter.field.description = lines.next());
        if let Some(body) = &mut operation.request {
            body.description = lines.next();
        }
        rest = lines.collect();
        give_types(operation, &mut rest);
    }
    // What is left is not lost.
    if !rest.is_empty() {
        operation.assumed.push(format!("What these words describe is not known: {}", rest.join(" ")));
    }
}

/// A text that is there twice describes the type that is sent and comes back.
fn give_types(operation: &mut Operation, rest: &mut Vec<String>) {
    let twice = rest.iter().find(|line| rest.iter().filter(|other| other == line).count() > 1).cloned();
    if let Some(twice) = twice {
        rest.retain(|line| *line != twice);
        let bodies = operation.request.iter_mut().chain(operation.responses.iter_mut().filter_map(|r| r.body.as_mut()));
        for body in bodies {
            if let Kind::Object(object) = &mut body.schema.kind {
                object.description = Some(twice.clone());
                object.quote = Some(twice.clone());
            }
        }
    }
    if let (Some(response), [_]) = (operation.responses.first_mut(), rest.as_slice()) {
        response.description = rest.pop();
    }
}
