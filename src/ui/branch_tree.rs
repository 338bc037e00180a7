//! Arranges the flat list of branches as a tree; a parent may be missing from the list.

use crate::{
    api::types::{Branch, BranchId},
    store::ProjectData,
};
use std::collections::HashMap;

/// The branches of a project, grouped by parent.
pub(crate) struct BranchTree<'a> {
    pub(crate) inside: &'a ProjectData,
    /// Positions of the branches without a known parent.
    pub(crate) roots: Vec<usize>,
    /// Positions of the children of each branch.
    pub(crate) children: HashMap<&'a BranchId, Vec<usize>>,
}

impl<'a> BranchTree<'a> {
    /// Arranges the branches; those in `pins` come before their siblings.
    pub(crate) fn new(inside: &'a ProjectData, pins: &[&BranchId]) -> Self {
        let branches = &inside.branches.value;
        let mut order: Vec<(usize, &Branch)> = branches.values().enumerate().collect();
        // Pinned branches first, then the default branch, then by name: refreshing never changes this order.
        let rank = |branch: &'a Branch| (!pins.contains(&&branch.id), by_rank(branch));
        order.sort_by(|(_, one), (_, other)| rank(one).cmp(&rank(other)));
        let mut branch_tree = Self {
            inside,
            roots: Vec::new(),
            children: HashMap::new(),
        };
        for (at, branch) in order {
            match &branch.parent_id {
                Some(parent) if branches.contains_key(parent) && *parent != branch.id => {
                    branch_tree.children.entry(parent).or_default().push(at);
                }
                _ => branch_tree.roots.push(at),
            }
        }
        branch_tree
    }
}

fn by_rank(branch: &Branch) -> (bool, &str, &str) {
    (!branch.default, branch.name.as_str(), branch.id.as_str())
}
