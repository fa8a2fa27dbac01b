//! URIs, IRIs and references to them (RFC 3986, RFC 3987).

use super::net;
use super::text::encoded;

/// What is asked for: `uri`, `uri-reference`, and the same of IRIs.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// It may leave out the scheme.
    pub relative: bool,
    /// Characters outside ASCII may stand as they are.
    pub international: bool,
}

pub(super) fn is(text: &str, form: Form) -> bool {
    let of = |extra: &str, text: &str| {
        let fits = |c: char| {
            c.is_ascii_alphanumeric()
                || "-._~!$&'()*+,;=%".contains(c)
                || extra.contains(c)
                || (form.international && !c.is_ascii() && !c.is_control())
        };
        text.chars().all(fits) && encoded(text)
    };
    let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    if !of(":@/?", fragment) || !of(":@/?", query) {
        return false;
    }
    let scheme = rest.split_once(':').filter(|(scheme, _)| !scheme.contains('/'));
    let rest = match scheme {
        Some((scheme, rest)) if is_scheme(scheme) => rest,
        Some(_) => return false,
        None if form.relative => rest,
        None => return false,
    };
    let path = match rest.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            if !is_authority(authority, &of) {
                return false;
            }
            path
        }
        None => rest,
    };
    of(":@/", path)
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

fn is_authority(text: &str, of: &dyn Fn(&str, &str) -> bool) -> bool {
    let (user, host) = text.rsplit_once('@').unwrap_or(("", text));
    let (host, port) = match host.strip_prefix('[') {
        Some(literal) => match literal.split_once(']') {
            Some((address, rest)) if is_address(address) => ("", rest),
            _ => return false,
        },
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let port_ok =
        port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.bytes().all(|b| b.is_ascii_digit()));
    of(":", user) && of("", host) && port_ok
}

/// What stands in brackets: an address of version 6, or of one to come.
fn is_address(text: &str) -> bool {
    let future = |text: &str| {
        text.strip_prefix(['v', 'V']).and_then(|rest| rest.split_once('.')).is_some_and(|(version, rest)| {
            !version.is_empty()
                && version.bytes().all(|b| b.is_ascii_hexdigit())
                && !rest.is_empty()
                && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:".contains(&b))
        })
    };
    net::is_ipv6(text) || future(text)
}
