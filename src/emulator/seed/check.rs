//! Checks the consistency of a seed beyond its form.

use std::collections::HashSet;

use super::{Seed, SeedBranch, SeedProject};
use crate::emulator::{endpoints::Kind, regions};

/// What is wrong with a seed, as a sentence.
type Verdict = Result<(), String>;

fn require(condition: bool, why: impl FnOnce() -> String) -> Verdict {
    if condition { Ok(()) } else { Err(why()) }
}

/// Refuses duplicates.
fn once<'a>(known: &mut HashSet<&'a str>, what: &str, name: &'a str) -> Verdict {
    require(known.insert(name), || {
        format!("{what} \"{name}\" is there twice")
    })
}

/// Checks that an id can be part of a path.
fn id(text: &str) -> Verdict {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let right = (1..=60).contains(&text.len()) && text.bytes().all(plain);
    require(right, || {
        format!("\"{text}\" is no id: at most 60 of a-z, 0-9 and -")
    })
}

impl Seed {
    /// Returns the first thing that is wrong.
    pub(super) fn check(&self) -> Verdict {
        let mut organizations = HashSet::new();
        for org in &self.organizations {
            id(&org.id)?;
            once(&mut organizations, "organization", &org.id)?;
        }
        let (mut projects, mut ids) = (HashSet::new(), HashSet::new());
        for project in &self.projects {
            id(&project.id)?;
            once(&mut projects, "project", &project.id)?;
            let owned = organizations.contains(project.org.as_str());
            require(owned, || {
                format!("there is no organization \"{}\"", project.org)
            })?;
            project
                .check(&mut ids)
                .map_err(|why| format!("project \"{}\": {why}", project.name))?;
        }
        let named = |id: &&str| !projects.contains(id) && !organizations.contains(id);
        let mut owners = self.keys.iter().flat_map(|key| [&key.org, &key.project]);
        let unknown = owners.find_map(|owner| owner.as_deref().filter(|id| named(id)));
        unknown.map_or(Ok(()), |id| {
            Err(format!("a key is for \"{id}\", which is not there"))
        })
    }
}

impl SeedProject {
    fn check<'a>(&'a self, ids: &mut HashSet<&'a str>) -> Verdict {
        let (region, version) = (&self.region, self.pg);
        require(regions::known(region), || {
            format!("there is no region \"{region}\"")
        })?;
        require((14..=18).contains(&version), || {
            format!("Postgres {version} is not one of 14 to 18")
        })?;
        let mut names = HashSet::new();
        let mut defaults = 0;
        let mut waiting: Vec<&SeedBranch> = self.branches.iter().collect();
        while let Some(branch) = waiting.pop() {
            once(&mut names, "branch", &branch.name)?;
            defaults += usize::from(branch.default);
            branch
                .check(ids)
                .map_err(|why| format!("branch \"{}\": {why}", branch.name))?;
            waiting.extend(&branch.children);
        }
        require(defaults == 1, || {
            format!("one branch must be the default one, not {defaults}")
        })?;
        let of_snapshots = self.snapshots.iter().map(|snapshot| &snapshot.branch);
        let of_operations = self.operations.iter().filter_map(|one| one.branch.as_ref());
        let mut named = of_snapshots.chain(of_operations);
        let unknown = named.find(|name| !names.contains(name.as_str()));
        unknown.map_or(Ok(()), |name| Err(format!("there is no branch \"{name}\"")))
    }
}

impl SeedBranch {
    fn check<'a>(&'a self, ids: &mut HashSet<&'a str>) -> Verdict {
        let of_computes = self
            .computes
            .iter()
            .filter_map(|compute| compute.id.as_ref());
        for given in self.id.iter().chain(of_computes) {
            id(given)?;
            once(ids, "id", given)?;
        }
        let writes = |kind: &Kind| *kind == Kind::ReadWrite;
        let writers = self.computes.iter().filter(|compute| writes(&compute.kind));
        require(writers.count() <= 1, || {
            "only one of its computes can be read_write".to_owned()
        })?;
        let kept = self.expires.is_none() || !(self.default || self.protected);
        require(
            kept && (self.expires.is_none() || self.children.is_empty()),
            || "a default, protected or parent branch cannot expire".to_owned(),
        )?;
        let (Some(roles), Some(databases)) = (&self.roles, &self.databases) else {
            return Ok(());
        };
        let mut owners = databases.values();
        let unknown = owners.find(|owner| !roles.contains(owner));
        unknown.map_or(Ok(()), |owner| Err(format!("there is no role \"{owner}\"")))
    }
}
