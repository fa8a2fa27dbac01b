//! Names in scripts other than Latin.
//!
//! In: words, and what makes an identifier of them. Out: an identifier that rustc takes without a warning, in the words'
//! own script where it can be. Guaranteed: decided by the words alone, so that nothing else of a document changes it.
//!
//! rustc warns of letters outside of the profile of Unicode for identifiers (UTS 39 section 3.1), of a script of which a
//! crate uses nothing but letters that look like those of others, and of names that look alike. What it would warn of
//! is spelled in ASCII instead.

use std::borrow::Cow;

use heck::ToSnakeCase;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::GeneralSecurityProfile;
use unicode_security::confusable_detection::skeleton;
use unicode_security::mixed_script::{AugmentedScriptSet, is_potential_mixed_script_confusable_char};

/// The text with one spelling for each letter, and without those that are others in a different look (`ﬁ`, `²`, `K`).
pub(super) fn normal(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfkc().collect()) }
}

/// The identifier of the words; where rustc would warn of it, that of the same words in ASCII.
pub(super) fn readable(words: &str, identifier: impl Fn(&str) -> String) -> String {
    let name = identifier(words);
    if name.is_ascii() {
        return name;
    }
    // Changes of case can part a letter again.
    let name: String = name.nfc().collect();
    if is_plain(&name) && !is_mixed(words) {
        return name;
    }
    let spelled = deunicode::deunicode_with_tofu(words, " ");
    let known: String = spelled.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    identifier(known.trim())
}

/// What a name looks like: the same for two of which rustc warns together.
pub(super) fn look(name: &str) -> String {
    skeleton(name).collect()
}

/// Whether a word has letters of Latin and of another alphabet. One of them was meant to be one of the other, and rustc
/// would warn of the word beside the one that was meant. What stands for syllables and words looks like no letter.
fn is_mixed(words: &str) -> bool {
    let shares = |c: char, with: char| {
        let mut scripts = AugmentedScriptSet::for_char(c);
        scripts.intersect_with(AugmentedScriptSet::for_char(with));
        !scripts.is_empty()
    };
    let is_foreign = |c: char| c.is_alphabetic() && !shares(c, 'a') && !shares(c, '中');
    let words = words.to_snake_case();
    let mut words = words.split('_');
    words.any(|word| word.contains(|c: char| c.is_ascii_alphabetic()) && word.contains(is_foreign))
}

/// Whether rustc warns of a name in no crate.
fn is_plain(name: &str) -> bool {
    let letters = || name.chars().filter(|c| !c.is_ascii());
    let latin = AugmentedScriptSet::for_char('A');
    // A script counts as meant where one of its letters is like no other's; Latin always does.
    let is_meant = |c: char| {
        let script = AugmentedScriptSet::for_char(c);
        let same = |other: char| AugmentedScriptSet::for_char(other) == script;
        script == latin || letters().any(|other| same(other) && !is_potential_mixed_script_confusable_char(other))
    };
    // Letters of Latin have marks of their own; letters of others that look like them have the same ones.
    let is_latin = letters().all(|c| AugmentedScriptSet::for_char(c) == latin);
    let is_own = skeleton(name).any(|c| !c.is_ascii() && (is_latin || !is_combining_mark(c)));
    letters().all(|c| c.identifier_allowed() && is_meant(c)) && is_own
}
