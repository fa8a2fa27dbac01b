//! Which part of a document is generated.
//!
//! In: a resolved document and what somebody asked for. Out: the document with the chosen operations only. Guaranteed:
//! what was asked for and is not there is an error that names what is near; nothing asked for is everything.

use openapiv3::{Operation, PathItem, ReferenceOr};

use crate::check::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics, Failed};
use crate::resolve::Spec;

/// What is generated: every operation that one of the lists names; all operations when the lists are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Tags, as the document writes them.
    pub tags: Vec<String>,
    /// Values of `operationId`, or a method and a path: `GET /pets`.
    pub operations: Vec<String>,
    /// Paths, in which `*` stands for anything within a segment and `**` for any number of segments.
    pub paths: Vec<String>,
    /// Also the schemas of `components` that no operation reaches: a library of types is used by its types.
    pub every_schema: bool,
}

impl Selection {
    /// All operations, and all schemas.
    pub fn everything() -> Self {
        Self { every_schema: true, ..Self::default() }
    }

    /// Whether every operation is wanted.
    pub fn is_every_operation(&self) -> bool {
        self.tags.is_empty() && self.operations.is_empty() && self.paths.is_empty()
    }

    fn takes(&self, path: &str, method: &str, operation: &Operation) -> bool {
        self.tags.iter().any(|tag| operation.tags.contains(tag))
            || self.operations.iter().any(|wanted| is_named(wanted, path, method, operation))
            || self.paths.iter().any(|pattern| matches(pattern, path))
    }
}

/// A word that was asked for: its option, the word, and whether an operation is one that it means.
type Wish<'s> = (&'static str, &'s String, Box<dyn Fn(&str, &str, &Operation) -> bool + 's>);

fn is_named(wanted: &str, path: &str, method: &str, operation: &Operation) -> bool {
    operation.operation_id.as_deref() == Some(wanted)
        || wanted.split_once(' ').is_some_and(|(verb, at)| verb.eq_ignore_ascii_case(method) && at.trim() == path)
}

/// Leaves the chosen operations in the document.
///
/// # Errors
/// [`Failed`] when a part of the selection means nothing in this document.
pub fn select(mut spec: Spec, selection: &Selection, out: &mut Diagnostics) -> Result<Spec, Failed> {
    if selection.is_every_operation() {
        return Ok(spec);
    }
    judge(&spec, selection, out);
    for (path, item) in &mut spec.skeleton.paths.paths {
        let ReferenceOr::Item(item) = item else { continue };
        for (method, operation) in slots(item) {
            if operation.as_ref().is_some_and(|o| !selection.takes(path, method, o)) {
                *operation = None;
            }
        }
    }
    spec.skeleton.paths.paths.retain(|_, item| match item {
        ReferenceOr::Item(item) => item.iter().next().is_some(),
        ReferenceOr::Reference { .. } => false,
    });
    out.finish(spec)
}

fn slots(item: &mut PathItem) -> [(&'static str, &mut Option<Operation>); 8] {
    [
        ("get", &mut item.get),
        ("put", &mut item.put),
        ("post", &mut item.post),
        ("delete", &mut item.delete),
        ("options", &mut item.options),
        ("head", &mut item.head),
        ("patch", &mut item.patch),
        ("trace", &mut item.trace),
    ]
}

/// Says of each word that means nothing what it could have meant.
fn judge(spec: &Spec, selection: &Selection, out: &mut Diagnostics) {
    let mut operations = Vec::new();
    for (path, item) in &spec.skeleton.paths.paths {
        let ReferenceOr::Item(item) = item else { continue };
        operations.extend(item.iter().map(|(method, operation)| (path.as_str(), method, operation)));
    }
    let tags: Vec<&str> = operations.iter().flat_map(|(.., o)| o.tags.iter().map(String::as_str)).collect();
    let ids: Vec<&str> = operations.iter().filter_map(|(.., o)| o.operation_id.as_deref()).collect();
    let paths: Vec<&str> = operations.iter().map(|(path, ..)| *path).collect();
    for (what, wish, means) in wishes(selection) {
        if operations.iter().any(|(path, method, operation)| means(path, method, operation)) {
            continue;
        }
        let known = match what {
            "tag" => &tags,
            "operation" => &ids,
            _ => &paths,
        };
        let root = spec.document.root().span;
        // The document as a whole is meant; its first character stands for it.
        let place = crate::source::Span { end: root.start, ..root };
        let message = format!("no operation of this document is chosen by the {what} `{wish}`");
        out.push(Diagnostic::error("unknown-selection", place, message).help(help(what, wish, known)));
    }
}

fn wishes(selection: &Selection) -> Vec<Wish<'_>> {
    let mut wishes: Vec<Wish<'_>> = Vec::new();
    for tag in &selection.tags {
        wishes.push(("tag", tag, Box::new(|_, _, operation| operation.tags.contains(tag))));
    }
    for wanted in &selection.operations {
        let means = |path: &str, method: &str, operation: &Operation| is_named(wanted, path, method, operation);
        wishes.push(("operation", wanted, Box::new(means)));
    }
    for pattern in &selection.paths {
        wishes.push(("path", pattern, Box::new(|path, _, _| matches(pattern, path))));
    }
    wishes
}

/// Names that are there: the nearest one, or the first few.
fn help(what: &str, wish: &str, known: &[&str]) -> String {
    if let Some(near) = nearest(wish, known.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    let mut all: Vec<&str> = known.to_vec();
    all.sort_unstable();
    all.dedup();
    if all.is_empty() {
        return format!("the operations of this document have no {what}");
    }
    let shown: Vec<String> = all.iter().take(10).map(|name| format!("`{name}`")).collect();
    let more = if all.len() > shown.len() { format!(" and {} more", all.len() - shown.len()) } else { String::new() };
    format!("there are: {}{more}", shown.join(", "))
}

/// Whether a path is one that a pattern means: segment by segment, `**` for any number of them.
fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.trim_matches('/').split('/').collect();
    let path: Vec<&str> = path.trim_matches('/').split('/').collect();
    segments(&pattern, &path)
}

fn segments(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        (["**", rest @ ..], _) => (0..=path.len()).any(|skipped| segments(rest, &path[skipped..])),
        ([first, rest @ ..], [segment, others @ ..]) => within(first, segment) && segments(rest, others),
        ([], [_, ..]) | ([_, ..], []) => false,
    }
}

/// Whether a segment is one that a pattern with any number of `*` means.
fn within(pattern: &str, segment: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == segment };
    let Some(mut left) = segment.strip_prefix(start) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        match left.split_once(part) {
            Some((_, behind)) => left = behind,
            None => return false,
        }
    }
    left.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn paths_are_matched_by_segments() {
        let cases = [
            ("/pets", "/pets", true),
            ("/pets", "/pets/{id}", false),
            ("/pets/*", "/pets/{id}", true),
            ("/pets/*", "/pets/{id}/toys", false),
            ("/pets/**", "/pets/{id}/toys", true),
            ("/pets/**", "/pets", true),
            ("/**/toys", "/pets/{id}/toys", true),
            ("/p*s", "/pets", true),
            ("/p*s*x", "/pets", false),
            ("*", "/pets", true),
        ];
        for (pattern, path, expected) in cases {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }
}
