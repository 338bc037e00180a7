//! Reports the entries of a list that could not be read.

use crate::{
    api::types::OddRow,
    neon::{Neon, key_names::NamedKey},
    store::remote::odd_text,
};

/// Reports the unreadable entries of a list, unless they were reported before.
pub fn report_unreadable(neon: &mut Neon, what: &str, first: bool, odd: &[OddRow]) {
    if odd.is_empty() || !first {
        return;
    }
    let key = neon.keys.name(NamedKey::RefreshAll);
    let text = odd_text(what, odd);
    neon.say_bad(format!("{text}. The last known values stay; {key} retries"));
}
