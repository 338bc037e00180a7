//! All dialogs there are.

use super::{
    Behavior, Dialogs, behavior::Variant, confirm::Confirm, connect::Connect, env::EnvFile,
    form::Form, help::Help, menu::Menu, palette::Palette, prompt::Prompt, restore::Restore,
    sign_in::SignIn, viewer::Viewer,
};
use std::any::Any;

macro_rules! dialogs {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// An open dialog, as what it is.
        #[derive(Debug, Clone, Copy)]
        pub enum Dialog<'a> { $($(#[$doc])* $name(&'a $name)),* }

        impl<'a> Dialog<'a> {
            fn of(dialog: &'a dyn Behavior) -> Option<Self> {
                let dialog: &dyn Any = dialog;
                None$(.or_else(|| dialog.downcast_ref().map(Self::$name)))*
            }
        }

        $(impl Variant for $name {})*
    };
}

dialogs! {
    /// The keys that work here.
    Help,
    /// A question.
    Confirm,
    /// Settings to be changed.
    Form,
    /// A list to choose from.
    Menu,
    /// Every action and place, found by what is typed.
    Palette,
    /// Text to read: the request log, a connection string to select.
    Viewer,
    /// Connection strings.
    Connect,
    /// Ways to sign in, and the organizations.
    SignIn,
    /// Writing a connection into a file of variables.
    EnvFile,
    /// Restoring a branch.
    Restore,
    /// Entering a line of text.
    Prompt,
}

impl Dialogs {
    /// The topmost dialog, which is the one that is drawn.
    pub fn shown(&self) -> Option<Dialog<'_>> {
        self.top().and_then(Dialog::of)
    }
}
