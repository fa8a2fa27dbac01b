//! Documents to JSON and back, by table.

mod hostile;
mod random;
mod strange;

use super::*;

const STRING: XmlShape = XmlShape::Text(XmlScalar::String);
const INTEGER: XmlShape = XmlShape::Text(XmlScalar::Integer);
const BOOLEAN: XmlShape = XmlShape::Text(XmlScalar::Boolean);

const fn field(key: &'static str, place: XmlPlace, shape: XmlShape) -> XmlField {
    XmlField { key, name: key, namespace: None, place, shape }
}

const fn element(key: &'static str, shape: XmlShape) -> XmlField {
    field(key, XmlPlace::Element, shape)
}

const fn root(name: &'static str, shape: XmlShape) -> XmlRoot {
    XmlRoot { name, namespace: None, declarations: &[], shape }
}

fn written(json: &str, root: &XmlRoot) -> String {
    let xml = String::from_utf8(to_xml(json.as_bytes(), root).unwrap()).unwrap();
    xml.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n").unwrap().to_owned()
}

fn read(xml: &str, root: &XmlRoot) -> String {
    String::from_utf8(to_json(xml.as_bytes(), root).unwrap()).unwrap()
}

/// Both directions at once.
fn same(json: &str, xml: &str, root: &XmlRoot) {
    assert_eq!(written(json, root), xml);
    assert_eq!(read(xml, root), json);
}

const DECLARATIONS: &[(&str, &str)] =
    &[("xsd", "http://www.w3.org/2001/XMLSchema"), ("xsi", "http://www.w3.org/2001/XMLSchema-instance")];

const DECLARED: &str =
    r#"xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#;

static REQUEST: XmlObject = XmlObject {
    fields: &[
        element("apiKey", STRING),
        element("ChannelID", INTEGER),
        element("CustomerID", INTEGER),
        element("AccountNo", STRING),
        element("ContactID", INTEGER),
        element("UniqueID", STRING),
        element("Kind", STRING),
        element("ContactedBy", STRING),
        element("ContactedFirstName", STRING),
        element("ContactedSurname", STRING),
        element("OnDateTime", STRING),
        element("Notes", STRING),
        element("FollowUpDateTime", STRING),
        element("FollowUpBy", STRING),
        element("FollowUpNotes", STRING),
    ],
};

static ISSUE: XmlObject =
    XmlObject { fields: &[element("ID", INTEGER), element("Message", STRING), element("ExtraData", STRING)] };

static ISSUES: XmlList =
    XmlList { wrapped: true, item: "InteractionCreateIssue", item_namespace: None, shape: XmlShape::Object(&ISSUE) };

static DATA: XmlObject =
    XmlObject { fields: &[element("OK", BOOLEAN), element("InteractionCreateIssues", XmlShape::List(&ISSUES))] };

static RESULTS: XmlObject = XmlObject { fields: &[element("InteractionAddData", XmlShape::Object(&DATA))] };

static CALIQ_REQUEST: XmlRoot =
    XmlRoot { declarations: DECLARATIONS, ..root("InteractionCreateParams", XmlShape::Object(&REQUEST)) };

static CALIQ_RESPONSE: XmlRoot =
    XmlRoot { declarations: DECLARATIONS, ..root("InteractionAddResults", XmlShape::Object(&RESULTS)) };

#[test]
fn the_request_of_the_caliq_page() {
    // The members in another order: the table decides.
    let json = r#"{"Kind":"sample string 7","apiKey":"sample string 1","ChannelID":2,"CustomerID":3,"AccountNo":"sample string 4","ContactID":5,"UniqueID":"sample string 6","ContactedBy":"sample string 8","ContactedFirstName":"sample string 9","ContactedSurname":"sample string 10","OnDateTime":"sample string 11","Notes":"sample string 12","FollowUpDateTime":"sample string 13","FollowUpBy":"sample string 14","FollowUpNotes":"sample string 15"}"#;
    let page = format!(
        "<InteractionCreateParams {DECLARED}> <apiKey>sample string 1</apiKey> <ChannelID>2</ChannelID> <CustomerID>3</CustomerID> <AccountNo>sample string 4</AccountNo> <ContactID>5</ContactID> <UniqueID>sample string 6</UniqueID> <Kind>sample string 7</Kind> <ContactedBy>sample string 8</ContactedBy> <ContactedFirstName>sample string 9</ContactedFirstName> <ContactedSurname>sample string 10</ContactedSurname> <OnDateTime>sample string 11</OnDateTime> <Notes>sample string 12</Notes> <FollowUpDateTime>sample string 13</FollowUpDateTime> <FollowUpBy>sample string 14</FollowUpBy> <FollowUpNotes>sample string 15</FollowUpNotes> </InteractionCreateParams>"
    );
    assert_eq!(written(json, &CALIQ_REQUEST), page.replace("> <", "><"));
    let value = |json: &str| crate::json::from_str::<crate::Value>(json).unwrap();
    assert_eq!(value(&read(&page, &CALIQ_REQUEST)), value(json));
}

#[test]
fn the_response_of_the_caliq_page() {
    let issue = r#"{"ID":1,"Message":"sample string 2","ExtraData":"sample string 3"}"#;
    let json = format!(r#"{{"InteractionAddData":{{"OK":true,"InteractionCreateIssues":[{issue},{issue}]}}}}"#);
    let page = format!(
        "<InteractionAddResults {DECLARED}> <InteractionAddData> <OK>true</OK> <InteractionCreateIssues> <InteractionCreateIssue> <ID>1</ID> <Message>sample string 2</Message> <ExtraData>sample string 3</ExtraData> </InteractionCreateIssue> <InteractionCreateIssue> <ID>1</ID> <Message>sample string 2</Message> <ExtraData>sample string 3</ExtraData> </InteractionCreateIssue> </InteractionCreateIssues> </InteractionAddData> </InteractionAddResults>"
    );
    assert_eq!(read(&page, &CALIQ_RESPONSE), json);
    same(&json, &page.replace("> <", "><"), &CALIQ_RESPONSE);
}

static CELLS: XmlList = XmlList { wrapped: true, item: "cell", item_namespace: None, shape: INTEGER };
static ROWS: XmlList = XmlList { wrapped: true, item: "row", item_namespace: None, shape: XmlShape::List(&CELLS) };
static TAGS: XmlList = XmlList { wrapped: false, item: "tag", item_namespace: None, shape: STRING };
static TABLE: XmlObject = XmlObject {
    fields: &[element("tags", XmlShape::List(&TAGS)), element("rows", XmlShape::List(&ROWS)), element("name", STRING)],
};
static LISTS: XmlRoot = root("table", XmlShape::Object(&TABLE));

#[test]
fn lists_are_wrapped_or_not() {
    same(
        r#"{"tags":["a","b"],"rows":[[1,2],[],[3]],"name":"n"}"#,
        "<table><tag>a</tag><tag>b</tag><rows><row><cell>1</cell><cell>2</cell></row><row/><row><cell>3</cell></row></rows><name>n</name></table>",
        &LISTS,
    );
    same(r#"{"tags":[],"rows":[]}"#, "<table><rows/></table>", &LISTS);
    // Items of an unwrapped list need not stand together.
    assert_eq!(read("<table><tag>a</tag><name>n</name><tag/></table>", &LISTS), r#"{"tags":["a",""],"name":"n"}"#);
    same(
        "[[1],[2]]",
        "<rows><row><cell>1</cell></row><row><cell>2</cell></row></rows>",
        &root("rows", XmlShape::List(&ROWS)),
    );
    // As the root, there is nothing to stand in place of.
    same(r#"["a"]"#, "<tags><tag>a</tag></tags>", &root("tags", XmlShape::List(&TAGS)));
}

static NODE: XmlObject = XmlObject {
    fields: &[
        field("id", XmlPlace::Attribute, INTEGER),
        element("nodes", XmlShape::List(&NODES)),
        element("next", XmlShape::Object(&NODE)),
    ],
};
static NODES: XmlList = XmlList { wrapped: false, item: "node", item_namespace: None, shape: XmlShape::Object(&NODE) };

#[test]
fn tables_may_be_recursive() {
    let tree = root("tree", XmlShape::Object(&NODE));
    same(
        r#"{"id":1,"nodes":[{"id":2,"nodes":[{"nodes":[]}]}],"next":{"id":3,"nodes":[]}}"#,
        r#"<tree id="1"><node id="2"><node/></node><next id="3"/></tree>"#,
        &tree,
    );
    assert_eq!(
        format!("{tree:?}"),
        r#"XmlRoot { name: "tree", namespace: None, declarations: [], shape: {"id", "nodes", "next"} }"#
    );
}

static NOTE: XmlObject = XmlObject {
    fields: &[
        field("lang", XmlPlace::Attribute, STRING),
        field("urgent", XmlPlace::Attribute, BOOLEAN),
        field("body", XmlPlace::Text, STRING),
    ],
};
static PRICE: XmlObject = XmlObject {
    fields: &[
        field("amount", XmlPlace::Text, XmlShape::Text(XmlScalar::Number)),
        field("currency", XmlPlace::Attribute, STRING),
    ],
};
static CODE: XmlObject = XmlObject { fields: &[field("source", XmlPlace::Cdata, STRING)] };

#[test]
fn attributes_and_text_are_members() {
    let note = root("note", XmlShape::Object(&NOTE));
    same(
        r#"{"lang":"en","urgent":false,"body":"Hi & \"bye\""}"#,
        r#"<note lang="en" urgent="false">Hi &amp; "bye"</note>"#,
        &note,
    );
    same(r#"{"lang":"\"<&>'\t\n\r","body":"a\r\nb"}"#.replace("\\t", "\\u0009").replace("\\n", "\\u000a").replace("\\r", "\\u000d").as_str(),
        "<note lang=\"&quot;&lt;&amp;&gt;'&#9;&#10;&#13;\">a&#13;\nb</note>", &note);
    // A number keeps its digits.
    same(
        r#"{"amount":1.50,"currency":"EUR"}"#,
        r#"<price currency="EUR">1.50</price>"#,
        &root("price", XmlShape::Object(&PRICE)),
    );
    assert_eq!(
        read("<price currency='EUR'> </price>", &root("price", XmlShape::Object(&PRICE))),
        r#"{"currency":"EUR"}"#
    );
}

#[test]
fn cdata_holds_any_text() {
    let code = root("code", XmlShape::Object(&CODE));
    same(r#"{"source":"a<b && c"}"#, "<code><![CDATA[a<b && c]]></code>", &code);
    for text in ["]]>", "]]]]>>", "<![CDATA[", "a\\u000db", "]]"] {
        let json = format!(r#"{{"source":"{text}"}}"#);
        assert_eq!(read(&written(&json, &code), &code), json);
    }
}

const SAMPLE: &str = "http://example.com/schema/sample";
static PERSON: XmlObject = XmlObject {
    fields: &[
        field("id", XmlPlace::Attribute, INTEGER),
        XmlField { namespace: Some(XmlNamespace { prefix: Some("sample"), uri: SAMPLE }), ..element("name", STRING) },
        XmlField {
            namespace: Some(XmlNamespace { prefix: None, uri: "urn:a" }),
            ..field("rank", XmlPlace::Attribute, STRING)
        },
    ],
};

#[test]
fn namespaces_are_declared_where_needed_and_compared_by_name() {
    // The example of the OpenAPI specification.
    let person = root("Person", XmlShape::Object(&PERSON));
    same(
        r#"{"id":123,"name":"example"}"#,
        &format!(r#"<Person id="123"><sample:name xmlns:sample="{SAMPLE}">example</sample:name></Person>"#),
        &person,
    );
    same(r#"{"rank":"x"}"#, r#"<Person xmlns:ns1="urn:a" ns1:rank="x"/>"#, &person);
    assert_eq!(
        read(&format!(r#"<Person xmlns="{SAMPLE}" xmlns:b="urn:a" b:rank="x"><name>e</name></Person>"#), &person),
        r#"{"name":"e","rank":"x"}"#
    );
    // Another namespace is another element; its key does not collide with the declared one.
    let other = r#"<Person xmlns:sample="urn:other"><sample:name>e</sample:name></Person>"#;
    assert_eq!(read(other, &person), r#"{"{urn:other}name":"e"}"#);
    same(r#"{"{urn:other}name":"e"}"#, r#"<Person><name xmlns="urn:other">e</name></Person>"#, &person);

    let namespace = Some(XmlNamespace { prefix: Some("s"), uri: SAMPLE });
    let prefixed = XmlRoot { namespace, declarations: &[("s", SAMPLE)], ..person };
    same(r#"{"id":1}"#, &format!(r#"<s:Person xmlns:s="{SAMPLE}" id="1"/>"#), &prefixed);
    let default = XmlRoot { namespace: Some(XmlNamespace { prefix: None, uri: SAMPLE }), ..person };
    same(r#"{"id":1}"#, &format!(r#"<Person xmlns="{SAMPLE}" id="1"/>"#), &default);
    assert!(to_json(b"<Person/>", &default).is_err());
}

#[test]
fn nil_is_null() {
    same(
        r#"{"tags":["a",null],"name":null}"#,
        r#"<table><tag>a</tag><tag xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/><name xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></table>"#,
        &LISTS,
    );
    // The declaration of the root serves.
    same(
        r#"{"InteractionAddData":null}"#,
        &format!(r#"<InteractionAddResults {DECLARED}><InteractionAddData xsi:nil="true"/></InteractionAddResults>"#),
        &CALIQ_RESPONSE,
    );
    same(
        "null",
        r#"<rows xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>"#,
        &root("rows", XmlShape::List(&ROWS)),
    );
    // What has content is not nil.
    assert_eq!(
        read(&format!(r#"<table {DECLARED}><name xsi:nil="true">n</name><rows xsi:nil="1"/></table>"#), &LISTS),
        r#"{"tags":[],"rows":null,"name":"n"}"#
    );
    assert_eq!(written(r#"{"id":null,"nodes":null}"#, &root("tree", XmlShape::Object(&NODE))), "<tree/>");
}
