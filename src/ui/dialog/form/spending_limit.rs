//! The form of the spending limit of an organization.

use super::{Form, Status, context::about};
use crate::{
    api::{ApiError, types::OrgId},
    changes::spending_limit,
    kinds::edit::SPENDING,
    neon::DialogId,
    store::{remote::Remote, target::Target},
    ui::model::Model,
};

/// Opens the form of the row's organization, whose limit is asked for first.
pub fn edit_spending(model: &mut Model) {
    let Some(Target::Org(org)) = model.selected().cloned() else {
        return;
    };
    let target = Target::Spending(org.clone());
    let about = about(model, &target, None);
    let name = about.name.clone();
    let of = model.neon.store.name(&Target::Org(org.clone()));
    let title = vec!["Spending limit".to_owned(), of];
    let form = Form::new(target, &SPENDING, title, name, about);
    spending_limit::ask(model, &org);
    model.dialogs.open(form);
}

/// A form waits for a limit.
pub(crate) fn received(model: &mut Model, id: DialogId, org: &OrgId) {
    let known = model.neon.store.spending.get(org);
    let limit = known.filter(|known| !known.is_loading());
    let limit = limit.and_then(Remote::known).copied();
    let error = known.and_then(Remote::error).map(ApiError::sentence);
    let Some(form) = model.dialogs.get_as_mut::<Form>(id) else {
        return;
    };
    match (error, limit) {
        (Some(why), _) => form.status = Status::Unknown(why),
        (None, Some(limit)) => form.fill(spending_limit::document(limit)),
        (None, None) => {}
    }
}
