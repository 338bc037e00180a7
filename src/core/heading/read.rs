//! Reading a PLACE.

use super::Heading;
use crate::{core::context::Context, resource::host};
use percent_encoding::percent_decode_str;
use url::Url;

impl Heading {
    /// Reads a PLACE: `project[/branch[/endpoint|database|role]]` by name or id, an `ep-…` or `br-…` id,
    /// a host, a connection string, or an address of the Console. A password in it is dropped here.
    ///
    /// # Errors
    /// A sentence; it never quotes a connection string.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Some((scheme, _)) = text.split_once("://") {
            let address = Url::parse(text).map_err(|_| not_read(scheme))?;
            return match scheme {
                "postgres" | "postgresql" => connection(&address),
                "https" | "http" => console(&address),
                _ => Err(not_read(scheme)),
            };
        }
        if let Some(heading) = named_by_host(text) {
            return Ok(heading);
        }
        let mut steps = text.split('/').filter(|step| !step.is_empty());
        let project = steps.next().ok_or("PLACE is empty: name a project")?;
        Ok(Self {
            project: Some(project.to_owned()),
            steps: steps.map(str::to_owned).collect(),
            ..Self::default()
        })
    }

    /// A project by its id.
    pub fn of_project(id: &str) -> Self {
        Self {
            project: Some(id.to_owned()),
            ..Self::default()
        }
    }

    /// Where a directory's file says that is worked.
    pub fn of_context(context: &Context, file: &str) -> Option<Self> {
        let file = Some(file.to_owned());
        let Some(project) = &context.project else {
            return Some(Self {
                org: Some(context.org.clone()?),
                file,
                ..Self::default()
            });
        };
        Some(Self {
            project: Some(project.to_string()),
            // One step whatever is in it: a branch's name.
            steps: context.branch.iter().cloned().collect(),
            file,
            ..Self::default()
        })
    }
}

fn not_read(scheme: &str) -> String {
    format!("the {scheme}:// address cannot be read as a place at Neon")
}

/// A compute or a branch by its id or its host; the pooler's suffix is none of the id.
fn named_by_host(text: &str) -> Option<Heading> {
    let (address, database) = match text.split_once('/') {
        Some((address, database)) => (address, Some(database.to_owned())),
        None => (text, None),
    };
    if let Some(id) = host::compute(address) {
        return Some(Heading {
            endpoint: Some(id),
            database,
            ..Heading::default()
        });
    }
    let id = text.split(['.', ':']).next()?;
    (id.starts_with("br-") && database.is_none()).then(|| Heading {
        steps: vec![id.to_owned()],
        ..Heading::default()
    })
}

fn decoded(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    (!text.is_empty()).then(|| text.into_owned())
}

/// The compute, database and role of a connection string.
fn connection(address: &Url) -> Result<Heading, String> {
    let found = address.host_str().and_then(named_by_host);
    let heading = found.ok_or("the connection string names no host of Neon (ep-….neon.tech)")?;
    Ok(Heading {
        database: decoded(address.path().trim_start_matches('/')),
        role: decoded(address.username()),
        ..heading
    })
}

/// The project and branch of a page of the Console.
fn console(address: &Url) -> Result<Heading, String> {
    let parts: Vec<&str> = address
        .path_segments()
        .map(|parts| parts.filter(|part| !part.is_empty()).collect())
        .unwrap_or_default();
    let after = |word: &str| {
        let at = parts.iter().position(|part| *part == word)?;
        parts.get(at + 1).map(|part| (*part).to_owned())
    };
    let asked = |name: &str| {
        let mut pairs = address.query_pairs();
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    let project = after("projects").ok_or("this page of the Console is about no project")?;
    let branch = after("branches").or_else(|| asked("branchId"));
    Ok(Heading {
        project: Some(project),
        steps: branch.into_iter().collect(),
        endpoint: after("endpoints").or_else(|| after("computes")),
        database: asked("database"),
        ..Heading::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let heading = Heading::read(text).unwrap_or_else(|why| panic!("{text}: {why}"));
        let all = [
            heading.project,
            (!heading.steps.is_empty()).then(|| heading.steps.join("|")),
            heading.endpoint,
            heading.database,
            heading.role,
        ];
        let all: Vec<String> = all
            .into_iter()
            .map(|one| one.unwrap_or_else(|| "-".to_owned()))
            .collect();
        all.join(" ")
    }

    #[test]
    fn every_way_to_name_a_place_is_read() {
        for (text, read) in [
            ("storefront", "storefront - - - -"),
            ("storefront/main/neondb", "storefront main|neondb - - -"),
            ("storefront/dev/maya", "storefront dev|maya - - -"),
            (
                "hidden-river-50598307/br-x",
                "hidden-river-50598307 br-x - - -",
            ),
            ("ep-cool-rain-a1b2", "- - ep-cool-rain-a1b2 - -"),
            ("EP-Cool-Rain-A1B2-Pooler", "- - ep-cool-rain-a1b2 - -"),
            ("br-damp-dew-a1b2", "- br-damp-dew-a1b2 - - -"),
            (
                "ep-cool-rain-a1b2-pooler.c-2.us-east-1.aws.neon.tech",
                "- - ep-cool-rain-a1b2 - -",
            ),
            (
                "ep-cool-rain-a1b2.us-east-2.aws.neon.tech:5432/shop",
                "- - ep-cool-rain-a1b2 shop -",
            ),
            (
                "postgresql://o%40x:p%3A@ep-cool-rain-a1b2-pooler.us-east-2.aws.neon.tech/a%2Fb?sslmode=require",
                "- - ep-cool-rain-a1b2 a/b o@x",
            ),
            (
                "postgres://ep-cool-rain-a1b2.us-east-2.aws.neon.tech",
                "- - ep-cool-rain-a1b2 - -",
            ),
            (
                "https://console.neon.tech/app/projects/hidden-river-50598307",
                "hidden-river-50598307 - - - -",
            ),
            (
                "https://console.neon.tech/app/projects/hidden-river-50598307/branches/br-x/tables?database=shop",
                "hidden-river-50598307 br-x - shop -",
            ),
            (
                "https://console.neon.tech/app/projects/hidden-river-50598307?branchId=br-x&database=shop",
                "hidden-river-50598307 br-x - shop -",
            ),
        ] {
            assert_eq!(said(text), read, "{text}");
        }
    }

    #[test]
    fn what_is_no_place_is_said_without_its_password() {
        for text in [
            "",
            "postgresql://u:npg_secret@db.example.com/x",
            "postgresql://u:npg_secret@ep-x:notaport/x",
            "ftp://u:npg_secret@ep-x/x",
            "https://console.neon.tech/app/billing",
        ] {
            let why = Heading::read(text).unwrap_err();
            assert!(!why.contains("npg_secret") && !why.is_empty(), "{why}");
        }
    }
}
