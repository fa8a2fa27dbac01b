//! Patterns of a small grammar on texts of strange characters; the engine of ECMA-262 is the judge.
//!
//! Guaranteed: the same patterns and texts in every run; both of our engines say what the judge says, and hardly any
//! pattern is refused.

use super::super::{Engine, translate};

/// Numbers in an order that looks like none (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap_or_default()
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const ATOMS: &[&str] = &[
    "a",
    "b",
    "A",
    "k",
    "\u{212a}",
    "-",
    "_",
    "0",
    "7",
    "é",
    "😀",
    "ß",
    "/",
    "&",
    "~",
    "#",
    " ",
    ".",
    r"\d",
    r"\D",
    r"\s",
    r"\S",
    r"\w",
    r"\W",
    r"\.",
    r"\/",
    r"\$",
    r"\t",
    r"\n",
    r"\v",
    r"(?:\0)",
    r"\cJ",
    r"\x41",
    r"\u0041",
    r"\u2028",
    r"\u{1F600}",
    r"\uD83D\uDE00",
    r"\p{L}",
    r"\P{Lu}",
    r"\p{Lu}",
    r"\p{Script=Greek}",
    r"\p{ASCII}",
    "[a-c]",
    "[^a-c]",
    r"[\s\d]",
    r"[^\s]",
    r"[^\W_]",
    r"[\w-]",
    r"[\-a]",
    "[]",
    "[^]",
    r"[\b]",
    "[a&&b]",
    "[&~#-]",
    r"[\]\\^]",
    "[😀-😂]",
    r"[\u{1F600}-\u{1F64F}]",
    r"[\p{L}\d]",
    r"[^\p{Lu}]",
    r"[\S]",
    r"[\D0]",
    "[.]",
    "[$^]",
    "[[a]",
    r"[\u2028\u2029]",
];

const BETWEEN: &[&str] = &["^", "$", r"\b", r"\B"];

const TIMES: &[&str] = &["*", "+", "?", "{2}", "{0,2}", "{1,}", "*?", "+?", "??", "{1,2}?", "{0}"];

const OPENINGS: &[&str] = &["(", "(?:", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?<n"];

/// What texts are made of.
const PIECES: &[&str] = &[
    "a",
    "b",
    "c",
    "A",
    "k",
    "K",
    "\u{212a}",
    "-",
    "_",
    "0",
    "7",
    "é",
    "É",
    "😀",
    "ß",
    "/",
    "&",
    "~",
    " ",
    "\n",
    "\r",
    "\t",
    "\u{b}",
    "\0",
    "\u{a0}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{85}",
    "\u{180e}",
    "α",
    "٣",
    "$",
    "^",
    "[",
    "]",
    "\\",
    ".",
    "\u{8}",
    "\u{10ffff}",
];

fn pattern(numbers: &mut Numbers, depth: usize, names: &mut usize) -> String {
    let mut out = String::new();
    for _ in 0..=numbers.below(3) {
        match numbers.below(10) {
            0 => out.push_str(numbers.pick(BETWEEN)),
            1 | 2 if depth > 0 => group(numbers, depth, names, &mut out),
            _ => {
                out.push_str(numbers.pick(ATOMS));
                if numbers.below(3) == 0 {
                    out.push_str(numbers.pick(TIMES));
                }
            }
        }
    }
    if numbers.below(6) == 0 {
        out.push('|');
        out.push_str(&pattern(numbers, depth.saturating_sub(1), names));
    }
    out
}

fn group(numbers: &mut Numbers, depth: usize, names: &mut usize, out: &mut String) {
    let opening = numbers.pick(OPENINGS);
    out.push_str(opening);
    if opening == "(?<n" {
        *names += 1;
        out.push_str(&format!("{names}>"));
    }
    let inner = pattern(numbers, depth - 1, names);
    out.push_str(&inner);
    out.push(')');
    let looks = ["(?=", "(?!", "(?<=", "(?<!"].contains(&opening);
    if !looks && numbers.below(3) == 0 {
        out.push_str(numbers.pick(TIMES));
    }
}

fn text(numbers: &mut Numbers) -> String {
    (0..numbers.below(7)).map(|_| numbers.pick(PIECES)).collect()
}

#[test]
fn engines_agree_on_patterns_that_nobody_wrote() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let (mut judged, mut refused, mut matched) = (0, Vec::new(), 0);
    for _ in 0..1500 {
        let pattern = pattern(&mut numbers, 2, &mut 0);
        let Ok(judge) = regress::Regex::with_flags(&pattern, "u") else { panic!("{pattern} is no pattern") };
        let (engine, translated) = match translate(&pattern) {
            Ok(found) => found,
            Err(why) => {
                refused.push(format!("{pattern}: {why}"));
                continue;
            }
        };
        let bounded = specwright_pattern::LookAround::new(&translated).unwrap();
        let linear = (engine == Engine::Linear).then(|| regex::Regex::new(&translated).unwrap());
        for _ in 0..12 {
            let text = text(&mut numbers);
            let expected = judge.find(&text).is_some();
            assert_eq!(bounded.is_match(&text), Some(expected), "{pattern} as {translated} on {text:?}");
            if let Some(linear) = &linear {
                assert_eq!(linear.is_match(&text), expected, "{pattern} as {translated} on {text:?}");
            }
            judged += 1;
            matched += usize::from(expected);
        }
    }
    assert!(refused.is_empty(), "{} refused: {:#?}", refused.len(), &refused[..refused.len().min(20)]);
    assert!(matched * 10 > judged && matched * 10 < judged * 9, "{matched} of {judged} match");
}
