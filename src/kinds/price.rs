//! Writing amounts of money.

use crate::{api::types::ProjectId, store::Store};

/// What this many CUs cost in an hour, if the plan of the project has a price.
pub fn per_hour(store: &Store, project: &ProjectId, cu: f64) -> Option<f64> {
    let an_hour = store.prices.compute(store.plan(project)?, 3_600)?;
    Some(an_hour * cu)
}

/// Formats dollars: `$0.43`, `$22.68`, `$1205`.
pub fn dollars(amount: f64) -> String {
    if amount < 100.0 {
        format!("${amount:.2}")
    } else {
        format!("${amount:.0}")
    }
}

/// Formats an estimate: `~$0.43`, `<$0.01`.
pub fn about(amount: f64) -> String {
    match amount {
        0.0..0.01 => "<$0.01".to_owned(),
        _ => format!("~{}", dollars(amount)),
    }
}

/// Formats an estimate of what an hour costs: `~$0.03/h`.
pub fn hourly(amount: f64) -> String {
    format!("{}/h", about(amount))
}

/// Formats a limit in cents, exactly: `$1500`, `$99.50`.
pub fn limit(cents: i64) -> String {
    match cents % 100 {
        0 => format!("${}", cents / 100),
        rest => format!("${}.{rest:02}", cents / 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_amounts_have_cents() {
        assert_eq!(dollars(22.684), "$22.68");
        assert_eq!(dollars(1_204.6), "$1205");
        assert_eq!(about(0.0042), "<$0.01");
        assert_eq!(about(0.43), "~$0.43");
    }
}
