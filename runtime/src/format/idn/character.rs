//! Which characters a label may have, and beside which others (RFC 5892).
//!
//! In: a label and a place in it. Out: whether the character there may be there. Guaranteed: the property is derived as
//! section 3 of the RFC says, in its order, from the tables of the Unicode crates that are there anyway or are small.

use std::sync::LazyLock;

use regex::Regex;
use unicode_joining_type::{JoiningType, get_joining_type};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

type Set = LazyLock<Option<Regex>>;

/// Letters, digits and marks (2.1), but for what is ignored or changes its case (2.2, 2.3).
static LETTERS: Set = LazyLock::new(|| {
    Regex::new(r"\A[\p{Ll}\p{Lu}\p{Lo}\p{Nd}\p{Lm}\p{Mn}\p{Mc}--[\p{Changes_When_Casefolded}\p{Default_Ignorable_Code_Point}]]")
    .ok()
});
static MARK: Set = LazyLock::new(|| Regex::new(r"\A\p{M}").ok());
static GREEK: Set = LazyLock::new(|| Regex::new(r"\A\p{Greek}").ok());
static HEBREW: Set = LazyLock::new(|| Regex::new(r"\A\p{Hebrew}").ok());
static JAPANESE: Set = LazyLock::new(|| Regex::new(r"\A[\p{Hiragana}\p{Katakana}\p{Han}]").ok());

/// The canonical combining class of characters that join the letters around them.
const VIRAMA: u8 = 9;

/// Whether a character combines with the one before it.
pub(super) fn combines(c: char) -> bool {
    is_a(&MARK, c)
}

fn is_a(set: &Set, c: char) -> bool {
    set.as_ref().is_some_and(|regex| regex.is_match(c.encode_utf8(&mut [0; 4])))
}

/// Whether the character at a place may be there.
pub(super) fn fits(label: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| label[at]);
    let after = label.get(at + 1).copied();
    match label[at] {
        // Exceptions (2.6) and what they need beside them (appendix A).
        '\u{df}' | '\u{3c2}' | '\u{6fd}' | '\u{6fe}' | '\u{f0b}' | '\u{3007}' => true,
        '\u{640}' | '\u{7fa}' | '\u{302e}' | '\u{302f}' | '\u{3031}'..='\u{3035}' | '\u{303b}' => false,
        '\u{b7}' => before == Some('l') && after == Some('l'),
        '\u{375}' => after.is_some_and(|c| is_a(&GREEK, c)),
        '\u{5f3}' | '\u{5f4}' => before.is_some_and(|c| is_a(&HEBREW, c)),
        '\u{30fb}' => label.iter().any(|c| *c != '\u{30fb}' && is_a(&JAPANESE, *c)),
        '\u{200c}' => before.is_some_and(is_virama) || joins(label, at),
        '\u{200d}' => before.is_some_and(is_virama),
        'a'..='z' | '0'..='9' | '-' => true,
        c => is_letter(c),
    }
}

fn is_virama(c: char) -> bool {
    canonical_combining_class(c) == VIRAMA
}

/// Whether letters before and behind a place would be joined but for what stands there (appendix A.1).
fn joins(label: &[char], at: usize) -> bool {
    let (before, after) = (&label[..at], &label[at + 1..]);
    let kind = |c: &char| Some(get_joining_type(*c)).filter(|kind| *kind != JoiningType::Transparent);
    let (left, right) = (before.iter().rev().find_map(kind), after.iter().find_map(kind));
    matches!(left, Some(JoiningType::LeftJoining | JoiningType::DualJoining))
        && matches!(right, Some(JoiningType::RightJoining | JoiningType::DualJoining))
}

fn is_letter(c: char) -> bool {
    let ignored = matches!(c, '\u{20d0}'..='\u{20ff}' | '\u{1d100}'..='\u{1d1ff}' | '\u{1d200}'..='\u{1d24f}');
    let old_hangul = matches!(c,
        '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97c}' | '\u{d7b0}'..='\u{d7c6}' | '\u{d7cb}'..='\u{d7fb}');
    // A character that stands for others is not stable (2.2).
    !ignored && !old_hangul && is_a(&LETTERS, c) && std::iter::once(c).nfkc().eq([c])
}
