//! Lists of media types, each list once; media types of one body by the type that they hold.

use std::collections::BTreeMap;

use crate::ir::{self, Api, Encoding, MediaFormat};
use crate::names::{self, Scope};
use crate::plan::field::{RustType, item_type};
use crate::plan::naming::Names;
use crate::plan::xml::Xml;

/// Media types by the name of their static.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaItem {
    pub name: String,
    pub entries: Vec<(String, CodecPlan)>,
}

/// How a body of a media type is read and written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodecPlan {
    Json,
    /// With the static of its root.
    Xml(String),
    Text,
    Bytes,
    Form(Vec<Encoding>),
    Multipart(Vec<Encoding>),
}

/// The lists of media types of a module as they are planned.
#[derive(Debug, Default)]
pub(crate) struct MediaLists {
    scope: Scope,
    pub items: Vec<MediaItem>,
}

impl MediaLists {
    /// The static for a list; the same for the same list.
    fn intern(&mut self, entries: Vec<(String, CodecPlan)>) -> Option<String> {
        let first = entries.first()?;
        if let Some(known) = self.items.iter().find(|item| item.entries == entries) {
            return Some(known.name.clone());
        }
        let root = entries.iter().find_map(|(_, codec)| match codec {
            CodecPlan::Xml(root) => Some(root.as_str()),
            CodecPlan::Json | CodecPlan::Text | CodecPlan::Bytes | CodecPlan::Form(_) | CodecPlan::Multipart(_) => None,
        });
        let name = self.scope.claim(&names::constant(&format!("{} {}", first.0, root.unwrap_or_default())));
        self.items.push(MediaItem { name: name.clone(), entries });
        Some(name)
    }
}

/// What operations add to, and what they look up.
pub(crate) struct Bodies<'b> {
    pub xml: &'b mut Xml,
    pub media: &'b mut MediaLists,
    /// The names of credentials, by scheme.
    pub schemes: &'b BTreeMap<String, String>,
}

pub(crate) fn media_list<'m>(
    api: &Api,
    names: &Names,
    bodies: &mut Bodies<'_>,
    media: impl IntoIterator<Item = &'m ir::Media>,
) -> Option<String> {
    list(api, names, bodies, media, |m| m.name.clone())
}

/// The same with names that can be sent: no ranges.
pub(super) fn sent_list(api: &Api, names: &Names, bodies: &mut Bodies<'_>, media: &[&ir::Media]) -> Option<String> {
    list(api, names, bodies, media.iter().copied(), sent_name)
}

fn list<'m>(
    api: &Api,
    names: &Names,
    bodies: &mut Bodies<'_>,
    media: impl IntoIterator<Item = &'m ir::Media>,
    name: fn(&ir::Media) -> String,
) -> Option<String> {
    let mut entries: Vec<(String, CodecPlan)> = Vec::new();
    for m in media {
        let name = name(m);
        if entries.iter().any(|(known, _)| *known == name) {
            continue;
        }
        let codec = match m.format {
            MediaFormat::Json => CodecPlan::Json,
            MediaFormat::Xml => CodecPlan::Xml(bodies.xml.root(api, names, m.schema)),
            MediaFormat::Text => CodecPlan::Text,
            MediaFormat::Bytes | MediaFormat::Items => CodecPlan::Bytes,
            MediaFormat::Form => CodecPlan::Form(m.encoding.clone()),
            MediaFormat::Multipart => CodecPlan::Multipart(m.encoding.clone()),
        };
        entries.push((name, codec));
    }
    bodies.media.intern(entries)
}

/// What `Content-Type` says of a body: a media type, where the spec says only a range of them.
fn sent_name(media: &ir::Media) -> String {
    let essence = media.name.split(';').next().unwrap_or_default().trim();
    if media.format == MediaFormat::Multipart {
        // A boundary is added, which must be the only one.
        return if essence.contains('*') { "multipart/form-data".to_owned() } else { essence.to_owned() };
    }
    if !essence.contains('*') {
        return media.name.clone();
    }
    let name = match media.format {
        MediaFormat::Json => "application/json",
        MediaFormat::Xml => "application/xml",
        MediaFormat::Text => "text/plain",
        MediaFormat::Form => "application/x-www-form-urlencoded",
        MediaFormat::Multipart => "multipart/form-data",
        MediaFormat::Bytes | MediaFormat::Items => "application/octet-stream",
    };
    name.to_owned()
}

/// Media types that hold values of one type.
pub(super) struct Group<'m> {
    pub holds: Holds,
    pub media: Vec<&'m ir::Media>,
}

/// What a body holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Value(RustType),
    Bytes,
    Items(RustType),
}

impl Group<'_> {
    /// A word for the variant: that of the format, where it is that of one group alone.
    pub(super) fn word(&self, all: &[Group<'_>]) -> String {
        let word = |group: &Group<'_>| group.media.first().map_or("Bytes", |m| format_word(m.format));
        let own = word(self);
        if all.iter().filter(|group| word(group) == own).count() == 1 {
            return own.to_owned();
        }
        let name = self.media.first().map(|m| m.name.as_str()).unwrap_or_default();
        let subtype = name.split(';').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        if subtype.contains('*') { own.to_owned() } else { names::pascal(subtype) }
    }
}

fn patch_name(media: &ir::Media) -> Option<&str> {
    media.name.contains("patch").then_some(media.name.as_str())
}

fn format_word(format: MediaFormat) -> &'static str {
    match format {
        MediaFormat::Json => "Json",
        MediaFormat::Xml => "Xml",
        MediaFormat::Text => "Text",
        MediaFormat::Form => "Form",
        MediaFormat::Multipart => "Multipart",
        MediaFormat::Bytes => "Bytes",
        MediaFormat::Items => "Items",
    }
}

/// The media types of a body by what they hold, in the order of the spec.
pub(super) fn groups<'m>(api: &Api, names: &Names, media: impl IntoIterator<Item = &'m ir::Media>) -> Vec<Group<'m>> {
    let mut groups: Vec<Group<'m>> = Vec::new();
    for m in media {
        let holds = match m.format {
            MediaFormat::Bytes => Holds::Bytes,
            MediaFormat::Items => Holds::Items(item_type(api, names, m.schema)),
            MediaFormat::Json | MediaFormat::Xml | MediaFormat::Text | MediaFormat::Form | MediaFormat::Multipart => {
                Holds::Value(item_type(api, names, m.schema))
            }
        };
        // Of patches the media type says what they do, so it is the caller's to choose.
        let same = |group: &Group<'_>| {
            group.holds == holds && group.media.iter().all(|other| patch_name(other) == patch_name(m))
        };
        match groups.iter_mut().find(|group| same(group)) {
            Some(group) => group.media.push(m),
            None => groups.push(Group { holds, media: vec![m] }),
        }
    }
    groups
}
