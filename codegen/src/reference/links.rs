//! What references of a document can lead to: its files, the schemas with an `$id`, the names of `$anchor`.
//!
//! In: what `load` found in each file. Out: for the text of a reference the place that it means. Guaranteed: what a
//! reference means depends on where its own text stands, not on the way that led there.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::uri;
use crate::pointer::Pointer;
use crate::source::{FileId, Span};

/// A part of the document with a URI of its own: a file, or a schema with an `$id`.
#[derive(Clone, Debug)]
struct Resource {
    pointer: Pointer,
    span: Span,
    /// What relative references in it are relative to: a URI, or the name of the file.
    base: String,
}

/// What references lead to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    resources: Vec<Resource>,
    /// The resources of each file, the file itself first.
    by_file: Vec<Vec<usize>>,
    /// By the name of the file, by `$self` and by `$id`.
    by_uri: HashMap<String, usize>,
    /// By resource and name; the first of a name counts.
    anchors: HashMap<(usize, String), Pointer>,
    /// The names of the files, by [`FileId`].
    names: Vec<String>,
    /// Files that are read and not looked through yet.
    reserved: BTreeSet<String>,
    /// Files that could not be read, and why.
    unread: BTreeMap<String, String>,
    /// References at places where OpenAPI allows none, which `load` has replaced by what they refer to.
    pub replaced: Vec<Span>,
    /// Those that were left there: what they refer to has no end, or is too much.
    pub endless: Vec<Span>,
    /// The component of the first file that is nothing but a reference to this schema of another file.
    pub aliases: HashMap<Pointer, String>,
}

/// What the part of a reference before `#` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whole<'l> {
    Resource(usize),
    /// A file that could not be read, and why.
    Unread(&'l str),
    /// Something that only a network could give.
    Remote,
}

impl Links {
    /// Adds a file and returns its resource. `own` is its `$self`.
    pub(crate) fn add_file(&mut self, name: &str, span: Span, own: Option<&str>) -> usize {
        let base = own.map_or_else(|| name.to_owned(), |own| uri::join(name, uri::split(own).0));
        let index = self.push(Pointer::root(span.file), span, base.clone());
        self.by_file.resize_with(self.by_file.len().max(span.file.0 as usize + 1), Vec::new);
        self.names.resize(self.by_file.len(), String::new());
        self.names[span.file.0 as usize] = name.to_owned();
        self.by_file[span.file.0 as usize].push(index);
        self.by_uri.insert(name.to_owned(), index);
        // `./openapi.yaml` is what other files call `openapi.yaml`.
        self.by_uri.entry(uri::join("", name)).or_insert(index);
        self.by_uri.entry(base).or_insert(index);
        index
    }

    /// Adds the schema at `pointer`, which covers `span` and has the `$id` `own`.
    pub(crate) fn add_resource(&mut self, pointer: Pointer, span: Span, own: &str) {
        let parent = self.holder(span);
        let base = uri::join(&self.resources[parent].base, uri::split(own).0);
        let file = span.file.0 as usize;
        let index = self.push(pointer, span, base.clone());
        self.by_file[file].push(index);
        self.by_uri.entry(base).or_insert(index);
    }

    /// Adds the schema at `pointer` under its plain name.
    pub(crate) fn add_anchor(&mut self, pointer: Pointer, span: Span, name: &str) {
        let holder = self.holder(span);
        self.anchors.entry((holder, name.to_owned())).or_insert(pointer);
    }

    /// Remembers that a file is being loaded under this name.
    pub(crate) fn reserve(&mut self, name: &str) {
        self.reserved.insert(name.to_owned());
    }

    pub(crate) fn add_unread(&mut self, name: String, why: String) {
        self.unread.insert(name, why);
    }

    fn push(&mut self, pointer: Pointer, span: Span, base: String) -> usize {
        self.resources.push(Resource { pointer, span, base });
        self.resources.len() - 1
    }

    /// The innermost resource that a place lies in.
    pub(crate) fn holder(&self, at: Span) -> usize {
        let own = self.by_file.get(at.file.0 as usize).map(Vec::as_slice).unwrap_or_default();
        let [file, embedded @ ..] = own else { return 0 };
        let inside = embedded.iter().copied().filter(|&index| {
            let span = self.resources[index].span;
            span.start <= at.start && at.end <= span.end
        });
        inside.min_by_key(|&index| self.resources[index].span.end - self.resources[index].span.start).unwrap_or(*file)
    }

    /// What `text`, the part of a reference before `#`, means at a place.
    pub(crate) fn whole(&self, at: Span, text: &str) -> Whole<'_> {
        let holder = self.holder(at);
        if text.is_empty() {
            return Whole::Resource(holder);
        }
        let by_base = uri::join(&self.resources[holder].base, text);
        let candidates = self.candidates(at, text);
        let all = std::iter::once(&by_base).chain(&candidates);
        if let Some(index) = all.clone().find_map(|name| self.by_uri.get(name)) {
            return Whole::Resource(*index);
        }
        let mut unread = all.filter_map(|name| self.unread.get(name));
        unread.next().map_or(Whole::Remote, |why| Whole::Unread(why))
    }

    /// The names of the files that `text` may mean at a place: relative to the file that holds it, or to the URI that
    /// the file gives itself.
    pub(crate) fn candidates(&self, at: Span, text: &str) -> Vec<String> {
        let Some(name) = self.names.get(at.file.0 as usize) else { return Vec::new() };
        let holder = self.holder(at);
        let own = &self.resources[self.by_file[at.file.0 as usize][0]].base;
        let mut found = Vec::new();
        if !uri::has_scheme(text) && !text.starts_with("//") {
            found.push(uri::join(name, &uri::percent_decode(text)));
        }
        for base in [&self.resources[holder].base, own] {
            let whole = uri::join(base, text);
            let folder = uri::folder(own);
            if let Some(rest) = whole.strip_prefix(folder).filter(|_| uri::has_scheme(own)) {
                let local = uri::join(name, &uri::percent_decode(rest));
                if !found.contains(&local) {
                    found.push(local);
                }
            }
        }
        found
    }

    /// Whether nothing is known of a file yet.
    pub(crate) fn is_new(&self, name: &str) -> bool {
        !self.by_uri.contains_key(name) && !self.unread.contains_key(name) && !self.reserved.contains(name)
    }

    pub(crate) fn pointer(&self, resource: usize) -> &Pointer {
        &self.resources[resource].pointer
    }

    /// The file that a resource is in, as a whole.
    pub(crate) fn file_of(&self, resource: usize) -> Pointer {
        Pointer::root(self.resources[resource].span.file)
    }

    /// The place that has a plain name: in the resource, else anywhere in its file.
    pub(crate) fn anchor(&self, resource: usize, name: &str) -> Option<&Pointer> {
        let key = |index: usize| (index, name.to_owned());
        let file = self.resources[resource].span.file;
        self.anchors.get(&key(resource)).or_else(|| {
            let others = self.by_file.get(file.0 as usize)?;
            others.iter().find_map(|&index| self.anchors.get(&key(index)))
        })
    }

    /// Whether several schemas have the same plain name.
    pub(crate) fn is_shared(&self, name: &str) -> bool {
        self.anchors.keys().filter(|(_, known)| known == name).count() > 1
    }

    /// The name of a file without folder and ending: what its content is called if it has no other name.
    pub(crate) fn stem(&self, file: FileId) -> &str {
        let name = self.names.get(file.0 as usize).map(String::as_str).unwrap_or_default();
        let last = name.rsplit('/').next().unwrap_or(name);
        last.rsplit_once('.').map_or(last, |(stem, _)| stem)
    }
}
