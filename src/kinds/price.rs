//! Neon's list prices of compute time and storage, to tell what is cheap from what is expensive. An estimate, never
//! the invoice.

/// When these prices were taken from Neon's website.
pub const AS_OF: &str = "March 2026";

/// Dollars per CU-hour, by the first word of the plan's name; for other plans compute is free or the price is
/// unknown.
const PER_CU_HOUR: [(&str, f64); 2] = [("launch", 0.106), ("scale", 0.222)];

/// Dollars per gigabyte and month, on every plan that pays for compute.
const PER_GB_MONTH: f64 = 0.35;

/// The price in dollars of compute time in CU-seconds, on a plan such as `launch_v3`.
pub fn compute(plan: &str, cu_seconds: u64) -> Option<f64> {
    Some(cu_seconds as f64 / 3_600.0 * per_cu_hour(plan)?)
}

fn per_cu_hour(plan: &str) -> Option<f64> {
    let name = plan.split('_').next().unwrap_or_default();
    let (_, price) = PER_CU_HOUR.iter().find(|(known, _)| *known == name)?;
    Some(*price)
}

/// The price in dollars of keeping this much data for a part of a month.
pub fn storage(plan: &str, bytes: u64, months: f64) -> Option<f64> {
    per_cu_hour(plan).map(|_| bytes as f64 / 1e9 * PER_GB_MONTH * months)
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
    fn compute_time_has_a_price_where_the_plan_has_one() {
        let of = |plan| compute(plan, 214 * 3_600).map(dollars);
        assert_eq!(of("launch_v3").as_deref(), Some("$22.68"));
        assert_eq!(of("scale_v3").as_deref(), Some("$47.51"));
        assert_eq!(of("free_v3"), None);
        assert_eq!(of(""), None);
        assert_eq!(dollars(1_204.6), "$1205");
        assert_eq!(about(0.0042), "<$0.01");
        assert_eq!(about(0.43), "~$0.43");
    }
}
