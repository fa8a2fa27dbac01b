//! Texts that are wrong, and texts that mean harm.

use super::*;

fn refused(xml: &[u8], root: &XmlRoot) -> XmlError {
    to_json(xml, root).unwrap_err()
}

fn unwritable(json: &str, root: &XmlRoot) -> XmlError {
    to_xml(json.as_bytes(), root).unwrap_err()
}

static TEXT: XmlRoot = root("t", STRING);

#[test]
fn entities_and_document_types_are_refused() {
    let bomb = r#"<!DOCTYPE t [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><t>&b;</t>"#;
    assert_eq!(refused(bomb.as_bytes(), &TEXT).message(), "document types are not read");
    let file = r#"<?xml version="1.0"?><!DOCTYPE t SYSTEM "file:///etc/passwd"><t/>"#;
    assert_eq!(refused(file.as_bytes(), &TEXT).message(), "document types are not read");
    for reference in [
        "<t>&b;</t>",
        "<t>&#0;</t>",
        "<t>&#xD800;</t>",
        "<t>&#x110000;</t>",
        "<t>&#-1;</t>",
        "<t>&#;</t>",
        "<t a='&b;'/>",
    ] {
        let error = refused(reference.as_bytes(), &TEXT);
        assert!(error.message().starts_with("a reference is neither"), "{reference}: {error}");
    }
}

#[test]
fn other_encodings_are_refused() {
    let message = |xml: &[u8]| refused(xml, &TEXT).message().to_owned();
    assert_eq!(message(b"\xFF\xFE<\0t\0"), "the text is UTF-16; only UTF-8 is read");
    assert_eq!(message(b"\0<\0t"), "the text is UTF-16; only UTF-8 is read");
    assert_eq!(message(b"<t>\xE9</t>"), "the text is not UTF-8");
    assert_eq!(refused(b"<t>\xE9</t>", &TEXT).offset(), Some(3));
    for encoding in ["utf-16", "ISO-8859-1", "windows-1252", ""] {
        let xml = format!("<?xml version='1.0' encoding='{encoding}'?><t/>");
        assert_eq!(message(xml.as_bytes()), "the text declares another encoding than UTF-8");
    }
}

#[test]
fn text_that_is_not_well_formed_is_refused() {
    for xml in [
        "",
        " ",
        "<",
        "<t",
        "<t>",
        "<t/",
        "</t>",
        "<t></u>",
        "<t><u></t></u>",
        "<t/><t/>",
        "<t/>x",
        "x<t/>",
        "<t>&",
        "<t>&amp</t>",
        "<t a/>",
        "<t a=>",
        "<t a=1/>",
        "<t a='1/>",
        "<t a='1' a='2'/>",
        "<t><!-- </t>",
        "<t><![CDATA[</t>",
        "<p:t/>",
        "<t p:a='1'/>",
        "<t>a<?xml version='1.0'?></t>",
        " <?xml version='1.0'?><t/>",
        "<?xml version='2.0'?><t/>",
        "<?xml?><t/>",
        "<t><1/></t>",
        "<t 1=''/>",
        "<t><a:b:c xmlns:a='u'/></t>",
        "<t xmlns:xmlns='u'/>",
        "{}",
    ] {
        assert!(to_json(xml.as_bytes(), &root("t", XmlShape::Any)).is_err(), "{xml}");
    }
    let error = refused(b"<table><rows><row><cell>1</cell></row><row><cell>&x;</cell></row></rows></table>", &LISTS);
    assert_eq!((error.pointer(), error.offset()), ("/rows/1/0", Some(49)));
    let error = refused(b"<table><rows>text</rows></table>", &LISTS);
    assert_eq!(error.to_string(), "/rows: there is text among the items of a list (near byte 13)");
    assert_eq!(refused(b"<u/>", &TEXT).to_string(), "the whole value: the root element is not `t` (near byte 0)");
}

#[test]
fn errors_do_not_show_text() {
    for xml in ["<t>hunter2&x;</t>", "<t a='hunter2&x;'/>", "<t>hunter2", "<t a='hunter2' a=''/>"] {
        let error = refused(xml.as_bytes(), &TEXT);
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    }
    let error = unwritable(r#"{"name":"hunter2\u0000"}"#, &LISTS);
    assert_eq!(error.to_string(), "/name: XML cannot carry the character U+0000");
    assert!(!format!("{error:?}").contains("hunter2"));
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "<t>".repeat(depth), "</t>".repeat(depth));
    let any = root("t", XmlShape::Any);
    assert!(to_json(nested(200).as_bytes(), &any).is_ok());
    let error = refused(nested(100_000).as_bytes(), &any);
    assert_eq!(error.message(), "more than 200 elements are nested");
    let json = |depth: usize| format!("{}{}{}", r#"{"t":"#.repeat(depth), "1", "}".repeat(depth));
    assert!(to_xml(json(199).as_bytes(), &any).is_ok());
    assert!(to_xml(json(200).as_bytes(), &any).is_err());
    assert!(to_xml(json(100_000).as_bytes(), &any).is_err());
    assert!(to_xml("[".repeat(100_000).as_bytes(), &any).is_err());
}

#[test]
fn large_documents_take_linear_time() {
    use std::fmt::Write;
    let any = root("t", XmlShape::Any);
    let (mut elements, mut attributes) = (String::from("<t>"), String::from("<t"));
    for n in 0..200_000 {
        write!(elements, "<a{n}/>").unwrap();
        write!(attributes, " a{n}=''").unwrap();
    }
    elements.push_str("</t>");
    attributes.push_str("/>");
    let deep = format!("{}{}{}", "<t>".repeat(200), "x".repeat(1 << 20), "</t>".repeat(200));
    let same = format!("<t>{}</t>", "<a/>".repeat(300_000));
    let references = format!("<t>{}</t>", "&lt;".repeat(300_000));
    let started = std::time::Instant::now();
    for xml in [elements, attributes, deep, same, references] {
        to_json(xml.as_bytes(), &any).unwrap();
    }
    // Far below what anything quadratic would take, far above what a slow machine needs.
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    let declarations: String = (0..10_000).map(|n| format!(" xmlns:a{n}='u'")).collect();
    assert!(to_json(format!("<t{declarations}/>").as_bytes(), &any).is_err());
}

#[test]
fn values_without_a_form_are_refused_with_their_place() {
    let at = |json: &str, root: &XmlRoot| unwritable(json, root).pointer().to_owned();
    assert_eq!(at(r#"{"rows":[[1],[{}]]}"#, &LISTS), "/rows/1/0");
    assert_eq!(at(r#"{"rows":{}}"#, &LISTS), "/rows");
    assert_eq!(at(r#"{"tags":"a"}"#, &LISTS), "/tags");
    assert_eq!(at("[]", &LISTS), "");
    assert_eq!(at(r#"{"id":[1]}"#, &root("tree", XmlShape::Object(&NODE))), "/id");
    assert_eq!(at(r#"{"next":{"a b":1}}"#, &root("tree", XmlShape::Object(&NODE))), "/next/a b");
    for key in [
        "",
        "a/b",
        "1",
        "a:b",
        "@",
        "@a b",
        "@xmlns",
        "{u}",
        "@{http://www.w3.org/2000/xmlns/}a",
        "{http://www.w3.org/XML/1998/namespace}a",
        "$",
    ] {
        let error = unwritable(&format!(r#"{{"next":{{"{key}":"v"}}}}"#), &root("tree", XmlShape::Object(&NODE)));
        assert_eq!(error.pointer(), format!("/next/{}", key.replace('~', "~0").replace('/', "~1")), "{error}");
    }
    assert_eq!(at(r#"{"a":[["b"]]}"#, &LISTS), "/a/0");
    assert_eq!(at(r#"{"@a":{}}"#, &LISTS), "/@a");
    assert_eq!(at(r#"{"id":1,"@id":2}"#, &root("tree", XmlShape::Object(&NODE))), "/@id");
    for text in [r"\u0000", r"\u000b", r"\u001f", r"\uffff", r"\ufffe"] {
        assert_eq!(at(&format!(r#"{{"name":"{text}"}}"#), &LISTS), "/name");
        assert_eq!(at(&format!(r#"{{"@a":"{text}"}}"#), &LISTS), "/@a");
    }
    assert_eq!(at(r#"{"source":"\u0000"}"#, &root("code", XmlShape::Object(&CODE))), "/source");
    assert_eq!(unwritable(r#"{"a":}"#, &LISTS).offset(), Some(5));
    let error = crate::DecodeError::from(refused(b"<t><a>&x;</a><a>&x;</a></t>", &root("t", XmlShape::Any)));
    assert_eq!(error.pointer(), "/a");
}

#[test]
fn prefixes_are_not_bound_twice() {
    let mut conflict = root("t", XmlShape::Any);
    conflict.declarations = &[("p", "urn:a"), ("p", "urn:b")];
    assert!(to_xml(b"{}", &conflict).is_err());
    conflict.declarations = &[("xmlns", "urn:a")];
    assert!(to_xml(b"{}", &conflict).is_err());
}
