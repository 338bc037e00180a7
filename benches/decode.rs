//! A page of 400 projects: what leniency costs, against plain `serde_json` into a plain `Vec` of the same rows.
//!
//! Prints ratios within one run, because the clock of a shared machine says little.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use lazyneon::api::{Answer, Operation, types::ProjectRow};
use serde::Deserialize;
use serde_json::{Value, json};

/// The page as a program would read it that trusts the server.
#[derive(Deserialize)]
struct Plain {
    projects: Vec<PlainRow>,
}

/// The fields of [`ProjectRow`], strictly.
#[derive(Deserialize)]
#[expect(dead_code, reason = "read, never looked at")]
struct PlainRow {
    id: String,
    name: String,
    region_id: String,
    org_id: Option<String>,
    owner_id: String,
    pg_version: u16,
    created_at: jiff::Timestamp,
    updated_at: jiff::Timestamp,
    compute_last_active_at: Option<jiff::Timestamp>,
    synthetic_storage_size: Option<u64>,
    active_time: u64,
    history_retention_seconds: Option<u32>,
}

fn page(rows: usize) -> Value {
    let row = |index: usize| {
        json!({
            "id": format!("quiet-lake-{index:08}"), "platform_id": "aws", "region_id": "aws-eu-central-1",
            "name": format!("project number {index}"), "provisioner": "k8s-neonvm",
            "default_endpoint_settings": {"autoscaling_limit_min_cu": 0.25, "autoscaling_limit_max_cu": 2, "suspend_timeout_seconds": 0},
            "settings": {"allowed_ips": {"ips": [], "protected_branches_only": false}, "enable_logical_replication": false,
                "maintenance_window": {"weekdays": [5], "start_time": "19:00", "end_time": "20:00"}, "hipaa": false},
            "pg_version": 17, "proxy_host": "eu-central-1.aws.neon.tech", "branch_logical_size_limit": 512,
            "branch_logical_size_limit_bytes": 536_870_912, "store_passwords": true, "active_time": index, "cpu_used_sec": 0,
            "creation_source": "console", "created_at": "2026-09-10T06:58:33Z", "updated_at": "2026-09-10T06:58:39Z",
            "synthetic_storage_size": 30_785_536, "quota_reset_at": "2026-10-01T00:00:00Z", "owner_id": "org-royal-sun-91776391",
            "compute_last_active_at": "2026-09-10T06:58:38Z", "org_id": "org-royal-sun-91776391",
            "history_retention_seconds": 86400, "org_name": "Example Org"
        })
    };
    json!({"projects": (0..rows).map(row).collect::<Vec<_>>(), "pagination": {"cursor": "x"}, "applications": {}})
}

/// The best of many runs: the one that was disturbed least.
fn best<T>(mut work: impl FnMut() -> T) -> Duration {
    let run = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..300).map(run).min().unwrap_or_default()
}

fn rows(answer: Option<Answer>) -> (usize, usize) {
    match answer {
        Some(Answer::ListProjects(page)) => (page.projects.len(), page.odd.len()),
        _ => (0, 0),
    }
}

fn main() {
    let good = page(400);
    let mut bad = good.clone();
    if let Some(version) = bad.pointer_mut("/projects/200/pg_version") {
        *version = json!("seventeen");
    }
    let (good, bad) = (good.to_string(), bad.to_string());
    let decode = |text: &str| Answer::decode(Operation::ListProjects, 200, text).ok();
    let plain = best(|| serde_json::from_str::<Plain>(&good).map(|page| page.projects.len()));
    let lenient = best(|| decode(&good));
    let pieces = best(|| decode(&bad));
    let value = best(|| serde_json::from_str::<Value>(&good));
    println!(
        "a page of {} KB, a row of {} bytes",
        good.len() / 1024,
        size_of::<ProjectRow>()
    );
    let say = |what: &str, time: Duration, (rows, odd): (usize, usize)| {
        let ratio = time.as_secs_f64() / plain.as_secs_f64();
        println!("{what:<28} {time:>10.1?}  {ratio:>5.2} x   {rows} rows, {odd} odd");
    };
    say("plain Vec", plain, (400, 0));
    say("Answer::decode", lenient, rows(decode(&good)));
    say("… with one odd row", pieces, rows(decode(&bad)));
    say("serde_json::Value", value, (400, 0));
}
