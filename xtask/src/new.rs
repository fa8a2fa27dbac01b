//! `cargo xtask new`: starts a spec.
//!
//! In: the workspace's root and the name of an API. Out: `specs/<api>/openapi.yaml` with one operation, which passes
//! `cargo xtask lint`, and what to do next. Guaranteed: nothing that is there is touched; the name is one that a
//! module and a cargo feature can have.

use std::fs;
use std::path::Path;

/// What an author begins with: what has to be there, and in comments what may be.
const TEMPLATE: &str = include_str!("new/openapi.yaml");

/// Features of the `generated` crate that no API can have for a name.
const FEATURES: [&str; 3] = ["default", "reqwest", "serde"];

/// What `src/lib.rs` of the `generated` crate declares beside the APIs.
const ITEMS: [&str; 1] = ["runtime"];

/// Keywords that no module can have for a name, also those of which Rust makes no use yet.
const KEYWORDS: [&str; 53] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "std",
];

/// Writes the beginning of a spec; gives what to do next.
///
/// # Errors
/// When the name is no name of a module, when the spec is there, or when it cannot be written.
pub fn new(root: &Path, api: &str) -> Result<String, String> {
    if let Some(why) = fault(api) {
        let mut message = format!("error: an API cannot be called `{api}`: {why}\n");
        message.push_str("  = help: the name becomes a module and a cargo feature; take small letters, digits and `_`");
        let better = better(api);
        if fault(&better).is_none() {
            message.push_str(&format!(", such as `{better}`"));
        }
        message.push('\n');
        return Err(message);
    }
    let folder = root.join("specs").join(api);
    if folder.exists() {
        return Err(format!("error: specs/{api} is there already; nothing was written\n"));
    }
    let failed = |e: std::io::Error| format!("error: specs/{api}: {e}\n");
    fs::create_dir_all(&folder).map_err(failed)?;
    fs::write(folder.join("openapi.yaml"), TEMPLATE).map_err(failed)?;
    Ok(next(api))
}

/// Why a module cannot have the name.
fn fault(api: &str) -> Option<String> {
    let Some(first) = api.chars().next() else { return Some("it is empty".to_owned()) };
    if let Some(odd) = api.chars().find(|c| !c.is_ascii_lowercase() && !c.is_ascii_digit() && *c != '_') {
        return Some(format!("it has `{}`", odd.escape_default()));
    }
    if !first.is_ascii_lowercase() {
        return Some("it does not begin with a letter".to_owned());
    }
    if KEYWORDS.contains(&api) {
        return Some("this is a word of Rust's own".to_owned());
    }
    if FEATURES.contains(&api) || ITEMS.contains(&api) {
        return Some("the `generated` crate has something else of this name".to_owned());
    }
    (api.len() > 60).then(|| "it is longer than 60 letters".to_owned())
}

/// The name that was probably meant.
fn better(api: &str) -> String {
    let mut name = String::new();
    for c in api.trim().chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_matches('_').trim_start_matches(|c: char| c.is_ascii_digit() || c == '_').to_owned();
    if fault(&name).is_some() { format!("{name}_api") } else { name }
}

fn next(api: &str) -> String {
    format!(
        "wrote specs/{api}/openapi.yaml\n\n\
        next:\n\
        \x20 1. write what the page says into it, or begin with a draft: cargo xtask draft <page.txt>\n\
        \x20 2. cargo xtask lint {api}    says what is wrong with it; cargo xtask watch {api} does so at each save\n\
        \x20 3. cargo xtask regen {api}   writes generated/src/{api}, and the module and the cargo feature `{api}`\n\
        \x20 4. cargo xtask bless         writes tests/snapshots/{api}.API.txt.snap, the public items that a reviewer reads\n\
        \x20 5. name the API and its feature in README.md, and commit all of it together\n\
        docs/authoring.md says each step at length\n"
    )
}

#[cfg(test)]
mod tests {
    use specwright_codegen::check::Mode;
    use specwright_codegen::diagnostic::Style;

    use super::*;
    use crate::lint;

    #[test]
    fn the_beginning_passes_lint_without_a_warning_and_is_not_written_twice() {
        let root = std::env::temp_dir().join(format!("specwright-new-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("specs")).unwrap();
        let said = new(&root, "green_thumb").unwrap();
        assert!(said.contains("cargo xtask regen green_thumb"), "{said}");
        let verdict = lint::lint(&root, &[], Mode::Strict, lint::Format::Text, Style::Plain).unwrap();
        assert_eq!(verdict.text, "1 document: 0 errors, 0 warnings\n");
        let text = fs::read_to_string(root.join("specs/green_thumb/openapi.yaml")).unwrap();
        assert!(text.starts_with("# yaml-language-server: $schema=../../docs/spec.schema.json\n"), "{text}");
        let message = new(&root, "green_thumb").unwrap_err();
        assert!(message.contains("there already"), "{message}");
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn a_name_that_is_no_module_says_why_and_a_better_one() {
        let root = std::env::temp_dir().join("specwright-new-is-not-there");
        for (name, why, better) in [
            ("", "empty", ""),
            ("Ctrl-Hub", "has `C`", "`ctrl_hub`"),
            ("ctrl-hub", "has `-`", "`ctrl_hub`"),
            ("../x", "has `.`", "`x`"),
            ("2go", "begin with a letter", "`go`"),
            ("type", "Rust's own", "`type_api`"),
            ("serde", "something else", "`serde_api`"),
            ("runtime", "something else", "`runtime_api`"),
            ("caf\u{e9}", "has `\\u{e9}`", "`caf`"),
        ] {
            let message = new(&root, name).unwrap_err();
            assert!(message.contains(why) && message.contains(better), "{name}: {message}");
            assert!(!root.exists());
        }
    }
}
