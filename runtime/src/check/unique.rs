//! `uniqueItems`: whether two items of a list are equal.
//!
//! In: items. Out: the first that equals one before it. Guaranteed: the time grows with the length of a list and not with
//! its square, since lists come from servers; for texts and numbers nothing is allocated where all are distinct, unless
//! they are more than 4,096.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Validate;
use crate::codec::Encode;

/// Up to this many items are compared one by one.
const FEW: usize = 32;

/// Up to this many have room for their fingerprints on the stack.
const MANY: usize = 4096;

/// The first item that equals one before it. What is in a long list is told by fingerprints, or else by the JSON of its
/// items.
pub(super) fn repeated<T: Validate + PartialEq + Encode>(items: &[T]) -> Option<usize> {
    if items.len() <= FEW {
        return (1..items.len()).find(|&i| items[..i].contains(&items[i]));
    }
    if items.len() <= MANY && all_differ(&mut items.iter().map(Validate::fingerprint)) {
        return None;
    }
    let mut seen = HashSet::new();
    items.iter().position(|item| !seen.insert(crate::json::to_vec(item)))
}

/// Whether all are there, and no two are the same. Not generic, so that each type of item costs little to compile.
#[inline(never)]
fn all_differ(fingerprints: &mut dyn Iterator<Item = Option<u64>>) -> bool {
    let mut known = [0; MANY];
    let mut count = 0;
    for fingerprint in fingerprints {
        let (Some(fingerprint), Some(place)) = (fingerprint, known.get_mut(count)) else { return false };
        *place = fingerprint;
        count += 1;
    }
    let known = &mut known[..count];
    known.sort_unstable();
    known.windows(2).all(|pair| pair[0] != pair[1])
}

/// The fingerprint of what can be hashed.
pub(super) fn fingerprint(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::repeated;

    #[test]
    fn long_lists_are_judged_as_short_ones() {
        for length in [2, 32, 33, 4096, 4097] {
            let mut numbers: Vec<i64> = (0..length).collect();
            let mut texts: Vec<Option<String>> = numbers.iter().map(|n| Some(n.to_string())).collect();
            let mut lists: Vec<Vec<i64>> = numbers.iter().map(|n| vec![*n]).collect();
            assert_eq!((repeated(&numbers), repeated(&texts), repeated(&lists)), (None, None, None), "{length}");
            let last = numbers.len() - 1;
            (numbers[last], texts[last], lists[last]) = (0, Some("0".to_owned()), vec![0]);
            assert_eq!((repeated(&numbers), repeated(&texts), repeated(&lists)), (Some(last), Some(last), Some(last)));
            (texts[0], texts[last]) = (None, None);
            assert_eq!(repeated(&texts), Some(last));
        }
    }
}
