//! The clients of `specs/`, each of whose schemas can be asked for by its name.

pub mod bodies;

use specwright_runtime::probe::Probe;

pub use specwright_runtime as runtime;

/// An API and its schemas.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The folder under `specs/`.
    pub name: &'static str,
    /// Components by their names, all others by their JSON Pointers as fragments.
    pub schemas: &'static [&'static str],
    pub probe: Probe,
}

include!(concat!(env!("OUT_DIR"), "/apis.rs"));
