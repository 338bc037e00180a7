//! The menu of what can be created: `n`, then a letter that is the same everywhere.

use crate::{
    store::target::Target,
    ui::{
        action::{ACTIONS, Action, Availability},
        browser::Browser,
        dialog::menu::{
            Choice, Item,
            open::{item, show},
        },
        keymap::Keymap,
        model::Model,
    },
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

/// Adds to the list on screen, if it is one of things that are added to it; elsewhere lists what can be created in the
/// selection, or creates it if that is only one kind.
pub fn new(model: &mut Model) {
    if let Some(action) = of_list(model) {
        return action.run(model);
    }
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
    let title = place(&model.browser).map_or_else(
        || "New".to_owned(),
        |place| format!("New in {}", model.neon.store.name(&place)),
    );
    show(model, title, items)
}

/// What adds to the list on screen.
fn of_list(model: &Model) -> Option<Action> {
    let list = model.browser.table.as_ref()?.list();
    let mut all = all().map(|(action, _)| action);
    all.find(|action| {
        let adds = action.adds_to().is_some_and(|spec| spec.list == list);
        adds && action.ready(model) == Availability::Yes
    })
}

/// Whether what can be created here belongs to the list on screen, or to its selected row: on other lists, such as the
/// logs, it is about what the list is in.
pub fn is_about_list(model: &Model) -> bool {
    let row = model.browser.selected();
    let table = model.browser.table.as_ref();
    table.is_none() || of_list(model).is_some() || row.is_some_and(holds)
}

/// Whether things can be created in a row.
const fn holds(row: &Target) -> bool {
    matches!(
        row,
        Target::Org(_) | Target::Project(_) | Target::Branch(..) | Target::Group(..)
    )
}

/// What the selected row is or is in: things that hold nothing stand for the list they are in.
fn place(browser: &Browser) -> Option<Target> {
    let row = browser.selected()?;
    let list = browser.table.as_ref().map(|table| &table.of);
    let above = || match (row.project(), row.branch()) {
        (Some(project), Some(branch)) => Target::Branch(project.clone(), branch.clone()),
        (Some(project), None) => Target::Project(project.clone()),
        (None, _) => row.clone(),
    };
    Some(match (holds(row), list) {
        (true, _) => row.clone(),
        (false, Some(Target::Account) | None) => above(),
        (false, Some(list)) => list.clone(),
    })
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
