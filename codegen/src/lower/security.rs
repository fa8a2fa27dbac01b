//! Security schemes and what operations require of them.

use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement, SecurityScheme};

use super::{Context, docs, given};
use crate::ir::{Scheme, SchemeKind};
use crate::pointer::Pointer;
use crate::resolve;
use crate::source::FileId;

pub(super) fn schemes(cx: &mut Context<'_, '_>) -> Vec<Scheme> {
    let spec = cx.spec;
    let Some(components) = &spec.skeleton.components else { return Vec::new() };
    let mut schemes = Vec::new();
    for (name, scheme) in &components.security_schemes {
        let ReferenceOr::Item(scheme) = scheme else { continue };
        let at = Pointer::root(FileId(0)).child("components").child("securitySchemes").child(name);
        let at = resolve::follow(&spec.document, &at);
        let Some(node) = cx.node(&at) else { continue };
        let kind = match scheme {
            SecurityScheme::APIKey { location: APIKeyLocation::Header, name, .. } => SchemeKind::Header(name.clone()),
            SecurityScheme::APIKey { location: APIKeyLocation::Query, name, .. } => SchemeKind::Query(name.clone()),
            SecurityScheme::APIKey { location: APIKeyLocation::Cookie, name, .. } => SchemeKind::Cookie(name.clone()),
            SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => SchemeKind::Basic,
            SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => SchemeKind::Bearer,
            SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => SchemeKind::Bearer,
            SecurityScheme::HTTP { .. } => {
                let help = "use an `apiKey` scheme for the `Authorization` header";
                cx.unsupported(node, "an HTTP authentication scheme other than basic and bearer", help);
                continue;
            }
        };
        let rules = at.child("x-credential");
        let schema = node.get("x-credential").is_some().then(|| cx.schema_at(&rules));
        schemes.push(Scheme {
            name: name.clone(),
            kind,
            schema,
            docs: docs::docs(node),
            rust_name: given::rust_name(node),
            span: node.span,
        });
    }
    schemes
}

/// The alternatives of an operation, the one without any scheme last.
pub(super) fn alternatives(requirements: &[SecurityRequirement]) -> Vec<Vec<String>> {
    let mut alternatives: Vec<Vec<String>> = requirements.iter().map(|r| r.keys().cloned().collect()).collect();
    alternatives.sort_by_key(Vec::is_empty);
    alternatives
}
