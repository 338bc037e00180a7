//! Whether the selected organization has a spending limit to set.

use crate::{
    changes::spending_limit::has_one,
    store::target::Target,
    ui::{action::Availability, model::Model, table::members},
};

/// Whether the row is an organization whose limit can be changed.
pub fn ready(model: &Model) -> Availability {
    let Some(Target::Org(org)) = model.browser.selected() else {
        return Availability::Hidden;
    };
    if !has_one(&model.neon, org) {
        return Availability::no("only paid plans have a spending limit");
    }
    match members::not_admin(&model.neon, org) {
        Some(why) => Availability::No(why),
        None => Availability::Yes,
    }
}
