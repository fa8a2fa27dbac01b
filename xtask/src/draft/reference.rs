//! Reference pages: headings, a line for each field with its type, points with its limits.
//!
//! In: the text of a page. Out: its one operation. Guaranteed: a point that is in no known form stays in the
//! description of its field, and is said to be in words only.

use super::json::Json;
use super::model::{
    Body, Credential, CredentialKind, Field, Kind, Object, Operation, Page, Parameter, Place, Response, Schema,
};
use super::nest;
use super::outline::{Gathered, Sample, Section, field_line, finish, gather, request_line};
use super::samples::Habits;
use super::url;

pub(super) const NAME: &str =
    "a reference page: `METHOD /path`, headings, lines such as `name String, Required`, points";

/// Types stand beside the samples of such a page: a word in a sample says nothing of other values.
const HABITS: Habits = Habits { placeholders: false, integers: false };

pub(super) fn recognise(text: &str) -> bool {
    text.lines().any(|line| request_line(line).is_some()) && text.lines().any(|line| field_line(line).is_some())
}

pub(super) fn read(text: &str, name: &str) -> Result<Page, String> {
    let gathered = gather(text);
    let line = text.lines().find_map(request_line);
    let (method, target) = line.ok_or("the page has no line `METHOD /path`")?;
    let parts = url::split(target);
    let mut operation = Operation {
        method: method.to_ascii_lowercase(),
        server: parts.server,
        path: parts.path,
        ..Operation::default()
    };
    let title = gathered.lead().first().map(|line| (*line).to_owned());
    operation.words = gathered.lead().iter().skip(1).map(|line| (*line).to_owned()).collect();
    if operation.words.is_empty() {
        operation.words.extend(title.clone());
    }
    operation.words.extend(roles(&gathered.said(Section::Roles)));
    let sample = Sample::read(&gathered.said(Section::Request));
    if sample.path.as_deref().is_some_and(|path| path.ends_with('/') && !parts.had_slash) {
        let why =
            "The page's sample request has a slash at the end of the path, its heading has none; the heading wins.";
        operation.assumed.push(why.to_owned());
    }
    parameters(&gathered, &sample, &mut operation);
    bodies(&gathered, &sample, &mut operation);
    let name = title.unwrap_or_else(|| name.to_owned());
    Ok(Page { name, operations: vec![operation] })
}

/// A sentence, and a list of who it names.
fn roles(lines: &[&str]) -> Vec<String> {
    let Some((first, rest)) = lines.split_first() else { return Vec::new() };
    let list: Vec<String> = rest.iter().map(|role| format!("- {role}")).collect();
    [(*first).to_owned(), list.join("\n")].into_iter().filter(|text| !text.is_empty()).collect()
}

fn parameters(gathered: &Gathered, sample: &Sample, operation: &mut Operation) {
    for name in url::parameters(&operation.path) {
        let known = gathered.of(Section::Path).find(|raw| raw.field.name == name).map(finish);
        let mut field = known.unwrap_or_else(|| {
            let mut field = Field::new(name, Schema::of(Kind::Text));
            field.assume("The page does not describe this parameter.");
            field
        });
        field.required = Some(true);
        operation.parameters.push(Parameter { place: Place::Path, field });
    }
    let others = gathered.of(Section::Path).map(|raw| raw.field.name.clone());
    let others: Vec<String> =
        others.filter(|name| !operation.parameters.iter().any(|p| p.field.name == *name)).collect();
    if !others.is_empty() {
        operation
            .assumed
            .push(format!("The page describes parameters that its path does not have: {}.", others.join(", ")));
    }
    for raw in gathered.of(Section::Query) {
        operation.parameters.push(Parameter { place: Place::Query, field: finish(raw) });
    }
    for raw in gathered.of(Section::RequestHeaders) {
        let mut field = finish(raw);
        match field.name.to_ascii_lowercase().as_str() {
            "content-type" | "accept" => {}
            "authorization" => operation.credentials.push(credential(field, sample.header("authorization"))),
            _ => {
                let value = sample.header(&field.name).unwrap_or_default();
                if value.to_ascii_lowercase().starts_with("{your") {
                    field.marks.push("x-credential");
                    field.assume("The page's sample writes it as the caller's own: it is set once, on the client.");
                }
                operation.parameters.push(Parameter { place: Place::Header, field });
            }
        }
    }
    if operation.credentials.is_empty() {
        operation.assumed.push("The page does not state how requests are authenticated.".to_owned());
    }
}

fn credential(mut field: Field, sample: Option<&str>) -> Credential {
    let mut assumed = Vec::new();
    for (keyword, value) in &mut field.schema.rules {
        if let ("pattern", Json::Text(pattern)) = (*keyword, value)
            && let Some(wider) = sample.and_then(|sample| super::pattern::ignore_case(pattern, sample))
        {
            *pattern = wider;
            assumed.push(
                "The page's pattern does not match the case of its own sample: it is taken to ignore case.".to_owned(),
            );
        }
    }
    let rules = (!field.schema.rules.is_empty()).then_some(field.schema);
    assumed.extend(field.assumed);
    Credential {
        kind: CredentialKind::Header(field.name),
        description: field.description,
        quote: field.quote,
        rules,
        assumed,
    }
}

/// The media types that a section of headers states.
fn media(gathered: &Gathered, section: Section, sample: Option<&str>) -> (String, Option<String>) {
    let raw = gathered.of(section).find(|raw| raw.field.name.eq_ignore_ascii_case("content-type"));
    let field = raw.map(finish);
    let stated = field.as_ref().and_then(|field| field.schema.rule("default")).and_then(Json::as_text).or(sample);
    let is_media = |text: &&str| {
        text.split('/').count() == 2 && text.chars().all(|c| c.is_ascii_alphanumeric() || "/+.-".contains(c))
    };
    let stated = stated.map(|text| text.split(';').next().unwrap_or_default().trim()).filter(is_media);
    let lists = raw.is_some_and(|raw| raw.words.iter().any(|line| line.to_ascii_lowercase().ends_with("mime types:")));
    let why = match (stated, lists) {
        (None, _) => Some("The page does not state the media type."),
        (Some(_), true) => Some("The page's list of MIME types is empty, so the default is the only one."),
        (Some(_), false) => None,
    };
    (stated.unwrap_or("application/json").to_owned(), why.map(str::to_owned))
}

/// What the page says of the header that names the media type: it is described with the body.
fn content_type(gathered: &Gathered) -> Option<String> {
    let raw = gathered.of(Section::RequestHeaders).find(|raw| raw.field.name.eq_ignore_ascii_case("content-type"))?;
    let field = finish(raw);
    let mark = if field.required == Some(true) { "required" } else { "optional" };
    let default = field.schema.rule("default").and_then(Json::as_text);
    let default = default.map(|text| format!("; default value: {text}")).unwrap_or_default();
    Some(format!("What the page lists as the body. `Content-Type` is {mark}{default}."))
}

fn bodies(gathered: &Gathered, sample: &Sample, operation: &mut Operation) {
    if gathered.of(Section::RequestBody).next().is_some() || sample.body.is_some() {
        let (media, why) = media(gathered, Section::RequestHeaders, sample.header("content-type"));
        let mut assumed: Vec<String> = why.into_iter().collect();
        assumed.push("The page does not say that the body is required.".to_owned());
        let description = content_type(gathered);
        let schema = object(gathered, Section::RequestBody, sample.body.as_ref());
        let body = Body { media: vec![media], description, schema, sample: sample.body.clone(), xml: None, assumed };
        operation.request = Some(body);
    }
    let mut stated = statuses(&gathered.said(Section::Response));
    let success =
        stated.iter().position(|response| response.status.as_deref().is_some_and(|status| status.starts_with('2')));
    let mut first = success.map(|at| stated.remove(at)).unwrap_or_else(|| {
        let why = "The page does not state the status code of success; any success may have this body.";
        Response { status: None, description: None, headers: Vec::new(), body: None, assumed: vec![why.to_owned()] }
    });
    let headers = gathered.of(Section::ResponseHeaders).map(finish);
    first.headers = headers.filter(|field| !field.name.eq_ignore_ascii_case("content-type")).collect();
    let shown = Sample::read(&gathered.said(Section::Response)).body;
    let is_shown = gathered.of(Section::ResponseBody).next().is_some() || shown.is_some();
    first.body = is_shown.then(|| {
        let (media, why) = media(gathered, Section::ResponseHeaders, None);
        first.assumed.extend(why);
        let schema = object(gathered, Section::ResponseBody, shown.as_ref());
        Body { media: vec![media], description: None, schema, sample: shown, xml: None, assumed: Vec::new() }
    });
    operation.responses.push(first);
    for mut other in stated {
        other.assumed.push("The page does not state the body.".to_owned());
        operation.responses.push(other);
    }
}

/// `201 Created`: the statuses that the page lists.
fn statuses(lines: &[&str]) -> Vec<Response> {
    let mut found: Vec<Response> = Vec::new();
    for line in lines {
        let (digits, words) = line.split_once(' ').unwrap_or((line, ""));
        let is_status = digits.len() == 3 && matches!(digits.parse::<u16>(), Ok(100..=599));
        if is_status && !found.iter().any(|known| known.status.as_deref() == Some(digits)) {
            let description = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
            let status = Some(digits.to_owned());
            found.push(Response { status, description, headers: Vec::new(), body: None, assumed: Vec::new() });
        }
    }
    found
}

fn object(gathered: &Gathered, section: Section, sample: Option<&Json>) -> Schema {
    let words = gathered.said(section).join(" ");
    let named = words.split_whitespace().find(|word| word.ends_with("Model") && word.len() > 5);
    let mut fields = nest::tree(gathered.of(section).map(finish).collect());
    if let Some(sample) = sample {
        nest::with_sample(&mut fields, sample, HABITS);
    }
    let mut assumed = Vec::new();
    if fields.iter().any(|field| field.required.is_none()) {
        assumed.push("The page does not say which members are always there; none of those is required.".to_owned());
    }
    let name = named.map(|name| name.trim_end_matches("Model").to_owned());
    let quote = (!words.is_empty()).then_some(words);
    Schema::of(Kind::Object(Object { name, fields, quote, assumed, ..Object::default() }))
}
