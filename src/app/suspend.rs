//! Ctrl-z: the program stops and the shell has the terminal, until `fg`.

use super::signals::{Signal, Signals};
use rustix::process::{Signal as Raw, kill_current_process_group};
use std::time::Duration;
use tokio::time::timeout;

/// How long the kernel may take to stop us. The stop itself does not count: on our clock it takes no time, and
/// SIGCONT has already arrived when we look.
const PATIENCE: Duration = Duration::from_millis(200);

/// How a stop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The program was resumed.
    Resumed,
    /// Nobody could resume the program, which is not the job of a shell, so the kernel did not stop it.
    Impossible,
    /// A signal that ends the program arrived instead.
    Ended(Signal),
}

/// Stops the program and everything in its job. The terminal must have been given back.
///
/// This uses the default action of SIGTSTP, not SIGSTOP: the kernel ignores SIGTSTP if nobody could ever send
/// SIGCONT.
pub async fn stop(signals: &mut Signals) -> Stop {
    if kill_current_process_group(Raw::TSTP).is_err() {
        return Stop::Impossible;
    }
    match timeout(PATIENCE, signals.next()).await {
        Ok(Signal::Continue) => Stop::Resumed,
        Ok(signal) => Stop::Ended(signal),
        Err(_) => Stop::Impossible,
    }
}
