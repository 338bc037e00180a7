//! The details of members and invitations.

use super::{Details, page::Page};
use crate::{
    kinds::{edit::may, invitation::InvitationRef, member::MemberRef},
    ui::{Action, Target, table::members},
    view::text::clean,
};
use ratatui::text::Line;

impl<'a> Details<'a> for MemberRef<'_> {
    fn fill(&self, page: &mut Page<'a>) {
        let (org, id) = (self.org, self.id);
        let model = page.cx.model;
        let Some(one) = model.neon.store.member(org, id) else {
            return;
        };
        let of = model.neon.store.name(&Target::Org(org.clone()));
        title(page, format!("{} belongs to {of}", one.user.email));
        describe(page, one.member.role.as_str());
        let (edit, remove) = (page.cx.key(Action::Edit), page.cx.key(Action::Delete));
        page.note(format!("{edit} changes the role, {remove} removes them."));
    }
}

impl<'a> Details<'a> for InvitationRef<'_> {
    fn fill(&self, page: &mut Page<'a>) {
        let (org, id) = (self.org, self.id);
        let model = page.cx.model;
        let Some(one) = model.neon.store.invitation(org, id) else {
            return;
        };
        let of = model.neon.store.name(&Target::Org(org.clone()));
        title(page, format!("{} was invited to {of}", one.email));
        let by = members::invited_by(&model.neon, one);
        page.note(clean(&format!("By {by}.")).into_owned());
        describe(page, one.role.as_str());
        page.note("The API cannot revoke invitations; the Console can.");
    }
}

fn title(page: &mut Page<'_>, text: String) {
    let text = clean(&text).into_owned();
    page.lines.push(Line::styled(text, page.cx.theme.strong));
    page.blank();
}

/// CellValue what a role may do.
fn describe(page: &mut Page<'_>, role: &str) {
    let text = format!("{role}: {}", may(role));
    let text = clean(text.trim_end_matches(": ")).into_owned();
    page.note(text);
}
