//! The five pages that the specs were written from: what their drafts lack of the specs, and why.
//!
//! The pages are not part of the repository: they are read from `../shared/vendors`, or from the folder that the
//! variable `SPECWRIGHT_PAGES` names. Without them the test says so and is over.

use std::fs;
use std::path::PathBuf;

use super::super::draft_file;
use super::{findings, flat};
use crate::root;

pub(super) fn pages() -> Option<Vec<PathBuf>> {
    let folder = std::env::var_os("SPECWRIGHT_PAGES").map_or_else(|| root().join("../shared/vendors"), PathBuf::from);
    let entries = fs::read_dir(folder).ok()?;
    let mut found: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    found.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    found.sort();
    Some(found)
}

/// A page, its spec, and what the spec says more, each with its reason; a star stands for any text.
struct Expected {
    page: &'static str,
    spec: &'static str,
    spec_only: &'static [(&'static str, &'static str)],
    draft_only: &'static [(&'static str, &'static str)],
}

const NULL: &str = "CR-A2: the page does not state whether null clears a field; the spec lets it";
const EMAILS: &str =
    "CR-F4: the page says it in words; the pattern is the author's transcription, the draft keeps the words";
const STATUS: &str = "the page does not state the status code of success; the draft takes any for it (2XX)";
const JSON_API: &str = "CH-A2: the page does not state it; JSON:API, which the author knows, demands it";
const ERRORS: &str =
    "CH-A3: the page does not state the body of an error; JSON:API, which the author knows, defines it";
const NO_LINK: &str = "CH-A2: the page does not state that a relationship may be null; JSON:API lets it";
const OTHER_PAGE: &str =
    "CH-F7: the update page shows three attributes in its response; the spec has those of the other page";
const ANY_STATUS: (&str, &str) = ("status 2XX", STATUS);

const EXPECTED: [Expected; 5] = [
    Expected {
        page: "caliq-interaction-create",
        spec: "caliq",
        spec_only: &[
            ("response x-failure-when", "CQ-F9: the page does not say what a false `OK` means"),
            ("response/InteractionAddData required", "the page marks nothing of a response as always there"),
            ("response/InteractionAddData/OK required", "the page marks nothing of a response as always there"),
        ],
        draft_only: &[],
    },
    Expected {
        page: "cro-update-contact",
        spec: "cro",
        spec_only: &[
            ("request/* nullable", NULL),
            ("request/email pattern *", EMAILS),
            ("response/email pattern *", EMAILS),
            ("status 200", STATUS),
        ],
        draft_only: &[ANY_STATUS],
    },
    Expected {
        page: "ctrl-hub-create-customer-interaction",
        spec: "ctrl_hub",
        spec_only: &[
            ("request/data required", JSON_API),
            ("request/data/type required", JSON_API),
            ("request/data/relationships/*/data required", JSON_API),
            ("request/data/relationships/*/data/id required", JSON_API),
            ("request/data/relationships/*/data/type required", JSON_API),
            ("response/data required", JSON_API),
            ("response/data/relationships/*/data/id required", JSON_API),
            ("response/data/relationships/*/data/type required", JSON_API),
            ("response/data/relationships/*/data nullable", NO_LINK),
            ("response 4XX*", ERRORS),
            ("response 5XX*", ERRORS),
            ("status 5XX", ERRORS),
            ("status 20*", STATUS),
        ],
        draft_only: &[ANY_STATUS],
    },
    Expected {
        page: "ctrl-hub-update-customer-interaction",
        spec: "ctrl_hub",
        spec_only: &[
            ("request/data required", JSON_API),
            ("request/data/id required", JSON_API),
            ("request/data/type required", JSON_API),
            ("response/data required", JSON_API),
            ("response/data/relationships/*/data/id required", JSON_API),
            ("response/data/relationships/*/data/type required", JSON_API),
            ("response/data/relationships/*/data nullable", NO_LINK),
            ("response 4XX*", ERRORS),
            ("response 5XX*", ERRORS),
            ("status 5XX", ERRORS),
            ("response/data/attributes/method*", OTHER_PAGE),
            ("response/data/attributes/direction*", OTHER_PAGE),
            ("response/data/attributes/status*", OTHER_PAGE),
            ("status 200", STATUS),
        ],
        draft_only: &[ANY_STATUS],
    },
    Expected {
        page: "objects-update-customer-object",
        spec: "objects",
        spec_only: &[("status 200", STATUS)],
        draft_only: &[ANY_STATUS],
    },
];

/// Whether a line is the one of the list.
fn is_listed(line: &str, listed: &str) -> bool {
    match listed.split_once('*') {
        Some((start, end)) => line.len() >= start.len() + end.len() && line.starts_with(start) && line.ends_with(end),
        None => line == listed,
    }
}

#[test]
fn drafts_of_the_pages_say_what_the_specs_say() {
    let Some(pages) = pages() else {
        eprintln!("skipped: the vendors' pages are not there (../shared/vendors)");
        return;
    };
    let mut wrong = String::new();
    for expected in EXPECTED {
        let page = pages.iter().find(|page| page.file_stem().is_some_and(|stem| stem == expected.page));
        let text = draft_file(page.unwrap_or_else(|| panic!("{} is not there", expected.page))).unwrap();
        let verdict = findings(&text, expected.page);
        assert_eq!(verdict.errors, 0, "{}: {}", expected.page, verdict.text);
        let draft = flat::load(&text);
        let spec = fs::read_to_string(root().join(format!("specs/{}/openapi.yaml", expected.spec))).unwrap();
        let spec = flat::load(&spec);
        for (method, path) in flat::operations(&draft) {
            let (ours, theirs) = (flat::lines(&draft, &method, &path), flat::lines(&spec, &method, &path));
            assert!(!theirs.is_empty(), "the spec has no {method} {path}");
            for (side, more, listed) in
                [("spec", &theirs - &ours, expected.spec_only), ("draft", &ours - &theirs, expected.draft_only)]
            {
                let known = |line: &&String| listed.iter().any(|(listed, _)| is_listed(line, listed));
                let new = more.iter().filter(|line| !known(line));
                wrong.extend(new.map(|line| format!("{}: only the {side}: {line}\n", expected.page)));
                let gone = listed.iter().filter(|(listed, _)| !more.iter().any(|line| is_listed(line, listed)));
                wrong.extend(gone.map(|(listed, _)| format!("{}: both say: {listed}\n", expected.page)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
