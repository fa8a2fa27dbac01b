//! Texts by chance: of a format, of a pattern, of a length.

use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::Value;

use super::Random;
use crate::flat::{Flat, count};
use crate::text::regex;

/// What texts are made of; some of it takes two, three or four bytes, some has to be escaped.
const CHARACTERS: &str =
    "abcdefghij klmnopqrstuvwxyzABCXYZ0123456789-_.,:;@+/#\"\\\u{e4}\u{df}\u{96fb}\u{1F600}\n\t\u{1}";

impl Random<'_> {
    /// A text with a number of characters; the ends are included, and met often.
    pub(super) fn text(&mut self, least: usize, most: usize) -> String {
        let all: Vec<char> = CHARACTERS.chars().collect();
        let length = match self.rng.below(6) {
            0 => least,
            1 => most,
            _ => self.rng.between(least, most),
        };
        (0..length).map(|_| all[self.rng.below(all.len())]).collect()
    }

    /// A text that is meant to keep what a schema asks for.
    pub(super) fn string(&mut self, schema: &Flat) -> Option<String> {
        let (least, most) = (count(schema, "minLength").unwrap_or(0), count(schema, "maxLength"));
        let format = schema.get("format").or(schema.get("x-format")).and_then(Value::as_str).unwrap_or_default();
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
            let tree = regex(pattern)?;
            let fits = |text: &String| {
                let length = text.chars().count();
                length >= least && most.is_none_or(|most| length <= most)
            };
            return (0..20).find_map(|_| {
                let mut text = String::new();
                self.of_tree(&tree, &mut text);
                Some(text).filter(fits)
            });
        }
        match self.of_format(format) {
            Some(text) => Some(text),
            None => Some(self.text(least, most.unwrap_or(least + 20).min(least + 400))),
        }
    }

    fn of_format(&mut self, format: &str) -> Option<String> {
        Some(match format {
            "date-time" => self.date_time(),
            "date" => self.date(),
            "uuid" => {
                let (high, low) = (self.rng.number(), self.rng.number());
                let hex = format!("{high:016x}{low:016x}");
                let text = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-");
                if self.rng.once_in(4) { text.to_uppercase() } else { text }
            }
            "email" => {
                let local = self.word(1, 12);
                format!("{local}@{}.{}", self.word(1, 10), self.word(2, 4))
            }
            "uri" => format!("https://{}.example/{}", self.word(1, 8), self.word(0, 8)),
            "byte" => ["", "aGVsbG8=", "AA==", "++//"][self.rng.below(4)].to_owned(),
            _ => return None,
        })
    }

    fn word(&mut self, least: usize, most: usize) -> String {
        let length = self.rng.between(least, most);
        (0..length).map(|_| char::from(b'a' + self.rng.below(26) as u8)).collect()
    }

    fn date(&mut self) -> String {
        let (year, month) = (self.rng.between(1, 9999), self.rng.between(1, 12));
        format!("{year:04}-{month:02}-{:02}", self.rng.between(1, 28))
    }

    fn date_time(&mut self) -> String {
        let time =
            [self.rng.below(24), self.rng.below(60), self.rng.below(60)].map(|part| format!("{part:02}")).join(":");
        let fraction = match self.rng.below(3) {
            0 => format!(".{}", self.rng.below(1_000_000)),
            _ => String::new(),
        };
        let zone = match self.rng.below(3) {
            0 => format!("+{:02}:{:02}", self.rng.below(24), self.rng.below(60)),
            1 => format!("-{:02}:{:02}", self.rng.below(24), self.rng.below(60)),
            _ => "Z".to_owned(),
        };
        format!("{}T{time}{fraction}{zone}", self.date())
    }

    fn of_tree(&mut self, tree: &Hir, out: &mut String) {
        match tree.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(class) => out.extend(self.of_class(class)),
            HirKind::Repetition(repetition) => {
                let least = repetition.min as usize;
                let most = repetition.max.map_or(least + 4, |most| (most as usize).min(least + 12));
                for _ in 0..self.rng.between(least, most) {
                    self.of_tree(&repetition.sub, out);
                }
            }
            HirKind::Capture(capture) => self.of_tree(&capture.sub, out),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.of_tree(part, out)),
            HirKind::Alternation(branches) => {
                if let Some(branch) = self.rng.pick(branches) {
                    self.of_tree(branch, out);
                }
            }
        }
    }

    fn of_class(&mut self, class: &Class) -> Option<char> {
        let ranges: Vec<(u32, u32)> = match class {
            Class::Unicode(class) => class.iter().map(|r| (u32::from(r.start()), u32::from(r.end()))).collect(),
            Class::Bytes(class) => class.iter().map(|r| (u32::from(r.start()), u32::from(r.end()))).collect(),
        };
        let &(start, end) = self.rng.pick(&ranges)?;
        let wide = (end - start) as usize;
        // The validator's `.` takes these, and that of ECMA-262 does not: about them it cannot be asked.
        let ends_line = |c: &char| matches!(c, '\r' | '\u{2028}' | '\u{2029}');
        char::from_u32(start + self.rng.between(0, wide.min(60)) as u32).filter(|c| !ends_line(c))
    }
}
