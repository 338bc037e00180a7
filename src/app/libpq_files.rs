//! Files in a home directory that libpq reads by itself and that would break a connection to Neon.
//!
//! According to its documentation (chapters "SSL Support", "The Password File", "The Connection Service File")
//! these are:
//!
//! - `~/.postgresql/root.crt`: if it exists, `sslmode=require` verifies the server against it like `verify-ca`.
//!   It is there for another provider, so Neon's certificate fails.
//! - `~/.postgresql/postgresql.crt` and `.key`: loaded for every connection, even if the server does not ask for
//!   them; a key that others may read, or that does not match, ends the connection.
//! - `~/.postgresql/root.crl`: only read together with a root certificate.
//! - `~/.pgpass` and `~/.pg_service.conf`: not read if there is a password and no service.
//!
//! Every version of libpq treats a path where no file can exist as no file. Such a path is set only if the file
//! exists, because other drivers interpret these variables in their own ways.

use std::path::Path;

/// A path where no file can exist.
const NOWHERE: &str = "/dev/null/none";

/// The variables that keep libpq away from the files in this home directory, in addition to those a child already
/// gets.
pub fn keep_off(
    home: &Path,
    value_of: impl Fn(&str) -> Option<String>,
) -> Vec<(&'static str, &'static str)> {
    let folder = home.join(".postgresql");
    let verifies = value_of("PGSSLMODE").is_some_and(|mode| mode.starts_with("verify"));
    let mut all = Vec::new();
    for (variable, file, is_wanted) in [
        ("PGSSLROOTCERT", "root.crt", verifies),
        ("PGSSLCERT", "postgresql.crt", false),
    ] {
        if !is_wanted && value_of(variable).is_none() && folder.join(file).exists() {
            all.push((variable, NOWHERE));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        fs,
        io::{Read, Write},
        net::TcpListener,
        process::Command,
        thread,
    };

    fn home() -> tempfile::TempDir {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join(".postgresql");
        fs::create_dir(&folder).unwrap();
        for file in ["root.crt", "postgresql.crt", "postgresql.key"] {
            fs::write(folder.join(file), "of another provider").unwrap();
        }
        home
    }

    #[test]
    fn only_what_is_there_and_not_wanted_is_kept_off() {
        let with = |home: &Path, value_of: &[(&str, &str)]| {
            let of = |name: &str| {
                let found = value_of.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            let all = keep_off(home, of);
            all.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
        };
        let (home, empty) = (home(), tempfile::tempdir().unwrap());
        let require = ("PGSSLMODE", "require");
        assert_eq!(with(empty.path(), &[require]), [""; 0]);
        assert_eq!(
            with(home.path(), &[require]),
            ["PGSSLROOTCERT", "PGSSLCERT"]
        );
        assert_eq!(
            with(home.path(), &[("PGSSLMODE", "verify-full")]),
            ["PGSSLCERT"]
        );
        let own = ("PGSSLROOTCERT", "/etc/ssl/cert.pem");
        assert_eq!(with(home.path(), &[require, own]), ["PGSSLCERT"]);
    }

    /// The output of psql for a server that accepts TLS and then disconnects.
    fn psql(home: &Path, more: &[(&'static str, &'static str)]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 8];
            stream.read_exact(&mut request).unwrap();
            stream.write_all(b"S").unwrap();
            let _ = stream.read(&mut [0; 64]);
        });
        let mut command = Command::new("/usr/bin/psql");
        command.env_clear().env("HOME", home);
        command.envs([
            ("PGHOST", "127.0.0.1"),
            ("PGSSLMODE", "require"),
            ("PGUSER", "me"),
        ]);
        command
            .env("PGPORT", port.to_string())
            .envs(more.iter().copied());
        let output = command.args(["-X", "-c", "select 1"]).output().unwrap();
        server.join().unwrap();
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    #[test]
    fn the_real_psql_gets_past_the_certificates_of_another_provider() {
        if !Path::new("/usr/bin/psql").exists() {
            eprintln!("left out: psql is not installed here");
            return;
        }
        let home = home();
        let stopped = psql(home.path(), &[]);
        assert!(stopped.contains(".postgresql"), "{stopped}");
        let kept_off = keep_off(home.path(), |_| None);
        let past = psql(home.path(), &kept_off);
        assert!(
            !past.contains("certificate") && past.contains("SSL"),
            "{past}"
        );
    }
}
