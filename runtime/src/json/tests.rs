//! Of readers of a part of a text: what goes wrong in it is told with the place in the whole.

use super::Reader;

#[test]
fn a_part_that_is_read_again_says_where_it_stands() {
    let text = r#"[ 1, 2, "three"]"#;
    let mut reader = Reader::new(text.as_bytes());
    let error = reader
        .whole(&mut |reader, json| {
            reader.again(json, |reader| {
                reader.array(&mut |reader| {
                    reader.whole(&mut |reader, json| reader.again(json, |reader| reader.integer(0, 9).map(drop)))
                })
            })
        })
        .unwrap_err();
    assert_eq!((error.offset(), error.pointer()), (text.find('"').unwrap(), "/2"), "{error}");
}
