//! Reads from servers what the API tells: the tables of databases.

use serde_json::Value;
use tokio::sync::oneshot;

use super::{
    Servers,
    folder::Failure,
    keeper::Keeper,
    lock,
    sql::{self, Form},
    wanted::Run,
};
use crate::emulator::{
    contents::{Contents, Origin},
    error::Refusal,
    readings::{Reading, TablesOf},
    request::Answer,
    schema::read::{difference, script, tables},
};

/// What the keeper is asked for.
#[derive(Debug)]
pub struct Question {
    tables: TablesOf,
    form: Form,
    reply: oneshot::Sender<Result<String, Failure>>,
}

impl Servers {
    /// The answer to a request that only servers can answer.
    pub async fn read(&self, reading: &Reading) -> Answer {
        match reading {
            Reading::Script(of) => script(&self.ask(of, Form::Script).await?),
            Reading::Json(of) => {
                let json: Value = serde_json::from_str(&self.ask(of, Form::Json).await?)
                    .map_err(|error| Refusal::new(500, error.to_string()))?;
                tables(&json)
            }
            Reading::Difference { name, sides } => {
                let [old, new] = &**sides;
                let old = self.ask(old, Form::Script).await?;
                difference(name, &old, &self.ask(new, Form::Script).await?)
            }
        }
    }

    async fn ask(&self, tables: &TablesOf, form: Form) -> Result<String, Refusal> {
        let (reply, answer) = oneshot::channel();
        let tables = tables.clone();
        lock(&self.questions).push(Question {
            tables,
            form,
            reply,
        });
        self.changed.notify_one();
        let stopped = |_| Refusal::new(503, "the emulator stops");
        let answer = answer.await.map_err(stopped)?;
        answer.map_err(|failure| Refusal::new(500, failure.to_string()))
    }
}

impl Keeper {
    /// Answers all questions.
    pub async fn answer(&mut self) {
        let questions = std::mem::take(&mut *lock(&self.servers.questions));
        for Question {
            tables,
            form,
            reply,
        } in questions
        {
            // Fails if nobody waits any longer.
            let _ = reply.send(self.tables(&tables, form).await);
        }
    }

    async fn tables(&mut self, of: &TablesOf, form: Form) -> Result<String, Failure> {
        let run = Run::of(&self.shared.inner().world, &of.branch);
        let gone = || Failure::new("branch", "gone in the meantime");
        let mut run = run.ok_or_else(gone)?;
        if of.source.at.is_none() {
            self.provide(&run).await?;
            return self.dump(run.contents.id, of, form).await;
        }
        run.contents = Contents::new(Origin::Description);
        run.tables.clone_from(&of.described);
        let copy = run.contents.id;
        let read = match self.copy(&of.source, copy, run.setup.clone()).await {
            Ok(_) => match self.provide(&run).await {
                Ok(_) => self.dump(copy, of, form).await,
                Err(failure) => Err(failure),
            },
            Err(failure) => Err(failure),
        };
        self.remove(copy).await;
        read
    }

    async fn dump(&self, id: u64, of: &TablesOf, form: Form) -> Result<String, Failure> {
        let ended = || Failure::new("postgres", "ended at once");
        let server = self.running.get(&id).ok_or_else(ended)?;
        sql::tables(&self.folder, server.sockets(), &of.database, form).await
    }
}
