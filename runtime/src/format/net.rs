//! Names and addresses of the network.

/// Local part and domain as RFC 5321 section 4.1.2 writes them (`Dot-string` or `Quoted-string`, domain or address
/// literal).
pub(super) fn is_email(text: &str) -> bool {
    is_usual(text) || is_unusual(text)
}

/// An address of atoms and a domain of labels, as nearly all are: told in one go over its bytes.
fn is_usual(text: &str) -> bool {
    let (bytes, mut start) = (text.as_bytes(), 0);
    for (at, byte) in bytes.iter().enumerate() {
        if !ATEXT[usize::from(*byte)] {
            match byte {
                b'.' if at > start => start = at + 1,
                b'@' => return at > start && at <= MAX_LOCAL && is_domain(&bytes[at + 1..]),
                _ => return false,
            }
        }
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

/// What a label begins and ends with.
static ALPHANUMERIC: [bool; 256] = table(b"");

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
    is_domain(text.as_bytes())
}

fn is_domain(bytes: &[u8]) -> bool {
    let (mut start, mut is_encoded) = (0, false);
    for (at, byte) in bytes.iter().enumerate() {
        if !ALPHANUMERIC[usize::from(*byte)] {
            match byte {
                b'.' if is_label(bytes, start, at) => start = at + 1,
                b'-' if at > start => is_encoded |= bytes[start..at].eq_ignore_ascii_case(b"xn"),
                _ => return false,
            }
        }
    }
    let ends = bytes.len() <= 253 && is_label(bytes, start, bytes.len());
    // Labels that stand for characters outside ASCII are rare, and take long to read.
    ends && (!is_encoded || bytes.split(|byte| *byte == b'.').all(is_decoded))
}

/// Whether what has no other bytes than those of a label is one: it begins as one.
fn is_label(bytes: &[u8], start: usize, end: usize) -> bool {
    end > start && end - start <= 63 && bytes[end - 1] != b'-'
}

/// Whether a label of ASCII that may stand for other characters stands for some that are allowed.
fn is_decoded(label: &[u8]) -> bool {
    std::str::from_utf8(label).is_ok_and(super::idn::is_label)
}

/// Four decimal numbers without leading zeros (RFC 2673 section 3.2).
pub(super) fn is_ipv4(text: &str) -> bool {
    text.parse::<std::net::Ipv4Addr>().is_ok()
}

/// RFC 4291 section 2.2; the grammar has no zone.
pub(super) fn is_ipv6(text: &str) -> bool {
    text.parse::<std::net::Ipv6Addr>().is_ok()
}
