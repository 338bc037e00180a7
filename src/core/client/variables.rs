//! What a client or a shell is told by its environment.

use crate::{
    api::{ConnectionUri, Password},
    core::{
        child::Setting,
        formats::{Parts, variables},
        model::Model,
        target::Target,
        uri::UriOf,
    },
};

/// Where the row is, as variables; the key of the API is not among them.
pub(super) fn place(
    model: &Model,
    row: &Target,
    of: Option<&UriOf>,
) -> Vec<(&'static str, Setting)> {
    let plain = |text: &str| Setting::Plain(text.to_owned());
    let mut settings = vec![("LAZYNEON", plain("1"))];
    if let Target::Org(org) = row {
        settings.push(("NEON_ORG_ID", plain(org.as_str())));
    }
    if let Some(project) = row.project() {
        settings.push(("NEON_PROJECT_ID", plain(project.as_str())));
    }
    let branch = model.store.branch_of(row);
    if let Some(branch) = branch {
        settings.push(("NEON_BRANCH_ID", plain(branch.id.as_str())));
    }
    if let Some(of) = of {
        settings.push(("NEON_ENDPOINT_ID", plain(of.endpoint.as_str())));
    }
    settings
}

/// What would speak against the connection if it came from the user's environment.
const FOREIGN: [&str; 7] = [
    "PGHOSTADDR",
    "PGPORT",
    "PGSERVICE",
    "PGSERVICEFILE",
    "PGPASSFILE",
    "PGOPTIONS",
    "PGTARGETSESSIONATTRS",
];

/// A connection URI as the variables of libpq, those that would speak against it taken away.
pub(super) fn libpq(uri: &ConnectionUri) -> Option<Vec<(&'static str, Setting)>> {
    let parts = Parts::read(uri.expose())?;
    let mut settings: Vec<(&'static str, Setting)> =
        FOREIGN.map(|name| (name, Setting::Unset)).into();
    settings.extend(variables(&parts).into_iter().map(|(name, value)| {
        let setting = match name {
            "PGPASSWORD" => Setting::Secret(Password::from(value)),
            _ => Setting::Plain(value),
        };
        (name, setting)
    }));
    Some(settings)
}

/// What programs read that are not built on libpq: the same connection, so that nothing in the shell goes to another
/// database. They do not heed `PGOPTIONS`, so where changes are refused they are given none, and not the user's own either.
pub(super) fn of_programs(uri: &ConnectionUri, read_only: bool) -> [(&'static str, Setting); 2] {
    ["DATABASE_URL", "DATABASE_URL_UNPOOLED"].map(|name| {
        let setting = if read_only {
            Setting::Unset
        } else {
            Setting::Secret(Password::from(uri.expose().to_owned()))
        };
        (name, setting)
    })
}

/// What the shell says before its first prompt.
pub(super) fn greeting(whom: &str, read_only: bool) -> String {
    let (sets, but) = if read_only {
        let but = "; transactions are read-only, DATABASE_URL is unset";
        ("PG* and NEON_*", but)
    } else {
        ("PG*, DATABASE_URL and NEON_*", "")
    };
    format!("{sets} are set for {whom}{but}. exit comes back.")
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
            "PGSERVICE",
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
                "-"
            ]
        );
        assert!(!format!("{settings:?}").contains("p:/"));
    }
}
