//! The rows of the table: what users can do, in the order of the help.
//!
//! The first half of a row describes the action; its second half names the functions that do it. `action` reads the
//! first halves, `action::handlers` the second ones.
//!
//! By default an action is available on the main screen, has no key, changes nothing at Neon, wakes no compute, asks
//! nothing, is about the view and is not mentioned in the footer. Actions that dialogs share have several scopes. For each, the
//! configuration has a separate name, and there may be other keys and another word for the footer.
//!
//! A list is opened by a row with `opens`, and its kind's form for something new by one with `adds_to`.
//!
//! In parentheses after a function are the parts of the model that it takes; without them it takes the whole model.

pub(super) mod dialogs;
pub(super) mod lists;
pub(super) mod masking;
pub(super) mod platform;
pub(super) mod rows;
pub(super) mod screen;
pub(super) mod services;

/// Gives all rows to a macro: those of each file are added to those before them.
macro_rules! actions {
    ($read:ident) => {
        crate::ui::action::table::rows::rows! { $read }
    };
}
pub(super) use actions;
