//! Servers and their variables.

use crate::document::Node;
use crate::ir::{Server, ServerVariable};

/// The servers that an object lists.
pub(super) fn servers(of: &Node) -> Vec<Server> {
    of.get("servers").map(Node::items).unwrap_or_default().iter().filter_map(server).collect()
}

/// The servers of an operation alone: its own, or those of its path.
pub(super) fn own(path_item: Option<&Node>, operation: &Node) -> Vec<Server> {
    let own = servers(operation);
    if own.is_empty() { path_item.map(servers).unwrap_or_default() } else { own }
}

fn server(node: &Node) -> Option<Server> {
    let text = |node: &Node, key: &str| node.str(key).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    let variables = node.get("variables").map(Node::members).unwrap_or_default();
    let variables = variables.iter().map(|variable| ServerVariable {
        name: variable.key.to_string(),
        default: text(&variable.value, "default").unwrap_or_default(),
        values: variable.value.get("enum").map(Node::items).unwrap_or_default().iter().filter_map(words).collect(),
        description: text(&variable.value, "description"),
    });
    let url = node.str("url")?.trim();
    let mut variables: Vec<ServerVariable> = variables.filter(|v| url.contains(&format!("{{{}}}", v.name))).collect();
    // `check` has said it of a variable that is not described; the caller can set it.
    for name in url.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name) {
        if !variables.iter().any(|v| v.name == name) {
            let (default, values) = (String::new(), Vec::new());
            variables.push(ServerVariable { name: name.to_owned(), default, values, description: None });
        }
    }
    Some(Server {
        url: url.to_owned(),
        name: text(node, "name"),
        description: text(node, "description"),
        variables,
        span: node.span,
    })
}

/// A value of an enum; in documents of others it may be a number.
fn words(node: &Node) -> Option<String> {
    node.as_str().or_else(|| node.as_number()).map(str::to_owned)
}
