//! The environment of a client or a shell.

use crate::{
    api::{ConnectionUri, Password},
    connect::formats::{Parts, variables},
    neon::Neon,
    store::target::Target,
    ui::{
        child::{Inherited, Setting},
        uri::UriOf,
    },
};

/// The location of the row as variables; the API key is not among them.
pub(crate) fn place(neon: &Neon, row: &Target, of: Option<&UriOf>) -> Vec<(&'static str, Setting)> {
    let plain = |text: &str| Setting::Plain(text.to_owned());
    let mut settings = vec![("LAZYNEON", plain("1"))];
    if let Target::Org(org) = row {
        settings.push(("NEON_ORG_ID", plain(org.as_str())));
    }
    if let Some(project) = row.project() {
        settings.push(("NEON_PROJECT_ID", plain(project.as_str())));
    }
    let branch = neon.store.branch_of(row);
    if let Some(branch) = branch {
        settings.push(("NEON_BRANCH_ID", plain(branch.id.as_str())));
    }
    if let Some(of) = of {
        settings.push(("NEON_ENDPOINT_ID", plain(of.endpoint.as_str())));
    }
    settings
}

/// The variables of libpq and psql that do not affect where and how to connect.
const HARMLESS: [&str; 9] = [
    "PGAPPNAME",
    "PGCLIENTENCODING",
    "PGDATESTYLE",
    "PGGEQO",
    "PGLOCALEDIR",
    "PGTZ",
    "PG_COLOR",
    "PG_COLORS",
    // The data directory of servers started on this machine.
    "PGDATA",
];

/// Whether a variable affects where or how to connect. A certificate authority for another provider or the user's own
/// service would contradict the given connection, and every version of libpq adds variables: so all that it may read
/// count, except those known to be harmless (documentation of libpq, "Environment Variables").
pub fn is_of_connection(name: &str) -> bool {
    name.starts_with("PG") && !HARMLESS.contains(&name)
}

/// A connection URI as the variables of libpq.
pub(crate) fn libpq(uri: &ConnectionUri) -> Option<Vec<(&'static str, Setting)>> {
    let parts = Parts::read(uri.expose())?;
    let settings = variables(&parts).into_iter().map(|(name, value)| {
        let setting = match name {
            "PGPASSWORD" => Setting::Secret(Password::from(value)),
            _ => Setting::Plain(value),
        };
        (name, setting)
    });
    Some(settings.collect())
}

/// Makes libpq start every transaction read-only.
pub(crate) fn read_only() -> (&'static str, Setting) {
    let options = "-c default_transaction_read_only=on".to_owned();
    ("PGOPTIONS", Setting::Plain(options))
}

/// The same connection for programs that are not built on libpq, so that nothing in the shell goes to another database.
/// They ignore `PGOPTIONS`, so if changes are refused, these variables are unset, including the user's own.
pub(crate) fn of_programs(uri: &ConnectionUri, read_only: bool) -> [(&'static str, Setting); 2] {
    ["DATABASE_URL", "DATABASE_URL_UNPOOLED"].map(|name| {
        let setting = if read_only {
            Setting::Unset
        } else {
            Setting::Secret(Password::from(uri.expose().to_owned()))
        };
        (name, setting)
    })
}

/// The line printed before the first prompt of the shell.
pub(crate) fn greeting(whom: &str, read_only: bool) -> String {
    let (sets, but) = if read_only {
        let but = "; transactions are read-only, DATABASE_URL is unset";
        ("PG* and NEON_*", but)
    } else {
        ("PG*, DATABASE_URL and NEON_*", "")
    };
    format!("{sets} are set for {whom}{but}. exit comes back.")
}

impl Inherited {
    /// Whether the child inherits this variable.
    pub fn keeps(self, name: &str) -> bool {
        self == Self::Everything || !is_of_connection(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_becomes_the_variables_of_libpq() {
        let uri = "postgresql://al%40ice:p%3A%2F%25%27w@ep-x.neon.tech:6000/my%20db?sslmode=require&channel_binding=require";
        let settings = libpq(&ConnectionUri::from(uri.to_owned())).unwrap();
        let of = |name: &str| {
            let found = settings.iter().rev().find(|(key, _)| *key == name);
            match found.map(|(_, setting)| setting) {
                Some(Setting::Plain(text)) => text.clone(),
                Some(Setting::Secret(secret)) => secret.expose().to_owned(),
                Some(Setting::Unset) => "-".to_owned(),
                None => String::new(),
            }
        };
        let names = [
            "PGHOST",
            "PGPORT",
            "PGUSER",
            "PGPASSWORD",
            "PGDATABASE",
            "PGSSLMODE",
            "PGCHANNELBINDING",
        ];
        assert_eq!(
            names.map(of),
            [
                "ep-x.neon.tech",
                "6000",
                "al@ice",
                "p:/%'w",
                "my db",
                "require",
                "require",
            ]
        );
        assert!(!format!("{settings:?}").contains("p:/"));
    }

    /// The variables of the chapter "Environment Variables" of libpq 18, and one that no version has yet.
    const OF_LIBPQ: &str = "PGHOST PGSSLNEGOTIATION PGHOSTADDR PGPORT PGDATABASE PGUSER PGPASSWORD PGPASSFILE PGREQUIREAUTH \
        PGCHANNELBINDING PGSERVICE PGSERVICEFILE PGOPTIONS PGSSLMODE PGREQUIRESSL PGSSLCOMPRESSION PGSSLCERT PGSSLKEY \
        PGSSLCERTMODE PGSSLROOTCERT PGSSLCRL PGSSLCRLDIR PGSSLSNI PGREQUIREPEER PGSSLMINPROTOCOLVERSION \
        PGSSLMAXPROTOCOLVERSION PGGSSENCMODE PGKRBSRVNAME PGGSSLIB PGGSSDELEGATION PGCONNECT_TIMEOUT PGTARGETSESSIONATTRS \
        PGLOADBALANCEHOSTS PGMINPROTOCOLVERSION PGMAXPROTOCOLVERSION PGOAUTHDEBUG PGSSLKEYLOGFILE PGSYSCONFDIR PGNOTYET";

    #[test]
    fn whatever_would_change_a_connection_is_known_as_such() {
        for name in OF_LIBPQ.split_whitespace() {
            assert!(is_of_connection(name), "{name}");
        }
        for name in HARMLESS
            .into_iter()
            .chain(["PSQLRC", "PSQL_PAGER", "PATH", "PAGER"])
        {
            assert!(!is_of_connection(name), "{name}");
        }
    }
}
