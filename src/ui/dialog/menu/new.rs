//! The menu of what can be created: `n`, then a letter that is the same everywhere.

use crate::ui::{
    action::{ACTIONS, Action, Availability},
    dialog::menu::{
        Choice, Item,
        open::{item, show},
    },
    keymap::Keymap,
    model::Model,
};

/// The actions that create something, with their letters, in menu order: the same for all rows, so that `n b` needs to
/// be learned only once.
fn all() -> impl Iterator<Item = (Action, char)> {
    ACTIONS
        .iter()
        .filter_map(|spec| Some((spec.action, spec.new?)))
}

/// The keys that lead to an action through this menu; `None` if it is not in it.
pub(crate) fn keys_of(keymap: &Keymap, action: Action) -> Option<String> {
    let letter = action.spec().new?;
    let menu = keymap.name(Action::NewMenu);
    (!menu.is_empty()).then(|| format!("{menu} {letter}"))
}

/// Whether something can be created here.
pub fn new_ready(model: &Model) -> Availability {
    let all = all().map(|(action, _)| action.ready(model));
    let mentioned: Vec<Availability> = all.filter(|ready| *ready != Availability::Hidden).collect();
    match mentioned.as_slice() {
        [] => Availability::no(
            "nothing can be created here: select an organization, a project or a branch",
        ),
        [only] => only.clone(),
        _ => Availability::Yes,
    }
}

/// Lists what can be created in the selection; if that is only one kind, creates it.
pub fn new(model: &mut Model) {
    let items = all().filter_map(|(action, letter)| {
        Some(Item {
            letter,
            ..item(model, action)?
        })
    });
    let items: Vec<Item> = items.collect();
    if let [
        Item {
            choice: Choice::Do(action),
            ..
        },
    ] = items.as_slice()
    {
        return action.run(model);
    }
    let title = model.browser.selected().map_or_else(
        || "New".to_owned(),
        |target| format!("New in {}", model.neon.store.name(target)),
    );
    show(model, title, items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_things_have_the_same_letter() {
        let mut letters: Vec<char> = all().map(|(_, letter)| letter).collect();
        let count = letters.len();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), count);
    }
}
