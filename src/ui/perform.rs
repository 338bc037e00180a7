//! Performing an action, or saying why not.

use crate::ui::{
    action::{Action, Availability},
    commands, dialog,
    model::Model,
    text::lower_first,
};

/// Performs the one action that is ready; else reports why the first applicable one is not.
pub(crate) fn perform(model: &mut Model, actions: &[Action]) {
    let ready: Vec<_> = actions
        .iter()
        .map(|action| (action.spec(), action.ready(model)))
        .collect();
    let mut can = ready
        .iter()
        .filter(|(_, ready)| *ready == Availability::Yes);
    let first = can.next();
    if can.next().is_some() && commands::bulk::count(model) > 0 {
        return dialog::menu::open::which(model, actions);
    }
    match first.or_else(|| {
        ready
            .iter()
            .find(|(_, ready)| *ready != Availability::Hidden)
    }) {
        Some((spec, _)) => spec.action.run(model),
        None => {
            if let Some((spec, _)) = ready.first() {
                let selected = model
                    .browser
                    .selected()
                    .filter(|_| model.dialogs.is_empty());
                let what = match selected {
                    Some(target) => format!("to {}", with_article(target.noun())),
                    None if model.dialogs.is_empty() => "here: there is no row".to_owned(),
                    None => "here".to_owned(),
                };
                let label = spec.label.trim_end_matches(" …").trim_end_matches(" with");
                let label = lower_first(label);
                if spec.begins_text() {
                    model.keyboard.lose_field(model.neon.now);
                }
                model.neon.say(format!("{label} does not apply {what}"))
            }
        }
    }
}

fn with_article(word: &str) -> String {
    match word.chars().next() {
        Some('A' | 'a' | 'e' | 'i' | 'o' | 'u') => format!("an {word}"),
        _ => format!("a {word}"),
    }
}
