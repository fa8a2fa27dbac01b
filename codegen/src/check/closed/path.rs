//! Paths that no server has, and requests with a body where none belongs.

use std::collections::HashSet;

use super::super::context::Context;
use super::super::operation::template_names;
use crate::diagnostic::Diagnostic;
use crate::document::{Member, Node};

pub(super) fn judge(context: &mut Context<'_, '_>) {
    for path in context.document.root().get("paths").map(Node::members).unwrap_or_default() {
        if path.key.starts_with('/')
            && let Some(diagnostic) = finding(path)
        {
            context.fault(diagnostic);
        }
    }
}

fn finding(member: &Member) -> Option<Diagnostic> {
    let path = &*member.key;
    let error = |message: String| Diagnostic::error("bad-path", member.key_span, message);
    let warning = |message: String| Diagnostic::warning("odd-path", member.key_span, message);
    let mut seen = HashSet::new();
    if let Some(name) = template_names(path).into_iter().find(|name| !seen.insert(*name)) {
        return Some(error(format!("the path has `{{{name}}}` twice")).help("a parameter has one value: rename one"));
    }
    if path.contains(char::is_whitespace) {
        return Some(error(format!("the path `{path}` has a blank")).help("write `%20` if the API has it, too"));
    }
    let segments = || path.split('/').skip(1);
    if let Some(name) = segments().find_map(|segment| segment.strip_prefix('<')?.strip_suffix('>')) {
        return Some(error("a parameter of a path stands in braces".to_owned()).label(format!("write `{{{name}}}`")));
    }
    if let Some(name) = segments().find_map(|segment| segment.strip_prefix(':')).filter(|name| !name.is_empty()) {
        let message = format!("`:{name}` is sent as it stands");
        return Some(warning(message).help(format!("if it is a parameter, write `{{{name}}}`")));
    }
    if path.contains("}{") {
        let message = "nothing stands between two parameters, so that no server can tell where one ends".to_owned();
        return Some(warning(message));
    }
    if path.contains("//") {
        return Some(warning("the path has two slashes, one after the other".to_owned()));
    }
    if path.len() > 1 && path.ends_with('/') {
        let message = "the path ends with a slash; to many servers that is another path".to_owned();
        return Some(
            warning(message).help(format!("write `{}` unless the page has the slash", &path[..path.len() - 1])),
        );
    }
    None
}

/// The key of a callback is where the request goes: a URL, or an expression in braces that gives one.
pub(super) fn expressions(context: &mut Context<'_, '_>, callback: &Node) {
    for member in callback.members().iter().filter(|member| !member.key.starts_with("x-")) {
        let is_url = ["http://", "https://", "/"].iter().any(|start| member.key.starts_with(start));
        if !is_url && !member.key.contains("{$") {
            let message = format!("`{}` is neither a URL nor an expression that gives one", member.key);
            let diagnostic = Diagnostic::warning("odd-path", member.key_span, message)
                .help("an expression stands in braces: `{$request.body#/callbackUrl}`");
            context.fault(diagnostic);
        }
    }
}

/// HTTP gives the body of these requests no meaning.
pub(super) fn bodies(context: &mut Context<'_, '_>, item: &Node) {
    for method in ["get", "head", "trace"] {
        let Some(body) = item.get(method).and_then(|operation| operation.member("requestBody")) else { continue };
        let message =
            format!("the body of a {} request has no meaning, and many servers refuse it", method.to_uppercase());
        let diagnostic = Diagnostic::warning("misplaced-field", body.key_span, message)
            .help("describe query parameters, or use another method");
        context.fault(diagnostic);
    }
}
