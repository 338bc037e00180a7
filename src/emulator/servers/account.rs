//! As whom servers run: Postgres refuses to run as root.

use std::fs;

/// The superuser of Postgres, as which only we connect.
pub const ADMIN: &str = "cloud_admin";

/// Users that a server can run as where we are root, the best first.
const USERS: [&str; 2] = ["postgres", "nobody"];

/// A user of this system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    pub user: u32,
    pub group: u32,
}

impl Account {
    /// Another user, if we are root. An error if there is no other.
    pub fn instead_of_root() -> Result<Option<Self>, ()> {
        if !rustix::process::geteuid().is_root() {
            return Ok(None);
        }
        let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let found = USERS.iter().find_map(|name| Self::named(name, &users));
        found.map(Some).ok_or(())
    }

    /// The user with this name in the text of `/etc/passwd`.
    fn named(name: &str, users: &str) -> Option<Self> {
        users.lines().find_map(|line| {
            let mut fields = line.split(':');
            if fields.next() != Some(name) {
                return None;
            }
            let user = fields.nth(1)?.parse().ok()?;
            let group = fields.next()?.parse().ok()?;
            Some(Self { user, group })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_found_by_their_whole_name() {
        let users = "root:x:0:0::/root:/bin/sh\npostgresql:x:1:1::/:\npostgres:x:101:104:P,,,:/v:/b\nbad:x:y:z::\n";
        let postgres = Account {
            user: 101,
            group: 104,
        };
        assert_eq!(Account::named("postgres", users), Some(postgres));
        assert_eq!(Account::named("nobody", users), None);
        assert_eq!(Account::named("bad", users), None);
    }
}
