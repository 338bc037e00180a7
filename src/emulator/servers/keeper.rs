//! Makes the servers follow the world: copies data, starts, configures and stops them.

use std::{
    collections::{BTreeMap, HashMap},
    mem,
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use tokio::time;

use super::{
    Board, Servers,
    folder::{Failure, Folder},
    history::{History, Past},
    lock,
    server::{Log, Server},
    sizes::{self, Sizes},
    sql::{self, MAINTENANCE, RoleSetup, Setup},
    wanted::{Run, Wanted},
};
use crate::emulator::{
    contents::{Contents, Origin, Source},
    ids::Text,
    shared::Shared,
    time::Time,
};

/// How often the world is looked at while servers run: computes go idle by themselves.
const PERIOD: Duration = Duration::from_millis(250);

pub struct Keeper {
    pub(super) shared: Arc<Shared>,
    pub(super) servers: Arc<Servers>,
    pub(super) folder: Folder,
    history: History,
    /// The contents that are on disk, and what they consist of.
    made: HashMap<u64, Setup>,
    /// The tables that contents start with, where they are not those of the description.
    tables: HashMap<u64, BTreeMap<String, String>>,
    /// The contents that could not be copied.
    lost: HashMap<u64, Failure>,
    pub(super) running: HashMap<u64, Server>,
    sizes: Sizes,
}

impl Keeper {
    pub fn new(shared: Arc<Shared>, servers: Arc<Servers>, folder: Folder) -> Self {
        Self {
            shared,
            servers,
            folder,
            history: History::default(),
            made: HashMap::new(),
            tables: HashMap::new(),
            lost: HashMap::new(),
            running: HashMap::new(),
            sizes: Sizes::default(),
        }
    }

    /// Keeps up with the world until the emulator stops, then stops all servers.
    pub async fn run(mut self) {
        let shared = Arc::clone(&self.shared);
        let servers = Arc::clone(&self.servers);
        loop {
            let round = async {
                self.follow().await;
                self.answer().await;
            };
            // Programs that still run then are killed.
            tokio::select! {
                () = shared.end() => break,
                () = round => {}
            }
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
        let now = self.shared.clock.now().into();
        self.servers.note_time(now);
        let mut wanted = {
            let world = &mut self.shared.inner().world;
            Wanted::of(world, now, &needed, &self.history)
        };
        let runs = |id: &Text| wanted.runs.iter().any(|run| run.endpoints.contains(id));
        // Suspended since: the next connection needs them again.
        self.servers.release(needed.iter().filter(|id| !runs(id)));
        // Copies come first: what they are made of may be about to change or to go.
        for (contents, setup) in mem::take(&mut wanted.new) {
            self.history.begin(contents.id, now);
            self.note(&contents, setup).await;
        }
        self.stop_others(&wanted.runs).await;
        self.remove_others(&wanted).await;
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
        for (id, server) in &self.running {
            if self.sizes.are_due(*id) {
                sizes::measure(&self.shared, &self.folder, *id, server).await;
            }
        }
    }

    /// Copies new contents, if there is something to copy. Otherwise they are made of their description when somebody
    /// needs them.
    async fn note(&mut self, contents: &Contents, setup: Setup) {
        let id = contents.id;
        let copied = match &contents.origin {
            Origin::Description => Ok(()),
            Origin::Copy(source) => self.copy(source, id, setup).await.map(drop),
            Origin::Schema(source) => self.copy_tables(source, id, setup).await,
        };
        if let Err(failure) = copied {
            self.lost.insert(id, failure);
        }
    }

    /// Copies contents to new ones, with these roles and databases. Returns false if there was nothing to copy.
    pub(super) async fn copy(
        &mut self,
        source: &Source,
        id: u64,
        setup: Setup,
    ) -> Result<bool, Failure> {
        let from = source.contents.id;
        match source.at.map(|at| self.find(&source.contents, at)) {
            None if !self.made.contains_key(&from) => return Ok(false),
            None => match self.running(from).map(|server| server.sockets().to_owned()) {
                Some(sockets) => self.folder.copy_running(&sockets, id).await?,
                None => self.folder.copy_stopped(from, id).await?,
            },
            Some(Past::Description) => return Ok(false),
            Some(Past::Files(of)) => self.folder.copy_stopped(of, id).await?,
            Some(Past::Base(of)) => self.folder.copy_base(of, id).await?,
            Some(Past::Log { of, until }) => self.recover(of, until, id).await?,
        }
        // New passwords are set when it runs.
        let roles = setup.roles.into_iter();
        let roles = roles.map(|role| RoleSetup {
            password: None,
            ..role
        });
        let roles = roles.collect();
        self.made.insert(id, Setup { roles, ..setup });
        Ok(true)
    }

    fn find(&self, contents: &Contents, at: Time) -> Past {
        let calendar = lock(&self.servers.calendar);
        let is_made = |id| self.made.contains_key(&id);
        self.history.find(contents, at, &calendar, &is_made)
    }

    /// Makes contents of what others were.
    async fn recover(&mut self, of: u64, until: Timestamp, id: u64) -> Result<(), Failure> {
        // Postgres stops at what came later, so there must be something.
        let starts = self.start(of).await?;
        let written = match self.running.get(&of) {
            Some(server) => sql::advance(&self.folder, server.sockets()).await,
            None => Ok(()),
        };
        if starts {
            self.stop(of).await;
        }
        written?;
        self.folder.copy_base(of, id).await?;
        match Server::start(&self.folder, id, Log::Replay { of, until }).await {
            Ok(server) => server.stop().await,
            Err(failure) => {
                self.folder.remove(id);
                return Err(failure);
            }
        }
        Ok(())
    }

    async fn copy_tables(&mut self, source: &Source, id: u64, setup: Setup) -> Result<(), Failure> {
        let copy = Contents::new_id();
        if !self.copy(source, copy, setup).await? {
            return Ok(());
        }
        let dumped = self.dump_all(copy).await;
        self.remove(copy).await;
        self.tables.insert(id, dumped?);
        Ok(())
    }

    /// The tables of all databases, as scripts.
    async fn dump_all(&mut self, id: u64) -> Result<BTreeMap<String, String>, Failure> {
        self.start(id).await?;
        let mut tables = BTreeMap::new();
        if let Some(server) = self.running.get(&id) {
            for database in sql::databases(&self.folder, server.sockets()).await? {
                let script = sql::dump(&self.folder, server.sockets(), &database).await?;
                tables.insert(database, script);
            }
        }
        Ok(tables)
    }

    pub(super) async fn remove(&mut self, id: u64) {
        self.stop(id).await;
        self.history.removed(id);
        if self.made.remove(&id).is_some() {
            self.folder.remove(id);
        }
    }

    fn running(&mut self, id: u64) -> Option<&Server> {
        if !self.running.get_mut(&id)?.is_alive() {
            self.running.remove(&id);
        }
        self.running.get(&id)
    }

    /// Returns false if the server runs already.
    async fn start(&mut self, id: u64) -> Result<bool, Failure> {
        if self.running(id).is_some() {
            return Ok(false);
        }
        if !self.history.has_started(id) {
            self.folder.begin_archive(id).await?;
            self.history.start(id, Timestamp::now());
        }
        let log = match self.history.knows(id) {
            true => Log::Archive,
            false => Log::Discard,
        };
        let server = Server::start(&self.folder, id, log).await?;
        self.running.insert(id, server);
        Ok(true)
    }

    async fn stop(&mut self, id: u64) {
        if let Some(server) = self.running.remove(&id) {
            self.sizes.forget(id);
            if self.history.knows(id) {
                sizes::measure(&self.shared, &self.folder, id, &server).await;
            }
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

    async fn remove_others(&mut self, wanted: &Wanted) {
        let is_gone = |id: &u64| !wanted.contents.contains(id) && !wanted.sources.contains(id);
        let gone: Vec<u64> = self.history.ids().filter(is_gone).collect();
        for id in gone {
            self.remove(id).await;
            self.history.end(id);
            self.tables.remove(&id);
            self.lost.remove(&id);
        }
    }

    /// The server of a branch, with the branch's roles and databases.
    pub(super) async fn provide(&mut self, run: &Run) -> Result<&Server, Failure> {
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
                self.remove(id).await;
            }
            return Err(failure);
        }
        let ended = || Failure::new("postgres", "ended at once");
        self.running.get(&id).ok_or_else(ended)
    }

    async fn equip(&mut self, run: &Run, is_new: bool) -> Result<(), Failure> {
        let id = run.contents.id;
        self.start(id).await?;
        let Some(server) = self.running.get(&id) else {
            return Ok(());
        };
        let sockets = server.sockets().to_owned();
        let before = self.made.get(&id).cloned().unwrap_or_default();
        if before != run.setup {
            let script = run.setup.script(&before);
            sql::execute(&self.folder, &sockets, MAINTENANCE, &script).await?;
            self.made.insert(id, run.setup.clone());
        }
        if is_new {
            let tables = self.tables.get(&id).unwrap_or(&run.tables).iter();
            let is_ours = |name: &String| run.setup.databases.values().any(|own| own.name == *name);
            for (database, script) in tables.filter(|(name, _)| is_ours(name)) {
                sql::execute(&self.folder, &sockets, database, script).await?;
            }
            // Before, it was what it is described to be.
            self.history.start(id, Timestamp::now());
        }
        Ok(())
    }
}
