//! The ledgers of the workspace's specs: each constraint of a vendor is enforced, or has a reason that is known.

use specwright_codegen::ledger::State;

/// Reasons that a reviewer has agreed to.
const AGREED: &[&str] =
    &["`x-open` keeps other values", "`password` says that it is not to be shown, and nothing of the text"];

#[test]
fn every_constraint_of_a_vendor_is_enforced_or_has_an_agreed_reason() {
    let root = xtask::root();
    for api in xtask::regen::specs(&root).unwrap() {
        let ledger = xtask::regen::ledger(&root, &api).unwrap_or_else(|words| panic!("{words}"));
        assert!(ledger.lines().count() > 20, "{ledger}");
        for line in ledger.lines() {
            match &line.state {
                State::Typed | State::TypedButNull(_) => {}
                State::Checked { missing, .. } => assert!(missing.is_empty(), "{api}: {line}"),
                State::Documented(why) => assert!(AGREED.contains(&why.as_str()), "{api}: {line}"),
            }
        }
    }
}

/// A member has no type only where the vendor calls it `<any>`, which says nothing; there are two of these.
#[test]
fn only_what_says_nothing_has_no_type() {
    let root = xtask::root();
    let mut any = Vec::new();
    for api in xtask::regen::specs(&root).unwrap() {
        let ledger = xtask::regen::ledger(&root, &api).unwrap_or_else(|words| panic!("{words}"));
        assert_eq!(ledger.untyped, [], "{api}");
        let listing = xtask::regen::listing(&root, &api).unwrap_or_else(|words| panic!("{words}"));
        // Members that nobody declared and values of no variant are kept as they are.
        let members = listing.lines().filter(|line| line.contains("Value"));
        let members =
            members.filter(|line| !["  extra: Map<Value>", "  Other(Value)"].iter().any(|own| line.starts_with(own)));
        any.extend(members.map(|line| format!("{api} {}", line.trim())));
    }
    assert_eq!(any.len(), 2, "{any:#?}");
}
