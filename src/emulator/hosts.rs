//! Where computes are reached.

use std::net::{Ipv4Addr, TcpListener};

use tokio::sync::mpsc;

use super::{ids::Text, time::Time};

/// The hosts of computes.
#[derive(Debug, Clone, Default)]
pub enum Hosts {
    /// Neon's names, where nobody listens.
    #[default]
    Named,
    /// One server for all.
    One(Text),
    /// A port of this machine for each.
    Ports(Ports),
}

impl Hosts {
    /// Whether there is a real server of its own behind each compute.
    pub const fn are_real(&self) -> bool {
        matches!(self, Self::Ports(_))
    }

    /// The host of a compute; with the port, unless it is Postgres's own.
    pub fn of(&self, endpoint: &Text, proxy_host: &str) -> String {
        match self {
            Self::Named => format!("{endpoint}.{proxy_host}"),
            Self::One(host) => host.to_string(),
            Self::Ports(ports) => ports.open(endpoint),
        }
    }
}

/// A compute, and the port on which its connections arrive.
#[derive(Debug)]
pub struct Door {
    pub endpoint: Text,
    pub listener: TcpListener,
}

/// Opens a port for each compute, so that every client finds it, whatever it can say beyond host and port.
#[derive(Debug, Clone)]
pub struct Ports {
    doors: mpsc::UnboundedSender<Door>,
    /// When the servers behind them began to keep what happens.
    pub since: Time,
}

impl Ports {
    /// With the doors as they are opened.
    pub fn new(since: Time) -> (Self, mpsc::UnboundedReceiver<Door>) {
        let (doors, opened) = mpsc::unbounded_channel();
        (Self { doors, since }, opened)
    }

    /// Returns host and port; port 0, which nobody can reach, if there is no other left.
    fn open(&self, endpoint: &Text) -> String {
        let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let port = bound.and_then(|listener| {
            listener.set_nonblocking(true)?;
            let port = listener.local_addr()?.port();
            let endpoint = endpoint.clone();
            // Fails only when the emulator ends.
            let _ = self.doors.send(Door { endpoint, listener });
            Ok(port)
        });
        format!("{}:{}", Ipv4Addr::LOCALHOST, port.unwrap_or(0))
    }
}
