//! The names of actions for what is selected.

use super::{Action, Place, Scope};
use crate::{
    kinds,
    ui::{
        commands,
        dialog::{
            Behavior,
            confirm::{Confirm, OnConfirm},
        },
        model::Model,
        own_command::background,
        text::upper_first,
    },
};
use std::borrow::Cow;

impl Action {
    /// What it would delete, with the verb of that kind: "delete branch".
    fn deletes(self, model: &Model) -> Option<String> {
        let is_one = self == Self::Delete && commands::bulk::count(model) == 0;
        let target = model.browser.selected().filter(|_| is_one)?;
        commands::delete::what(&model.neon, target)
    }

    /// The list that it would open, with its place: "Branches of storefront".
    fn lists(self, model: &Model) -> Option<String> {
        let spec = self.list_here()?;
        let place = (spec.place)(&model.browser, &model.neon);
        let of = place.map_or_else(
            |_| "all projects".to_owned(),
            |of| model.neon.store.name(&of),
        );
        Some(format!("{} of {of}", self.spec().label))
    }

    /// What it does with the marked rows rather than with the selected one.
    fn of_marked(self, model: &Model) -> Option<&'static str> {
        let is_pair = self == Self::CompareSchema && commands::bulk::count(model) == 2;
        is_pair.then_some("Compare the schemas of the marked branches")
    }

    /// Whether it would open a page that is not one of the Console.
    fn opens_own_page(self, model: &Model) -> bool {
        let row = model
            .browser
            .selected()
            .filter(|_| self == Self::OpenConsole);
        let has_page =
            |row| kinds::lookup::of(row, |kind| kind.web_page(&model.neon.store).is_some());
        row.is_some_and(has_page)
    }

    /// Its name, which says what is deleted, listed or opened.
    pub fn label(self, model: &Model) -> Cow<'static, str> {
        if let Some(label) = self.of_marked(model) {
            return label.into();
        }
        if self.opens_own_page(model) {
            return "Open its web page".into();
        }
        match self.deletes(model) {
            Some(what) => upper_first(&what).into(),
            None => self
                .lists(model)
                .map_or(self.spec().label.into(), Cow::Owned),
        }
    }

    /// Its word for the footer in this place; none to leave it out.
    pub fn word(self, model: &Model, place: &Place) -> Option<Cow<'static, str>> {
        let of_row = matches!(place.scope, Scope::Main | Scope::Table);
        if self == Self::Close && model.dialogs.top().is_some_and(Behavior::is_filtered) {
            return Some("clear".into());
        }
        if self == Self::Back && background::can_stop(&model.dialogs) {
            return Some("stop".into());
        }
        if let Some(Confirm {
            then: OnConfirm::Discard(_),
            ..
        }) = model.dialogs.top_as()
        {
            match self {
                Self::ConfirmYes => return Some("discard".into()),
                Self::ConfirmNo => return Some("keep".into()),
                // The same, where it does anything.
                Self::Close => return None,
                _ => {}
            }
        }
        let word = self.deletes(model).filter(|_| of_row);
        // A list says what its rows are.
        let is_in_list = model.browser.table.is_some();
        let word = word.map(|word| match word.split_once(' ') {
            Some((verb, _)) if is_in_list => verb.to_owned(),
            _ => word,
        });
        let word = word.map(Cow::Owned);
        word.or_else(|| (!place.short.is_empty()).then_some(place.short.into()))
    }
}
