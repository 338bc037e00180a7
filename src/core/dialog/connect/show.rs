//! What the dialog says.

use super::{Connect, Line, Part, StateLine, Status};
use crate::{
    api::{secret::STARS, types::Endpoint},
    core::{
        copying,
        formats::{FORMATS, Needs, Uris},
        model::Model,
    },
    resource::{State, endpoint, size},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'_')
    .remove(b'-')
    .remove(b'.')
    .remove(b'~');

impl Connect {
    /// The lines on the left.
    pub fn lines(&self, model: &Model) -> Vec<Line> {
        Part::ALL
            .into_iter()
            .map(|part| {
                let (value, choices) = self.line(model, part);
                Line {
                    part,
                    value,
                    steps: choices > 1,
                }
            })
            .collect()
    }

    /// The value of a line, and how many there are to choose from.
    fn line(&self, model: &Model, part: Part) -> (String, usize) {
        let list = |name: Option<&str>, count: Option<usize>| match (name, count) {
            (_, None) => ("loading …".to_owned(), 0),
            (Some(name), Some(count)) => (name.to_owned(), count),
            (None, Some(count)) => ("none".to_owned(), count),
        };
        match part {
            Part::Branch => {
                let branch = self.branch.as_ref();
                let branch = branch.and_then(|id| model.store.branch(&self.project, id));
                let count = self.branches(model).count();
                list(
                    branch.map(|one| one.name.as_str()),
                    (count > 0).then_some(count),
                )
            }
            Part::Compute => {
                let inside = model.store.inside(&self.project);
                let known = inside.is_some_and(|inside| inside.endpoints.known().is_some());
                let count = known.then(|| self.endpoints(model).len());
                let compute = self.compute(model);
                let name = compute.map(|one| format!("{} {}", endpoint::short_kind(one), one.id));
                list(name.as_deref(), count)
            }
            Part::Database => list(
                self.database.as_ref().map(|name| name.as_str()),
                self.databases(model).map(<[_]>::len),
            ),
            Part::Role => list(
                self.role.as_ref().map(|name| name.as_str()),
                self.roles(model).map(|roles| roles.len()),
            ),
            Part::Pooled => {
                let both = self
                    .chosen()
                    .is_some_and(|format| format.needs == Needs::Both);
                let text = match (both, self.pooled) {
                    (true, _) => "both",
                    (false, true) => "yes, transaction mode",
                    (false, false) => "no, direct",
                };
                (text.to_owned(), 2)
            }
            Part::Format => {
                let format = self.chosen();
                (
                    format.map_or_else(String::new, |f| f.name.to_owned()),
                    FORMATS.len(),
                )
            }
        }
    }

    /// The chosen compute.
    pub fn compute<'a>(&self, model: &'a Model) -> Option<&'a Endpoint> {
        model.store.endpoint(&self.project, self.endpoint.as_ref()?)
    }

    /// What is said below the lines: the state of the compute, and what went wrong.
    pub fn state_lines(&self, model: &Model) -> Vec<StateLine> {
        let plain = |text: String, bad| StateLine {
            state: None,
            text,
            bad,
        };
        let mut lines = Vec::new();
        if let Some(compute) = self.compute(model) {
            lines.push(reachable(compute));
        } else if let Some(branch) = &self.branch {
            let inside = model.store.inside(&self.project);
            if inside.is_some_and(|inside| inside.endpoints.known().is_some()) {
                let branch = model.store.branch(&self.project, branch);
                let name = branch.map_or("the branch", |branch| branch.name.as_str());
                lines.push(plain(
                    format!("{name} has no compute, so nobody can connect to it"),
                    true,
                ));
            }
        }
        let full = model.store.full(&self.project);
        if full.is_some_and(|full| !full.store_passwords) {
            lines.push(plain(
                "Neon keeps no passwords for this project".to_owned(),
                true,
            ));
        }
        match &self.status {
            Status::Choosing => {
                let here = match &self.branch {
                    Some(branch) => {
                        crate::core::Target::Branch(self.project.clone(), branch.clone())
                    }
                    None => self.from.clone(),
                };
                lines.extend(copying::load_error(model, &here).map(|why| plain(why, true)));
            }
            Status::Fetching { .. } => {
                lines.push(plain("asking Neon for the password …".to_owned(), false))
            }
            Status::Refused(why) => lines.push(plain(why.clone(), true)),
        }
        lines
    }

    /// The text in the chosen format with stars for the password: made of names, nothing is fetched
    /// for it. While `revealed` is set that is to be shown in its place.
    pub fn preview(&self, model: &Model) -> String {
        let Some(format) = self.chosen() else {
            return String::new();
        };
        let pooled = self.masked(model, true);
        let direct = self.masked(model, false);
        let both = format.needs == Needs::Both;
        (format.write)(&Uris {
            first: if both || self.pooled {
                &pooled
            } else {
                &direct
            },
            direct: &direct,
        })
    }

    fn masked(&self, model: &Model, pooled: bool) -> String {
        let compute = self.compute(model);
        let host = compute.map_or_else(
            || "…".to_owned(),
            |compute| match pooled {
                true => endpoint::pooled_host(compute),
                false => compute.host.to_string(),
            },
        );
        let name = |name: Option<&str>| {
            name.map_or_else(
                || "…".to_owned(),
                |name| utf8_percent_encode(name, ENCODED).to_string(),
            )
        };
        let role = name(self.role.as_ref().map(|name| name.as_str()));
        let database = name(self.database.as_ref().map(|name| name.as_str()));
        format!(
            "postgresql://{role}:{STARS}@{host}/{database}?channel_binding=require&sslmode=require"
        )
    }
}

/// What connecting means for the compute.
fn reachable(compute: &Endpoint) -> StateLine {
    let state = endpoint::state(compute);
    let min = size::cu(compute.autoscaling_limit_min_cu);
    let (text, bad) = match state {
        State::ACTIVE => ("active, connects at once".to_owned(), false),
        State::IDLE => (format!("idle: connecting wakes it ({min} CU)"), false),
        State::BLOCKED => (
            "connections are blocked until they are allowed again".to_owned(),
            true,
        ),
        State::SUSPENDING => (
            format!("stopping: connecting wakes it again ({min} CU)"),
            false,
        ),
        other => (
            format!("{}: connects as soon as it is active", other.word),
            false,
        ),
    };
    StateLine {
        state: Some(state),
        text,
        bad,
    }
}
