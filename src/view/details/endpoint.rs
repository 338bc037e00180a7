//! The details of a compute.

use super::{
    super::{chart, format, text},
    Details, awake, branch,
    card::Card,
    days, errors,
    page::Page,
};
use crate::{
    api::types::Endpoint,
    kinds::{
        State,
        endpoint::{self, EndpointRef, pooled_host},
        field::Weight,
        size,
    },
    ui::{Action, Target},
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
        page.headline(
            endpoint::state(endpoint),
            since,
            &branch::about(page, endpoint),
        );
        page.progress(&Target::Endpoint(project.clone(), id.clone()));
        page.unreachable(endpoint::state(endpoint));
        let inside = store.inside(project);
        if let Some(inside) = inside {
            awake::lines(page, inside, &[endpoint]);
            errors::lines(page, project, endpoint);
            page.blank();
        }
        if let Some(of) = store.branch(project, &endpoint.branch_id) {
            branch::on(page, of);
        }
        let mut cards = vec![
            Card::new("Host", |page: &mut Page<'a>| hosts(page, endpoint)).wide(),
            Card::new("Size", |page: &mut Page<'a>| size_of(page, endpoint)),
            Card::new("Compute", |page: &mut Page<'a>| {
                let shown = [
                    "current_state",
                    "branch_id",
                    "autoscaling_limit_max_cu",
                    "suspend_timeout_seconds",
                    "host",
                ];
                page.fields(endpoint, Weight::Main, &shown);
                if let Some(inside) = inside {
                    page.fetch("computes", &inside.endpoints);
                }
            }),
        ];
        cards.extend(inside.map(|inside| days::card(inside, vec![endpoint], days::Of::Any)));
        page.cards(cards);
    }
}

/// The direct and the pooled host, and the keys that connect.
fn hosts(page: &mut Page<'_>, endpoint: &Endpoint) {
    let direct = endpoint.host.to_string();
    for host in std::iter::once(direct).chain(pooled_host(endpoint)) {
        let parts = text::wrap(&super::clean(&host), page.room);
        page.lines.extend(parts.into_iter().map(Line::raw));
    }
    let (copy, connect) = (page.cx.key(Action::CopyUri), page.cx.key(Action::Connect));
    page.note(format!(
        "{copy} copies a connection URI, {connect} lets you choose."
    ));
}

/// Where it lies among all sizes, and what that means.
fn size_of(page: &mut Page<'_>, endpoint: &Endpoint) {
    let (min, max) = (
        endpoint.autoscaling_limit_min_cu,
        endpoint.autoscaling_limit_max_cu,
    );
    let limits = ["autoscaling_limit_min_cu", "autoscaling_limit_max_cu"];
    if limits.iter().any(|limit| endpoint.unreadable.has(limit)) {
        return;
    }
    let theme = page.cx.theme;
    let style = match endpoint::state(endpoint) {
        State::ACTIVE => theme.good,
        _ => theme.dim,
    };
    let [scale, labels] = chart::labelled_scale(min, max);
    if !scale.is_empty() && !page.cx.is_linear() && text::width(&scale) <= page.room {
        page.lines.push(Line::styled(scale, style));
        page.lines.push(Line::styled(labels, theme.dim));
    }
    let memory = [min, max].map(|size| size::cu(size * size::GB_PER_CU));
    let memory = match min < max {
        true => format!("{}-{} GB", memory[0], memory[1]),
        false => format!("{} GB", memory[1]),
    };
    page.note(format!(
        "{}, {memory} of memory, {} direct connections",
        size::range(min, max),
        format::count(size::max_connections(min, max) as usize)
    ));
}
