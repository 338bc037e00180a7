//! The keyring of the operating system, accessed through the program that comes with it: libsecret's `secret-tool` or
//! macOS's `security`.
//!
//! A library would implement the protocols itself, at the cost of about a hundred more crates, among them a D-Bus
//! client. A machine without a keyring is a normal case.

use super::secret_command::{self, ProcessError, ProcessOutput};
use crate::config::program_path;
use std::{ffi::OsString, process::Command};

#[derive(Debug, Clone)]
pub struct Keyring {
    program: OsString,
    speaks: Dialect,
}

/// The command-line syntax of the keyring's program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `secret-tool`.
    SecretTool,
    /// `security`.
    Security,
}

/// Why the keyring cannot be used. Each text continues "the OS keyring".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// It is not installed.
    #[error("is not there ({0} is not installed)")]
    Missing(String),
    /// It cannot be read.
    #[error("cannot be read ({0})")]
    Unreadable(String),
    /// It cannot be used for this.
    #[error("is not used ({0})")]
    Unusable(String),
}

impl Keyring {
    pub fn of_this_system() -> Self {
        if cfg!(target_os = "macos") {
            Self::with("security", Dialect::Security)
        } else {
            Self::with("secret-tool", Dialect::SecretTool)
        }
    }

    /// Uses another program, for tests.
    pub fn with(program: impl Into<OsString>, speaks: Dialect) -> Self {
        Self {
            program: program.into(),
            speaks,
        }
    }

    /// Whether its program is installed; whether it works is only known when it runs.
    pub fn is_there(&self) -> bool {
        program_path::find(&self.program).is_some()
    }

    /// Reads an item; `None` if there is no such item.
    pub fn read(&self, service: &str, account: &str) -> Result<Option<String>, KeyringError> {
        let arguments = match self.speaks {
            Dialect::SecretTool => vec!["lookup", "service", service, "username", account],
            Dialect::Security => vec!["find-generic-password", "-s", service, "-a", account, "-w"],
        };
        let said = self.run(&arguments, "")?;
        let out = said.out.trim_end_matches(['\r', '\n']);
        match said.status {
            Some(0) if !out.is_empty() => Ok(Some(out.to_owned())),
            Some(0) => Ok(None),
            // How each program reports that there is no such item.
            Some(1) if self.speaks == Dialect::SecretTool && said.complaint.trim().is_empty() => {
                Ok(None)
            }
            Some(44) if self.speaks == Dialect::Security => Ok(None),
            _ => Err(unreadable(&said)),
        }
    }

    /// Saves an item, replacing an older one.
    pub fn keep(&self, service: &str, account: &str, secret: &str) -> Result<(), KeyringError> {
        // `security` would run what follows a line end as another command.
        if [service, account, secret]
            .concat()
            .contains(char::is_control)
        {
            let why = "a name or key with a control character cannot be saved";
            return Err(KeyringError::Unusable(why.to_owned()));
        }
        let said = match self.speaks {
            Dialect::SecretTool => {
                let label = format!("--label=lazyneon: {account}");
                let arguments = ["store", &label, "service", service, "username", account];
                self.run(&arguments, secret)?
            }
            // Sent as a command on standard input, because arguments are visible to others.
            Dialect::Security => {
                let quoted =
                    |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
                let (service, account) = (quoted(service), quoted(account));
                let secret = quoted(secret);
                let order =
                    format!("add-generic-password -U -s {service} -a {account} -w {secret}\n");
                self.run(&["-i"], &order)?
            }
        };
        match said.status {
            Some(0) => Ok(()),
            _ => Err(unreadable(&said)),
        }
    }

    fn run(&self, arguments: &[&str], input: &str) -> Result<ProcessOutput, KeyringError> {
        let missing = || KeyringError::Missing(self.program.to_string_lossy().into_owned());
        let mut command = Command::new(program_path::find(&self.program).ok_or_else(missing)?);
        command.args(arguments);
        secret_command::run(&mut command, input).map_err(|silent| match silent {
            ProcessError::Missing => missing(),
            ProcessError::Late => KeyringError::Unreadable("it does not answer".to_owned()),
            ProcessError::Failed(why) => KeyringError::Unreadable(why),
        })
    }
}

fn unreadable(said: &ProcessOutput) -> KeyringError {
    let complaint = said
        .complaint
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty());
    KeyringError::Unreadable(complaint.unwrap_or("no reason was given").to_owned())
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt, path::Path};

    /// A keyring with this script as its program.
    pub fn fake(directory: &Path, script: &str) -> Keyring {
        let path = directory.join("secret-tool");
        let written = fs::write(&path, format!("#!/bin/sh\n{script}\n"));
        assert!(written.is_ok(), "{written:?}");
        let runnable = fs::set_permissions(&path, fs::Permissions::from_mode(0o700));
        assert!(runnable.is_ok(), "{runnable:?}");
        Keyring::with(path, Dialect::SecretTool)
    }

    #[test]
    fn an_item_is_there_or_absent_or_cannot_be_read() {
        let home = tempfile::tempdir().unwrap();
        let read = |script: &str| fake(home.path(), script).read("service", "me");
        assert_eq!(read("printf secret"), Ok(Some("secret".to_owned())));
        assert_eq!(read("exit 1"), Ok(None));
        let locked = read("echo 'secret-tool: Cannot get secret of a locked object' >&2; exit 1");
        let said = locked.unwrap_err().to_string();
        assert_eq!(
            said,
            "cannot be read (secret-tool: Cannot get secret of a locked object)"
        );
        let nowhere = Keyring::with("/nowhere/secret-tool", Dialect::SecretTool);
        let said = nowhere.read("service", "me").unwrap_err().to_string();
        assert_eq!(said, "is not there (/nowhere/secret-tool is not installed)");
    }

    #[test]
    fn a_name_with_a_line_end_gives_no_order_of_its_own() {
        let security = Keyring::with("/nowhere/security", Dialect::Security);
        let why = security.keep("service", "me\ndelete-keychain", "napi_fake");
        let why = why.unwrap_err().to_string();
        assert!(why.starts_with("is not used"), "{why}");
    }

    #[test]
    fn a_secret_is_kept_through_a_pipe_and_is_no_argument() {
        let home = tempfile::tempdir().unwrap();
        let (arguments, secret) = (home.path().join("arguments"), home.path().join("secret"));
        let script = format!(
            "echo \"$@\" > {}; cat > {}",
            arguments.display(),
            secret.display()
        );
        fake(home.path(), &script)
            .keep("service", "me", "napi_fake")
            .unwrap();
        let arguments = fs::read_to_string(arguments).unwrap();
        assert_eq!(
            arguments,
            "store --label=lazyneon: me service service username me\n"
        );
        assert_eq!(fs::read_to_string(secret).unwrap(), "napi_fake");
    }
}
