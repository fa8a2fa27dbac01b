//! Identifiers: the one place where names of the wire become names of Rust.
//!
//! In: any text. Out: a valid identifier in the case that Rust uses for its kind. Guaranteed: no keyword, no empty
//! name, never two equal ones from one [`Scope`]; the same text gives the same identifier whatever else is there; rustc
//! warns of none.

mod script;

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

/// A module, a field, a function: `snake_case`.
pub fn snake(text: &str) -> String {
    script::readable(&words(text), |words| legal(&words.to_snake_case(), "field", false))
}

/// A type or a variant: `UpperCamelCase`.
pub fn pascal(text: &str) -> String {
    script::readable(&words(text), |words| legal(&words.to_pascal_case(), "Value", true))
}

/// A constant or a static: `SCREAMING_SNAKE_CASE`.
pub fn constant(text: &str) -> String {
    let name = script::readable(&words(text), |words| legal(&words.to_shouty_snake_case(), "VALUE", true));
    // Scripts without cases: the static would have the name of a parameter, which Rust does not allow.
    if name.chars().any(char::is_uppercase) { name } else { format!("OF_{name}") }
}

/// The words of an operation that has no name: `GET /pets/{id}` is `get pets by id`.
pub fn operation(method: &str, path: &str) -> String {
    let mut words = vec![method.to_ascii_lowercase()];
    for segment in path.split('/') {
        let mut parts = segment.split('{');
        words.extend(parts.next().map(str::to_owned));
        for part in parts {
            let (variable, rest) = part.split_once('}').unwrap_or((part, ""));
            words.extend([format!("by {variable}"), rest.to_owned()]);
        }
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

/// A name that the author of a spec gives to a field: as it is, where Rust's case for fields allows it.
pub fn given_snake(name: &str) -> String {
    if name.chars().any(char::is_uppercase) { snake(name) } else { legal(name, "field", false) }
}

/// A name that the author of a spec gives to a type: as it is, where Rust's case for types allows it.
pub fn given_pascal(name: &str) -> String {
    let cased = name.starts_with(char::is_uppercase) && !name.contains('_');
    if cased { legal(name, "Value", true) } else { pascal(name) }
}

/// A title as the name of a type, if it is short and says something: `A cat`, but not a sentence.
pub fn from_title(title: &str) -> Option<String> {
    let short = title.len() <= 40 && title.split_whitespace().count() <= 5;
    let spoken = title.chars().any(char::is_alphabetic);
    (short && spoken).then(|| pascal(title))
}

/// Whether a text is an identifier of Rust, and no keyword.
pub fn is_identifier(text: &str) -> bool {
    is_word(text) && !KEYWORDS.contains(&text) && !["self", "Self", "super", "crate"].contains(&text)
}

/// Whether a text has the form of an identifier; keywords have it, too.
pub fn is_word(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && text != "_"
}

/// Whether a text is the path of a type, perhaps with types in angle brackets: `crate::Money`, `Vec<crate::Money>`.
pub fn is_type_path(text: &str) -> bool {
    let is_open = |c: char| matches!(c, '<' | '>' | ',' | ' ');
    let path = text.strip_prefix("::").unwrap_or(text);
    let mut depth = 0_i32;
    let balanced = text.chars().all(|c| {
        depth += i32::from(c == '<') - i32::from(c == '>');
        depth >= 0
    });
    !path.is_empty()
        && balanced
        && depth == 0
        && path.split(is_open).filter(|part| !part.is_empty()).all(|part| part.split("::").all(is_word))
}

/// What stands before a name that would begin with a digit or be empty is a word that says so.
fn words(text: &str) -> String {
    let text = &*script::normal(text);
    let spoken: String = text
        .chars()
        .map(|c| match c {
            '+' => " plus ".to_owned(),
            '<' => " less ".to_owned(),
            '>' => " greater ".to_owned(),
            '=' => " equal ".to_owned(),
            '$' | '@' | '#' if text.len() > 1 => " ".to_owned(),
            c if c.is_alphanumeric() => c.to_string(),
            _ => " ".to_owned(),
        })
        .collect();
    let known = spoken.trim();
    if known.starts_with('-') || (text.starts_with('-') && known.starts_with(|c: char| c.is_ascii_digit())) {
        return format!("minus {known}");
    }
    known.to_owned()
}

fn legal(name: &str, fallback: &str, upper: bool) -> String {
    let allowed: String = name.chars().filter(|c| unicode_ident::is_xid_continue(*c)).collect();
    let name = match allowed.chars().next() {
        None => return fallback.to_owned(),
        Some(first) if first == '_' || unicode_ident::is_xid_start(first) => allowed,
        Some(_) if upper => format!("N{allowed}"),
        Some(_) => format!("n{allowed}"),
    };
    match name.as_str() {
        // These four cannot be raw identifiers, and the fifth is no identifier.
        "self" | "Self" | "super" | "crate" | "_" => format!("{name}_"),
        word if KEYWORDS.contains(&word) => format!("r#{name}"),
        _ => name,
    }
}

/// Keywords of the 2024 edition, strict and reserved (the Rust reference, section Keywords).
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Names that are taken in one place.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    taken: BTreeSet<String>,
    /// What those that are not ASCII look like: rustc warns of two that look alike.
    looks: BTreeSet<String>,
    /// The number to try next for a name that is taken: a large document asks for some names thousands of times.
    next: BTreeMap<String, usize>,
}

impl Scope {
    /// A scope in which `names` are taken from the start.
    pub fn with(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|n| (*n).to_owned()).collect(), ..Self::default() }
    }

    /// `name`, or where it or one that looks like it is taken the first of `name2`, `name3`, … that is free.
    pub fn claim(&mut self, name: &str) -> String {
        // With a number behind it a keyword is none, and needs nothing that tells it from one.
        let bare = name.strip_prefix("r#").unwrap_or(name);
        let bare = if bare.len() > 1 { bare.trim_end_matches('_') } else { bare };
        if take(&mut self.taken, &mut self.looks, name) {
            return name.to_owned();
        }
        let next = self.next.entry(bare.to_owned()).or_insert(2);
        loop {
            let candidate = format!("{bare}{next}");
            *next += 1;
            if take(&mut self.taken, &mut self.looks, &candidate) {
                return candidate;
            }
        }
    }
}

/// Whether a name was free, and now is not.
fn take(taken: &mut BTreeSet<String>, looks: &mut BTreeSet<String>, name: &str) -> bool {
    let is_free = !taken.contains(name) && (name.is_ascii() || looks.insert(script::look(name)));
    is_free && taken.insert(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_an_identifier() {
        let cases = [
            ("customer_id", "customer_id", "CustomerId"),
            ("$ref", "r#ref", "Ref"),
            ("@type", "r#type", "Type"),
            ("1st", "n1st", "N1st"),
            ("", "field", "Value"),
            ("😀", "field", "Value"),
            ("Self", "self_", "Self_"),
            ("gen", "r#gen", "Gen"),
            ("UniqueID", "unique_id", "UniqueId"),
            ("x-request-id", "x_request_id", "XRequestId"),
            ("Größe", "größe", "Größe"),
            // One letter in two spellings, and letters that have a plain form.
            ("gro\u{308}ße", "größe", "Größe"),
            ("ﬁle ①", "file_1", "File1"),
            // Of one script, and of letters that no other has.
            ("имя", "имя", "Имя"),
            ("λόγος", "λόγος", "Λόγος"),
            ("名前", "名前", "名前"),
            // rustc would warn of these, which look like others.
            ("μ", "μ", "M"),
            ("а", "a", "A"),
            ("сор", "sor", "Sor"),
            ("adı", "adi", "Adi"),
            ("ӧ", "o", "O"),
            // Words of two scripts are no words of either.
            ("iжа", "izha", "Izha"),
            ("id中文", "id中文", "Id中文"),
            ("idПользователя", "id_пользователя", "IdПользователя"),
            ("სახელი", "სახელი", "Სახელი"),
            ("application/json", "application_json", "ApplicationJson"),
        ];
        for (text, field, kind) in cases {
            assert_eq!((snake(text).as_str(), pascal(text).as_str()), (field, kind), "{text}");
        }
        assert_ne!(pascal("-1"), pascal("1"));
        assert_eq!([constant("pet id"), constant("日本"), constant("_")], ["PET_ID", "OF_日本", "VALUE"]);
    }

    #[test]
    fn operations_without_a_name_have_one() {
        let cases = [
            ("GET", "/", "get"),
            ("GET", "/pets/{petId}", "get_pets_by_pet_id"),
            ("POST", "/a/{b}.json", "post_a_by_b_json"),
            ("DELETE", "/x/{a}-{b}:undo", "delete_x_by_a_by_b_undo"),
        ];
        for (method, path, name) in cases {
            assert_eq!(snake(&operation(method, path)), name);
        }
    }

    #[test]
    fn given_names_are_kept_where_they_can_be() {
        assert_eq!(
            [given_snake("iso_3166"), given_snake("postCode"), given_snake("type")],
            ["iso_3166", "post_code", "r#type"]
        );
        assert_eq!(
            [given_pascal("HTTPKind"), given_pascal("user_kind"), given_pascal("Self")],
            ["HTTPKind", "UserKind", "Self_"]
        );
    }

    #[test]
    fn a_scope_never_gives_a_name_twice() {
        let mut scope = Scope::with(&["Error"]);
        assert_eq!([scope.claim("Error"), scope.claim("A"), scope.claim("A")], ["Error2", "A", "A2"]);
        assert_eq!([scope.claim("r#type"), scope.claim("r#type")], ["r#type", "type2"]);
        // Of letters that are other ones and look the same.
        assert_eq!(["größem", "größern"].map(|name| scope.claim(name)), ["größem", "größern2"]);
        assert_eq!(["عربي", "عربى", "عربى"].map(|name| scope.claim(name)), ["عربي", "عربى2", "عربى3"]);
    }
}
