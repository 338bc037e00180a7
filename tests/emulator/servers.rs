//! Real Postgres servers behind the API. Left out where there is no PostgreSQL.

use std::{process::Stdio, time::Duration};

use lazyneon::emulator::{EmulatorError, Options, ServerOptions, ServersError};
use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::Command,
};

use crate::harness::{FREE, Neon, STOREFRONT};

const PRODUCTION: &str = "br-long-feather-adpbgzlx";

/// An emulator with servers, if there is a PostgreSQL.
async fn start() -> Option<Neon> {
    let options = Options {
        rate_limit: false,
        servers: Some(ServerOptions::default()),
        ..Options::default()
    };
    match Neon::try_with(options).await {
        Err(EmulatorError::Servers(ServersError::NoPostgres)) => {
            eprintln!("left out: there is no PostgreSQL here");
            None
        }
        started => Some(started.unwrap()),
    }
}

/// What psql answers, or what it says when it fails.
async fn psql(uri: &str, sql: &str) -> Result<String, String> {
    let mut psql = Command::new("psql");
    psql.args([
        "-X",
        "-q",
        "-A",
        "-t",
        "-v",
        "ON_ERROR_STOP=1",
        "-c",
        sql,
        uri,
    ]);
    psql.env("PGCONNECT_TIMEOUT", "60").kill_on_drop(true);
    let output = psql.output().await.unwrap();
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout).unwrap().trim().to_owned()),
        false => Err(String::from_utf8(output.stderr).unwrap()),
    }
}

/// The connection URI of a branch of storefront, as the API tells it.
async fn uri(neon: &Neon, branch: &str, database: &str, role: &str) -> String {
    let query = format!(
        "{STOREFRONT}/connection_uri?branch_id={branch}&database_name={database}&role_name={role}"
    );
    neon.get(&query).await.is(200).text("/uri").to_owned()
}

/// Makes a branch of storefront with a compute, and returns its id.
async fn branch(neon: &Neon, body: serde_json::Value) -> String {
    let body = json!({ "branch": body, "endpoints": [{ "type": "read_write" }] });
    let made = neon.post(&format!("{STOREFRONT}/branches"), body).await;
    let id = made.is(201).text("/branch/id").to_owned();
    neon.settle();
    id
}

async fn add_compute(neon: &Neon, branch: &str) {
    let compute = json!({ "endpoint": { "branch_id": branch, "type": "read_write" } });
    let path = format!("{STOREFRONT}/endpoints");
    neon.post(&path, compute).await.is(201);
    neon.settle();
}

async fn owner_of(neon: &Neon, branch: &str) -> String {
    uri(neon, branch, "storefront", "storefront_owner").await
}

#[tokio::test]
async fn branches_are_databases_of_their_own() {
    let Some(neon) = start().await else { return };
    let production = owner_of(&neon, PRODUCTION).await;
    // What the branch is described to have is there.
    let tables = psql(
        &production,
        "SELECT count(*) > 0 FROM pg_tables WHERE schemaname = 'public'",
    );
    assert_eq!(tables.await.as_deref(), Ok("t"));
    psql(
        &production,
        "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('old')",
    )
    .await
    .unwrap();
    let feature = branch(&neon, json!({ "name": "feature", "parent_id": PRODUCTION })).await;
    let feature_uri = owner_of(&neon, &feature).await;
    let read = "SELECT string_agg(text, ' ' ORDER BY text) FROM notes";
    assert_eq!(psql(&feature_uri, read).await.as_deref(), Ok("old"));
    psql(&feature_uri, "INSERT INTO notes VALUES ('feature')")
        .await
        .unwrap();
    psql(&production, "INSERT INTO notes VALUES ('production')")
        .await
        .unwrap();
    assert_eq!(psql(&feature_uri, read).await.as_deref(), Ok("feature old"));
    assert_eq!(
        psql(&production, read).await.as_deref(),
        Ok("old production")
    );
    // A child of a protected branch has passwords of its own.
    let password = |uri: &str| uri.split(['@', ':']).nth(2).unwrap().to_owned();
    let mixed = feature_uri.replace(&password(&feature_uri), &password(&production));
    assert!(
        psql(&mixed, "SELECT 1")
            .await
            .unwrap_err()
            .contains("password authentication failed")
    );
    // A reset brings the parent's data, with the old kept under another name.
    let restore = format!("{STOREFRONT}/branches/{feature}/restore");
    let body = json!({ "source_branch_id": PRODUCTION, "preserve_under_name": "before" });
    neon.post(&restore, body).await.is(200);
    neon.settle();
    let feature_uri = owner_of(&neon, &feature).await;
    assert_eq!(
        psql(&feature_uri, read).await.as_deref(),
        Ok("old production")
    );
    let branches = neon
        .get(&format!("{STOREFRONT}/branches?search=before"))
        .await
        .is(200);
    let before = branches.text("/branches/0/id").to_owned();
    add_compute(&neon, &before).await;
    assert_eq!(
        psql(&owner_of(&neon, &before).await, read).await.as_deref(),
        Ok("feature old")
    );
    neon.emulator.stop().await;
}

#[tokio::test]
async fn a_connection_wakes_a_compute_and_keeps_it_awake() {
    let Some(neon) = start().await else { return };
    let branch = branch(&neon, json!({ "name": "idle", "parent_id": PRODUCTION })).await;
    let uri = owner_of(&neon, &branch).await;
    let endpoints = format!("{STOREFRONT}/branches/{branch}/endpoints");
    let state = async || {
        let reply = neon.get(&endpoints).await.is(200);
        reply.text("/endpoints/0/current_state").to_owned()
    };
    assert_eq!(state().await, "active");
    neon.pass(Duration::from_secs(600));
    neon.settle();
    assert_eq!(state().await, "idle");
    let mut session = Command::new("psql");
    session
        .args(["-X", "-c", "SELECT pg_sleep(600)", &uri])
        .kill_on_drop(true);
    let mut session = session.spawn().unwrap();
    assert_eq!(psql(&uri, "SELECT 1").await.as_deref(), Ok("1"));
    neon.settle();
    assert_eq!(state().await, "active");
    neon.pass(Duration::from_secs(3_600));
    neon.settle();
    assert_eq!(state().await, "active");
    // What is in it is measured when it stops, at the latest.
    let size = async || {
        let branch = neon.get(&format!("{STOREFRONT}/branches/{branch}")).await;
        branch.is(200).body["branch"]["logical_size"]
            .as_i64()
            .unwrap()
    };
    let fill = "CREATE TABLE much AS SELECT repeat(md5(n::text), 100) FROM generate_series(1, 100000) n; \
        SELECT sum(pg_database_size(oid)) FROM pg_database";
    let full: i64 = psql(&uri, fill).await.unwrap().parse().unwrap();
    // Suspending ends the session.
    let id = neon
        .get(&endpoints)
        .await
        .text("/endpoints/0/id")
        .to_owned();
    let suspend = format!("{STOREFRONT}/endpoints/{id}/suspend");
    neon.post(&suspend, None).await.is(200);
    let ended = tokio::time::timeout(Duration::from_secs(60), session.wait()).await;
    assert!(!ended.unwrap().unwrap().success());
    assert!(
        (size().await - full).abs() < 1_000_000,
        "{} {full}",
        size().await
    );
    // A disabled compute wakes for nobody.
    neon.settle();
    let disable = json!({ "endpoint": { "disabled": true } });
    neon.patch(&format!("{STOREFRONT}/endpoints/{id}"), disable)
        .await
        .is(200);
    neon.settle();
    let refused = psql(&uri, "SELECT 1").await.unwrap_err();
    assert!(refused.contains("endpoint is disabled"), "{refused}");
    neon.emulator.stop().await;
}

#[tokio::test]
async fn roles_and_databases_of_the_api_are_real() {
    let Some(neon) = start().await else { return };
    let branch = branch(&neon, json!({ "name": "roles", "parent_id": PRODUCTION })).await;
    let path = format!("{STOREFRONT}/branches/{branch}");
    let owner = owner_of(&neon, &branch).await;
    assert_eq!(
        psql(&owner, "CREATE DATABASE by_sql").await.as_deref(),
        Ok("")
    );
    let role = json!({ "role": { "name": "it's \"new\"" } });
    neon.post(&format!("{path}/roles"), role).await.is(201);
    neon.settle();
    let database = json!({ "database": { "name": "more data", "owner_name": "it's \"new\"" } });
    neon.post(&format!("{path}/databases"), database)
        .await
        .is(201);
    neon.settle();
    let new = "it%27s%20%22new%22";
    let theirs = uri(&neon, &branch, "more%20data", new).await;
    assert_eq!(
        psql(&theirs, "CREATE TABLE t (); SELECT current_user")
            .await
            .as_deref(),
        Ok("it's \"new\"")
    );
    // The password is the one that the API tells.
    let reset = format!("{path}/roles/{new}/reset_password");
    neon.post(&reset, None).await.is(200);
    neon.settle();
    let again = uri(&neon, &branch, "more%20data", new).await;
    assert_ne!(theirs, again);
    assert_eq!(psql(&again, "SELECT 1").await.as_deref(), Ok("1"));
    assert!(psql(&theirs, "SELECT 1").await.is_err());
    // A database keeps its tables under another name, and goes with what it was.
    let rename = json!({ "database": { "name": "renamed" } });
    neon.patch(&format!("{path}/databases/more%20data"), rename)
        .await
        .is(200);
    neon.settle();
    let renamed = uri(&neon, &branch, "renamed", new).await;
    assert_eq!(
        psql(&renamed, "SELECT count(*) FROM t").await.as_deref(),
        Ok("0")
    );
    neon.delete(&format!("{path}/databases/renamed"))
        .await
        .is(200);
    neon.settle();
    neon.delete(&format!("{path}/roles/{new}")).await.is(200);
    neon.settle();
    let left = "SELECT count(*) FROM pg_roles, pg_database WHERE rolname LIKE 'it%' OR datname = 'renamed'";
    assert_eq!(psql(&owner, left).await.as_deref(), Ok("0"));
    neon.emulator.stop().await;
}

#[tokio::test]
async fn replicas_only_read_and_clients_may_name_their_compute() {
    let Some(neon) = start().await else { return };
    let branch = branch(&neon, json!({ "name": "replica", "parent_id": PRODUCTION })).await;
    let writer = owner_of(&neon, &branch).await;
    psql(&writer, "CREATE TABLE rows AS SELECT 1 AS row")
        .await
        .unwrap();
    let replica = json!({ "endpoint": { "branch_id": branch, "type": "read_only" } });
    let replica = neon
        .post(&format!("{STOREFRONT}/endpoints"), replica)
        .await
        .is(201);
    neon.settle();
    let id = replica.text("/endpoint/id");
    let (before, after) = writer.split_once("127.0.0.1:").unwrap();
    let port = neon.emulator.postgres_port().unwrap();
    let database = after.split_once('/').unwrap().1;
    let common = format!("{before}127.0.0.1:{port}/{database}");
    for name in [id.to_owned(), format!("{id}-pooler")] {
        let uri = format!("{common}&options=endpoint%3D{name}");
        assert_eq!(psql(&uri, "SELECT row FROM rows").await.as_deref(), Ok("1"));
        let refused = psql(&uri, "DELETE FROM rows").await.unwrap_err();
        assert!(refused.contains("read-only transaction"), "{refused}");
    }
    let refused = psql(&common, "SELECT 1").await.unwrap_err();
    assert!(
        refused.contains("Endpoint ID is not specified"),
        "{refused}"
    );
    let refused = psql(&format!("{common}&options=endpoint%3Dep-none"), "SELECT 1")
        .await
        .unwrap_err();
    assert!(refused.contains("endpoint not found"), "{refused}");
    neon.emulator.stop().await;
}

#[tokio::test]
async fn a_schema_only_branch_has_tables_without_rows_and_snapshots_have_all() {
    let Some(neon) = start().await else { return };
    let production = owner_of(&neon, PRODUCTION).await;
    psql(&production, "CREATE TABLE notes AS SELECT 'kept' AS text")
        .await
        .unwrap();
    let empty = json!({ "name": "empty", "parent_id": PRODUCTION, "init_source": "schema-only" });
    let empty = branch(&neon, empty).await;
    let count = "SELECT count(*) FROM notes";
    assert_eq!(
        psql(&owner_of(&neon, &empty).await, count).await.as_deref(),
        Ok("0")
    );
    let snapshot = format!("{STOREFRONT}/branches/{PRODUCTION}/snapshot?name=now");
    let snapshot = neon.post(&snapshot, None).await.is(200);
    neon.settle();
    psql(&production, "DELETE FROM notes").await.unwrap();
    let id = snapshot.text("/snapshot/id");
    let restore = format!("{STOREFRONT}/snapshots/{id}/restore");
    let restored = neon.post(&restore, json!({ "name": "restored" })).await;
    let restored = restored.is(200).text("/branch/id").to_owned();
    neon.settle();
    add_compute(&neon, &restored).await;
    assert_eq!(
        psql(&owner_of(&neon, &restored).await, count)
            .await
            .as_deref(),
        Ok("1")
    );
    neon.emulator.stop().await;
}

#[tokio::test]
async fn what_was_written_later_is_not_in_the_past() {
    let Some(neon) = start().await else { return };
    let before = neon.emulator.clock().now();
    let production = owner_of(&neon, PRODUCTION).await;
    let write = async |text: &str| {
        let sql = format!("INSERT INTO notes VALUES ('{text}')");
        psql(&production, &sql).await.unwrap();
        neon.pass(Duration::from_secs(600));
    };
    psql(&production, "CREATE TABLE notes (text text)")
        .await
        .unwrap();
    write("one").await;
    write("two").await;
    write("three").await;
    let ago = |minutes: i64| {
        let now = neon.emulator.clock().now();
        format!("{:.0}", now - jiff::SignedDuration::from_mins(minutes))
    };
    let notes = async |branch: &str| {
        let read = "SELECT string_agg(text, ' ' ORDER BY text) FROM notes";
        psql(&owner_of(&neon, branch).await, read).await.unwrap()
    };
    let from = |name: &str, minutes| json!({ "name": name, "parent_id": PRODUCTION, "parent_timestamp": ago(minutes) });
    let two = branch(&neon, from("two", 15)).await;
    assert_eq!(notes(&two).await, "one two");
    let one = branch(&neon, from("one", 25)).await;
    assert_eq!(notes(&one).await, "one");
    let mut tables = from("tables", 15);
    tables["init_source"] = json!("schema-only");
    let tables = branch(&neon, tables).await;
    assert_eq!(notes(&tables).await, "");
    // Its own past, and the way back.
    let path = format!("{STOREFRONT}/branches/{PRODUCTION}");
    let open = json!({ "branch": { "protected": false } });
    neon.patch(&path, open).await.is(200);
    let restore = format!("{STOREFRONT}/branches/{PRODUCTION}/restore");
    let body = json!({
        "source_branch_id": PRODUCTION, "source_timestamp": ago(15), "preserve_under_name": "before",
    });
    neon.post(&restore, body).await.is(200);
    neon.settle();
    assert_eq!(notes(PRODUCTION).await, "one two");
    let search = format!("{STOREFRONT}/branches?search=before");
    let kept = neon.get(&search).await.is(200);
    let kept = kept.text("/branches/0/id").to_owned();
    let body = json!({ "source_branch_id": kept, "preserve_under_name": "after" });
    neon.post(&restore, body).await.is(200);
    neon.settle();
    assert_eq!(notes(PRODUCTION).await, "one three two");
    // What was before is still known, of a restored branch as of its copies.
    let again = branch(&neon, from("again", 25)).await;
    assert_eq!(notes(&again).await, "one");
    let branches = format!("{STOREFRONT}/branches");
    let older = json!({ "name": "older", "parent_id": two, "parent_timestamp": ago(25) });
    let older = neon.post(&branches, json!({ "branch": older })).await;
    assert!(older.is(400).message().contains("restore window"));
    // Nothing is known from before the servers, and nobody is told otherwise.
    let before = format!("{:.0}", before - jiff::SignedDuration::from_mins(1));
    for past in [
        json!({ "parent_timestamp": before }),
        json!({ "parent_lsn": "0/1A00000" }),
    ] {
        let mut body = json!({ "branch": past });
        body["branch"]["parent_id"] = json!(PRODUCTION);
        let refused = neon.post(&branches, body).await;
        let message = refused.is(400).message().to_owned();
        assert!(message.contains("restore window") || message.contains("only a timestamp"));
    }
    neon.emulator.stop().await;
}

#[tokio::test]
async fn a_killed_server_comes_back_and_nothing_is_left_at_the_end() {
    let Some(neon) = start().await else { return };
    let made = neon.post(
        "/projects",
        json!({ "project": { "name": "new", "org_id": FREE } }),
    );
    let made = made.await.is(201);
    let uri = made.body["connection_uris"][0]["connection_uri"]
        .as_str()
        .unwrap()
        .to_owned();
    let start = "CREATE TABLE t AS SELECT 7 AS n; SELECT pg_backend_pid(), current_setting('data_directory')";
    let found = psql(&uri, start).await.unwrap();
    let (_, folder) = found.rsplit_once('|').unwrap();
    let pid = std::fs::read_to_string(format!("{folder}/postmaster.pid")).unwrap();
    let pid = pid.lines().next().unwrap();
    Command::new("kill")
        .args(["-9", pid])
        .status()
        .await
        .unwrap();
    assert_eq!(psql(&uri, "SELECT n FROM t").await.as_deref(), Ok("7"));
    neon.emulator.stop().await;
    assert!(!std::path::Path::new(folder).exists());
    assert!(psql(&uri, "SELECT 1").await.is_err());
}

#[tokio::test]
async fn a_schema_is_what_its_database_has() {
    let Some(neon) = start().await else { return };
    let feature = branch(&neon, json!({ "name": "feature", "parent_id": PRODUCTION })).await;
    let path = format!("{STOREFRONT}/branches/{feature}");
    let diff = async |query: &str| {
        let query = format!("{path}/compare_schema?db_name=storefront{query}");
        neon.get(&query).await.is(200).text("/diff").to_owned()
    };
    // Nobody has connected yet: both are made as they are described, and are the same.
    assert_eq!(diff("").await, "");
    let table = "CREATE TABLE invoices (id bigint PRIMARY KEY, note text NOT NULL, \
        customer bigint UNIQUE, parent bigint REFERENCES invoices)";
    psql(&owner_of(&neon, &feature).await, table).await.unwrap();
    let changed = diff("").await;
    assert!(
        changed.starts_with("--- a/storefront\n+++ b/storefront\n@@"),
        "{changed}"
    );
    assert!(
        changed.contains("\n+CREATE TABLE public.invoices ("),
        "{changed}"
    );
    assert!(!changed.contains("\n-"), "{changed}");
    assert!(!changed.contains("restrict "), "{changed}");
    // The same, with a point in the past on either side.
    let now = format!("{:.0}", neon.emulator.clock().now());
    neon.pass(Duration::from_secs(600));
    psql(&owner_of(&neon, &feature).await, "DROP TABLE invoices")
        .await
        .unwrap();
    assert_eq!(diff("").await, "");
    assert_eq!(diff(&format!("&timestamp={now}")).await, changed);
    let sql = format!("{path}/schema?db_name=storefront&timestamp={now}");
    let sql = neon.get(&sql).await.is(200).text("/sql").to_owned();
    assert!(sql.contains("CREATE TABLE public.invoices ("), "{sql}");
    let json = format!("{path}/schema?db_name=storefront&format=json&timestamp={now}");
    let json = neon.get(&json).await.is(200);
    let tables = json.body["json"]["tables"].as_array().unwrap();
    let invoices = tables
        .iter()
        .find(|table| table["name"] == "invoices")
        .unwrap();
    assert_eq!(
        invoices["columns"][1],
        json!({ "name": "note", "type": "text", "nullable": false, "generated": false })
    );
    assert_eq!(
        invoices["constraints"][2],
        json!({
            "type": "foreign_key", "name": "invoices_parent_fkey", "columns": ["parent"],
            "referenced_table": { "schema": "public", "table": "invoices", "columns": ["id"] },
        })
    );
    neon.emulator.stop().await;
}

#[tokio::test]
async fn nobody_signs_in_as_the_superuser() {
    let Some(neon) = start().await else { return };
    let production = owner_of(&neon, PRODUCTION).await;
    psql(&production, "SELECT 1").await.unwrap();
    let (_, place) = production.split_once('@').unwrap();
    let admin = format!("postgresql://cloud_admin@{place}");
    let refused = psql(&admin, "SELECT 1").await.unwrap_err();
    assert!(refused.contains("for the emulator itself"), "{refused}");
    let log = format!("{production}&replication=database");
    let refused = psql(&log, "IDENTIFY_SYSTEM").await.unwrap_err();
    assert!(refused.contains("for the emulator itself"), "{refused}");
    neon.emulator.stop().await;
}

#[tokio::test]
async fn a_database_that_is_created_again_is_empty_and_names_are_only_names() {
    let Some(neon) = start().await else { return };
    let branch = branch(&neon, json!({ "name": "again", "parent_id": PRODUCTION })).await;
    let path = format!("{STOREFRONT}/branches/{branch}/databases");
    let create = async |name: &str| {
        let body = json!({ "database": { "name": name, "owner_name": "storefront_owner" } });
        neon.post(&path, body).await.is(201);
        neon.settle();
    };
    create("user=x").await;
    let odd = uri(&neon, &branch, "user%3Dx", "storefront_owner").await;
    psql(&odd, "CREATE TABLE t ()").await.unwrap();
    neon.delete(&format!("{path}/user%3Dx")).await.is(200);
    neon.settle();
    create("user=x").await;
    let empty = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    assert_eq!(psql(&odd, empty).await.as_deref(), Ok("0"));
    let schema = format!("{STOREFRONT}/branches/{branch}/schema?db_name=user%3Dx");
    assert!(
        neon.get(&schema)
            .await
            .is(200)
            .text("/sql")
            .contains("PostgreSQL database dump")
    );
    neon.emulator.stop().await;
}

#[tokio::test]
async fn a_lock_of_a_client_delays_what_waits_for_it_and_nothing_else() {
    let Some(neon) = start().await else { return };
    let production = owner_of(&neon, PRODUCTION).await;
    psql(&production, "CREATE TABLE locked ()").await.unwrap();
    let mut session = Command::new("psql");
    let lock = "BEGIN; LOCK TABLE locked; SELECT pg_sleep(600)";
    session
        .args(["-X", "-c", lock, &production])
        .kill_on_drop(true);
    let mut session = session.spawn().unwrap();
    let held = "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted";
    while psql(&production, held).await.as_deref() != Ok("1") {}
    let schema = format!("{STOREFRONT}/branches/{PRODUCTION}/schema?db_name=storefront");
    let refused = neon.get(&schema).await.is(500);
    assert!(
        refused.message().contains("pg_dump"),
        "{}",
        refused.message()
    );
    assert_eq!(psql(&production, "SELECT 1").await.as_deref(), Ok("1"));
    neon.emulator.stop().await;
    session.wait().await.unwrap();
}

#[tokio::test]
async fn what_is_written_after_the_answer_is_not_in_the_copy() {
    let Some(neon) = start().await else { return };
    let production = owner_of(&neon, PRODUCTION).await;
    let fill = "CREATE TABLE notes AS SELECT n FROM generate_series(1, 100000) n";
    psql(&production, fill).await.unwrap();
    // A session of before, for which nothing has to be waited.
    let mut session = Command::new("psql");
    session.args(["-X", "-q", "-A", "-t", &production]);
    session
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    let mut session = session.spawn().unwrap();
    let mut input = session.stdin.take().unwrap();
    let mut output = BufReader::new(session.stdout.take().unwrap()).lines();
    input.write_all(b"SELECT 'here';\n").await.unwrap();
    assert_eq!(output.next_line().await.unwrap().as_deref(), Some("here"));
    let copy = json!({
        "branch": { "name": "copy", "parent_id": PRODUCTION }, "endpoints": [{ "type": "read_write" }],
    });
    let made = neon
        .post(&format!("{STOREFRONT}/branches"), copy)
        .await
        .is(201);
    input
        .write_all(b"DELETE FROM notes; SELECT 'gone';\n")
        .await
        .unwrap();
    assert_eq!(output.next_line().await.unwrap().as_deref(), Some("gone"));
    neon.settle();
    let copy = owner_of(&neon, made.text("/branch/id")).await;
    assert_eq!(
        psql(&copy, "SELECT count(*) FROM notes").await.as_deref(),
        Ok("100000")
    );
    neon.emulator.stop().await;
}
