//! The objects from the root down to an operation, and security.

use super::{Field, Object, Rest, Shape, Table, field, prose, text};
use crate::check::version::Version;

const SERVERS: Field = field("servers", Shape::List(&Shape::Object(Object::Server)));
const SECURITY: Field = field("security", Shape::List(&Shape::Object(Object::SecurityRequirement)));
const PARAMETERS: Field = field("parameters", Shape::List(&Shape::OrRef(Object::Parameter)));
const EXTERNAL_DOCS: Field = field("externalDocs", Shape::Object(Object::ExternalDocs)).prose();

pub(super) const OPENAPI: Table = Table::new(
    "an OpenAPI document",
    &[
        field("openapi", Shape::Any).vital(),
        text("$self").since(Version::V3_2),
        field("info", Shape::Object(Object::Info)).stated().prose(),
        text("jsonSchemaDialect").since(Version::V3_1),
        SERVERS,
        field("paths", Shape::Object(Object::Paths)),
        field("webhooks", Shape::Map(&Shape::OrRef(Object::PathItem))).since(Version::V3_1),
        field("components", Shape::Object(Object::Components)),
        SECURITY,
        field("tags", Shape::List(&Shape::Object(Object::Tag))).prose(),
        EXTERNAL_DOCS,
    ],
);

pub(super) const INFO: Table = Table::new(
    "`info`",
    &[
        prose("title").stated(),
        prose("summary").since(Version::V3_1),
        prose("description"),
        prose("termsOfService"),
        field("contact", Shape::Object(Object::Contact)).prose(),
        field("license", Shape::Object(Object::License)).prose(),
        prose("version").stated(),
    ],
);

pub(super) const CONTACT: Table = Table::new("a contact", &[prose("name"), prose("url"), prose("email")]);

pub(super) const LICENSE: Table =
    Table::new("a licence", &[prose("name").stated(), prose("identifier").since(Version::V3_1), prose("url")]);

pub(super) const SERVER: Table = Table::new(
    "a server",
    &[
        text("url").stated(),
        prose("name").since(Version::V3_2),
        prose("description"),
        field("variables", Shape::Map(&Shape::Object(Object::ServerVariable))),
    ],
);

pub(super) const SERVER_VARIABLE: Table = Table::new(
    "a server variable",
    &[field("enum", Shape::List(&Shape::Text)), text("default").stated(), prose("description")],
);

pub(super) const COMPONENTS: Table = Table::new(
    "`components`",
    &[
        field("schemas", Shape::Map(&Shape::Schema)),
        field("responses", Shape::Map(&Shape::OrRef(Object::Response))),
        field("parameters", Shape::Map(&Shape::OrRef(Object::Parameter))),
        field("examples", Shape::Map(&Shape::OrRef(Object::Example))),
        field("requestBodies", Shape::Map(&Shape::OrRef(Object::RequestBody))),
        field("headers", Shape::Map(&Shape::OrRef(Object::Header))),
        field("securitySchemes", Shape::Map(&Shape::OrRef(Object::SecurityScheme))),
        field("links", Shape::Map(&Shape::OrRef(Object::Link))),
        field("callbacks", Shape::Map(&Shape::OrRef(Object::Callback))),
        field("pathItems", Shape::Map(&Shape::OrRef(Object::PathItem))).since(Version::V3_1),
        field("mediaTypes", Shape::Map(&Shape::OrRef(Object::MediaType))).since(Version::V3_2),
    ],
);

const METHOD: Shape = Shape::Object(Object::Operation);

pub(super) const PATH_ITEM: Table = Table::new(
    "a path item",
    &[
        text("$ref"),
        prose("summary"),
        prose("description"),
        field("get", METHOD),
        field("put", METHOD),
        field("post", METHOD),
        field("delete", METHOD),
        field("options", METHOD),
        field("head", METHOD),
        field("patch", METHOD),
        field("trace", METHOD),
        field("query", METHOD).since(Version::V3_2),
        field("additionalOperations", Shape::Map(&METHOD)).since(Version::V3_2),
        SERVERS,
        PARAMETERS,
    ],
);

pub(super) const OPERATION: Table = Table::new(
    "an operation",
    &[
        field("tags", Shape::List(&Shape::Text)).prose(),
        prose("summary"),
        prose("description"),
        EXTERNAL_DOCS,
        text("operationId"),
        PARAMETERS,
        field("requestBody", Shape::OrRef(Object::RequestBody)),
        field("responses", Shape::Object(Object::Responses)).stated(),
        field("callbacks", Shape::Map(&Shape::OrRef(Object::Callback))),
        field("deprecated", Shape::Bool).prose(),
        SECURITY,
        SERVERS,
    ],
);

pub(super) const EXTERNAL_DOCS_OBJECT: Table =
    Table::new("`externalDocs`", &[prose("description"), prose("url").stated()]);

pub(super) const TAG: Table = Table::new(
    "a tag",
    &[
        prose("name").stated(),
        prose("summary").since(Version::V3_2),
        prose("description"),
        EXTERNAL_DOCS,
        prose("parent").since(Version::V3_2),
        prose("kind").since(Version::V3_2),
    ],
);

pub(super) const SECURITY_SCHEME: Table = Table::new(
    "a security scheme",
    &[
        field("type", Shape::Word(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"])).vital(),
        prose("description"),
        text("name"),
        field("in", Shape::Word(&["query", "header", "cookie"])),
        text("scheme"),
        prose("bearerFormat"),
        field("flows", Shape::Object(Object::OAuthFlows)),
        prose("openIdConnectUrl"),
        prose("oauth2MetadataUrl").since(Version::V3_2),
        field("deprecated", Shape::Bool).prose().since(Version::V3_2),
    ],
);

const FLOW: Shape = Shape::Object(Object::OAuthFlow);

pub(super) const OAUTH_FLOWS: Table = Table::new(
    "`flows`",
    &[
        field("implicit", FLOW),
        field("password", FLOW),
        field("clientCredentials", FLOW),
        field("authorizationCode", FLOW),
        field("deviceAuthorization", FLOW).since(Version::V3_2),
    ],
);

pub(super) const OAUTH_FLOW: Table = Table::new(
    "an OAuth flow",
    &[
        prose("authorizationUrl"),
        prose("deviceAuthorizationUrl").since(Version::V3_2),
        prose("tokenUrl"),
        prose("refreshUrl"),
        field("scopes", Shape::Map(&Shape::Text)).prose().stated(),
    ],
);

pub(super) const PATHS: Table = Table::new("`paths`", &[]).rest(Rest::Paths);

pub(super) const SECURITY_REQUIREMENT: Table =
    Table { extensible: false, ..Table::new("a security requirement", &[]).rest(Rest::Schemes) };
