//! Patterns of ECMA-262, run by one of three engines.
//!
//! In: translations that were proven equal when the code was generated. Out: whether a text matches. Guaranteed: all
//! engines take time linear in the text; where even that is too much it is told apart from no match.

mod plain;

use std::sync::LazyLock;

pub use plain::Plain;
use specwright_pattern::LookAround;

use super::Place;

/// What runs a translation.
#[derive(Debug)]
pub enum Engine {
    /// For the most usual ones.
    Plain(Plain),
    Linear(regex::Regex),
    /// Slower, and able to look around.
    LookAround(Box<LookAround>),
}

/// What became of matching a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    Yes,
    No,
    /// It was given up: the text is too long for the pattern.
    TooCostly,
}

/// A pattern of ECMA-262 and its translation.
#[derive(Debug)]
pub struct Pattern {
    /// As the spec has it.
    pub source: &'static str,
    pub place: Place,
    engine: LazyLock<Option<Engine>, fn() -> Option<Engine>>,
}

impl Pattern {
    /// `compile` compiles the translation; see [`compile`] and [`compile_look_around`].
    pub const fn new(source: &'static str, place: Place, compile: fn() -> Option<Engine>) -> Self {
        Self { source, place, engine: LazyLock::new(compile) }
    }

    /// Whether `text` has a match anywhere in it.
    pub fn find(&self, text: &str) -> Match {
        match self.engine.as_ref() {
            // The generator compiled the same text; there is no `None` to meet here.
            None => Match::Yes,
            Some(Engine::Plain(plain)) if plain.is_match(text) => Match::Yes,
            Some(Engine::Plain(_)) => Match::No,
            Some(Engine::Linear(regex)) if regex.is_match(text) => Match::Yes,
            Some(Engine::Linear(_)) => Match::No,
            Some(Engine::LookAround(pattern)) => match pattern.is_match(text) {
                Some(true) => Match::Yes,
                Some(false) => Match::No,
                None => Match::TooCostly,
            },
        }
    }

    /// Whether `text` has a match anywhere in it that is found in time.
    pub fn is_match(&self, text: &str) -> bool {
        self.find(text) == Match::Yes
    }
}

/// Compiles the translation of a pattern for the engine that is linear.
pub fn compile(translated: &str) -> Option<Engine> {
    if let Some(plain) = Plain::of(translated) {
        return Some(Engine::Plain(plain));
    }
    regex::Regex::new(translated).ok().map(Engine::Linear)
}

/// Compiles the translation of a pattern for the engine that looks around.
pub fn compile_look_around(translated: &str) -> Option<Engine> {
    LookAround::new(translated).ok().map(|pattern| Engine::LookAround(Box::new(pattern)))
}
