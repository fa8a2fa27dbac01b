//! The content of a request or a response: its media types, one schema, and the page's samples.
//!
//! In: a body of the model. Out: the map of `content`. Guaranteed: a sample that breaks the page's own rules is put
//! right, and says so.

use super::document::Parts;
use super::examples;
use super::json::Json;
use super::model::Body;
use super::yaml::{Map, Yaml};

pub(super) fn content(body: &Body, name: &str, prefix: &str, page: &str, parts: &mut Parts) -> Map {
    let schema = parts.schemas.root(&body.schema, name, prefix, page);
    let mut changes = Vec::new();
    let json = body.sample.as_ref().map(|sample| examples::fit(sample, &body.schema, "the body", &mut changes));
    let xml = body.xml.as_deref().map(|text| Json::Text(examples::fit_xml(text, &changes)));
    let reason = examples::reason(&changes);
    let mut content = Map::default();
    let mut list = body.media.clone();
    list.dedup();
    for media in &list {
        let (value, kind) = match (media.contains("xml"), media.contains("json")) {
            (true, _) => (xml.as_ref(), "Xml"),
            (false, true) => (json.as_ref(), "Json"),
            (false, false) => (None, ""),
        };
        let mut map = Map::default();
        map.put("schema", schema.clone());
        if let Some(value) = value {
            let mut example = Map::default();
            example.put("summary", "The sample of the page");
            example.put_some("x-assumed", reason.clone());
            example.put("value", Yaml::from(value));
            // What several media types show stands once.
            if list.len() > 1 {
                let name = format!("{name}{kind}");
                if !parts.examples.has(&name) {
                    parts.examples.put(name.as_str(), example);
                }
                example = Map::default();
                example.put("$ref", format!("#/components/examples/{name}"));
            }
            if list.len() > 1 || reason.is_some() {
                let mut examples = Map::default();
                examples.put("page", example);
                map.put("examples", examples);
            } else {
                map.put("example", Yaml::from(value));
            }
        }
        if !content.has(media) {
            content.put(media.as_str(), map);
        }
    }
    content
}
