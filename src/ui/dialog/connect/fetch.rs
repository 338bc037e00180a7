//! Fetching the text, to copy it or to show it for a while.

use super::{
    Connect, ConnectTarget, Status,
    choices::{any, any_mut},
};
use crate::{
    api::{ApiError, ConnectionUri},
    connect::formats::{Format, Needs, Parts},
    neon::{Neon, Slot, read},
    ui::{
        clipboard,
        dialog::Dialogs,
        effect::{CopyText, Effect, Outbox},
        model::Model,
        persistence,
        settings::Settings,
        uri::{self, UriOf},
    },
};
use std::time::Duration;

/// How long a secret is shown.
pub const SHOWN: Duration = Duration::from_secs(10);

impl Connect {
    /// The chosen connection, or what is missing.
    pub fn of(&self, settings: &Settings, neon: &Neon) -> Result<UriOf, String> {
        let branch = self.branch.as_ref();
        let branch = branch.and_then(|id| neon.store.branch(&self.project, id));
        let Some(branch) = branch else {
            return Err("the branches are not loaded yet".to_owned());
        };
        let name = &branch.name;
        let endpoint = self.endpoint.clone();
        let endpoint = endpoint.ok_or_else(|| uri::no_compute(neon, name, "Esc, then "))?;
        let lacks = |what: &str, known: bool| match known {
            true => format!("{name} has no {what}"),
            false => format!("the {what}s of {name} are not loaded yet"),
        };
        let known = self.databases(neon).is_some();
        let database = self.database.clone().filter(|_| known);
        let database = database.ok_or_else(|| lacks("database", known))?;
        let known = self.roles(neon).is_some();
        let role = self.role.clone().filter(|_| known);
        let role = role.ok_or_else(|| lacks("role", known))?;
        let past = self.past(settings, neon)?;
        let both = self
            .chosen(settings)
            .is_some_and(|format| format.needs == Needs::Both);
        Ok(UriOf {
            project: self.project.clone(),
            branch: branch.id.clone(),
            branch_name: name.to_string(),
            endpoint,
            database,
            role,
            pooled: past.is_none() && (both || self.pooled),
            past,
        })
    }
}

impl Connect {
    /// The connection to write into a file, always of the current state.
    ///
    /// # Errors
    /// What is missing.
    pub(crate) fn for_file(&self, settings: &Settings, neon: &Neon) -> Result<UriOf, String> {
        if self.past(settings, neon)?.is_some() {
            return Err(
                "a file is for the current state: clear the point in time first".to_owned(),
            );
        }
        self.of(settings, neon)
    }
}

impl ConnectTarget {
    /// The text, once everything has arrived, or why there is none.
    fn text(
        &self,
        connect: &Connect,
        settings: &Settings,
        neon: &Neon,
    ) -> Option<Result<ConnectionUri, String>> {
        let first = self.first.as_ref()?;
        let direct = match self.format.needs {
            Needs::Chosen | Needs::Names => first,
            Needs::Both if !self.of.pooled => first,
            Needs::Both => self.direct.as_ref()?,
        };
        let read = |uri: &ConnectionUri| {
            Parts::read(uri.expose())
                .ok_or_else(|| "Neon's response is not a readable connection URI".to_owned())
        };
        let text = read(first)
            .and_then(|first| connect.given(settings, neon, first, read(direct)?))
            .and_then(|given| self.format.render(&given));
        Some(text)
    }

    /// Neon's answer for the pooled or the direct connection.
    pub(crate) fn answer(&self, pooled: bool) -> Option<Parts> {
        let uri = match pooled == self.of.pooled {
            true => self.first.as_ref(),
            false => self.direct.as_ref(),
        };
        Parts::read(uri?.expose())
    }

    /// The description of what was copied, for a notice.
    fn label(&self, neon: &Neon) -> String {
        match self.format.needs {
            Needs::Chosen | Needs::Names => self.of.label(neon, &self.format.name),
            Needs::Both => self
                .of
                .label(neon, &self.format.name)
                .replace(", pooled", ", pooled and direct"),
        }
    }
}

fn ask(model: &mut Model, reveal: bool) {
    let Some(connect) = model.dialogs.top_as_mut::<Connect>() else {
        return;
    };
    connect.revealed = None;
    let chosen = any(&model.dialogs).map(|connect| {
        let format = connect.chosen(&model.settings).cloned();
        (connect.of(&model.settings, &model.neon), format)
    });
    let (of, format) = match chosen {
        Some((Ok(of), Some(format))) => (of, format),
        Some((Err(why), _)) => return model.neon.say(why),
        _ => return,
    };
    if format.needs == Needs::Names {
        return names(model, &of, &format, reveal);
    }

    model.clipboard.forget_uri();
    model.neon.ask(read::uri(), of.request());
    if format.needs == Needs::Both && of.pooled {
        let direct = UriOf {
            pooled: false,
            ..of.clone()
        };
        model.neon.ask(read::direct_uri(), direct.request());
    }
    if let Some(connect) = model.dialogs.top_as_mut::<Connect>() {
        connect.status = Status::Fetching { reveal };
        connect.wanted = Some(ConnectTarget {
            of,
            format,
            first: None,
            direct: None,
        });
    }
}

/// Copies a text that needs only names and no request.
fn names(model: &mut Model, of: &UriOf, format: &Format, reveal: bool) {
    if reveal {
        return model.neon.say("nothing is hidden in this text");
    }
    let text = any(&model.dialogs).map(|connect| connect.preview(model));
    match text {
        Some(Ok(text)) => model.outbox.push(Effect::Copy {
            text: CopyText::Plain(text),
            label: of.label(&model.neon, &format.name),
        }),
        Some(Err(why)) => model.neon.say(why),
        None => {}
    }
}

/// Fetches the text and copies it; a text that is already shown is copied as it is.
pub fn copy(model: &mut Model) {
    let Some(connect) = model.dialogs.top_as_mut::<Connect>() else {
        return;
    };
    if matches!(connect.status, Status::Fetching { reveal: false }) {
        return;
    }
    match (
        connect.revealed.clone(),
        connect.wanted.as_ref().map(|of| of.label(&model.neon)),
    ) {
        (Some((text, _)), Some(label)) => put_on_clipboard(&mut model.outbox, text, label),
        _ => ask(model, false),
    }
}

/// Shows the text with its password for a while, or hides it again.
pub fn reveal(model: &mut Model) {
    match model.dialogs.top_as_mut::<Connect>() {
        Some(connect) if connect.revealed.is_some() => {
            connect.revealed = None;
            model.neon.cancel(Slot::Reveal);
        }
        Some(connect) if matches!(connect.status, Status::Fetching { .. }) => {}
        _ => ask(model, true),
    }
}

/// Copies the text. The dialog stays open for another one: an answer closes nothing.
fn put_on_clipboard(outbox: &mut Outbox, text: ConnectionUri, label: String) {
    outbox.push(Effect::Copy {
        text: CopyText::Secret(text),
        label,
    });
}

/// Finishes once the last piece has arrived.
fn arrived(dialogs: &mut Dialogs, outbox: &mut Outbox, settings: &Settings, neon: &mut Neon) {
    let now = neon.now;
    let Some(connect) = any(dialogs) else {
        return;
    };
    let Status::Fetching { reveal } = connect.status else {
        return;
    };
    let Some(wanted) = &connect.wanted else {
        return;
    };
    let Some(text) = wanted.text(connect, settings, neon) else {
        return;
    };
    let label = wanted.label(neon);
    let of = wanted.of.clone();
    let Some(connect) = any_mut(dialogs) else {
        return;
    };
    let text = match text {
        Ok(text) => text,
        Err(why) => {
            connect.wanted = None;
            connect.status = Status::Refused {
                why,
                no_password: false,
            };
            return;
        }
    };
    persistence::remember_connection(neon, &of);
    connect.status = Status::Choosing;
    if !reveal {
        return put_on_clipboard(outbox, text, label);
    }
    connect.revealed = Some((text, now + SHOWN));
    neon.after(Slot::Reveal, SHOWN);
}

pub fn uri_received(model: &mut Model, uri: ConnectionUri) {
    let Model {
        dialogs,
        clipboard,
        outbox,
        settings,
        neon,
        ..
    } = model;
    match any_mut(dialogs).and_then(|connect| connect.wanted.as_mut()) {
        Some(wanted) if wanted.first.is_none() => {
            wanted.first = Some(uri);
            arrived(dialogs, outbox, settings, neon)
        }
        _ => clipboard::uri_received(clipboard, outbox, neon, uri),
    }
}

/// Takes the direct URI of a pair.
pub fn direct_received(
    dialogs: &mut Dialogs,
    outbox: &mut Outbox,
    settings: &Settings,
    neon: &mut Neon,
    uri: ConnectionUri,
) {
    if let Some(wanted) = any_mut(dialogs).and_then(|connect| connect.wanted.as_mut()) {
        wanted.direct = Some(uri);
    }
    arrived(dialogs, outbox, settings, neon)
}

/// Handles a failed request, also one without a dialog: the dialog stays open and says why.
pub fn uri_failed(model: &mut Model, error: &ApiError) {
    let of = model.clipboard.uri_for.clone();
    model.clipboard.forget_uri();
    let neon = &mut model.neon;
    let waits = any_mut(&mut model.dialogs).filter(|connect| connect.wanted.is_some());
    if let Some(connect) = waits {
        let role = connect
            .wanted
            .take()
            .map(|wanted| wanted.of.role.to_string());
        connect.status = Status::Refused {
            why: sentence(role.as_deref(), error),
            no_password: error.status() == Some(412),
        };
        neon.cancel(Slot::Uri);
        neon.cancel(Slot::UriDirect);
        return;
    }
    let text = sentence(of.as_ref().map(|of| of.role.as_str()), error);
    neon.say_bad(text)
}

/// Why there is no URI; 412 means that Neon does not store the password.
pub(crate) fn sentence(role: Option<&str>, error: &ApiError) -> String {
    if error.status() == Some(412) {
        let role = role.unwrap_or("this role");
        format!("password not stored for {role}: Neon cannot show it")
    } else {
        error.sentence()
    }
}

/// Hides the secret again.
pub fn hide(dialogs: &mut Dialogs) {
    if let Some(connect) = any_mut(dialogs) {
        connect.revealed = None;
    }
}

/// Closes the dialog without copying, and drops pending requests.
pub fn close(dialogs: &mut Dialogs, neon: &mut Neon) {
    let asked = dialogs
        .top_as_mut::<Connect>()
        .is_some_and(|connect| connect.wanted.is_some());
    dialogs.close_top();
    neon.cancel(Slot::Reveal);
    if asked {
        neon.cancel(Slot::Uri);
        neon.cancel(Slot::UriDirect);
    }
}
