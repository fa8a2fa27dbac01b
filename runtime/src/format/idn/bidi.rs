//! Names in which something is read from right to left (RFC 5893, section 2).

use unicode_bidi::{BidiClass, bidi_class};

/// Whether the labels of a name fit the rule, if it is about them.
pub(super) fn holds<'l>(labels: impl Iterator<Item = &'l [char]> + Clone) -> bool {
    let right = |c: &char| matches!(bidi_class(*c), BidiClass::R | BidiClass::AL | BidiClass::AN);
    let mut all = labels.clone().flatten();
    !all.any(right) || labels.map(classes).all(|label| fits(&label))
}

fn classes(label: &[char]) -> Vec<BidiClass> {
    label.iter().copied().map(bidi_class).collect()
}

fn fits(label: &[BidiClass]) -> bool {
    use BidiClass::{AL, AN, BN, CS, EN, ES, ET, L, NSM, ON, R};
    let last = label.iter().rev().find(|class| **class != NSM);
    match label.first() {
        Some(R | AL) => {
            label.iter().all(|class| matches!(class, R | AL | AN | EN | ES | CS | ET | ON | BN | NSM))
                && matches!(last, Some(R | AL | EN | AN))
                && !(label.contains(&EN) && label.contains(&AN))
        }
        Some(L) => {
            label.iter().all(|class| matches!(class, L | EN | ES | CS | ET | ON | BN | NSM))
                && matches!(last, Some(L | EN))
        }
        Some(_) | None => false,
    }
}
