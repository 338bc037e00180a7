//! Opens an address in the user's browser with the system's opener.

use crate::config::program_path;
use std::{
    env,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// How long the opener has to report a failure. If it runs longer, it is the browser itself.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often the opener is polled meanwhile.
const LOOK: Duration = Duration::from_millis(50);

const OPENER: &str = if cfg!(target_os = "macos") {
    "open"
} else {
    "xdg-open"
};

/// Opens an address.
///
/// # Errors
/// Returns the reason as the beginning of a sentence.
pub fn open(address: &str) -> Result<(), String> {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("SSH_TTY") || set("SSH_CONNECTION") {
        return Err("over SSH there is no browser".to_owned());
    }
    let own_screen = cfg!(target_os = "macos");
    if !own_screen && !set("DISPLAY") && !set("WAYLAND_DISPLAY") {
        return Err("there is no desktop here".to_owned());
    }
    let opener = program_path::find(OPENER).ok_or_else(|| format!("{OPENER} is not installed"))?;
    let child = Command::new(opener)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{OPENER} cannot be started ({error})"))?;
    watch(child)
}

/// Waits for the opener to fail; one that keeps running is left alone.
fn watch(mut child: Child) -> Result<(), String> {
    let mut waited = Duration::ZERO;
    while waited < PATIENCE {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("{OPENER} found no browser ({status})")),
            Ok(None) => {}
            Err(error) => return Err(error.to_string()),
        }
        thread::sleep(LOOK);
        waited += LOOK;
    }
    Ok(())
}
