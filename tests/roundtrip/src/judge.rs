//! The verdict on a document: each schema's instances, what the validator says of them, and what the types did.

use std::collections::BTreeMap;
use std::path::Path;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use crate::bundle::{self, Bundle};
use crate::make::Maker;
use crate::mutate::mutations;
use crate::probe::{Answer, ask};
use crate::same::{difference, short};

/// Of each schema no more than this many valid and as many invalid instances are tried.
const TRIED: usize = 150;

/// How many schemas may be looked into for the instances of one.
const BUDGET: usize = 30_000;

#[derive(Debug, Default)]
struct Report {
    valid: usize,
    valid_held: usize,
    invalid: usize,
    invalid_held: usize,
    /// The schemas that were not tried, by the reason.
    skipped: BTreeMap<String, Vec<String>>,
    differences: Vec<Value>,
}

/// How many schemas are tried at once: the instances of a large document do not fit into memory together.
const AT_ONCE: usize = 24;

/// More differences than this are only counted.
const KEPT: usize = 1000;

/// A schema's validator and its instances.
struct Case {
    schema: String,
    validator: Validator,
    valid: Vec<Value>,
    invalid: Vec<Value>,
    /// Valid if tags decide and invalid if they do not, or the other way round: these need only come back as they were.
    disputed: Vec<Value>,
}

/// Judges every component schema; the report is JSON.
pub fn judge(folder: &Path, document: &str, probe: &Path) -> Result<Value, String> {
    let bundle = bundle::bundle(folder, document, true)?;
    let plain = bundle::bundle(folder, document, false)?;
    let (tagged, plain) = (registry(&bundle)?, registry(&plain)?);
    let mut report = Report::default();
    for schemas in bundle.schemas.chunks(AT_ONCE) {
        let mut cases = Vec::new();
        for (schema, pointer) in schemas {
            match case(&bundle, [&tagged, &plain], schema, pointer) {
                Ok(case) => cases.push(case),
                Err(why) => report.skipped.entry(why).or_default().push(schema.clone()),
            }
        }
        let mut answers = ask(probe, &cases.iter().flat_map(Case::lines).collect::<Vec<_>>())?.into_iter();
        for case in &cases {
            report.take(case, &mut answers);
        }
    }
    Ok(json!({
        "valid": report.valid, "valid_held": report.valid_held,
        "invalid": report.invalid, "invalid_held": report.invalid_held,
        "skipped": report.skipped, "differences": report.differences,
    }))
}

/// What the validator knows of a bundle.
pub fn registry(bundle: &Bundle) -> Result<Registry<'_>, String> {
    let registry = Registry::new().draft(Draft::Draft202012).add("urn:doc", bundle.root.clone());
    registry.and_then(|registry| registry.prepare()).map_err(|error| error.to_string())
}

/// The validator of the schema at a pointer of the bundle.
pub fn validator(registry: &Registry<'_>, pointer: &str) -> Result<Validator, String> {
    let reference = json!({ "$ref": format!("urn:doc#{}", bundle::encode(pointer)) });
    let options = jsonschema::options().with_draft(Draft::Draft202012).with_registry(registry);
    let options = options.should_validate_formats(true);
    let options = options.with_format("byte", is_base64).with_format("base64", is_base64);
    let options = options.with_format("idn-email", is_idn_email);
    options.build(&reference).map_err(|error| format!("the validator does not take it: {}", first_line(&error)))
}

/// Base64 with padding (RFC 4648, section 4), which `byte` is.
fn is_base64(text: &str) -> bool {
    let bare = text.trim_end_matches('=');
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '+' || c == '/';
    text.len().is_multiple_of(4) && text.len() - bare.len() <= 2 && bare.chars().all(plain)
}

/// An address with any characters outside ASCII (RFC 6531), of which the validator knows the parts.
fn is_idn_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is = |format: &str, text: &str| {
        let options = jsonschema::options().should_validate_formats(true);
        options.build(&json!({ "format": format })).is_ok_and(|format| format.is_valid(&Value::from(text)))
    };
    let local: String = local.chars().map(|c| if c.is_ascii() { c } else { 'x' }).collect();
    let (shown, is_host) = if domain.is_ascii() { (domain, true) } else { ("x.example", is("idn-hostname", domain)) };
    is_host && is("email", &format!("{local}@{shown}"))
}

fn case(bundle: &Bundle, [tagged, plain]: [&Registry<'_>; 2], schema: &str, pointer: &str) -> Result<Case, String> {
    let (validator, plain) = (validator(tagged, pointer)?, validator(plain, pointer)?);
    let mut maker = Maker { root: &bundle.root, budget: BUDGET, unmatched: Vec::new() };
    let own = bundle.root.pointer(pointer).cloned().unwrap_or(Value::Bool(true));
    let mut all = maker.vary(&own, 0, 4 * TRIED);
    let bases: Vec<Value> = all.iter().take(2).cloned().collect();
    all.extend(bases.iter().flat_map(mutations));
    let mut seen = std::collections::HashSet::new();
    all.retain(|value| seen.insert(value.to_string()));
    let (mut valid, mut invalid, mut disputed) = (Vec::new(), Vec::new(), Vec::new());
    for value in all {
        match (validator.is_valid(&value), plain.is_valid(&value)) {
            (true, true) => valid.push(value),
            (false, false) => invalid.push(value),
            (true, false) | (false, true) => disputed.push(value),
        }
    }
    if valid.is_empty() && disputed.is_empty() {
        return Err(match maker.unmatched.first() {
            Some(_) => "no text was found for a pattern".to_owned(),
            None => "no valid instance was found".to_owned(),
        });
    }
    let [valid, invalid, disputed] = [valid, invalid, disputed].map(thin);
    Ok(Case { schema: schema.to_owned(), validator, valid, invalid, disputed })
}

fn first_line(error: &dyn std::fmt::Display) -> String {
    let text = error.to_string();
    text.lines().next().unwrap_or_default().chars().take(100).collect()
}

/// Every so many of a list that is too long.
fn thin(all: Vec<Value>) -> Vec<Value> {
    let step = all.len().div_ceil(TRIED).max(1);
    all.into_iter().step_by(step).collect()
}

impl Case {
    /// What the probe is asked, in the order in which its answers are taken.
    fn lines(&self) -> Vec<String> {
        let all = self.valid.iter().chain(&self.disputed).chain(&self.invalid);
        all.map(|value| format!("{}\t{value}", self.schema)).collect()
    }
}

impl Report {
    fn take(&mut self, case: &Case, answers: &mut impl Iterator<Item = Answer>) {
        let count = case.valid.len() + case.disputed.len() + case.invalid.len();
        let answers: Vec<Answer> = answers.take(count).collect();
        let in_place = case.schema.starts_with('#');
        if in_place && answers.iter().any(|answer| matches!(answer, Answer::Unknown)) {
            // Of what is only bytes, or only written, there is no type to read.
            return self
                .skipped
                .entry("the module has no type for it".to_owned())
                .or_default()
                .push(case.schema.clone());
        }
        let mut answers = answers.into_iter();
        let mut unknown = false;
        for value in &case.valid {
            let answer = answers.next().unwrap_or(Answer::Died);
            unknown |= matches!(answer, Answer::Unknown);
            self.valid += 1;
            match of_valid(case, value, &answer) {
                None => self.valid_held += 1,
                Some((pointer, what)) => self.differ(case, "valid", value, pointer, what),
            }
        }
        for value in &case.disputed {
            let answer = answers.next().unwrap_or(Answer::Died);
            self.valid += 1;
            match came_back(value, &answer) {
                Ok(_) => self.valid_held += 1,
                Err((pointer, what)) => self.differ(case, "disputed", value, pointer, what),
            }
        }
        for value in &case.invalid {
            let answer = answers.next().unwrap_or(Answer::Died);
            self.invalid += 1;
            match &answer {
                Answer::Rejected(_) => self.invalid_held += 1,
                Answer::Read { violations, .. } if !violations.is_empty() => self.invalid_held += 1,
                Answer::Read { .. } => {
                    let error = case.validator.validate(value).err();
                    let pointer = error.as_ref().map(|error| error.instance_path().to_string()).unwrap_or_default();
                    let why = error.as_ref().map(|error| first_line(error)).unwrap_or_default();
                    self.differ(case, "invalid", value, pointer, format!("accepted, though {why}"));
                }
                Answer::Unknown => self.differ(case, "invalid", value, String::new(), "no such schema".to_owned()),
                Answer::Died => self.differ(case, "invalid", value, String::new(), "the probe died".to_owned()),
            }
        }
        if unknown {
            self.skipped.entry("the module has no type for it".to_owned()).or_default().push(case.schema.clone());
        }
    }

    fn differ(&mut self, case: &Case, kind: &str, value: &Value, pointer: String, what: String) {
        if self.differences.len() >= KEPT {
            return;
        }
        self.differences.push(json!({
            "schema": case.schema, "kind": kind, "pointer": pointer, "what": what, "instance": value.to_string(),
        }));
    }
}

/// What is wrong with how a valid instance came back: where, and what.
fn of_valid(case: &Case, value: &Value, answer: &Answer) -> Option<(String, String)> {
    let (back, violations) = match came_back(value, answer) {
        Ok(back) => back,
        Err(difference) => return Some(difference),
    };
    if let Some(error) = case.validator.validate(&back).err() {
        return Some((error.instance_path().to_string(), format!("no longer valid: {}", first_line(&error))));
    }
    violations.first().map(|violation| (String::new(), format!("reported: {violation}")))
}

/// The value that came back, if it is the one that went in, with what was reported of it.
fn came_back<'a>(value: &Value, answer: &'a Answer) -> Result<(Value, &'a [String]), (String, String)> {
    let here = |what: String| Err((String::new(), what));
    match answer {
        Answer::Rejected(why) => here(format!("rejected: {why}")),
        Answer::Unknown => here("no such schema".to_owned()),
        Answer::Died => here("the probe died".to_owned()),
        Answer::Read { written, violations } => {
            let Ok(back) = serde_json::from_str::<Value>(written) else {
                return here(format!("written back as no JSON: {}", short(&Value::from(written.as_str()))));
            };
            match difference(value, &back) {
                Some((pointer, what)) => Err((pointer, format!("written back differently: {what}"))),
                None => Ok((back, violations)),
            }
        }
    }
}
