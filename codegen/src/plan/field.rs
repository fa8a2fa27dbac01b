//! Fields of structs: their types and how they are read and written.

use super::naming::Names;
use crate::decimal::Decimal;
use crate::ir::{Api, Bound, IntegerShape, SchemaId, Shape};

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustType {
    Bool,
    I32,
    I64,
    /// Another integer: `u8`, `u64`, `i128`.
    Int(&'static str),
    F64,
    /// A number that keeps its digits.
    Number,
    /// `null` and nothing else.
    Unit,
    String,
    /// Bytes as text (RFC 4648).
    Base64,
    Uuid,
    DateTime,
    Date,
    Value,
    /// Bytes to send.
    File,
    /// A member of a form of which the spec says nothing.
    FileOrValue,
    /// The bytes of a failure.
    Bytes,
    /// The bytes of a success.
    ByteStream,
    /// Values of a success, one after the other.
    Items(Box<RustType>),
    /// Generated in this module.
    Named(String),
    /// Generated beside the operations of this module.
    OfOperation(String),
    /// Given by `x-rust-type`.
    Custom(String),
    Vec(Box<RustType>),
    Tuple(Vec<RustType>),
    Map(Box<RustType>),
    Option(Box<RustType>),
    Patch(Box<RustType>),
    Secret(Box<RustType>),
    Boxed(Box<RustType>),
}

impl std::fmt::Display for RustType {
    /// As a reader of a list of the API wants it: without paths.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::I32 => f.write_str("i32"),
            Self::I64 => f.write_str("i64"),
            Self::Int(name) => f.write_str(name),
            Self::F64 => f.write_str("f64"),
            Self::Number => f.write_str("Number"),
            Self::Unit => f.write_str("()"),
            Self::Base64 => f.write_str("Base64"),
            Self::String => f.write_str("String"),
            Self::Uuid => f.write_str("Uuid"),
            Self::DateTime => f.write_str("DateTime"),
            Self::Date => f.write_str("Date"),
            Self::Value => f.write_str("Value"),
            Self::File => f.write_str("File"),
            Self::FileOrValue => f.write_str("FileOrValue"),
            Self::Bytes => f.write_str("Bytes"),
            Self::ByteStream => f.write_str("ByteStream"),
            Self::Items(inner) => write!(f, "Items<{inner}>"),
            Self::Named(name) | Self::OfOperation(name) | Self::Custom(name) => f.write_str(name),
            Self::Vec(inner) => write!(f, "Vec<{inner}>"),
            Self::Tuple(items) => {
                let items: Vec<String> = items.iter().map(ToString::to_string).collect();
                write!(f, "({},)", items.join(", "))
            }
            Self::Map(inner) => write!(f, "Map<{inner}>"),
            Self::Option(inner) => write!(f, "Option<{inner}>"),
            Self::Patch(inner) => write!(f, "Patch<{inner}>"),
            Self::Secret(inner) => write!(f, "Secret<{inner}>"),
            Self::Boxed(inner) => write!(f, "Box<{inner}>"),
        }
    }
}

/// One member of an object on its way through Rust.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name on the wire.
    pub wire: String,
    /// The identifier; for a credential the name under which the client holds it.
    pub name: String,
    pub docs: Vec<String>,
    pub deprecated: bool,
    pub kind: FieldKind,
    /// Other spellings of a boolean: the static that lists them.
    pub accepts: Option<String>,
    /// The rule to check, if there is anything to check: a static, or none for a value that knows its own rules.
    pub check: Option<Option<String>>,
    /// For the list of the API.
    pub limits: Vec<String>,
    pub schema: SchemaId,
}

/// How a member is held.
#[derive(Clone, Debug)]
pub enum FieldKind {
    /// `T`: must be there.
    Required(RustType),
    /// `T`: must be there; this value where nobody sets another.
    Defaulted(RustType, super::Expr),
    /// `Option<T>`: must be there, perhaps as `null`.
    Nullable(RustType),
    /// `Option<T>`: may be absent.
    Optional(RustType),
    /// `Option<T>`: made by the client where absent.
    IdempotencyKey(RustType),
    /// `Patch<T>`: absent, `null` or a value.
    Patch(RustType),
    /// No field: the client adds it.
    Credential,
}

impl Field {
    /// The type of the field; none for a credential.
    pub fn rust_type(&self) -> Option<RustType> {
        match &self.kind {
            FieldKind::Required(ty) | FieldKind::Defaulted(ty, _) => Some(ty.clone()),
            FieldKind::Nullable(ty) | FieldKind::Optional(ty) | FieldKind::IdempotencyKey(ty) => {
                Some(RustType::Option(Box::new(ty.clone())))
            }
            FieldKind::Patch(ty) => Some(RustType::Patch(Box::new(ty.clone()))),
            FieldKind::Credential => None,
        }
    }

    /// Whether a value must be given to construct the struct.
    pub fn is_argument(&self) -> bool {
        matches!(self.kind, FieldKind::Required(_) | FieldKind::Nullable(_))
    }

    /// Whether the member must be there when reading.
    pub fn is_required(&self) -> bool {
        matches!(self.kind, FieldKind::Required(_) | FieldKind::Nullable(_) | FieldKind::Defaulted(..))
    }
}

/// The type of a value of a schema, without regard to whether it may be absent or `null`.
pub(crate) fn base_type(api: &Api, names: &Names, id: SchemaId) -> RustType {
    let secret = api.secret(id);
    let target = api.target(id);
    if names.is_file(api, target) {
        let any = matches!(api.schema(target).shape, Shape::Any);
        return if any { RustType::FileOrValue } else { RustType::File };
    }
    let schema = api.schema(target);
    let custom = api.schema(id).rust_type.as_ref().or(schema.rust_type.as_ref());
    let ty = match (custom, &schema.shape) {
        (Some(path), _) => RustType::Custom(path.clone()),
        (None, Shape::Any | Shape::Ref(_)) => RustType::Value,
        (None, Shape::Bool(_)) => RustType::Bool,
        (None, Shape::Null) => RustType::Unit,
        (None, Shape::Integer(shape)) => integer_type(shape),
        (None, Shape::Number(shape)) => match shape.format.as_ref().map(|f| f.value.as_str()) {
            Some("decimal" | "decimal128") => RustType::Number,
            _ => RustType::F64,
        },
        (None, Shape::String(shape)) => match shape.format.as_ref().map(|f| f.value.as_str()) {
            Some("uuid") => RustType::Uuid,
            Some("date-time") => RustType::DateTime,
            Some("date") => RustType::Date,
            Some("byte" | "base64") => RustType::Base64,
            _ => RustType::String,
        },
        (None, Shape::Enum(_) | Shape::Object(_) | Shape::Union(_)) => RustType::Named(names.of(target)),
        (None, Shape::Array(_) | Shape::Map(_) | Shape::Tuple(_)) if names.has(target) => {
            RustType::Named(names.of(target))
        }
        (None, shape) => list_type(api, names, shape),
    };
    if secret { RustType::Secret(Box::new(ty)) } else { ty }
}

/// The type of an array, a map or a tuple without a name of its own.
pub(crate) fn list_type(api: &Api, names: &Names, shape: &Shape) -> RustType {
    match shape {
        Shape::Array(array) => RustType::Vec(Box::new(item_type(api, names, array.items))),
        Shape::Map(map) => RustType::Map(Box::new(item_type(api, names, map.values))),
        Shape::Tuple(tuple) => RustType::Tuple(tuple.items.iter().map(|id| item_type(api, names, *id)).collect()),
        _ => RustType::Value,
    }
}

/// The smallest usual type that holds every integer of a schema; `i64` where it says nothing.
fn integer_type(shape: &IntegerShape) -> RustType {
    let bound = |bound: &Option<Bound>| bound.as_ref().and_then(|b| Decimal::parse(&b.digits)).map(|d| d.floor());
    let (min, max) = (bound(&shape.minimum), bound(&shape.maximum));
    let holds =
        |least: i128, greatest: i128| min.is_none_or(|min| min >= least) && max.is_none_or(|max| max <= greatest);
    let format = shape.format.as_ref().map_or("", |f| f.value.as_str());
    match format {
        "int32" if holds(i32::MIN.into(), i32::MAX.into()) => RustType::I32,
        "int8" if holds(i8::MIN.into(), i8::MAX.into()) => RustType::Int("i8"),
        "int16" if holds(i16::MIN.into(), i16::MAX.into()) => RustType::Int("i16"),
        "uint8" if holds(0, u8::MAX.into()) => RustType::Int("u8"),
        "uint16" if holds(0, u16::MAX.into()) => RustType::Int("u16"),
        "uint32" if holds(0, u32::MAX.into()) => RustType::Int("u32"),
        "uint64" | "uint" if holds(0, u64::MAX.into()) => RustType::Int("u64"),
        _ if holds(i64::MIN.into(), i64::MAX.into()) => RustType::I64,
        _ => RustType::Int("i128"),
    }
}

/// The type of an item of an array or a value of a map.
pub(crate) fn item_type(api: &Api, names: &Names, id: SchemaId) -> RustType {
    let ty = base_type(api, names, id);
    if api.nullable(id) && !holds_null(&ty) { RustType::Option(Box::new(ty)) } else { ty }
}

/// Whether `null` is a value of the type itself.
pub(crate) fn holds_null(ty: &RustType) -> bool {
    match ty {
        RustType::Value | RustType::FileOrValue | RustType::Unit => true,
        RustType::Secret(inner) | RustType::Boxed(inner) => holds_null(inner),
        _ => false,
    }
}
