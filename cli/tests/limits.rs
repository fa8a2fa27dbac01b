//! What the command takes of a machine for documents that are made to break it: time, memory, and what it says.

#![expect(clippy::unwrap_used, reason = "a test that fails does so by a panic, in its helpers as well")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use specwright_codegen::load::MAX_BYTES;

/// Five seconds of a processor are what is promised of a release; nothing else is of a build without optimisation.
const SECONDS: f64 = if cfg!(debug_assertions) { 60.0 } else { 5.0 };
const MEGABYTES: u64 = 500;

/// A document as large as it may be; in a build without optimisation less, which takes as long.
const LARGE: usize = if cfg!(debug_assertions) { MAX_BYTES / 16 } else { MAX_BYTES } - 1000;

/// What came of a run.
struct Answer {
    code: Option<i32>,
    said: String,
    seconds: f64,
    megabytes: u64,
}

/// Runs the command on a document in a folder of its own, for each of its two ways.
fn answers(name: &str, file: &str, bytes: &[u8]) -> [Answer; 2] {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("limits").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(file), bytes).unwrap();
    let both = [vec!["check", file], vec!["generate", file, "--out", "client"]].map(|words| {
        let answer = run(&folder, &words);
        let code = answer.code.unwrap_or(-1);
        println!("{name} {}: exit {code}, {:.2} s, {} MB", words[0], answer.seconds, answer.megabytes);
        let end: String = answer.said.chars().take(2000).collect();
        assert!(matches!(code, 0 | 1), "{name} {}: exit {code}: {end}", words[0]);
        assert!(answer.seconds < SECONDS, "{name} {}: {} s", words[0], answer.seconds);
        assert!(answer.megabytes < MEGABYTES, "{name} {}: {} MB", words[0], answer.megabytes);
        assert!(code == 0 || answer.said.contains(&format!("--> {file}:")), "{name}: no place in {end}");
        answer
    });
    fs::remove_dir_all(&folder).unwrap();
    both
}

fn run(folder: &Path, words: &[&str]) -> Answer {
    let said = folder.join("said.txt");
    let output = File::create(&said).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
    command.current_dir(folder).args(words).stdout(output.try_clone().unwrap()).stderr(output);
    let started = Instant::now();
    let mut child = command.spawn().unwrap();
    let (mut seconds, mut megabytes) = (0.0_f64, 0);
    let status = loop {
        if let Some((used, peak)) = usage(&child) {
            (seconds, megabytes) = (used.max(seconds), peak.max(megabytes));
        }
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if started.elapsed().as_secs_f64() > 20.0 * SECONDS {
            child.kill().unwrap();
        }
        sleep(Duration::from_millis(2));
    };
    // A process that ends at once may not have been looked at; where there are such files, one that worked was.
    assert!(
        !cfg!(target_os = "linux") || megabytes > 0 || started.elapsed().as_secs_f64() < 1.0,
        "nothing was measured"
    );
    Answer { code: status.code(), said: fs::read_to_string(said).unwrap(), seconds, megabytes }
}

/// Seconds of a processor and the most memory that a process had so far, where the system says it in files.
fn usage(child: &Child) -> Option<(f64, u64)> {
    let folder = PathBuf::from(format!("/proc/{}", child.id()));
    let status = fs::read_to_string(folder.join("status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = peak.split_whitespace().next()?.parse().ok()?;
    let stat = fs::read_to_string(folder.join("stat")).ok()?;
    // Behind the name, which is in brackets, the times are the twelfth and the thirteenth, in hundredths of a second.
    let ticks = stat.rsplit_once(')')?.1.split_whitespace().skip(11).take(2).map(|n| n.parse::<f64>().unwrap_or(0.0));
    Some((ticks.sum::<f64>() / 100.0, kilobytes >> 10))
}

/// A document of 3.1 with schemas, each a line of YAML in flow style, which JSON is as well.
fn document(schemas: impl IntoIterator<Item = String>) -> Vec<u8> {
    let schemas: String = schemas.into_iter().map(|line| format!("    {line}\n")).collect();
    format!("openapi: 3.1.1\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}")
        .into_bytes()
}

/// The same as JSON.
fn json(schemas: impl IntoIterator<Item = String>) -> Vec<u8> {
    let schemas: Vec<String> = schemas.into_iter().collect();
    let start = r#"{"openapi":"3.1.1","info":{"title":"T","version":"1"},"paths":{},"components":{"schemas":{"#;
    format!("{start}{}}}}}}}", schemas.join(",")).into_bytes()
}

fn refused(name: &str, file: &str, bytes: &[u8], code: &str) {
    for answer in answers(name, file, bytes) {
        let start: String = answer.said.chars().take(2000).collect();
        assert!(answer.code == Some(1) && answer.said.contains(code), "{name}: {start}");
    }
}

fn accepted(name: &str, file: &str, bytes: &[u8]) {
    for answer in answers(name, file, bytes) {
        let start: String = answer.said.chars().take(2000).collect();
        assert_eq!(answer.code, Some(0), "{name}: {start}");
    }
}

#[test]
fn laughs() {
    let aliases: String = (1..12).map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{}, ", n - 1).repeat(10))).collect();
    refused("laughs", "a.yaml", format!("a0: &a0 lol\n{aliases}openapi: 3.1.1\n").as_bytes(), "alias-bomb");
}

#[test]
fn nesting() {
    const DEPTH: usize = 10_000;
    let nested = |open: &str, close: &str| format!("{}1{}", open.repeat(DEPTH), close.repeat(DEPTH));
    let lines: String = (0..DEPTH).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    refused("flow", "a.yaml", format!("x: {}", nested("[", "]")).as_bytes(), "nesting-too-deep");
    // So many lines, each further in, are fifty megabytes.
    refused("block", "a.yaml", lines.as_bytes(), "error[");
    refused("items", "a.yaml", format!("x: {}1\n", "- ".repeat(DEPTH)).as_bytes(), "error[");
    refused("json", "a.json", nested("{\"a\":", "}").as_bytes(), "nesting-too-deep");
    for (name, open, close) in [
        ("properties", "{\"properties\":{\"a\":", "}}"),
        ("array", "{\"items\":", "}"),
        ("all-of", "{\"allOf\":[", "]}"),
        ("any-of", "{\"anyOf\":[", "]}"),
    ] {
        let schema = format!("\"A\":{{\"type\":\"object\",\"not\":{}}}", nested(open, close));
        refused(&format!("json-{name}"), "a.json", &json([schema.clone()]), "nesting-too-deep");
        let schema = schema.replace("\":", "\": ");
        refused(&format!("yaml-{name}"), "a.yaml", &document([schema]), "nesting-too-deep");
    }
}

#[test]
fn chains_and_circles() {
    let to = |n: usize| format!("{{ $ref: '#/components/schemas/A{n}' }}");
    let chain = |count: usize, link: &dyn Fn(usize) -> String| {
        let links: Vec<String> = (0..count).map(|n| format!("A{n}: {}", link(n + 1))).collect();
        document(
            links.into_iter().chain([format!("A{count}: {{ type: object, properties: {{ a: {{ type: string }} }} }}")]),
        )
    };
    accepted("refs", "a.yaml", &chain(10_000, &to));
    accepted(
        "properties",
        "a.yaml",
        &chain(10_000, &|n| format!("{{ type: object, properties: {{ a: {} }} }}", to(n))),
    );
    let of_all =
        |n: usize| format!("{{ allOf: [{}, {{ type: object, properties: {{ a{n}: {{ type: string }} }} }}] }}", to(n));
    answers("all-of-800", "a.yaml", &chain(800, &of_all));
    answers("all-of-10000", "a.yaml", &chain(10_000, &of_all));
    let doubled = |n: usize| format!("{{ allOf: [{0}, {0}] }}", to(n));
    answers("all-of-doubled", "a.yaml", &chain(60, &doubled));
    let branches = |n: usize| format!("{{ oneOf: [{0}, {{ type: array, items: {0} }}] }}", to(n));
    answers("one-of-doubled", "a.yaml", &chain(60, &branches));
    refused("circle", "a.yaml", &document([format!("A0: {}", to(1)), format!("A1: {}", to(0))]), "ref-cycle");
    answers(
        "all-of-circle",
        "a.yaml",
        &document([format!("A0: {{ allOf: [{}] }}", to(1)), format!("A1: {{ allOf: [{}] }}", to(0))]),
    );
    answers("not-circle", "a.yaml", &document([format!("A0: {{ not: {} }}", to(0))]));
}

#[test]
fn a_hundred_megabytes() {
    let size = 100 << 20;
    for (name, bytes) in large(size) {
        refused(&format!("100-{name}"), name, &bytes, "error[unreadable]");
    }
}

#[test]
fn as_large_as_may_be() {
    for (name, bytes) in large(LARGE) {
        answers(&format!("large-{name}"), name, &bytes);
    }
}

/// Documents of a size: one text, and many members.
fn large(size: usize) -> [(&'static str, Vec<u8>); 7] {
    let text = "lorem ipsum ".repeat(size / 12);
    let keys = |size: usize, line: &dyn Fn(usize) -> String| {
        let count = size / (line(1_000_000).len() + 5);
        (0..count).map(line).collect::<Vec<String>>()
    };
    let start = "openapi: 3.1.1\ninfo: { title: T, version: '1' }\npaths: {}\n";
    let small = keys(size, &|n| format!("k{n}: 1"));
    let property = |n| format!("\"p{n}\":{{\"type\":\"string\"}}");
    [
        ("text.yaml", format!("{start}x-a: \"{text}\"\n").into_bytes()),
        (
            "block.yaml",
            format!("{start}x-a: |\n  {}\n", text.replace("lorem ipsum lorem", "lorem\n  ipsum")).into_bytes(),
        ),
        (
            "text.json",
            format!("{{\"openapi\":\"3.1.1\",\"info\":{{\"title\":\"{text}\",\"version\":\"1\"}},\"paths\":{{}}}}")
                .into_bytes(),
        ),
        ("keys.yaml", format!("{start}x-a:\n  {}\n", small.join("\n  ")).into_bytes()),
        (
            "keys.json",
            format!("{{\"openapi\":\"3.1.1\",\"x-a\":{{\"{}}}}}", small.join(",\"").replace(": ", "\":")).into_bytes(),
        ),
        (
            "properties.json",
            json([format!("\"A\":{{\"type\":\"object\",\"properties\":{{{}}}}}", keys(size, &property).join(","))]),
        ),
        ("schemas.json", json(keys(size, &|n| format!("\"P{n}\":{{\"type\":\"object\"}}")))),
    ]
}

#[test]
fn bytes_and_names() {
    let plain = String::from_utf8(document(["A: { type: string }".to_owned()])).unwrap();
    let utf16: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused("utf-16", "a.yaml", &utf16, "error[");
    refused("latin-1", "a.yaml", &[plain.as_bytes(), b"x-a: gr\xf6\xdfe\n"].concat(), "not-utf8");
    accepted("bom", "a.yaml", format!("\u{feff}{plain}").as_bytes());
    accepted("crlf", "a.yaml", plain.replace('\n', "\r\n").as_bytes());
    accepted("bom-json", "a.json", &[b"\xef\xbb\xbf", &json(["\"A\":{\"type\":\"string\"}".to_owned()])[..]].concat());
    let nul = "\"a\\u0000b\":{\"type\":\"object\",\"properties\":{\"c\\u0000\":{\"type\":\"string\"}}}".to_owned();
    answers("nul-json", "a.json", &json([nul]));
    answers("nul", "a.yaml", plain.replace("A:", "\"A\\0\":").as_bytes());
    refused("nul-byte", "a.yaml", plain.replace("A:", "A\0:").as_bytes(), "error[");
}
