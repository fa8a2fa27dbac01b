//! What OpenAPI allows where, as tables.
//!
//! In: the kind of an object. Out: its fields, each with the shape of its value, whether it must be there, and the
//! versions that know it. The tables are the only place that lists field names; everything that judges reads them.

mod api;
mod parts;
mod schema;

use super::version::Version;

/// The objects of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Object {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
}

/// What a value must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Any,
    Text,
    Bool,
    Number,
    /// A number greater than zero.
    Positive,
    /// A non-negative integer.
    Count,
    /// One of these words.
    Word(&'static [&'static str]),
    List(&'static Shape),
    Map(&'static Shape),
    Object(Object),
    /// The object, or a Reference Object in its place.
    OrRef(Object),
    /// A Schema Object or, from 3.1 on, a boolean.
    Schema,
    /// `additionalProperties`: a schema or a boolean in every version.
    SchemaOrBool,
    /// `type`: a name or, from 3.1 on, a list of names.
    Type,
    /// `exclusiveMinimum`: a boolean in 3.0, a number from 3.1 on.
    Exclusive,
}

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Optional,
    /// OpenAPI asks for it, yet a client can be made without it.
    Stated,
    /// Without it the object means nothing.
    Vital,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub name: &'static str,
    pub shape: Shape,
    pub need: Need,
    /// The field only documents; a client can be made whatever it holds.
    pub prose: bool,
    since: Version,
    until: Version,
}

/// What keys an object may have beside its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    None,
    Paths,
    Statuses,
    Expressions,
    /// Names of security schemes.
    Schemes,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    /// The object as messages call it.
    pub name: &'static str,
    pub fields: &'static [Field],
    pub rest: Rest,
    /// Whether `x-` names are allowed.
    pub extensible: bool,
}

pub(super) const fn table(object: Object) -> &'static Table {
    match object {
        Object::OpenApi => &api::OPENAPI,
        Object::Info => &api::INFO,
        Object::Contact => &api::CONTACT,
        Object::License => &api::LICENSE,
        Object::Server => &api::SERVER,
        Object::ServerVariable => &api::SERVER_VARIABLE,
        Object::Components => &api::COMPONENTS,
        Object::Paths => &api::PATHS,
        Object::PathItem => &api::PATH_ITEM,
        Object::Operation => &api::OPERATION,
        Object::ExternalDocs => &api::EXTERNAL_DOCS_OBJECT,
        Object::Parameter => &parts::PARAMETER,
        Object::RequestBody => &parts::REQUEST_BODY,
        Object::MediaType => &parts::MEDIA_TYPE,
        Object::Encoding => &parts::ENCODING,
        Object::Responses => &parts::RESPONSES,
        Object::Response => &parts::RESPONSE,
        Object::Callback => &parts::CALLBACK,
        Object::Example => &parts::EXAMPLE_OBJECT,
        Object::Link => &parts::LINK,
        Object::Header => &parts::HEADER,
        Object::Tag => &api::TAG,
        Object::Schema => &schema::SCHEMA,
        Object::Discriminator => &schema::DISCRIMINATOR,
        Object::Xml => &schema::XML,
        Object::SecurityScheme => &api::SECURITY_SCHEME,
        Object::OAuthFlows => &api::OAUTH_FLOWS,
        Object::OAuthFlow => &api::OAUTH_FLOW,
        Object::SecurityRequirement => &api::SECURITY_REQUIREMENT,
    }
}

impl Table {
    pub(crate) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        Self { name, fields, rest: Rest::None, extensible: true }
    }

    const fn rest(mut self, rest: Rest) -> Self {
        self.rest = rest;
        self
    }
}

impl Field {
    pub(crate) fn is_in(&self, version: Version) -> bool {
        self.since <= version && version <= self.until
    }

    /// The versions that know the field, as messages name them.
    pub(crate) fn versions(&self) -> String {
        match (self.since, self.until) {
            (since, until) if since == until => since.text().to_owned(),
            (since, Version::V3_2) => format!("{} and later", since.text()),
            (_, until) => format!("versions up to {}", until.text()),
        }
    }

    const fn new(name: &'static str, shape: Shape) -> Self {
        let (since, until) = (Version::V3_0, Version::V3_2);
        Self { name, shape, need: Need::Optional, prose: false, since, until }
    }

    const fn vital(mut self) -> Self {
        self.need = Need::Vital;
        self
    }

    const fn stated(mut self) -> Self {
        self.need = Need::Stated;
        self
    }

    const fn prose(mut self) -> Self {
        self.prose = true;
        self
    }

    const fn since(mut self, since: Version) -> Self {
        self.since = since;
        self
    }

    const fn until(mut self, until: Version) -> Self {
        self.until = until;
        self
    }
}

/// A field of any shape.
const fn field(name: &'static str, shape: Shape) -> Field {
    Field::new(name, shape)
}

/// A text that only documents.
const fn prose(name: &'static str) -> Field {
    Field::new(name, Shape::Text).prose()
}

const fn text(name: &'static str) -> Field {
    Field::new(name, Shape::Text)
}

const fn flag(name: &'static str) -> Field {
    Field::new(name, Shape::Bool)
}
