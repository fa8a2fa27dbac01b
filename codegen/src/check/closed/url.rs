//! Links to pages and addresses: such that a reader of the documentation can follow them.

use super::super::context::Context;
use super::super::instance;
use super::super::table::Object;
use crate::diagnostic::Diagnostic;
use crate::document::Node;

pub(super) fn judge(context: &mut Context<'_, '_>, object: Object, node: &Node) {
    let keys: &[&str] = match object {
        Object::Info => &["termsOfService"],
        Object::Contact | Object::License | Object::ExternalDocs => &["url"],
        Object::OAuthFlow => &["authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl"],
        Object::SecurityScheme => &["openIdConnectUrl", "oauth2MetadataUrl"],
        _ => return,
    };
    for value in keys.iter().filter_map(|key| node.get(key)) {
        if value.as_str().is_some_and(|text| !is_url(text)) {
            let diagnostic = Diagnostic::warning("bad-url", value.span, "this is not a URL that a reader could open")
                .help("a URL begins with `https://`");
            context.fault(diagnostic);
        }
    }
    if object == Object::Contact
        && let Some(email) = node.get("email")
        && email.as_str().is_some_and(|text| !instance::fits_format("email", text))
    {
        context.fault(Diagnostic::warning("bad-url", email.span, "this is not an e-mail address"));
    }
}

/// A licence is named by an identifier or by a page.
pub(super) fn one_licence(context: &mut Context<'_, '_>, node: &Node) {
    if let (Some(first), Some(second)) = (node.member("identifier"), node.member("url")) {
        let message = "a licence has `identifier` or `url`, this one has both";
        let diagnostic = Diagnostic::error("misplaced-field", second.key_span, message);
        context.fault(diagnostic.also(first.key_span, "the other"));
    }
}

/// Whether a text is a URL, or one relative to the document.
fn is_url(text: &str) -> bool {
    text.starts_with(['/', '.', '#']) || instance::fits_format("uri", text)
}
