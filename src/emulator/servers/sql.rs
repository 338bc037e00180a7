//! SQL through `psql`: what makes a cluster have the roles and databases of a branch.
//!
//! Scripts go through standard input: arguments would show passwords to other users.

use std::{collections::BTreeMap, fmt::Write, path::Path, process::Stdio};

use super::{
    account::ADMIN,
    folder::{Failure, Folder, run, run_with},
};

/// The database that every cluster has.
pub const MAINTENANCE: &str = "postgres";

/// What a branch consists of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Setup {
    pub roles: Vec<RoleSetup>,
    /// By id, which stays when a database is renamed.
    pub databases: BTreeMap<i64, DatabaseSetup>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleSetup {
    pub name: String,
    /// None for one that cannot sign in.
    pub password: Option<String>,
    /// Whether it may do what roles created through the API may.
    pub is_privileged: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseSetup {
    pub name: String,
    pub owner: String,
}

/// The role that gives others their rights, as Neon's does.
const SUPERUSER: &str = "\
SELECT 'CREATE ROLE neon_superuser NOLOGIN CREATEDB CREATEROLE REPLICATION BYPASSRLS'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'neon_superuser') \\gexec
GRANT pg_read_all_data, pg_write_all_data, pg_monitor, pg_signal_backend TO neon_superuser WITH ADMIN OPTION;
";

impl Setup {
    /// The script that makes it so. `before` is what the cluster had the last time: what is gone since is dropped, and
    /// what only has another name is renamed.
    pub fn script(&self, before: &Self) -> String {
        let mut script = SUPERUSER.to_owned();
        // What is gone comes first: its name may be another's now.
        for (id, gone) in &before.databases {
            if !self.databases.contains_key(id) {
                line(
                    &mut script,
                    format_args!("DROP DATABASE IF EXISTS {} WITH (FORCE);", name(&gone.name)),
                );
            }
        }
        self.rename_databases(before, &mut script);
        for role in &self.roles {
            role.write(&mut script);
        }
        for database in self.databases.values() {
            database.write(&mut script);
        }
        let is_gone = |role: &&RoleSetup| self.roles.iter().all(|kept| kept.name != role.name);
        for gone in before.roles.iter().filter(is_gone) {
            self.drop_role(&gone.name, &mut script);
        }
        script
    }

    fn rename_databases(&self, before: &Self, script: &mut String) {
        for (id, new) in &self.databases {
            if let Some(old) = before.databases.get(id).filter(|old| old.name != new.name) {
                let (old, new) = (name(&old.name), name(&new.name));
                line(
                    script,
                    format_args!("ALTER DATABASE {old} RENAME TO {new};"),
                );
            }
        }
    }

    fn drop_role(&self, role: &str, script: &mut String) {
        let role = name(role);
        for database in self.databases.values() {
            line(
                script,
                format_args!(
                    "\\connect -reuse-previous=on {}",
                    word(&connection(&database.name))
                ),
            );
            line(
                script,
                format_args!("REASSIGN OWNED BY {role} TO {};", name(&database.owner)),
            );
            line(script, format_args!("DROP OWNED BY {role};"));
        }
        line(script, format_args!("DROP ROLE IF EXISTS {role};"));
    }
}

impl RoleSetup {
    fn write(&self, script: &mut String) {
        let (role, text) = (name(&self.name), literal(&self.name));
        line(
            script,
            format_args!(
                "SELECT format('CREATE ROLE %I', {text}) WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {text}) \\gexec"
            ),
        );
        match &self.password {
            Some(password) => {
                let password = literal(password);
                line(
                    script,
                    format_args!("ALTER ROLE {role} LOGIN PASSWORD {password};"),
                );
            }
            None => line(script, format_args!("ALTER ROLE {role} NOLOGIN;")),
        }
        if self.is_privileged {
            line(
                script,
                format_args!("ALTER ROLE {role} CREATEDB CREATEROLE REPLICATION BYPASSRLS;"),
            );
            line(script, format_args!("GRANT neon_superuser TO {role};"));
        }
    }
}

impl DatabaseSetup {
    fn write(&self, script: &mut String) {
        let (database, text) = (name(&self.name), literal(&self.name));
        let (owner, owner_text) = (name(&self.owner), literal(&self.owner));
        line(
            script,
            format_args!(
                "SELECT format('CREATE DATABASE %I OWNER %I', {text}, {owner_text}) WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = {text}) \\gexec"
            ),
        );
        line(
            script,
            format_args!("ALTER DATABASE {database} OWNER TO {owner};"),
        );
    }
}

fn line(script: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = writeln!(script, "{text}");
}

/// As an identifier.
pub fn name(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// As a string.
fn literal(text: &str) -> String {
    // With backslashes that mean nothing, whatever the settings are.
    format!("E'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

/// As an argument of one of psql's own commands, and as a value of a connection string.
fn word(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// As the connection to a database: programs read more than a name into some names.
fn connection(database: &str) -> String {
    format!("dbname={}", word(database))
}

/// Runs a script as superuser, to the first error.
pub async fn execute(
    folder: &Folder,
    sockets: &Path,
    database: &str,
    script: &str,
) -> Result<(), Failure> {
    let mut psql = folder.program("psql");
    psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", ADMIN]);
    psql.arg("-h")
        .arg(sockets)
        .arg("-d")
        .arg(connection(database))
        .args(["-f", "-"]);
    psql.stdin(Stdio::piped());
    run_with(psql, script).await.map(drop)
}

/// Writes something to the log that changes nothing.
pub async fn advance(folder: &Folder, sockets: &Path) -> Result<(), Failure> {
    let script = "SELECT pg_logical_emit_message(true, 'lazyneon', '') \\g /dev/null\n";
    execute(folder, sockets, MAINTENANCE, script).await
}

/// The bytes of all databases.
pub async fn size(folder: &Folder, sockets: &Path) -> Result<i64, Failure> {
    let sql = "SELECT sum(pg_database_size(oid)) FROM pg_database";
    let told = query(folder, sockets, MAINTENANCE, sql).await?;
    let bytes = told.trim_end_matches('\0').parse();
    bytes.map_err(|error| Failure::new("psql", error))
}

/// The names of the databases, but for Postgres's own.
pub async fn databases(folder: &Folder, sockets: &Path) -> Result<Vec<String>, Failure> {
    let sql = "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate AND datname <> 'postgres'";
    Ok(query(folder, sockets, MAINTENANCE, sql)
        .await?
        .split_terminator('\0')
        .map(str::to_owned)
        .collect())
}

/// What a query returns: each row, ended by a zero.
async fn query(
    folder: &Folder,
    sockets: &Path,
    database: &str,
    sql: &str,
) -> Result<String, Failure> {
    let mut psql = folder.program("psql");
    psql.args(["-X", "-q", "-A", "-t", "-0", "-U", ADMIN, "-h"])
        .arg(sockets)
        .args(["-d", &connection(database), "-c", sql])
        .stdout(Stdio::piped());
    text("psql", run(psql).await?)
}

fn text(program: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| Failure::new(program, error))
}

/// How tables are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Script,
    Json,
}

/// The tables of a database, as the API tells them.
pub async fn tables(
    folder: &Folder,
    sockets: &Path,
    database: &str,
    form: Form,
) -> Result<String, Failure> {
    match form {
        Form::Json => {
            let told = query(folder, sockets, database, include_str!("tables.sql")).await?;
            Ok(told.trim_end_matches('\0').to_owned())
        }
        Form::Script => {
            let script = dump(folder, sockets, database).await?;
            Ok(script.split_inclusive('\n').filter(is_told).collect())
        }
    }
}

/// Leaves out the lines of a dump that differ from dump to dump, or from machine to machine.
fn is_told(line: &&str) -> bool {
    let others = ["\\restrict ", "\\unrestrict ", "-- Dumped "];
    others.iter().all(|other| !line.starts_with(other))
}

/// The tables of a database as a script.
pub async fn dump(folder: &Folder, sockets: &Path, database: &str) -> Result<String, Failure> {
    let mut dump = folder.program("pg_dump");
    dump.args([
        "--schema-only",
        "--lock-wait-timeout=10s",
        "-U",
        ADMIN,
        "-h",
    ]);
    dump.arg(sockets).arg("-d").arg(connection(database));
    dump.stdout(Stdio::piped());
    text("pg_dump", run(dump).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setup(role: &str, id: i64, database: &str) -> Setup {
        Setup {
            roles: vec![RoleSetup {
                name: role.to_owned(),
                password: Some("it's".to_owned()),
                is_privileged: true,
            }],
            databases: BTreeMap::from([(
                id,
                DatabaseSetup {
                    name: database.to_owned(),
                    owner: role.to_owned(),
                },
            )]),
        }
    }

    #[test]
    fn whatever_a_name_contains_stays_a_name() {
        let script = setup("a\"; DROP ROLE b; --", 1, "it's").script(&Setup::default());
        assert!(
            script.contains("ALTER ROLE \"a\"\"; DROP ROLE b; --\" LOGIN PASSWORD E'it''s';"),
            "{script}"
        );
        assert!(script.contains("datname = E'it''s'"), "{script}");
    }

    #[test]
    fn what_is_gone_is_dropped_and_what_has_another_name_is_renamed() {
        let before = setup("one", 1, "shop");
        let renamed = setup("one", 1, "store").script(&before);
        assert!(
            renamed.contains("ALTER DATABASE \"shop\" RENAME TO \"store\";"),
            "{renamed}"
        );
        assert!(!renamed.contains("DROP"), "{renamed}");
        let replaced = setup("two", 2, "shop2").script(&before);
        assert!(
            replaced.contains("DROP DATABASE IF EXISTS \"shop\" WITH (FORCE);"),
            "{replaced}"
        );
        assert!(
            replaced.contains("DROP ROLE IF EXISTS \"one\";"),
            "{replaced}"
        );
    }
}
