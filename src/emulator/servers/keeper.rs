//! Makes the servers follow the world: copies data, starts, configures and stops them.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use tokio::time;

use super::{
    Board, Servers,
    folder::{Failure, Folder},
    server::Server,
    sql::{self, RoleSetup, Setup},
    wanted::{Run, Wanted},
};
use crate::emulator::{
    contents::{Contents, Origin},
    ids::Text,
    shared::Shared,
};

/// How often the world is looked at while servers run: computes go idle by themselves.
const PERIOD: Duration = Duration::from_millis(250);

/// The database that every cluster has.
const MAINTENANCE: &str = "postgres";

pub struct Keeper {
    shared: Arc<Shared>,
    servers: Arc<Servers>,
    folder: Folder,
    /// The contents that have been looked at.
    known: HashSet<u64>,
    /// The contents that are on disk, and what they consist of.
    made: HashMap<u64, Setup>,
    /// The tables that contents start with, where they are not those of the description.
    tables: HashMap<u64, BTreeMap<String, String>>,
    /// The contents that could not be copied.
    lost: HashMap<u64, Failure>,
    running: HashMap<u64, Server>,
}

impl Keeper {
    pub fn new(shared: Arc<Shared>, servers: Arc<Servers>, folder: Folder) -> Self {
        Self {
            shared,
            servers,
            folder,
            known: HashSet::new(),
            made: HashMap::new(),
            tables: HashMap::new(),
            lost: HashMap::new(),
            running: HashMap::new(),
        }
    }

    /// Keeps up with the world until the emulator stops, then stops all servers.
    pub async fn run(mut self) {
        let shared = Arc::clone(&self.shared);
        let servers = Arc::clone(&self.servers);
        loop {
            self.follow().await;
            let idle = self.running.is_empty() && servers.needed().is_empty();
            tokio::select! {
                () = shared.end() => break,
                () = servers.changed.notified() => {}
                () = time::sleep(PERIOD), if !idle => {}
            }
        }
        for (_, server) in self.running.drain() {
            server.stop().await;
        }
    }

    async fn follow(&mut self) {
        let change = self.servers.change();
        let needed = self.servers.needed();
        let wanted = {
            let now = self.shared.clock.now();
            let world = &mut self.shared.inner().world;
            Wanted::of(world, now.into(), &needed, &self.known)
        };
        let runs = |id: &Text| wanted.runs.iter().any(|run| run.endpoints.contains(id));
        // Suspended since: the next connection needs them again.
        self.servers.release(needed.iter().filter(|id| !runs(id)));
        // Copies come first: what they are made of may be about to change or to go.
        for (contents, setup) in wanted.new {
            self.note(&contents, setup).await;
        }
        self.stop_others(&wanted.runs).await;
        self.remove_others(&wanted.contents);
        let mut computes = HashMap::new();
        for run in &wanted.runs {
            let state = match self.provide(run).await {
                Ok(server) => Ok(server.sockets().to_owned()),
                Err(failure) => {
                    // The next connection tries again.
                    self.servers.release(run.endpoints.iter());
                    Err(failure.to_string())
                }
            };
            computes.extend(run.endpoints.iter().map(|id| (id.clone(), state.clone())));
        }
        self.servers.post(Board { change, computes });
    }

    /// Copies new contents, if there is something to copy. Otherwise they are made of their description when somebody
    /// needs them.
    async fn note(&mut self, contents: &Contents, setup: Setup) {
        self.known.insert(contents.id);
        let id = contents.id;
        let copied = match &contents.origin {
            Origin::Copy(from) if self.made.contains_key(&from.id) => {
                self.copy(from.id, id, setup).await
            }
            Origin::Schema(from) if self.made.contains_key(&from.id) => {
                self.copy_tables(from.id, id).await
            }
            Origin::Description | Origin::Copy(_) | Origin::Schema(_) => Ok(()),
        };
        if let Err(failure) = copied {
            self.lost.insert(id, failure);
        }
    }

    async fn copy(&mut self, from: u64, id: u64, setup: Setup) -> Result<(), Failure> {
        let sockets = self.running(from).map(|server| server.sockets().to_owned());
        match sockets {
            Some(sockets) => self.folder.copy_running(&sockets, id).await?,
            None => self.folder.copy_stopped(from, id).await?,
        }
        // New passwords are set when it runs.
        let roles = setup.roles.into_iter();
        let roles = roles.map(|role| RoleSetup {
            password: None,
            ..role
        });
        self.made.insert(
            id,
            Setup {
                roles: roles.collect(),
                ..setup
            },
        );
        Ok(())
    }

    async fn copy_tables(&mut self, from: u64, id: u64) -> Result<(), Failure> {
        let starts = self.running(from).is_none();
        if starts {
            self.start(from).await?;
        }
        let databases = self
            .made
            .get(&from)
            .map(|setup| setup.databases.clone())
            .unwrap_or_default();
        let mut tables = BTreeMap::new();
        if let Some(server) = self.running.get(&from) {
            for database in databases.into_values() {
                let script = sql::dump(&self.folder, server.sockets(), &database.name).await?;
                tables.insert(database.name, script);
            }
        }
        self.tables.insert(id, tables);
        if starts {
            self.stop(from).await;
        }
        Ok(())
    }

    fn running(&mut self, id: u64) -> Option<&Server> {
        if !self.running.get_mut(&id)?.is_alive() {
            self.running.remove(&id);
        }
        self.running.get(&id)
    }

    async fn start(&mut self, id: u64) -> Result<(), Failure> {
        let server = Server::start(&self.folder, id).await?;
        self.running.insert(id, server);
        Ok(())
    }

    async fn stop(&mut self, id: u64) {
        if let Some(server) = self.running.remove(&id) {
            server.stop().await;
        }
    }

    async fn stop_others(&mut self, runs: &[Run]) {
        let is_wanted = |id: &u64| runs.iter().any(|run| run.contents.id == *id);
        let others: Vec<u64> = self
            .running
            .keys()
            .copied()
            .filter(|id| !is_wanted(id))
            .collect();
        for id in others {
            self.stop(id).await;
        }
    }

    fn remove_others(&mut self, wanted: &HashSet<u64>) {
        let gone: Vec<u64> = self.known.difference(wanted).copied().collect();
        for id in gone {
            self.known.remove(&id);
            self.tables.remove(&id);
            self.lost.remove(&id);
            if self.made.remove(&id).is_some() {
                self.folder.remove(id);
            }
        }
    }

    /// The server of a branch, with the branch's roles and databases.
    async fn provide(&mut self, run: &Run) -> Result<&Server, Failure> {
        let id = run.contents.id;
        if let Some(failure) = self.lost.get(&id) {
            return Err(failure.clone());
        }
        let is_new = !self.made.contains_key(&id);
        if is_new {
            self.folder.make_empty(id).await?;
            self.made.insert(id, Setup::default());
        }
        if let Err(failure) = self.equip(run, is_new).await {
            if is_new {
                // Half of it would pass for all of it.
                self.stop(id).await;
                self.made.remove(&id);
                self.folder.remove(id);
            }
            return Err(failure);
        }
        let ended = || Failure::new("postgres", "ended at once");
        self.running.get(&id).ok_or_else(ended)
    }

    async fn equip(&mut self, run: &Run, is_new: bool) -> Result<(), Failure> {
        let id = run.contents.id;
        if self.running(id).is_none() {
            self.start(id).await?;
        }
        let Some(server) = self.running.get(&id) else {
            return Ok(());
        };
        let before = self.made.get(&id).cloned().unwrap_or_default();
        if before != run.setup {
            let script = run.setup.script(&before);
            sql::execute(&self.folder, server.sockets(), MAINTENANCE, &script).await?;
            self.made.insert(id, run.setup.clone());
        }
        if is_new {
            for (database, script) in self.tables.get(&id).unwrap_or(&run.tables) {
                sql::execute(&self.folder, server.sockets(), database, script).await?;
            }
        }
        Ok(())
    }
}
