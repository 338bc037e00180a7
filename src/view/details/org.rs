//! The details of shared projects, of API keys, and of the row that loads more.

use super::{super::format, Details, page::Page};
use crate::{
    kinds::{
        account::{MoreRef, SharedRef},
        api_key::ApiKeyRef,
    },
    ui::{Action, ProjectPages, Target},
};
use ratatui::text::Line;

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
        page.all_fields(key);
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

pub(super) fn size(page: &mut Page<'_>, list: &ProjectPages) {
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
