//! Requests that the API sends and that we receive: webhooks and callbacks.

use super::Operation;

/// A request that is received.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Under which it stands in the document.
    pub name: String,
    /// For a callback the expression that gives its URL.
    pub expression: Option<String>,
    /// What is sent; its responses are what we may answer. Its identifier is the name that it goes by.
    pub operation: Operation,
}
