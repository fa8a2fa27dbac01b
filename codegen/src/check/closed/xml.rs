//! What `xml` says of a schema that its type cannot be.

use super::super::context::Context;
use super::is_only;
use crate::diagnostic::Diagnostic;
use crate::document::Node;

pub(super) fn judge(context: &mut Context<'_, '_>, schema: &Node) {
    let Some(xml) = schema.get("xml") else { return };
    let scalars = ["string", "number", "integer", "boolean"];
    for (field, wanted, help) in [
        ("wrapped", ["array"].as_slice(), "only an array has items to wrap"),
        ("attribute", scalars.as_slice(), "an attribute is a text, a number or a flag"),
    ] {
        let Some(member) = xml.member(field).filter(|member| member.value.as_bool() == Some(true)) else { continue };
        if let Some(kind) = schema.get("type").filter(|_| !is_only(schema, wanted)) {
            let message = format!("`{field}` means nothing for this type");
            let diagnostic = Diagnostic::error("misplaced-field", member.key_span, message);
            context.fault(diagnostic.also(kind.span, "the type").help(help));
        }
    }
}
