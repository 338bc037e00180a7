//! A dialog for one line of text: a point in time, a file name.

pub mod submit;

use super::Behavior;
use crate::{
    api::types::BranchId,
    key::Key,
    neon::{DialogId, Neon},
    store::target::Target,
    ui::{
        action::Scope,
        dialog::{Dialogs, stakes::Stakes},
        model::Model,
        settings::Settings,
        text_input::TextInput,
        upload,
    },
};

/// What happens with the line.
#[derive(Debug, Clone)]
pub enum OnSubmit {
    /// Compares a database with this branch as of the time entered.
    AsOf(Target, BranchId),
    /// Lists the user with this id among those of Neon Auth of a branch.
    AuthUser(Target),
    /// Downloads an object into the file of this name.
    Download {
        of: Target,
        /// Whether an existing file is replaced: the user has been warned.
        replaces: bool,
    },
    /// Stores the file of this name in a bucket or folder, or deploys it to a function or branch.
    Upload(Target),
    /// Sets the time entered as the expiry of all marked items.
    Expiry,
    /// Saves the text to the file of this name.
    File {
        text: String,
        /// The same as JSON, for a name that ends in `.json`.
        json: Option<String>,
        /// Whether an existing file is replaced: the user has been warned.
        replaces: bool,
    },
}

#[derive(Debug)]
pub struct Prompt {
    /// What is asked: "Compare storefront with production as of when?".
    pub title: String,
    /// The label in front of the line.
    pub label: &'static str,
    pub input: TextInput,
    /// The syntax and further hints, one paragraph each.
    pub notes: Vec<String>,
    /// How far the transfer is that it asked for, while one is under way.
    pub progress: Option<String>,
    /// Why the line was not accepted; cleared by the next key.
    pub refused: Option<String>,
    on_submit: OnSubmit,
}

/// How the name of a file is read, for the notes.
pub const FILE_NAMES: &str =
    "Relative to the folder that lazyneon was started in; ~/ is your home.";

impl Prompt {
    /// A question with an initial line.
    pub fn new(title: String, label: &'static str, line: String, on_submit: OnSubmit) -> Self {
        Self {
            title,
            label,
            input: TextInput::new(line),
            notes: Vec::new(),
            progress: None,
            refused: None,
            on_submit,
        }
    }

    fn changed(&mut self) {
        self.refused = None;
        self.replaces(false);
    }

    /// Sets whether an existing file is replaced.
    fn replaces(&mut self, new: bool) {
        if let OnSubmit::File { replaces, .. } | OnSubmit::Download { replaces, .. } =
            &mut self.on_submit
        {
            *replaces = new;
        }
    }
}

impl Behavior for Prompt {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Prompt, Scope::Always]
    }

    fn stakes(&self, _: &Settings, neon: &Neon) -> Stakes {
        match &self.on_submit {
            OnSubmit::AsOf(target, _) | OnSubmit::AuthUser(target) | OnSubmit::Upload(target) => {
                Stakes::of(neon, target)
            }
            OnSubmit::Expiry | OnSubmit::File { .. } | OnSubmit::Download { .. } => {
                Stakes::default()
            }
        }
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn type_key(model: &mut Model, key: Key) -> bool {
        let Some(prompt) = model.dialogs.top_as_mut::<Self>() else {
            return false;
        };
        let edited = prompt.input.edit(key);
        if edited {
            prompt.changed();
        }
        edited
    }

    /// Ends the transfer that it asked for, too.
    fn close(model: &mut Model) {
        let is_busy = model
            .dialogs
            .top_is(|prompt: &Self| prompt.progress.is_some());
        if let Some(id) = model.dialogs.top_id().filter(|_| is_busy) {
            upload::stopped(model, id);
        }
        model.dialogs.close_top();
    }

    fn paste(model: &mut Model, text: &str) -> bool {
        if let Some(prompt) = model.dialogs.top_as_mut::<Self>() {
            prompt.input.paste(text);
            prompt.changed();
        }
        true
    }
}

/// Shows why the line was not accepted.
pub fn refuse(dialogs: &mut Dialogs, id: DialogId, why: String) {
    if let Some(prompt) = dialogs.get_as_mut::<Prompt>(id) {
        prompt.refused = Some(why);
    }
}

/// Lets the next submission replace the existing file.
pub fn may_replace(dialogs: &mut Dialogs, id: DialogId) {
    if let Some(prompt) = dialogs.get_as_mut::<Prompt>(id) {
        prompt.replaces(true);
    }
}
