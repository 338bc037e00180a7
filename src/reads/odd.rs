//! What is said where a list has brought entries that could not be read.

use crate::{
    api::types::OddRow,
    neon::{Neon, key_names::NamedKey},
    store::remote::odd_text,
};

/// Says that a list could not be read whole, unless that was said of it before.
pub fn tell_odd(neon: &mut Neon, what: &str, first: bool, odd: &[OddRow]) {
    if odd.is_empty() || !first {
        return;
    }
    let key = neon.keys.name(NamedKey::RefreshAll);
    let text = odd_text(what, odd);
    neon.say_bad(format!(
        "{text}. The last known values stay; {key} reads again"
    ));
}
