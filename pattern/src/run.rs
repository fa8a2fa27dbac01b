//! Machines run over a text: all states at once, place by place.

use super::program::{Assert, Program, State};
use super::{Look, LookAround};

/// How many steps from a state to the next may be looked at, in all.
const MAX_STEPS: usize = 50_000_000;

/// What is known of a text.
struct Run<'p> {
    pattern: &'p LookAround,
    chars: Vec<char>,
    /// For each look, whether it finds something, by place.
    found: Vec<Vec<bool>>,
    steps: usize,
}

/// States that a machine is in, each once.
struct Set {
    list: Vec<usize>,
    /// The round in which a state was entered last.
    entered: Vec<usize>,
    round: usize,
}

pub(super) fn is_match(pattern: &LookAround, text: &str) -> Option<bool> {
    let mut run = Run { pattern, chars: text.chars().collect(), found: Vec::new(), steps: 0 };
    for look in &pattern.looks {
        let found = if look.ahead { run.ahead(&look.program)? } else { run.behind(look)? };
        run.found.push(found);
    }
    run.forward(&pattern.whole, &mut |_| true)
}

impl Set {
    fn new(program: &Program) -> Self {
        Self { list: Vec::new(), entered: vec![0; program.states.len()], round: 0 }
    }

    fn clear(&mut self) {
        self.list.clear();
        self.round += 1;
    }

    fn enter(&mut self, state: usize) {
        if self.entered[state] != self.round {
            self.entered[state] = self.round;
            self.list.push(state);
        }
    }

    fn has(&self, state: usize) -> bool {
        self.entered[state] == self.round
    }
}

impl Run<'_> {
    fn holds(&self, assert: Assert, at: usize) -> bool {
        let is_word = |at: Option<usize>| {
            let c = at.and_then(|at| self.chars.get(at));
            c.is_some_and(|c| c.is_ascii_alphanumeric() || *c == '_')
        };
        match assert {
            Assert::Start => at == 0,
            Assert::End => at == self.chars.len(),
            Assert::Boundary(negated) => (is_word(at.checked_sub(1)) != is_word(Some(at))) != negated,
            Assert::Look(look, negated) => self.found[look][at] != negated,
        }
    }

    fn takes(&self, set: usize, c: char) -> bool {
        let ranges = &self.pattern.sets[set];
        let at = ranges.partition_point(|(_, end)| *end < c);
        ranges.get(at).is_some_and(|(start, _)| *start <= c)
    }

    /// Counts steps; nothing when there were too many.
    fn step(&mut self, more: usize) -> Option<()> {
        self.steps += more;
        (self.steps <= MAX_STEPS).then_some(())
    }

    /// Whether a match ends at some place at which `enough` says to stop; matches may begin anywhere.
    fn forward(&mut self, program: &Program, enough: &mut dyn FnMut(usize) -> bool) -> Option<bool> {
        let (mut now, mut next) = (Set::new(program), Set::new(program));
        now.clear();
        next.clear();
        for at in 0..=self.chars.len() {
            now.enter(program.start);
            let mut index = 0;
            while let Some(state) = now.list.get(index).copied() {
                index += 1;
                self.step(program.states[state].ways())?;
                match &program.states[state] {
                    State::Match | State::Set(..) => {}
                    State::Assert(assert, to) => {
                        if self.holds(*assert, at) {
                            now.enter(*to);
                        }
                    }
                    State::Split(all) => all.iter().for_each(|to| now.enter(*to)),
                }
            }
            if now.has(0) && enough(at) {
                return Some(true);
            }
            next.clear();
            if let Some(c) = self.chars.get(at) {
                for state in &now.list {
                    if let State::Set(set, to) = &program.states[*state]
                        && self.takes(*set, *c)
                    {
                        next.enter(*to);
                    }
                }
            }
            std::mem::swap(&mut now, &mut next);
        }
        Some(false)
    }

    /// For each place whether a match ends there.
    fn behind(&mut self, look: &Look) -> Option<Vec<bool>> {
        let mut found = vec![false; self.chars.len() + 1];
        self.forward(&look.program, &mut |at| {
            found[at] = true;
            false
        })?;
        Some(found)
    }

    /// For each place whether a match begins there: from the end, the states from which one is reached.
    fn ahead(&mut self, program: &Program) -> Option<Vec<bool>> {
        let mut found = vec![false; self.chars.len() + 1];
        let (mut now, mut later) = (Set::new(program), Set::new(program));
        later.clear();
        for at in (0..=self.chars.len()).rev() {
            now.clear();
            now.enter(0);
            if let Some(c) = self.chars.get(at).copied() {
                for state in &later.list {
                    self.step(program.before[*state].len())?;
                    for before in &program.before[*state] {
                        if let State::Set(set, _) = &program.states[*before]
                            && self.takes(*set, c)
                        {
                            now.enter(*before);
                        }
                    }
                }
            }
            let mut index = 0;
            while let Some(state) = now.list.get(index).copied() {
                index += 1;
                self.step(1 + program.before[state].len())?;
                for before in &program.before[state] {
                    let enters = match &program.states[*before] {
                        State::Assert(assert, _) => self.holds(*assert, at),
                        State::Split(_) => true,
                        State::Match | State::Set(..) => false,
                    };
                    if enters {
                        now.enter(*before);
                    }
                }
            }
            found[at] = now.has(program.start);
            std::mem::swap(&mut now, &mut later);
        }
        Some(found)
    }
}
