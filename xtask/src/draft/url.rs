//! A URL of a page, taken apart: the server, the path with its parameters, the query.
//!
//! In: the URL of a sample, in which parameters stand as `{id}`, `<id>` or `:id`. Out: a path that begins with a slash
//! and has its parameters in braces. Guaranteed: no query, no blank and no slash at the end of a path.

use super::model::Server;

/// The parts of a URL.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parts {
    pub server: Option<Server>,
    pub path: String,
    /// The names of the query and their samples.
    pub query: Vec<(String, String)>,
    /// Whether the page wrote a slash at the end.
    pub had_slash: bool,
}

pub(super) fn split(url: &str) -> Parts {
    let (rest, query) = url.split_once('?').unwrap_or((url, ""));
    let rest = rest.split('#').next().unwrap_or_default();
    let scheme = ["https:", "http:"].into_iter().find(|scheme| rest.starts_with(scheme));
    let (server, path) = match scheme {
        Some(scheme) => {
            let written = rest.get(scheme.len()..).unwrap_or_default();
            let bare = written.trim_start_matches('/');
            let (host, path) = bare.split_at(bare.find('/').unwrap_or(bare.len()));
            (server(scheme, host, written.len() - bare.len() == 2), path)
        }
        None => (None, rest),
    };
    let had_slash = path.len() > 1 && path.ends_with('/');
    let query = query.split('&').filter(|part| !part.is_empty());
    let query = query.map(|part| part.split_once('=').unwrap_or((part, "")));
    Parts {
        server,
        path: template(path),
        query: query.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        had_slash,
    }
}

fn server(scheme: &str, host: &str, has_slashes: bool) -> Option<Server> {
    let is_host = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:".contains(c));
    if !is_host {
        return None;
    }
    let mut why = Vec::new();
    if !has_slashes {
        why.push(format!("The page writes `{scheme}{host}`, without the slashes."));
    }
    if host.starts_with("localhost") || host.starts_with("127.") {
        why.push("This is a development server; the page names no other, so the base URL is the caller's.".to_owned());
    }
    Some(Server { url: format!("{scheme}//{host}"), assumed: (!why.is_empty()).then(|| why.join(" ")) })
}

/// A path in the form of OpenAPI.
fn template(path: &str) -> String {
    let mut out = String::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        out.push('/');
        let inner = segment
            .strip_prefix('<')
            .and_then(|rest| rest.strip_suffix('>'))
            .or_else(|| segment.strip_prefix(':'))
            .filter(|name| !name.is_empty() && name.chars().all(is_name));
        match inner {
            Some(name) => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
            None => out.extend(segment.chars().filter(|c| !c.is_whitespace() && !c.is_control())),
        }
    }
    let balanced =
        parameters(&out).len() == out.matches('{').count() && out.matches('{').count() == out.matches('}').count();
    if !balanced {
        out = out.replace(['{', '}'], "");
    }
    if out.is_empty() { "/".to_owned() } else { out }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// The names in braces, in their order; a name that is there twice is there once.
pub(super) fn parameters(path: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in path.split('{').skip(1) {
        let Some((name, _)) = part.split_once('}') else { continue };
        if !name.is_empty() && !name.contains('/') && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}
