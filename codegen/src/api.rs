//! The public API of a module as text: a line for each item and field.
//!
//! In: a [`Module`]. Out: what a reviewer reads instead of the generated Rust. Guaranteed: whatever changes for a
//! caller changes a line here: names, types, limits, what is required, what is sent where.

use std::fmt::Write;

use crate::ir::ParameterPlace;
use crate::plan::{
    ArgumentTarget, Credential, EnumItem, Expr, ExtraPlan, ExtraRule, Field, FieldKind, Module, Operation, Payload,
    StructItem, StyledParameter, TypeItem, UnionItem, WebhookItem, visible,
};

/// The lines, grouped by item, in the order of the generated files.
pub fn listing(module: &Module) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_listing(&mut out, module);
    out
}

fn write_listing(out: &mut String, module: &Module) -> std::fmt::Result {
    let client = &module.client;
    writeln!(out, "client {}", visible(&client.title.split_whitespace().collect::<Vec<_>>().join(" ")))?;
    writeln!(out, "  server {}", visible(client.server.as_deref().unwrap_or("(given by the caller)")))?;
    for server in client.choice.iter().flat_map(|choice| &choice.servers) {
        writeln!(out, "  server {}: {}", server.name, visible(&server.info.url))?;
    }
    for setter in client.choice.iter().flat_map(|choice| &choice.setters) {
        writeln!(out, "  server variable {} = {}", setter.name, visible(&setter.wire))?;
    }
    if client.formats {
        writeln!(out, "  formats JSON, XML")?;
    }
    for credential in &client.credentials {
        write_credential(out, credential)?;
    }
    for operation in &module.operations {
        write_operation(out, operation)?;
    }
    for webhook in &module.webhooks {
        write_webhook(out, webhook)?;
    }
    for item in &module.types {
        match item {
            TypeItem::Struct(item) => write_struct(out, item)?,
            TypeItem::Enum(item) => write_enum(out, item)?,
            TypeItem::Union(item) => write_union(out, item)?,
            TypeItem::Newtype(item) => writeln!(out, "\nstruct {}({})", item.name, item.ty)?,
        }
    }
    Ok(())
}

fn limits(limits: &[String]) -> String {
    if limits.is_empty() { String::new() } else { format!("  [{}]", limits.join(", ").replace('`', "")) }
}

fn write_credential(out: &mut String, credential: &Credential) -> std::fmt::Result {
    let Credential { method, ty, .. } = credential;
    let need = if credential.required.is_some() { "required" } else { "optional" };
    writeln!(out, "  credential {method}: {ty} {need}{}", limits(&credential.limits))
}

fn write_operation(out: &mut String, operation: &Operation) -> std::fmt::Result {
    writeln!(out, "\nfn {} = {} {}", operation.name, operation.method, visible(&operation.path))?;
    for argument in &operation.arguments {
        let place = match &argument.target {
            ArgumentTarget::Path(wire) => format!("path {wire}"),
            ArgumentTarget::Query(wire) => format!("query {wire}"),
            ArgumentTarget::Header(wire) => format!("header {wire}"),
            ArgumentTarget::Styled(s) => format!("{:?} {} as {:?}{}{}", s.place, s.wire, s.style, exploded(s), free(s)),
            ArgumentTarget::Body => "body".to_owned(),
        };
        let (place, need) = (visible(&place), if argument.required { "required" } else { "optional" });
        writeln!(out, "  {}: {} {need} in {place}{}", argument.name, argument.ty, limits(&argument.limits))?;
    }
    for alternative in &operation.security {
        let names: Vec<&str> = alternative.iter().map(|s| s.credential.as_str()).collect();
        let names = visible(&names.join(" and "));
        writeln!(out, "  uses {}", if names.is_empty() { "nothing" } else { &names })?;
    }
    for held in &operation.shape.credentials {
        writeln!(out, "  sends {} from {}", visible(&held.wire), held.credential)?;
    }
    let value = operation.success.ty.as_ref().map_or_else(|| "()".to_owned(), ToString::to_string);
    writeln!(out, "  gives {value}")?;
    write_choices(out, operation)?;
    if let Some(server) = &operation.server {
        writeln!(out, "  server {}", visible(&server.url))?;
    }
    for header in operation.headers.iter().flat_map(|(_, fields)| fields) {
        writeln!(
            out,
            "  header {}: Option<{}> from {}{}",
            header.name,
            header.ty,
            visible(&header.wire),
            limits(&header.limits)
        )?;
    }
    for failure in &operation.failures {
        let body = match &failure.body {
            Payload::None => String::new(),
            body => body.ty(false).map(|ty| format!("({ty})")).unwrap_or_default(),
        };
        writeln!(out, "  fails {}{body}", failure.variant)?;
    }
    if let Some(rejection) = &operation.rejection {
        writeln!(out, "  fails {}({}) inside a success", rejection.variant, rejection.ty)?;
    }
    Ok(())
}

fn write_webhook(out: &mut String, webhook: &WebhookItem) -> std::fmt::Result {
    let kind = if webhook.expression.is_some() { "callback" } else { "webhook" };
    let url = visible(webhook.expression.as_deref().unwrap_or(&webhook.wire));
    writeln!(out, "\n{kind} {} = {} {url}", webhook.name, webhook.method)?;
    if let Some(payload) = &webhook.payload {
        let need = if payload.required { "required" } else { "optional" };
        writeln!(out, "  payload: {} {need}", payload.ty)?;
    }
    for parameter in webhook.parameters.iter().flat_map(|(_, parameters)| parameters) {
        let place = match parameter.place {
            ParameterPlace::Path => "path",
            ParameterPlace::Query | ParameterPlace::QueryString => "query",
            ParameterPlace::Header => "header",
            ParameterPlace::Cookie => "cookie",
        };
        let need = if parameter.required { "required" } else { "optional" };
        writeln!(out, "  {}: Option<{}> {need} in {place} {}", parameter.name, parameter.ty, visible(&parameter.wire))?;
    }
    for answer in &webhook.answers {
        let body = answer.body.as_ref().map_or_else(String::new, |(ty, ..)| ty.to_string());
        writeln!(out, "  {}({body})", answer.name)?;
    }
    Ok(())
}

fn exploded(parameter: &StyledParameter) -> &'static str {
    if parameter.explode { ", exploded" } else { "" }
}

fn free(parameter: &StyledParameter) -> &'static str {
    if parameter.reserved { ", reserved characters allowed" } else { "" }
}

/// The forms of a body and of successes, where there are several.
fn write_choices(out: &mut String, operation: &Operation) -> std::fmt::Result {
    for form in operation.shape.body.forms.iter().filter(|_| operation.shape.body.choice.is_some()) {
        writeln!(out, "  body {}({})", form.variant, form.ty)?;
    }
    for form in operation.success.forms.iter().filter(|_| operation.success.choice.is_some()) {
        let ty = form.body.ty(true).map(|ty| format!("({ty})")).unwrap_or_default();
        writeln!(out, "  gives {}{ty}", form.variant)?;
    }
    Ok(())
}

fn write_struct(out: &mut String, item: &StructItem) -> std::fmt::Result {
    let default = if item.has_default { ": Default" } else { "" };
    writeln!(out, "\nstruct {}{default}", item.name)?;
    for field in &item.fields {
        write_field(out, field)?;
    }
    if let Some(ExtraPlan { name, ty, rule }) = &item.extra {
        let rule = match rule {
            ExtraRule::Free => "",
            ExtraRule::Forbidden => "  [additionalProperties: false]",
            ExtraRule::Each(_) => "  [each checked]",
        };
        writeln!(out, "  {name}: Map<{ty}>{rule}")?;
    }
    for sets in &item.required_sets {
        let sets: Vec<String> = sets.sets.iter().map(|set| visible(&set.join(" and "))).collect();
        writeln!(out, "  rule: {}", sets.join(", or "))?;
    }
    Ok(())
}

fn write_field(out: &mut String, field: &Field) -> std::fmt::Result {
    let Some(ty) = field.rust_type() else {
        return writeln!(out, "  ({} is filled by the client)", visible(&field.wire));
    };
    let wire = match field.wire.as_str() {
        wire if field.name.trim_start_matches("r#") == wire => String::new(),
        wire if wire.is_empty() || wire.contains(char::is_whitespace) || visible(wire) != wire => {
            format!(" = {wire:?}")
        }
        wire => format!(" = {wire}"),
    };
    let need = match &field.kind {
        FieldKind::Required(_) | FieldKind::Nullable(_) => " required".to_owned(),
        FieldKind::Defaulted(_, value) => format!(" required, else {}", default(value)),
        FieldKind::IdempotencyKey(_) => " made by the client".to_owned(),
        FieldKind::Optional(_) | FieldKind::Patch(_) | FieldKind::Credential => String::new(),
    };
    writeln!(out, "  {}: {ty}{wire}{need}{}", field.name, limits(&field.limits))
}

/// A default as a reader wants it; there are scalar ones only.
fn default(value: &Expr) -> String {
    match value {
        Expr::Text(text) => format!("{text:?}"),
        Expr::Literal(text) => text.clone(),
        Expr::Variant { variant, .. } => variant.clone(),
        Expr::Secret(inner) => default(inner),
        other => format!("{other:?}"),
    }
}

fn write_enum(out: &mut String, item: &EnumItem) -> std::fmt::Result {
    writeln!(out, "\nenum {}", item.name)?;
    for variant in &item.variants {
        writeln!(out, "  {} = {}", variant.name, visible(&variant.json))?;
    }
    if let Some(other) = &item.other {
        writeln!(out, "  {other}(String)")?;
    }
    Ok(())
}

fn write_union(out: &mut String, item: &UnionItem) -> std::fmt::Result {
    writeln!(out, "\nenum {}  [{}]", item.name, item.keyword)?;
    for variant in &item.variants {
        let tags: Vec<String> = variant.signs.tags.iter().map(|tag| format!("{tag:?}")).collect();
        let tags = match (&item.tag, tags.is_empty()) {
            (Some(tag), false) => format!("  where {} = {}", visible(tag), tags.join(" or ")),
            (Some(_) | None, _) => String::new(),
        };
        writeln!(out, "  {}({}){tags}", variant.name, variant.ty)?;
    }
    writeln!(out, "  {}(Value)", item.other)
}
