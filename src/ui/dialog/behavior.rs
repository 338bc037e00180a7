//! What every dialog is asked; what a dialog does not say has a default.

use crate::{
    api::ApiError,
    key::Key,
    ui::{
        action::{Availability, Scope},
        model::Model,
        scroll::{Scroll, Step},
    },
};

/// A dialog. Its functions without `self` are called while it is on top of the stack.
pub trait Behavior {
    /// The scopes whose keys count while it is on top.
    fn scopes(&self) -> &'static [Scope];

    /// Whether the characters that are typed go into a text field, or mean nothing.
    fn takes_text(&self) -> bool {
        false
    }

    /// Whether a letter that is typed does something, and is not a part of a text.
    fn runs_letters(&self) -> bool {
        false
    }

    /// How far its text is scrolled, if it has one that may be longer than its place.
    fn scroll(&self) -> Option<&Scroll> {
        None
    }

    /// Whether there are fields to go to.
    fn has_fields(&self) -> bool {
        true
    }

    /// Whether it can be closed.
    fn can_close(&self) -> Availability {
        Availability::Yes
    }

    /// The request that it is about, as curl; else the newest one.
    fn curl(&self, model: &Model) -> Option<String> {
        let newest = model.neon.log.entries().front()?;
        Some(newest.curl(&model.neon.session.base_url))
    }

    /// The change that it has asked for is on its way.
    fn set_sending(&mut self) {}

    /// The change that it has asked for has not happened, and this is why: it keeps everything.
    fn set_refused(&mut self, _why: &str) {}

    /// Neon has refused the change that it has asked for. Answers whether it says so.
    fn refuse(&mut self, _error: &ApiError) -> bool {
        false
    }

    /// Offers a key to its text field, before the key map. Answers whether it has a use for it.
    fn type_key(_model: &mut Model, _key: Key) -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Gives pasted text to its text field. Answers whether there is one.
    fn paste(_model: &mut Model, _text: &str) -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Closes it, or goes one step back in it.
    fn close(model: &mut Model)
    where
        Self: Sized,
    {
        model.dialogs.close_top();
    }

    /// Moves the cursor of its list, or scrolls.
    fn go(model: &mut Model, step: Step)
    where
        Self: Sized,
    {
        if let Some(scroll) = model.dialogs.top().and_then(|dialog| dialog.scroll()) {
            scroll.read(step);
        }
    }

    /// Goes to the next field, or to the previous one.
    fn to_field(_model: &mut Model, _next: bool)
    where
        Self: Sized,
    {
    }

    /// Gives the field its next value, or the previous one.
    fn to_value(_model: &mut Model, _next: bool)
    where
        Self: Sized,
    {
    }
}

/// The functions of a dialog that need the whole model.
#[derive(Clone, Copy)]
pub(super) struct Handlers {
    pub type_key: fn(&mut Model, Key) -> bool,
    pub paste: fn(&mut Model, &str) -> bool,
    pub close: fn(&mut Model),
    pub go: fn(&mut Model, Step),
    pub to_field: fn(&mut Model, bool),
    pub to_value: fn(&mut Model, bool),
}

impl Handlers {
    pub(super) const fn of<T: Behavior>() -> Self {
        Self {
            type_key: T::type_key,
            paste: T::paste,
            close: T::close,
            go: T::go,
            to_field: T::to_field,
            to_value: T::to_value,
        }
    }
}
