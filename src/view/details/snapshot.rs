//! The details of a snapshot.

use super::{Details, page::Page};
use crate::{
    kinds::{field::Weight, snapshot::SnapshotRef},
    ui::Action,
};
use ratatui::text::{Line, Span};

impl<'a> Details<'a> for SnapshotRef<'_> {
    fn fill(&self, page: &mut Page<'a>) {
        let (project, id) = (self.project, self.id);
        let model = page.cx.model;
        let Some(one) = model.neon.store.snapshot(project, id) else {
            return;
        };
        let theme = page.cx.theme;
        page.lines.push(Line::from(vec![
            Span::styled("snapshot ", theme.dim),
            Span::styled(super::clean(&one.name), theme.strong),
        ]));
        let branch = |key: &str| {
            let source = model
                .neon
                .store
                .snapshot_source(project, id)
                .filter(|_| key == "source_branch_id");
            source.map(|branch| branch.name.to_string())
        };
        page.fields_with(one, Weight::Main, &[], branch);
        page.fields_with(one, Weight::More, &[], branch);
        page.blank();
        let keys = [Action::Restore, Action::NewFromSnapshot].map(|action| page.cx.key(action));
        let [restore, new] = keys;
        page.note(format!(
            "{restore} restores the branch from it, {new} creates a branch from it to look at first."
        ));
    }
}
