//! The length of texts: what limits, patterns and formats allow together.

use super::super::context::Context;
use super::super::instance::pattern;
use super::{is_only, no_value};
use crate::document::Node;

pub(super) fn judge(context: &mut Context<'_, '_>, schema: &Node) {
    if !is_only(schema, &["string"]) {
        return;
    }
    let limit = |keyword: &str| {
        let node = schema.get(keyword)?;
        Some((node, node.as_number()?.parse::<usize>().ok()?))
    };
    let (low, high) = (limit("minLength"), limit("maxLength"));
    if let Some(node) = schema.get("pattern")
        && let Some(text) = node.as_str().filter(|text| pattern::compile(text).is_ok())
    {
        let (least, most) = range(text);
        if let Some((other, allowed)) = high.filter(|(_, allowed)| least > *allowed) {
            let message = format!("the pattern wants {least} characters at least, `maxLength` allows {allowed}");
            no_value(context, node.span, message, &[(other.span, "the limit")]);
        } else if let (Some((other, wanted)), Some(most)) = (low, most)
            && most < wanted
        {
            let message = format!("the pattern allows {most} characters at most, `minLength` wants {wanted}");
            no_value(context, node.span, message, &[(other.span, "the limit")]);
        }
    }
    let Some(format) = schema.get("format") else { return };
    let Some((least, most)) = format.as_str().and_then(of_format) else { return };
    if let Some((node, allowed)) = high.filter(|(_, allowed)| *allowed < least) {
        let message = format!("a text of this format has {least} characters at least, `maxLength` allows {allowed}");
        no_value(context, node.span, message, &[(format.span, "the format")]);
    }
    if let Some((node, wanted)) = low.filter(|(_, wanted)| most.is_some_and(|most| most < *wanted)) {
        let message = format!("no text of this format has {wanted} characters");
        no_value(context, node.span, message, &[(format.span, "the format")]);
    }
}

fn of_format(name: &str) -> Option<(usize, Option<usize>)> {
    Some(match name {
        "uuid" => (36, Some(36)),
        "date" => (10, Some(10)),
        "date-time" => (20, None),
        "time" => (9, None),
        "ipv4" => (7, Some(15)),
        "ipv6" => (2, Some(45)),
        "email" => (3, None),
        _ => return None,
    })
}

/// How many characters a text has that matches: at least, and at most if the pattern holds both ends of it.
fn range(pattern: &str) -> (usize, Option<usize>) {
    let chars: Vec<char> = pattern.chars().collect();
    let mut reader = Reader { chars: &chars, at: 0, depth: 0 };
    let (least, most) = reader.choice();
    let is_whole = reader.at == chars.len() && reader.depth == 0;
    let holds_ends = pattern.starts_with('^') && pattern.ends_with('$') && !pattern.ends_with("\\$");
    if !is_whole {
        return (0, None);
    }
    (least, most.filter(|_| holds_ends && !has_outer_choice(&chars)))
}

/// Whether `|` stands outside of every group, where `^` and `$` belong to one side only.
fn has_outer_choice(chars: &[char]) -> bool {
    let mut reader = Reader { chars, at: 0, depth: 0 };
    reader.sequence();
    reader.peek() == Some('|')
}

/// How deep groups may nest before a pattern counts as one of any length.
const MAX_DEPTH: usize = 50;

struct Reader<'p> {
    chars: &'p [char],
    at: usize,
    depth: usize,
}

type Lengths = (usize, Option<usize>);

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn takes(&mut self, text: &str) -> bool {
        let follows = text.chars().enumerate().all(|(index, c)| self.chars.get(self.at + index) == Some(&c));
        if follows {
            self.at += text.chars().count();
        }
        follows
    }

    fn choice(&mut self) -> Lengths {
        let mut all = self.sequence();
        while self.takes("|") {
            let (least, most) = self.sequence();
            all = (all.0.min(least), all.1.zip(most).map(|(a, b)| a.max(b)));
        }
        all
    }

    fn sequence(&mut self) -> Lengths {
        let mut sum: Lengths = (0, Some(0));
        while let Some(next) = self.peek().filter(|c| !matches!(c, '|' | ')')) {
            let (least, most) = self.atom(next);
            let (from, to) = self.quantifier();
            let repeated = |length: usize, times: usize| length.saturating_mul(times);
            let most = match (most, to) {
                (Some(0), _) => Some(0),
                (Some(most), Some(to)) => Some(repeated(most, to)),
                (_, Some(0)) => Some(0),
                _ => None,
            };
            sum = (sum.0.saturating_add(repeated(least, from)), sum.1.zip(most).map(|(a, b)| a.saturating_add(b)));
        }
        sum
    }

    fn atom(&mut self, first: char) -> Lengths {
        self.at += 1;
        match first {
            '^' | '$' => (0, Some(0)),
            '[' => {
                while let Some(c) = self.peek() {
                    self.at += if c == '\\' { 2 } else { 1 };
                    if c == ']' {
                        break;
                    }
                }
                (1, Some(1))
            }
            '(' => self.group(),
            '\\' => self.escape(),
            _ => (1, Some(1)),
        }
    }

    fn group(&mut self) -> Lengths {
        let is_look = ["?=", "?!", "?<=", "?<!"].into_iter().any(|start| self.takes(start));
        if !is_look && !self.takes("?:") && self.takes("?<") {
            while self.peek().is_some_and(|c| c != '>') {
                self.at += 1;
            }
            self.at += 1;
        }
        if self.depth == MAX_DEPTH {
            self.at = usize::MAX;
            return (0, None);
        }
        self.depth += 1;
        let inside = self.choice();
        if self.takes(")") {
            self.depth -= 1;
        }
        if is_look { (0, Some(0)) } else { inside }
    }

    fn escape(&mut self) -> Lengths {
        let Some(c) = self.peek() else { return (0, None) };
        self.at += 1;
        match c {
            'b' | 'B' => (0, Some(0)),
            // What a group matched before.
            '1'..='9' | 'k' => (0, None),
            'x' => self.skip(2),
            'c' => self.skip(1),
            'u' if self.peek() == Some('{') => self.braces(),
            'u' => self.skip(4),
            'p' | 'P' => self.braces(),
            _ => (1, Some(1)),
        }
    }

    fn skip(&mut self, count: usize) -> Lengths {
        self.at += count;
        (1, Some(1))
    }

    fn braces(&mut self) -> Lengths {
        while let Some(c) = self.peek() {
            self.at += 1;
            if c == '}' {
                break;
            }
        }
        (1, Some(1))
    }

    /// How often what is before it repeats.
    fn quantifier(&mut self) -> Lengths {
        let times = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                let rest = self.chars.get(self.at + 1..).unwrap_or_default();
                let inside: String = rest.iter().take_while(|c| **c != '}').collect();
                let (from, to) = inside.split_once(',').unwrap_or((&inside, &inside));
                let (Ok(from), end) = (from.parse(), to.parse()) else { return (1, Some(1)) };
                self.at += inside.chars().count() + 1;
                (from, end.ok())
            }
            _ => return (1, Some(1)),
        };
        self.at += 1;
        self.takes("?");
        times
    }
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn lengths_of_patterns() {
        for (pattern, expected) in [
            ("^[A-Z]{3}$", (3, Some(3))),
            ("^(a|bc)?d$", (1, Some(3))),
            ("[A-Z]{3}", (3, None)),
            ("^a|b$", (1, None)),
            ("^(?=.*\\d)\\w{8,}$", (8, None)),
            ("^\\u{1F600}\\p{L}+\\x41[\\]a]$", (4, None)),
            ("^(?<y>\\d{4})-\\d{2,4}?$", (7, Some(9))),
            ("^$", (0, Some(0))),
            ("^(a{2}){3}\\1$", (6, None)),
        ] {
            assert_eq!(range(pattern), expected, "{pattern}");
        }
    }
}
