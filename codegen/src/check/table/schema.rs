//! The Schema Object: one table for the dialect of 3.0 and for JSON Schema 2020-12.

use super::{Field, Object, Shape, Table, field, flag, prose, text};
use crate::check::version::Version;

const TEXTS: Shape = Shape::List(&Shape::Text);
const SCHEMAS: Shape = Shape::List(&Shape::Schema);
const SCHEMA_MAP: Shape = Shape::Map(&Shape::Schema);

/// A keyword of JSON Schema that 3.0 does not have.
const fn newer(name: &'static str, shape: Shape) -> Field {
    field(name, shape).since(Version::V3_1)
}

pub(super) const SCHEMA: Table = Table::new(
    "a schema",
    &[
        text("$ref"),
        prose("title"),
        prose("description"),
        field("type", Shape::Type),
        text("format"),
        field("enum", Shape::List(&Shape::Any)),
        field("default", Shape::Any),
        field("nullable", Shape::Bool).until(Version::V3_0),
        field("multipleOf", Shape::Positive),
        field("maximum", Shape::Number),
        field("exclusiveMaximum", Shape::Exclusive),
        field("minimum", Shape::Number),
        field("exclusiveMinimum", Shape::Exclusive),
        field("maxLength", Shape::Count),
        field("minLength", Shape::Count),
        text("pattern"),
        field("items", Shape::Schema),
        field("maxItems", Shape::Count),
        field("minItems", Shape::Count),
        flag("uniqueItems"),
        field("properties", SCHEMA_MAP),
        field("additionalProperties", Shape::SchemaOrBool),
        field("required", TEXTS),
        field("maxProperties", Shape::Count),
        field("minProperties", Shape::Count),
        field("allOf", SCHEMAS),
        field("anyOf", SCHEMAS),
        field("oneOf", SCHEMAS),
        field("not", Shape::Schema),
        field("discriminator", Shape::Object(Object::Discriminator)),
        flag("readOnly"),
        flag("writeOnly"),
        field("xml", Shape::Object(Object::Xml)),
        field("externalDocs", Shape::Object(Object::ExternalDocs)).prose(),
        field("example", Shape::Any),
        field("deprecated", Shape::Bool).prose(),
        newer("const", Shape::Any),
        newer("examples", Shape::List(&Shape::Any)),
        newer("prefixItems", SCHEMAS),
        newer("contains", Shape::Schema),
        newer("maxContains", Shape::Count),
        newer("minContains", Shape::Count),
        newer("unevaluatedItems", Shape::Schema),
        newer("patternProperties", SCHEMA_MAP),
        newer("propertyNames", Shape::Schema),
        newer("unevaluatedProperties", Shape::SchemaOrBool),
        newer("dependentRequired", Shape::Map(&TEXTS)),
        newer("dependentSchemas", SCHEMA_MAP),
        newer("if", Shape::Schema),
        newer("then", Shape::Schema),
        newer("else", Shape::Schema),
        newer("contentEncoding", Shape::Text),
        newer("contentMediaType", Shape::Text),
        newer("contentSchema", Shape::Schema),
        newer("$defs", SCHEMA_MAP),
        newer("$id", Shape::Text),
        newer("$schema", Shape::Text),
        newer("$anchor", Shape::Text),
        newer("$dynamicRef", Shape::Text),
        newer("$dynamicAnchor", Shape::Text),
        newer("$vocabulary", Shape::Map(&Shape::Bool)),
        newer("$comment", Shape::Text).prose(),
    ],
);

pub(super) const DISCRIMINATOR: Table = Table::new(
    "a discriminator",
    &[
        text("propertyName").stated(),
        field("mapping", Shape::Map(&Shape::Text)),
        text("defaultMapping").since(Version::V3_2),
    ],
);

pub(super) const XML: Table = Table::new(
    "`xml`",
    &[
        text("name"),
        text("namespace"),
        text("prefix"),
        flag("attribute"),
        flag("wrapped"),
        field("nodeType", Shape::Word(&["element", "attribute", "text", "cdata", "none"])).since(Version::V3_2),
    ],
);
