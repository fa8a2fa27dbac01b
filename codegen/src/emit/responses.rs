//! How a response is told from another: by status, then by media type. Lines that are laid out.

use super::failures;
use super::operations::{ResultTypes, indented};
use crate::ir::Status;
use crate::plan::{Failure, Operation, Payload, SuccessForm};

fn status(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(range) => format!("{}..={}", range * 100, range * 100 + 99),
        Status::Default => "_".to_owned(),
    }
}

/// What is done with each status, in the order of the plan.
fn by_status<T>(forms: &[T], status: impl Fn(&T) -> Status) -> Vec<(Status, Vec<&T>)> {
    let mut grouped: Vec<(Status, Vec<&T>)> = Vec::new();
    for form in forms {
        match grouped.last_mut().filter(|(last, _)| *last == status(form)) {
            Some((_, group)) => group.push(form),
            None => grouped.push((status(form), vec![form])),
        }
    }
    grouped
}

fn fail(group: &[&Failure], error: &str) -> String {
    let reads = group.iter().map(|failure| {
        let variant = format!("{error}::{}", failure.variant);
        let media = failure.body.media().unwrap_or_default();
        match &failure.body {
            Payload::Typed(_, Some(_)) => match &failure.rule {
                Some(rule) => format!("reply.failure_by({media}, {variant}, &rules::{rule})"),
                None => format!("reply.failure({media}, {variant})"),
            },
            Payload::Bytes(_) | Payload::Items(..) => format!("reply.bytes_failure({variant})"),
            Payload::Typed(_, None) | Payload::None => format!("reply.api({variant})"),
        }
    });
    let read = by_media(reads.collect(), group.iter().map(|failure| &failure.body));
    format!("Err({read})")
}

/// How a success is read.
fn read_success(form: &SuccessForm) -> String {
    let body = &form.body;
    let media = body.media().unwrap_or_default();
    match (body, &form.rule) {
        (Payload::None, _) => "reply.empty()".to_owned(),
        (Payload::Typed(..), None) => format!("reply.success({media})"),
        (Payload::Typed(..), Some(rule)) => format!("reply.success_by({media}, &rules::{rule})"),
        (Payload::Bytes(_), _) => format!("reply.bytes({media})"),
        (Payload::Items(..), None) => format!("reply.items({media}, rt::NESTED)"),
        (Payload::Items(..), Some(rule)) => format!("reply.items({media}, &rules::{rule})"),
    }
}

/// How one of several successes is read: by status already, now by media type.
fn read_choice(choice: &str, forms: &[&SuccessForm]) -> String {
    let reads = forms.iter().map(|form| {
        let (variant, read) = (&form.variant, read_success(form));
        match form.body {
            Payload::None => format!("{read}.map(|response| response.map(|()| {choice}::{variant}))"),
            Payload::Typed(..) | Payload::Bytes(_) | Payload::Items(..) => {
                format!("{read}.map(|response| response.map({choice}::{variant}))")
            }
        }
    });
    by_media(reads.collect(), forms.iter().map(|form| &form.body))
}

/// One of several expressions, by the media type of the response.
fn by_media<'p>(mut reads: Vec<String>, bodies: impl Iterator<Item = &'p Payload>) -> String {
    let Some(last) = reads.pop() else { return String::new() };
    if reads.is_empty() {
        return last;
    }
    let lists: Vec<&str> = bodies.filter_map(Payload::media).collect();
    let arms = reads.iter().enumerate().map(|(index, read)| (index.to_string(), read.clone()));
    let arms = arms.chain([("_".to_owned(), last)]);
    to_match(&format!("reply.choose(&[{}])", lists.join(", ")), arms)
}

fn to_match(of: &str, arms: impl Iterator<Item = (String, String)>) -> String {
    let arms: String = arms.map(|(pattern, read)| format!("    {pattern} => {},\n", indented(&read))).collect();
    format!("match {of} {{\n{arms}}}")
}

/// What a reply is read as: the statuses are told apart.
pub(super) fn read(operation: &Operation, result: &ResultTypes) -> String {
    let success = &operation.success;
    // Where there is one thing, all its statuses are one arm.
    let successes: Vec<(Vec<Status>, String)> = match &success.choice {
        Some(choice) => {
            let by_status = by_status(&success.forms, |form: &SuccessForm| form.status);
            let arm = |(status, forms): (Status, Vec<&SuccessForm>)| (vec![status], read_choice(choice, &forms));
            by_status.into_iter().map(arm).collect()
        }
        None => {
            let statuses: Vec<Status> = success.forms.iter().map(|form| form.status).collect();
            let read = success.forms.first().map(read_success);
            let read = read.map(|read| match &operation.rejection {
                Some(rejection) => failures::reject(rejection, &read, result),
                None => read,
            });
            read.map(|read| (statuses, read)).into_iter().collect()
        }
    };
    let failures = by_status(&operation.failures, |failure: &Failure| failure.status);
    let failures = failures.into_iter().map(|(status, group)| (vec![status], fail(&group, &result.error)));
    let mut arms: Vec<(Vec<Status>, String)> = successes.into_iter().chain(failures).collect();
    arms.sort_by_key(|(statuses, _)| rank(statuses));
    by_code(arms)
}

/// Codes come before ranges, and `default` last: the first arm that fits is taken.
fn rank(statuses: &[Status]) -> (u8, Option<Status>) {
    let rank = |status: &Status| match status {
        Status::Code(_) => 0,
        Status::Range(_) => 1,
        Status::Default => 2,
    };
    (statuses.iter().map(rank).max().unwrap_or_default(), statuses.iter().min().copied())
}

fn by_code(arms: Vec<(Vec<Status>, String)>) -> String {
    // A `match` with one arm for everything is no match.
    match arms.as_slice() {
        [] => return "Err(reply.unexpected())".to_owned(),
        [(statuses, only)] if *statuses == [Status::Default] => return only.clone(),
        _ => {}
    }
    let catch_all = arms.iter().any(|(statuses, _)| statuses.contains(&Status::Default));
    let unexpected = (!catch_all).then(|| ("_".to_owned(), "Err(reply.unexpected())".to_owned()));
    let arms = arms.into_iter().map(|(statuses, read)| {
        let statuses: Vec<String> = statuses.into_iter().map(status).collect();
        (statuses.join(" | "), read)
    });
    to_match("reply.status().as_u16()", arms.chain(unexpected))
}
