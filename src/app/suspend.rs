//! Ctrl-z: the program stops and the shell has the terminal, until `fg`.

use super::signals::{Signal, Signals};
use rustix::process::{Signal as Raw, kill_current_process_group};
use std::time::Duration;
use tokio::time::timeout;

/// How long the kernel may take to stop us. The stop itself does not count: on our clock it
/// passes in no time, and SIGCONT is already there when we look.
const PATIENCE: Duration = Duration::from_millis(200);

/// How a stop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Somebody has let the program go on.
    Resumed,
    /// Nobody could resume the program, so the kernel has not stopped it: it is not the job of a
    /// shell.
    Impossible,
    /// A signal that ends the program came instead.
    Ended(Signal),
}

/// Stops the program and everything in its job. The terminal must have been given back.
///
/// The default action of SIGTSTP is used, not SIGSTOP: the kernel ignores it where nobody could
/// ever send SIGCONT.
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
