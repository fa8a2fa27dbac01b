//! The table of styles of OpenAPI 3.1.1, section 4.8.12.6, and what it leaves open.

use super::*;
use crate::operation::Style::{self, Cookie, Deep, Form, Json, Label, Matrix, Pipe, Simple, Space, Text, Urlencoded};

/// The values of the table: an empty string, a string, a list, an object.
const EMPTY: &str = r#""""#;
const STRING: &str = r#""blue""#;
const ARRAY: &str = r#"["blue","black","brown"]"#;
const OBJECT: &str = r#"{"R":100,"G":200,"B":150}"#;

fn tree(json: &str) -> Tree {
    Tree::parse(json.as_bytes())
}

fn in_path(json: &str, style: Style, explode: bool) -> String {
    path("color", &tree(json), style, explode, Escape::All)
}

fn in_query(json: &str, style: Style, explode: bool) -> String {
    pairs("color", &tree(json), style, explode, Escape::All).join("&")
}

#[test]
fn the_table_of_styles_in_paths() {
    let table = [
        (Matrix, false, [";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"]),
        (Matrix, true, [";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"]),
        (Label, false, [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"]),
        (Label, true, [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"]),
        (Simple, false, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (Simple, true, ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
    ];
    for (style, explode, expected) in table {
        let found = [EMPTY, STRING, ARRAY, OBJECT].map(|json| in_path(json, style, explode));
        assert_eq!(found, expected, "{style:?} {explode}");
    }
}

#[test]
fn the_table_of_styles_in_queries() {
    let table = [
        (Form, false, ["color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"]),
        (Form, true, ["color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"]),
    ];
    for (style, explode, expected) in table {
        let found = [EMPTY, STRING, ARRAY, OBJECT].map(|json| in_query(json, style, explode));
        assert_eq!(found, expected, "{style:?} {explode}");
    }
    let lists = [
        (Space, ["color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"]),
        (Pipe, ["color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"]),
    ];
    for (style, expected) in lists {
        assert_eq!([ARRAY, OBJECT].map(|json| in_query(json, style, false)), expected, "{style:?}");
    }
    assert_eq!(in_query(OBJECT, Deep, true), "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150");
}

#[test]
fn headers_and_cookies() {
    assert_eq!(simple(&tree(ARRAY), false), "blue,black,brown");
    assert_eq!(simple(&tree(OBJECT), false), "R,100,G,200,B,150");
    assert_eq!(simple(&tree(OBJECT), true), "R=100,G=200,B=150");
    let cookie = |json, explode| pairs("color", &tree(json), Cookie, explode, Escape::None).join("; ");
    assert_eq!(cookie(ARRAY, true), "color=blue; color=black; color=brown");
    assert_eq!(cookie(OBJECT, false), "color=R,100,G,200,B,150");
    assert_eq!(cookie(r#""a b%""#, true), "color=a b%");
}

#[test]
fn what_the_table_leaves_open() {
    assert_eq!(in_query(ARRAY, Space, true), "color=blue&color=black&color=brown");
    assert_eq!(in_query(r#"{"a":{"b":[1,{"c":null,"d":"x y"}]}}"#, Deep, true), {
        "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D%5Bd%5D=x%20y"
    });
    assert_eq!(in_query(r#"["a"]"#, Deep, true), "color%5B0%5D=a");
    assert_eq!(in_query(r#"[[1,2],null,{"a":"b"}]"#, Form, true), "color=%5B1%2C2%5D&color=%7B%22a%22%3A%22b%22%7D");
    assert_eq!(in_query(r#"{"a":[1,2],"b":null}"#, Form, true), "a=1&a=2");
    assert_eq!(in_query("[]", Form, true), "");
    assert_eq!(in_query("[]", Form, false), "color=");
    assert_eq!(in_query("null", Form, true), "");
    assert_eq!(in_query(r#"["a,b","c|d"]"#, Pipe, false), "color=a%2Cb%7Cc%7Cd");
}

#[test]
fn content_instead_of_a_style() {
    assert_eq!(in_query(r#"{"a":"ü"}"#, Json, true), "color=%7B%22a%22%3A%22%C3%BC%22%7D");
    assert_eq!(in_query(r#""a&b""#, Text, true), "color=a%26b");
    assert_eq!(in_query(r#"{"a":"b c","d":1}"#, Urlencoded, true), "color=a%3Db%2Bc%26d%3D1");
    assert_eq!(in_path(r#"{"a":1}"#, Json, false), "%7B%22a%22%3A1%7D");
}

#[test]
fn nothing_that_is_given_changes_the_form_of_a_url() {
    assert_eq!(in_path(r#""a/b?c#d %é{x}""#, Simple, false), "a%2Fb%3Fc%23d%20%25%C3%A9%7Bx%7D");
    assert_eq!(in_query(r#"{"a&b":"c=d"}"#, Form, true), "a%26b=c%3Dd");
    let reserved = |text: &str| pairs("q", &Tree::Text(text.to_owned()), Form, true, Escape::Reserved).join("&");
    assert_eq!(reserved("a/b?c:d@e,f;g=h"), "q=a/b?c:d@e,f;g=h");
    assert_eq!(reserved("a&b+c#d[e] %2F%zz"), "q=a%26b%2Bc%23d%5Be%5D%20%2F%25zz");
    let path = |text: &str| path("q", &Tree::Text(text.to_owned()), Simple, false, Escape::ReservedInPath);
    assert_eq!(path("a/b?c#d:e"), "a%2Fb%3Fc%23d:e");
}

#[test]
fn templates_are_urls() {
    assert_eq!(template("/a b/{c}?d=e#f=g"), "/a%20b/%7Bc%7D?d=e");
    assert_eq!(template("/a%2Fb/é:x"), "/a%2Fb/%C3%A9:x");
}
