//! Security schemes and what operations require of them.

use openapiv3::SecurityRequirement;

use super::{Context, docs, given};
use crate::document::Node;
use crate::ir::{Docs, Requirement, Scheme, SchemeKind};
use crate::pointer::Pointer;
use crate::resolve;
use crate::source::FileId;

pub(super) fn schemes(cx: &mut Context<'_, '_>) -> Vec<Scheme> {
    let listed = Pointer::root(FileId(0)).child("components").child("securitySchemes");
    let names = cx.node(&listed).map(Node::members).unwrap_or_default();
    let mut schemes = Vec::new();
    for name in names.iter().map(|m| &*m.key).filter(|name| !name.starts_with("x-")) {
        let at = resolve::follow(&cx.spec.document, &listed.child(name));
        let Some((node, kind)) = cx.node(&at).and_then(|node| Some((node, kind(node)?))) else { continue };
        let rules = at.child("x-credential");
        let schema = node.get("x-credential").is_some().then(|| cx.schema_at(&rules));
        schemes.push(Scheme {
            name: name.to_owned(),
            docs: words(node, &kind),
            kind,
            schema,
            rust_name: given::rust_name(node),
            span: node.span,
        });
    }
    schemes
}

/// What kind of scheme it is; `check` has refused one that cannot be told.
fn kind(node: &Node) -> Option<SchemeKind> {
    let name = || node.str("name").map(str::to_owned);
    Some(match (node.str("type")?, node.str("in"), node.str("scheme")) {
        ("apiKey", Some("header"), _) => SchemeKind::Header(name()?),
        ("apiKey", Some("query"), _) => SchemeKind::Query(name()?),
        ("apiKey", Some("cookie"), _) => SchemeKind::Cookie(name()?),
        ("http", _, Some(scheme)) if scheme.eq_ignore_ascii_case("basic") => SchemeKind::Basic,
        ("http", _, Some(scheme)) if scheme.eq_ignore_ascii_case("bearer") => SchemeKind::Bearer,
        ("http", _, Some(scheme)) => SchemeKind::Authorization(scheme.to_owned()),
        ("oauth2" | "openIdConnect", _, _) => SchemeKind::Bearer,
        ("mutualTLS", _, _) => SchemeKind::MutualTls,
        _ => return None,
    })
}

/// The words of a scheme, and where its tokens come from.
fn words(node: &Node, kind: &SchemeKind) -> Docs {
    let mut docs = docs::docs(node);
    let mut facts: Vec<String> = Vec::new();
    if let SchemeKind::Authorization(scheme) = kind {
        facts.push(format!("The whole value of the header `Authorization`, which begins with `{scheme}`."));
    }
    if let Some(url) = node.str("openIdConnectUrl") {
        facts.push(format!("An access token of OpenID Connect: {url}"));
    }
    for flow in node.get("flows").map(Node::members).unwrap_or_default() {
        let urls = ["authorizationUrl", "deviceAuthorizationUrl", "tokenUrl"].into_iter();
        let urls: Vec<&str> = urls.filter_map(|key| flow.value.str(key)).collect();
        facts.push(format!("An access token of OAuth 2, flow `{}`: {}", flow.key, urls.join(", ")));
    }
    if docs.deprecated {
        facts.push("Deprecated.".to_owned());
    }
    if !facts.is_empty() {
        let paragraphs: Vec<String> = docs.description.take().into_iter().chain(facts).collect();
        docs.description = Some(paragraphs.join("\n\n"));
    }
    docs
}

/// The alternatives of an operation, the one without any scheme last.
pub(super) fn alternatives(requirements: &[SecurityRequirement]) -> Vec<Vec<Requirement>> {
    let of = |(scheme, scopes): (&String, &Vec<String>)| Requirement { scheme: scheme.clone(), scopes: scopes.clone() };
    let mut alternatives: Vec<Vec<Requirement>> = requirements.iter().map(|r| r.iter().map(of).collect()).collect();
    alternatives.sort_by_key(Vec::is_empty);
    alternatives
}
