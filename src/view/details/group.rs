//! The details of a group: what is in it.

use super::{Details, awake, branch, days, page::Page};
use crate::{api::types::Endpoint, kinds::group::GroupRef, store::target::BranchGroup};

impl<'a> Details<'a> for GroupRef<'_> {
    fn fill(&self, page: &mut Page<'a>) {
        let (project, id) = (self.project, self.branch);
        let store = &page.cx.model.neon.store;
        let (Some(inside), Some(of)) = (store.inside(project), store.branch(project, id)) else {
            return;
        };
        branch::on(page, of);
        let all: Vec<&Endpoint> = inside.endpoints_of(id).collect();
        let card = match self.group {
            BranchGroup::Computes => {
                awake::lines(page, inside, &all);
                Some(branch::computes_card(inside, of))
            }
            BranchGroup::Contents => inside.contents.get(id).map(branch::contents),
        };
        let days = days::card(inside, all, days::Of::Any);
        page.cards(card.into_iter().chain([days]).collect());
    }
}
