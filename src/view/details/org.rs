//! The details of organizations, of shared projects, and of the row that loads more.

use super::{
    super::{format, text},
    Details,
    page::Page,
};
use crate::{
    api::types::OrgId,
    kinds::{
        account::{MoreRef, SharedRef},
        api_key::ApiKeyRef,
        field::Weight,
        org::OrgRef,
        price,
    },
    ui::{Action, ProjectPages, Target},
};
use ratatui::text::{Line, Span};

/// Columns before the account.
const WHO: usize = 14;

impl<'a> Details<'a> for OrgRef<'_> {
    fn fill(&self, page: &mut Page<'a>) {
        let id = self.id;
        let (model, theme) = (page.cx.model, page.cx.theme);
        if let Some(list) = model.neon.store.lists.get(&Target::Org(id.clone())) {
            size(page, list);
            page.fetch("projects", &list.state);
        }
        if let Some(org) = model.neon.store.orgs.value.get(id) {
            page.fields(org, Weight::Main, &[]);
            page.fields(org, Weight::More, &[]);
        }
        spending(page, id);
        page.fetch("organizations", &model.neon.store.orgs);
        let mut who = Vec::new();
        if let Some(user) = model.neon.store.user.known() {
            let name = format!("{} {}", user.name, user.last_name);
            who.push(("Signed in as", format!("{} {}", name.trim(), user.email)));
        }
        if let Some(origin) = &model.neon.session.origin {
            who.push(("Key", origin.describe()));
        }
        page.blank();
        for (label, text) in who {
            let text = text::clean(text.trim());
            let parts = text::wrap(&text, page.room.saturating_sub(WHO));
            for (at, part) in parts.into_iter().enumerate() {
                let label = if at == 0 { label } else { "" };
                page.lines.push(Line::from(vec![
                    Span::styled(format!("{label:<WHO$}"), theme.dim),
                    Span::raw(part),
                ]));
            }
        }
    }
}

/// The spending limit, once it is known.
fn spending(page: &mut Page<'_>, id: &OrgId) {
    let Some(known) = page.cx.model.neon.store.spending.get(id) else {
        return;
    };
    page.heading("SPENDING");
    if let Some(limit) = known.known() {
        let text = match limit {
            Some(cents) => format!("Limit {} a month", price::limit(*cents)),
            None => "No limit is set".to_owned(),
        };
        page.lines.push(Line::raw(text));
        let key = page.cx.key(Action::Edit);
        page.note(format!(
            "Neon e-mails at 80 % and 100 % of it and stops nothing. {key} changes it."
        ));
    }
    page.fetch("spending limit", known);
}

impl<'a> Details<'a> for SharedRef {
    fn fill(&self, page: &mut Page<'a>) {
        if let Some(list) = page.cx.model.neon.store.lists.get(&Target::Shared) {
            size(page, list);
            page.fetch("shared projects", &list.state);
        }
        page.blank();
        page.note("Projects shared with this account. Their owners decide what you may do there.");
    }
}

impl<'a> Details<'a> for ApiKeyRef<'_> {
    fn fill(&self, page: &mut Page<'a>) {
        let Some(key) = page.cx.model.neon.store.key(self.org, self.id) else {
            return;
        };
        let title = format!("API key {}", key.name);
        let title = super::super::text::clean(&title).into_owned();
        page.lines.push(Line::styled(title, page.cx.theme.strong));
        page.blank();
        let from = match key.last_used_from_addr.as_str() {
            "" => "Never used.".to_owned(),
            from => format!("Last used from {from}."),
        };
        page.note(super::super::text::clean(&from).into_owned());
        let delete = page.cx.key(Action::Delete);
        page.note(format!("{delete} revokes it permanently."));
    }
}

impl<'a> Details<'a> for MoreRef<'_> {
    fn fill(&self, page: &mut Page<'a>) {
        if let Some(listing) = page.cx.model.neon.store.lists.get(self.list) {
            size(page, listing);
            page.fetch("projects", &listing.state);
        }
        page.blank();
        let text = format!(
            "{} loads the next page. {} searches all projects by name, loaded or not.",
            page.cx.key(Action::Open),
            page.cx.key(Action::Filter)
        );
        page.note(text);
    }
}

fn size(page: &mut Page<'_>, list: &ProjectPages) {
    let loaded = format::count(list.rows.len());
    let text = match (list.has_more(), list.rows.len()) {
        (false, 0) if list.state.is_loading() => "loading projects…".to_owned(),
        (false, 0) if list.state.at.is_none() => "projects not loaded".to_owned(),
        (false, 1) => "1 project".to_owned(),
        (false, _) => format!("{loaded} projects"),
        (true, _) => format!("{loaded} projects loaded, more at Neon"),
    };
    page.lines.push(Line::styled(text, page.cx.theme.strong));
}
