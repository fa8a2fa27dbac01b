//! Formats at the edges of their grammars.

use super::Format;

#[track_caller]
fn judge(format: Format, good: &[&str], bad: &[&str]) {
    for text in good {
        assert!(format.matches(text), "{} {text:?}", format.name());
    }
    for text in bad {
        assert!(!format.matches(text), "{} {text:?}", format.name());
    }
}

#[test]
fn times() {
    judge(
        Format::Time,
        &["23:59:60Z", "01:29:60+01:30", "08:30:06.283185Z"],
        &["22:59:60Z", "24:00:00Z", "08:30:06", "08:30:06.Z", "08:30:06-8:00", "é8:30:06Z"],
    );
    judge(
        Format::DateTime,
        &["1998-12-31T23:59:60Z", "1963-06-19t08:30:06z"],
        &["1998-12-31T23:58:60Z", "1990-02-31T15:59:59Z", "2024-01-01 00:00:00Z", "1963-06-1৪T00:00:00Z"],
    );
    judge(
        Format::Duration,
        &["P4DT12H30M5S", "P4Y", "PT0S", "P1M", "P2W", "PT36H"],
        &["P", "PT", "P1YT", "4D", "P1D2H", "P2D1Y", "P1Y2W", "P1Y1D", "PT1D", "P২Y"],
    );
}

#[test]
fn uris() {
    judge(
        Format::Uri,
        &[
            "http://foo.bar/?baz=qux#quux",
            "urn:oasis:names",
            "http://[2001:db8::7]:80/",
            "mailto:a@b.c",
            "ldap://[v1.x]/",
        ],
        &["//foo", "/abc", "\\\\x", "http:// a", "http://[::1", "1a:b", "a:%zz", "http://a:b/", "http://a[b]"],
    );
    judge(Format::UriReference, &["", "/abc", "#frag", "//foo/bar", "./a:b"], &["\\\\x", "#a\\b", "é"]);
    judge(Format::Iri, &["http://ƒøø.ßår/?∂éœ=πîx"], &["∂", "http:// a"]);
    judge(
        Format::UriTemplate,
        &["http://e.c/{term:1}/{term}", "{+a,b*}", ""],
        &["http://e.c/{term", "a}", "{}", "{a:0x}"],
    );
}

#[test]
fn others() {
    judge(Format::JsonPointer, &["", "/foo/bar~0/baz~1/%a", "/", "/~01"], &["a", "/~", "/~2", "#/"]);
    judge(Format::RelativeJsonPointer, &["0", "1/a", "120#"], &["", "01", "-1", "0##", "/a"]);
    judge(
        Format::Regex,
        &["([abc])+\\s+$", "^a{2,3}?(?<n>b)\\k<n>", "[^\\]]"],
        &["^(abc]", "^\\S(|(.|\\n)*\\S)\\Z", "a**", "(?i)a", "{1}", "a{2,1}", "\\"],
    );
    judge(Format::Byte, &["", "AQID", "AQI=", "AQ=="], &["A", "AQ=", "A===", "A-_="]);
    judge(Format::IdnEmail, &["실례@실례.테스트", "a@b.c"], &["2962", "@"]);
}

#[test]
fn host_names() {
    judge(
        Format::Hostname,
        &["xn--4gbwdl.xn--wgbh1c", "r3---sn-a.example", "XN--bcher-kva.example", "a.b"],
        &["xn--X", "xn--", "xn--zzzzzzzzz", "a..b", "-a"],
    );
}

#[test]
fn host_names_of_any_script() {
    let long = "\u{fc}".repeat(60);
    let name = ["a".repeat(63).as_str(); 4].join(".");
    judge(
        Format::IdnHostname,
        &["실례.테스트", "bücher.example", "a。b", "xn--bcher-kva.EXAMPLE", "l·l", "نامه‌ای", "שלום.בית1"],
        &[
            "",
            "a..b",
            "Bücher.example",
            "a\u{301}.example",
            "x\u{fe0f}",
            "ﬀ",
            "☃",
            "a·l",
            "-ü",
            "üü--ü",
            "שלוםa",
            "1a.שלום",
            "xn--bcher-KVB-",
            &long,
            &name,
        ],
    );
    judge(Format::IdnEmail, &["a@bücher.example", "ü@[127.0.0.1]"], &["a@Bücher.example", "a@b..ü", "a@☃"]);
}

#[test]
fn numbers() {
    assert!(Format::Int32.matches_number("2147483647") && !Format::Int32.matches_number("2147483648"));
    assert!(Format::Uint64.matches_number("18446744073709551615") && !Format::Uint64.matches_number("-1"));
    assert!(Format::Double.matches_number("1e308") && !Format::Double.matches_number("1e309"));
}
