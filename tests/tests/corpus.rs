//! The run over a folder of documents: generated, compiled, counted, and proven by round trips.

use std::path::PathBuf;

use xtask::corpus::{Options, corpus};

#[test]
fn a_small_corpus_holds() {
    let root = xtask::root();
    let options = Options {
        folder: root.join("tests/fixtures/corpus"),
        only: Vec::new(),
        jobs: 2,
        target: PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("corpus"),
        verbose: true,
    };
    let verdict = corpus(&root, &options).unwrap_or_else(|words| panic!("{words}"));
    assert!(verdict.broken.is_empty(), "{}", verdict.text);
    let summary = verdict.text.lines().last().unwrap_or_default();
    let start = "corpus: 4 documents, 3 generated, 3 compiled, 0 warnings, 4 operations of 4, round trips ";
    let trips = summary.strip_prefix(start).and_then(|trips| trips.split_once(" of "));
    let (held, all) = trips.unwrap_or_else(|| panic!("{}", verdict.text));
    assert_eq!(held, all, "{}", verdict.text);
    assert!(all.parse::<usize>().is_ok_and(|all| all > 300), "too few instances: {summary}");
    assert!(verdict.json.contains("\"untyped\": []"), "{}", verdict.json);
    assert!(verdict.text.contains("dangling.yaml refused: 1 dangling-ref"), "{}", verdict.text);
}
