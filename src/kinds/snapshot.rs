//! Snapshots of branches, and backup schedules in words.

use super::{
    creation::{Accepted, Creation, Lost, text},
    deletion::fact,
    edit::{EditTable, NEW_SNAPSHOT},
    field::{Described, Field, Value, main, more},
    kind::{Kind, Known},
    units::duration,
    weekdays,
};
use crate::{
    api::{
        Answer, Request, SnapshotQuery,
        types::{
            BranchId, ProjectId, ScheduleFrequency, ScheduleItem, Snapshot, SnapshotChange,
            SnapshotId, SnapshotList,
        },
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;

impl Described for Snapshot {
    const FIELDS: &'static [Field<Self>] = &[
        main("timestamp", "As of", "The point in time it holds.", |one| {
            Value::time(one.timestamp)
        }),
        main(
            "full_size",
            "Size",
            "Its size: in full, or what it adds to the previous one.",
            size,
        ),
        main(
            "manual",
            "Origin",
            "Taken manually or on schedule.",
            |one| Value::Word(origin(one)),
        ),
        main("created_at", "Created", "When it was created.", |one| {
            Value::time(one.created_at)
        }),
        main("expires_at", "Expires", "When Neon deletes it.", expires),
        more(
            "source_branch_id",
            "Branch",
            "The branch it was taken from.",
            |one| Value::of(one.source_branch_id.as_ref(), Value::id),
        ),
        more(
            "diff_size",
            "Growth",
            "What it adds to the previous one of its schedule.",
            |one| {
                Value::of(one.diff_size, |size| {
                    Value::Bytes(i64::try_from(size).unwrap_or(i64::MAX))
                })
            },
        ),
        more(
            "slug",
            "Slug",
            "A name, unique in the project, that never changes.",
            |one| Value::of(one.slug.as_ref(), Value::id),
        ),
        more("lsn", "LSN", "The log position it holds.", |one| {
            Value::of(one.lsn.as_ref(), Value::id)
        }),
        more("id", "Id", "Its id in the API.", |one| Value::id(&one.id)),
    ];
}

/// What created it.
pub fn origin(snapshot: &Snapshot) -> &'static str {
    match snapshot.manual {
        Some(false) => "schedule",
        Some(true) => "manual",
        None => "not told",
    }
}

/// Its size, or `Missing` until Neon has computed it.
pub fn size(snapshot: &Snapshot) -> Value {
    let size = snapshot.full_size.or(snapshot.diff_size);
    Value::of(size, |size| {
        Value::Bytes(i64::try_from(size).unwrap_or(i64::MAX))
    })
}

/// When it expires.
pub fn expires(snapshot: &Snapshot) -> Value {
    snapshot
        .expires_at
        .map_or(Value::Word("never"), Value::Until)
}

/// A line of a schedule in words: `weekly, Mon 02:00 UTC, kept 7d`.
pub fn line(item: &ScheduleItem) -> String {
    let hour = format!("{:02}:00 UTC", item.hour.unwrap_or(0));
    let when = match item.frequency {
        ScheduleFrequency::Weekly => {
            let day = weekdays::name(item.day.unwrap_or(1));
            format!("{} {hour}", day.unwrap_or("Mon"))
        }
        ScheduleFrequency::Monthly => format!("day {} {hour}", item.day.unwrap_or(1)),
        ScheduleFrequency::Yearly => {
            let (day, month) = (item.day.unwrap_or(1), item.month.unwrap_or(1));
            format!("day {day} of month {month} {hour}")
        }
        _ => hour,
    };
    let retention = item.retention_seconds.map_or_else(
        || "kept 35d".to_owned(),
        |seconds| format!("kept {}", duration::exact(seconds.into())),
    );
    format!("{}, {when}, {retention}", item.frequency)
}

/// Identifies a snapshot.
#[derive(Debug, Clone, Copy)]
pub struct SnapshotRef<'a> {
    pub project: &'a ProjectId,
    pub id: &'a SnapshotId,
}

impl Kind for SnapshotRef<'_> {
    fn noun(&self) -> &'static str {
        "snapshot"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        Snapshot::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(store.snapshot(self.project, self.id)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(store.snapshot(self.project, self.id)?.name.to_string())
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        store.inside(self.project)?.snapshots.at
    }

    fn forget(&self, store: &mut Store) {
        let snapshots = &mut store.inside_mut(self.project).snapshots.value;
        snapshots.retain(|snapshot| snapshot.id != *self.id);
    }

    fn keep(&self, store: &mut Store, answer: Answer, _: Timestamp) {
        if let Some(list) = answer.body::<SnapshotList>()
            && let Some(one) = list.snapshots.into_iter().find(|one| one.id == *self.id)
        {
            store.inside_mut(self.project).set_snapshot(one);
        }
    }

    // Neon has no endpoint for a single snapshot, only the list.
    fn read(&self) -> Option<Request> {
        Some(Request::list_snapshots(self.project).into())
    }

    fn entry(&self) -> Option<serde_json::Value> {
        Some(serde_json::json!({ "id": self.id }))
    }

    fn read_alone(&self) -> Option<Request> {
        None
    }

    fn update(&self, fields: serde_json::Value) -> Option<Request> {
        Some(Request::update_snapshot(self.project, self.id, fields))
    }

    fn deletion(&self) -> Option<Request> {
        Some(Request::delete_snapshot(self.project, self.id))
    }

    fn losses_of_many(&self, _: &Store, _: &[Target]) -> Vec<String> {
        vec![
            fact("removes", "what they hold; the branches stay"),
            fact("after", "gone for good"),
        ]
    }
}

/// A new snapshot of a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSnapshot {
    pub project: ProjectId,
    pub branch: BranchId,
}

impl Creation for NewSnapshot {
    fn place(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }

    fn noun(&self) -> &'static str {
        "snapshot"
    }

    fn table(&self) -> &'static EditTable {
        &NEW_SNAPSHOT
    }

    fn request(&self, body: serde_json::Value) -> Request {
        let part = |path| Some(text(&body, path).to_owned()).filter(|text| !text.is_empty());
        let query = SnapshotQuery {
            name: part("/name"),
            lsn: part("/lsn"),
            timestamp: part("/timestamp"),
            expires_at: part("/expires_at"),
            slug: part("/slug"),
        };
        Request::create_snapshot(&self.project, &self.branch, &query)
    }

    fn accept(&self, store: &mut Store, answer: Answer, _: Timestamp) -> Option<Accepted> {
        let response: SnapshotChange = answer.body()?;
        let id = response.snapshot.id.clone();
        store
            .inside_mut(&self.project)
            .set_snapshot(response.snapshot);
        let target = Target::Snapshot(self.project.clone(), id);
        Some(Accepted::new(target, response.operations))
    }

    fn alike(&self, store: &Store, _: &str) -> Vec<String> {
        let inside = store.inside(&self.project).into_iter();
        let known = inside.flat_map(|inside| &inside.snapshots.value);
        known.map(|snapshot| snapshot.id.to_string()).collect()
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(Request::list_snapshots(&self.project).into())
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let list: SnapshotList = answer.body()?;
        let mut all = list.snapshots.iter();
        let one = all.find(|one| one.name == lost.name && lost.is_new(one.id.as_str()))?;
        Some(Target::Snapshot(self.project.clone(), one.id.clone()))
    }

    fn is_harmless(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_a_field_where_neon_tells_one() {
        let slug = |text: &str| {
            let snapshot = serde_json::from_str::<Snapshot>(text).unwrap();
            let mut fields = Snapshot::FIELDS.iter();
            let field = fields.find(|field| field.key == "slug").unwrap();
            (field.get)(&snapshot)
        };
        assert_eq!(
            slug(r#"{"id":"snap-1","slug":"before-v2"}"#),
            Value::Id("before-v2".to_owned())
        );
        assert_eq!(slug(r#"{"id":"snap-1"}"#), Value::Missing);
    }

    #[test]
    fn lines_of_a_schedule_are_said_in_words() {
        let item = |text: &str| serde_json::from_str::<ScheduleItem>(text).unwrap();
        for (text, words) in [
            (
                r#"{"frequency":"daily","hour":2,"retention_seconds":604800}"#,
                "daily, 02:00 UTC, kept 7d",
            ),
            (
                r#"{"frequency":"weekly","day":7}"#,
                "weekly, Sun 00:00 UTC, kept 35d",
            ),
            (
                r#"{"frequency":"monthly","day":31,"hour":23,"retention_seconds":3600}"#,
                "monthly, day 31 23:00 UTC, kept 1h",
            ),
        ] {
            assert_eq!(line(&item(text)), words);
        }
    }
}
