//! Patterns that are one row of classes of ASCII, `^[A-Z]{3}-[0-9]{4}$`, as code. Most that people write are; this takes a
//! tenth of the time in which an automaton begins.
//!
//! In: bytes of a text. Out: whether they are of a class, as often as they must be. Guaranteed: each step takes what it
//! can; the generator writes a row only where no later step could need it.

/// Takes bytes of a class from the front, so many that at least `LEAST` and at most `MOST` are taken; whether they are
/// there.
#[inline(always)]
pub fn take<const LEAST: usize, const MOST: usize>(rest: &mut &[u8], is: impl Fn(u8) -> bool) -> bool {
    if LEAST == MOST {
        let Some((taken, after)) = rest.split_at_checked(LEAST) else { return false };
        *rest = after;
        return taken.iter().fold(true, |all, byte| all & is(*byte));
    }
    // What the last step takes is all that is left, and that is told of several bytes at once.
    let most = rest.len().min(MOST);
    let taken = match rest.len() == most && all(rest, &is) {
        true => most,
        false => rest[..most].iter().position(|byte| !is(*byte)).unwrap_or(most),
    };
    *rest = &rest[taken..];
    taken >= LEAST
}

/// Whether all bytes are of a class: in pieces of one size, of which the last overlaps the one before.
#[inline(always)]
fn all(bytes: &[u8], is: &impl Fn(u8) -> bool) -> bool {
    let each = |piece: &[u8]| piece.iter().fold(true, |all, byte| all & is(*byte));
    match bytes.len() {
        0..4 => bytes.iter().all(|byte| is(*byte)),
        4..8 => in_pieces::<4>(bytes, &each),
        8..16 => in_pieces::<8>(bytes, &each),
        16.. => in_pieces::<16>(bytes, &each),
    }
}

#[inline(always)]
fn in_pieces<const SIZE: usize>(bytes: &[u8], each: &impl Fn(&[u8]) -> bool) -> bool {
    let (pieces, _) = bytes.as_chunks::<SIZE>();
    pieces.iter().all(|piece| each(piece)) && bytes.last_chunk::<SIZE>().is_some_and(|last| each(last))
}

/// What matches a row: for each step its class, and how often it comes at least and at most.
#[macro_export]
macro_rules! row {
    ($($class:pat => $least:expr, $most:expr);+) => {
        |text| {
            let mut rest = text.as_bytes();
            let all = true
                $(&& $crate::check::row::take::<{ $least }, { $most }>(&mut rest, |byte| ::core::matches!(byte, $class)))+;
            if all && rest.is_empty() { $crate::check::Match::Yes } else { $crate::check::Match::No }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::check::Match;

    type Row = (&'static str, fn(&str) -> Match);

    #[test]
    fn the_language_is_that_of_the_automaton() {
        let rows: [Row; 8] = [
            (r"^[A-Z]{3}\-[0-9]{4}$", row!(b'A'..=b'Z' => 3, 3; b'-' => 1, 1; b'0'..=b'9' => 4, 4)),
            (r"^[a-z][a-z\-]*$", row!(b'a'..=b'z' => 1, 1; b'-' | b'a'..=b'z' => 0, usize::MAX)),
            ("^a?b+c{2,3}$", row!(b'a' => 0, 1; b'b' => 1, usize::MAX; b'c' => 2, 3)),
            (r"^[\t\n _]*x$", row!(b'\t' | b'\n' | b' ' | b'_' => 0, usize::MAX; b'x' => 1, 1)),
            (
                r"^\$[0-9]+\.[0-9]{2}$",
                row!(b'$' => 1, 1; b'0'..=b'9' => 1, usize::MAX; b'.' => 1, 1; b'0'..=b'9' => 2, 2),
            ),
            (r"^[\]\\]+$", row!(b']' | b'\\' => 1, usize::MAX)),
            ("^a{0}b$", row!(b'a' => 0, 0; b'b' => 1, 1)),
            ("^[A-Za-z0-9]{2,}$", row!(b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => 2, usize::MAX)),
        ];
        let letters: Vec<char> = "abcxABC019-_.$]\\ \t\nä".chars().collect();
        let mut seed = 7_u64;
        let mut next = |end: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % end
        };
        for (pattern, row) in rows {
            let regex = regex::Regex::new(pattern).unwrap();
            let examples = ["", "ABC-1234", "b", "a-b", "abcc", "bccc", " _\tx", "$1.00", "aa", "]\\", "ABC-1234\n"];
            let mut texts: Vec<String> = examples.map(str::to_owned).to_vec();
            for _ in 0..5000 {
                let mut text: Vec<char> = texts[next(examples.len())].chars().collect();
                for _ in 0..next(4) {
                    let at = next(text.len() + 1);
                    text.insert(at, letters[next(letters.len())]);
                }
                texts.push(text.into_iter().collect());
            }
            for text in texts {
                assert_eq!(row(&text) == Match::Yes, regex.is_match(&text), "{pattern} {text:?}");
            }
        }
    }
}
