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

/// Whether a text is a URL, or one relative to the document.
fn is_url(text: &str) -> bool {
    text.starts_with(['/', '.', '#']) || instance::fits_format("uri", text)
}
