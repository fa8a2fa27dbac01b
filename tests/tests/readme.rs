//! What the README shows is what happens.

use std::fs;

use generated::cro::{Client, UpdateContact};

/// The first fenced block of the README that begins with `fence` and holds `word`.
fn block(fence: &str, word: &str) -> String {
    let readme = fs::read_to_string(xtask::root().join("README.md")).expect("there is a README");
    let opening = format!("```{fence}\n");
    let blocks = readme.split(&opening).skip(1).filter_map(|rest| rest.split("```").next());
    let found = blocks.map(str::to_owned).find(|block| block.contains(word));
    found.unwrap_or_else(|| panic!("the README has no block with {word}"))
}

#[test]
fn the_programs_are_the_examples() {
    let programs = [
        ("cro", "update_contact"),
        ("caliq", "create_interaction"),
        ("objects", "update_customer_object"),
        ("ctrl_hub", "update_customer_interaction"),
    ];
    for (api, call) in programs {
        let path = format!("tests/examples/{api}.rs");
        let example = fs::read_to_string(xtask::root().join(&path)).expect("there is an example");
        for line in block("rust", call).lines().map(str::trim) {
            assert!(example.lines().any(|other| other.trim() == line), "{path} has no line `{line}`");
        }
    }
}

#[tokio::test]
async fn the_violations_are_what_a_caller_reads() {
    // Nothing listens there, and nothing is sent.
    let client = Client::builder().base_url("http://127.0.0.1:9").authorization("Bearer a.b").tenant_id(1).build();
    let changes =
        UpdateContact { name: "a".repeat(129).into(), fax: "123".into(), number: "".into(), ..Default::default() };
    let error = client.expect("the credentials are fine").update_contact(7, 1, changes).await.unwrap_err();
    let shown = block("text", "the request was not sent");
    assert_eq!(without_lines(&shown), without_lines(&format!("{error}\n")));
}

/// A line that is added to a spec moves the others; the README need not follow.
fn without_lines(text: &str) -> Vec<&str> {
    text.lines().map(|line| line.rsplit_once(".yaml:").map_or(line, |(before, _)| before)).collect()
}
