//! Finds files that import each other in a cycle.

use super::{code, root, sources};
use std::collections::{BTreeMap, BTreeSet};

type Imports = BTreeMap<Vec<String>, BTreeSet<Vec<String>>>;

/// Expands `a::{b::C, d}` to `a::b::C` and `a::d`.
fn flat(tree: &str) -> Vec<String> {
    let Some((before, group)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap();
        return vec![path.trim().to_owned()];
    };
    let group = group.trim_end().strip_suffix('}').unwrap_or(group);
    let mut depth = 0;
    let parts = group.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    let parts = parts.filter(|part| !part.trim().is_empty());
    let before = before.trim();
    parts
        .flat_map(flat)
        .map(|part| format!("{before}{part}"))
        .collect()
}

/// The paths in a piece of code: all in its `use` declarations, and those in its body that begin at a module.
fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("use ") {
        if code[..at].ends_with(['\n', ' ', ')']) || at == 0 {
            let tree = code[at + 4..].split(';').next().unwrap();
            found.extend(flat(&tree.replace('\n', " ")));
        }
    }
    for root in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(root) {
            let end = code[at..].find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
            let path = &code[at..end.map_or(code.len(), |end| at + end)];
            // The prefix of a group is part of each of its paths.
            if !path.ends_with(':') {
                found.push(path.to_owned());
            }
        }
    }
    found
}

/// The module that a path refers to from another module.
fn resolve(here: &[String], path: &str, all: &BTreeSet<Vec<String>>) -> Option<Vec<String>> {
    let mut steps: Vec<&str> = path.split("::").map(str::trim).collect();
    let mut at = here.to_vec();
    match *steps.first()? {
        "crate" => at.clear(),
        "self" => {}
        "super" => {
            while steps.first() == Some(&"super") {
                at.pop();
                steps.remove(0);
            }
            steps.insert(0, "super");
        }
        child => {
            let below = [here, &[child.to_owned()]].concat();
            return all.contains(&below).then_some(below);
        }
    }
    for step in steps.into_iter().skip(1) {
        let below = [&at[..], &[step.to_owned()]].concat();
        if !all.iter().any(|module| module.starts_with(&below)) {
            break;
        }
        at = below;
    }
    (all.contains(&at) && at != here).then_some(at)
}

fn imports() -> Imports {
    let modules: BTreeMap<Vec<String>, String> = sources(&root().join("src"))
        .into_iter()
        .map(|(path, text)| {
            let below = path.strip_prefix(root().join("src")).unwrap();
            let steps = below.with_extension("");
            let mut steps: Vec<String> = steps
                .iter()
                .map(|step| step.to_string_lossy().into_owned())
                .collect();
            steps.pop_if(|last| last == "mod");
            (steps, code(&text))
        })
        .collect();
    let all: BTreeSet<Vec<String>> = modules.keys().cloned().collect();
    let named = modules.iter().map(|(here, code)| {
        let named = paths(code);
        let named = named.iter().filter_map(|path| resolve(here, path, &all));
        (here.clone(), named.collect())
    });
    named.collect()
}

fn reached<'a>(from: &'a Vec<String>, imports: &'a Imports) -> BTreeSet<&'a Vec<String>> {
    let mut reached = BTreeSet::new();
    let mut next = vec![from];
    while let Some(module) = next.pop() {
        for used in imports.get(module).into_iter().flatten() {
            if reached.insert(used) {
                next.push(used);
            }
        }
    }
    reached
}

/// The cycles, the largest first.
fn cycles() -> Vec<BTreeSet<String>> {
    let imports = imports();
    let reach: BTreeMap<_, _> = imports
        .keys()
        .map(|module| (module, reached(module, &imports)))
        .collect();
    let circle = |module: &Vec<String>| -> BTreeSet<String> {
        let others = reach[module].iter();
        let others =
            others.filter(|other| reach.get(**other).is_some_and(|back| back.contains(module)));
        others.map(|other| other.join("/")).collect()
    };
    let all: BTreeSet<BTreeSet<String>> = imports.keys().map(circle).collect();
    let mut all: Vec<_> = all.into_iter().filter(|circle| circle.len() > 1).collect();
    all.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    all
}

#[test]
fn no_cycle_of_imports_crosses_a_border_or_is_large() {
    /// As many as `config` has, whose sections and their errors name each other.
    const MOST: usize = 11;
    for circle in cycles() {
        let tops: BTreeSet<&str> = circle
            .iter()
            .map(|file| file.split('/').next().unwrap())
            .collect();
        assert!(tops.len() == 1, "{circle:?}");
        let files = circle.len();
        assert!(files <= MOST, "{files} files: {circle:?}");
    }
}
