//! Damaged pages: a draft or a message, never a panic, and a draft is always YAML.

use std::fs;

use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::load;
use specwright_codegen::source::Sources;

use super::super::{draft, fixtures};
use super::vendors;
use crate::root;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

const PIECES: [&str; 24] = [
    "{",
    "}",
    "[",
    "\"",
    "'",
    "\\",
    "\n",
    ":",
    " # ",
    "|",
    "<",
    "</",
    ">",
    "é",
    "𝒳",
    "\u{0}",
    "curl ",
    "---|",
    "(A)b ",
    "- ",
    "%",
    "\t",
    "99999999999999999999",
    "$ref",
];

fn damage(text: &str, dice: &mut Dice) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=dice.below(6) {
        let at = dice.below(chars.len());
        let end = (at + dice.below(40)).min(chars.len());
        match dice.below(5) {
            0 => drop(chars.drain(at..end)),
            1 => {
                let piece: Vec<char> = PIECES[dice.below(PIECES.len())].chars().collect();
                chars.splice(at..at, piece);
            }
            2 => {
                let copy: Vec<char> = chars[at..end].to_vec();
                let to = dice.below(chars.len());
                chars.splice(to..to, copy);
            }
            3 => chars.truncate(chars.len().max(1) - dice.below(chars.len() / 4 + 1).min(chars.len().max(1) - 1)),
            _ => chars[at.min(end)..end].reverse(),
        }
        if chars.is_empty() {
            chars.push(' ');
        }
    }
    chars.into_iter().collect()
}

#[test]
fn a_damaged_page_gives_a_draft_or_a_message() {
    let mut pages: Vec<String> =
        fixtures(&root()).unwrap().iter().map(|page| fs::read_to_string(page).unwrap()).collect();
    pages.extend(vendors::pages().into_iter().flatten().map(|page| fs::read_to_string(page).unwrap()));
    let mut dice = Dice(7);
    let mut drafts = 0;
    for page in &pages {
        for round in 0..120 {
            let text = damage(page, &mut dice);
            let Ok(yaml) = draft(&text, "page") else { continue };
            drafts += 1;
            let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
            let loaded = load::load_bytes("openapi.yaml", yaml.as_bytes(), &mut sources, &mut out);
            let said = render(&sources, &out, Style::Plain);
            assert!(loaded.is_ok() && !out.has_errors(), "round {round}:\n{said}\n{yaml}");
        }
    }
    assert!(drafts > pages.len() * 40, "only {drafts} drafts");
}

#[test]
fn values_that_nest_without_end_are_no_values() {
    for text in ["{\"a\":", "[", "<a>", "curl -d '{\"a\":[", "(a"] {
        let page = format!("curl https://a.example/x\n{}", text.repeat(100_000));
        drop(draft(&page, "page"));
        let page = format!(
            "POST api/x\nRequest Information\nBody Parameters\nResponse Information\nResponse Formats\n{}",
            text.repeat(100_000)
        );
        drop(draft(&page, "page"));
    }
}
