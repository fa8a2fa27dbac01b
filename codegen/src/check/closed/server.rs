//! Servers: a URL that requests can be sent to, and variables that it has.

use super::super::context::Context;
use super::super::operation::template_names;
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Node};

pub(super) fn judge(context: &mut Context<'_, '_>, node: &Node) {
    let Some((url, text)) = node.get("url").and_then(|url| Some((url, url.as_str()?))) else { return };
    let names = template_names(text);
    let variables = node.get("variables").map(Node::members).unwrap_or_default();
    for variable in variables.iter().filter(|variable| !names.contains(&&*variable.key)) {
        let message = format!("the URL of the server has no `{{{}}}`", variable.key);
        let diagnostic = Diagnostic::warning("server-variable", variable.key_span, message).also(url.span, "the URL");
        context.fault(diagnostic);
    }
    for listed in variables.iter().filter_map(|variable| variable.value.get("enum")) {
        if matches!(&listed.kind, Kind::Array(items) if items.is_empty()) {
            let message = "`enum` lists nothing, so the variable has no value";
            context.fault(Diagnostic::error("server-variable", listed.span, message));
        }
    }
    let mut filled = text.to_owned();
    for variable in variables {
        let value = variable.value.str("default").unwrap_or("x");
        filled = filled.replace(&format!("{{{}}}", variable.key), value);
    }
    let diagnostic = |message: &str| Diagnostic::error("bad-server-url", url.span, message);
    let found = if filled.contains(['?', '#']) {
        diagnostic("the URL of a server ends before its query and fragment")
            .help("describe what each request sends under `parameters` or `securitySchemes`")
    } else if !is_absolute(&filled) && !filled.starts_with(['/', '.']) && !filled.starts_with('{') {
        diagnostic("the URL of a server begins with `https://` or, relative to the document, with `/`")
    } else if filled.contains(char::is_whitespace) {
        diagnostic("a URL has no blanks")
    } else if filled.len() > 1 && filled.ends_with('/') {
        let message = "a path begins with `/`, so that the slash at the end of the server would be there twice";
        Diagnostic::warning("bad-server-url", url.span, message).help(format!("write `{}`", text.trim_end_matches('/')))
    } else {
        return;
    };
    context.fault(found);
}

fn is_absolute(url: &str) -> bool {
    let rest = ["https://", "http://", "wss://", "ws://"].into_iter().find_map(|scheme| url.strip_prefix(scheme));
    rest.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
}
