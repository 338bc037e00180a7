//! The VPC endpoints of an organization or a project.

use super::{
    SortOrder,
    list::{Column, ListEvent, ListLine, ListTab, PagesOf, Source, Spec, Width, field},
    load,
};
use crate::{
    api::{
        Get,
        types::{VpcEndpoint, VpcEndpointList, VpcOwner},
    },
    kinds::vpc_endpoint::{self, NewVpcEndpoint},
    neon::{
        Neon,
        list::{List, Load},
    },
    store::{
        remote::{Remote, keep_unread},
        target::Target,
    },
    ui::{
        action::{Action, Availability},
        browser::Browser,
        dialog::{Dialogs, form},
        keymap::Keymap,
        settings::Settings,
        table::members,
    },
};

const LABEL: Column = Column::name("VPC ENDPOINT", "the label", Width::Flexible(18, 60));

pub const SPEC: Spec = Spec {
    title: "VPC endpoints",
    place,
    listen,
    note: |_, _, _| String::new(),
    tabs: &[ListTab {
        title: "All",
        columns: &[
            LABEL,
            field!(VpcEndpoint, "vpc_endpoint_id", Width::Flexible(22, 30), 90),
            field!(VpcEndpoint, "region_id", Width::Flexible(14, 24), 80),
        ],
        by: Some(SortOrder {
            column: LABEL.title,
            down: false,
        }),
        source: Source::Own(&PagesOf {
            first: |_, of| vpc_endpoint::list(of),
            keep,
        }),
        rows: |_, neon, of| rows(neon, of),
        empty,
    }],
};

/// The row's project, or its organization.
fn place(browser: &Browser, _neon: &Neon) -> Result<Target, String> {
    let of = browser.table.as_ref().map(|table| &table.of);
    let target = of.or(browser.selected());
    let none = || "select an organization, a project, or something in it".to_owned();
    let place = target.and_then(|target| match (target.project(), target.org()) {
        (Some(project), _) => Some(Target::Project(project.clone())),
        (None, org) => org.cloned().map(Target::Org),
    });
    match place.ok_or_else(none)? {
        Target::Org(org) if org.is_empty() => {
            Err("a personal account has no VPC endpoints; organizations do".to_owned())
        }
        place => Ok(place),
    }
}

/// For a project, also loads its organization's endpoints, which it can be assigned.
fn listen(browser: &mut Browser, neon: &mut Neon, event: ListEvent<'_>) {
    let of = browser.table.as_ref().map(|table| table.of.clone());
    let Some(Target::Project(project)) = of.filter(|_| event == ListEvent::Opened) else {
        return;
    };
    let entry = neon.store.project(&project);
    if let Some(org) = entry.and_then(|entry| entry.row.org_id.clone()) {
        load::begin(browser, neon, of_org(Target::Org(org)));
    }
}

const fn of_org(of: Target) -> Load {
    Load {
        list: List::VpcEndpoints,
        tab: 0,
        of,
    }
}

/// The state of loading an organization's endpoints.
pub fn state<'a>(browser: &'a Browser, org: &Target) -> Option<&'a Remote<()>> {
    Some(&browser.loads.get(&of_org(org.clone()))?.state)
}

fn keep(
    neon: &mut Neon,
    of: &Target,
    mut list: VpcEndpointList,
    _: bool,
) -> Option<Get<VpcEndpointList>> {
    let store = &mut neon.store;
    keep_unread(store.vpc_endpoints(of), &mut list.endpoints, &list.odd);
    let region = of.project().and_then(|project| store.project(project));
    let region = region.map(|entry| entry.row.region_id.clone());
    for one in &mut list.endpoints {
        one.region_id = one.region_id.take().or_else(|| region.clone());
    }
    store.vpc_endpoints.insert(of.clone(), list.endpoints);
    None
}

fn rows(neon: &Neon, of: &Target) -> Vec<ListLine> {
    let line = |one: &VpcEndpoint| {
        let owner = match (of.project(), of.org()) {
            (Some(project), _) => VpcOwner::Project(project.clone()),
            (None, org) => VpcOwner::Org(
                org.cloned().unwrap_or_default(),
                one.region_id.clone().unwrap_or_default(),
            ),
        };
        Target::VpcEndpoint(owner, one.vpc_endpoint_id.clone()).into()
    };
    neon.store.vpc_endpoints(of).iter().map(line).collect()
}

fn empty(_browser: &Browser, keymap: &Keymap, neon: &Neon, of: &Target) -> String {
    let key = keymap.name(Action::NewMenu);
    let name = neon.store.name(of);
    match of {
        Target::Project(_) => format!(
            "{name} has no VPC endpoint: it is reached from any network. {key} assigns one."
        ),
        _ => format!("{name} has no VPC endpoints yet. {key} assigns one."),
    }
}

/// Whether one can be assigned: their list is on screen, and the user is allowed to.
pub fn can_assign(browser: &Browser, neon: &Neon) -> Availability {
    let table = browser.table.as_ref();
    let Some(table) = table.filter(|table| table.list == List::VpcEndpoints) else {
        return Availability::Hidden;
    };
    let org = table.of.org();
    match org.and_then(|org| members::not_admin(neon, org)) {
        Some(why) => Availability::No(why),
        None => Availability::Yes,
    }
}

/// Opens the form that assigns one.
pub fn assign(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    if let Some(to) = browser.table.as_ref().map(|table| table.of.clone()) {
        form::create_in(
            browser,
            dialogs,
            settings,
            neon,
            NewVpcEndpoint { to }.into(),
        );
    }
}
