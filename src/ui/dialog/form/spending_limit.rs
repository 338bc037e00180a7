//! The form of the spending limit of an organization.

use super::{
    Form,
    context::about,
    open::{fill_waiting, progress},
};
use crate::{
    api::types::OrgId, changes::spending_limit, kinds::edit::SPENDING, neon::DialogId,
    store::target::Target, ui::model::Model,
};

/// Opens the form of the spending limit of the row's organization, which is loaded first.
pub fn edit_spending(model: &mut Model) {
    let Some(Target::Org(org)) = model.browser.selected().cloned() else {
        return;
    };
    let target = Target::Spending(org.clone());
    let about = about(model, &target, None);
    let name = about.name.clone();
    let of = model.neon.store.name(&Target::Org(org.clone()));
    let title = vec!["Spending limit".to_owned(), of];
    let form = Form::new(target, &SPENDING, title, name, about);
    spending_limit::ask(&mut model.neon, &org);
    model.dialogs.open(form);
}

/// Fills a form that waits for a limit.
pub(crate) fn received(model: &mut Model, id: DialogId, org: &OrgId) {
    let (is_known, error) = progress(model.neon.store.spending.get(org));
    let target = Target::Spending(org.clone());
    fill_waiting(model, id, &target, is_known, error);
}
