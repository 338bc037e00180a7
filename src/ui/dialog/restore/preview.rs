//! The second step: previewing the chosen state. Comparing schemas may wake computes, so the user is asked once per
//! session; a branch to look at is created on demand and deletes itself.

use super::{Restore, RestoreStep, Source, when::here};
use crate::{
    api::{
        ApiError, SchemaBase, SchemaQuery,
        types::{BranchId, DatabaseName},
    },
    changes::{
        Changes,
        change::{Change, NewThing},
        write,
    },
    kinds::{
        branch::{FromSnapshot, NewBranch},
        lookup::New,
        time_input,
    },
    neon::{DialogId, Neon},
    store::target::Target,
    ui::{
        action::Availability,
        browser::Browser,
        compare::{
            self,
            batch::{Batch, Tally},
        },
        db_client,
        dialog::{
            Dialogs,
            confirm::{Confirm, OnConfirm},
            diff::{Diff, Schema},
            restore::when::Point,
            viewer::{Content, Viewer},
        },
        model::Model,
        point_in_time::Past,
        settings::Settings,
        uri::{self, NoUri, UriOf},
    },
};
use jiff::{SignedDuration, tz::TimeZone};
use serde_json::{Value, json};

/// How long a branch to look at lives.
const TRY_FOR: SignedDuration = SignedDuration::from_hours(1);

impl Restore {
    /// The databases of the branch that are loaded.
    pub fn databases<'a>(
        &'a self,
        neon: &'a Neon,
    ) -> impl Iterator<Item = &'a DatabaseName> + use<'a> {
        let contents = neon.store.contents(&self.project, &self.branch);
        let known = contents
            .into_iter()
            .flat_map(|contents| &contents.databases.value);
        known.map(|database| &database.name)
    }

    /// Why schemas cannot be compared, if so.
    fn incomparable(&self, neon: &Neon) -> Option<String> {
        if matches!(self.from, Source::Snapshot(_)) {
            return Some(
                "Neon cannot compare a snapshot: create a branch from it instead".to_owned(),
            );
        }
        if self.databases(neon).next().is_none() {
            return Some("the databases of the branch are not loaded yet".to_owned());
        }
        let branches = std::iter::once(&self.branch).chain(self.compared());
        compare::why_not(neon, &self.project, branches)
    }

    /// The branch whose schema is compared with the current one.
    fn compared(&self) -> Option<&BranchId> {
        match &self.from {
            Source::This => Some(&self.branch),
            Source::Branch(id) => Some(id),
            Source::Snapshot(_) => None,
        }
    }

    /// "schema +3 -1 lines in 1 of 2 databases"; `None` while there are no results.
    pub fn summary(&self) -> Option<String> {
        let Tally {
            known,
            differ,
            added,
            removed,
        } = self.schemas.as_ref()?.tally();
        match (known, differ) {
            (0, _) => None,
            (_, 0) => Some("the schema stays as it is".to_owned()),
            (known, differ) => Some(format!(
                "schema +{added} -{removed} lines, in {differ} of {known} databases"
            )),
        }
    }

    /// The selected database.
    fn database<'a>(&'a self, neon: &'a Neon) -> Option<&'a DatabaseName> {
        let names: Vec<_> = self.databases(neon).cloned().collect();
        self.databases(neon).nth(self.cursor.among(&names))
    }
}

/// The databases listed.
pub(crate) fn names(dialogs: &Dialogs, neon: &Neon) -> Vec<DatabaseName> {
    let restore = dialogs.top_as::<Restore>();
    restore.map_or_else(Vec::new, |restore| {
        restore.databases(neon).cloned().collect()
    })
}

fn on_page(dialogs: &Dialogs) -> Option<&Restore> {
    dialogs
        .top_as::<Restore>()
        .filter(|restore| restore.step == RestoreStep::Preview)
}

/// Whether schemas can be compared here.
pub fn compare_ready(dialogs: &Dialogs, neon: &Neon) -> Availability {
    match on_page(dialogs).map(|restore| restore.incomparable(neon)) {
        None => Availability::Hidden,
        Some(Some(why)) => Availability::No(why),
        Some(None) => Availability::Yes,
    }
}

/// Compares the schemas of all databases; the first time in a session, warns what that may cost.
pub fn compare(dialogs: &mut Dialogs, settings: &mut Settings, neon: &mut Neon) {
    let Some(id) = dialogs.top_id() else {
        return;
    };
    if settings.may_wake {
        return compare_now(dialogs, settings, neon, id);
    }
    let lines = vec![
        "Neon reads both schemas from running computes: it may start some, and they cost compute \
         time until they suspend again."
            .to_owned(),
        String::new(),
        "You are asked only once per session.".to_owned(),
    ];
    let title = "Compare the schemas? This may wake computes";
    let confirm = Confirm::question(title, lines, OnConfirm::Preview(id));
    dialogs.open(confirm);
}

/// Requests the difference of every database, with the current state as the base, so that `+` marks what comes back.
pub fn compare_now(dialogs: &mut Dialogs, settings: &mut Settings, neon: &mut Neon, id: DialogId) {
    let Some(restore) = dialogs.top_as::<Restore>() else {
        return;
    };
    if let Some(why) = restore.incomparable(neon) {
        return neon.say(why);
    }
    let (Ok(point), Some(source)) = (restore.point(settings, neon), restore.compared()) else {
        return;
    };
    let mut query = SchemaQuery::default();
    match point {
        Point::Time(at) => query.timestamp = Some(time_input::write(at)),
        Point::Lsn(lsn) => query.lsn = Some(lsn),
        Point::Head | Point::Snapshot => {}
    }
    let base = SchemaBase {
        branch_id: Some(restore.branch.clone()),
        ..SchemaBase::default()
    };
    let databases: Vec<DatabaseName> = restore.databases(neon).cloned().collect();
    let mut batch = Batch::new((&restore.project, source), query, base, databases);
    batch.ask(neon, id);
    settings.may_wake = true;
    if let Some(restore) = dialogs.top_as_mut::<Restore>() {
        restore.message = None;
        restore.schemas = Some(batch);
    }
}

/// Takes a difference, or the error; drops it if another point in time was chosen since.
pub fn schema_received(
    dialogs: &mut Dialogs,
    neon: &mut Neon,
    id: DialogId,
    database: &DatabaseName,
    answer: Result<Option<&str>, &ApiError>,
) {
    let schema = match answer {
        Ok(text) => Schema::known(text.unwrap_or_default()),
        Err(error) if error.is_gone() => {
            Schema::Failed("the database did not exist then".to_owned())
        }
        Err(error) => Schema::Failed(error.sentence()),
    };
    let batch = dialogs
        .get_as_mut::<Restore>(id)
        .and_then(|restore| restore.schemas.as_mut());
    if let Some(batch) = batch {
        batch.put(neon, id, database, schema);
    }
}

fn known<'a>(dialogs: &'a Dialogs, neon: &'a Neon) -> Option<(&'a DatabaseName, &'a str)> {
    let restore = on_page(dialogs)?;
    let name = restore.database(neon)?;
    match restore.schemas.as_ref()?.get(name)? {
        Schema::Known { text, .. } => Some((name, text.as_str())),
        Schema::Asked | Schema::OnlyThere(_) | Schema::Failed(_) => None,
    }
}

/// Whether the selected database was compared.
pub fn diff_ready(dialogs: &Dialogs, neon: &Neon) -> Availability {
    match (on_page(dialogs), known(dialogs, neon)) {
        (None, _) => Availability::Hidden,
        (Some(_), Some(_)) => Availability::Yes,
        (Some(_), None) => Availability::no("compare the schemas first"),
    }
}

/// Shows the difference of the selected database.
pub fn diff(dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    let (Some(restore), Some((name, text))) = (on_page(dialogs), known(dialogs, neon)) else {
        return;
    };
    let then = restore.chosen(settings, neon).unwrap_or_default();
    let title = format!("Schema of {name}: what the restore would change");
    let mut diff = Diff::loading(then, format!("{} now", restore.name));
    diff.set(text);
    let viewer = Viewer::new(title, Content::Diff(Box::new(diff)));
    let viewer = viewer.about(&restore.target());
    dialogs.open(viewer);
}

/// The connection that shows the chosen state of the selected database.
fn look_through(
    dialogs: &Dialogs,
    settings: &Settings,
    neon: &Neon,
) -> Result<UriOf, Availability> {
    let restore = on_page(dialogs).ok_or(Availability::Hidden)?;
    let no = |why: &str| Err(Availability::no(why));
    let Some(branch) = restore.compared() else {
        return no("Neon cannot connect to a snapshot: create a branch from it instead");
    };
    let Some(database) = restore.database(neon) else {
        return no("the databases of the branch are not loaded yet");
    };
    let past = match restore.point(settings, neon) {
        Ok(Point::Time(at)) => Some(Past::at(settings, neon, at)),
        Ok(Point::Lsn(lsn)) => Some(Past::lsn(&lsn)),
        Ok(Point::Head | Point::Snapshot) => None,
        Err((_, why)) => return Err(Availability::No(why)),
    };
    let target = Target::Database(restore.project.clone(), branch.clone(), database.clone());
    match uri::choose(neon, &target) {
        Ok(of) => Ok(UriOf { past, ..of }),
        Err(NoUri::NotLoaded) => no("open that branch first: its contents are not loaded"),
        Err(NoUri::Several(why) | NoUri::Because(why)) => Err(Availability::No(why)),
    }
}

/// Whether a client can connect to the chosen state.
pub fn client_ready(dialogs: &Dialogs, settings: &Settings, neon: &Neon) -> Availability {
    match look_through(dialogs, settings, neon) {
        Ok(of) => db_client::reachable(neon, of.compute(neon)),
        Err(ready) => ready,
    }
}

/// Opens the client for the chosen state; the wizard stays open.
pub fn open_client(model: &mut Model) {
    if let Ok(of) = look_through(&model.dialogs, &model.settings, &model.neon) {
        db_client::to(model, of)
    }
}

/// Whether a branch to look at can be created here.
pub fn try_ready(browser: &Browser, dialogs: &Dialogs, neon: &Neon) -> Availability {
    match on_page(dialogs) {
        None => Availability::Hidden,
        Some(_) => match neon.no_wake_by(browser.selected()) {
            Some(by) => Availability::no(format!("its compute would start: blocked by {by}")),
            None => Availability::Yes,
        },
    }
}

/// Creates a branch from the chosen state that deletes itself after an hour.
pub fn try_out(dialogs: &Dialogs, settings: &Settings, changes: &mut Changes, neon: &mut Neon) {
    let Some(restore) = on_page(dialogs) else {
        return;
    };
    let Ok(point) = restore.point(settings, neon) else {
        return;
    };
    let at = neon.now.to_zoned(TimeZone::UTC);
    let name = format!("{}_look_{}", restore.name, at.strftime("%H:%M:%S"));
    let project = restore.project.clone();
    let (new, body) = match &restore.from {
        Source::Snapshot(snapshot) => (
            New::from(FromSnapshot {
                project: project.clone(),
                snapshot: snapshot.clone(),
                replaces: None,
            }),
            json!({ "name": name, "target_branch_id": restore.branch, "finalize_restore": false }),
        ),
        Source::This | Source::Branch(_) => (
            New::from(NewBranch {
                project: project.clone(),
            }),
            look_body(settings, neon, restore, &name, &point),
        ),
    };
    let expires = here(settings, neon).now.checked_add(TRY_FOR).ok();
    let request = new.request(body);
    let new = NewThing {
        expires: expires.filter(|_| matches!(new, New::FromSnapshot(_))),
        ..NewThing::new(&neon.store, new, &name)
    };
    let change = Change::creating(Target::Project(project), name, request, new);
    write::send(changes, neon, change)
}

fn look_body(
    settings: &Settings,
    neon: &Neon,
    restore: &Restore,
    name: &str,
    point: &Point,
) -> Value {
    let expires = here(settings, neon)
        .now
        .checked_add(TRY_FOR)
        .unwrap_or(neon.now);
    let mut branch = json!({
        "name": name,
        "parent_id": restore.compared(),
        "expires_at": time_input::write(expires),
    });
    let (key, value) = match point {
        Point::Time(at) => ("parent_timestamp", time_input::write(*at)),
        Point::Lsn(lsn) => ("parent_lsn", lsn.clone()),
        Point::Head | Point::Snapshot => ("", String::new()),
    };
    if let Some(fields) = branch.as_object_mut().filter(|_| !key.is_empty()) {
        fields.insert(key.to_owned(), value.into());
    }
    json!({ "branch": branch, "endpoints": [{ "type": "read_write" }] })
}
