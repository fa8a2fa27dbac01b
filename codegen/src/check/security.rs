//! Security schemes and servers: what is named is declared, what is declared is whole.

use super::context::{Context, Found};
use super::operation::template_names;
use super::table::Object;
use super::{Mode, Version, suggest};
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::source::Span;

/// Judges schemes, requirements and servers.
pub(super) fn judge(context: &mut Context<'_, '_>) {
    requirements(context);
    for Found { node, at, .. } in context.all(Object::SecurityScheme) {
        scheme(context, node, at);
    }
    for Found { node, .. } in context.all(Object::OAuthFlows) {
        flows(context, node);
    }
    for Found { node, .. } in context.all(Object::Server) {
        server(context, node);
    }
}

fn requirements(context: &mut Context<'_, '_>) {
    let components = context.document.root().get("components");
    let schemes = components.and_then(|components| components.get("securitySchemes"));
    let declared = schemes.map(Node::members).unwrap_or_default();
    // A section that is misspelt is said to be, and what it declares is not known.
    let root = context.document.root();
    let is_unread = schemes.is_none()
        && (context.is_misspelt(root, "components")
            || components.is_some_and(|components| context.is_misspelt(components, "securitySchemes")));
    if is_unread {
        return;
    }
    for Found { node, .. } in context.all(Object::SecurityRequirement) {
        for member in node.members() {
            let is_uri = context.version == Version::V3_2 && member.key.contains(['/', '#']);
            if is_uri || declared.iter().any(|scheme| scheme.key == member.key) {
                continue;
            }
            let message = format!("there is no security scheme `{}`", member.key);
            let label = suggest::label(&member.key, declared.iter().map(|scheme| &*scheme.key));
            let diagnostic = Diagnostic::error("unknown-security-scheme", member.key_span, message)
                .label(label)
                .help("declare it under `components.securitySchemes`");
            context.fault(diagnostic);
        }
    }
}

fn scheme(context: &mut Context<'_, '_>, node: &Node, at: Span) {
    let needed: &[&'static str] = match node.str("type") {
        Some("apiKey") => &["name", "in"],
        Some("http") => &["scheme"],
        Some("oauth2") => &["flows"],
        Some("openIdConnect") => &["openIdConnectUrl"],
        Some("mutualTLS") if context.version == Version::V3_0 => {
            let message = "`mutualTLS` belongs to OpenAPI 3.1 and later";
            let span = node.get("type").map_or(at, |kind| kind.span);
            context.fault(Diagnostic::error("wrong-version", span, message));
            &[]
        }
        _ => &[],
    };
    let kind = node.str("type").unwrap_or_default();
    for field in needed.iter().copied() {
        if !context.lacks(node, field) {
            continue;
        }
        let message = format!("a security scheme of type `{kind}` must have `{field}`");
        let diagnostic = Diagnostic::error("missing-field", at, message).label(format!("add `{field}`"));
        // In a document of somebody else's it is left out.
        context.fault(diagnostic);
    }
}

fn flows(context: &mut Context<'_, '_>, node: &Node) {
    for flow in node.members() {
        let needed: &[&'static str] = match &*flow.key {
            "implicit" => &["authorizationUrl"],
            "password" | "clientCredentials" => &["tokenUrl"],
            "authorizationCode" => &["authorizationUrl", "tokenUrl"],
            "deviceAuthorization" => &["deviceAuthorizationUrl", "tokenUrl"],
            _ => &[],
        };
        for field in needed.iter().copied() {
            if !context.lacks(&flow.value, field) {
                continue;
            }
            let message = format!("the flow `{}` must have `{field}`", flow.key);
            context.fault(Diagnostic::error("missing-field", flow.key_span, message).label(format!("add `{field}`")));
        }
    }
}

fn server(context: &mut Context<'_, '_>, node: &Node) {
    let variables = node.get("variables").map(Node::members).unwrap_or_default();
    if let Some((url, text)) = node.get("url").and_then(|url| Some((url, url.as_str()?))) {
        for name in template_names(text) {
            if !variables.iter().any(|variable| &*variable.key == name) {
                let message = format!("the variable `{{{name}}}` of the server is not described");
                let label = suggest::label(name, variables.iter().map(|variable| &*variable.key));
                let diagnostic = Diagnostic::error("server-variable", url.span, message)
                    .label(label)
                    .help(format!("add `{name}` with a `default` to `variables`"));
                context.fault(diagnostic);
            }
        }
    }
    for variable in variables {
        let (Some(default), Some(listed)) = (variable.value.get("default"), variable.value.get("enum")) else {
            continue;
        };
        // A list of nothing is said already.
        let is_empty = context.mode == Mode::Strict && listed.items().is_empty();
        if !is_empty && !listed.items().iter().any(|value| value.kind == default.kind) {
            let message = format!("the default of `{}` is not one of its `enum`", variable.key);
            let diagnostic =
                Diagnostic::error("server-variable", default.span, message).also(listed.span, "the values");
            context.fault(diagnostic);
        }
    }
}
