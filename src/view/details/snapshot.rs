//! The details of a snapshot.

use super::{super::format, Details, branch, card::Card, page::Page};
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
        if let Some(of) = model.neon.store.snapshot_source(project, id) {
            branch::of(page, "of branch ", of);
        }
        let mut about = Vec::new();
        if let Some(at) = one.created_at {
            let taken = format::relative(at.timestamp(), model.neon.now);
            about.push(format!("taken {taken}"));
        }
        if let Some(at) = one.expires_at {
            let left = format::countdown(at.timestamp(), model.neon.now);
            about.push(format!("expires in {left}"));
        }
        page.lines.push(Line::raw(about.join("   ")));
        page.cards(vec![
            Card::new("Snapshot", |page: &mut Page<'a>| {
                page.fields(one, Weight::Main, &[]);
            }),
            Card::new("Restore", |page: &mut Page<'a>| {
                let keys =
                    [Action::Restore, Action::NewFromSnapshot].map(|action| page.cx.key(action));
                let [restore, new] = keys;
                page.note(format!("{restore} restores the branch from it."));
                page.note(format!("{new} creates a branch from it to look at first."));
            }),
        ]);
    }
}
