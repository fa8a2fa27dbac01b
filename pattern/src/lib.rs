//! Regular expressions with look-around, in time linear in the text.
//!
//! In: the syntax of the `regex` crate without flags and captures, and with `(?=…)`, `(?!…)`, `(?<=…)` and `(?<!…)`;
//! `\A` and `\z` are the ends of the text, `\b` and `\B` boundaries of ASCII words. Out: whether a text has a match
//! anywhere. Guaranteed: no backtracking. What is looked around for is found for all places of the text at once, in
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

impl LookAround {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// Why it is none, or that it is too large.
    pub fn new(pattern: &str) -> Result<Self, String> {
        parse::parse(pattern)
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
        for pattern in ["(", ")", "[", "*a", "(?i)a", r"\d", "(?:a{1000}){1000}", "[z-a]"] {
            assert!(LookAround::new(pattern).is_err(), "{pattern}");
        }
    }
}
