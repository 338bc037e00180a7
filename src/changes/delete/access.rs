//! Taking access away: one question for keys, members, and those with whom a project is shared. What it
//! means is said by the list that each of them is in.

use super::{intent, word};
use crate::{
    store::target::Target,
    ui::{
        dialog::{
            Dialog,
            confirm::{Confirm, OnConfirm},
        },
        model::Model,
    },
};

/// What is asked before access is taken away: of a key, of a member, of somebody else.
#[derive(Debug)]
pub struct Asked {
    /// The question.
    pub title: String,
    /// What it means, line by line.
    pub lines: Vec<String>,
    /// The name must be typed.
    pub typed: bool,
    /// It is asked as loudly as for production.
    pub production: bool,
}

/// Asks whether access is taken away.
pub(crate) fn ask(model: &mut Model, target: &Target, asked: Asked) {
    let Some(intent) = intent(model, target) else {
        return;
    };
    let word = word(&intent.name, target);
    let then = OnConfirm::Send(Box::new(intent));
    let mut confirm = if asked.typed {
        Confirm::typed(asked.title, asked.lines, word, then)
    } else {
        Confirm::question(asked.title, asked.lines, then)
    };
    confirm.production = asked.production;
    model.dialogs.open(Dialog::Confirm(Box::new(confirm)));
}
