//! Takes connections to computes: wakes the compute, waits for its server, and passes everything on.

use std::{io, path::Path, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncWriteExt, copy},
    net::{TcpListener, TcpStream, UnixStream},
    sync::mpsc,
    task::JoinSet,
    time,
};

use super::{
    Servers,
    startup::{self, Opening, Startup, refusal},
    waking::{Refused, Waking},
};
use crate::emulator::{hosts::Door, ids::Text, shared::Shared};

/// How long a client may take for its first message.
const GREETING: Duration = Duration::from_secs(30);
/// How long a client waits for its compute.
const PATIENCE: Duration = Duration::from_secs(90);
/// How often it is tried again to wake a compute while the project is busy.
const RETRY: Duration = Duration::from_millis(100);

/// The file name of a server's socket.
const SOCKET: &str = ".s.PGSQL.5432";

/// What Neon says to clients that name no compute.
const NO_ENDPOINT: &str = "Endpoint ID is not specified. Either please upgrade the postgres client library (libpq) for \
    SNI support or pass the endpoint ID (first part of the domain name) as a parameter: \
    '?options=endpoint%3D<endpoint-id>'. See more at https://neon.tech/sni";

const RESERVED: &str = "this role and replication are for the emulator itself";

pub struct Proxy {
    pub shared: Arc<Shared>,
    pub servers: Arc<Servers>,
}

impl Proxy {
    /// Serves all doors, also those that are opened later, until the emulator stops.
    pub async fn run(
        self: Arc<Self>,
        common: TcpListener,
        mut doors: mpsc::UnboundedReceiver<Door>,
    ) {
        let mut serving = JoinSet::new();
        serving.spawn(Arc::clone(&self).serve(common, None));
        let shared = Arc::clone(&self.shared);
        loop {
            tokio::select! {
                () = shared.end() => return,
                door = doors.recv() => {
                    let Some(Door { endpoint, listener }) = door else { return };
                    // Fails only where the runtime ends.
                    if let Ok(listener) = TcpListener::from_std(listener) {
                        serving.spawn(Arc::clone(&self).serve(listener, Some(endpoint)));
                    }
                }
            }
        }
    }

    /// Serves one door. Its sessions end with it.
    async fn serve(self: Arc<Self>, listener: TcpListener, endpoint: Option<Text>) {
        let mut sessions = JoinSet::new();
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((client, _)) => {
                        let proxy = Arc::clone(&self);
                        let endpoint = endpoint.clone();
                        // What breaks a connection concerns its client alone.
                        sessions.spawn(async move { proxy.session(client, endpoint).await.ok() });
                    }
                    // Too many open files, for example.
                    Err(_) => time::sleep(RETRY).await,
                },
                Some(_) = sessions.join_next() => {}
            }
        }
    }

    async fn session(&self, mut client: TcpStream, door: Option<Text>) -> io::Result<()> {
        client.set_nodelay(true)?;
        let opening = time::timeout(GREETING, startup::read(&mut client)).await??;
        let mut startup = match opening {
            Opening::Session(startup) => startup,
            Opening::Cancel(message) => return self.cancel(&message, door.as_ref()).await,
        };
        if startup.is_reserved() {
            return client.write_all(&refusal("28000", RESERVED)).await;
        }
        let named = startup.take_endpoint().map(Text::from);
        let Some(endpoint) = door.or(named) else {
            return client.write_all(&refusal("08004", NO_ENDPOINT)).await;
        };
        let _session = self.servers.enter(&self.shared, &endpoint);
        let server = time::timeout(PATIENCE, self.reach(&endpoint, &mut startup)).await;
        let late = || Refused::new("57P03", "the compute did not become ready in time");
        match server.unwrap_or_else(|_| Err(late())) {
            Ok(mut server) => {
                server.write_all(&startup.message()).await?;
                pass_on(&mut client, &mut server).await
            }
            Err(Refused { code, message }) => client.write_all(&refusal(code, &message)).await,
        }
    }

    /// A connection to the server of a compute, which is woken if need be.
    async fn reach(&self, endpoint: &Text, startup: &mut Startup) -> Result<UnixStream, Refused> {
        let mut board = self.servers.watch();
        // What was changed before the client came has its effect before it is let in.
        let change = self.servers.change();
        loop {
            let waking = self.servers.wake(&self.shared, endpoint)?;
            if let Waking::Active { read_only } = waking {
                let known = {
                    let board = board.borrow_and_update();
                    let known = board.computes.get(endpoint).cloned();
                    known.filter(|_| board.change >= change)
                };
                match known {
                    Some(Ok(sockets)) => {
                        if let Ok(server) = connect(&sockets).await {
                            if read_only {
                                startup.add_option("-c default_transaction_read_only=on");
                            }
                            return Ok(server);
                        }
                    }
                    Some(Err(message)) => return Err(Refused::new("57P03", &message)),
                    None => {}
                }
            }
            // Either the board changes, or the project is free at last.
            let _ = time::timeout(RETRY, board.changed()).await;
        }
    }

    /// Passes on a request to cancel. Only the right server knows its secret.
    async fn cancel(&self, message: &[u8], endpoint: Option<&Text>) -> io::Result<()> {
        let computes = self.servers.watch().borrow().computes.clone();
        for (id, state) in computes {
            if let Ok(sockets) = state
                && endpoint.is_none_or(|endpoint| *endpoint == id)
                && let Ok(mut server) = connect(&sockets).await
            {
                server.write_all(message).await?;
            }
        }
        Ok(())
    }
}

/// Passes everything on in both directions, until the server ends the session.
async fn pass_on(client: &mut TcpStream, server: &mut UnixStream) -> io::Result<()> {
    let (mut from_client, mut to_client) = client.split();
    let (mut from_server, mut to_server) = server.split();
    let up = async {
        copy(&mut from_client, &mut to_server).await?;
        to_server.shutdown().await?;
        // The server has the last word.
        std::future::pending::<io::Result<()>>().await
    };
    let down = async {
        copy(&mut from_server, &mut to_client).await?;
        to_client.shutdown().await
    };
    tokio::select! {
        ended = up => ended,
        ended = down => ended,
    }
}

async fn connect(sockets: &Path) -> io::Result<UnixStream> {
    UnixStream::connect(sockets.join(SOCKET)).await
}
