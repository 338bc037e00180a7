//! Domains of users that lead to functions. Here, they become active by themselves after a while.

pub mod handlers;

use serde_json::{Value, json};

use super::{ids::Text, time::Time};

/// How long the records of a new domain take to arrive, in seconds.
const PENDING: i64 = 60;

/// A domain.
#[derive(Debug, Clone)]
pub struct CustomDomain {
    pub name: String,
    /// The slug of the function that it leads to.
    pub function: Text,
    pub created_at: Time,
}

impl CustomDomain {
    /// The domain of a branch, whose host names end with `suffix`.
    pub fn to_json(&self, suffix: &str, now: Time) -> Value {
        let active = now.seconds_since(self.created_at) >= PENDING;
        let (status, dns, binding) = match active {
            true => ("active", "ok", "present"),
            false => ("pending", "pending", "pending"),
        };
        json!({
            "domain": self.name,
            "entity_type": "function",
            "entity_id": self.function,
            "cname_target": format!("domains.compute.{suffix}"),
            "status": status,
            "dns_status": dns,
            "binding_status": binding,
            "status_reason": "",
        })
    }
}

/// The name of a domain in lower case and without the dot of the root, if it is the name of a host that can be
/// registered.
pub fn normalized(text: &str) -> Option<String> {
    let name = text.to_ascii_lowercase();
    let name = name.strip_suffix('.').unwrap_or(&name);
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let (_, last) = name.rsplit_once('.')?;
    let letters = last.bytes().all(|byte| byte.is_ascii_lowercase());
    let public = last.len() >= 2 && (letters || last.starts_with("xn--"));
    let right = name.len() <= 253 && public && name.split('.').all(label);
    let inside = OURS.iter().any(|ours| {
        let before = name.strip_suffix(ours);
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    });
    (right && !inside).then(|| name.to_owned())
}

/// Domains that nobody can register: Neon's, and those of private networks.
const OURS: [&str; 7] = [
    "neon.tech",
    "neon.build",
    "neon.com",
    "local",
    "localhost",
    "internal",
    "localdomain",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_names_are_normalized() {
        for (text, name) in [
            ("Docs.Example.com.", Some("docs.example.com")),
            ("a.xn--p1ai", Some("a.xn--p1ai")),
            ("example", None),
            ("", None),
            ("a..example.com", None),
            ("-a.example.com", None),
            ("a_b.example.com", None),
            ("127.0.0.1", None),
            ("shop.neon.tech", None),
            ("neon.com", None),
            ("myneon.com", Some("myneon.com")),
            ("db.internal", None),
            ("https://example.com", None),
        ] {
            assert_eq!(normalized(text).as_deref(), name, "{text}");
        }
    }
}
