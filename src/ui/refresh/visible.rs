//! Requests caused by what is visible: the details of the row, the rest of a list near its end.

use crate::{
    api::{
        Priority,
        types::{Operation, OrgId, ProjectId},
    },
    changes::spending_limit,
    kinds::{self, Contents, org},
    neon::{Neon, Slot},
    reads::{
        self,
        fetch::{self, contents, full_project, raw, user},
        history,
        listing::page_after,
        look,
    },
    store::{Store, target::Target},
    ui::{browser::Browser, layout::Pane, model::Model, panes::Tab, row_lookup, tree::Tree, usage},
};

/// The row whose details are on the screen, if something can be requested for them.
fn detailed(browser: &Browser, neon: &Neon) -> Option<Target> {
    // A table shows no details: moving through it fetches none.
    let hidden = browser.table.is_some() && browser.panes.focus != Pane::Details;
    let target = browser.selected().cloned();
    target.filter(|_| neon.is_reachable() && !hidden)
}

/// Requests the use that the details show. That of an organization also when the first page of its list has arrived.
pub fn use_shown(browser: &Browser, neon: &mut Neon) {
    let Some(target) = detailed(browser, neon) else {
        return;
    };
    if let Target::Org(org) = &target
        && spending_limit::has_one(neon, org)
    {
        let key = usage::of_home(&neon.store, &target, neon.now);
        reads::usage::ask(neon, &key, false);
    }
    if browser.panes.details.tab == Tab::Usage {
        usage::ask(browser, neon, false);
    }
}

/// Requests what the details of the row show, once the cursor has come to rest.
pub fn details(browser: &Browser, neon: &mut Neon) {
    let Some(target) = detailed(browser, neon) else {
        return;
    };

    kinds::lookup::of(&target, |kind| match kind.contents() {
        Contents::Project(project) => full_project(neon, project),
        Contents::Branch(project, branch) => contents(neon, project, branch, false),
        Contents::Projects(Some(org)) => {
            user(neon);
            spending_limit::ask_if_unknown(neon, org);
            look::into_projects(neon, &target);
            other_organizations(neon, org);
        }
        Contents::Projects(None) | Contents::Rest(_) | Contents::Nothing => {}
    });
    if let Target::Branch(project, _) | Target::Endpoint(project, _) = &target {
        // For the price of the time awake, and for what keeps a compute awake.
        full_project(neon, project);
        history::ask(neon, project);
    }
    if let Target::Endpoint(project, compute) = &target
        && let Some(branch) = neon.store.endpoint(project, compute)
    {
        let branch = branch.branch_id.clone();
        reads::errors::ask(neon, project, &branch);
    }
    if browser.panes.details.tab == Tab::Raw {
        raw(neon, &target);
    }
    use_shown(browser, neon);
}

/// The most organizations, besides the one that is shown, whose lists its page requests.
const OTHERS: usize = 4;

/// Requests what the page of the first organization says about the others.
fn other_organizations(neon: &mut Neon, org: &OrgId) {
    if !org::is_first_of_several(&neon.store, org) {
        return;
    }
    let others = neon.store.orgs.value.keys().skip(1).take(OTHERS);
    let others: Vec<OrgId> = others.cloned().collect();
    for other in others {
        fetch::opened(neon, &Target::Org(other.clone()));
        spending_limit::ask_if_unknown(neon, &other);
    }
}

/// Cancels what the user is waiting for; returns `false` if there is nothing.
pub fn stop_waiting(model: &mut Model) -> bool {
    if model.clipboard.uri_wanted.is_some() || model.clipboard.uri_for.is_some() {
        model.clipboard.forget_uri();
        model.neon.cancel(Slot::Uri);
        model.neon.say("not copied");
        return true;
    }
    if model.waiting_client.take().is_some() {
        model.neon.cancel(Slot::ClientUri);
        model.neon.cancel(Slot::ClientCompute);
        model.neon.say("not connected");
        return true;
    }
    let Some(project) = visible_project(&model.browser, &model.neon.store).cloned() else {
        return false;
    };
    let inside = model.neon.store.inside_mut(&project);
    if !inside.branches.is_loading() && !inside.endpoints.is_loading() {
        return false;
    }
    inside.branches.stop();
    inside.endpoints.stop();
    inside.incoming.stop();
    model.neon.cancel(Slot::Branches(project.clone()));
    model.neon.cancel(Slot::Endpoints(project));
    model.neon.say("stopped loading");
    true
}

/// The project whose data is on the screen: that of the table or of the cursor, once it was opened.
pub fn visible_project<'a>(browser: &'a Browser, store: &Store) -> Option<&'a ProjectId> {
    let of = browser.table.as_ref().map(|table| &table.of);
    let project = of.or(browser.selected())?.project()?;
    let inside = store.inside(project)?;
    (!inside.branches.is_absent()).then_some(project)
}

/// The most operations that are listed.
pub const MOST_VISIBLE_OPERATIONS: usize = 500;

/// The operations on screen, newest first.
pub fn visible_operations<'a>(browser: &Browser, store: &'a Store) -> &'a [Operation] {
    let inside = visible_project(browser, store).and_then(|project| store.inside(project));
    let all = inside.map_or(&[][..], |inside| inside.operations.value.as_slice());
    all.get(..MOST_VISIBLE_OPERATIONS).unwrap_or(all)
}

/// The number of rows before the end of a list at which the next page is fetched.
pub const NEAR_END: usize = 60;

/// Requests the next page when the cursor comes near the end of what is loaded.
pub fn more_if_near_end(tree: &Tree, neon: &mut Neon) {
    let more: Vec<Target> = (tree.cursor.at..tree.cursor.at + NEAR_END)
        .filter_map(|at| row_lookup::target(tree.rows.get(at)?.place, &neon.store))
        .filter_map(|target| match target {
            Target::More(list) => Some(*list),
            _ => None,
        })
        .collect();
    for list in &more {
        page_after(neon, list, Priority::Screen);
    }
}
