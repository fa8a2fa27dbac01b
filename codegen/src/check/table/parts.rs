//! The objects inside of an operation.

use super::{Field, Object, Rest, Shape, Table, field, flag, prose, text};
use crate::check::version::Version;

const EXAMPLE: Field = field("example", Shape::Any);
const EXAMPLES: Field = field("examples", Shape::Map(&Shape::OrRef(Object::Example)));
const CONTENT: Field = field("content", Shape::Map(&Shape::OrRef(Object::MediaType)));
const HEADERS: Field = field("headers", Shape::Map(&Shape::OrRef(Object::Header)));
const SCHEMA: Field = field("schema", Shape::Schema);

const STYLES: Shape =
    Shape::Word(&["matrix", "label", "simple", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"]);

pub(super) const PARAMETER: Table = Table::new(
    "a parameter",
    &[
        text("name").vital(),
        field("in", Shape::Word(&["query", "querystring", "header", "path", "cookie"])).vital(),
        prose("description"),
        flag("required"),
        field("deprecated", Shape::Bool).prose(),
        flag("allowEmptyValue"),
        field("style", STYLES),
        flag("explode"),
        flag("allowReserved"),
        SCHEMA,
        EXAMPLE,
        EXAMPLES,
        CONTENT,
    ],
);

pub(super) const HEADER: Table = Table::new(
    "a header",
    &[
        prose("description"),
        flag("required"),
        field("deprecated", Shape::Bool).prose(),
        field("style", Shape::Word(&["simple"])),
        flag("explode"),
        SCHEMA,
        EXAMPLE,
        EXAMPLES,
        CONTENT,
    ],
);

pub(super) const REQUEST_BODY: Table =
    Table::new("a request body", &[prose("description"), CONTENT.stated(), flag("required")]);

pub(super) const MEDIA_TYPE: Table = Table::new(
    "a media type",
    &[
        SCHEMA,
        field("itemSchema", Shape::Schema).since(Version::V3_2),
        EXAMPLE,
        EXAMPLES,
        field("encoding", Shape::Map(&Shape::Object(Object::Encoding))),
        field("prefixEncoding", Shape::List(&Shape::Object(Object::Encoding))).since(Version::V3_2),
        field("itemEncoding", Shape::Object(Object::Encoding)).since(Version::V3_2),
    ],
);

pub(super) const ENCODING: Table = Table::new(
    "an encoding",
    &[
        text("contentType"),
        HEADERS,
        field("style", Shape::Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
        flag("explode"),
        flag("allowReserved"),
        field("encoding", Shape::Map(&Shape::Object(Object::Encoding))).since(Version::V3_2),
        field("prefixEncoding", Shape::List(&Shape::Object(Object::Encoding))).since(Version::V3_2),
        field("itemEncoding", Shape::Object(Object::Encoding)).since(Version::V3_2),
    ],
);

pub(super) const RESPONSE: Table = Table::new(
    "a response",
    &[
        prose("summary").since(Version::V3_2),
        prose("description").stated(),
        HEADERS,
        CONTENT,
        field("links", Shape::Map(&Shape::OrRef(Object::Link))),
    ],
);

pub(super) const EXAMPLE_OBJECT: Table = Table::new(
    "an example",
    &[
        prose("summary"),
        prose("description"),
        field("value", Shape::Any),
        field("dataValue", Shape::Any).since(Version::V3_2),
        text("serializedValue").since(Version::V3_2),
        text("externalValue"),
    ],
);

pub(super) const LINK: Table = Table::new(
    "a link",
    &[
        text("operationRef"),
        text("operationId"),
        field("parameters", Shape::Map(&Shape::Any)),
        field("requestBody", Shape::Any),
        prose("description"),
        field("server", Shape::Object(Object::Server)),
    ],
);

pub(super) const RESPONSES: Table = Table::new("`responses`", &[]).rest(Rest::Statuses);

pub(super) const CALLBACK: Table = Table::new("a callback", &[]).rest(Rest::Expressions);
