//! Host names of any script (RFC 5890 to RFC 5893): labels as they are read, and as `xn--…`.
//!
//! In: a name. Out: whether it may be one. Guaranteed: what RFC 5892 derives from properties of characters is derived
//! and not listed; nothing is mapped first, so that an upper-case letter outside ASCII is none of a name.

mod bidi;
mod character;
mod punycode;

use unicode_normalization::is_nfc;

/// How long a label, and a name, may be as it is sent (RFC 1035, section 2.3.4).
const MAX_LABEL: usize = 63;
const MAX_NAME: usize = 253;

/// What begins a label that stands for characters outside ASCII.
const PREFIX: &str = "xn--";

/// Whether a text is a host name; between labels there may be any of the dots of IDNA.
pub(super) fn is_hostname(text: &str) -> bool {
    // Each character takes up a byte at least; what is longer is not looked at.
    if text.chars().nth(MAX_NAME).is_some() {
        return false;
    }
    let labels: Option<Vec<Label>> = text.split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}']).map(Label::read).collect();
    let Some(labels) = labels else { return false };
    let length: usize = labels.iter().map(|label| label.length + 1).sum();
    length <= MAX_NAME + 1 && bidi::holds(labels.iter().map(|label| label.chars.as_slice()))
}

/// Whether a label of ASCII stands for no other, or for one that may be.
pub(super) fn is_label(label: &str) -> bool {
    if label.is_ascii() && !is_encoded(label) {
        return (1..=MAX_LABEL).contains(&label.len()) && is_plain(label.chars());
    }
    Label::read(label).is_some_and(|label| bidi::holds(std::iter::once(label.chars.as_slice())))
}

/// A label that is one.
struct Label {
    /// What it stands for.
    chars: Vec<char>,
    /// How many bytes are sent for it.
    length: usize,
}

impl Label {
    fn read(text: &str) -> Option<Self> {
        let chars: Vec<char> = text.chars().collect();
        let (chars, length) = if !text.is_ascii() {
            let length = PREFIX.len() + punycode::encode(&chars)?.len();
            (chars, length)
        } else if is_encoded(text) && text.len() <= MAX_LABEL {
            let encoded = text[PREFIX.len()..].to_ascii_lowercase();
            let chars = punycode::decode(&encoded)?;
            // Another spelling of the same characters is none (RFC 5891, section 5.4).
            (punycode::encode(&chars)? == encoded && !chars.iter().all(char::is_ascii)).then_some(())?;
            (chars, text.len())
        } else {
            (chars, text.len())
        };
        let fits = if chars.iter().all(char::is_ascii) { is_plain(chars.iter().copied()) } else { is_unicode(&chars) };
        (fits && (1..=MAX_LABEL).contains(&length)).then_some(Label { chars, length })
    }
}

/// Letters, digits and hyphens (RFC 1123, section 2.1).
fn is_plain(mut label: impl DoubleEndedIterator<Item = char> + Clone) -> bool {
    label.clone().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && label.clone().next() != Some('-')
        && label.next_back() != Some('-')
}

fn is_encoded(label: &str) -> bool {
    label.get(..PREFIX.len()).is_some_and(|prefix| prefix.eq_ignore_ascii_case(PREFIX))
}

/// A label with characters outside ASCII (RFC 5891, section 4.2).
fn is_unicode(label: &[char]) -> bool {
    let hyphens = label.get(2..4) == Some(&['-', '-']) || label.first() == Some(&'-') || label.last() == Some(&'-');
    let has = |low: char, high: char| label.iter().any(|c| (low..=high).contains(c));
    // RFC 5892, appendices A.8 and A.9.
    let mixed = has('\u{660}', '\u{669}') && has('\u{6f0}', '\u{6f9}');
    !hyphens
        && !mixed
        && !label.first().is_some_and(|c| character::combines(*c))
        && (0..label.len()).all(|at| character::fits(label, at))
        && is_nfc(&label.iter().collect::<String>())
}
