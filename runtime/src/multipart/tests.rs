//! Forms as they are on the wire.

use super::*;
use crate::codec::Encode;
use crate::json::Writer;
use crate::value::Map;

const PLAIN: Encoding = Encoding { name: "", content_type: None, style: None, reserved: false, headers: &[] };

fn text(payload: &Payload) -> String {
    let Payload::Pieces(pieces) = payload else { return String::new() };
    let text = |piece: &Piece| match piece {
        Piece::Text(text) => String::from_utf8_lossy(text).into_owned(),
        Piece::File(file) => String::from_utf8_lossy(file.bytes().unwrap()).into_owned(),
    };
    pieces.iter().map(text).collect()
}

fn written(value: &dyn Encode, encodings: &[Encoding]) -> String {
    let mut writer = Writer::new(&[]).keeping_files();
    value.encode(&mut writer);
    let files = writer.take_files();
    let (payload, boundary) = multipart(&Tree::parse(&writer.into_bytes()), &files, encodings);
    text(&payload).replace(&boundary, "B").replace("\r\n", "\n")
}

#[test]
fn forms_of_html() {
    let tree = Tree::parse(r#"{"a":"x y&é","b":[1,2],"c":{"d":null},"e":null,"f":true,"g":["a","b"]}"#.as_bytes());
    assert_eq!(urlencoded(&tree, &[]), "a=x+y%26%C3%A9&b=1&b=2&c=%7B%22d%22%3Anull%7D&f=true&g=a&g=b");
    let encodings = [
        Encoding { name: "b", style: Some((Style::Pipe, false)), ..PLAIN },
        Encoding { name: "c", style: Some((Style::Deep, true)), ..PLAIN },
        Encoding { name: "g", content_type: Some("application/json"), ..PLAIN },
        Encoding { name: "a", reserved: true, ..PLAIN },
    ];
    assert_eq!(urlencoded(&tree, &encodings), "a=x%20y%26%C3%A9&b=1%7C2&f=true&g=%5B%22a%22%2C%22b%22%5D");
}

#[test]
fn a_part_for_each_member_and_each_item() {
    let value: Map = crate::json::from_str(r#"{"a\"\n":"1","b":[true,2],"c":{"d":1},"e":null}"#).unwrap();
    let expected = "--B\nContent-Disposition: form-data; name=\"a%22%0A\"\n\n1\n\
        --B\nContent-Disposition: form-data; name=\"b\"\n\ntrue\n\
        --B\nContent-Disposition: form-data; name=\"b\"\n\n2\n\
        --B\nContent-Disposition: form-data; name=\"c\"\nContent-Type: application/json\n\n{\"d\":1}\n--B--\n";
    assert_eq!(written(&value, &[]), expected);
}

#[test]
fn files_have_names_and_types() {
    let file = File::new("xyz").name("a\".txt").media_type("text/plain").header("X-A", "1\r\n2");
    let value = Map::from([("f".to_owned(), vec![file, File::new("q")])]);
    let part = "--B\nContent-Disposition: form-data; name=\"f\"; filename=";
    let expected = format!(
        "{part}\"a%22.txt\"\nContent-Type: text/plain\nX-A: 12\n\nxyz\n\
         {part}\"f\"\nContent-Type: application/octet-stream\n\nq\n--B--\n"
    );
    assert_eq!(written(&value, &[]), expected);
    let image = [Encoding { name: "f", content_type: Some("image/png"), headers: &[("X-B", "b")], ..PLAIN }];
    let value = Map::from([("f".to_owned(), File::new("q"))]);
    assert_eq!(written(&value, &image), format!("{part}\"f\"\nContent-Type: image/png\nX-B: b\n\nq\n--B--\n"));
}

#[test]
fn the_text_that_stands_for_a_file_cannot_be_guessed() {
    let value = Map::from([("f".to_owned(), crate::Value::from("0"))]);
    assert!(written(&value, &[]).ends_with("\n\n0\n--B--\n"));
}
