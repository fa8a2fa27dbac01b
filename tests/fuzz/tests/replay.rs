//! Every seed of every target, each within its time: the fixtures, what once broke something, and some mutations of
//! both that are the same in each run.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use specwright_fuzz::{Inputs, Random, TARGETS, Target, found, mutate, seeds};

/// A build without optimisation on a busy machine is slow; what hangs does so for good.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 5 });

/// How much stack a target gets: that of the main thread of a program.
const STACK: usize = 8 << 20;

/// Runs a target on inputs; says which input broke it, or took too long.
fn replay(target: &'static Target, inputs: Vec<(String, Vec<u8>)>) {
    let (sender, receiver) = mpsc::channel();
    let names: Vec<String> = inputs.iter().map(|(name, _)| name.clone()).collect();
    let run = move || {
        for (_, input) in inputs {
            let result = catch_unwind(AssertUnwindSafe(|| (target.run)(&input)));
            if sender.send(result.is_ok()).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().stack_size(STACK).spawn(run).expect("a thread");
    for name in names {
        match receiver.recv_timeout(LIMIT) {
            Ok(held) => assert!(held, "{}: {name} breaks it", target.name),
            Err(_) => panic!("{}: {name} takes more than {LIMIT:?}", target.name),
        }
    }
}

fn replay_all(wanted: fn(&Target) -> bool, mutations: usize) {
    for target in TARGETS.iter().filter(|target| wanted(target)) {
        let all: Vec<(String, Vec<u8>)> = found(target.name).into_iter().chain(seeds(target.inputs)).collect();
        assert!(!all.is_empty(), "{} has no seeds", target.name);
        let texts: Vec<Vec<u8>> = all.iter().map(|(_, text)| text.clone()).collect();
        let mut random = Random::new(7);
        let mutated: Vec<(String, Vec<u8>)> = (0..mutations)
            .map(|n| {
                (
                    format!("mutation {n}"),
                    mutate(random.of(&texts).clone().as_slice(), target.inputs, &texts, &mut random),
                )
            })
            .collect();
        replay(target, all.into_iter().chain(mutated).collect());
    }
}

#[test]
fn documents_are_answered() {
    replay_all(|target| target.inputs == Inputs::Documents, 50);
}

#[test]
fn texts_are_answered() {
    replay_all(|target| target.inputs != Inputs::Documents, 400);
}
