//! Whose letters and pins they are: a person's, whichever key they use. Until it is known who that is they are
//! those of the key.

use super::{MOST_PINS, Model, keep, missing};
use crate::{neon::Neon, reads::fetch, ui::answers};

/// Who has them, if that is known.
pub fn id(neon: &Neon) -> Option<String> {
    let who = neon.session.who.as_ref().map(|who| who.id.clone());
    who.or_else(|| Some(neon.store.user.known()?.id.to_string()))
}

/// Asks whose they are, unless that is known or was asked.
pub(crate) fn ask(neon: &mut Neon) {
    match id(neon) {
        Some(_) => {}
        None => fetch::user(neon),
    }
}

/// It may be known now whose they are: takes those that this person has kept with any key, with what was
/// changed here meanwhile.
pub fn known(model: &mut Model) {
    let Some(id) = id(&model.neon) else {
        return;
    };
    let mine = &mut model.browser.bookmarks;
    let theirs = mine.of_people.remove(&id);
    let unowned = std::mem::take(&mut mine.unowned);
    if theirs.is_none() && unowned.is_empty() {
        return;
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
    answers::rebuild(model);
    missing(model);
    keep(model);
}
