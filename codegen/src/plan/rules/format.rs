//! Formats that the runtime can check.

/// Formats of texts that stay strings in Rust and are checked, by the name of the runtime's variant; those that have
/// a Rust type are enforced by it, and those of numbers by its range.
pub(super) fn checked_format(text: &str) -> Option<&'static str> {
    const TYPED: [&str; 3] = ["uuid", "date-time", "date"];
    let of_numbers = text.starts_with("int") || text.starts_with("uint") || matches!(text, "float" | "double");
    // Base64 is taken as it comes: pages say `byte` of many other things.
    if TYPED.contains(&text) || of_numbers || text == "byte" { None } else { format(text) }
}

/// A format that the runtime can check, by the name of its variant there.
pub fn format(text: &str) -> Option<&'static str> {
    const FORMATS: &[(&str, &str)] = &[
        ("byte", "Byte"),
        ("date", "Date"),
        ("date-time", "DateTime"),
        ("double", "Double"),
        ("duration", "Duration"),
        ("email", "Email"),
        ("float", "Float"),
        ("hostname", "Hostname"),
        ("idn-email", "IdnEmail"),
        ("idn-hostname", "IdnHostname"),
        ("int16", "Int16"),
        ("int32", "Int32"),
        ("int64", "Int64"),
        ("int8", "Int8"),
        ("ipv4", "Ipv4"),
        ("ipv6", "Ipv6"),
        ("iri", "Iri"),
        ("iri-reference", "IriReference"),
        ("json-pointer", "JsonPointer"),
        ("regex", "Regex"),
        ("relative-json-pointer", "RelativeJsonPointer"),
        ("time", "Time"),
        ("uint16", "Uint16"),
        ("uint32", "Uint32"),
        ("uint64", "Uint64"),
        ("uint8", "Uint8"),
        ("uri", "Uri"),
        ("uri-reference", "UriReference"),
        ("uri-template", "UriTemplate"),
        ("uuid", "Uuid"),
    ];
    FORMATS.iter().find(|(name, _)| *name == text).map(|(_, variant)| *variant)
}
