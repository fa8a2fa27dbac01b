//! Regular expressions with look-around, in time linear in the text.
//!
//! In: the syntax of the `regex` crate without flags and captures, and with `(?=…)`, `(?!…)`, `(?<=…)` and `(?<!…)`;
//! `^`, `\A`, `$` and `\z` are the ends of the text, `\b` and `\B` boundaries of ASCII words, as is `(?-u:\b)`. Out:
//! whether a text has a match anywhere. Guaranteed: no backtracking. What is looked around for is found for all places of the text at once, in
//! one run over it for each look, so that time grows with the text times the pattern, and is bounded beyond that.

mod parse;
mod program;
mod run;

use program::Program;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct LookAround {
    sets: Vec<Vec<(char, char)>>,
    /// Inner ones before those that they are in.
    looks: Vec<Look>,
    whole: Program,
}

/// What is looked around for.
#[derive(Clone, Debug)]
struct Look {
    ahead: bool,
    program: Program,
}

/// How large what the `regex` crate makes of a pattern may be; what is larger is for this engine.
pub const MAX_REGEX: usize = 1 << 20;

/// How many steps a text may take in the `regex` crate, counted as its length times the states of the pattern.
const MAX_REGEX_STEPS: usize = 20_000_000;

/// Texts up to this length are never worth counting.
pub const SHORT: usize = 512;

impl LookAround {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// Why it is none, or that it is too large.
    pub fn new(pattern: &str) -> Result<Self, String> {
        parse::parse(pattern)
    }

    /// Whether the same pattern run by the `regex` crate over a text of this length takes a bounded time. Where states
    /// are many and the text defeats its tables, that one takes as many steps as states times characters.
    pub fn is_cheap(&self, length: usize) -> bool {
        let looks = self.looks.iter().map(|look| look.program.states.len());
        let states = looks.sum::<usize>() + self.whole.states.len();
        length.saturating_mul(states) <= MAX_REGEX_STEPS
    }

    /// Whether a match is anywhere in `text`; nothing when that takes too many steps.
    pub fn is_match(&self, text: &str) -> Option<bool> {
        run::is_match(self, text)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::LookAround;

    #[track_caller]
    fn judge(pattern: &str, matching: &[&str], others: &[&str]) {
        let compiled = LookAround::new(pattern).unwrap();
        for text in matching {
            assert_eq!(compiled.is_match(text), Some(true), "{pattern} {text:?}");
        }
        for text in others {
            assert_eq!(compiled.is_match(text), Some(false), "{pattern} {text:?}");
        }
    }

    #[test]
    fn plain_parts() {
        judge(r"a{2,3}b?(?:c|d+?)\z", &["aac", "aaabdd", "xaad"], &["ac", "aab", "aacx"]);
        judge(r"\A[^a-c[\u{e9}]]\.\z", &["d.", "😀."], &["a.", "é.", "d,", "dd."]);
        judge("", &["", "a"], &[]);
        judge("a|", &["", "b"], &[]);
        judge(r"\A(?:|a{2})\z", &["", "aa"], &["a"]);
        judge(r"\bfoo\b", &["a foo b", "éfooé"], &["afoo"]);
        judge(r"\A\B-\B\z", &["-"], &["a"]);
        judge(r"^(?-u:\b)foo(?-u:\b)$", &["foo"], &["foo ", "\nfoo", "foo\n"]);
    }

    #[test]
    fn looking_around() {
        judge(r"\A(?=.*[0-9])(?!.* )[a-z0-9 ]{3,}\z", &["ab1"], &["abc", "a 1", "a1"]);
        judge(r"(?<![a-z])foo(?=bar|\z)", &["foo", "1foobar"], &["afoo", "foox"]);
        judge(r"(?<=a[^c]*)b", &["a--b"], &["acb", "b"]);
        judge(r"(?<=(?<!x)a)b(?!(?!c)d)", &["ab", "abc"], &["xab", "abd"]);
        judge(r"\A(?:(?=a)a|b(?!b))*\z", &["aba", ""], &["bb", "abb"]);
        judge(r"\A(?:a+)+(?!a)b\z", &["aab"], &["aaa"]);
    }

    #[test]
    fn no_text_takes_long() {
        for pattern in [
            r"\A(?:(?=a)a+)+b\z",
            "(?=[^x]*x)y",
            "(?<=a[^b]*)c",
            r"\A(?=.*[A-Z])(?=.*[0-9])(?!.*\z).{8,64}\z",
            "(?:(?:(?=a)a{0,50}){0,50}){0,50}b",
            &format!("(?=(?:{}b)y)a", (1..5000).map(|n| format!("a{n}|")).collect::<String>()),
            &format!("(?:{}b)y", (1..5000).map(|n| format!("a{n}|")).collect::<String>()),
        ] {
            let Ok(compiled) = LookAround::new(pattern) else { continue };
            let start = Instant::now();
            assert_ne!(compiled.is_match(&"a".repeat(1 << 20)), Some(true), "{pattern}");
            let most = if cfg!(debug_assertions) { 20 } else { 1 };
            assert!(start.elapsed() < Duration::from_secs(most), "{pattern}: {:?}", start.elapsed());
        }
    }

    #[test]
    fn what_is_no_pattern() {
        for pattern in ["(", ")", "[", "*a", "(?i)a", r"\d", "[z-a]"] {
            assert!(LookAround::new(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn what_is_too_large_is_told_at_once() {
        let start = Instant::now();
        let looks = "(?=a{50000})".repeat(100);
        for pattern in ["(?:a{1000}){1000}", "(?:(?:(?:){99999}){99999}){99999}", &"(?:".repeat(300), &looks] {
            assert!(LookAround::new(pattern).is_err(), "{pattern}");
        }
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    }
}
