//! Writes the connection into a file of variables: shows the file and what will change in it, and writes on Enter.
//!
//! The two URIs and the file are requested when the dialog opens; secrets are shown as stars. Nothing is written that
//! was not shown: a file that has changed in the meantime is read again.

use super::{Behavior, connect};
use crate::{
    api::{ApiError, ConnectionUri},
    connect::{
        env_file::{Change, Plan, plan},
        formats::{PAIR, Parts, Ssl},
    },
    key::Key,
    neon::{DialogId, Neon, Slot, Task, read},
    ui::{
        action::{Availability, Scope},
        dialog::{Dialogs, connect::Connect, stakes::Stakes},
        effect::{Effect, Outbox},
        local_job::{FoundFile, Git, LocalJob},
        model::Model,
        scroll::Scroll,
        settings::Settings,
        text_input::TextInput,
        uri::UriOf,
    },
};

/// The state of the dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnvState {
    /// The URIs or the file are loading.
    Asking,
    Ready,
    /// The change is being written.
    Writing,
    /// The change is impossible, for this reason.
    Refused(String),
}

#[derive(Debug)]
pub struct EnvFile {
    /// The connection to write.
    pub of: UriOf,
    ssl: Ssl,
    pooled: Option<ConnectionUri>,
    direct: Option<ConnectionUri>,
    /// The file name being typed.
    pub name: TextInput,
    /// The file that was last looked at.
    pub found: Option<FoundFile>,
    /// The planned change of that file.
    pub plan: Option<Plan>,
    pub state: EnvState,
    pub scroll: Scroll,
}

impl EnvFile {
    /// The changed lines.
    pub fn changes(&self) -> &[Change] {
        self.plan.as_ref().map_or(&[], |plan| &plan.changes)
    }

    /// Whether the typed name is that of the file whose change is shown.
    fn is_shown(&self) -> bool {
        let typed = self.name.value().trim();
        self.found.as_ref().is_some_and(|found| found.name == typed)
    }

    /// What to know before writing: a sentence, and whether it is a warning.
    pub fn note(&self) -> Option<(String, bool)> {
        let found = self.found.as_ref()?;
        let name = &found.name;
        let note = match (found.git, &found.text) {
            (Git::Tracks, _) => format!("git tracks {name}: the password would be committed"),
            (Git::WouldAdd, _) => {
                format!("git does not ignore {name}: it can be committed by mistake")
            }
            (_, None) => {
                return Some((
                    format!("{name} is new: only you may read it (mode 600)"),
                    false,
                ));
            }
            (Git::Absent | Git::Ignores, Some(_)) if found.shared => {
                format!("others can read {name} now; then only you can (mode 600)")
            }
            (Git::Absent | Git::Ignores, Some(_)) => return None,
        };
        Some((note, true))
    }

    /// The other variables of the file that keep naming another database.
    pub fn others(&self) -> Option<String> {
        let names = &self.plan.as_ref()?.others;
        let (first, rest) = names.split_first()?;
        Some(if rest.is_empty() {
            format!("{first} names another database and stays as it is")
        } else {
            format!(
                "{} name another database and stay as they are",
                names.join(", ")
            )
        })
    }

    /// Plans the change once everything is loaded.
    fn plan_if_loaded(&mut self) {
        let (Some(pooled), Some(direct), Some(found)) = (&self.pooled, &self.direct, &self.found)
        else {
            return;
        };
        let uri = |uri: &ConnectionUri| {
            let mut parts = Parts::read(uri.expose())?;
            if self.ssl != Ssl::default() {
                parts.set("sslmode", self.ssl.mode());
            }
            Some(parts.uri())
        };
        let (Some(pooled), Some(direct)) = (uri(pooled), uri(direct)) else {
            self.state =
                EnvState::Refused("Neon's response is not a readable connection URI".to_owned());
            return;
        };
        let [first, second] = PAIR;
        let old = found.text.as_ref().map(ConnectionUri::expose);
        match plan(old, &[(first, &pooled), (second, &direct)]) {
            Ok(plan) => {
                self.plan = Some(plan);
                self.state = EnvState::Ready;
            }
            Err(why) => self.state = EnvState::Refused(why),
        }
    }

    /// Looks at a file, and requests URIs that are still missing.
    #[must_use]
    fn look(&mut self, dialog: DialogId, name: Option<String>) -> Vec<Effect> {
        self.found = None;
        self.plan = None;
        self.state = EnvState::Asking;
        let mut effects = vec![Effect::LocalJob(LocalJob::Look { dialog, name })];
        let uris = [(true, &self.pooled), (false, &self.direct)];
        let missing = uris.into_iter().filter(|(_, uri)| uri.is_none());
        effects.extend(missing.map(|(pooled, _)| Effect::Task(self.task(dialog, pooled))));
        effects
    }

    /// Requests one of the two URIs.
    fn task(&self, dialog: DialogId, pooled: bool) -> Task {
        let of = UriOf {
            pooled,
            ..self.of.clone()
        };
        Task::ask(read::env_uri(dialog, pooled), of.request())
    }
}

impl Behavior for EnvFile {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::EnvFile, Scope::Always]
    }

    fn stakes(&self, _: &Settings, neon: &Neon) -> Stakes {
        Stakes::of(neon, &self.of.on())
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn scroll(&self) -> Option<&Scroll> {
        Some(&self.scroll)
    }

    fn type_key(model: &mut Model, key: Key) -> bool {
        let Some(dialog) = model.dialogs.top_as_mut::<Self>() else {
            return false;
        };
        let edited = dialog.name.edit(key);
        if edited {
            dialog.scroll.reset();
        }
        edited
    }

    fn paste(model: &mut Model, text: &str) -> bool {
        if let Some(dialog) = model.dialogs.top_as_mut::<Self>() {
            dialog.name.paste(text);
        }
        true
    }

    /// Closes the dialog without writing.
    fn close(model: &mut Model) {
        if let Some(id) = model.dialogs.top_id() {
            model.dialogs.close(id);
            for pooled in [true, false] {
                model.neon.cancel(Slot::EnvUri(id, pooled));
            }
        }
    }
}

/// Opens the dialog above the connect dialog, for the connection chosen there.
pub fn open(dialogs: &mut Dialogs, outbox: &mut Outbox, settings: &Settings, neon: &mut Neon) {
    let Some(connect) = dialogs.top_as::<Connect>() else {
        return;
    };
    let (ssl, of) = (connect.ssl, Connect::for_file(connect, settings, neon));
    let of = match of {
        Ok(of) => of,
        Err(why) => return neon.say(why),
    };
    let dialog = EnvFile {
        of,
        ssl,
        pooled: None,
        direct: None,
        name: TextInput::default(),
        found: None,
        plan: None,
        state: EnvState::Asking,
        scroll: Scroll::default(),
    };
    let id = dialogs.open(dialog);
    if let Some(dialog) = dialogs.get_as_mut::<EnvFile>(id) {
        let looks = dialog.look(id, None);
        outbox.extend(looks);
    }
}

pub fn uri_received(dialogs: &mut Dialogs, id: DialogId, pooled: bool, uri: ConnectionUri) {
    if let Some(dialog) = dialogs.get_as_mut::<EnvFile>(id) {
        let place = if pooled {
            &mut dialog.pooled
        } else {
            &mut dialog.direct
        };
        *place = Some(uri);
        dialog.plan_if_loaded();
    }
}

/// Handles a URI that could not be loaded.
pub fn uri_failed(dialogs: &mut Dialogs, id: DialogId, error: &ApiError) {
    if let Some(dialog) = dialogs.get_as_mut::<EnvFile>(id) {
        let role = dialog.of.role.to_string();
        dialog.state = EnvState::Refused(connect::fetch::sentence(Some(&role), error));
    }
}

pub fn looked(dialogs: &mut Dialogs, id: DialogId, found: Result<Box<FoundFile>, String>) {
    let Some(dialog) = dialogs.get_as_mut::<EnvFile>(id) else {
        return;
    };
    match found {
        Ok(found) => {
            if dialog.name.value().is_empty() {
                dialog.name = TextInput::new(found.name.clone());
            }
            dialog.found = Some(*found);
            dialog.plan_if_loaded();
        }
        Err(why) => dialog.state = EnvState::Refused(why),
    }
}

/// Handles the end of writing; on failure the dialog stays open and says why.
pub fn written(dialogs: &mut Dialogs, neon: &mut Neon, id: DialogId, name: Result<String, String>) {
    let Some(dialog) = dialogs.get_as_mut::<EnvFile>(id) else {
        match name {
            Ok(name) => neon.say_good(format!("wrote {name}")),
            Err(why) => neon.say_bad(why),
        }
        return;
    };
    match name {
        Ok(name) => {
            let of = dialog
                .of
                .label(neon, &format!("wrote {}", PAIR.join(" and ")));
            let of = of.replace(", pooled", "").replace(", direct", "");
            let others = dialog.others();
            dialogs.close(id);
            neon.say_good(format!("{of}, to {name}"));
            if let Some(others) = others {
                neon.say(format!("{name}: {others}"));
            }
        }
        Err(why) => {
            dialog.found = None;
            dialog.plan = None;
            dialog.state = EnvState::Refused(why);
        }
    }
}

/// Whether the file of the typed name must be looked at first.
pub fn can_look(dialogs: &Dialogs) -> Availability {
    match dialogs.top_as::<EnvFile>() {
        Some(dialog) if !dialog.is_shown() && dialog.state != EnvState::Writing => {
            Availability::Yes
        }
        _ => Availability::Hidden,
    }
}

/// Looks at the file of the typed name.
pub fn look(dialogs: &mut Dialogs, outbox: &mut Outbox) {
    let Some(id) = dialogs.top_id() else {
        return;
    };
    let Some(dialog) = dialogs.get_as_mut::<EnvFile>(id) else {
        return;
    };
    let name = dialog.name.value().trim().to_owned();
    let looks = dialog.look(id, (!name.is_empty()).then_some(name));
    outbox.extend(looks);
}

/// Whether the change shown can be written.
pub fn can_write(dialogs: &Dialogs) -> Availability {
    match dialogs.top_as::<EnvFile>() {
        Some(dialog) if !dialog.is_shown() => Availability::Hidden,
        Some(dialog) => match &dialog.state {
            EnvState::Ready if dialog.changes().is_empty() => {
                Availability::no("the file is up to date")
            }
            EnvState::Ready => Availability::Yes,
            EnvState::Asking => Availability::no("still loading"),
            EnvState::Writing => Availability::no("it is being written"),
            EnvState::Refused(why) => Availability::no(why.clone()),
        },
        None => Availability::Hidden,
    }
}

/// Writes the change shown.
pub fn write(dialogs: &mut Dialogs, outbox: &mut Outbox) {
    let Some(id) = dialogs.top_id() else {
        return;
    };
    let Some(dialog) = dialogs.get_as_mut::<EnvFile>(id) else {
        return;
    };
    let (Some(seen), Some(plan)) = (dialog.found.clone(), &dialog.plan) else {
        return;
    };
    let text = plan.text.clone();
    dialog.state = EnvState::Writing;
    outbox.push(Effect::LocalJob(LocalJob::Write {
        dialog: id,
        seen: Box::new(seen),
        text,
    }));
}
