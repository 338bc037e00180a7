//! Parsing of PLACE.

use super::NavigationTarget;
use crate::{
    connect::connection::{self, Reading, Refused},
    ui::context::Context,
};

impl NavigationTarget {
    /// Reads a PLACE: `[organization/]project[/branch[/endpoint|database|role]]` by names or IDs, an `ep-…`,
    /// `br-…` or `org-…` ID, a host, connection data of any kind, or an address of the Console. A password in it
    /// is dropped.
    ///
    /// # Errors
    /// Returns why it is invalid, in words that never repeat the text.
    pub fn read(text: &str) -> Result<Self, Refused> {
        Ok(match connection::read(text)? {
            Reading::Place(place) => Self {
                org: place.org.map(Into::into),
                project: place.project,
                steps: place.branch.into_iter().collect(),
                endpoint: place.compute,
                database: place.database,
                role: place.role,
                ..Self::default()
            },
            Reading::Names(names) => {
                let mut steps = names.into_iter();
                Self {
                    project: steps.next(),
                    steps: steps.collect(),
                    ..Self::default()
                }
            }
        })
    }

    pub fn of_project(id: &str) -> Self {
        Self {
            project: Some(id.to_owned()),
            ..Self::default()
        }
    }

    /// The target specified by a directory's context file.
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
            // A single step, even if it contains slashes: the branch's name.
            steps: context.branch.iter().cloned().collect(),
            file,
            ..Self::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let destination =
            NavigationTarget::read(text).unwrap_or_else(|why| panic!("{text}: {why}"));
        let all = [
            destination.project,
            (!destination.steps.is_empty()).then(|| destination.steps.join("|")),
            destination.endpoint,
            destination.database,
            destination.role,
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
            "ftp://u:npg_secret@host/x",
            "https://console.neon.tech/app/billing",
        ] {
            let why = NavigationTarget::read(text).unwrap_err().to_string();
            assert!(!why.contains("npg_secret") && !why.is_empty(), "{why}");
        }
    }
}
