//! The second step: what the moment looks like. Comparing schemas may wake computes and is asked for
//! once per session; a branch to look at is made on demand and deletes itself.

use super::{Point, Restore, RestoreStep, Source, when::here};
use crate::{
    api::{
        ApiError, SchemaBase, SchemaQuery,
        types::{BranchId, DatabaseName},
    },
    changes::{
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
        compare::{
            self,
            batch::{Batch, Tally},
        },
        db_client,
        dialog::{
            Viewer,
            confirm::{Confirm, OnConfirm},
            diff::{Diff, Schema},
            viewer::Content,
        },
        model::Model,
        point_in_time::Past,
        uri::{self, NoUri, UriOf},
    },
};
use jiff::{SignedDuration, tz::TimeZone};
use serde_json::{Value, json};

/// How long a branch to look at lives.
const TRY_FOR: SignedDuration = SignedDuration::from_hours(1);

impl Restore {
    /// The databases of the branch, as far as they are known.
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

    /// Why schemas cannot be compared, if they cannot.
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

    /// The branch whose schema is compared with what the branch is now.
    fn compared(&self) -> Option<&BranchId> {
        match &self.from {
            Source::This => Some(&self.branch),
            Source::Branch(id) => Some(id),
            Source::Snapshot(_) => None,
        }
    }

    /// "schema +3 -1 lines in 1 of 2 databases"; nothing while nothing is known.
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

    /// The database of the cursor.
    fn database<'a>(&'a self, neon: &'a Neon) -> Option<&'a DatabaseName> {
        let names: Vec<_> = self.databases(neon).cloned().collect();
        self.databases(neon).nth(self.cursor.among(&names))
    }
}

/// The databases that are listed.
pub(crate) fn names(model: &Model) -> Vec<DatabaseName> {
    let restore = model.dialogs.top_as::<Restore>();
    restore.map_or_else(Vec::new, |restore| {
        restore.databases(&model.neon).cloned().collect()
    })
}

fn on_page(model: &Model) -> Option<&Restore> {
    model
        .dialogs
        .top_as::<Restore>()
        .filter(|restore| restore.step == RestoreStep::Preview)
}

/// Whether schemas can be compared here.
pub fn compare_ready(model: &Model) -> Availability {
    match on_page(model).map(|restore| restore.incomparable(&model.neon)) {
        None => Availability::Hidden,
        Some(Some(why)) => Availability::No(why),
        Some(None) => Availability::Yes,
    }
}

/// Compares the schemas of all databases; the first time in a session, says what that may cost.
pub fn compare(model: &mut Model) {
    let Some(id) = model.dialogs.top_id() else {
        return;
    };
    if model.settings.may_wake {
        return go(model, id);
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
    model.dialogs.open(confirm);
}

/// Asks for the difference of every database: what is now is the base, so `+` is what comes back.
pub fn go(model: &mut Model, id: DialogId) {
    let Some(restore) = model.dialogs.top_as::<Restore>() else {
        return;
    };
    if let Some(why) = restore.incomparable(&model.neon) {
        return model.neon.say(why);
    }
    let (Ok(point), Some(source)) = (restore.point(model), restore.compared()) else {
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
    let databases: Vec<DatabaseName> = restore.databases(&model.neon).cloned().collect();
    let mut batch = Batch::new((&restore.project, source), query, base, databases);
    batch.ask(&mut model.neon, id);
    model.settings.may_wake = true;
    if let Some(restore) = model.dialogs.top_as_mut::<Restore>() {
        restore.message = None;
        restore.schemas = Some(batch);
    }
}

/// A difference came, or could not be had; nothing is kept of it if another moment was chosen meanwhile.
pub fn schema_received(
    model: &mut Model,
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
    let batch = model
        .dialogs
        .get_as_mut::<Restore>(id)
        .and_then(|restore| restore.schemas.as_mut());
    if let Some(batch) = batch {
        batch.put(&mut model.neon, id, database, schema);
    }
}

fn known(model: &Model) -> Option<(&DatabaseName, &str)> {
    let restore = on_page(model)?;
    let name = restore.database(&model.neon)?;
    match restore.schemas.as_ref()?.get(name)? {
        Schema::Known { text, .. } => Some((name, text.as_str())),
        Schema::Asked | Schema::OnlyThere(_) | Schema::Failed(_) => None,
    }
}

/// Whether the database of the cursor was compared.
pub fn diff_ready(model: &Model) -> Availability {
    match (on_page(model), known(model)) {
        (None, _) => Availability::Hidden,
        (Some(_), Some(_)) => Availability::Yes,
        (Some(_), None) => Availability::no("compare the schemas first"),
    }
}

/// Shows the difference of the database of the cursor.
pub fn diff(model: &mut Model) {
    let (Some(restore), Some((name, text))) = (on_page(model), known(model)) else {
        return;
    };
    let then = restore.chosen(model).unwrap_or_default();
    let title = format!("Schema of {name}: what the restore would change");
    let mut diff = Diff::loading(then, format!("{} now", restore.name));
    diff.set(text);
    let viewer = Viewer::new(title, Content::Diff(Box::new(diff)));
    model.dialogs.open(viewer);
}

/// Whose connection shows what was chosen: the database of the cursor, as it was then.
fn look_through(model: &Model) -> Result<UriOf, Availability> {
    let restore = on_page(model).ok_or(Availability::Hidden)?;
    let no = |why: &str| Err(Availability::no(why));
    let Some(branch) = restore.compared() else {
        return no("Neon cannot connect to a snapshot: create a branch from it instead");
    };
    let Some(database) = restore.database(&model.neon) else {
        return no("the databases of the branch are not loaded yet");
    };
    let past = match restore.point(model) {
        Ok(Point::Time(at)) => Some(Past::at(model, at)),
        Ok(Point::Lsn(lsn)) => Some(Past::lsn(&lsn)),
        Ok(Point::Head | Point::Snapshot) => None,
        Err((_, why)) => return Err(Availability::No(why)),
    };
    let target = Target::Database(restore.project.clone(), branch.clone(), database.clone());
    match uri::choose(&model.neon, &target) {
        Ok(of) => Ok(UriOf { past, ..of }),
        Err(NoUri::NotLoaded) => no("open that branch first: its contents are not loaded"),
        Err(NoUri::Several(why) | NoUri::Because(why)) => Err(Availability::No(why)),
    }
}

/// Whether a client can be opened to what was chosen.
pub fn client_ready(model: &Model) -> Availability {
    match look_through(model) {
        Ok(_) => db_client::chosen_ready(model),
        Err(ready) => ready,
    }
}

/// Opens the client to what was chosen; the wizard stays.
pub fn open_client(model: &mut Model) {
    if let Ok(of) = look_through(model) {
        db_client::to(model, of)
    }
}

/// Whether a branch to look at can be made here.
pub fn try_ready(model: &Model) -> Availability {
    match on_page(model) {
        None => Availability::Hidden,
        Some(_) => match model.neon.no_wake_by(model.browser.selected()) {
            Some(by) => Availability::no(format!("its compute would start: blocked by {by}")),
            None => Availability::Yes,
        },
    }
}

/// Makes a branch of what was chosen that deletes itself after an hour.
pub fn try_out(model: &mut Model) {
    let Some(restore) = on_page(model) else {
        return;
    };
    let Ok(point) = restore.point(model) else {
        return;
    };
    let at = model.neon.now.to_zoned(TimeZone::UTC);
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
            look_body(model, restore, &name, &point),
        ),
    };
    let expires = here(model).now.checked_add(TRY_FOR).ok();
    let request = new.request(body);
    let new = NewThing {
        expires: expires.filter(|_| matches!(new, New::FromSnapshot(_))),
        ..NewThing::new(&model.neon.store, new, &name)
    };
    let change = Change::creating(Target::Project(project), name, request, new);
    write::send(&mut model.changes, &mut model.neon, change)
}

fn look_body(model: &Model, restore: &Restore, name: &str, point: &Point) -> Value {
    let expires = here(model)
        .now
        .checked_add(TRY_FOR)
        .unwrap_or(model.neon.now);
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
