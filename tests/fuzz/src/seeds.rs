//! Seeds: the fixtures of the repository, and what once broke something.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Inputs;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files that once broke a target, by name.
pub fn found(target: &str) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    walk(&root().join("tests/fixtures/fuzz").join(target), &[], &mut files);
    read(files)
}

/// What searches begin with, by name: derived from the fixtures, so that there is no second copy to keep.
pub fn seeds(inputs: Inputs) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let fixtures = root().join("tests/fixtures");
    match inputs {
        Inputs::Documents => {
            walk(&fixtures.join("ok"), &["yaml", "json"], &mut files);
            walk(&fixtures.join("err"), &["yaml", "json"], &mut files);
            walk(&fixtures.join("corpus"), &["yaml", "json"], &mut files);
            read(files)
        }
        Inputs::Json => json(),
        Inputs::Xml => {
            walk(&fixtures, &["xml"], &mut files);
            let mut seeds = read(files);
            seeds.extend(XML.iter().enumerate().map(|(n, text)| (format!("xml {n}"), text.as_bytes().to_vec())));
            seeds
        }
        Inputs::Text => {
            TEXT.iter().enumerate().map(|(n, text)| (format!("text {n}"), text.as_bytes().to_vec())).collect()
        }
    }
}

fn json() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for vendor in ["caliq", "cro", "ctrl_hub", "objects"] {
        walk(&root().join("tests/fixtures").join(vendor), &["json"], &mut files);
    }
    let mut seeds: Vec<(String, Vec<u8>)> =
        read(files).into_iter().map(|(name, text)| (name, [b"\0", text.as_slice()].concat())).collect();
    let texts = JSON.iter().enumerate().flat_map(|(n, text)| {
        (0..crate::readers::SCHEMAS.len() as u8)
            .map(move |schema| (format!("json {n} as {schema}"), [&[schema], text.as_bytes()].concat()))
    });
    seeds.extend(texts);
    seeds
}

const JSON: &[&str] = &[
    r#"{"id":1,"kind":"a","text":"abc","free":{"x":[1,2.50]},"when":"2026-01-02T03:04:05.678+01:00","day":"2026-01-02","uuid":"00000000-0000-4000-8000-000000000000","bytes":"aGk=","big":123456789012345678901234567890,"ratio":0.25,"flag":null,"list":[{"id":2,"kind":""}],"map":{"a":[1,255]},"tuple":[1,"x"],"shape":{"type":"square","inner":{"type":"circle","r":1e3}},"any":[{"a":{"b":1}},null],"odd":{"x":1,"y":[1,2]},"more":"text"}"#,
    r#"{"type":"circle","r":-0.0,"more":{"type":null}}"#,
    r#"{"a":{"a":[[],{"b":7,"a":"x"}]},"b":1}"#,
    r#"[[[],[[]]],[]]"#,
    r#"{"a":{"b":{}},"c":{}}"#,
    r#""\ud83d\ude00 \u0000 é""#,
    "[0,-1,1.0,1e5,9007199254740993,1e-7]",
    "null",
];

const XML: &[&str] = &[
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Cart count=\"2\" xmlns:x=\"urn:x\" x:k=\"v\"><Item>a</Item><Item>b</Item><Tags><Tag>1</Tag></Tags>text<![CDATA[<c>]]>&amp;&#65;</Cart>",
    "<Cart xmlns=\"urn:cart\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><Item xsi:nil=\"true\"/><Other><a b=\"c\"/></Other><Cart/></Cart>",
    "<Cart><Note> 1.50 </Note><Open>true</Open><Open>false</Open><!-- no --><?pi x?></Cart>",
];

const TEXT: &[&str] = &[
    "^[a-z]+(?=b)(?!c)$\nabc",
    "(?<=a)[^\\d\\u0041]{2,5}|x*?\nax12",
    "a,b,c\nk,v,k2,v2\nk=v,x=1\n[1,2]",
    "2026-01-02T03:04:05Z\n12:00:60+01:00\nP1Y2M3DT4H",
    "user@example.com\nhttps://[::1]:80/a?b#c\n{a}{+b:3}",
    "xn--bcher-kva.example\n::ffff:1.2.3.4\n/a~1b/0",
    "a=1&b=%41+%zz&a=2; c=d",
];

fn read(mut files: Vec<PathBuf>) -> Vec<(String, Vec<u8>)> {
    files.sort();
    files.into_iter().filter_map(|path| Some((path.display().to_string(), fs::read(&path).ok()?))).collect()
}

/// The files below a folder with one of the endings; with any, where none is asked for.
fn walk(folder: &Path, endings: &[&str], files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, endings, files);
        } else if endings.is_empty() || path.extension().is_some_and(|e| endings.iter().any(|wanted| e == *wanted)) {
            files.push(path);
        }
    }
}
