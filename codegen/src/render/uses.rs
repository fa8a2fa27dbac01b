//! `use` declarations for what a file names, and for nothing else.
//!
//! In: the text of a file and what it may name without a path. Out: the declarations that it needs. Guaranteed: words
//! in comments and strings do not count, nor those behind a path.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::emit::Imports;

/// The lines to put before the items of a file.
pub(super) fn uses(text: &str, imports: &Imports) -> String {
    let mut out = String::new();
    let mut names: Vec<&str> = imports.names.iter().flat_map(|(_, names)| *names).copied().collect();
    names.extend(imports.modules);
    names.extend(imports.runtime.then_some("rt"));
    let used = used(text, &names, imports.modules);
    if used.contains("rt") {
        out.push_str("use specwright_runtime as rt;\n");
    }
    for (path, names) in imports.names {
        declare(&mut out, path, names, &used);
    }
    declare(&mut out, "super", imports.modules, &used);
    out
}

fn declare(out: &mut String, path: &str, names: &[&str], used: &BTreeSet<&str>) {
    let used: Vec<&str> = names.iter().filter(|name| used.contains(**name)).copied().collect();
    // Writing to a string cannot fail.
    let _ = match used.as_slice() {
        [] => Ok(()),
        [one] => writeln!(out, "use {path}::{one};"),
        several => writeln!(out, "use {path}::{{{}}};", several.join(", ")),
    };
}

/// The words of `names` in the code of `text`; one that is a module counts where a path goes on behind it.
fn used<'n>(text: &str, names: &[&'n str], modules: &[&str]) -> BTreeSet<&'n str> {
    let bytes = text.as_bytes();
    let mut used = BTreeSet::new();
    // Nearly every word is none of the names, and begins otherwise than any of them.
    let mut begins = [false; 256];
    names.iter().filter_map(|name| name.as_bytes().first()).for_each(|first| begins[usize::from(*first)] = true);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let word = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_' || !b.is_ascii()).count();
        if word > 0 {
            let raw = bytes.get(at + word).is_some_and(|b| matches!(b, b'"' | b'#')) && matches!(byte, b'r');
            if raw && word == 1 && bytes.get(at + 1 + hashes(&bytes[at + 1..])) == Some(&b'"') {
                at = after_raw(bytes, at + 1);
                continue;
            }
            let behind_path = bytes[..at].ends_with(b"::");
            let known = begins[usize::from(byte)];
            let name = names.iter().filter(|_| known).find(|name| name.as_bytes() == &bytes[at..at + word]);
            if let Some(name) = name.filter(|_| !behind_path) {
                let path = bytes[at + word..].starts_with(b"::");
                // Names of modules, and of those of the runtime, are in lower case.
                let module = modules.contains(name) || name.starts_with(|c: char| c.is_ascii_lowercase());
                if path || !module {
                    used.insert(*name);
                }
            }
            at += word;
            continue;
        }
        at = match byte {
            b'/' if bytes[at..].starts_with(b"//") => end_of_line(bytes, at),
            b'"' => after_string(bytes, at + 1),
            b'\'' if bytes.get(at + 2) == Some(&b'\'') => at + 3,
            _ => at + 1,
        };
    }
    used
}

fn end_of_line(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |end| at + end)
}

fn after_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    at
}

fn hashes(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| **b == b'#').count()
}

/// Behind a raw string whose hashes begin at `start`.
fn after_raw(bytes: &[u8], start: usize) -> usize {
    let fence = hashes(&bytes[start..]);
    let end = [b"\"".as_slice(), &b"#".repeat(fence)].concat();
    let open = start + fence + 1;
    let rest = bytes.get(open..).unwrap_or_default();
    rest.windows(end.len()).position(|w| w == end).map_or(bytes.len(), |at| open + at + end.len())
}

#[cfg(test)]
mod tests {
    use super::uses;
    use crate::emit::Imports;

    #[test]
    fn only_code_counts() {
        let imports = Imports {
            runtime: false,
            names: &[("a::b", &["Media", "Codec", "Scheme"])],
            modules: &["types", "rules", "places"],
        };
        let text = "/// Scheme rules::x\nstatic A: Media = r#\"places::\"#; // Codec\nfn f(types: x::Scheme) { \"rules::\" }\n";
        assert_eq!(uses(text, &imports), "use a::b::Media;\n");
        assert_eq!(uses("types::A<rules::B, 'x'>", &imports), "use super::{types, rules};\n");
        let imports = Imports { runtime: true, ..imports };
        assert_eq!(uses("a::rt::B rt", &imports), "");
        assert_eq!(uses("rt::B", &imports), "use specwright_runtime as rt;\n");
    }
}
