//! Patterns of ECMA-262, run by one of three engines.
//!
//! In: translations that were proven equal when the code was generated. Out: whether a text matches. Guaranteed: all
//! engines take time linear in the text, and no more than a bounded number of steps; where even those are too few it is
//! told apart from no match.

mod plain;

use std::sync::{LazyLock, OnceLock};

pub use plain::Plain;
use specwright_pattern::LookAround;

use super::Place;

/// What runs a translation.
#[derive(Debug)]
pub enum Engine {
    /// For the most usual ones.
    Plain(Plain),
    Linear(Box<Linear>),
    /// Slower, and able to look around.
    LookAround(Box<LookAround>),
}

impl Engine {
    /// Not inlined: plain patterns would pay for what automata keep on the stack.
    #[inline(never)]
    fn find(&self, text: &str) -> Match {
        match self {
            Self::Plain(plain) => found(Some(plain.is_match(text))),
            Self::Linear(linear) => linear.find(text),
            Self::LookAround(pattern) => found(pattern.is_match(text)),
        }
    }
}

/// The engine of the `regex` crate, which cannot be stopped, and the one that can be.
#[derive(Debug)]
pub struct Linear {
    regex: regex::Regex,
    translated: Box<str>,
    bounded: OnceLock<Option<LookAround>>,
}

impl Linear {
    /// A long text is given to the `regex` crate only where that ends soon, whatever the text.
    fn find(&self, text: &str) -> Match {
        if text.len() > specwright_pattern::SHORT {
            let bounded = self.bounded.get_or_init(|| LookAround::new(&self.translated).ok());
            if let Some(bounded) = bounded.as_ref().filter(|bounded| !bounded.is_cheap(text.len())) {
                return found(bounded.is_match(text));
            }
        }
        found(Some(self.regex.is_match(text)))
    }
}

fn found(matched: Option<bool>) -> Match {
    match matched {
        Some(true) => Match::Yes,
        Some(false) => Match::No,
        None => Match::TooCostly,
    }
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
            Some(engine) => engine.find(text),
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
    let regex = regex::RegexBuilder::new(translated).size_limit(specwright_pattern::MAX_REGEX).build().ok()?;
    Some(Engine::Linear(Box::new(Linear { regex, translated: translated.into(), bounded: OnceLock::new() })))
}

/// Compiles the translation of a pattern for the engine that looks around.
pub fn compile_look_around(translated: &str) -> Option<Engine> {
    LookAround::new(translated).ok().map(|pattern| Engine::LookAround(Box::new(pattern)))
}
