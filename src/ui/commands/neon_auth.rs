//! Disabling Neon Auth together with its data.

use crate::{
    api::Request,
    changes::{Changes, called, change::Change},
    kinds::neon_auth::NeonAuthRef,
    neon::Neon,
    store::target::Target,
    ui::{action::Availability, browser::Browser, commands::delete, dialog::Dialogs},
};

/// Whether the selection is Neon Auth of a branch.
pub fn ready(browser: &Browser, changes: &Changes) -> Availability {
    let Some(target @ Target::NeonAuth(..)) = browser.selected() else {
        return Availability::Hidden;
    };
    let free = changes.check_free(target);
    free.map_or_else(Availability::No, |()| Availability::Yes)
}

/// Asks to type its name, and says what is deleted.
pub fn confirm(browser: &Browser, dialogs: &mut Dialogs, neon: &Neon) {
    let Some(target @ Target::NeonAuth(project, branch)) = browser.selected() else {
        return;
    };
    let auth = NeonAuthRef { project, branch };
    if let Some(question) = auth.question_about_data(&neon.store) {
        let name = called::of(neon, target);
        let request = Request::disable_neon_auth(&auth, true);
        let change = Change::new(target.clone(), name, request);
        delete::ask_about_access(dialogs, neon, change, question);
    }
}
