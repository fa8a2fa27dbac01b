//! Values and texts made at random, from fixed seeds.

use super::*;

/// Xorshift: the same sequence everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let at = self.below(from.len() as u64);
        from[usize::try_from(at).unwrap()]
    }

    fn text(&mut self) -> String {
        let parts = [
            "a",
            " ",
            "<",
            "&amp;",
            "]]>",
            "\\\"",
            "\\\\",
            "\\u000a",
            "\\u000d",
            "\\u0009",
            "é",
            "\u{1F600}",
            "'",
            "0",
        ];
        (0..self.below(6)).map(|_| self.pick(&parts)).collect()
    }

    fn string(&mut self) -> String {
        format!("\"{}\"", self.text())
    }

    fn number(&mut self) -> &'static str {
        self.pick(&["0", "-1", "12345678901234567890123", "1.50", "-2e-7"])
    }

    /// A value of the shape, as canonical JSON.
    fn value(&mut self, shape: XmlShape, depth: usize) -> String {
        match shape {
            XmlShape::Text(XmlScalar::String) => self.string(),
            XmlShape::Text(XmlScalar::Boolean) => self.pick(&["true", "false"]).to_owned(),
            XmlShape::Text(_) => self.number().to_owned(),
            XmlShape::Any if depth == 0 || self.below(2) == 0 => self.string(),
            XmlShape::Any => format!(r#"{{"k":{}}}"#, self.value(XmlShape::Any, depth - 1)),
            XmlShape::List(list) => {
                let count = if depth == 0 { 0 } else { self.below(4) };
                let items: Vec<_> = (0..count).map(|_| self.nullable(list.shape, depth - 1)).collect();
                format!("[{}]", items.join(","))
            }
            XmlShape::Object(object) => {
                let mut members = Vec::new();
                for field in object.fields {
                    let kept = field.unwrapped().is_some() || field.is_text() || self.below(3) > 0;
                    let ends = depth == 0 && matches!(field.shape, XmlShape::Object(_));
                    if kept && !ends {
                        let element = field.place == XmlPlace::Element && field.unwrapped().is_none();
                        let depth = depth.saturating_sub(1);
                        let value =
                            if element { self.nullable(field.shape, depth) } else { self.value(field.shape, depth) };
                        members.push(format!("\"{}\":{value}", field.key));
                    }
                }
                if self.below(4) == 0 {
                    members.push(format!(r#""@extra":{}"#, self.string()));
                    members.push(format!(r#""extra":{}"#, self.value(XmlShape::Any, depth.min(2))));
                }
                format!("{{{}}}", members.join(","))
            }
        }
    }

    fn nullable(&mut self, shape: XmlShape, depth: usize) -> String {
        if self.below(6) == 0 { "null".to_owned() } else { self.value(shape, depth) }
    }
}

static ALL: XmlObject = XmlObject {
    fields: &[
        field("attribute", XmlPlace::Attribute, STRING),
        XmlField {
            namespace: Some(XmlNamespace { prefix: Some("q"), uri: "urn:q" }),
            ..field("qualified", XmlPlace::Attribute, INTEGER)
        },
        element("string", STRING),
        XmlField { namespace: Some(XmlNamespace { prefix: None, uri: "urn:d" }), ..element("flag", BOOLEAN) },
        element("tags", XmlShape::List(&TAGS)),
        element("rows", XmlShape::List(&ROWS)),
        element("all", XmlShape::List(&ALLS)),
        element("next", XmlShape::Object(&ALL)),
        element("any", XmlShape::Any),
        element("price", XmlShape::Object(&PRICE)),
        element("code", XmlShape::Object(&CODE)),
    ],
};
static ALLS: XmlList = XmlList {
    wrapped: false,
    item: "one",
    item_namespace: Some(XmlNamespace { prefix: Some("q"), uri: "urn:q" }),
    shape: XmlShape::Object(&ALL),
};

#[test]
fn what_is_written_reads_back_the_same() {
    let namespace = Some(XmlNamespace { prefix: None, uri: "urn:root" });
    let root = XmlRoot { namespace, ..root("all", XmlShape::Object(&ALL)) };
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..3_000 {
        let json = random.value(root.shape, 4);
        let xml = to_xml(json.as_bytes(), &root).unwrap();
        let back = String::from_utf8(to_json(&xml, &root).unwrap()).unwrap();
        assert_eq!(back, json, "{}", String::from_utf8_lossy(&xml));
    }
}

#[test]
fn damaged_documents_do_no_harm() {
    let root = root("all", XmlShape::Object(&ALL));
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    let parts = [
        "<",
        ">",
        "/",
        "&",
        ";",
        "\"",
        "'",
        "=",
        "!",
        "?",
        "[",
        "]]>",
        "<!--",
        "-->",
        "<![CDATA[",
        "xmlns",
        ":",
        " ",
        "\u{1F600}",
        "#x",
        "one",
    ];
    for _ in 0..3_000 {
        let json = random.value(root.shape, 3);
        let mut xml = String::from_utf8(to_xml(json.as_bytes(), &root).unwrap()).unwrap();
        for _ in 0..=random.below(3) {
            let mut at = usize::try_from(random.below(xml.len() as u64 + 1)).unwrap();
            while !xml.is_char_boundary(at) {
                at -= 1;
            }
            match random.below(3) {
                0 => xml.truncate(at),
                1 => xml.insert_str(at, random.pick(&parts)),
                _ => {
                    xml.drain(at..).next();
                }
            }
        }
        // Whatever is read is JSON.
        if let Ok(json) = to_json(xml.as_bytes(), &root) {
            let read: Result<crate::Value, _> = crate::json::from_slice(&json);
            assert!(read.is_ok(), "{xml}");
        }
    }
}
