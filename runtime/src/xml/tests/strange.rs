//! What the table does not say.

use super::*;

#[test]
fn what_is_not_declared_is_kept() {
    assert_eq!(
        read(
            r#"<note lang="en" seen="1" xml:space="default">a<more x="y">b</more><more/><deep><n>1</n><n>2</n></deep>c</note>"#,
            &root("note", XmlShape::Object(&NOTE))
        ),
        r#"{"lang":"en","body":"ac","@seen":"1","@{http://www.w3.org/XML/1998/namespace}space":"default","deep":{"n":["1","2"]},"more":[{"@x":"y","$text":"b"},""]}"#
    );
    // Text between elements, where no member is the text.
    assert_eq!(read("<table>a<name>n</name> b</table>", &LISTS), r#"{"tags":[],"name":"n","$text":"a b"}"#);
    same(r#"{"tags":["a"],"$text":" "}"#, "<table><tag>a</tag><![CDATA[ ]]></table>", &LISTS);
}

static NAMED: XmlObject = XmlObject { fields: &[element("name", STRING)] };

#[test]
fn what_is_not_declared_is_written_after_the_rest() {
    let named = root("named", XmlShape::Object(&NAMED));
    same(
        r#"{"name":"n","@z":"2","@{http://www.w3.org/XML/1998/namespace}lang":"en","@{urn:u}a":"1","a":"","b":{"c":"1"},"d":["1",{"e":"2"}],"$text":"t"}"#,
        r#"<named z="2" xml:lang="en" xmlns:ns1="urn:u" ns1:a="1"><name>n</name>t<a/><b><c>1</c></b><d>1</d><d><e>2</e></d></named>"#,
        &named,
    );
    // Of what is not declared, the kind of scalar is not kept, and a namespace only where it tells names apart.
    assert_eq!(written(r#"{"a":[true,1.50]}"#, &named), "<named><a>true</a><a>1.50</a></named>");
    assert_eq!(
        written(r#"{"{urn:u}x":{"y":null},"a":[]}"#, &named),
        r#"<named><x xmlns="urn:u"><y xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></x></named>"#
    );
}

#[test]
fn elements_that_come_again_are_an_array_and_collisions_get_another_key() {
    assert_eq!(read("<table><name>a</name><name>b</name></table>", &LISTS), r#"{"tags":[],"name":["a","b"]}"#);
    assert_eq!(read("<tree><id>7</id></tree>", &root("tree", XmlShape::Object(&NODE))), r#"{"nodes":[],"{}id":"7"}"#);
    same(r#"{"nodes":[],"{}id":"7"}"#, "<tree><id>7</id></tree>", &root("tree", XmlShape::Object(&NODE)));
}

#[test]
fn text_that_is_no_such_scalar_stays_a_string() {
    let ids = |xml: &str| read(&format!("<r><row><cell>{xml}</cell></row></r>"), &root("r", XmlShape::List(&ROWS)));
    assert_eq!(ids(" 12\n"), "[[12]]");
    assert_eq!(ids("-1.5e3"), "[[-1.5e3]]");
    assert_eq!(ids("12345678901234567890123"), "[[12345678901234567890123]]");
    assert_eq!(ids("007"), r#"[["007"]]"#);
    assert_eq!(ids(" twelve "), r#"[["twelve"]]"#);
    assert_eq!(ids(""), r#"[[""]]"#);
    assert_eq!(ids("<a>1</a>"), r#"[[{"a":"1"}]]"#);
    let ok = |xml: &str| read(&format!("<d><OK>{xml}</OK></d>"), &root("d", XmlShape::Object(&DATA)));
    assert_eq!(ok(" true "), r#"{"OK":true}"#);
    assert_eq!(ok("1"), r#"{"OK":true}"#);
    assert_eq!(ok("0"), r#"{"OK":false}"#);
    assert_eq!(ok("True"), r#"{"OK":"True"}"#);
}

#[test]
fn empty_elements_are_empty_values_of_their_shape() {
    for empty in [
        "<table><rows/><name/></table>",
        "<table><rows></rows><name></name></table>",
        "<table><rows> </rows><name><!-- --></name></table>",
    ] {
        assert_eq!(read(empty, &LISTS), r#"{"tags":[],"rows":[],"name":""}"#);
    }
    assert_eq!(read("<code> </code>", &root("code", XmlShape::Object(&XmlObject { fields: &[] }))), "{}");
    assert_eq!(read("<a/>", &root("a", XmlShape::Any)), r#""""#);
}

#[test]
fn text_is_put_together_from_its_parts() {
    let text = root("t", STRING);
    same("\" a \"", "<t> a </t>", &text);
    assert_eq!(
        read("<t>a&lt;&amp;&gt;&quot;&apos;&#65;&#x1F600;<!-- no --><![CDATA[<&amp;]]><?no?>\r\nb\rc</t>", &text),
        "\"a<&>\\\"'A\u{1F600}<&amp;\\u000ab\\u000ac\""
    );
    assert_eq!(
        read("\u{FEFF}<?xml version='1.0' encoding='UTF-8'?>\n<!-- c --><t>é</t>\n<!-- c -->\n", &text),
        "\"é\""
    );
    assert_eq!(read("<?xml version='1.1'?><t/>", &text), "\"\"");
    same(r#"{"@a":"1","$text":"x"}"#, r#"<t a="1">x</t>"#, &root("t", XmlShape::Any));
}

#[test]
fn declared_items_may_have_any_name() {
    assert_eq!(read("<tags><tag>a</tag><Tag>b</Tag></tags>", &root("tags", XmlShape::List(&TAGS))), r#"["a","b"]"#);
}
