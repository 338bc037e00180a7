//! Tells the world how large the databases of branches are.

use std::{collections::HashMap, time::Duration};

use tokio::time::Instant;

use super::{folder::Folder, server::Server, sql};
use crate::emulator::{contents::Contents, shared::Shared, state::World, time::Time};

/// How often a running server is asked.
const PERIOD: Duration = Duration::from_secs(5);

/// When each server was asked last, by its contents.
#[derive(Debug, Default)]
pub struct Sizes(HashMap<u64, Instant>);

impl Sizes {
    /// Whether a server is to be asked now.
    pub fn are_due(&mut self, id: u64) -> bool {
        let now = Instant::now();
        let is_due = self.0.get(&id).is_none_or(|last| *last + PERIOD <= now);
        if is_due {
            self.0.insert(id, now);
        }
        is_due
    }

    pub fn forget(&mut self, id: u64) {
        self.0.remove(&id);
    }
}

/// Asks a server, and tells the world. What cannot be read is asked again.
pub async fn measure(shared: &Shared, folder: &Folder, id: u64, server: &Server) {
    if let Ok(bytes) = sql::size(folder, server.sockets()).await {
        let now = shared.clock.now().into();
        shared.inner().world.set_size(id, bytes, now);
    }
}

impl World {
    /// The size of the branch with these contents, if there still is one.
    fn set_size(&mut self, contents: u64, bytes: i64, now: Time) {
        let is_it = |held: &Contents| held.id == contents;
        let mut projects = self.projects.values_mut();
        let project = projects.find(|project| {
            let mut branches = project.branches.values();
            branches.any(|branch| is_it(&branch.contents))
        });
        let Some(project) = project else { return };
        // What was used until now was of the old size.
        project.settle(now);
        let mut branches = project.branches.values_mut();
        if let Some(branch) = branches.find(|branch| is_it(&branch.contents)) {
            branch.logical_size = Some(bytes);
        }
    }
}
