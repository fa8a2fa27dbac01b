//! Both engines on the same texts; the one of ECMA-262 is the judge.

mod random;

use super::{Engine, translate};

/// Both engines on the same texts; the one of ECMA-262 is the judge.
#[test]
fn translations_match_what_ecmascript_matches() {
    let patterns = [
        r"^bearer [a-z0-9-_=]+.[a-z0-9-_=]+.?[a-z0-9-_.+/=]*$",
        r"^(?:[ \t\n]*[^\s@,]+@[^\s@,]+[ \t\n]*(?:,[ \t\n]*[^\s@,]+@[^\s@,]+[ \t\n]*)*)?$",
        r"^\d{3}-\d{2,}$",
        r"\bfoo\b",
        r"^[\w.-]+$",
        r"^[^\d\s]+$",
        r"^a{2}b{1,3}(c|d)?$",
        r"^\u0041\x42\u{43}[\u{1F600}-\u{1F64F}]?$",
        r"[^]",
        r"^.$",
        r"^\S\W\D$",
        r"^[--/]$",
        r"^[a-c&&b]$",
        r"^(?<year>\d{4})$",
        r"^\/[[\]]$",
        r"^(?!a)\w",
        r"(?=.*\d)(?=.*[A-Z]).{2,}$",
        r"(?<!\w)foo",
        r"(?<=a[^c]*)b",
        r"^\Bfoo|o\B",
        r"\B",
        r"(?!é)\bfoo\b",
        r"^(?:(?=a)a)*[^\d\S]?b*$",
        r"^(?!.*\s$)[\s\S]+$",
        r"^(?!-)[^\]\-^&]+(?<!-)$",
        r"^a+(?=b)b",
        r"^a+(?=a)ab",
        r"^(?:a|aa)(?=b?)bc?$",
        r"^(?:a+)+(?!a)b",
        r"^.*?(?=b).{2}",
        r"(?:^|\s)(?!x)\S+-\s?$",
    ];
    let texts = [
        "",
        "a",
        "bearer abc.def",
        "bearer a",
        "a@b.c, d@e\n",
        "a@b,,c@d",
        "123-45",
        "123-4",
        "١٢٣-٤٥",
        "a foo b",
        "éfooé",
        "x.y-z",
        "é",
        "aabc",
        "aabbbb",
        "ABC",
        "ABC😀",
        "\u{2028}",
        "\n",
        "\u{a0}",
        "x- ",
        "-",
        "/",
        ".",
        "&",
        "b",
        "2024",
        "/[",
        "/]",
        "\u{feff}",
    ];
    for pattern in patterns {
        let (engine, translated) = translate(pattern).unwrap();
        let is_match: Box<dyn Fn(&str) -> bool> = match engine {
            Engine::Linear => {
                let regex = regex::Regex::new(&translated).unwrap();
                Box::new(move |text| regex.is_match(text))
            }
            Engine::LookAround => {
                let pattern = specwright_pattern::LookAround::new(&translated).unwrap();
                Box::new(move |text| pattern.is_match(text).unwrap())
            }
        };
        let judge = regress::Regex::with_flags(pattern, "u")
            .or_else(|_| regress::Regex::new(pattern))
            .unwrap_or_else(|e| panic!("{pattern}: {e}"));
        for text in texts {
            assert_eq!(is_match(text), judge.find(text).is_some(), "{pattern} on {text:?}");
        }
    }
}

#[test]
fn the_linear_engine_runs_what_it_can() {
    for (pattern, engine) in [("^a+$", Engine::Linear), ("(?=a)b", Engine::LookAround)] {
        assert_eq!(translate(pattern).map(|(engine, _)| engine), Ok(engine), "{pattern}");
    }
}

#[test]
fn what_has_no_equal_is_refused() {
    for pattern in [
        r"\ud800",
        r"(a)\1",
        r"(?<a>b)\k<a>",
        r"(?:(a)|b)\1",
        r"\1(a)",
        r"(a)?\1",
        r"(a\1)",
        "(?i)a",
        r"\Aa",
        "[[:alpha:]]+",
        "a++",
    ] {
        assert!(translate(pattern).is_err(), "{pattern}");
    }
}
