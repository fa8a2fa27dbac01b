//! A pattern that ignores case, written out.
//!
//! In: a pattern of a page, and a value that the page shows for it. Out: the pattern with both cases of each letter,
//! where the value begins like the pattern but for case. Guaranteed: a pattern with anything but letters, classes and
//! plain signs is left as it is.

/// The wider pattern, if the sample asks for one.
pub(super) fn ignore_case(pattern: &str, sample: &str) -> Option<String> {
    let start: String = pattern.strip_prefix('^')?.chars().take_while(char::is_ascii_alphabetic).collect();
    let shown = sample.get(..start.len())?;
    let differs = !start.is_empty() && shown != start && shown.eq_ignore_ascii_case(&start);
    if !differs || pattern.contains('\\') || pattern.contains("(?") {
        return None;
    }
    let mut wider = String::new();
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        if c == '[' {
            taken = rest.find(']')? + 1;
            let class = rest.get(..taken)?;
            // A class of single letters would need its own cases of them.
            if class.replace("a-z", "").contains(|c: char| c.is_ascii_alphabetic()) {
                return None;
            }
            wider.push_str(&class.replace("a-z", "A-Za-z"));
        } else if c.is_ascii_alphabetic() {
            wider.extend(['[', c.to_ascii_uppercase(), c.to_ascii_lowercase(), ']']);
        } else {
            wider.push(c);
        }
        rest = rest.get(taken..)?;
    }
    Some(wider)
}
