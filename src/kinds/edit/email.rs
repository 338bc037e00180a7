//! E-mail addresses in forms.

use super::table::Validation;

/// The path of the address.
pub const EMAIL: &str = "email";

/// The longest address.
pub(crate) const LONGEST: usize = 256;

/// Checks that a text has the form of an e-mail address.
pub(crate) fn check_address(email: &str) -> Validation {
    let host = email.split_once('@').filter(|(name, _)| !name.is_empty());
    let whole = host.is_some_and(|(_, host)| {
        host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@')
    });
    if whole && !email.contains(char::is_whitespace) {
        return Validation::Fine;
    }
    Validation::Wrong(format!(
        "{email} is not an e-mail address like name@host.example"
    ))
}
