//! Which key the program asks Neon with: the command line's, else the environment's.

use crate::api::{ApiKey, secret::KeyError};

/// A key and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// The key.
    pub key: ApiKey,
    /// "NEON_API_KEY from the environment": for the screen.
    pub origin: &'static str,
}

/// Why there is no key. Each text is a sentence with the fix; none holds the key.
#[derive(Debug, thiserror::Error)]
pub enum CredentialError {
    /// Nobody gave one.
    #[error(
        "No API key: set NEON_API_KEY (Neon Console, Account settings, API keys), or run lazyneon --demo to look around \
         without an account."
    )]
    Missing,
    /// Only a profile of the official CLI was named.
    #[error(
        "NEON_PROFILE names a profile of the official CLI, and lazyneon reads no profiles: set NEON_API_KEY, or run \
         lazyneon --demo to look around without an account."
    )]
    Profile,
    /// What was given cannot be a key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// It was to come from standard input, and could not.
    #[error(
        "--api-key - reads the key from standard input, which {0}. Pipe the key in, or set NEON_API_KEY."
    )]
    Input(String),
}

/// Finds the key. `flag` is what the command line says; `input` reads standard input.
pub fn find(
    flag: Option<&str>,
    variable: impl Fn(&str) -> Option<String>,
    input: impl FnOnce() -> Result<String, String>,
) -> Result<Credential, CredentialError> {
    if let Some(flag) = flag {
        let (text, origin) = if flag == "-" {
            (
                input().map_err(CredentialError::Input)?,
                "the key from standard input",
            )
        } else {
            (flag.to_owned(), "the key from --api-key")
        };
        return Ok(Credential {
            key: ApiKey::parse(&text)?,
            origin,
        });
    }
    let given = |name| variable(name).filter(|text| !text.trim().is_empty());
    let Some(text) = given("NEON_API_KEY") else {
        let profile = given("NEON_PROFILE").is_some();
        return Err(if profile {
            CredentialError::Profile
        } else {
            CredentialError::Missing
        });
    };
    Ok(Credential {
        key: ApiKey::parse(&text)?,
        origin: "NEON_API_KEY from the environment",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(
        flag: Option<&str>,
        variable: Option<&str>,
        input: Result<&str, &str>,
    ) -> Result<String, String> {
        let variable = |name: &str| {
            variable
                .filter(|_| name == "NEON_API_KEY")
                .map(str::to_owned)
        };
        let input = || input.map(str::to_owned).map_err(str::to_owned);
        let found = find(flag, variable, input).map_err(|error| error.to_string())?;
        Ok(format!("{} {}", found.key.expose(), found.origin))
    }

    #[test]
    fn the_command_line_wins_over_the_environment() {
        assert_eq!(
            with(Some("napi_a"), Some("napi_b"), Ok("")).unwrap(),
            "napi_a the key from --api-key"
        );
        assert_eq!(
            with(Some("-"), Some("napi_b"), Ok("napi_c\n")).unwrap(),
            "napi_c the key from standard input"
        );
        assert_eq!(
            with(None, Some(" napi_b\n"), Ok("")).unwrap(),
            "napi_b NEON_API_KEY from the environment"
        );
    }

    #[test]
    fn a_missing_key_says_what_to_do() {
        for variable in [None, Some(""), Some("  \n")] {
            let error = with(None, variable, Ok("")).unwrap_err();
            assert!(
                error.contains("NEON_API_KEY") && error.contains("--demo"),
                "{error}"
            );
        }
    }

    #[test]
    fn a_profile_alone_is_not_enough() {
        let variable = |name: &str| (name == "NEON_PROFILE").then(|| "work".to_owned());
        let error = find(None, variable, || Ok(String::new()))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("NEON_PROFILE") && error.contains("NEON_API_KEY"),
            "{error}"
        );
    }

    #[test]
    fn what_cannot_be_a_key_is_refused_without_showing_it() {
        for text in ["napi secret", "napi\nsecret", "napi_sécret"] {
            let error = with(Some(text), None, Ok("")).unwrap_err();
            assert!(
                !error.contains("secret") && !error.contains("sécret"),
                "{error}"
            );
        }
        assert!(
            with(Some("-"), None, Err("is a terminal"))
                .unwrap_err()
                .contains("is a terminal")
        );
    }
}
