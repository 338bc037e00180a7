//! Times relative to now.

use super::units::duration::about;
use jiff::Timestamp;

/// How long ago, or in how long: `2d ago`, `in 19h`, `just now`.
pub fn relative(at: Timestamp, now: Timestamp) -> String {
    let ago = now.duration_since(at).as_secs();
    match ago {
        -59..60 => "just now".to_owned(),
        60.. => format!("{} ago", about(ago)),
        _ => format!("in {}", about(-ago)),
    }
}

/// The same about the past, for a narrow column: `2d`, `now`.
pub fn short(at: Timestamp, now: Timestamp) -> String {
    match now.duration_since(at).as_secs() {
        ..60 => "now".to_owned(),
        ago => about(ago),
    }
}
