//! The stops of the tour, and what is seen there when a field has another value.

use crate::{
    bodies::{Answers, Field},
    facts::Facts,
    stops::{STOPS, Stop, branch, org, project},
    tour::Tour,
};
use lazyneon::{api::Operation, ui::Action};
use ratatui::buffer::Buffer;
use std::{
    collections::BTreeSet,
    num::NonZero,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// Walks to a stop and looks around there.
pub fn visit<'f>(
    facts: &'f Facts,
    stop: usize,
    more: &'f [(&'f str, &'f str)],
    changed: &'f [Field<'f>],
) -> Tour<'f> {
    let Stop {
        from,
        actions,
        given,
        refused,
    } = STOPS[stop];
    let mut tour = Tour::new(Answers {
        facts,
        given,
        more,
        refused,
        changed,
    });
    for target in [org(), project(), branch()] {
        if target == from() {
            break;
        }
        tour.select(&target);
        tour.act(Action::Right);
    }
    tour.select(&from());
    for action in actions {
        tour.act(*action);
    }
    tour.look();
    tour
}

/// What a stop asks for, and what is seen there.
pub struct Seen {
    asked: BTreeSet<Operation>,
    shown: Vec<Buffer>,
}

pub struct Walk {
    pub facts: Facts,
    base: Vec<Seen>,
}

impl Walk {
    pub fn new() -> Self {
        let facts = Facts::all();
        let visit = |stop| {
            let tour = visit(&facts, stop, &[], &[]);
            Seen {
                asked: tour.asked,
                shown: tour.shown,
            }
        };
        let base = (0..STOPS.len()).map(visit).collect();
        Self { facts, base }
    }

    /// The stops at which a change to this record could be seen: those that ask for it and, if they ask for more than the
    /// tree does, that ask for it in particular.
    pub fn stops_of(&self, record: &str) -> Vec<usize> {
        let has = |operation: &Operation| {
            let body = self.facts.answers.get(operation.spec().id);
            body.is_some_and(|body| self.facts.inside(body).contains(record))
        };
        let plain = self.base.iter().zip(STOPS);
        let plain = plain.filter(|(_, stop)| stop.actions.is_empty());
        let usual: BTreeSet<Operation> = plain.flat_map(|(seen, _)| seen.asked.clone()).collect();
        let may_differ = |stop: &usize| {
            let asked = &self.base[*stop].asked;
            let mut special = asked.difference(&usual).peekable();
            match special.peek() {
                Some(_) if !STOPS[*stop].is_general() => special.any(has),
                _ => asked.iter().any(has),
            }
        };
        (0..STOPS.len()).filter(may_differ).collect()
    }

    /// Whether other values in these fields are seen anywhere.
    pub fn is_seen(&self, stops: &[usize], fields: &[Field<'_>]) -> bool {
        let mut stops = stops.iter();
        stops.any(|stop| visit(&self.facts, *stop, &[], fields).shown != self.base[*stop].shown)
    }

    /// What is seen at a stop if fields have these values.
    pub fn text(&self, stop: usize, given: &[(&str, &str)]) -> String {
        visit(&self.facts, stop, given, &[]).text()
    }

    /// What a check finds in the records of the operations that the program calls, in order.
    pub fn of_records(&self, check: impl Fn(&str) -> Vec<String> + Sync) -> Vec<String> {
        let bodies = Operation::ALL.iter();
        let bodies = bodies.filter_map(|operation| self.facts.answers.get(operation.spec().id));
        let records: BTreeSet<String> = bodies.flat_map(|body| self.facts.inside(body)).collect();
        let records: Vec<String> = records.into_iter().collect();
        let next = AtomicUsize::new(0);
        let worker = || {
            let mut found = Vec::new();
            while let Some(record) = records.get(next.fetch_add(1, Ordering::Relaxed)) {
                found.extend(check(record));
            }
            found
        };
        let count = thread::available_parallelism().map_or(1, NonZero::get);
        let mut found: Vec<String> = thread::scope(|scope| {
            let threads: Vec<_> = (0..count).map(|_| scope.spawn(worker)).collect();
            let threads = threads.into_iter();
            threads.flat_map(|thread| thread.join().unwrap()).collect()
        });
        found.sort();
        found
    }
}
