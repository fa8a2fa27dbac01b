//! Which of the members of an object have been read.

/// A bit for each member.
#[derive(Default)]
pub(super) struct Filled {
    first: u64,
    /// Of those behind the first, where there are as many.
    rest: Vec<u64>,
}

impl Filled {
    pub(super) fn add(&mut self, at: usize) {
        match (at / 64).checked_sub(1) {
            None => self.first |= 1 << at,
            Some(word) => {
                self.rest.resize(self.rest.len().max(word + 1), 0);
                self.rest[word] |= 1 << (at % 64);
            }
        }
    }

    pub(super) fn has(&self, at: usize) -> bool {
        let word = match (at / 64).checked_sub(1) {
            None => self.first,
            Some(word) => self.rest.get(word).copied().unwrap_or(0),
        };
        word >> (at % 64) & 1 == 1
    }
}
