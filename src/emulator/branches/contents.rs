//! What is on a branch: its roles, its databases and their tables.

use crate::emulator::{
    branches::Branch,
    contents::{Contents, Origin},
    databases::Database,
    error::Refusal,
    ids::Mint,
    roles::{Authentication, Role},
    time::Time,
};

/// The roles for token-based access, and whether they can also sign in directly.
const MANAGED: [(&str, Authentication); 3] = [
    ("authenticator", Authentication::Password),
    ("authenticated", Authentication::NoLogin),
    ("anonymous", Authentication::NoLogin),
];

impl Branch {
    /// Takes over roles, databases, tables, buckets and so on as of a moment, as far as they are still known. Children of a protected
    /// branch get new passwords.
    pub fn inherit(&mut self, parent: &Self, at: Time) {
        self.copy(parent, at);
        if parent.protected {
            let mut mint = Mint::named(&self.id);
            let roles = self.roles.iter_mut();
            roles.for_each(|role| role.password = mint.password());
        }
    }

    /// The same, but with the same passwords, for branches that replace the other.
    pub fn copy(&mut self, other: &Self, at: Time) {
        self.copy_platform(other, at);
        self.contents = Contents::new(Origin::Copy(other.contents.at(None)));
        let mut mint = Mint::named(&self.id);
        let schemas = other.schemas.iter();
        self.schemas = schemas
            .map(|(name, schema)| (name.clone(), schema.as_of(at)))
            .collect();
        let roles = other.roles.iter().filter(|role| role.created_at <= at);
        self.roles = roles
            .map(|role| Role {
                branch_id: self.id.clone(),
                ..role.clone()
            })
            .collect();
        let databases = other.databases.iter();
        let databases = databases.filter(|database| database.created_at <= at);
        self.databases = databases
            .map(|database| Database {
                id: mint.number(),
                branch_id: self.id.clone(),
                ..database.clone()
            })
            .collect();
    }

    pub fn role(&self, name: &str) -> Result<&Role, Refusal> {
        let found = self.roles.iter().find(|role| role.name == name);
        found.ok_or_else(|| Refusal::not_found("role"))
    }

    /// Creates missing managed roles.
    pub fn add_managed_roles(&mut self, at: Time) {
        let mut mint = Mint::named(&format!("{}/managed", self.id));
        for (name, authentication_method) in MANAGED {
            if self.role(name).is_err() {
                let mut role = Role::new(&self.id, name, mint.password(), at);
                role.protected = true;
                role.authentication_method = authentication_method;
                self.roles.push(role);
            }
        }
    }

    pub fn database(&self, name: &str) -> Result<&Database, Refusal> {
        let found = self.databases.iter().find(|database| database.name == name);
        found.ok_or_else(|| Refusal::not_found("database"))
    }
}
