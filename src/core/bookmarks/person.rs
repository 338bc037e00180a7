//! Whose letters and pins they are: a person's, whichever key they use. Until it is known who that is they are
//! those of the key.

use super::{Effect, MOST_PINS, Model, answer, keep, missing};
use crate::core::fetch;

/// Who has them, if that is known.
pub fn id(model: &Model) -> Option<String> {
    let who = model.session.who.as_ref().map(|who| who.id.clone());
    who.or_else(|| Some(model.store.user.known()?.id.to_string()))
}

/// Asks whose they are, unless that is known or was asked.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    match id(model) {
        Some(_) => Vec::new(),
        None => fetch::user(model),
    }
}

/// It may be known now whose they are: takes those that this person has kept with any key, with what was
/// changed here meanwhile.
pub fn known(model: &mut Model) -> Vec<Effect> {
    let Some(id) = id(model) else {
        return Vec::new();
    };
    let mine = &mut model.bookmarks;
    let theirs = mine.of_people.remove(&id);
    let unowned = std::mem::take(&mut mine.unowned);
    if theirs.is_none() && unowned.is_empty() {
        return Vec::new();
    }
    if let Some(theirs) = theirs {
        (mine.letters, mine.pins) = (theirs.letters, theirs.pins);
        mine.pins.truncate(MOST_PINS);
    }
    for (_, edit) in mine.edits.clone() {
        mine.apply(&edit);
    }
    for edit in unowned {
        let newer = mine.edits.iter();
        if !newer
            .map(|(_, newer)| newer)
            .any(|newer| newer.is_about_the_same(&edit))
        {
            mine.edit(edit);
        }
    }
    answer::rebuild(model);
    let mut effects = missing(model);
    effects.extend(keep(model));
    effects
}
