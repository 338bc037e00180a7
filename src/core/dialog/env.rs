//! Writing the connection into a file of variables: which file, what will change in it, then Enter.
//!
//! The two URIs and the file are asked for when the dialog opens; what is shown of them has stars for
//! every secret. Nothing is written that was not shown: a file that has changed meanwhile is read again.

use super::{Connect, Dialog, DialogId, Scrolled, connect};
use crate::{
    api::{ApiError, ConnectionUri},
    core::{
        action::Ready,
        chore::{Chore, Found, Git},
        effect::{Effect, Slot},
        env_file::{Change, Plan, plan},
        formats::{PAIR, Parts, Ssl},
        model::Model,
        typing::TextInput,
        uri::UriOf,
    },
    key::Key,
};

/// What is going on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The URIs or the file are on their way.
    Asking,
    /// The change is shown.
    Ready,
    /// It is being written.
    Writing,
    /// It cannot be done, and this is why.
    Refused(String),
}

/// The dialog.
#[derive(Debug)]
pub struct EnvFile {
    /// Whose connection it is.
    pub of: UriOf,
    ssl: Ssl,
    pooled: Option<ConnectionUri>,
    direct: Option<ConnectionUri>,
    /// The name of the file as it is typed.
    pub name: TextInput,
    /// The file that was looked at last.
    pub found: Option<Found>,
    /// The change of it.
    pub plan: Option<Plan>,
    /// What is going on.
    pub state: State,
    /// How far the difference is scrolled.
    pub scrolled: Scrolled,
}

impl EnvFile {
    /// The lines of the difference.
    pub fn changes(&self) -> &[Change] {
        self.plan.as_ref().map_or(&[], |plan| &plan.changes)
    }

    /// Whether the name that is typed is the one whose change is shown.
    fn is_shown(&self) -> bool {
        let typed = self.name.value().trim();
        self.found.as_ref().is_some_and(|found| found.name == typed)
    }

    /// What is to be known before it is written: the sentence, and whether it is a warning.
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
                format!("others can read {name} now; afterwards only you (mode 600)")
            }
            (Git::Absent | Git::Ignores, Some(_)) => return None,
        };
        Some((note, true))
    }

    /// Which other variables of the file keep naming another database.
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

    /// Makes the plan once everything is there.
    fn ready(&mut self) {
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
                State::Refused("Neon's answer is no connection URI that can be read".to_owned());
            return;
        };
        let [first, second] = PAIR;
        let old = found.text.as_ref().map(ConnectionUri::expose);
        match plan(old, &[(first, &pooled), (second, &direct)]) {
            Ok(plan) => {
                self.plan = Some(plan);
                self.state = State::Ready;
            }
            Err(why) => self.state = State::Refused(why),
        }
    }

    /// Looks at a file, and asks again for what could not be had before.
    fn look(&mut self, dialog: DialogId, name: Option<String>) -> Vec<Effect> {
        self.found = None;
        self.plan = None;
        self.state = State::Asking;
        let mut effects = vec![Effect::Chore(Chore::Look { dialog, name })];
        let uris = [(true, &self.pooled), (false, &self.direct)];
        let missing = uris.into_iter().filter(|(_, uri)| uri.is_none());
        effects.extend(missing.map(|(pooled, _)| self.ask(dialog, pooled)));
        effects
    }

    /// Asks for one of the two URIs.
    fn ask(&self, dialog: DialogId, pooled: bool) -> Effect {
        let of = UriOf {
            pooled,
            ..self.of.clone()
        };
        Effect::ask(Slot::EnvUri(dialog, pooled), of.request())
    }
}

/// Opens the dialog above the connect dialog, for what is chosen there.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let Some(Dialog::Connect(connect)) = model.dialogs.top() else {
        return Vec::new();
    };
    let (ssl, of) = (connect.ssl, Connect::for_file(connect, model));
    let of = match of {
        Ok(of) => of,
        Err(why) => return model.say(why),
    };
    let dialog = EnvFile {
        of,
        ssl,
        pooled: None,
        direct: None,
        name: TextInput::default(),
        found: None,
        plan: None,
        state: State::Asking,
        scrolled: Scrolled::default(),
    };
    let id = model.dialogs.open(Dialog::EnvFile(Box::new(dialog)));
    get(model, id).map_or_else(Vec::new, |dialog| dialog.look(id, None))
}

fn get(model: &mut Model, id: DialogId) -> Option<&mut EnvFile> {
    match model.dialogs.get_mut(id) {
        Some(Dialog::EnvFile(dialog)) => Some(dialog),
        _ => None,
    }
}

fn top(model: &Model) -> Option<&EnvFile> {
    match model.dialogs.top() {
        Some(Dialog::EnvFile(dialog)) => Some(dialog),
        _ => None,
    }
}

/// A URI came.
pub fn uri_came(model: &mut Model, id: DialogId, pooled: bool, uri: ConnectionUri) {
    if let Some(dialog) = get(model, id) {
        let place = if pooled {
            &mut dialog.pooled
        } else {
            &mut dialog.direct
        };
        *place = Some(uri);
        dialog.ready();
    }
}

/// A URI could not be had.
pub fn uri_failed(model: &mut Model, id: DialogId, error: &ApiError) {
    if let Some(dialog) = get(model, id) {
        let role = dialog.of.role.to_string();
        dialog.state = State::Refused(connect::sentence(Some(&role), error));
    }
}

/// The file was looked at.
pub fn looked(model: &mut Model, id: DialogId, found: Result<Box<Found>, String>) {
    let Some(dialog) = get(model, id) else {
        return;
    };
    match found {
        Ok(found) => {
            if dialog.name.value().is_empty() {
                dialog.name = TextInput::new(found.name.clone());
            }
            dialog.found = Some(*found);
            dialog.ready();
        }
        Err(why) => dialog.state = State::Refused(why),
    }
}

/// The file was written, or was not: then the dialog stays and says why.
pub fn written(model: &mut Model, id: DialogId, name: Result<String, String>) -> Vec<Effect> {
    let Some(dialog) = get(model, id) else {
        return match name {
            Ok(name) => model.say_good(format!("wrote {name}")),
            Err(why) => model.say_bad(why),
        };
    };
    match name {
        Ok(name) => {
            let of = dialog.of.label(&format!("wrote {}", PAIR.join(" and ")));
            let of = of.replace(", pooled", "").replace(", direct", "");
            let others = dialog.others();
            model.dialogs.close(id);
            let mut effects = model.say_good(format!("{of}, to {name}"));
            if let Some(others) = others {
                effects.extend(model.say(format!("{name}: {others}")));
            }
            effects
        }
        Err(why) => {
            dialog.found = None;
            dialog.plan = None;
            dialog.state = State::Refused(why);
            Vec::new()
        }
    }
}

/// Whether the file of the typed name has to be looked at first.
pub fn can_look(model: &Model) -> Ready {
    match top(model) {
        Some(dialog) if !dialog.is_shown() && dialog.state != State::Writing => Ready::Yes,
        _ => Ready::Hidden,
    }
}

/// Looks at the file of the typed name.
pub fn look(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.dialogs.top_id() else {
        return Vec::new();
    };
    let Some(dialog) = get(model, id) else {
        return Vec::new();
    };
    let name = dialog.name.value().trim().to_owned();
    dialog.look(id, (!name.is_empty()).then_some(name))
}

/// Whether the change that is shown can be written.
pub fn can_write(model: &Model) -> Ready {
    match top(model) {
        Some(dialog) if !dialog.is_shown() => Ready::Hidden,
        Some(dialog) => match &dialog.state {
            State::Ready if dialog.changes().is_empty() => Ready::no("the file says so already"),
            State::Ready => Ready::Yes,
            State::Asking => Ready::no("still loading"),
            State::Writing => Ready::no("it is being written"),
            State::Refused(why) => Ready::no(why.clone()),
        },
        None => Ready::Hidden,
    }
}

/// Writes the change that is shown.
pub fn write(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.dialogs.top_id() else {
        return Vec::new();
    };
    let Some(dialog) = get(model, id) else {
        return Vec::new();
    };
    let (Some(seen), Some(plan)) = (dialog.found.clone(), &dialog.plan) else {
        return Vec::new();
    };
    let text = plan.text.clone();
    dialog.state = State::Writing;
    vec![Effect::Chore(Chore::Write {
        dialog: id,
        seen: Box::new(seen),
        text,
    })]
}

/// Closes and writes nothing.
pub fn close(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.dialogs.top_id() else {
        return Vec::new();
    };
    model.dialogs.close(id);
    [true, false]
        .map(|pooled| Effect::Cancel(Slot::EnvUri(id, pooled)))
        .into()
}

/// The name of the file is a line of text.
pub(super) fn type_key(dialog: &mut EnvFile, key: Key) -> Option<Vec<Effect>> {
    dialog.name.edit(key).then(|| {
        dialog.scrolled.reset();
        Vec::new()
    })
}

/// Pasted text goes into the name.
pub(super) fn paste(dialog: &mut EnvFile, text: &str) -> Vec<Effect> {
    dialog.name.paste(text);
    Vec::new()
}
