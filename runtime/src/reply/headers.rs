//! Typed headers of responses.
//!
//! In: the headers as they came. Out: values; what is missing or does not fit is a finding, and loses nothing.

use http::HeaderMap;

use crate::check::{Part, Place, Rule, Validate, Violations};
use crate::codec::Decode;
use crate::json::{self, DecodeError};
use crate::pointer::At;
use crate::style::Tree;

/// Typed response headers.
pub trait ReadHeaders: Sized {
    /// Reads what is there; what breaks the rules is added to `findings`.
    fn read(headers: &HeaderMap, findings: &mut Violations) -> Self;
}

impl ReadHeaders for () {
    fn read(_: &HeaderMap, _: &mut Violations) -> Self {}
}

/// Reads one header that must be there: its absence is a finding.
pub fn required_header<T: Decode + Validate>(
    headers: &HeaderMap,
    name: &'static str,
    rule: &Rule,
    findings: &mut Violations,
) -> Option<T> {
    demand(headers, name, findings);
    header(headers, name, rule, findings)
}

/// Reads one header: `None` if it is not there or not of its type, which is then a finding.
pub fn header<T: Decode + Validate>(
    headers: &HeaderMap,
    name: &'static str,
    rule: &Rule,
    findings: &mut Violations,
) -> Option<T> {
    let raw = headers.get(name)?;
    let text = String::from_utf8_lossy(raw.as_bytes());
    // A header is a string or, where the type wants it so, a bare number or boolean (style `simple`).
    let quoted = json::to_vec(&&*text);
    let value = json::from_spelled::<T>(&quoted).or_else(|e| json::from_str::<T>(&text).map_err(|_| e));
    judge(value, name, rule, findings)
}

/// How the text of a header stands for a list or an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderForm {
    /// `a,b`, or a line for each item.
    List,
    /// `k,v,k,v`.
    Object,
    /// `k=v,k=v`.
    ExplodedObject,
    /// JSON.
    Json,
}

/// Reads one header that is a list, an object or JSON; see [`header()`].
pub fn styled_header<T: Decode + Validate>(
    headers: &HeaderMap,
    name: &'static str,
    form: HeaderForm,
    rule: &Rule,
    findings: &mut Violations,
) -> Option<T> {
    headers.get(name)?;
    let json = styled(headers, name, form);
    judge(json::from_spelled(&json), name, rule, findings)
}

/// The JSON that a header stands for.
fn styled(headers: &HeaderMap, name: &str, form: HeaderForm) -> Vec<u8> {
    let lines = headers.get_all(name).iter().map(|v| String::from_utf8_lossy(v.as_bytes()).into_owned());
    if form == HeaderForm::Json {
        return lines.collect::<Vec<_>>().join(",").into_bytes();
    }
    // RFC 6265 section 3: the lines of this one header cannot be joined, since dates in it have commas.
    let parted = !name.eq_ignore_ascii_case("set-cookie");
    let items = lines.flat_map(|line| match parted {
        true => line.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect(),
        false => vec![line],
    });
    let items: Vec<String> = items.collect();
    let text = |text: &str| Tree::Text(text.to_owned());
    let tree = match form {
        HeaderForm::List | HeaderForm::Json => Tree::Array(items.into_iter().map(Tree::Text).collect()),
        HeaderForm::Object => {
            let pair = |pair: &[String]| (pair[0].clone(), text(pair.get(1).map_or("", String::as_str)));
            Tree::Object(items.chunks(2).map(pair).collect())
        }
        HeaderForm::ExplodedObject => {
            let pair = |item: &String| {
                let (key, value) = item.split_once('=').unwrap_or((item, ""));
                (key.to_owned(), text(value))
            };
            Tree::Object(items.iter().map(pair).collect())
        }
    };
    json::to_vec(&tree)
}

fn judge<T: Validate>(
    value: Result<T, DecodeError>,
    name: &'static str,
    rule: &Rule,
    findings: &mut Violations,
) -> Option<T> {
    findings.set_part(Part::ResponseHeader(name));
    match value {
        Ok(value) => {
            findings.look_into(&value, rule);
            Some(value)
        }
        Err(error) => {
            findings.add(&At::ROOT, "type", error.expected(), error.found(), Place::NONE);
            None
        }
    }
}

/// Reports a header that must be there and is not.
pub fn demand(headers: &HeaderMap, name: &'static str, findings: &mut Violations) {
    if !headers.contains_key(name) {
        findings.set_part(Part::ResponseHeader(name));
        findings.add(&At::ROOT, "required", "a value", "none", Place::NONE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: Decode + Validate>(lines: &[&str], form: HeaderForm) -> Option<T> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-list", line.parse().unwrap());
        }
        styled_header(&headers, "x-list", form, &Rule::NESTED, &mut Violations::default())
    }

    #[test]
    fn lists_and_objects_in_style_simple() {
        assert_eq!(read::<Vec<i64>>(&["1, 2", "3"], HeaderForm::List), Some(vec![1, 2, 3]));
        assert_eq!(read::<Vec<String>>(&["1,true"], HeaderForm::List), Some(vec!["1".to_owned(), "true".to_owned()]));
        let object = |line: &str, form| read::<crate::Map<i64>>(&[line], form).map(|map| (map["R"], map["G"]));
        assert_eq!(object("R,100,G,200", HeaderForm::Object), Some((100, 200)));
        assert_eq!(object("R=100,G=200", HeaderForm::ExplodedObject), Some((100, 200)));
        assert_eq!(object(r#"{"R":1,"G":2}"#, HeaderForm::Json), Some((1, 2)));
        assert_eq!(read::<Vec<i64>>(&["x"], HeaderForm::List), None);
    }

    #[test]
    fn cookies_are_not_parted() {
        let mut headers = HeaderMap::new();
        headers.append("set-cookie", "a=b; expires=Thu, 01 Jan 1970 00:00:00 GMT".parse().unwrap());
        headers.append("set-cookie", "c=d".parse().unwrap());
        let mut found = Violations::default();
        let list: Option<Vec<String>> =
            styled_header(&headers, "set-cookie", HeaderForm::List, &Rule::NESTED, &mut found);
        assert_eq!(list.map(|l| l.len()), Some(2));
    }
}
