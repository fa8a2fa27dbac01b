//! Characters as letters, digits and hyphens (RFC 3492), without the prefix of IDNA.
//!
//! Guaranteed: no overflow; what is encoded is decoded to the same, and the other way round in one spelling.

/// The characters of a text (section 6.2).
pub(super) fn decode(text: &str) -> Option<Vec<char>> {
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

/// The text for some characters (section 6.3).
pub(super) fn encode(chars: &[char]) -> Option<String> {
    let mut out: String = chars.iter().filter(|c| c.is_ascii()).collect();
    let plain = out.len();
    if plain > 0 {
        out.push('-');
    }
    let (mut code, mut delta, mut bias, mut done) = (128_u32, 0_u32, 72_u32, plain);
    while done < chars.len() {
        let next = chars.iter().map(|c| u32::from(*c)).filter(|c| *c >= code).min()?;
        delta = delta.checked_add((next - code).checked_mul(u32::try_from(done).ok()? + 1)?)?;
        code = next;
        for c in chars.iter().map(|c| u32::from(*c)) {
            if c < code {
                delta = delta.checked_add(1)?;
            } else if c == code {
                number(delta, bias, &mut out);
                bias = adapt(delta, u32::try_from(done).ok()? + 1, done == plain);
                (delta, done) = (0, done + 1);
            }
        }
        (delta, code) = (delta.checked_add(1)?, code + 1);
    }
    Some(out)
}

/// Writes a number in digits whose weights depend on what came before.
fn number(number: u32, bias: u32, out: &mut String) {
    let (mut rest, mut at) = (number, 36_u32);
    loop {
        let threshold = at.saturating_sub(bias).clamp(1, 26);
        if rest < threshold {
            return out.push(digit(rest));
        }
        out.push(digit(threshold + (rest - threshold) % (36 - threshold)));
        rest = (rest - threshold) / (36 - threshold);
        at += 36;
    }
}

fn digit(value: u32) -> char {
    char::from_digit((value + 10) % 36, 36).unwrap_or('a')
}
