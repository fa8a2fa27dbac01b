//! XML documents as lists of what counts in them, and the judgement of `xmllint`.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Start tags with their sorted attributes, texts and end tags; no white space between elements, no declaration.
pub(crate) fn events(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut out = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => out.push(format!("<{}>", tag(&start))),
            Event::End(end) => out.push(format!("</{}>", end.name().into_inner())),
            Event::Text(text) => {
                let text = text.xml10_content();
                out.extend((!text.trim().is_empty()).then(|| text.into_owned()));
            }
            Event::Decl(_) => {}
            Event::Eof => return out,
            other => panic!("not expected here: {other:?}"),
        }
    }
}

fn tag(start: &BytesStart<'_>) -> String {
    let mut attributes: Vec<String> = start
        .attributes()
        .map(|attribute| attribute.map(|a| format!(" {}={}", a.key.into_inner(), a.value)).unwrap())
        .collect();
    attributes.sort();
    format!("{}{}", start.name().into_inner(), attributes.concat())
}

/// The text of the first element with this name.
pub(crate) fn text_of(xml: &str, name: &str) -> Option<String> {
    let events = events(xml);
    let at = events.iter().position(|event| *event == format!("<{name}>"))?;
    let next = &events[at + 1];
    Some(if *next == format!("</{name}>") { String::new() } else { next.clone() })
}

/// Panics unless the document keeps the schema of requests. Says so where `xmllint` is not there to ask.
pub(crate) fn assert_valid(xml: &[u8]) {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/caliq/InteractionCreateParams.xsd");
    let spawned = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(schema)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut xmllint) = spawned else {
        assert!(std::env::var_os("CI").is_none(), "xmllint is missing, and CI skips nothing");
        eprintln!("skipped: validation by schema needs xmllint (apt-get install libxml2-utils, brew install libxml2)");
        return;
    };
    xmllint.stdin.take().unwrap().write_all(xml).unwrap();
    let output = xmllint.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
