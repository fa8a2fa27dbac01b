//! Labels of host names that stand for characters outside ASCII: `xn--…` (RFC 5891, RFC 5892).

use std::sync::LazyLock;

use regex::Regex;

/// Characters that combine with the one before them.
static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\A\p{M}").ok());
static GREEK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\A\p{Greek}").ok());
static HEBREW: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\A\p{Hebrew}").ok());
static JAPANESE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\A[\p{Hiragana}\p{Katakana}\p{Han}]").ok());

/// Characters that join the letters around them (canonical combining class 9).
const VIRAMAS: &[char] = &[
    '\u{94d}', '\u{9cd}', '\u{a4d}', '\u{acd}', '\u{b4d}', '\u{bcd}', '\u{c4d}', '\u{ccd}', '\u{d3b}', '\u{d3c}',
    '\u{d4d}', '\u{dca}', '\u{e3a}', '\u{eba}', '\u{f84}', '\u{1039}', '\u{103a}', '\u{1714}', '\u{1734}', '\u{17d2}',
    '\u{1a60}', '\u{1b44}', '\u{1baa}', '\u{1bab}', '\u{1bf2}', '\u{1bf3}', '\u{2d7f}', '\u{a806}', '\u{a8c4}',
    '\u{a953}', '\u{a9c0}', '\u{aaf6}', '\u{abed}',
];

/// Whether a label is no encoded one, or one that stands for a label that may be.
pub(super) fn is_label(label: &str) -> bool {
    match label.get(..4) {
        Some(prefix) if prefix.eq_ignore_ascii_case("xn--") => {
            decode(&label[4..].to_ascii_lowercase()).is_some_and(|decoded| may_be(&decoded))
        }
        Some(_) | None => true,
    }
}

fn is_a(set: &LazyLock<Option<Regex>>, c: char) -> bool {
    set.as_ref().is_some_and(|regex| regex.is_match(c.encode_utf8(&mut [0; 4])))
}

/// The rules of RFC 5892, appendix A, and of RFC 5891, section 4.2.3.
fn may_be(label: &[char]) -> bool {
    let first_fits = label.first().is_some_and(|c| !is_a(&MARK, *c) && *c != '-');
    let hyphens = label.get(2..4) == Some(&['-', '-']);
    let has = |low: char, high: char| label.iter().any(|c| (low..=high).contains(c));
    let mixed = has('\u{660}', '\u{669}') && has('\u{6f0}', '\u{6f9}');
    let each = label.iter().enumerate().all(|(at, c)| {
        let before = at.checked_sub(1).map(|at| label[at]);
        let after = label.get(at + 1).copied();
        match c {
            '\u{640}' | '\u{7fa}' | '\u{302e}' | '\u{302f}' | '\u{3031}'..='\u{3035}' | '\u{303b}' => false,
            '\u{b7}' => before == Some('l') && after == Some('l'),
            '\u{375}' => after.is_some_and(|c| is_a(&GREEK, c)),
            '\u{5f3}' | '\u{5f4}' => before.is_some_and(|c| is_a(&HEBREW, c)),
            '\u{30fb}' => label.iter().any(|c| *c != '\u{30fb}' && is_a(&JAPANESE, *c)),
            '\u{200d}' => before.is_some_and(|c| VIRAMAS.contains(&c)),
            _ => true,
        }
    });
    first_fits && label.last() != Some(&'-') && !hyphens && !mixed && each
}

/// Punycode (RFC 3492, section 6.2), without its prefix.
fn decode(text: &str) -> Option<Vec<char>> {
    let (plain, digits) = text.rsplit_once('-').unwrap_or(("", text));
    let mut out: Vec<char> = plain.chars().collect();
    let (mut code, mut index, mut bias) = (128_u32, 0_u32, 72_u32);
    let mut digits = digits.bytes().peekable();
    digits.peek()?;
    while digits.peek().is_some() {
        let start = index;
        let (mut weight, mut at) = (1_u32, 36_u32);
        loop {
            let digit = match digits.next()? {
                byte @ b'a'..=b'z' => u32::from(byte - b'a'),
                byte @ b'0'..=b'9' => u32::from(byte - b'0') + 26,
                _ => return None,
            };
            index = index.checked_add(digit.checked_mul(weight)?)?;
            let threshold = at.saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
            at += 36;
        }
        let length = u32::try_from(out.len()).ok()? + 1;
        bias = adapt(index - start, length, start == 0);
        code = code.checked_add(index / length)?;
        index %= length;
        out.insert(index as usize, char::from_u32(code)?);
        index += 1;
    }
    Some(out)
}

fn adapt(delta: u32, length: u32, first: bool) -> u32 {
    let mut delta = delta / if first { 700 } else { 2 };
    delta += delta / length;
    let mut steps = 0;
    while delta > 455 {
        delta /= 35;
        steps += 36;
    }
    steps + 36 * delta / (delta + 38)
}
