//! Lists of media types, each list once.

use crate::ir::{self, Api, MediaFormat};
use crate::names::{self, Scope};
use crate::plan::naming::Names;
use crate::plan::xml::Xml;

/// Media types by the name of their static.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaItem {
    pub name: String,
    /// Each with the static of its root, if it is XML.
    pub entries: Vec<(String, Option<String>)>,
}

/// The lists of media types of a module as they are planned.
#[derive(Debug, Default)]
pub(crate) struct MediaLists {
    scope: Scope,
    pub items: Vec<MediaItem>,
}

impl MediaLists {
    /// The static for a list; the same for the same list.
    pub(super) fn intern(&mut self, entries: Vec<(String, Option<String>)>) -> Option<String> {
        let first = entries.first()?;
        if let Some(known) = self.items.iter().find(|item| item.entries == entries) {
            return Some(known.name.clone());
        }
        let root = entries.iter().find_map(|(_, root)| root.as_deref()).unwrap_or_default();
        let name = self.scope.claim(&names::constant(&format!("{} {root}", first.0)));
        self.items.push(MediaItem { name: name.clone(), entries });
        Some(name)
    }
}

/// What media types add to.
pub(crate) struct Bodies<'b> {
    pub xml: &'b mut Xml,
    pub media: &'b mut MediaLists,
}

pub(crate) fn media_list<'m>(
    api: &Api,
    names: &Names,
    bodies: &mut Bodies<'_>,
    media: impl IntoIterator<Item = &'m ir::Media>,
) -> Option<String> {
    let mut entries: Vec<(String, Option<String>)> = Vec::new();
    for m in media {
        if entries.iter().any(|(name, _)| *name == m.name) {
            continue;
        }
        let root = match m.format {
            MediaFormat::Json => None,
            MediaFormat::Xml => Some(bodies.xml.root(api, names, m.schema)),
        };
        entries.push((m.name.clone(), root));
    }
    bodies.media.intern(entries)
}
