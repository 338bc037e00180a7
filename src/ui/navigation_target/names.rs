//! Resolves names among what is loaded. Names match ignoring case, exact matches first, and however accents are
//! encoded; they may contain slashes, so that a path can be split in several ways.

use crate::{
    api::types::{Branch, BranchId, OrgId, ProjectId},
    kinds::matching::{folded, reads_alike},
    neon::Neon,
    store::ProjectEntry,
};

/// The things with a name: the one with this ID, otherwise exact matches, otherwise those ignoring case.
pub fn called<'a, T: ?Sized>(
    all: impl Iterator<Item = &'a T> + Clone,
    name: &str,
    names: impl Fn(&T) -> (&str, &str),
) -> Vec<&'a T> {
    let by_id = all.clone().find(|one| names(one).0 == name);
    if let Some(found) = by_id {
        return vec![found];
    }
    let exact: Vec<&T> = all
        .clone()
        .filter(|one| reads_alike(names(one).1, name))
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    let wanted = folded(name);
    let is = |text: &str| folded(text) == wanted;
    all.filter(|one| is(names(one).0) || is(names(one).1))
        .collect()
}

/// A project named by the beginning of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    pub project: ProjectId,
    /// Its organization, if the path names it.
    pub org: Option<OrgId>,
    /// Its name.
    pub name: String,
    /// The rest of the path.
    pub rest: Vec<String>,
    /// The name matches exactly, including case.
    pub exact: bool,
}

/// The projects that the beginning of a path can name, the most likely first: exact matches, then those that take
/// the longest part of the path, then those named without their organization.
pub fn projects(neon: &Neon, path: &[String]) -> Vec<Split> {
    let entries = neon.store.projects.values().filter(|entry| !entry.gone);
    let mut found: Vec<(usize, Split)> = Vec::new();
    for entry in entries {
        let best = (0..path.len()).filter(|from| in_org(neon, entry, path, *from));
        let best = best.flat_map(|from| (from + 1..=path.len()).map(move |to| (from, to)));
        for (from, to) in best {
            let name = path.get(from..to).unwrap_or_default().join("/");
            let texts = [entry.row.id.as_str(), entry.row.name.as_str()];
            let exact = texts.iter().any(|text| reads_alike(text, &name));
            let wanted = folded(&name);
            if !exact && !texts.iter().any(|text| folded(text) == wanted) {
                continue;
            }
            let split = Split {
                project: entry.row.id.clone(),
                org: entry.row.org_id.clone(),
                name: entry.row.name.to_string(),
                rest: path.get(to..).unwrap_or_default().to_vec(),
                exact,
            };
            found.push((from, split));
        }
    }
    found.sort_by_key(|(from, split)| (!split.exact, split.rest.len(), *from));
    found.into_iter().map(|(_, split)| split).collect()
}

/// Whether the path begins with the project's organization, in this many parts; always for 0.
fn in_org(neon: &Neon, entry: &ProjectEntry, path: &[String], names: usize) -> bool {
    let org = entry.row.org_id.as_ref();
    names == 0 || org.is_some_and(|org| organization(neon, path.get(..names)) == Some(org))
}

/// The organization with the name formed by these parts.
pub fn organization<'a>(neon: &'a Neon, names: Option<&[String]>) -> Option<&'a OrgId> {
    let name = names?.join("/");
    let orgs = neon.store.orgs.value.values();
    let found = called(orgs, &name, |org| (org.id.as_str(), org.name.as_str()));
    match found.as_slice() {
        [one] => Some(&one.id),
        _ => None,
    }
}

/// A way to split steps into a branch and what is on it.
#[derive(Debug)]
pub struct BranchSplit {
    /// The branches with that name, with their exact names: several only if they differ in case.
    pub found: Vec<(BranchId, String)>,
    /// The rest of the steps.
    pub rest: String,
}

/// The branches that the beginning of the steps can name, the longest name first: names may contain slashes.
pub fn branches<'a>(
    branches: impl Iterator<Item = &'a Branch> + Clone,
    steps: &[String],
) -> Vec<BranchSplit> {
    let ways = (1..=steps.len()).rev();
    let splits = ways.map(|to| {
        let name = steps.get(..to).unwrap_or_default().join("/");
        let found = called(branches.clone(), &name, |branch| {
            (branch.id.as_str(), branch.name.as_str())
        });
        let found = found.iter();
        BranchSplit {
            found: found
                .map(|branch| (branch.id.clone(), branch.name.to_string()))
                .collect(),
            rest: steps.get(to..).unwrap_or_default().join("/"),
        }
    });
    splits.filter(|split| !split.found.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exact_name_wins_and_any_case_will_do() {
        let all = ["Prod", "prod", "PROD-2", "Straße"];
        let found = |name: &str| called(all.iter(), name, |one| ("", one)).len();
        assert_eq!(found("prod"), 1);
        assert_eq!(found("PROD"), 2);
        assert_eq!(found("prod-2"), 1);
        assert_eq!(found("STRASSE"), 0);
        assert_eq!(found("STRAßE"), 1);
        assert_eq!(found("none"), 0);
    }

    #[test]
    fn accents_may_be_typed_in_one_piece_or_put_together() {
        let all = ["caf\u{e9}", "Cafe\u{301}-2", "\u{3a3}\u{391}\u{3a3}"];
        let found = |name: &str| called(all.iter(), name, |one| ("", one)).len();
        assert_eq!(found("cafe\u{301}"), 1);
        assert_eq!(found("CAFE\u{301}"), 1);
        assert_eq!(found("caf\u{e9}-2"), 1);
        assert_eq!(found("\u{3c3}\u{3b1}\u{3c2}"), 1);
        assert_eq!(found("cafe"), 0);
    }
}
