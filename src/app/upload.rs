//! Stores files of the user as objects, and deploys them to functions, piece by piece.

use super::{connect::connected, download::now_and_then, local_jobs::expand, tasks::Tasks};
use crate::{
    api::{
        ApiError, Client, LogEntry, Priority, Request,
        types::{BucketObject, FunctionList, NeonFunction, ObjectPage, Presigned},
    },
    kinds::{function::FUNCTION, storage},
    neon::Slot,
    store::target::Target,
    ui::{
        Msg,
        local_job::{Done, Stored, Upload},
    },
};
use futures_util::{Stream, stream};
use std::{io, sync::Arc};
use tokio::{fs::File, io::AsyncReadExt};

/// How much is read at a time.
const PIECE: usize = 1 << 16;
/// The name of the file in the form of a deployment, and what else is in it.
const ZIP: &str = "zip";
const FORM: &[(&str, &str)] = &[("runtime", "nodejs24")];

impl Tasks {
    /// Stores a file as an object.
    pub(super) fn upload(&mut self, upload: Upload) {
        let slot = Slot::Transfer(upload.dialog);
        let mut client = self.client.subscribe();
        let say = self.speaker(&slot);
        let dialog = upload.dialog;
        let say = Arc::new(say);
        self.start(slot, false, async move {
            let Some(client) = connected(&mut client).await else {
                return;
            };
            let mut log = Vec::new();
            let teller = say.clone();
            let tell = move |done, all| {
                let all = Some(all);
                teller(false, Msg::Transferred { dialog, done, all })
            };
            let stored = run(&client, &upload, tell, &mut log).await;
            let stored = stored.unwrap_or_else(Stored::No);
            let done = Done::Stored(Box::new((upload, stored, log)));
            say(true, Msg::Done(done));
        });
    }
}

/// Stores it, unless there is such an object that may not be replaced.
async fn run(
    client: &Client,
    upload: &Upload,
    mut tell: impl FnMut(u64, u64) + Send + 'static,
    log: &mut Vec<LogEntry>,
) -> Result<Stored, String> {
    let (file, length) = open(&upload.name).await?;
    let before = find(client, upload, log)
        .await
        .map_err(|error| error.sentence())?;
    if let Some(old) = before.as_ref().filter(|_| !upload.replaces) {
        return Ok(Stored::Exists(old.number()));
    }
    let tell = now_and_then(move |done| tell(done, length));
    let sent = match &upload.of {
        Target::Function(..) => {
            let request = Request::deploy_function(&FUNCTION.of(&upload.of));
            let sent = client.submit(&request, FORM, (ZIP, length), pieces(file), tell);
            sent.await.map(drop)
        }
        _ => {
            let request = storage::presign_upload(&upload.of).ok_or("this is no object")?;
            let to: Presigned = ask(client, request, log)
                .await
                .map_err(|error| error.sentence())?;
            client.store(&to, length, pieces(file), tell).await
        }
    };
    match sent {
        Ok(()) => Ok(Stored::Yes(length)),
        // All of it may have arrived.
        Err(ApiError::LostAnswer { cause, .. }) => match find(client, upload, log).await {
            Ok(Some(now)) if now.is_after(before.as_ref(), length) => Ok(Stored::Yes(length)),
            Ok(now) if now == before => Ok(Stored::No(format!(
                "The connection broke ({cause}), and nothing was stored."
            ))),
            _ => Ok(Stored::Unknown(format!("The connection broke ({cause})."))),
        },
        Err(error) => Ok(Stored::No(error.sentence())),
    }
}

/// What a file takes the place of.
#[derive(Debug, PartialEq)]
enum Found {
    Object(BucketObject),
    Function(Box<NeonFunction>),
}

impl Found {
    /// The size of an object, or the number of the newest deployment of a function.
    fn number(&self) -> Option<u64> {
        match self {
            Self::Object(object) => object.size,
            Self::Function(function) => {
                let newest = function.current_deployment.as_ref()?;
                u64::try_from(newest.id).ok()
            }
        }
    }

    /// Whether it is what a file of this length makes of what was there before.
    fn is_after(&self, before: Option<&Self>, length: u64) -> bool {
        match self {
            Self::Object(_) => Some(self) != before && self.number() == Some(length),
            Self::Function(_) => self.number() > before.and_then(Self::number),
        }
    }
}

/// Opens a file and says how long it is.
async fn open(name: &str) -> Result<(File, u64), String> {
    let path = expand(name);
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file {name}"),
        _ => format!("{name} cannot be read: {error}"),
    };
    // Opening a pipe would wait for its other end.
    let about = tokio::fs::metadata(&path).await.map_err(failed)?;
    if !about.is_file() {
        return Err(format!("{name} is not a regular file"));
    }
    let file = File::open(&path).await.map_err(failed)?;
    Ok((file, about.len()))
}

/// The bytes of a file.
fn pieces(file: File) -> impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static {
    stream::try_unfold(file, |mut file| async move {
        let mut piece = vec![0; PIECE];
        let length = file.read(&mut piece).await?;
        piece.truncate(length);
        Ok(Some((piece, file)).filter(|_| length > 0))
    })
}

/// What it would take the place of, as it is now, if there is anything.
async fn find(
    client: &Client,
    upload: &Upload,
    log: &mut Vec<LogEntry>,
) -> Result<Option<Found>, ApiError> {
    let id = upload.of.id();
    if let Target::Function(project, branch, _) = &upload.of {
        let of = Target::Branch(project.clone(), branch.clone());
        let list: FunctionList = ask(client, Request::list_functions(&of).into(), log).await?;
        let mut functions = list.functions.into_iter();
        let found = functions.find(|function| function.slug.as_str() == id);
        return Ok(found.map(|one| Found::Function(Box::new(one))));
    }
    let Some(request) = storage::look_for(&upload.of) else {
        return Ok(None);
    };
    let page: ObjectPage = ask(client, request.into(), log).await?;
    let mut objects = page.objects.into_iter();
    let found = objects.find(|object| object.key.as_str() == id);
    Ok(found.map(Found::Object))
}

async fn ask<T: Default + 'static>(
    client: &Client,
    request: Request,
    log: &mut Vec<LogEntry>,
) -> Result<T, ApiError> {
    let exchange = client.send(&request, Priority::User, |_| {}).await;
    log.push(exchange.log);
    // The type of an answer follows from its operation.
    exchange
        .answer
        .map(|answer| answer.body().unwrap_or_default())
}
