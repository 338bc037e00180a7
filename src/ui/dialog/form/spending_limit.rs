//! The form of the spending limit of an organization.

use super::{
    Form,
    context::about,
    open::{fill_waiting, progress},
};
use crate::{
    api::types::OrgId,
    changes::spending_limit,
    kinds::edit::SPENDING,
    neon::{DialogId, Neon},
    store::{Store, target::Target},
    ui::{browser::Browser, dialog::Dialogs, settings::Settings},
};

/// Opens the form of the spending limit of the row's organization, which is loaded first.
pub fn edit_spending(
    browser: &Browser,
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &mut Neon,
) {
    let Some(Target::Org(org)) = browser.selected().cloned() else {
        return;
    };
    let target = Target::Spending(org.clone());
    let about = about(settings, neon, &target, None);
    let name = about.name.clone();
    let of = neon.store.name(&Target::Org(org.clone()));
    let title = vec!["Spending limit".to_owned(), of];
    let form = Form::new(target, &SPENDING, title, name, about);
    spending_limit::ask(neon, &org);
    dialogs.open(form);
}

/// Fills a form that waits for a limit.
pub(crate) fn received(dialogs: &mut Dialogs, store: &Store, id: DialogId, org: &OrgId) {
    let (is_known, error) = progress(store.spending.get(org));
    let target = Target::Spending(org.clone());
    fill_waiting(dialogs, store, id, &target, is_known, error);
}
