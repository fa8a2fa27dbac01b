//! The outline of a reference page: sections, fields with their words and points, the sample request.
//!
//! In: the text of a page. Out: its lines and fields by section. Guaranteed: a line is in one section, as words of it or
//! of a field in it; a point that is in no known form stays in the description of its field and is said to be unread.

use super::json::{self, Json};
use super::model::{Field, Kind};
use super::words;

/// Where on the page a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Lead,
    Roles,
    Request,
    Path,
    Query,
    RequestHeaders,
    RequestBody,
    Response,
    ResponseHeaders,
    ResponseBody,
    Idle,
}

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// What was gathered of a page.
#[derive(Default)]
pub(super) struct Gathered {
    pub lines: Vec<(Section, String)>,
    pub fields: Vec<(Section, Raw)>,
}

/// A field as it stands there.
pub(super) struct Raw {
    pub field: Field,
    pub words: Vec<String>,
    pub points: Vec<String>,
}

impl Gathered {
    pub fn said(&self, section: Section) -> Vec<&str> {
        self.lines.iter().filter(|(at, _)| *at == section).map(|(_, line)| line.as_str()).collect()
    }

    pub fn lead(&self) -> Vec<&str> {
        self.said(Section::Lead).into_iter().filter(|line| request_line(line).is_none()).collect()
    }

    pub fn of(&self, section: Section) -> impl Iterator<Item = &Raw> {
        self.fields.iter().filter(move |(at, _)| *at == section).map(|(_, raw)| raw)
    }
}

/// `PATCH /customers/{id}`.
pub(super) fn request_line(line: &str) -> Option<(&str, &str)> {
    let (method, target) = line.trim().split_once(' ')?;
    let is_target = target.starts_with('/') || target.starts_with("http");
    let is_short = target.len() <= 500 && !target.trim().contains(char::is_whitespace);
    (METHODS.contains(&method) && is_target && is_short).then_some((method, target.trim()))
}

/// `name String, Required`.
pub(super) fn field_line(line: &str) -> Option<Field> {
    let (name, rest) = line.trim().split_once(' ')?;
    let (word, required) = match rest.rsplit_once(',') {
        Some((word, mark)) => match mark.trim().to_ascii_lowercase().as_str() {
            "required" => (word, Some(true)),
            "optional" => (word, Some(false)),
            _ => return None,
        },
        None => (rest, None),
    };
    let is_name =
        name.chars().all(|c| c.is_alphanumeric() || "_-.[]$@".contains(c)) && !name.ends_with('.') && name.len() <= 100;
    let schema = words::type_named(word).filter(|_| is_name)?;
    Some(Field { required, ..Field::new(name, schema) })
}

fn section(line: &str) -> Option<Section> {
    Some(match line.trim().to_ascii_lowercase().as_str() {
        "roles" => Section::Roles,
        "request" => Section::Request,
        "path parameters" | "uri parameters" | "url parameters" => Section::Path,
        "query parameters" => Section::Query,
        "request headers" | "headers" => Section::RequestHeaders,
        "request body" | "body" | "body parameters" => Section::RequestBody,
        "response" | "responses" => Section::Response,
        "response headers" => Section::ResponseHeaders,
        "response body" => Section::ResponseBody,
        "code samples" | "code examples" | "examples" => Section::Idle,
        _ => return None,
    })
}

pub(super) fn gather(text: &str) -> Gathered {
    let mut gathered = Gathered::default();
    let mut at = Section::Lead;
    let mut is_open = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(next) = section(line) {
            (at, is_open) = (next, false);
            continue;
        }
        let holds_fields = !matches!(at, Section::Lead | Section::Roles | Section::Request | Section::Idle);
        if let Some(field) = field_line(line).filter(|_| holds_fields) {
            gathered.fields.push((at, Raw { field, words: Vec::new(), points: Vec::new() }));
            is_open = true;
            continue;
        }
        let point = line.strip_prefix(['•', '*', '-', '–']).map(str::trim).filter(|point| !point.is_empty());
        match (gathered.fields.last_mut().filter(|_| is_open), point) {
            (Some((_, raw)), Some(point)) => raw.points.push(point.to_owned()),
            (Some((_, raw)), None) => raw.words.push(line.to_owned()),
            (None, _) => gathered.lines.push((at, line.to_owned())),
        }
    }
    gathered
}

/// The request that such a page shows in full.
#[derive(Default)]
pub(super) struct Sample {
    pub path: Option<String>,
    pub headers: Vec<(String, String)>,
    pub body: Option<Json>,
}

impl Sample {
    pub fn read(lines: &[&str]) -> Self {
        let mut sample = Self::default();
        for (index, line) in lines.iter().enumerate() {
            if let Some((_, target)) = request_line(line) {
                sample.path = Some(target.to_owned());
            } else if line.starts_with(['{', '[']) {
                let rest = lines.get(index..).unwrap_or_default().join("\n");
                sample.body = json::read(&rest).map(|(value, _)| value).filter(json::is_body);
                return sample;
            } else if let Some((name, value)) = line.split_once(": ") {
                sample.headers.push((name.to_owned(), value.to_owned()));
            }
        }
        sample
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// A field with what its words and points say.
pub(super) fn finish(raw: &Raw) -> Field {
    let mut field = raw.field.clone();
    let mut description: Vec<&str> = Vec::new();
    let mut unread: Vec<&str> = Vec::new();
    for line in &raw.words {
        let lower = line.to_ascii_lowercase();
        // A heading over a list that the page leaves empty says nothing.
        let is_default = lower.starts_with("default value") && words::read(&mut field, line);
        if !is_default && !lower.ends_with("mime types:") {
            description.push(line);
        }
    }
    for point in &raw.points {
        if !words::read(&mut field, point) {
            unread.push(point);
        }
    }
    description.extend(&unread);
    if !unread.is_empty() {
        field.assume(format!("What the page says in words is not checked: {}", unread.join(" ")));
    }
    if !raw.points.is_empty() {
        let points = raw.points.iter().map(|point| format!("• {point}"));
        let said: Vec<String> = raw.words.iter().cloned().chain(points).collect();
        field.quote = Some(said.join(" "));
    }
    field.description = (!description.is_empty()).then(|| description.join(" "));
    if field.schema.kind == Kind::List(Box::default(), false) {
        field.assume("The page does not say what the list holds.");
    }
    field
}
