//! "Did you mean …?"
//!
//! In: a name and the names that would be right. Out: the one that is close enough to be meant.

/// The candidate nearest to `name`, unless all are too far off.
pub(crate) fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let limit = (name.chars().count() / 3).clamp(1, 4);
    let wanted = name.to_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= limit * 4)
        .map(|candidate| (distance(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= limit && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The nearest of the candidates, if no more than `limit` letters differ, and fewer than half of them.
pub(super) fn close<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>, limit: usize) -> Option<&'c str> {
    let wanted = name.to_lowercase();
    let near = candidates.into_iter().filter(|candidate| candidate.len().abs_diff(name.len()) <= limit * 4);
    near.map(|candidate| (distance(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= limit && distance * 2 < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The label "did you mean …?", empty if nothing is near.
pub(super) fn label<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
    nearest(name, candidates).map(|near| format!("did you mean `{near}`?")).unwrap_or_default()
}

/// How many letters to add, drop, change or swap with their neighbour.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, r) in right.iter().enumerate() {
            let change = last[j] + usize::from(l != r);
            let mut best = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *l == right[j - 1] && left[i - 1] == *r {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = last;
        last = row;
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names() {
        let keywords = ["maxLength", "minLength", "pattern", "type", "required"];
        assert_eq!(nearest("maxLenght", keywords), Some("maxLength"));
        assert_eq!(nearest("maxlength", keywords), Some("maxLength"));
        assert_eq!(nearest("requierd", keywords), Some("required"));
        assert_eq!(nearest("tpye", keywords), Some("type"));
        assert_eq!(nearest("colour", keywords), None);
        assert_eq!(nearest("x", ["y"]), None);
    }
}
