//! What is read here is what `jiter` reads, right or wrong.

use jiter::{Jiter, JiterError, Peek};

use crate::json;
use crate::value::{Map, Number, Value};

/// Reads a value with `jiter` alone.
fn alone(jiter: &mut Jiter<'_>) -> Result<Value, JiterError> {
    Ok(match jiter.peek()? {
        Peek::Null => {
            jiter.known_null()?;
            Value::Null
        }
        peek @ (Peek::True | Peek::False) => Value::Bool(jiter.known_bool(peek)?),
        Peek::String => Value::String(jiter.known_str()?.to_owned()),
        Peek::Array => {
            let (mut items, mut next) = (Vec::new(), jiter.known_array()?);
            while next.is_some() {
                items.push(alone(jiter)?);
                next = jiter.array_step()?;
            }
            Value::Array(items)
        }
        Peek::Object => {
            let (mut members, mut next) = (Map::new(), jiter.known_object()?.map(str::to_owned));
            while let Some(name) = next {
                members.insert(name, alone(jiter)?);
                next = jiter.next_key()?.map(str::to_owned);
            }
            Value::Object(members)
        }
        peek => {
            let text = String::from_utf8_lossy(jiter.known_number_bytes(peek)?).into_owned();
            Value::Number(Number::parse(&text).expect("it is a number"))
        }
    })
}

/// The value, or what is wrong and where.
fn by_jiter(json: &[u8]) -> Result<Value, (String, usize)> {
    let mut jiter = Jiter::new(json);
    let read = alone(&mut jiter).and_then(|value| jiter.finish().map(|()| value));
    read.map_err(|error| (error.error_type.to_string(), error.index))
}

fn ours(json: &[u8]) -> Result<Value, (String, usize)> {
    // The reader has a word of its own for what begins no value.
    let found = |found: &str| if found == "no JSON value" { "expected value".to_owned() } else { found.to_owned() };
    json::from_slice(json).map_err(|error| (found(error.found()), error.offset()))
}

fn next(seed: &mut u64, end: usize) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize % end
}

#[test]
fn texts_are_read_as_jiter_reads_them() {
    let texts = [
        r#"{"a":1,"bc":[1,2.5,-3e4,true,false,null],"long name of a member":"and a text that is longer than eight"}"#,
        r#" { "a" : [ ] , "b" : { } , "c" : [ { "d" : "\u00e4\n\"\\" } ] } "#,
        "\t[\r\n\"\",\"é\",\"seven b\",\"eight by\",\"nine byte\",\"ä\\u00e4\u{1f600}\"]\n",
        r#"["\ud83d\ude00","\/\b\f\r\t",0,-0,0.0,1E+2,123456789012345,1234567890123456,1.5e-7]"#,
        r#"[[[[{"":{"":[""]}}]]],"a\"b","c\\"]"#,
    ];
    let bytes = b"\"\\{}[]:,0.-+eE19 \n\t\x01\x7f\x1f\x20aun\xc3\xa4\xff/tf";
    let (mut seed, mut good, mut bad) = (7, 0, 0);
    for text in texts {
        for round in 0..6000 {
            let mut json = text.as_bytes().to_vec();
            for _ in 0..round % 4 {
                let (at, byte) = (next(&mut seed, json.len().max(1)), bytes[next(&mut seed, bytes.len())]);
                match next(&mut seed, 4) {
                    0 => json.insert(at, byte),
                    _ if json.is_empty() => {}
                    1 => json[at] = byte,
                    2 => drop(json.remove(at)),
                    _ => json.truncate(at.max(1)),
                }
            }
            let read = ours(&json);
            assert_eq!(read, by_jiter(&json), "{:?}", String::from_utf8_lossy(&json));
            *(if read.is_ok() { &mut good } else { &mut bad }) += 1;
        }
    }
    assert!(good > 5000 && bad > 5000, "{good} {bad}");
}

#[test]
fn numbers_are_those_of_their_digits() {
    let mut seed = 7;
    for _ in 0..100_000 {
        let mut text = String::from(if next(&mut seed, 3) == 0 { "-" } else { "" });
        for _ in 0..next(&mut seed, 20) {
            text.push(b"0123456789005555.eE-"[next(&mut seed, 20)].into());
        }
        let number = Number::parse(&text);
        let double = number.as_ref().map(Number::as_f64).filter(|double| double.is_finite());
        let read = json::from_str::<f64>(&text).ok();
        assert_eq!(read.map(f64::to_bits), double.map(f64::to_bits), "{text}");
        let integer = number.and_then(|number| crate::decimal::integral(number.as_str()));
        assert_eq!(json::from_str::<i128>(&text).ok(), integer, "{text}");
        let small = integer.and_then(|integer| i16::try_from(integer).ok());
        assert_eq!(json::from_str::<i16>(&text).ok(), small, "{text}");
    }
    for text in ["999999999999999", "-999999999999999", "9007199254740993", "0.1", "123456789.12345", "-0", "-0.0"] {
        let read: f64 = json::from_str(&format!(" {text}\n")).unwrap();
        assert_eq!(read.to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
    }
}

#[test]
fn strings_end_where_they_do() {
    for length in 0..40 {
        for inside in ["", "\\", "\u{1f}", "\u{20}", "\u{7f}", "é", "\u{ffff}", "\\n", "!", "#", "[", "]"] {
            for at in 0..=length {
                let text = format!("[\"{}{inside}{}\",\"x\"]", "a".repeat(at), "b".repeat(length - at));
                assert_eq!(ours(text.as_bytes()), by_jiter(text.as_bytes()), "{text}");
            }
        }
    }
}
