//! Security: scopes that are declared, schemes of HTTP that exist, fields that belong to the kind of scheme.

use super::super::context::Context;
use super::super::{Version, suggest};
use super::response;
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Node};

/// The schemes that are registered for HTTP.
const REGISTERED: [&str; 13] = [
    "basic",
    "bearer",
    "concealed",
    "digest",
    "dpop",
    "gnap",
    "hoba",
    "mutual",
    "negotiate",
    "oauth",
    "privatetoken",
    "scram-sha-1",
    "scram-sha-256",
];

pub(super) fn judge(context: &mut Context<'_, '_>, node: &Node) {
    const TYPES: [&str; 5] = ["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"];
    let Some(kind) = node.str("type").filter(|kind| TYPES.contains(kind)) else { return };
    for (field, wanted) in [
        ("name", "apiKey"),
        ("in", "apiKey"),
        ("scheme", "http"),
        ("bearerFormat", "http"),
        ("flows", "oauth2"),
        ("openIdConnectUrl", "openIdConnect"),
    ] {
        if let Some(member) = node.member(field).filter(|_| kind != wanted) {
            let message = format!("`{field}` means nothing for a security scheme of type `{kind}`");
            let diagnostic = Diagnostic::error("misplaced-field", member.key_span, message)
                .label(format!("belongs to the type `{wanted}`"));
            context.fault(diagnostic);
        }
    }
    if let Some(name) = node.get("name").filter(|_| node.str("in") == Some("header")) {
        response::name(context, name.as_str().unwrap_or_default(), name.span);
    }
    let Some((scheme, text)) = node.get("scheme").and_then(|scheme| Some((scheme, scheme.as_str()?))) else { return };
    let name = text.to_ascii_lowercase();
    if let Some(member) = node.member("bearerFormat").filter(|_| kind == "http" && name == "basic") {
        let message = "`bearerFormat` means nothing for the scheme `basic`";
        context.fault(Diagnostic::error("misplaced-field", member.key_span, message).label("belongs to `bearer`"));
    }
    if kind != "http" || REGISTERED.contains(&&*name) {
        return;
    }
    let message = format!("HTTP has no authentication scheme `{text}`");
    let diagnostic = match suggest::close(&name, REGISTERED, 2) {
        Some(near) => {
            let label = format!("did you mean `{near}`?");
            Diagnostic::error("unknown-auth-scheme", scheme.span, message).label(label)
        }
        None => Diagnostic::warning("unknown-auth-scheme", scheme.span, message)
            .help("if it is a word before a key, describe the header as `type: apiKey`"),
    };
    context.fault(diagnostic);
}

/// Scopes of a requirement are declared by the flows of its scheme.
pub(super) fn requirement<'d>(context: &mut Context<'d, '_>, node: &'d Node) {
    let schemes = context.document.root().get("components").and_then(|node| node.get("securitySchemes"));
    for member in node.members() {
        let Some(scheme) = schemes.and_then(|schemes| schemes.get(&member.key)) else { continue };
        let Some(scheme) = context.resolve(scheme) else { continue };
        let flows = scheme.get("flows").map(Node::members).unwrap_or_default();
        let scopes = flows.iter().filter_map(|flow| flow.value.get("scopes")).flat_map(Node::members);
        // What is no object is said already.
        let flows_are_known = scheme.get("flows").is_none_or(|flows| matches!(flows.kind, Kind::Object(_)));
        let declared: Vec<&str> = scopes.map(|scope| &*scope.key).collect();
        for scope in member.value.items() {
            let Some(text) = scope.as_str() else { continue };
            let diagnostic = match scheme.str("type") {
                Some("oauth2") if flows_are_known && !declared.contains(&text) => {
                    let message = format!("no flow of `{}` has the scope `{text}`", member.key);
                    Diagnostic::error("unknown-scope", scope.span, message)
                        .label(suggest::label(text, declared.iter().copied()))
                        .also(scheme.span, "the scheme")
                        .help("declare it under `scopes` of a flow")
                }
                Some("apiKey" | "http" | "mutualTLS") => {
                    let message = format!("`{}` is a scheme without scopes", member.key);
                    match context.version {
                        Version::V3_0 => Diagnostic::error("unknown-scope", scope.span, message).help("write `[]`"),
                        // They may be the names of roles, which are declared nowhere.
                        Version::V3_1 | Version::V3_2 => Diagnostic::warning("unknown-scope", scope.span, message)
                            .help("a role is only documented here; write `[]` if none is meant"),
                    }
                }
                _ => continue,
            };
            context.fault(diagnostic);
        }
    }
}
