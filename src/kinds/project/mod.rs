//! Projects.

mod claim;
pub mod list;
mod new;
mod offer;
mod owner;
pub mod quota;
mod row;

pub use claim::NewClaim;
pub use new::NewProject;
pub use offer::NewOffer;
pub use owner::Owner;
use row::{access, shared};

use super::{
    deletion::fact,
    field::{Described, Field, Value, main, more},
    kind::{self, Contents, Kind, Known},
    size,
    units::{bytes, duration},
    weekdays,
};
use crate::{
    api::{
        Answer, Request,
        types::{Branch, Project, ProjectAnswer, ProjectId, ProjectRow},
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;

impl Described for Project {
    const FIELDS: &'static [Field<Self>] = &[
        shared!(region_id),
        shared!(pg_version),
        shared!(synthetic_storage_size),
        main(
            "compute_time_seconds",
            "Compute",
            "Compute time in this billing period.",
            |p| Value::of(p.compute_time_seconds, |n| Value::ComputeSeconds(n as i64)),
        ),
        main(
            "data_transfer_bytes",
            "Transferred",
            "Data sent to clients in this billing period.",
            |p| Value::of(p.data_transfer_bytes, |n| Value::Bytes(n as i64)),
        ),
        shared!(compute_last_active_at),
        shared!(history_retention_seconds),
        main(
            "default_endpoint_settings",
            "New computes",
            "The default size of new computes.",
            |p| {
                let defaults = p.default_endpoint_settings.as_ref();
                let ends = defaults
                    .and_then(|d| Some((d.autoscaling_limit_min_cu?, d.autoscaling_limit_max_cu?)));
                Value::of(ends, |(min, max)| Value::Text(size::range(min, max)))
            },
        ),
        main(
            "settings.allowed_ips",
            "Open to",
            "Addresses that may connect; an empty list means any.",
            |p| {
                let allowed = p.settings.as_ref().and_then(|s| s.allowed_ips.as_ref());
                let ips: Vec<_> = allowed
                    .and_then(|a| a.ips.as_ref())
                    .into_iter()
                    .flatten()
                    .map(ToString::to_string)
                    .collect();
                if ips.is_empty() {
                    Value::Word("every address")
                } else {
                    Value::List(ips)
                }
            },
        ),
        main(
            "maintenance_scheduled_for",
            "Update planned",
            "When its computes are restarted for an update.",
            |p| Value::time(p.maintenance_scheduled_for),
        ),
        main(
            "maintenance_starts_at",
            "Maintenance",
            "When Neon's maintenance begins, during which it cannot be changed.",
            |p| Value::time(p.maintenance_starts_at),
        ),
        shared!(created_at),
        shared!(id),
        more(
            "settings.enable_logical_replication",
            "Logical replication",
            "Cannot be turned off again.",
            |p| {
                Value::of(
                    p.settings
                        .as_ref()
                        .and_then(|s| s.enable_logical_replication),
                    Value::Flag,
                )
            },
        ),
        more(
            "settings.maintenance_window",
            "Update window",
            "When Neon may restart computes for updates, in UTC.",
            |p| {
                let window = p
                    .settings
                    .as_ref()
                    .and_then(|s| s.maintenance_window.as_ref());
                Value::of(window, |w| {
                    Value::Text(format!(
                        "{} {}-{} UTC",
                        weekdays::words(&w.weekdays),
                        w.start_time,
                        w.end_time
                    ))
                })
            },
        ),
        more(
            "settings.block_public_connections",
            "Public access",
            "Whether connections from the internet are refused.",
            |p| {
                let blocked = p.settings.as_ref().and_then(|s| s.block_public_connections);
                Value::of(blocked, |blocked| {
                    Value::Word(if blocked { "blocked" } else { "allowed" })
                })
            },
        ),
        more(
            "settings.block_vpc_connections",
            "VPC access",
            "Whether connections from private networks are refused.",
            |p| {
                let blocked = p.settings.as_ref().and_then(|s| s.block_vpc_connections);
                Value::of(blocked, |blocked| {
                    Value::Word(if blocked { "blocked" } else { "allowed" })
                })
            },
        ),
        more(
            "settings.audit_log_level",
            "Audit log",
            "The audit log level.",
            |p| {
                Value::of(
                    p.settings.as_ref().and_then(|s| s.audit_log_level.as_ref()),
                    |l| Value::text(l.as_str()),
                )
            },
        ),
        more(
            "settings.hipaa",
            "HIPAA",
            "HIPAA applies to this project.",
            |p| Value::of(p.settings.as_ref().and_then(|s| s.hipaa), Value::Flag),
        ),
        more(
            "hipaa_enabled_at",
            "HIPAA since",
            "When the rules of HIPAA took effect.",
            |p| Value::time(p.hipaa_enabled_at),
        ),
        more(
            "store_passwords",
            "Passwords kept",
            "Whether Neon can show role passwords later.",
            |p| Value::Flag(p.store_passwords),
        ),
        more(
            "written_data_bytes",
            "Written",
            "Data written in this billing period.",
            |p| Value::of(p.written_data_bytes, |n| Value::Bytes(n as i64)),
        ),
        more(
            "active_time_seconds",
            "Active",
            "Time awake in this billing period, not weighted by size.",
            |p| Value::of(p.active_time_seconds, |n| Value::Seconds(n as i64)),
        ),
        more(
            "consumption_period_start",
            "Period began",
            "When the counters were reset.",
            |p| Value::time(p.consumption_period_start),
        ),
        more(
            "consumption_period_end",
            "Period ends",
            "When the counters reset.",
            |p| Value::time(p.consumption_period_end),
        ),
        more(
            "branch_logical_size_limit_bytes",
            "Branch limit",
            "The maximum size of a branch.",
            |p| {
                Value::of(p.branch_logical_size_limit_bytes, |n| {
                    Value::text(bytes::exact(n as i64))
                })
            },
        ),
        more("owner", "Plan", "The plan of the owner.", |p| {
            Value::of(p.owner.as_ref(), |o| {
                Value::text(plan_words(&o.subscription_type))
            })
        }),
        more(
            "owner.name",
            "Owner",
            "The account that pays for it.",
            |p| {
                Value::of(p.owner.as_ref(), |owner| {
                    let parts = [owner.name.as_str(), &owner.email];
                    let parts = parts.into_iter().filter(|part| !part.is_empty());
                    Value::text(parts.collect::<Vec<_>>().join(", "))
                })
            },
        ),
        more(
            "owner.branches_limit",
            "Branches allowed",
            "How many branches it may have.",
            |p| {
                let limit = p.owner.as_ref().and_then(|owner| owner.branches_limit);
                Value::of(limit, Value::Count)
            },
        ),
        shared!(effective_project_permission),
        more("org_id", "Organization", "Who owns it.", |p| {
            Value::of(p.org_id.as_ref(), Value::id)
        }),
        more(
            "creation_source",
            "Created with",
            "The program that created it.",
            |p| Value::text(&p.creation_source),
        ),
        more(
            "provisioner",
            "Provisioner",
            "How Neon runs its computes.",
            |p| Value::text(&p.provisioner),
        ),
        more("updated_at", "Updated", "When it was last changed.", |p| {
            Value::time(p.updated_at)
        }),
    ];
}

fn window(seconds: i64) -> Value {
    if seconds == 0 {
        Value::Word("off: nothing can be restored")
    } else {
        Value::text(duration::exact(seconds))
    }
}

/// A plan without its version: `launch_v3` is "launch".
pub fn plan(text: &str) -> &str {
    match text.rsplit_once("_v") {
        Some((name, version))
            if version.chars().all(|c| c.is_ascii_digit()) && !version.is_empty() =>
        {
            name
        }
        _ => text,
    }
}

/// A plan in words.
pub fn plan_words(text: &str) -> String {
    match plan(text) {
        "aws_marketplace" => "AWS Marketplace".to_owned(),
        "vercel_pg_legacy" => "Vercel Postgres (legacy)".to_owned(),
        "UNKNOWN" => "unknown".to_owned(),
        other => other.replace('_', " "),
    }
}

/// A region, short enough for the tree: `aws-us-east-2` is "us-e2".
pub fn short_region(region: &str) -> String {
    let mut parts = region.split('-').skip(1);
    let area = parts.next().unwrap_or(region);
    let direction = parts.next().map_or("", |word| match word {
        "northeast" => "ne",
        "northwest" => "nw",
        "southeast" => "se",
        "southwest" => "sw",
        other => other.get(..1).unwrap_or(other),
    });
    let number = parts.next().unwrap_or_default();
    if direction.is_empty() {
        area.to_owned()
    } else {
        format!("{area}-{direction}{number}")
    }
}

/// Identifies a project.
#[derive(Debug, Clone, Copy)]
pub struct ProjectRef<'a> {
    pub id: &'a ProjectId,
}

impl Kind for ProjectRef<'_> {
    fn noun(&self) -> &'static str {
        "project"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        [ProjectRow::names(), Project::names()].concat()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(&store.project(self.id)?.row)
    }

    fn whole<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        self.editable(store).or(self.known(store))
    }

    fn editable<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(store.full(self.id)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(store.project(self.id)?.row.name.to_string())
    }

    fn json(&self, store: &Store) -> Option<String> {
        self.whole(store)?.json()
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        let entry = store.project(self.id)?;
        let inside = entry.inside.as_deref();
        kind::oldest([
            entry.full.as_deref()?.at,
            inside.and_then(|inside| inside.branches.at),
            inside.and_then(|inside| inside.endpoints.at),
        ])
    }

    fn can_connect(&self) -> bool {
        true
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.default_branch(self.id)
    }

    fn contents(&self) -> Contents<'_> {
        Contents::Project(self.id)
    }

    fn forget(&self, store: &mut Store) {
        store.project_mut(self.id).gone = true;
    }

    fn keep(&self, store: &mut Store, answer: Answer, now: Timestamp) {
        if let Some(answer) = answer.body::<ProjectAnswer>() {
            store.keep_project(answer.project, now);
        }
    }

    fn read(&self) -> Option<Request> {
        Some(Request::get_project(self.id).into())
    }

    fn update(&self, fields: serde_json::Value) -> Option<Request> {
        Some(Request::update_project(self.id, fields))
    }

    fn deletion(&self) -> Option<Request> {
        Some(Request::delete_project(self.id))
    }

    fn losses_of_many(&self, _: &Store, _: &[Target]) -> Vec<String> {
        vec![
            fact(
                "removes",
                "all their branches, computes, databases and roles",
            ),
            fact(
                "recover",
                "for seven days, from the list of deleted projects",
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_and_plans_get_short() {
        for (long, short) in [
            ("aws-us-east-2", "us-e2"),
            ("aws-ap-southeast-1", "ap-se1"),
            ("azure-gwc", "gwc"),
            ("azure-eastus2", "eastus2"),
            ("odd", "odd"),
            ("", ""),
        ] {
            assert_eq!(short_region(long), short);
        }
        assert_eq!(plan("launch_v3"), "launch");
        assert_eq!(plan("vercel_pg_legacy"), "vercel_pg_legacy");
    }
}
