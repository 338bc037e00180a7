//! Lists: those of the dashboard, printed.

use super::{
    Failure,
    output::{self, aligned},
    say,
    session::Session,
};
use crate::{
    api::ApiError,
    cli::script::{Get, Listing, Output},
    kinds::{column::Width, price, project},
    reads::fetch,
    store::{remote::FetchState, target::Target},
    ui::{
        Model, clipboard,
        filter::state::Filter,
        filter_query::Query,
        table::{
            self, awake, branches, contents, everywhere,
            export::{self, Exported},
            list::{ListEvent, Source, Spec},
            load, rows, snapshots,
        },
        text::clean,
    },
    view::format,
};
use serde_json::Value as Json;

/// How often a list over all projects is read on in.
const MOST_ROUNDS: usize = 1_000;

/// `lazyneon get`
pub async fn get(session: &mut Session, what: Listing, get: &Get) -> Result<(), Failure> {
    let place = match get.all || what == Listing::Projects && get.place.is_none() {
        true => None,
        false => session.place().await?,
    };
    refuse_place(what, get, place.as_ref())?;
    let project = place.as_ref().and_then(Target::project).cloned();
    let within = project.map(Target::Project).zip(place);
    let (spec, of, tab) = match (what, within) {
        (Listing::Databases | Listing::Roles, place) => {
            let (_, place) = place.ok_or_else(|| needs_place(what))?;
            let branch = session.model().neon.store.branch_of(&place);
            let branch = branch.map(|one| Target::Branch(one.project_id.clone(), one.id.clone()));
            let branch = match branch {
                Some(branch) => branch,
                None => default_branch(session, &place).await?,
            };
            let is_roles = what == Listing::Roles;
            let spec = if is_roles {
                &contents::ROLES
            } else {
                &contents::DATABASES
            };
            (spec, branch, 0)
        }
        (Listing::Branches, Some((project, _))) => (&branches::SPEC, project, branches::FLAT),
        (Listing::Snapshots, Some((project, _))) => (&snapshots::SPEC, project, 0),
        (Listing::Computes, Some((_, place))) => (&everywhere::SPEC, place, everywhere::COMPUTES),
        (Listing::Branches, None) => (&everywhere::SPEC, Target::Account, everywhere::BRANCHES),
        (Listing::Snapshots, None) => (&everywhere::SPEC, Target::Account, everywhere::SNAPSHOTS),
        (Listing::Computes, None) => (&everywhere::SPEC, Target::Account, everywhere::COMPUTES),
        (Listing::Projects | Listing::Operations, _) => (&everywhere::SPEC, Target::Account, 0),
    };
    let output = &get.print.list.output;
    open(session, spec, of, tab, get.print.limit, output).await?;
    write(session.model(), output, things)
}

/// Refuses a place that the list cannot be limited to.
fn refuse_place(what: Listing, get: &Get, place: Option<&Target>) -> Result<(), Failure> {
    let usage = |why: &str| Err(Failure::Usage(why.to_owned()));
    let named = place.filter(|_| get.place.is_some());
    match (what, named) {
        (Listing::Databases | Listing::Roles | Listing::Operations, _) if get.all => {
            usage("--all is for projects, branches, computes and snapshots.")
        }
        (_, Some(Target::Org(_) | Target::Shared)) => {
            usage("PLACE is an organization: choose it with --org-id.")
        }
        (Listing::Projects, Some(_)) => usage("Projects are in no project: leave PLACE out."),
        (Listing::Databases | Listing::Roles, Some(place))
            if !matches!(place, Target::Project(_) | Target::Branch(..)) =>
        {
            usage("PLACE must be a branch: databases and roles belong to one.")
        }
        (Listing::Branches | Listing::Snapshots, Some(place))
            if !matches!(place, Target::Project(_)) =>
        {
            usage("PLACE must be a project: branches and snapshots belong to one.")
        }
        _ => Ok(()),
    }
}

/// `lazyneon awake`
pub async fn awake(session: &mut Session, limit: usize, output: &Output) -> Result<(), Failure> {
    open(session, &awake::SPEC, Target::Account, 0, limit, output).await?;
    write(session.model(), output, |model| {
        exported(model, |exported| exported.json)
    })
}

/// `lazyneon cost`
pub async fn cost(session: &mut Session, output: &Output) -> Result<(), Failure> {
    open(session, &everywhere::SPEC, Target::Account, 0, 0, output).await?;
    write(session.model(), output, |model| {
        exported(model, |exported| exported.json)
    })?;
    let model = session.model();
    let rows = model.browser.table.iter().flat_map(|table| &table.rows);
    let costs =
        rows.filter_map(|row| project::list::cost(&model.neon.store, &row.target, model.neon.now));
    let total: f64 = costs.sum();
    if total > 0.0 {
        say(&format!(
            "~{} of compute and storage in this billing period, estimated at the {}.",
            price::dollars(total),
            model.neon.store.prices.from
        ));
    }
    Ok(())
}

fn needs_place(what: Listing) -> Failure {
    let what = match what {
        Listing::Roles => "roles",
        _ => "databases",
    };
    Failure::Usage(format!(
        "PLACE is missing: {what} belong to a branch, such as storefront/main."
    ))
}

/// The default branch of a project that was not opened yet.
async fn default_branch(session: &mut Session, place: &Target) -> Result<Target, Failure> {
    let of = place.clone();
    session.change(|model| fetch::opened(&mut model.neon, &of));
    session.settle().await?;
    let branch = session.model().neon.store.branch_of(place);
    branch
        .map(|one| Target::Branch(one.project_id.clone(), one.id.clone()))
        .ok_or_else(|| Failure::NoSuchPlace("There is no branch.".to_owned()))
}

/// Shows a tab of a list, and waits until it is read.
async fn open(
    session: &mut Session,
    spec: &'static Spec,
    of: Target,
    tab: usize,
    limit: usize,
    output: &Output,
) -> Result<(), Failure> {
    session
        .until(|model| model.neon.store.orgs.known().is_some())
        .await?;
    if of == Target::Account {
        show(session, &everywhere::SPEC, Target::Account, 0).await?;
        read_on(session, limit).await?;
    }
    show(session, spec, of, tab).await?;
    read_on(session, limit).await?;
    say_what_is_missing(session);
    if let Some(error) = failure(session.model()) {
        return Err(Failure::Neon(error.sentence()));
    }
    if let Some(text) = output.filter.clone() {
        session.change(|model| {
            if let Some(table) = &mut model.browser.table {
                table.filter = Some(Filter {
                    query: Query::parse(&text),
                    changed: true,
                    ..Filter::default()
                });
            }
            rows::rebuild(&mut model.browser, &model.neon);
        });
        let table = session.model().browser.table.as_ref();
        if let Some(filter) = table.and_then(|table| table.filter.as_ref()) {
            refuse(&filter.query)?;
        }
    }
    Ok(())
}

/// Refuses a filter of which a part would filter nothing.
pub fn refuse(query: &Query) -> Result<(), Failure> {
    let why = match query.problem() {
        Some(problem) => problem.sentence(),
        None if query.is_unreadable() => "the expression after re: is not valid".to_owned(),
        None => return Ok(()),
    };
    Err(Failure::Usage(format!("--filter: {why}")))
}

async fn show(
    session: &mut Session,
    spec: &'static Spec,
    of: Target,
    tab: usize,
) -> Result<(), Failure> {
    session.change(|model| {
        table::open::open_at(&mut model.browser, &mut model.neon, spec, of, tab);
    });
    session.settle().await
}

/// Why the list, or a list of projects that it is about, could not be read.
fn failure(model: &Model) -> Option<&ApiError> {
    let store = &model.neon.store;
    if let FetchState::Failed(error) = load::fetch_state(&model.browser, &model.neon) {
        return Some(error);
    }
    let of = model.browser.table.as_ref().map(|table| &table.of)?;
    let computes = of.project().and_then(|project| store.inside(project));
    if let Some(inside) = computes {
        return inside.endpoints.error();
    }
    let lists = store.lists.values().filter_map(|list| list.state.error());
    store.orgs.error().or_else(|| lists.into_iter().next())
}

/// Reads a list over all projects on, as far as that brings anything.
async fn read_on(session: &mut Session, limit: usize) -> Result<(), Failure> {
    let mut before = None;
    for _ in 0..MOST_ROUNDS {
        let model = session.model();
        let table = model.browser.table.as_ref();
        let Some(table) = table.filter(|table| table.of == Target::Account) else {
            return Ok(());
        };
        let listed = model.neon.store.projects.len();
        let known = match table.shown().source {
            Source::Looks(what) => {
                let looks = everywhere::looks(&model.browser, &model.neon, what);
                if looks.known >= looks.all.min(limit) {
                    break;
                }
                looks.known
            }
            _ => listed,
        };
        if before.replace((listed, known)) == Some((listed, known)) {
            break;
        }
        session.change(|model| {
            table::list::tell(&mut model.browser, &mut model.neon, ListEvent::Refreshed);
        });
        session.settle().await?;
    }
    Ok(())
}

/// Says how much of all projects the list is not about.
fn say_what_is_missing(session: &Session) {
    let model = session.model();
    let table = model.browser.table.as_ref();
    let table = table.filter(|table| table.of == Target::Account);
    let note = table.map(|table| (table.spec.note)(&model.browser, &model.neon, &table.of));
    let Some(note) = note.filter(|note| !note.is_empty()) else {
        return;
    };
    let source = table.map(|table| table.shown().source);
    let hint = match source {
        Some(Source::Looks(what)) => {
            let looks = everywhere::looks(&model.browser, &model.neon, what);
            let is_limited = looks.known < looks.all;
            is_limited.then_some("; --limit N looks into more")
        }
        _ => None,
    };
    say(&format!("{note}{}.", hint.unwrap_or_default()));
}

/// The rows as Neon describes them, without secrets.
fn things(model: &Model) -> String {
    let rows = model.browser.table.iter().flat_map(|table| &table.rows);
    let texts = rows
        .filter(|row| row.hit)
        .filter_map(|row| clipboard::json(&model.neon, &row.target));
    let things = texts.filter_map(|text| serde_json::from_str(&text).ok());
    output::json(&things.collect::<Vec<Json>>())
}

/// Prints the rows of the table.
fn write(
    model: &Model,
    output: &Output,
    json: impl FnOnce(&Model) -> String,
) -> Result<(), Failure> {
    output::write(
        output,
        || json(model),
        || exported(model, |exported| exported.csv),
        || text_of(model),
    )
}

/// The rows as the columns show them.
fn exported(model: &Model, form: impl FnOnce(Exported) -> String) -> String {
    let exported = export::rows(&model.browser, &model.neon);
    exported.map(form).unwrap_or_default()
}

/// The rows as a table of text.
fn text_of(model: &Model) -> String {
    let Some(table) = &model.browser.table else {
        return String::new();
    };
    let columns = table.shown().columns.iter();
    let shown = columns.filter(|column| !column.title.is_empty() && column.weight > 0);
    let columns: Vec<_> = shown.collect();
    let heads = columns
        .iter()
        .map(|column| column.title.to_owned())
        .collect();
    let hits = table.rows.iter().filter(|row| row.hit);
    let cells = hits.map(|row| {
        let row = model.neon.cells(&row.target);
        let cells = columns.iter().map(|column| {
            let value = row.value(column);
            clean(&format::value(&model.settings, &model.neon, &value)).into_owned()
        });
        cells.collect()
    });
    let right: Vec<bool> = columns
        .iter()
        .map(|column| column.width == Width::Number)
        .collect();
    aligned(std::iter::once(heads).chain(cells).collect(), &right)
}
