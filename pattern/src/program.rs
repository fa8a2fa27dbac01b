//! Trees of a pattern, and the machines that are made of them.
//!
//! Guaranteed: a machine has a bounded number of states.

/// A machine larger than this is refused.
const MAX_STATES: usize = 10_000;

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

/// A machine: the first state is the one that matches.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub states: Vec<State>,
    pub start: usize,
    /// For each state those that lead to it.
    pub before: Vec<Vec<usize>>,
}

impl Program {
    pub(crate) fn new(part: &Part) -> Result<Self, String> {
        let mut program = Self { states: vec![State::Match], start: 0, before: Vec::new() };
        program.start = program.add(part, 0)?;
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

    fn push(&mut self, state: State) -> Result<usize, String> {
        if self.states.len() == MAX_STATES {
            return Err(format!("compiled, it is larger than {MAX_STATES} states"));
        }
        self.states.push(state);
        Ok(self.states.len() - 1)
    }

    /// Adds the states of a part behind which `next` comes; gives its first state.
    fn add(&mut self, part: &Part, next: usize) -> Result<usize, String> {
        match part {
            Part::Set(set) => self.push(State::Set(*set, next)),
            Part::Assert(assert) => self.push(State::Assert(*assert, next)),
            Part::All(parts) => parts.iter().rev().try_fold(next, |next, part| self.add(part, next)),
            Part::Any(parts) => {
                let all: Result<Vec<usize>, String> = parts.iter().map(|part| self.add(part, next)).collect();
                self.push(State::Split(all?))
            }
            Part::Repeat { part, min, max } => {
                let mut first = next;
                match max {
                    None => {
                        first = self.push(State::Split(Vec::new()))?;
                        let body = self.add(part, first)?;
                        self.states[first] = State::Split(vec![body, next]);
                    }
                    Some(max) => {
                        for _ in *min..*max {
                            let body = self.add(part, first)?;
                            first = self.push(State::Split(vec![body, next]))?;
                        }
                    }
                }
                (0..*min).try_fold(first, |next, _| self.add(part, next))
            }
        }
    }
}
