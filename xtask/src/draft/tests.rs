//! Pages of our own with their drafts, pages that were damaged, and the pages that the specs were written from.

mod damage;
mod flat;
mod vendors;

use std::fs;

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::Style;

use super::{draft, draft_file, fixtures, save};
use crate::lint::{self, Format};
use crate::root;

/// The findings of a draft, judged as a spec of ours.
fn findings(text: &str, name: &str) -> lint::Verdict {
    let folder = std::env::temp_dir().join(format!("specwright-draft-{}-{name}", std::process::id()));
    let file = folder.join("openapi.yaml");
    let _ = fs::remove_dir_all(&folder);
    save(&file, text).unwrap();
    let verdict = lint::lint(&root(), &[file.display().to_string()], Mode::Strict, Format::Text, Style::Plain).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    verdict
}

#[test]
fn each_style_gives_the_draft_beside_its_page() {
    let pages = fixtures(&root()).unwrap();
    assert!(pages.len() >= 3, "{pages:?}");
    for page in pages {
        let text = draft_file(&page).unwrap();
        let expected = fs::read_to_string(page.with_file_name("openapi.yaml")).unwrap_or_default();
        let name = page.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        assert!(
            text == expected,
            "{}: run `cargo xtask bless` and read the difference; it is now\n{text}",
            page.display()
        );
        let verdict = findings(&text, &name);
        assert_eq!(verdict.errors, 0, "{}", verdict.text);
    }
}

#[test]
fn a_page_in_no_style_names_the_styles() {
    let message = draft("Our API is great.\nCall us.\n", "page").unwrap_err();
    for word in ["`curl`", "ASP.NET", "reference page"] {
        assert!(message.contains(word), "{message}");
    }
}

#[test]
fn a_draft_replaces_no_file() {
    let file = std::env::temp_dir().join(format!("specwright-draft-{}.yaml", std::process::id()));
    save(&file, "written by hand").unwrap();
    let message = save(&file, "a draft").unwrap_err();
    assert_eq!(fs::read_to_string(&file).unwrap(), "written by hand", "{message}");
    fs::remove_file(&file).unwrap();
}

#[test]
fn nothing_of_a_page_stands_outside_of_its_text() {
    let page = "curl https://a.example/v1/x\n{\"a: b # c\": \"\\u0000 '\\\"\\n- : {\", \"*x\": 1e3, \"yes\": \"no\", \"\": \"\\ufeff\"}\n\
        'Get' \"it\": {all} # now\n";
    let text = draft(page, "a \"page\": # 1").unwrap();
    let verdict = findings(&text, "outside");
    assert!(!verdict.text.contains("yaml-"), "{}\n{text}", verdict.text);
}
