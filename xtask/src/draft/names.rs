//! Names that are made from the words of a page.
//!
//! In: words, paths, names of members. Out: an `operationId`, names of components, titles. Guaranteed: letters and
//! digits only, and never empty.

/// Letters and digits of a text as words.
fn words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in text.chars() {
        let starts = !last.is_alphanumeric() || (c.is_uppercase() && last.is_lowercase());
        if c.is_ascii_alphanumeric() {
            match found.last_mut() {
                Some(word) if !starts => word.push(c),
                Some(_) | None => found.push(c.to_string()),
            }
        }
        last = c;
    }
    found
}

/// `created_at` as `CreatedAt`.
pub(super) fn pascal(text: &str) -> String {
    let name: String = words(text).iter().map(|word| capital(word)).collect();
    if name.is_empty() { "Value".to_owned() } else { name }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// `Session-Token` as `sessionToken`.
pub(super) fn camel(text: &str) -> String {
    let name = pascal(text);
    let mut chars = name.chars();
    chars.next().map(|first| first.to_lowercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// One of several.
pub(super) fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies") {
        return format!("{stem}y");
    }
    match name.strip_suffix('s') {
        Some(stem) if !stem.is_empty() && !stem.ends_with('s') => stem.to_owned(),
        Some(_) | None => name.to_owned(),
    }
}

/// The verb of an operation, and what it is done to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OperationName {
    /// `updateCustomerObject`.
    pub id: String,
    /// `CustomerObject`.
    pub noun: String,
}

/// From `Update an existing customer object with new information.`: `updateCustomerObject`; from the path where the
/// page has no such sentence.
pub(super) fn operation(sentence: &str, method: &str, path: &str) -> OperationName {
    const IDLE: [&str; 9] = ["a", "an", "the", "new", "existing", "one", "single", "specific", "given"];
    const ENDS: [&str; 16] = [
        "with", "in", "on", "by", "for", "from", "of", "to", "using", "that", "which", "and", "must", "based", "via",
        "or",
    ];
    // What stands in braces, after a dot or after a comma is no part of the name.
    let first = sentence.split(['.', ',', '(', ':', '\n']).next().unwrap_or_default();
    let all: Vec<String> = words(first).iter().map(|word| word.to_ascii_lowercase()).collect();
    let kept: Vec<&str> = all
        .iter()
        .map(String::as_str)
        .take_while(|word| !ENDS.contains(word))
        .filter(|word| !IDLE.contains(word))
        .take(6)
        .collect();
    let is_verb = kept.first().is_some_and(|word| word.chars().all(|c| c.is_ascii_alphabetic()));
    if is_verb && kept.len() > 1 {
        let verb = kept.first().copied().unwrap_or_default();
        // `Creates a pet` and `Create a pet` name the same.
        let verb = if verb.len() > 4 && !verb.ends_with("ss") { singular(verb) } else { verb.to_owned() };
        let noun: String = kept.iter().skip(1).map(|word| capital(word)).collect();
        return OperationName { id: format!("{verb}{noun}"), noun };
    }
    let noun: String = path
        .split('/')
        .filter(|part| !part.starts_with('{'))
        .map(|part| words(part).join(" "))
        .collect::<Vec<_>>()
        .join(" ");
    let noun = pascal(&noun);
    OperationName { id: format!("{method}{noun}"), noun }
}

/// What a path is about: the last part of it that is no parameter, as a title.
pub(super) fn topic(path: &str) -> String {
    let parts = path.split('/').filter(|part| !part.is_empty() && !part.contains('{'));
    let text = parts.map(|part| words(part).join(" ")).rfind(|text| !text.is_empty());
    // A tag is a name for people: what is longer than a few words is none.
    let text = text.map(|text| text.split(' ').take(4).collect::<Vec<_>>().join(" "));
    text.map_or_else(|| "Operations".to_owned(), |text| capital(&text))
}

/// `https://api.ctrl-hub.com` as `Ctrl Hub`: the part of a host that names its owner.
pub(super) fn owner(url: &str) -> Option<String> {
    let host = url.split("//").nth(1)?.split([':', '/']).next()?;
    let labels: Vec<&str> = host.split('.').collect();
    let is_numeric = labels.iter().all(|label| label.chars().all(|c| c.is_ascii_digit()));
    let label = labels.len().checked_sub(2).and_then(|at| labels.get(at)).filter(|_| !is_numeric)?;
    let name: Vec<String> = words(label).iter().map(|word| capital(word)).collect();
    (!name.is_empty()).then(|| name.join(" "))
}

/// The version in a path.
pub(super) fn version(path: &str) -> Option<String> {
    let is_version = |part: &&str| {
        part.strip_prefix('v')
            .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == '.'))
    };
    path.split('/').find(is_version).map(str::to_owned)
}

/// The first sentence of a text, short enough for a summary and without its dot.
pub(super) fn summary(text: &str) -> Option<String> {
    let first = text.split('\n').next()?.split(". ").next()?.trim().trim_end_matches('.');
    (!first.is_empty() && first.chars().count() <= 100).then(|| first.to_owned())
}
