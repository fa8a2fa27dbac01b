//! Patterns of ECMA-262, as code where they are a row of classes, else run by one of two engines.
//!
//! In: translations that were proven equal when the code was generated. Out: whether a text matches. Guaranteed: all
//! take time linear in the text, and no more than a bounded number of steps; where even those are too few it is
//! told apart from no match.

pub mod row;

use std::sync::{LazyLock, OnceLock};

use specwright_pattern::LookAround;

use super::Place;

/// What runs a translation, compiled when it is first needed.
pub type Engine = LazyLock<Option<Compiled>>;

/// A translation that is compiled.
#[derive(Debug)]
pub enum Compiled {
    Linear(Box<Linear>),
    /// Slower, and able to look around.
    LookAround(Box<LookAround>),
}

impl Compiled {
    fn find(&self, text: &str) -> Match {
        match self {
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
    /// Whether a text has a match anywhere in it; see [`row!`](crate::row), [`linear!`](crate::linear) and
    /// [`look_around!`](crate::look_around).
    matches: fn(&str) -> Match,
}

impl Pattern {
    pub const fn new(source: &'static str, place: Place, matches: fn(&str) -> Match) -> Self {
        Self { source, place, matches }
    }

    /// Whether `text` has a match anywhere in it.
    #[inline]
    pub fn find(&self, text: &str) -> Match {
        (self.matches)(text)
    }

    /// Whether `text` has a match anywhere in it that is found in time.
    #[inline]
    pub fn is_match(&self, text: &str) -> bool {
        self.find(text) == Match::Yes
    }
}

/// Whether `text` has a match anywhere in it, by an engine.
pub fn find(engine: &Engine, text: &str) -> Match {
    // The generator compiled the same text; there is no `None` to meet here.
    engine.as_ref().map_or(Match::Yes, |compiled| compiled.find(text))
}

/// Compiles the translation of a pattern for the engine that is linear.
pub fn compile(translated: &str) -> Option<Compiled> {
    let regex = regex::RegexBuilder::new(translated).size_limit(specwright_pattern::MAX_REGEX).build().ok()?;
    Some(Compiled::Linear(Box::new(Linear { regex, translated: translated.into(), bounded: OnceLock::new() })))
}

/// Compiles the translation of a pattern for the engine that looks around.
pub fn compile_look_around(translated: &str) -> Option<Compiled> {
    LookAround::new(translated).ok().map(|pattern| Compiled::LookAround(Box::new(pattern)))
}

/// What matches a pattern in time linear in the text, given its translation.
#[macro_export]
macro_rules! linear {
    ($translated:literal) => {
        |text| {
            static ENGINE: $crate::check::Engine = $crate::check::Engine::new(|| $crate::check::compile($translated));
            $crate::check::find(&ENGINE, text)
        }
    };
}

/// What matches a pattern that looks around, given its translation.
#[macro_export]
macro_rules! look_around {
    ($translated:literal) => {
        |text| {
            static ENGINE: $crate::check::Engine =
                $crate::check::Engine::new(|| $crate::check::compile_look_around($translated));
            $crate::check::find(&ENGINE, text)
        }
    };
}
