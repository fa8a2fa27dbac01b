//! Names and addresses of the network.

/// Local part and domain as RFC 5321 section 4.1.2 writes them (`Dot-string` or `Quoted-string`, domain or address
/// literal).
pub(super) fn is_email(text: &str) -> bool {
    is_usual(text) || is_unusual(text)
}

/// An address of atoms and a domain of labels, as nearly all are: told in one go over its bytes.
fn is_usual(text: &str) -> bool {
    let mut before = b'.';
    for (at, byte) in text.bytes().enumerate() {
        if !ATEXT[usize::from(byte)] {
            match byte {
                b'.' if before != b'.' => {}
                b'@' => return before != b'.' && at <= MAX_LOCAL && is_hostname(&text[at + 1..]),
                _ => return false,
            }
        }
        before = byte;
    }
    false
}

/// An address of any form.
fn is_unusual(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let local_ok = match local.strip_prefix('"').and_then(|l| l.strip_suffix('"')) {
        Some(quoted) => is_quoted(quoted),
        None => local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(|byte| ATEXT[usize::from(byte)])),
    };
    let domain_ok = match domain.strip_prefix('[').and_then(|d| d.strip_suffix(']')) {
        Some(literal) => match literal.strip_prefix("IPv6:") {
            Some(v6) => v6.parse::<std::net::Ipv6Addr>().is_ok(),
            None => is_ipv4(literal),
        },
        None => is_hostname(domain),
    };
    !local.is_empty() && local.len() <= MAX_LOCAL && local_ok && domain_ok
}

/// How long a local part may be (RFC 5321, section 4.5.3.1.1).
const MAX_LOCAL: usize = 64;

fn is_quoted(text: &str) -> bool {
    let mut escaped = false;
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return false,
            b' '..=b'~' => {}
            _ => return false,
        }
    }
    !escaped
}

/// What an atom is made of: a table, since nearly every byte of an address is looked up.
static ATEXT: [bool; 256] = table(b"!#$%&'*+-/=?^_`{|}~");

/// What a label is made of.
static LABEL: [bool; 256] = table(b"-");

/// Letters and digits of ASCII, and `marks`.
const fn table(marks: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
}

/// RFC 1123 section 2.1: labels of 1 to 63 letters, digits and hyphens, 253 in all.
pub(super) fn is_hostname(text: &str) -> bool {
    if text.len() > 253 {
        return false;
    }
    let (mut rest, mut is_encoded) = (text.as_bytes(), false);
    loop {
        let end = rest.iter().position(|byte| !LABEL[usize::from(*byte)]).unwrap_or(rest.len());
        let (label, after) = rest.split_at(end);
        if !(1..=63).contains(&label.len()) || label.first() == Some(&b'-') || label.last() == Some(&b'-') {
            return false;
        }
        is_encoded |= matches!(label, [b'x' | b'X', b'n' | b'N', b'-', b'-', ..]);
        match after {
            [] => break,
            [b'.', after @ ..] => rest = after,
            _ => return false,
        }
    }
    // Labels that stand for characters outside ASCII are rare, and take long to read.
    !is_encoded || text.split('.').all(super::idn::is_label)
}

/// Four decimal numbers without leading zeros (RFC 2673 section 3.2).
pub(super) fn is_ipv4(text: &str) -> bool {
    text.parse::<std::net::Ipv4Addr>().is_ok()
}

/// RFC 4291 section 2.2; the grammar has no zone.
pub(super) fn is_ipv6(text: &str) -> bool {
    text.parse::<std::net::Ipv6Addr>().is_ok()
}
