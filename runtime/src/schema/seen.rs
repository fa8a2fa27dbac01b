//! Which parts of a value some schema has spoken of: what `unevaluatedItems` and `unevaluatedProperties` ask
//! (JSON Schema 2020-12 Core, section 11).

use std::collections::BTreeSet;

/// The evaluated parts of one value.
#[derive(Debug, Default)]
pub(super) struct Seen<'v> {
    /// Every item before this one.
    until: usize,
    items: BTreeSet<usize>,
    members: BTreeSet<&'v str>,
}

impl<'v> Seen<'v> {
    pub(super) fn items_until(&mut self, until: usize) {
        self.until = self.until.max(until);
    }

    pub(super) fn item(&mut self, index: usize) {
        self.items.insert(index);
    }

    pub(super) fn member(&mut self, name: &'v str) {
        self.members.insert(name);
    }

    pub(super) fn has_item(&self, index: usize) -> bool {
        index < self.until || self.items.contains(&index)
    }

    pub(super) fn has_member(&self, name: &str) -> bool {
        self.members.contains(name)
    }

    /// Takes over what another schema that holds has seen.
    pub(super) fn add(&mut self, other: Self) {
        self.items_until(other.until);
        self.items.extend(other.items);
        self.members.extend(other.members);
    }
}
