//! The same types twice: as an OpenAPI document and as Rust with serde's derives.

use std::fmt::Write as _;

/// How many structs one response refers to.
const GROUP: usize = 100;

/// A document with `structs` objects of ten members and `enums` enums of five values, all of them used.
pub(super) fn spec(structs: usize, enums: usize) -> String {
    let mut text = String::from("openapi: 3.1.1\ninfo: { title: Synthetic, version: \"1\" }\npaths:\n");
    let groups = structs.div_ceil(GROUP);
    for group in 0..groups {
        let _ = write!(
            text,
            "  /groups/{group}:\n    get:\n      operationId: getGroup{group}\n      responses:\n        \"200\":\n          \
             description: A group\n          content:\n            application/json:\n              schema:\n                \
             $ref: \"#/components/schemas/Group{group}\"\n"
        );
    }
    text.push_str("components:\n  schemas:\n");
    for group in 0..groups {
        let _ = write!(text, "    Group{group}:\n      type: object\n      properties:\n");
        for index in group * GROUP..structs.min((group + 1) * GROUP) {
            let _ = writeln!(text, "        item{index}: {{ $ref: \"#/components/schemas/Item{index}\" }}");
        }
    }
    for index in 0..structs {
        let kind = index % enums.max(1);
        let _ = write!(
            text,
            "    Item{index}:\n      type: object\n      required: [id, kind, created_at]\n      properties:\n        \
             id: {{ type: string, description: \"The identifier of item {index}.\" }}\n        \
             kind: {{ $ref: \"#/components/schemas/Kind{kind}\" }}\n        \
             created_at: {{ type: string }}\n        \
             name: {{ type: string, maxLength: 100 }}\n        \
             count: {{ type: integer, minimum: 0 }}\n        \
             ratio: {{ type: number }}\n        \
             active: {{ type: boolean }}\n        \
             tags: {{ type: array, items: {{ type: string }} }}\n        \
             notes: {{ type: string }}\n        \
             parent_id: {{ type: string }}\n"
        );
    }
    for index in 0..enums {
        let _ = writeln!(text, "    Kind{index}: {{ type: string, enum: [alpha, beta, gamma, delta, epsilon] }}");
    }
    text
}

/// The same types as a person would write them with serde.
pub(super) fn derives(structs: usize, enums: usize) -> String {
    let mut text = String::from("use serde::{Deserialize, Serialize};\n\n");
    let derive = "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\n";
    for group in 0..structs.div_ceil(GROUP) {
        let _ = writeln!(text, "{derive}pub struct Group{group} {{");
        for index in group * GROUP..structs.min((group + 1) * GROUP) {
            let _ = writeln!(text, "    pub item{index}: Option<Item{index}>,");
        }
        text.push_str("}\n\n");
    }
    for index in 0..structs {
        let kind = index % enums.max(1);
        let optional = "    #[serde(skip_serializing_if = \"Option::is_none\")]\n";
        let _ = write!(
            text,
            "{derive}pub struct Item{index} {{\n    pub id: String,\n    pub kind: Kind{kind},\n    pub created_at: String,\n\
             {optional}    pub name: Option<String>,\n{optional}    pub count: Option<i64>,\n\
             {optional}    pub ratio: Option<f64>,\n{optional}    pub active: Option<bool>,\n\
             {optional}    pub tags: Option<Vec<String>>,\n{optional}    pub notes: Option<String>,\n\
             {optional}    pub parent_id: Option<String>,\n}}\n\n"
        );
    }
    for index in 0..enums {
        let _ = write!(
            text,
            "{derive}#[derive(Copy, Eq, Hash)]\n#[serde(rename_all = \"lowercase\")]\npub enum Kind{index} {{\n    Alpha,\n    Beta,\n    \
             Gamma,\n    Delta,\n    Epsilon,\n}}\n\n"
        );
    }
    let uses = (0..structs.div_ceil(GROUP)).map(|g| {
        format!(
            "pub fn read{g}(text: &str) -> serde_json::Result<Group{g}> {{\n    serde_json::from_str(text)\n}}\n\
             pub fn write{g}(value: &Group{g}) -> serde_json::Result<String> {{\n    serde_json::to_string(value)\n}}\n"
        )
    });
    text.extend(uses);
    text
}
