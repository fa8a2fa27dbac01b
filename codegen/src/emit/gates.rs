//! Examples as tests: a function for each type, a line for each example.

use std::fmt::Write as _;

use super::{Imports, Item, raw_literal, type_text};
use crate::plan::{CaseItem, GateItem, Module};

/// What the file may name without a path.
pub(super) const IMPORTS: Imports = Imports { runtime: true, names: &[], modules: &["rules", "types", "xml"] };

pub(super) fn gates(module: &Module) -> Vec<Item> {
    module.gates.iter().map(|gate| Item::Lines(test(gate))).collect()
}

fn test(GateItem { name, ty, cases }: &GateItem) -> String {
    let ty = type_text(ty, "types::");
    let cases: String = cases.iter().map(case).collect();
    format!("#[test]\nfn {name}() {{\n    rt::gate::run::<{ty}>(&[\n{cases}    ]);\n}}\n")
}

fn case(case: &CaseItem) -> String {
    let (place, name, text) = (literal(&case.place), literal(&case.name), literal(&case.text));
    let mut line = match &case.fault {
        None => format!("        rt::gate::holds({place}, {name}, {text})"),
        Some(fault) => {
            let (pointer, keyword) = (literal(&fault.pointer), literal(&fault.keyword));
            format!("        rt::gate::fails({place}, {name}, {pointer}, {keyword}, {text})")
        }
    };
    // Writing to a string cannot fail.
    if let Some(rule) = &case.rule {
        let _ = write!(line, ".by(&rules::{rule})");
    }
    if let Some(root) = &case.xml {
        let _ = write!(line, ".xml(&xml::{root})");
    }
    if !case.forgets.is_empty() {
        let members: Vec<String> = case.forgets.iter().map(|name| literal(name)).collect();
        let _ = write!(line, ".forgets(&[{}])", members.join(", "));
    }
    line + ",\n"
}

/// A string literal; raw where that spares backslashes and every character shows itself.
fn literal(text: &str) -> String {
    let plain = text.contains(['\\', '"']) && text.chars().all(|c| c.is_ascii_graphic() || c == ' ');
    let raw = plain.then(|| raw_literal(text)).flatten();
    raw.map_or_else(|| format!("{text:?}"), |raw| raw.to_string())
}
