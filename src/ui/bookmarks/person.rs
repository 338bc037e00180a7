//! The owner of bookmarks: a person, whichever key they use. Until the person is known, bookmarks belong to the
//! key.

use super::{MOST_PINS, commands::missing};
use crate::{
    changes::Changes,
    neon::Neon,
    reads::fetch,
    ui::{browser::Browser, effect::Outbox, persistence, rebuild},
};

/// The ID of the person, if known.
pub fn id(neon: &Neon) -> Option<String> {
    let who = neon.session.who.as_ref().map(|who| who.id.clone());
    who.or_else(|| Some(neon.store.user.known()?.id.to_string()))
}

/// Loads the person, unless that is known or has been requested.
pub(crate) fn ask(neon: &mut Neon) {
    match id(neon) {
        Some(_) => {}
        None => fetch::user(neon),
    }
}

/// The person may be known now: takes over their bookmarks saved with any key, together with changes made here
/// meanwhile.
pub fn known(browser: &mut Browser, outbox: &mut Outbox, changes: &Changes, neon: &mut Neon) {
    let Some(id) = id(neon) else {
        return;
    };
    let mine = &mut browser.bookmarks;
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
    rebuild::rows(browser, changes, neon);
    missing(&browser.bookmarks, neon);
    persistence::save(browser, outbox, neon);
}
