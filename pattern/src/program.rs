//! Trees of a pattern, and the machines that are made of them.
//!
//! Guaranteed: the machines of a pattern have a bounded number of states in all, and to make them takes a bounded time.

/// Machines larger than this, together, are refused.
const MAX_STATES: usize = 100_000;

/// How many parts are added to them, in all; parts without a state, too.
const MAX_PARTS: usize = 1_000_000;

/// A part of a pattern.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// A character of a set.
    Set(usize),
    Assert(Assert),
    All(Vec<Part>),
    Any(Vec<Part>),
    Repeat {
        part: Box<Part>,
        min: usize,
        max: Option<usize>,
    },
}

/// What must hold between two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Assert {
    Start,
    End,
    /// Between a character of an ASCII word and another; or not there.
    Boundary(bool),
    /// What a look finds here; or does not.
    Look(usize, bool),
}

#[derive(Clone, Debug)]
pub(crate) enum State {
    Match,
    Set(usize, usize),
    Assert(Assert, usize),
    Split(Vec<usize>),
}

impl State {
    /// How many steps lead on from here, at least one.
    pub(crate) fn ways(&self) -> usize {
        match self {
            Self::Match | Self::Set(..) | Self::Assert(..) => 1,
            Self::Split(all) => all.len().max(1),
        }
    }
}

/// A machine: the first state is the one that matches.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub states: Vec<State>,
    pub start: usize,
    /// For each state those that lead to it.
    pub before: Vec<Vec<usize>>,
}

/// How large the machines of a pattern are so far.
#[derive(Debug, Default)]
pub(crate) struct Size {
    states: usize,
    parts: usize,
}

impl Program {
    pub(crate) fn new(part: &Part, size: &mut Size) -> Result<Self, String> {
        let mut program = Self { states: vec![State::Match], start: 0, before: Vec::new() };
        program.start = program.add(part, 0, size)?;
        program.before = vec![Vec::new(); program.states.len()];
        for (index, state) in program.states.iter().enumerate() {
            match state {
                State::Match => {}
                State::Set(_, next) | State::Assert(_, next) => program.before[*next].push(index),
                State::Split(all) => all.iter().for_each(|next| program.before[*next].push(index)),
            }
        }
        Ok(program)
    }

    fn push(&mut self, state: State, size: &mut Size) -> Result<usize, String> {
        size.states += 1;
        if size.states > MAX_STATES {
            return Err(format!("compiled, it is larger than {MAX_STATES} states"));
        }
        self.states.push(state);
        Ok(self.states.len() - 1)
    }

    /// Adds the states of a part behind which `next` comes; gives its first state.
    fn add(&mut self, part: &Part, next: usize, size: &mut Size) -> Result<usize, String> {
        size.parts += 1;
        if size.parts > MAX_PARTS {
            return Err(format!("written out, it has more than {MAX_PARTS} parts"));
        }
        match part {
            Part::Set(set) => self.push(State::Set(*set, next), size),
            Part::Assert(assert) => self.push(State::Assert(*assert, next), size),
            Part::All(parts) => parts.iter().rev().try_fold(next, |next, part| self.add(part, next, size)),
            Part::Any(parts) => {
                let all: Result<Vec<usize>, String> = parts.iter().map(|part| self.add(part, next, size)).collect();
                self.push(State::Split(all?), size)
            }
            Part::Repeat { part, min, max } => {
                let mut first = next;
                match max {
                    None => {
                        first = self.push(State::Split(Vec::new()), size)?;
                        let body = self.add(part, first, size)?;
                        self.states[first] = State::Split(vec![body, next]);
                    }
                    Some(max) => {
                        for _ in *min..*max {
                            let body = self.add(part, first, size)?;
                            first = self.push(State::Split(vec![body, next]), size)?;
                        }
                    }
                }
                (0..*min).try_fold(first, |next, _| self.add(part, next, size))
            }
        }
    }
}
