//! Addresses on the web.

use super::table::Validation;
use url::Url;

/// Checks an `https://` URL without a login, which would be shown to everybody who sees the project.
pub(crate) fn check_https(text: &str) -> Validation {
    let url = Url::parse(text.trim()).ok();
    let url = url.filter(|url| url.scheme() == "https" && url.has_host());
    match url {
        None => Validation::Wrong("enter an https:// URL".to_owned()),
        Some(url) if !url.username().is_empty() || url.password().is_some() => {
            let why = "leave out the login: everybody who sees the project would see it";
            Validation::Wrong(why.to_owned())
        }
        Some(_) => Validation::Fine,
    }
}
