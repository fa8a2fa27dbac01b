//! A document from the model, in the order and the style of the specs.
//!
//! In: what a page says. Out: the text of `openapi.yaml`. Guaranteed: what OpenAPI or a spec of ours demands and the
//! page does not state is there, with its reason in `x-assumed`.

use super::media;
use super::model::{Credential, CredentialKind, Field, Operation, Page, Parameter, Place, Response};
use super::names::{self, OperationName};
use super::schemas::{Components, assumed, marks, source};
use super::yaml::{self, Map, Yaml};

/// What is gathered for `components` while the operations are written.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub schemas: Components,
    pub examples: Map,
    schemes: Vec<(String, Credential)>,
}

pub(super) fn write(page: &Page) -> String {
    let mut parts = Parts::default();
    let mut paths: Vec<(String, Map)> = Vec::new();
    let mut ids: Vec<String> = Vec::new();
    for operation in &page.operations {
        let map = operation_map(page, operation, &mut ids, &mut parts);
        let item = match paths.iter().position(|(path, _)| *path == operation.path) {
            Some(at) => paths.get_mut(at),
            None => {
                paths.push((operation.path.clone(), Map::default()));
                paths.last_mut()
            }
        };
        if let Some((_, item)) = item.filter(|(_, item)| !item.has(&operation.method)) {
            item.put(operation.method.as_str(), map);
        }
    }
    let mut document = Map::default();
    document.put("openapi", Yaml::Raw("3.1.1".to_owned()));
    document.put("info", info(page));
    document.put("servers", servers(page));
    document.put("tags", tags(page));
    let mut map = Map::default();
    for (path, item) in paths {
        map.put(path, item);
    }
    document.put("paths", map);
    let components = components(parts, page);
    if !components.is_empty() {
        document.put("components", components);
    }
    let mut head = "# yaml-language-server: $schema=../../docs/spec.schema.json\n".to_owned();
    let words = "A first draft, made from a page by `cargo xtask draft`: what the page does not state is marked `x-assumed`, \
        with the reason. Compare each line with the page before a client is made of it.";
    for line in yaml::wrap(words, 118) {
        head.push_str(&format!("# {line}\n"));
    }
    format!("{head}\n{}", yaml::document(&document))
}

fn info(page: &Page) -> Map {
    let first = page.operations.first();
    let owner = first.and_then(|operation| operation.server.as_ref()).and_then(|server| names::owner(&server.url));
    let version = first.and_then(|operation| names::version(&operation.path));
    let mut map = Map::default();
    let mut why = Vec::new();
    match &owner {
        Some(owner) => {
            map.put("title", format!("{owner} API"));
            why.push("The page names no title: it is made of the server's name.".to_owned());
        }
        None => {
            map.put("title", "Untitled API");
            why.push("The page names neither title nor vendor.".to_owned());
        }
    }
    why.push(match version {
        Some(_) => "It names no version: this is the one in the path.".to_owned(),
        None => "It names no version.".to_owned(),
    });
    map.put("version", version.unwrap_or_else(|| "unversioned".to_owned()));
    map.put("description", format!("What the page `{}` describes.", page.name));
    let mut contact = Map::default();
    contact.put("name", owner.as_deref().unwrap_or("Not stated"));
    map.put("contact", contact);
    let mut license = Map::default();
    license.put("name", "Proprietary");
    license.put("identifier", "LicenseRef-Proprietary");
    map.put("license", license);
    why.push("It names no contact and no licence, which is taken to be proprietary.".to_owned());
    assumed(&mut map, &why);
    map
}

fn servers(page: &Page) -> Vec<Yaml> {
    let mut found: Vec<Yaml> = Vec::new();
    for server in page.operations.iter().filter_map(|operation| operation.server.as_ref()) {
        let mut map = Map::default();
        map.put("url", server.url.as_str());
        map.put("description", "The server of the page's sample request.");
        map.put_some("x-assumed", server.assumed.clone());
        if !found.contains(&Yaml::Map(map.clone())) {
            found.push(map.into());
        }
    }
    if found.is_empty() {
        let mut map = Map::default();
        map.put("url", "/");
        map.put("description", "The base URL is the caller's to give.");
        map.put("x-assumed", "The page names no host.");
        found.push(map.into());
    }
    found
}

fn tags(page: &Page) -> Vec<Yaml> {
    let mut found: Vec<Yaml> = Vec::new();
    for operation in &page.operations {
        let topic = names::topic(&operation.path);
        let mut map = Map::default();
        map.put("name", topic.as_str());
        map.put("description", format!("The operations below `{}`.", operation.path));
        if !found.iter().any(|tag| matches!(tag, Yaml::Map(known) if known.value("name") == map.value("name"))) {
            found.push(map.into());
        }
    }
    found
}

fn operation_map(page: &Page, operation: &Operation, ids: &mut Vec<String>, parts: &mut Parts) -> Map {
    let lead = operation.words.first().map(String::as_str).unwrap_or_default();
    let mut name = names::operation(lead, &operation.method, &operation.path);
    let base = name.id.clone();
    let mut number = 2;
    while ids.contains(&name.id) {
        name.id = format!("{base}{number}");
        number += 1;
    }
    ids.push(name.id.clone());
    let mut map = Map::default();
    map.put("operationId", name.id.as_str());
    map.put_some("summary", names::summary(lead));
    if !operation.words.is_empty() {
        map.put("description", operation.words.join("\n\n"));
    }
    map.put("tags", yaml::flow(&[super::json::Json::text(names::topic(&operation.path))]));
    map.put("security", security(operation, parts));
    let quote = operation.words.join(" ");
    let shown = format!("{} {}", operation.method.to_ascii_uppercase(), operation.path);
    source(&mut map, &page.name, Some(if quote.trim().is_empty() { &shown } else { &quote }));
    assumed(&mut map, &operation.assumed);
    if !operation.parameters.is_empty() {
        map.put("parameters", parameters(operation, &page.name, parts));
    }
    request(operation, page, &name, parts, &mut map);
    map.put("responses", responses(operation, page, &name, parts));
    map
}

fn request(operation: &Operation, page: &Page, name: &OperationName, parts: &mut Parts, map: &mut Map) {
    let Some(body) = &operation.request else { return };
    let mut inner = Map::default();
    inner.put("description", body.description.as_deref().unwrap_or("What the page shows as the body of the request."));
    inner.put("required", true);
    assumed(&mut inner, &body.assumed);
    let both = operation.responses.iter().filter_map(|response| response.body.as_ref());
    let is_shared = both.into_iter().any(|response| response.schema == body.schema);
    let base = names::pascal(&name.id);
    let (root, prefix) = if is_shared { (name.noun.clone(), &name.noun) } else { (format!("{base}Request"), &base) };
    inner.put("content", media::content(body, &root, prefix, &page.name, parts));
    map.put("requestBody", inner);
}

fn security(operation: &Operation, parts: &mut Parts) -> Yaml {
    let mut both = Map::default();
    for credential in &operation.credentials {
        let known = parts.schemes.iter().find(|(_, known)| known.kind == credential.kind).map(|(name, _)| name.clone());
        let name = known.unwrap_or_else(|| {
            let base = scheme_name(&credential.kind);
            let name = if parts.schemes.iter().any(|(known, _)| *known == base) {
                format!("{base}{}", parts.schemes.len())
            } else {
                base
            };
            parts.schemes.push((name.clone(), credential.clone()));
            name
        });
        if !both.has(&name) {
            both.put(name, Yaml::List(Vec::new()));
        }
    }
    Yaml::List(if both.is_empty() { Vec::new() } else { vec![both.into()] })
}

fn scheme_name(kind: &CredentialKind) -> String {
    match kind {
        CredentialKind::Header(name) => names::camel(name.trim_start_matches("X-").trim_start_matches("x-")),
        CredentialKind::Bearer => "bearer".to_owned(),
        CredentialKind::Basic => "basic".to_owned(),
    }
}

fn parameters(operation: &Operation, page: &str, parts: &mut Parts) -> Vec<Yaml> {
    let mut found: Vec<(Place, String)> = Vec::new();
    let mut list = Vec::new();
    for Parameter { place, field } in &operation.parameters {
        let key = (*place, field.name.to_ascii_lowercase());
        if found.contains(&key) {
            continue;
        }
        found.push(key);
        let mut map = Map::default();
        map.put("name", field.name.as_str());
        let (word, is_path) = match place {
            Place::Path => ("path", true),
            Place::Query => ("query", false),
            Place::Header => ("header", false),
        };
        map.put("in", word);
        map.put("required", is_path || field.required == Some(true));
        map.put_some("description", field.description.clone());
        marks(&mut map, field);
        source(&mut map, page, field.quote.as_deref());
        assumed(&mut map, &field.assumed);
        map.put("schema", parts.schemas.value(field, page));
        list.push(map.into());
    }
    list
}

fn responses(operation: &Operation, page: &Page, name: &OperationName, parts: &mut Parts) -> Map {
    let mut map = Map::default();
    for response in &operation.responses {
        let status = response.status.as_deref().unwrap_or("2XX");
        if !map.has(status) {
            map.put(status, response_map(operation, response, page, name, parts));
        }
    }
    let is_failure =
        |response: &Response| response.status.as_deref().is_some_and(|status| status.starts_with(['4', '5']));
    if operation.responses.iter().all(is_failure) {
        let mut success = Map::default();
        success.put("description", "The request succeeded.");
        success.put("x-assumed", "The page shows no response of success.");
        map.put("2XX", success);
    }
    if !operation.responses.iter().any(is_failure) {
        let mut failure = Map::default();
        failure.put("description", "The request failed.");
        failure.put("x-assumed", "The page does not state the status codes or the body of an error.");
        map.put("4XX", failure);
    }
    map
}

fn response_map(
    operation: &Operation,
    response: &Response,
    page: &Page,
    name: &OperationName,
    parts: &mut Parts,
) -> Map {
    let mut map = Map::default();
    let usual = if response.body.is_some() { "What the page shows as the body." } else { "The page shows no body." };
    map.put("description", response.description.as_deref().unwrap_or(usual));
    assumed(&mut map, &response.assumed);
    let mut headers = Map::default();
    for field in &response.headers {
        if !headers.has(&field.name) {
            headers.put(field.name.as_str(), header(field, &page.name, parts));
        }
    }
    if !headers.is_empty() {
        map.put("headers", headers);
    }
    if let Some(body) = &response.body {
        let is_shared = operation.request.as_ref().is_some_and(|request| request.schema == body.schema);
        let base = match response.status.as_deref().filter(|status| !status.starts_with('2')) {
            Some(status) => format!("{}Response{status}", names::pascal(&name.id)),
            None => format!("{}Response", names::pascal(&name.id)),
        };
        let prefix = if is_shared { name.noun.clone() } else { base.clone() };
        map.put("content", media::content(body, &base, &prefix, &page.name, parts));
    }
    map
}

fn header(field: &Field, page: &str, parts: &mut Parts) -> Map {
    let mut map = Map::default();
    map.put_some("description", field.description.clone());
    source(&mut map, page, field.quote.as_deref());
    assumed(&mut map, &field.assumed);
    map.put("schema", parts.schemas.value(field, page));
    map
}

fn components(parts: Parts, page: &Page) -> Map {
    let mut map = Map::default();
    let mut schemes = Map::default();
    for (name, credential) in parts.schemes {
        schemes.put(name, scheme(&credential, &page.name));
    }
    if !schemes.is_empty() {
        map.put("securitySchemes", schemes);
    }
    let schemas = parts.schemas.into_map();
    if !schemas.is_empty() {
        map.put("schemas", schemas);
    }
    if !parts.examples.is_empty() {
        map.put("examples", parts.examples);
    }
    map
}

fn scheme(credential: &Credential, page: &str) -> Map {
    let mut map = Map::default();
    match &credential.kind {
        CredentialKind::Header(name) => {
            map.put("type", "apiKey");
            map.put("in", "header");
            map.put("name", name.as_str());
        }
        CredentialKind::Bearer | CredentialKind::Basic => {
            map.put("type", "http");
            map.put("scheme", scheme_name(&credential.kind));
        }
    }
    map.put_some("description", credential.description.clone());
    source(&mut map, page, credential.quote.as_deref());
    assumed(&mut map, &credential.assumed);
    if let Some(rules) = &credential.rules {
        let field = Field::new("credential", rules.clone());
        map.put("x-credential", Components::default().value(&field, page));
    }
    map
}
