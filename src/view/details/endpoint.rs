//! The details of a compute.

use super::{super::text, Details, awake, branch, page::Page};
use crate::{
    kinds::{
        endpoint::{self, EndpointRef, pooled_host},
        field::Weight,
    },
    ui::Target,
};
use ratatui::text::Line;

impl<'a> Details<'a> for EndpointRef<'_> {
    fn fill(&self, page: &mut Page<'a>) {
        let (project, id) = (self.project, self.id);
        let store = &page.cx.model.neon.store;
        let Some(endpoint) = store.endpoint(project, id) else {
            return;
        };
        let since = branch::since(page.cx.model.neon.now, endpoint);
        page.headline(endpoint::state(endpoint), since, &branch::about(endpoint));
        page.progress(&Target::Endpoint(project.clone(), id.clone()));
        if let Some(inside) = store.inside(project) {
            awake::lines(page, inside, &[endpoint]);
            page.blank();
        }
        if let Some(of) = store.branch(project, &endpoint.branch_id) {
            branch::on(page, of);
        }
        let shown = [
            "current_state",
            "branch_id",
            "autoscaling_limit_max_cu",
            "suspend_timeout_seconds",
            "host",
        ];
        page.fields(endpoint, Weight::Main, &shown);
        page.heading("HOST");
        let direct = endpoint.host.to_string();
        for host in std::iter::once(direct).chain(pooled_host(endpoint)) {
            let parts = text::wrap(&super::clean(&host), page.room);
            page.lines.extend(parts.into_iter().map(Line::raw));
        }
        if let Some(inside) = store.inside(project) {
            page.blank();
            page.fetch("computes", &inside.endpoints);
        }
    }
}
