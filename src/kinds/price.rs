//! Writing amounts of money.

use super::units::duration::HOUR;
use crate::{api::types::Endpoint, store::Store};

/// What a compute costs in an hour at its smallest size, if its plan has a price.
pub fn per_hour(store: &Store, endpoint: &Endpoint) -> Option<f64> {
    let an_hour = store
        .prices
        .compute(store.plan(&endpoint.project_id)?, 3_600)?;
    Some(an_hour * endpoint.autoscaling_limit_min_cu)
}

/// The same for this many seconds.
pub fn of_time(store: &Store, endpoint: &Endpoint, seconds: i64) -> Option<f64> {
    Some(per_hour(store, endpoint)? * seconds as f64 / HOUR as f64)
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
