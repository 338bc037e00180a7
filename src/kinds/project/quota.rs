//! How much of its quotas a project has used, and on the free plan of the storage that this has.
//!
//! Lists tell the quotas and the time that computes have run; how much was written and transferred is told by the full
//! record only.

use crate::{api::types::ProjectQuota, store::ProjectEntry};

/// The storage of a project on the free plan, unless Neon tells another limit: 0.5 GB.
const FREE_STORAGE: u64 = 512 * 1024 * 1024;

/// How much of the quotas of the billing period is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QuotaUse {
    /// The used percentage of the tightest quota that is known; `None` without one.
    pub percent: Option<u64>,
    /// What that quota limits.
    pub of: &'static str,
    /// Whether the full record has to be read to know them all.
    pub is_partial: bool,
}

/// What was used of each quota: active time, compute time, written data, transferred data.
type Counters = [Option<u64>; 4];

impl QuotaUse {
    /// `plan` is that of the owner, as far as it is known.
    pub fn of(entry: &ProjectEntry, plan: &str) -> Self {
        let mut all = Self::of_quotas(entry);
        if plan.starts_with("free") {
            let full = entry.full.as_deref().and_then(|full| full.known());
            let limit = full.and_then(|full| full.branch_logical_size_limit_bytes);
            let limit = limit.filter(|limit| *limit > 0).unwrap_or(FREE_STORAGE);
            let used = entry.row.synthetic_storage_size;
            if let Some(used) = used {
                all.take(used, limit, "the free plan's storage");
            }
        }
        all
    }

    /// How much of which quota is used, if one is known.
    pub fn sentence(self) -> Option<String> {
        let Self { percent, of, .. } = self;
        percent.map(|percent| format!("{percent} % of {of} is used."))
    }

    /// Keeps a quota if it is the tightest so far.
    fn take(&mut self, used: u64, limit: u64, of: &'static str) {
        let percent = Some(used.saturating_mul(100) / limit);
        if self.percent < percent {
            (self.percent, self.of) = (percent, of);
        }
    }

    fn of_quotas(entry: &ProjectEntry) -> Self {
        if let Some(full) = entry.full.as_deref().and_then(|full| full.known()) {
            let quota = full.settings.as_ref().and_then(|it| it.quota.as_ref());
            let used = [
                full.active_time_seconds,
                full.compute_time_seconds,
                full.written_data_bytes,
                full.data_transfer_bytes,
            ];
            return Self::from(quota, used.map(|used| used.or(Some(0))));
        }
        let row = &entry.row;
        match &row.settings {
            None => Self {
                is_partial: true,
                ..Self::default()
            },
            Some(settings) => Self::from(
                settings.quota.as_deref(),
                [Some(row.active_time), Some(row.cpu_used_sec), None, None],
            ),
        }
    }

    fn from(quota: Option<&ProjectQuota>, used: Counters) -> Self {
        let limits = quota.map(|quota| {
            [
                quota.active_time_seconds,
                quota.compute_time_seconds,
                quota.written_data_bytes,
                quota.data_transfer_bytes,
            ]
        });
        const LIMITED: [&str; 4] = [
            "the quota of active time",
            "the quota of compute time",
            "the quota of written data",
            "the quota of data transfer",
        ];
        let limits = limits.into_iter().flatten().zip(used).zip(LIMITED);
        let limits =
            limits.filter_map(|((limit, used), of)| Some((limit.filter(|it| *it > 0)?, used, of)));
        let mut all = Self::default();
        for (limit, used, of) in limits {
            match used {
                Some(used) => all.take(used, limit, of),
                None => all.is_partial = true,
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{api::types::ProjectRow, store::Store};
    use serde_json::{Value, json};

    fn listed(settings: &Value) -> QuotaUse {
        let row = json!({
            "id": "p", "name": "p", "active_time": 90, "cpu_used_sec": 50, "settings": settings
        });
        let row: ProjectRow = serde_json::from_value(row).unwrap();
        let mut store = Store::default();
        let id = row.id.clone();
        store.keep_row(row);
        QuotaUse::of(store.project(&id).unwrap(), "launch_v3")
    }

    #[test]
    fn the_storage_of_the_free_plan_counts_as_a_quota() {
        for (plan, percent) in [("free_v3", Some(75)), ("launch_v3", None)] {
            let row = json!({
                "id": "p", "name": "p", "settings": {},
                "synthetic_storage_size": FREE_STORAGE / 4 * 3
            });
            let mut store = Store::default();
            store.keep_row(serde_json::from_value(row).unwrap());
            let entry = store.projects.values().next().unwrap();
            let quota = QuotaUse::of(entry, plan);
            assert_eq!(quota.percent, percent, "{plan}");
            let sentence = percent.map(|_| "75 % of the free plan's storage is used.");
            assert_eq!(quota.sentence().as_deref(), sentence, "{plan}");
        }
    }

    #[test]
    fn a_list_tells_whether_a_project_is_near_its_limit() {
        let quota = |quota: Value| listed(&json!({ "quota": quota }));
        let known = |percent| QuotaUse {
            percent,
            of: percent.map_or("", |_| "the quota of active time"),
            is_partial: false,
        };
        let both = json!({"active_time_seconds": 100, "compute_time_seconds": 200});
        assert_eq!(quota(both), known(Some(90)));
        assert_eq!(quota(json!({"compute_time_seconds": 0})), known(None));
        assert_eq!(listed(&json!({})), known(None));
    }

    #[test]
    fn what_only_the_project_tells_is_not_known_from_a_list() {
        let partial = |percent| QuotaUse {
            percent,
            of: percent.map_or("", |_| "the quota of compute time"),
            is_partial: true,
        };
        assert_eq!(listed(&Value::Null), partial(None));
        let transfer = json!({"quota": {"data_transfer_bytes": 10, "compute_time_seconds": 100}});
        assert_eq!(listed(&transfer), partial(Some(50)));
    }
}
