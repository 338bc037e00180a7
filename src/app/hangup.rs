//! Notices that the terminal is gone when no signal says so.
//!
//! The kernel sends SIGHUP only to processes whose *controlling* terminal goes away. A program that was merely
//! handed a terminal gets none, and while a child has the terminal we do not read from it.

#[cfg(target_os = "linux")]
use std::io;
#[cfg(target_os = "linux")]
use tokio::io::{Interest, unix::AsyncFd};

/// Watches the terminal for a hangup.
#[derive(Debug)]
pub struct HangupWatch {
    #[cfg(target_os = "linux")]
    output: Option<AsyncFd<io::Stdout>>,
}

impl HangupWatch {
    /// Watches standard output; must be called inside the runtime. If that is impossible, signals and failing
    /// writes have to do.
    #[cfg(target_os = "linux")]
    #[expect(
        deprecated,
        reason = "its successor is unsafe, because descriptors may be closed behind its back; standard output never is"
    )]
    pub fn watch() -> Self {
        // Only the hangup is ever reported, and that is reported whatever the interest is.
        let output = AsyncFd::with_interest(io::stdout(), Interest::PRIORITY).ok();
        Self { output }
    }

    /// Other systems cannot watch a terminal this way.
    #[cfg(not(target_os = "linux"))]
    pub fn watch() -> Self {
        Self {}
    }

    /// Waits until the terminal is gone.
    pub async fn lost(&self) {
        #[cfg(target_os = "linux")]
        if let Some(output) = &self.output
            && output.ready(Interest::PRIORITY).await.is_ok()
        {
            return;
        }
        std::future::pending().await
    }
}
