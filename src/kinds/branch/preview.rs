//! Branches that were made for a branch of a git repository, to preview it.

use std::collections::HashSet;

/// Whether the git branch that a preview branch was made for exists, by its name: `preview/NAME` is what Neon's
/// integration with Vercel calls it, and `preview/pr-NUMBER-NAME` its action on GitHub. `None` if the name tells no git
/// branch.
pub fn has_git_branch(name: &str, git: &HashSet<String>) -> Option<bool> {
    let name = name.strip_prefix("preview/")?;
    let named = without_number(name)?;
    Some(git.contains(name) || git.contains(named))
}

/// `NAME` of `pr-NUMBER-NAME`, or all if that is not its form; `None` if it is only a number.
fn without_number(name: &str) -> Option<&str> {
    let number = name.strip_prefix("pr-").unwrap_or_default();
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == number.len() {
        return (!name.is_empty()).then_some(name);
    }
    match rest.strip_prefix('-') {
        Some(rest) => Some(rest).filter(|rest| !rest.is_empty()),
        None if rest.is_empty() => None,
        None => Some(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_git_branch_is_part_of_the_name() {
        let git: HashSet<String> = ["fix/login", "pr-9", "pr-12-search"]
            .map(str::to_owned)
            .into();
        for (name, expected) in [
            ("preview/fix/login", Some(true)),
            ("preview/pr-7-fix/login", Some(true)),
            ("preview/pr-12-search", Some(true)),
            ("preview/gone", Some(false)),
            ("preview/pr-7-gone", Some(false)),
            ("preview/pr-fix", Some(false)),
            ("preview/pr-7th", Some(false)),
            // Only the number of a pull request, which git does not know.
            ("preview/pr-412", None),
            ("preview/pr-412-", None),
            ("preview/", None),
            ("main", None),
            ("fix/login", None),
        ] {
            assert_eq!(has_git_branch(name, &git), expected, "{name}");
        }
    }
}
