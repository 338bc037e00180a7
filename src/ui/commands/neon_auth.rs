//! Neon Auth: its users by their ids, test e-mails, and disabling it together with its data.

use crate::{
    api::{
        Request,
        types::{AuthSection, AuthUser},
    },
    changes::{Changes, called, change::Change},
    kinds::neon_auth::{self, AUTH_USER, NeonAuthRef, NewTestEmail},
    neon::{DialogId, Neon},
    store::target::Target,
    ui::{
        action::Availability,
        browser::Browser,
        commands::delete,
        dialog::{
            Dialogs,
            form::create,
            prompt::{self, OnSubmit, Prompt},
        },
        model::Model,
        rebuild, selection,
        settings::Settings,
        table::{flat, open::open_at},
    },
};

/// Whether there is Neon Auth here, whose users can be taken by their ids.
pub fn by_id_ready(browser: &Browser, neon: &Neon) -> Availability {
    match place(browser, neon) {
        Ok(_) => Availability::Yes,
        Err(why) => Availability::No(why),
    }
}

fn place(browser: &Browser, neon: &Neon) -> Result<Target, String> {
    (flat::of::<AuthUser>().place)(browser, neon)
}

/// Asks for the id of a user.
pub fn ask_id(browser: &Browser, dialogs: &mut Dialogs, neon: &Neon) {
    if let Ok(of) = place(browser, neon) {
        let title = format!("Which user of {}?", neon.store.name(&of));
        let mut prompt = Prompt::new(title, "Id", String::new(), OnSubmit::AuthUser(of));
        let note = "The id in the table neon_auth.user; Neon is not asked whether there is one.";
        prompt.notes = vec![note.to_owned()];
        dialogs.open(prompt);
    }
}

/// Lists the user with the id entered, and selects it.
pub fn take(model: &mut Model, id: DialogId, of: &Target, typed: &str) {
    let (Some(project), Some(branch)) = (of.project(), of.branch()) else {
        return;
    };
    if typed.is_empty() || typed.contains(char::is_whitespace) {
        let why = "type an id, a word such as 1f0c6d3e-…".to_owned();
        return prompt::refuse(&mut model.dialogs, id, why);
    }
    model.dialogs.close(id);
    let target = Target::AuthUser(project.clone(), branch.clone(), typed.into());
    neon_auth::take(&mut model.neon.store, &AUTH_USER.of(&target));
    let (browser, neon) = (&mut model.browser, &mut model.neon);
    open_at(browser, neon, flat::of::<AuthUser>(), of.clone(), 0);
    rebuild::rows(browser, &model.changes, neon);
    selection::select(browser, &mut model.changes, neon, &target);
}

/// Whether the row is about what sends e-mails.
pub fn test_ready(browser: &Browser) -> Availability {
    let sends = matches!(
        browser.selected(),
        Some(Target::NeonAuth(..) | Target::AuthSection(_, _, AuthSection::EmailServer))
    );
    Availability::shown_if(sends)
}

/// Opens the form that sends a test e-mail.
pub fn test(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    let row = browser.selected();
    let place = row.and_then(|row| Some((row.project()?.clone(), row.branch()?.clone())));
    if let Some((project, branch)) = place {
        let new = NewTestEmail { project, branch };
        create::open(browser, dialogs, settings, neon, new.into());
    }
}

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
