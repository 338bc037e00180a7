//! The rows of a branch: what is on it, and its child branches.

use super::{Builder, FilterMode};
use crate::{
    api::types::{BranchId, ProjectId},
    kinds,
    store::{
        ProjectData,
        target::{BranchGroup, Target},
    },
    ui::{
        branch_tree::BranchTree,
        tree::{CursorPlace, Expansion},
    },
};

/// The deepest level of branches shown.
const DEEPEST: u8 = 28;

impl Builder<'_> {
    pub(super) fn branch(
        &mut self,
        at: u32,
        project: &ProjectId,
        tree: &BranchTree<'_>,
        index: usize,
        depth: u8,
        sieve: FilterMode,
    ) {
        let Some((id, branch)) = tree.inside.branches.value.get_index(index) else {
            return;
        };
        let target = Target::Branch(project.clone(), id.clone());
        let state = tree.inside.branch_state(branch);
        let texts = [
            ("name", branch.name.as_str()),
            ("id", id.as_str()),
            ("state", state.word),
        ];
        let below = depth.saturating_add(1);
        self.node(
            CursorPlace::Branch(at, index as u32),
            depth,
            &target,
            sieve,
            &texts,
            |builder, sieve| {
                let index = index as u32;
                builder.group(
                    (at, index, BranchGroup::Computes),
                    (tree.inside, project, id),
                    below,
                    sieve,
                    |builder, depth, sieve| builder.computes(at, tree, id, depth, sieve),
                );
                builder.group(
                    (at, index, BranchGroup::Contents),
                    (tree.inside, project, id),
                    below,
                    sieve,
                    |builder, depth, sieve| {
                        builder.contents(at, tree.inside, index, (project, id), depth, sieve);
                    },
                );
                // Deeper than any screen; also stops at a cycle in the answer.
                if depth < DEEPEST {
                    for child in tree.children.get(id).into_iter().flatten() {
                        builder.branch(at, project, tree, *child, below, sieve);
                    }
                }
            },
        );
    }

    /// Adds things on a branch: below a row that groups them, if the branch has that group.
    fn group(
        &mut self,
        (at, index, group): (u32, u32, BranchGroup),
        (inside, project, branch): (&ProjectData, &ProjectId, &BranchId),
        depth: u8,
        sieve: FilterMode,
        add: impl FnOnce(&mut Self, u8, FilterMode),
    ) {
        if !group.is_on(inside, branch) {
            return add(self, depth, sieve);
        }
        let target = Target::Group(project.clone(), branch.clone(), group);
        let place = CursorPlace::Group(at, index, group);
        self.node(place, depth, &target, sieve, &[], |builder, sieve| {
            add(builder, depth.saturating_add(1), sieve);
        });
    }

    fn computes(
        &mut self,
        project: u32,
        tree: &BranchTree<'_>,
        branch: &BranchId,
        depth: u8,
        sieve: FilterMode,
    ) {
        for at in tree.inside.computes.get(branch).into_iter().flatten() {
            let Some((id, endpoint)) = tree.inside.endpoints.value.get_index(*at) else {
                continue;
            };
            let name = endpoint.name.as_deref().unwrap_or_default();
            let state = kinds::endpoint::state(endpoint).word;
            let texts = [("id", id.as_str()), ("name", name), ("state", state)];
            self.leaf(
                (CursorPlace::Endpoint(project, *at as u32), Expansion::Leaf),
                depth,
                || Target::Endpoint(endpoint.project_id.clone(), id.clone()),
                sieve,
                &texts,
            );
        }
    }

    fn contents(
        &mut self,
        project: u32,
        inside: &ProjectData,
        at: u32,
        (of, id): (&ProjectId, &BranchId),
        depth: u8,
        sieve: FilterMode,
    ) {
        let Some(contents) = inside.contents.get(id) else {
            return;
        };
        for (d, database) in contents.databases.value.iter().enumerate() {
            self.leaf(
                (
                    CursorPlace::Database(project, at, d as u32),
                    Expansion::Leaf,
                ),
                depth,
                || Target::Database(of.clone(), id.clone(), database.name.clone()),
                sieve,
                &[("name", database.name.as_str()), ("kind", "database")],
            );
        }
        for (r, role) in contents.roles.value.iter().enumerate() {
            self.leaf(
                (CursorPlace::Role(project, at, r as u32), Expansion::Leaf),
                depth,
                || Target::Role(of.clone(), id.clone(), role.name.clone()),
                sieve,
                &[("name", role.name.as_str()), ("kind", "role")],
            );
        }
    }
}
