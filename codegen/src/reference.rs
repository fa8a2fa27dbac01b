//! What a `$ref` points at.
//!
//! In: the node that holds the text of a reference, and the document. Out: the place that it means, or why there is
//! none. Guaranteed: pointers are unescaped as RFC 6901 and RFC 3986 ask; nothing is followed more than one step; what
//! is relative is relative to where the text stands, so that it means the same wherever the node was copied to.

pub(crate) mod links;
pub(crate) mod uri;

use crate::document::{Document, Kind, Node};
use crate::pointer::Pointer;
use crate::source::FileId;
use links::Whole;

/// Where a reference leads.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target<'d> {
    Node(&'d Node),
    /// A place that does not exist, in a file that does.
    Dangling,
    /// A file that could not be read, and why.
    Unread(&'d str),
    /// Something that only a network could give.
    Remote,
}

/// The place that a reference means; `text` is the node with the string under `$ref` or `$dynamicRef`.
pub(crate) fn locate(document: &Document, text: &Node) -> Option<Pointer> {
    place(document, text).ok()
}

/// Follows a reference one step.
pub(crate) fn follow<'d>(document: &'d Document, text: &Node) -> Target<'d> {
    match place(document, text) {
        Ok(pointer) => document.at(pointer.file, pointer.tokens()).map_or(Target::Dangling, Target::Node),
        Err(why) => why,
    }
}

/// Whether the place is where the pointer says; not if the way there leads through another reference.
pub(crate) fn is_direct(document: &Document, text: &Node) -> bool {
    direct(document, text).is_ok()
}

fn place<'d>(document: &'d Document, text: &Node) -> Result<Pointer, Target<'d>> {
    match direct(document, text) {
        Err(Target::Dangling) => through(document, text).ok_or(Target::Dangling),
        found => found,
    }
}

/// The place behind references on the way: a pointer into an object that is itself referred to.
fn through(document: &Document, text: &Node) -> Option<Pointer> {
    let (whole, fragment) = uri::split(text.as_str()?);
    let Whole::Resource(resource) = document.links.whole(text.span, whole) else { return None };
    let mut at = document.links.pointer(resource).clone();
    // The bound is for references in a circle.
    let mut steps = 0..64;
    for token in tokens(fragment)? {
        at = loop {
            let here = document.at(at.file, at.tokens())?;
            let next = at.child(known_as(&token, here));
            if document.at(next.file, next.tokens()).is_some() {
                break next;
            }
            steps.next()?;
            at = direct(document, of(here)?).ok()?;
        };
    }
    Some(at)
}

/// The name that a step of a pointer has in a node by now: a list under `items` has got its newer name.
fn known_as<'t>(token: &'t str, node: &Node) -> &'t str {
    let has = |key: &str| node.get(key).is_some();
    match token {
        "items" if !has("items") && has("prefixItems") => "prefixItems",
        "additionalItems" if !has("additionalItems") && has("prefixItems") => "items",
        token => token,
    }
}

fn direct<'d>(document: &'d Document, text: &Node) -> Result<Pointer, Target<'d>> {
    let reference = text.as_str().ok_or(Target::Dangling)?;
    let (whole, fragment) = uri::split(reference);
    let links = &document.links;
    let resource = match links.whole(text.span, whole) {
        Whole::Resource(resource) => resource,
        Whole::Unread(why) => return Err(Target::Unread(why)),
        Whole::Remote => return Err(Target::Remote),
    };
    let start = links.pointer(resource);
    if fragment.is_empty() {
        return Ok(start.clone());
    }
    let Some(tokens) = tokens(fragment) else {
        return links.anchor(resource, &uri::percent_decode(fragment)).cloned().ok_or(Target::Dangling);
    };
    // Documents that give schemas an `$id` often go on to write pointers from the root of the file.
    for start in [start.clone(), links.file_of(resource)] {
        let pointer = start.join(&tokens);
        if document.at(pointer.file, pointer.tokens()).is_some() {
            return Ok(pointer);
        }
    }
    Err(Target::Dangling)
}

/// The schema that an entry of `discriminator.mapping` means: one of `components` by its name, or a reference.
pub(crate) fn mapped(document: &Document, text: &Node) -> Option<Pointer> {
    let name = text.as_str()?;
    let named = |file: FileId| {
        let pointer = Pointer::root(file).child("components").child("schemas").child(name);
        document.at(file, pointer.tokens()).map(|_| pointer)
    };
    named(FileId(0)).or_else(|| named(text.span.file)).or_else(|| locate(document, text))
}

/// The name that a schema has by its place: that of a component, or of a definition or a whole file that is referred
/// to.
pub(crate) fn given_name(document: &Document, pointer: &Pointer) -> Option<String> {
    let tokens: Vec<&str> = pointer.tokens().iter().map(String::as_str).collect();
    if let ["components", "schemas", name] = *tokens {
        return Some(name.to_owned());
    }
    if pointer.file == FileId(0) {
        return None;
    }
    if let Some(alias) = document.links.aliases.get(pointer) {
        return Some(alias.clone());
    }
    match *tokens {
        [] => Some(document.links.stem(pointer.file).to_owned()),
        [name] | ["schemas" | "definitions" | "$defs", name] => Some(name.to_owned()),
        _ => None,
    }
}

/// The tokens of a pointer fragment (`/components/schemas/Pet`); nothing if it is a plain name.
pub(crate) fn tokens(fragment: &str) -> Option<Vec<String>> {
    let pointer = fragment.strip_prefix('/')?;
    Some(pointer.split('/').map(unescape).collect())
}

/// The pointer fragment for some tokens, as one would write it in a `$ref`.
pub(crate) fn fragment<'t>(tokens: impl IntoIterator<Item = &'t str>) -> String {
    let escape = |token: &str| token.replace('~', "~0").replace('/', "~1").replace('%', "%25");
    tokens.into_iter().fold("#".to_owned(), |pointer, token| pointer + "/" + &escape(token))
}

fn unescape(token: &str) -> String {
    let decoded = uri::percent_decode(token);
    if decoded.contains('~') { decoded.replace("~1", "/").replace("~0", "~") } else { decoded.into_owned() }
}

/// The string under `$ref`, if the node has one: it stands for another node then. `$dynamicRef` is read as `$ref`.
pub(crate) fn of(node: &Node) -> Option<&Node> {
    let is_text = |reference: &&Node| matches!(reference.kind, Kind::String(_));
    node.get("$ref").filter(is_text).or_else(|| node.get("$dynamicRef").filter(is_text))
}

#[cfg(test)]
mod tests {
    use super::{fragment, tokens};

    #[test]
    fn pointers() {
        let cases = [
            ("/components/schemas/Pet", vec!["components", "schemas", "Pet"]),
            ("/paths/~1pets~1%7Bid%7D/get", vec!["paths", "/pets/{id}", "get"]),
            ("/a~01/%C3%A9/%", vec!["a~1", "é", "%"]),
            ("/", vec![""]),
        ];
        for (text, expected) in cases {
            assert_eq!(tokens(text).as_deref(), Some(&*expected.into_iter().map(str::to_owned).collect::<Vec<_>>()));
        }
        assert_eq!(tokens("name"), None);
        assert_eq!(fragment(["paths", "/a~b"]), "#/paths/~1a~0b");
    }
}
