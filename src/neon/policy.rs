//! Protections for production: read-only, no-wake and the PROD mark, set on the command line, in the configuration or
//! at Neon itself. If several apply, the strictest wins, and every refusal names the setting behind it.
//!
//! ```toml
//! [[rules]]
//! project = "acme-*"        # by name or id; * stands for anything
//! branch = "main"
//! read_only = true
//! prod = true
//! ```

use super::{Neon, key_names::NamedKey};
use crate::{
    api::types::Branch,
    kinds::{
        branch::{is_default, is_protected},
        matching::folded,
    },
    store::target::Target,
};
use std::collections::BTreeSet;

/// The variable that makes the session read-only.
pub const READ_ONLY_VARIABLE: &str = "LAZYNEON_READ_ONLY";
/// The variable that refuses whatever wakes a compute.
pub const NO_WAKE_VARIABLE: &str = "LAZYNEON_NO_WAKE";

/// What protects the whole session; messages name the first source that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProtectionSource {
    Flag,
    Environment,
    File,
    /// A key, or the choice at sign-in. The only source that a key can lift.
    Mode,
}

impl ProtectionSource {
    fn read_only(self) -> &'static str {
        match self {
            Self::Flag => "--read-only",
            Self::Environment => READ_ONLY_VARIABLE,
            Self::File => "read_only in config.toml",
            Self::Mode => "the mode of this session",
        }
    }

    fn no_wake(self) -> &'static str {
        match self {
            Self::Flag => "--no-wake",
            Self::Environment => NO_WAKE_VARIABLE,
            Self::File => "no_wake in config.toml",
            Self::Mode => "the mode of this session",
        }
    }
}

/// A rule of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rule {
    /// Only with this profile or saved key.
    pub profile: Option<String>,
    /// Only in projects whose name or id matches.
    pub project: Option<String>,
    /// Only on branches whose name or id matches. Refusals also cover the snapshots of such a branch and its project,
    /// which cannot be deleted or moved without it.
    pub branch: Option<String>,
    pub read_only: bool,
    pub no_wake: bool,
    pub prod: bool,
    /// Its line; 0 if it is no longer there.
    pub line: usize,
}

/// A set of protections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Protections {
    pub read_only: bool,
    pub no_wake: bool,
    pub prod: bool,
}

impl Protections {
    pub const NONE: Self = Self::new(false, false, false);
    pub const READ_ONLY: Self = Self::new(true, false, false);
    pub const NO_WAKE: Self = Self::new(false, true, false);
    pub const PROD: Self = Self::new(false, false, true);
    pub const ALL: Self = Self::new(true, true, true);

    const fn new(read_only: bool, no_wake: bool, prod: bool) -> Self {
        Self {
            read_only,
            no_wake,
            prod,
        }
    }

    /// Whether any protection is set.
    pub const fn any(self) -> bool {
        self.read_only || self.no_wake || self.prod
    }

    /// The union of both sets.
    pub const fn or(self, other: Self) -> Self {
        Self::new(
            self.read_only || other.read_only,
            self.no_wake || other.no_wake,
            self.prod || other.prod,
        )
    }
}

/// A place in the configuration that cannot be read and may hold a protection. While there is one, everything is
/// read-only; waking is refused and things are marked PROD only if the place may say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The place: "line 3 of config.toml".
    pub place: String,
    /// The protections that may be lost.
    pub hides: Protections,
}

impl Doubt {
    /// The name used in messages.
    pub fn name(&self) -> String {
        format!("the mistake in {}", self.place)
    }
}

impl Rule {
    /// The name used in messages.
    fn name(&self) -> String {
        match self.line {
            0 => "a rule that config.toml had".to_owned(),
            line => format!("the rule in line {line} of config.toml"),
        }
    }

    /// Whether it says the same as another, wherever that stands.
    fn is_same(&self, other: &Self) -> bool {
        let line = other.line;
        Self {
            line,
            ..self.clone()
        } == *other
    }

    fn holds(&self, neon: &Neon, target: Option<&Target>) -> bool {
        let profile = self.profile.as_ref().is_none_or(|wanted| {
            let origin = neon.session.origin.as_ref();
            origin.is_some_and(|origin| matches(wanted, origin.word()))
        });
        profile
            && self
                .project
                .as_ref()
                .is_none_or(|wanted| is_project(wanted, neon, target))
            && self
                .branch
                .as_ref()
                .is_none_or(|wanted| is_branch(wanted, neon, target))
    }
}

/// Whether a rule is about the project of a target. A rule about every project is also about their organization.
fn is_project(wanted: &str, neon: &Neon, target: Option<&Target>) -> bool {
    let Some(project) = target.and_then(Target::project) else {
        return matches(wanted, "");
    };
    let name = neon.store.name(&Target::Project(project.clone()));
    matches(wanted, &name) || matches(wanted, project.as_str())
}

fn is_branch(wanted: &str, neon: &Neon, target: Option<&Target>) -> bool {
    let is_it =
        |branch: &Branch| matches(wanted, &branch.name) || matches(wanted, branch.id.as_str());
    let store = &neon.store;
    let branch = match target {
        Some(Target::Project(project)) => {
            let inside = store.inside(project);
            return inside.is_some_and(|inside| inside.branches.value.values().any(is_it));
        }
        Some(Target::Snapshot(project, id)) => store.snapshot_source(project, id),
        Some(Target::DeletedBranch(project, branch)) => store.deleted_branch(project, branch),
        Some(target) => store.branch_of(target),
        None => None,
    };
    branch.is_some_and(is_it)
}

/// Whether a text matches a pattern in which `*` stands for anything, ignoring case.
pub fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (folded(pattern), folded(text));
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

/// All protections of the session.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// What makes the whole session read-only.
    pub read_only: BTreeSet<ProtectionSource>,
    /// What refuses actions that wake a compute.
    pub no_wake: BTreeSet<ProtectionSource>,
    /// The unreadable parts of the configuration that may hold a protection.
    pub doubts: Vec<Doubt>,
    /// The rules for single profiles, projects and branches.
    pub rules: Vec<Rule>,
}

impl Policy {
    pub fn is_read_only(&self) -> bool {
        !self.read_only.is_empty() || !self.doubts.is_empty()
    }

    /// Follows a configuration that was read again: it can protect more, but what it no longer protects stays protected
    /// until the program is started again. Returns whether there is such a thing.
    pub fn tighten(&mut self, new: Self) -> bool {
        let of_file = |sources: &BTreeSet<_>| sources.contains(&ProtectionSource::File);
        let mut is_weaker = of_file(&self.read_only) && !of_file(&new.read_only);
        is_weaker |= of_file(&self.no_wake) && !of_file(&new.no_wake);
        self.read_only.extend(new.read_only);
        self.no_wake.extend(new.no_wake);
        self.doubts = new.doubts;
        let mut rules = new.rules;
        for rule in &self.rules {
            if !rules.iter().any(|new| new.is_same(rule)) {
                is_weaker = true;
                rules.push(Rule {
                    line: 0,
                    ..rule.clone()
                });
            }
        }
        self.rules = rules;
        is_weaker
    }

    /// Makes the session read-only, or undoes that as far as a key can.
    pub fn set_read_only_mode(&mut self, on: bool) {
        if on {
            self.read_only.insert(ProtectionSource::Mode);
        } else {
            self.read_only.remove(&ProtectionSource::Mode);
        }
    }

    /// The source that makes the whole session read-only and that no key lifts.
    pub fn read_only_lock(&self) -> Option<String> {
        let mut sources = self.read_only.range(..ProtectionSource::Mode);
        let source = sources.next().map(|source| source.read_only().to_owned());
        source.or_else(|| self.doubts.first().map(Doubt::name))
    }

    fn doubt(&self, hides: impl Fn(Protections) -> bool) -> Option<&Doubt> {
        self.doubts.iter().find(|doubt| hides(doubt.hides))
    }
}

impl Neon {
    fn rule(&self, target: Option<&Target>, says: impl Fn(&Rule) -> bool) -> Option<&Rule> {
        let mut rules = self.policy.rules.iter();
        rules.find(|rule| says(rule) && rule.holds(self, target))
    }

    /// The setting that refuses changes to a thing.
    pub fn read_only_by(&self, target: Option<&Target>) -> Option<String> {
        let flag = self.policy.read_only.get(&ProtectionSource::Flag);
        let rule = || self.rule(target, |rule| rule.read_only).map(Rule::name);
        let lock = || self.policy.read_only_lock();
        let mode = || self.policy.read_only.get(&ProtectionSource::Mode);
        let name = |source: &ProtectionSource| source.read_only().to_owned();
        flag.map(name)
            .or_else(rule)
            .or_else(lock)
            .or_else(|| mode().map(name))
    }

    /// Why changes to a thing are refused, worded for parentheses or after a colon.
    pub fn read_only_why(&self, target: Option<&Target>) -> Option<String> {
        let by = self.read_only_by(target)?;
        if self.policy.doubts.iter().any(|doubt| doubt.name() == by) {
            return Some(format!("{by} may hide a protection; fix it"));
        }
        let key = self.keys.name(NamedKey::ReadOnly);
        Some(if self.can_lift_read_only(target) {
            format!("{key} switches to read-write")
        } else {
            format!("set by {by}")
        })
    }

    /// Why the settings refuse a change to a thing; `wakes` tells whether the change would wake its compute.
    pub fn forbidden_why(&self, target: &Target, wakes: bool) -> Option<String> {
        if let Some(why) = self.read_only_why(Some(target)) {
            return Some(format!("read-only, so nothing was changed ({why})"));
        }
        let by = self.no_wake_by(Some(target)).filter(|_| wakes)?;
        Some(format!(
            "this would wake a compute: blocked by {by}, so nothing was changed"
        ))
    }

    /// Whether a key can lift the refusal of changes to a thing.
    pub fn can_lift_read_only(&self, target: Option<&Target>) -> bool {
        self.policy.read_only_lock().is_none() && self.rule(target, |rule| rule.read_only).is_none()
    }

    /// The setting that forbids waking the compute of a thing.
    pub fn no_wake_by(&self, target: Option<&Target>) -> Option<String> {
        if let Some(rule) = self.rule(target, |rule| rule.no_wake) {
            return Some(rule.name());
        }
        let source = self.policy.no_wake.first();
        let source = source.map(|source| source.no_wake().to_owned());
        source.or_else(|| self.policy.doubt(|hides| hides.no_wake).map(Doubt::name))
    }

    /// Why others may depend on a thing: Neon protects its branch, it is the default branch, or a rule says so.
    pub fn production_by(&self, target: &Target) -> Option<String> {
        let on_branch = !matches!(target, Target::Project(_));
        match self.store.branch_of(target).filter(|_| on_branch) {
            Some(branch) if is_protected(branch) => {
                Some("the branch is protected at Neon".to_owned())
            }
            Some(branch) if is_default(branch) => Some("it is the default branch".to_owned()),
            // One production branch does not make the project production.
            _ => self
                .rule(Some(target), |rule| {
                    rule.prod && (on_branch || rule.branch.is_none())
                })
                .map(Rule::name)
                .or_else(|| self.policy.doubt(|hides| hides.prod).map(Doubt::name)),
        }
    }

    /// Whether a thing is production only by a rule, not by Neon's own marks.
    pub fn is_marked_production(&self, target: &Target) -> bool {
        // Every row of the tree asks, and mostly there are no rules.
        if !self.policy.rules.iter().any(|rule| rule.prod) {
            return false;
        }
        let on_branch = !matches!(target, Target::Project(_));
        let branch = self.store.branch_of(target).filter(|_| on_branch);
        branch.is_none_or(|branch| !is_protected(branch) && !is_default(branch))
            && self.is_production(target)
    }

    /// Whether others may depend on a thing.
    pub fn is_production(&self, target: &Target) -> bool {
        self.production_by(target).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text, expected) in [
            ("main", "main", true),
            ("Main", "mAIN", true),
            ("main", "main-2", false),
            ("main*", "main-2", true),
            ("*prod*", "eu-prod-1", true),
            ("*prod", "eu-prod-1", false),
            ("a*b*c", "a1b2c", true),
            ("a*b*c", "a1c2b", false),
            ("*", "", true),
            ("", "", true),
            ("", "x", false),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern:?} {text:?}");
        }
    }
}
