//! How a response is told from another: by status, then by media type.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::operations::result_types;
use super::{bodies, failures, ident};
use crate::ir::Status;
use crate::plan::{Failure, Operation, Payload, SuccessForm};

fn status(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(range) => {
            let (low, high) = (Literal::u16_unsuffixed(range * 100), Literal::u16_unsuffixed(range * 100 + 99));
            quote!(#low..=#high)
        }
        Status::Default => quote!(_),
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

fn fail(group: &[&Failure], error: &TokenStream) -> TokenStream {
    let reads = group.iter().map(|failure| {
        let variant = ident(&failure.variant);
        let media = failure.body.media().map(ident);
        match &failure.body {
            Payload::Typed(_, Some(_)) => match failure.rule.as_deref().map(ident) {
                Some(rule) => quote!(reply.failure_by(#media, #error::#variant, &rules::#rule)),
                None => quote!(reply.failure(#media, #error::#variant)),
            },
            Payload::Bytes(_) | Payload::Items(..) => quote!(reply.bytes_failure(#error::#variant)),
            Payload::Typed(_, None) | Payload::None => quote!(reply.api(#error::#variant)),
        }
    });
    let read = bodies::by_media(reads.collect(), group.iter().map(|failure| &failure.body));
    quote!(Err(#read))
}

/// `read`, which tells the statuses apart.
pub(super) fn read(operation: &Operation) -> TokenStream {
    let (response, error) = result_types(operation);
    let success = &operation.success;
    // Where there is one thing, all its statuses are one arm.
    let successes: Vec<(Vec<Status>, TokenStream)> = match &success.choice {
        Some(choice) => {
            let by_status = by_status(&success.forms, |form: &SuccessForm| form.status);
            let arm =
                |(status, forms): (Status, Vec<&SuccessForm>)| (vec![status], bodies::read_choice(choice, &forms));
            by_status.into_iter().map(arm).collect()
        }
        None => {
            let statuses: Vec<Status> = success.forms.iter().map(|form| form.status).collect();
            let read = success.forms.first().map(bodies::read_success);
            let read = read.map(|read| match &operation.rejection {
                Some(rejection) => failures::reject(rejection, &read, &response, &error),
                None => read,
            });
            read.map(|read| (statuses, read)).into_iter().collect()
        }
    };
    let failures = by_status(&operation.failures, |failure: &Failure| failure.status);
    let failures = failures.into_iter().map(|(status, group)| (vec![status], fail(&group, &error)));
    let mut arms: Vec<(Vec<Status>, TokenStream)> = successes.into_iter().chain(failures).collect();
    arms.sort_by_key(|(statuses, _)| rank(statuses));
    let body = arms_to_match(&arms);
    quote! {
        fn read(reply: rt::Reply) -> Result<#response, rt::Error<#error>> { #body }
    }
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

fn arms_to_match(arms: &[(Vec<Status>, TokenStream)]) -> TokenStream {
    // A `match` with one arm for everything is no match.
    match arms {
        [] => return quote!(Err(reply.unexpected())),
        [(statuses, only)] if *statuses == [Status::Default] => return only.clone(),
        _ => {}
    }
    let catch_all = arms.iter().any(|(statuses, _)| statuses.contains(&Status::Default));
    let unexpected = (!catch_all).then(|| quote!(_ => Err(reply.unexpected()),));
    let arms = arms.iter().map(|(statuses, arm)| {
        let statuses = statuses.iter().map(|s| status(*s));
        quote!(#(#statuses)|* => #arm,)
    });
    quote!(match reply.status().as_u16() { #(#arms)* #unexpected })
}
