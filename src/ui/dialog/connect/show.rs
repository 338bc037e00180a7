//! The text shown in the dialog.

use super::{Connect, ConnectLine, Part, StateLine, Status};
use crate::{
    api::{Password, secret::STARS, types::Endpoint},
    connect::formats::{FormatInput, Needs, Parts, Ssl, Text},
    kinds::{State, endpoint, size},
    neon::{Neon, key_names::NamedKey},
    ui::{action::Action, clipboard, keymap::Keymap, model::Model, settings::Settings, uri},
};

impl Connect {
    /// The lines on the left.
    pub fn lines(&self, settings: &Settings, neon: &Neon) -> Vec<ConnectLine> {
        Part::ALL
            .into_iter()
            .map(|part| {
                let (value, choices) = self.line(settings, neon, part);
                ConnectLine {
                    part,
                    value,
                    steps: choices > 1,
                }
            })
            .collect()
    }

    /// The value of a line, and the number of values to choose from.
    fn line(&self, settings: &Settings, neon: &Neon, part: Part) -> (String, usize) {
        let list = |name: Option<&str>, count: Option<usize>| match (name, count) {
            (_, None) => ("loading …".to_owned(), 0),
            (Some(name), Some(count)) => (name.to_owned(), count),
            (None, Some(count)) => ("none".to_owned(), count),
        };
        match part {
            Part::Branch => {
                let branch = self.branch.as_ref();
                let branch = branch.and_then(|id| neon.store.branch(&self.project, id));
                let count = self.branches(neon).count();
                list(
                    branch.map(|one| one.name.as_str()),
                    (count > 0).then_some(count),
                )
            }
            Part::Compute => {
                let inside = neon.store.inside(&self.project);
                let known = inside.is_some_and(|inside| inside.endpoints.known().is_some());
                let count = known.then(|| self.endpoints(neon).len());
                let compute = self.compute(neon);
                let name = compute.map(|one| format!("{} {}", endpoint::short_kind(one), one.id));
                list(name.as_deref(), count)
            }
            Part::Database => list(
                self.database.as_ref().map(|name| name.as_str()),
                self.databases(neon).map(<[_]>::len),
            ),
            Part::Role => list(
                self.role.as_ref().map(|name| name.as_str()),
                self.roles(neon).map(|roles| roles.len()),
            ),
            Part::Pooled => (self.pooled_words(settings, neon).to_owned(), 2),
            Part::Ssl => {
                let word = match self.ssl {
                    Ssl::LeftOut => "left out",
                    ssl => ssl.mode().unwrap_or_default(),
                };
                (word.to_owned(), Ssl::ALL.len())
            }
            Part::At => {
                let text = self.point_in_time.value();
                (if text.is_empty() { "now" } else { text }.to_owned(), 0)
            }
            Part::Format => {
                let format = self.chosen(settings);
                (
                    format.map_or_else(String::new, |format| format.name.to_string()),
                    settings.formats.len(),
                )
            }
        }
    }

    fn pooled_words(&self, settings: &Settings, neon: &Neon) -> &'static str {
        let format = self.chosen(settings);
        let both = format.is_some_and(|format| format.needs == Needs::Both);
        if !matches!(self.past(settings, neon), Ok(None)) {
            return "no, it is in the past";
        }
        if self.compute(neon).is_some_and(endpoint::is_foreign) {
            return "no pooler here";
        }
        match (both, self.pooled) {
            (true, _) => "both",
            (false, true) => "yes, -pooler",
            (false, false) => "no, direct",
        }
    }

    /// The chosen compute.
    pub fn compute<'a>(&self, neon: &'a Neon) -> Option<&'a Endpoint> {
        neon.store.endpoint(&self.project, self.endpoint.as_ref()?)
    }

    /// The lines below: the state of the compute, and errors.
    pub fn state_lines(&self, keymap: &Keymap, settings: &Settings, neon: &Neon) -> Vec<StateLine> {
        let plain = |text: String, bad| StateLine {
            state: None,
            text,
            bad,
        };
        let mut lines = Vec::new();
        if let Some(compute) = self.compute(neon) {
            lines.push(reachable(compute, neon));
            if endpoint::is_foreign(compute) && self.wanted.is_none() {
                let why = "not on Neon: the copy may name another database and role";
                lines.push(plain(why.to_owned(), false));
            }
        } else if let Some(branch) = &self.branch {
            let inside = neon.store.inside(&self.project);
            if inside.is_some_and(|inside| inside.endpoints.known().is_some()) {
                let branch = neon.store.branch(&self.project, branch);
                let name = branch.map_or("the branch", |branch| branch.name.as_str());
                lines.push(plain(uri::no_compute(neon, name, "Esc, then "), true));
            }
        }
        let full = neon.store.full(&self.project);
        if full.is_some_and(|full| !full.store_passwords) {
            lines.push(plain(
                "Neon keeps no passwords for this project".to_owned(),
                true,
            ));
        }
        match self.past(settings, neon) {
            Ok(None) => {}
            Ok(Some(past)) => lines.push(plain(past.words, false)),
            Err(why) => lines.push(plain(why, true)),
        }
        match &self.status {
            Status::Choosing => {
                let here = match &self.branch {
                    Some(branch) => {
                        crate::store::target::Target::Branch(self.project.clone(), branch.clone())
                    }
                    None => self.from.clone(),
                };
                lines.extend(clipboard::load_error(neon, &here).map(|why| plain(why, true)));
            }
            Status::Fetching { .. } => {
                lines.push(plain("asking Neon for the password …".to_owned(), false))
            }
            Status::Refused { why, no_password } => {
                lines.push(plain(why.clone(), true));
                if *no_password {
                    let key = keymap.name(Action::ConnectReset);
                    let text = format!("{key} resets it, which drops its connections");
                    lines.push(plain(text, false));
                }
            }
        }
        lines
    }

    /// The text in the chosen format with stars for the password, made of names without a request. Not shown while
    /// `revealed` is set.
    ///
    /// # Errors
    /// Why there is no such text.
    pub fn preview(&self, model: &Model) -> Text {
        let Model { settings, neon, .. } = model;
        let format = self.chosen(settings).ok_or("no format is chosen")?;
        let past = self.past(settings, neon)?.is_some();
        let both = format.needs == Needs::Both;
        let pooled = !past && (both || self.pooled);
        let first = self.masked(neon, pooled)?;
        let direct = match both {
            true => self.masked(neon, false)?,
            false => first.clone(),
        };
        let text = format.render(&self.given(settings, neon, first, direct)?)?;
        Ok(text.expose().to_owned())
    }

    /// The input for a text in the chosen format.
    pub(crate) fn given(
        &self,
        settings: &Settings,
        neon: &Neon,
        mut first: Parts,
        mut direct: Parts,
    ) -> Result<FormatInput, String> {
        let past = self.past(settings, neon)?;
        for parts in [&mut first, &mut direct] {
            if self.ssl != Ssl::default() {
                parts.set("sslmode", self.ssl.mode());
            }
            if let Some(past) = &past {
                let (Some(branch), Some(endpoint)) = (&self.branch, &self.endpoint) else {
                    return Err("no compute is chosen yet".to_owned());
                };
                past.turn(parts, branch, endpoint)?;
            }
        }
        let branch = self.branch.as_ref();
        let branch = branch.and_then(|id| neon.store.branch(&self.project, id));
        let compute = self.compute(neon);
        Ok(FormatInput {
            chosen: first.clone(),
            pooled: first,
            direct,
            project: self.project.to_string(),
            branch: branch.map_or_else(String::new, |branch| branch.name.to_string()),
            endpoint: compute.map_or_else(String::new, |compute| compute.id.to_string()),
            replica: compute.is_some_and(endpoint::is_replica),
            is_pooled: past.is_none() && self.pooled,
            at: past.map(|past| past.point),
        })
    }

    /// The masked parts of Neon's URI if it was fetched, else of the URI that is expected.
    fn masked(&self, neon: &Neon, pooled: bool) -> Result<Parts, String> {
        let compute = self.compute(neon).ok_or("no compute is chosen yet")?;
        let role = self.role.as_ref().ok_or("no role is chosen yet")?;
        let database = self.database.as_ref();
        let database = database.ok_or("no database is chosen yet")?;
        let password = Password::from(STARS.to_owned());
        if let Some(answer) = self.wanted.as_ref().and_then(|it| it.answer(pooled)) {
            return Ok(Parts { password, ..answer });
        }
        let pooled = pooled.then(|| endpoint::pooled_host(compute)).flatten();
        let host = pooled.unwrap_or_else(|| compute.host.to_string());
        let (host, port) = split_port(&host);
        let parameter = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Ok(Parts {
            host: host.to_owned(),
            port,
            user: role.to_string(),
            password,
            database: database.to_string(),
            parameters: vec![
                parameter("channel_binding", "require"),
                parameter("sslmode", "require"),
            ],
        })
    }
}

/// Splits a host and an optional port.
fn split_port(host: &str) -> (&str, Option<u16>) {
    let split = host.rsplit_once(':');
    match split.and_then(|(host, port)| Some((host, port.parse().ok()?))) {
        Some((host, port)) => (host, Some(port)),
        None => (host, None),
    }
}

/// What connecting means in the current state of the compute.
fn reachable(compute: &Endpoint, neon: &Neon) -> StateLine {
    let state = endpoint::state(compute);
    let min = size::cu(compute.autoscaling_limit_min_cu);
    let (text, bad) = match state {
        State::ACTIVE => ("active, connects immediately".to_owned(), false),
        State::IDLE => (format!("idle: connecting wakes it ({min} CU)"), false),
        State::BLOCKED => (
            format!(
                "blocked: nobody can connect; Esc, then {} unblocks",
                neon.keys.name(NamedKey::ComputeMenu)
            ),
            true,
        ),
        State::SUSPENDING => (
            format!("suspending: connecting wakes it again ({min} CU)"),
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
