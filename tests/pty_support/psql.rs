//! The real psql with a real Postgres, which the emulator's connection strings point to.
//!
//! If Postgres is not installed, the tests say so and pass.

use super::{
    children::{is_away, is_back, quits},
    pty_support::{PATIENCE, Terminal, lazyneon},
};
use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Instant,
};

/// A password that breaks any careless quoting.
const PASSWORD: &str = r#"p@s's "w\o:r/d% #"#;

/// Variables that would lead psql elsewhere, or keep it from connecting at all.
const HOSTILE: [(&str, &str); 12] = [
    ("PGSERVICE", "nowhere"),
    ("PGHOSTADDR", "127.0.0.9"),
    ("PGPORT", "1"),
    ("PGSSLMODE", "verify-full"),
    ("PGSSLROOTCERT", "/nonexistent/rds-ca.pem"),
    ("PGSSLNEGOTIATION", "direct"),
    ("PGREQUIREAUTH", "md5"),
    ("PGCHANNELBINDING", "require"),
    ("PGGSSENCMODE", "require"),
    ("PGTARGETSESSIONATTRS", "read-only"),
    ("PGOPTIONS", "-c search_path=nowhere"),
    ("PGPASSFILE", "/nonexistent/pgpass"),
];

/// The newest Postgres among Debian's packages, or the one in the PATH.
fn binaries() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let folders = versions.flatten().map(|entry| entry.path().join("bin"));
    let mut found: Vec<PathBuf> = folders.filter(|bin| bin.join("initdb").exists()).collect();
    found.sort();
    let psql = Path::new("/usr/bin/psql").exists();
    found.pop().filter(|_| psql)
}

/// A Postgres server on loopback that ends with the test.
struct Postgres {
    server: Child,
    port: u16,
    _data: tempfile::TempDir,
}

impl Postgres {
    #[expect(
        clippy::too_many_lines,
        reason = "the steps of starting a server, one after the other"
    )]
    fn start() -> Option<Self> {
        let Some(bin) = binaries() else {
            eprintln!("left out: Postgres is not installed (apt-get install postgresql)");
            return None;
        };
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().join("data");
        let secret = data.path().join("secret");
        fs::write(&secret, PASSWORD).unwrap();
        let root = rustix::process::geteuid().is_root();
        if root {
            // Postgres refuses to run as root.
            let mut owned = Command::new("chown");
            owned.args(["-R", "postgres"]).arg(data.path());
            assert!(owned.status().unwrap().success());
        }
        let run = |program: &str| {
            let mut command = if root {
                let mut command = Command::new("runuser");
                command
                    .args(["-u", "postgres", "--"])
                    .arg(bin.join(program));
                command
            } else {
                Command::new(bin.join(program))
            };
            command
                .env_clear()
                .env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin")
                .current_dir(data.path())
                .stdout(Stdio::null());
            command.stderr(Stdio::null());
            command
        };
        let made = run("initdb")
            .args([
                "--auth=scram-sha-256",
                "--username=al@ice",
                "--no-sync",
                "--encoding=UTF8",
            ])
            .arg("--pwfile")
            .arg(&secret)
            .arg("--pgdata")
            .arg(&folder)
            .status();
        assert!(made.unwrap().success(), "initdb failed");
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let server = run("postgres")
            .arg("-D")
            .arg(&folder)
            .args(["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"])
            .args([
                "-c",
                &format!("port={port}"),
                "-c",
                "unix_socket_directories=",
            ])
            .spawn()
            .unwrap();
        let postgres = Self {
            server,
            port,
            _data: data,
        };
        let begin = Instant::now();
        while !postgres.answers() {
            assert!(begin.elapsed() < PATIENCE, "Postgres did not start");
            thread::yield_now();
        }
        Some(postgres)
    }

    fn answers(&self) -> bool {
        let ready = Command::new("/usr/bin/pg_isready")
            .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
            .status();
        ready.is_ok_and(|status| status.success())
    }

    /// Waits until the server is executing a statement that begins like this.
    fn works_on(&self, statement: &str) {
        let question = format!(
            "select count(*) from pg_stat_activity where state = 'active' and query like '{statement}%'"
        );
        let begin = Instant::now();
        loop {
            let asked = Command::new("/usr/bin/psql")
                .args(["-tAXc", &question, &self.uri()])
                .output()
                .unwrap();
            if asked.stdout.starts_with(b"1") {
                return;
            }
            assert!(begin.elapsed() < PATIENCE, "{statement} never ran");
        }
    }

    fn uri(&self) -> String {
        let port = self.port;
        format!(
            "postgresql://al%40ice:p%40s%27s%20%22w%5Co%3Ar%2Fd%25%20%23@127.0.0.1:{port}/postgres"
        )
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // runuser passes the signal on.
        let id = i32::try_from(self.server.id()).unwrap();
        let id = rustix::process::Pid::from_raw(id).unwrap();
        let _ = rustix::process::kill_process(id, rustix::process::Signal::TERM);
        let _ = self.server.wait();
    }
}

/// An emulator whose connection strings point to a server.
struct Neon {
    server: Child,
    base_url: String,
}

impl Neon {
    fn with(postgres: &Postgres) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_lazyneon"))
            .arg("emulate")
            .env("LAZYNEON_POSTGRES_URL", postgres.uri())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let output = server.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut line).unwrap();
        Self {
            server,
            base_url: line.trim().to_owned(),
        }
    }

    /// The dashboard with the cursor on a project of this emulator.
    fn dashboard(&self, home: &Path, arguments: &[&str]) -> Terminal {
        let mut command = lazyneon(home);
        command.env("NEON_API_KEY", "napi_test");
        command.env("NEON_API_HOST", &self.base_url);
        for (name, value) in HOSTILE {
            command.env(name, value);
        }
        command.env("PAGER", "cat");
        command.args(arguments);
        let mut terminal = Terminal::start(command);
        terminal.sees("search-index");
        terminal.types("ggjjjjj");
        is_back(&terminal, "search-index");
        terminal
    }
}

impl Drop for Neon {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The arguments and the environment of a child process that runs a program.
fn arguments_of(program: &str, parent: u32) -> Vec<String> {
    let children = format!("/proc/{parent}/task/{parent}/children");
    let children = fs::read_to_string(children).unwrap_or_default();
    let all = children.split_whitespace().map(|id| {
        let line = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).replace('\0', " ")
    });
    all.filter(|line| line.contains(program)).collect()
}

#[test]
fn psql_connects_in_one_key_and_comes_back_to_the_same_row() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let neon = Neon::with(&postgres);
    let home = tempfile::tempdir().unwrap();
    let mut terminal = neon.dashboard(home.path(), &[]);
    terminal.types("p");
    terminal.sees("postgres=#");
    let running = arguments_of("psql", terminal.child.process_id().unwrap());
    assert_eq!(running.len(), 1, "{running:?}");
    assert!(
        !running[0].contains("w\\o") && !running[0].contains("al@ice"),
        "{running:?}"
    );
    terminal.types("select 'as ' || current_user || ' ' || 6 * 7;\n");
    terminal.sees("as al@ice 42");
    terminal.types("\\! echo left=`env | grep -c nonexistent`\nshow search_path;\n");
    terminal.sees("left=0");
    terminal.sees("\"$user\", public");
    // Ctrl-c ends the query, and neither psql nor us.
    terminal.types("select pg_sleep(100);\n");
    postgres.works_on("select pg_sleep");
    terminal.types("\x03");
    terminal.sees("canceling statement");
    terminal.types("select 'still ' || 1 + 1;\n\\echo back=`echo again`\n");
    terminal.sees("back=again");
    terminal.types("\\q\n");
    is_back(&terminal, "search-index");
    quits(&mut terminal);
}

#[test]
fn what_psql_says_when_it_fails_can_be_read() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let neon = Neon::with(&postgres);
    drop(postgres);
    let home = tempfile::tempdir().unwrap();
    let mut terminal = neon.dashboard(home.path(), &[]);
    terminal.types("p");
    terminal.sees("Any key goes back");
    terminal.sees("refused");
    is_away(&terminal);
    terminal.types("j");
    is_back(&terminal, "search-index");
    terminal.sees("psql ended with status 2");
    quits(&mut terminal);
}

#[test]
fn in_read_only_mode_psql_changes_nothing() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let neon = Neon::with(&postgres);
    let home = tempfile::tempdir().unwrap();
    let mut terminal = neon.dashboard(home.path(), &["--read-only"]);
    terminal.types("p");
    terminal.sees("postgres=#");
    terminal.types("create table t (i int);\n");
    terminal.sees("in a read-only transaction");
    terminal.types("\\q\n");
    is_back(&terminal, "search-index");
    quits(&mut terminal);
}
