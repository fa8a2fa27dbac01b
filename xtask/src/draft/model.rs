//! What a page says, whatever its style: the model between the readers and the one writer.
//!
//! In: what a reader found. Out: what the writer prints. Guaranteed: what the page does not state is in a list of
//! reasons beside what was assumed, which becomes `x-assumed`.

use super::json::Json;

/// A page: its name, as a source names it, and the operations that it describes.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub name: String,
    pub operations: Vec<Operation>,
}

/// One request and what comes back.
#[derive(Clone, Debug, Default)]
pub(super) struct Operation {
    /// In lower case.
    pub method: String,
    /// Begins with a slash; parameters stand in braces.
    pub path: String,
    pub server: Option<Server>,
    /// The page's words, a paragraph each; the first names the operation.
    pub words: Vec<String>,
    pub assumed: Vec<String>,
    pub parameters: Vec<Parameter>,
    pub credentials: Vec<Credential>,
    pub request: Option<Body>,
    pub responses: Vec<Response>,
}

/// Where requests go.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Server {
    pub url: String,
    pub assumed: Option<String>,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
    Header,
}

#[derive(Clone, Debug)]
pub(super) struct Parameter {
    pub place: Place,
    pub field: Field,
}

/// Who asks: a security scheme.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Credential {
    pub kind: CredentialKind,
    pub description: Option<String>,
    pub quote: Option<String>,
    /// Rules for the whole value.
    pub rules: Option<Schema>,
    pub assumed: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum CredentialKind {
    /// The name of a header that holds a key.
    Header(String),
    Bearer,
    Basic,
}

/// What a request sends, or a response brings.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub media: Vec<String>,
    pub description: Option<String>,
    pub schema: Schema,
    /// The samples of the page, the first for JSON, the second for XML.
    pub sample: Option<Json>,
    pub xml: Option<String>,
    pub assumed: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Response {
    /// None where the page does not state it.
    pub status: Option<String>,
    pub description: Option<String>,
    pub headers: Vec<Field>,
    pub body: Option<Body>,
    pub assumed: Vec<String>,
}

/// A named value: a parameter, a header, a member of a body.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Field {
    pub name: String,
    pub description: Option<String>,
    /// None where the page does not state it.
    pub required: Option<bool>,
    pub schema: Schema,
    pub quote: Option<String>,
    pub assumed: Vec<String>,
    /// The extensions with the value `true`.
    pub marks: Vec<&'static str>,
}

/// What a value may be.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Schema {
    pub kind: Kind,
    pub format: Option<&'static str>,
    /// Keywords and their values, in the order in which the page states them.
    pub rules: Vec<(&'static str, Json)>,
    pub values: Vec<Json>,
    /// The names of the values, where the page has such.
    pub value_names: Vec<String>,
    /// The words of the page for the values.
    pub value_words: Vec<String>,
    /// Whether more values than those of the page are to be expected.
    pub open: bool,
    /// Other spellings of `true` and of `false`.
    pub accept: Option<(Vec<Json>, Vec<Json>)>,
    /// The name of the element, of an object or of what a list holds.
    pub xml_name: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Kind {
    #[default]
    Any,
    Text,
    Integer,
    Number,
    Flag,
    /// What a list holds, and whether XML has an element around all of it.
    List(Box<Schema>, bool),
    Object(Object),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Object {
    /// The name that the page gives to the type.
    pub name: Option<String>,
    pub description: Option<String>,
    pub fields: Vec<Field>,
    /// Of each of these lists, one set of members at least must be there.
    pub either: Vec<Vec<Vec<String>>>,
    pub namespaces: Vec<(String, String)>,
    pub quote: Option<String>,
    pub assumed: Vec<String>,
}

impl Schema {
    pub fn of(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }

    /// States a keyword; what was stated first stays.
    pub fn set(&mut self, keyword: &'static str, value: Json) {
        if !self.rules.iter().any(|(known, _)| *known == keyword) {
            self.rules.push((keyword, value));
        }
    }

    pub fn rule(&self, keyword: &str) -> Option<&Json> {
        self.rules.iter().find(|(known, _)| *known == keyword).map(|(_, value)| value)
    }
}

impl Field {
    pub fn new(name: impl Into<String>, schema: Schema) -> Self {
        Self { name: name.into(), schema, ..Self::default() }
    }

    pub fn assume(&mut self, why: impl Into<String>) {
        let why = why.into();
        if !self.assumed.contains(&why) {
            self.assumed.push(why);
        }
    }
}
