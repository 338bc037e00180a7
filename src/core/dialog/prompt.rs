//! One line of text that something needs before it goes on: a moment, the name of a file.

use super::{Dialog, DialogId};
use crate::{
    api::types::BranchId,
    core::{compare, effect::Effect, model::Model, target::Target, typing},
    key::Key,
};
use tui_input::Input;

/// Who takes the line.
#[derive(Debug, Clone)]
pub enum Asks {
    /// A database is compared with this branch as of the moment that is typed.
    AsOf(Target, BranchId),
}

/// The dialog.
#[derive(Debug)]
pub struct Prompt {
    /// What is asked: "Compare storefront with production as of when?".
    pub title: String,
    /// What stands before the line.
    pub label: &'static str,
    /// The line.
    pub input: Input,
    /// How it is written, and what else is to be known; a paragraph each.
    pub notes: Vec<String>,
    /// Why the line was not taken; gone with the next key.
    pub refused: Option<String>,
    asks: Asks,
}

impl Prompt {
    /// A question with a line to begin with.
    pub fn new(title: String, label: &'static str, line: String, asks: Asks) -> Self {
        Self {
            title,
            label,
            input: Input::new(line),
            notes: Vec::new(),
            refused: None,
            asks,
        }
    }

    fn changed(&mut self) {
        self.refused = None;
    }
}

fn top(model: &mut Model) -> Option<(DialogId, &mut Prompt)> {
    let id = model.dialogs.top_id()?;
    match model.dialogs.get_mut(id) {
        Some(Dialog::Prompt(prompt)) => Some((id, prompt)),
        _ => None,
    }
}

/// Gives the line to who has asked for it.
pub fn accept(model: &mut Model) -> Vec<Effect> {
    let Some((id, prompt)) = top(model) else {
        return Vec::new();
    };
    let line = prompt.input.value().trim().to_owned();
    match prompt.asks.clone() {
        Asks::AsOf(target, base) => compare::as_of(model, id, target, base, &line),
    }
}

/// Says why the line was not taken.
pub fn refuse(model: &mut Model, id: DialogId, why: String) {
    if let Some(Dialog::Prompt(prompt)) = model.dialogs.get_mut(id) {
        prompt.refused = Some(why);
    }
}

/// Closes it; nothing happens.
pub fn close(model: &mut Model) -> Vec<Effect> {
    model.dialogs.close_top();
    Vec::new()
}

/// Keys edit the line.
pub(super) fn type_key(prompt: &mut Prompt, key: Key) -> Option<Vec<Effect>> {
    if !typing::edit(&mut prompt.input, key) {
        return None;
    }
    prompt.changed();
    Some(Vec::new())
}

/// Pasted text goes into the line.
pub(super) fn paste(prompt: &mut Prompt, text: &str) -> Vec<Effect> {
    typing::insert(&mut prompt.input, text);
    prompt.changed();
    Vec::new()
}
