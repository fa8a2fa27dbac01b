//! Patterns of ECMA-262, run by one of two engines.
//!
//! In: translations that were proven equal when the code was generated. Out: whether a text matches. Guaranteed: most
//! patterns run in time linear in the text; those that no such engine can run (look-around, references to groups) run
//! in a bounded number of steps, and a text that takes more is told apart from one that does not match.

use std::sync::LazyLock;

use super::Place;

/// How much backtracking a text may cost, by its length: the longer the text, the more each step may cost.
const TIERS: [(usize, usize); 3] = [(2 << 10, 100_000), (64 << 10, 4_000), (2 << 20, 150)];

/// What runs a translation.
#[derive(Debug)]
pub enum Engine {
    /// In time linear in the text.
    Linear(regex::Regex),
    /// In bounded time, with one limit for each tier of lengths.
    Backtracking(Box<[fancy_regex::Regex; 3]>),
}

/// What became of matching a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    Yes,
    No,
    /// It was given up.
    TooCostly,
}

/// A pattern of ECMA-262 and its translation.
#[derive(Debug)]
pub struct Pattern {
    /// As the spec has it.
    pub source: &'static str,
    pub place: Place,
    engine: LazyLock<Option<Engine>, fn() -> Option<Engine>>,
}

impl Pattern {
    /// `compile` compiles the translation; see [`compile`] and [`compile_backtracking`].
    pub const fn new(source: &'static str, place: Place, compile: fn() -> Option<Engine>) -> Self {
        Self { source, place, engine: LazyLock::new(compile) }
    }

    /// Whether `text` has a match anywhere in it.
    pub fn find(&self, text: &str) -> Match {
        match self.engine.as_ref() {
            // The generator compiled the same text; there is no `None` to meet here.
            None => Match::Yes,
            Some(Engine::Linear(regex)) if regex.is_match(text) => Match::Yes,
            Some(Engine::Linear(_)) => Match::No,
            Some(Engine::Backtracking(tiers)) => {
                let Some(tier) = TIERS.iter().position(|(length, _)| text.len() <= *length) else {
                    return Match::TooCostly;
                };
                match tiers[tier].is_match(text) {
                    Ok(true) => Match::Yes,
                    Ok(false) => Match::No,
                    Err(_) => Match::TooCostly,
                }
            }
        }
    }

    /// Whether `text` has a match anywhere in it that is found in time.
    pub fn is_match(&self, text: &str) -> bool {
        self.find(text) == Match::Yes
    }
}

/// Compiles the translation of a pattern for the engine that is linear.
pub fn compile(translated: &str) -> Option<Engine> {
    regex::Regex::new(translated).ok().map(Engine::Linear)
}

/// Compiles the translation of a pattern for the engine that backtracks.
pub fn compile_backtracking(translated: &str) -> Option<Engine> {
    let tier = |limit| fancy_regex::RegexBuilder::new(translated).backtrack_limit(limit).build().ok();
    let [short, middle, long] = TIERS.map(|(_, limit)| tier(limit));
    Some(Engine::Backtracking(Box::new([short?, middle?, long?])))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Match, Pattern, compile_backtracking};
    use crate::check::Place;

    #[test]
    fn no_text_takes_long() {
        const PATTERNS: [(&str, fn() -> Option<super::Engine>); 5] = [
            ("nested", || compile_backtracking(r"\A(?:a+)+(?!a)b\z")),
            ("everywhere", || compile_backtracking(r"(?=[^x]*x)y")),
            ("steps", || compile_backtracking(r"\A(?:(?=a)a)*b\z")),
            ("twice", || compile_backtracking(r"(a*)(a*)(a*)\1\2\3c")),
            ("behind", || compile_backtracking(r"(?<=a[^b]*)c")),
        ];
        for (source, compile) in PATTERNS {
            let pattern = Pattern::new(source, Place::NONE, compile);
            for length in [28, 2_000, 60_000, 1 << 20] {
                let text = "a".repeat(length);
                let start = Instant::now();
                let found = pattern.find(&text);
                let took = start.elapsed();
                assert_ne!(found, Match::Yes, "{source} {length}");
                assert!(
                    took < Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 1 }),
                    "{source} {length}: {took:?}"
                );
            }
        }
    }

    #[test]
    fn usual_rules_run_on_usual_texts() {
        let password =
            Pattern::new("", Place::NONE, || compile_backtracking(r"\A(?=.*[A-Z])(?=.*[0-9])(?!.*\s).{8,64}\z"));
        assert_eq!(password.find("Passw0rd"), Match::Yes);
        assert_eq!(password.find("password"), Match::No);
        assert_eq!(password.find(&"aB3".repeat(100_000)), Match::No);
    }
}
