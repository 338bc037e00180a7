//! What Neon charges, to estimate costs; never the invoice. The configuration can replace each price.

use super::usage::{Amounts, METRICS};
use crate::api::types::Metric;

/// Prices in dollars.
#[derive(Debug, Clone, PartialEq)]
pub struct Prices {
    /// Where they are from, in words: "list prices of March 2026".
    pub from: String,
    /// Per CU-hour on any plan, if the configuration says so.
    pub compute: Option<f64>,
    /// Per CU-hour on the plans with a list price. On other plans compute is free, or the price is unknown.
    pub compute_launch: f64,
    pub compute_scale: f64,
    /// Per GB-month.
    pub storage: f64,
    /// Per GB-month of the history kept for restores.
    pub history: f64,
    /// Per GB-month.
    pub snapshots: f64,
    /// Per branch beyond the plan and month.
    pub branch: f64,
    /// Per GB over the internet, beyond what is included in a month.
    pub transfer: f64,
    pub transfer_included: f64,
    /// Per GB over private networking.
    pub private_transfer: f64,
}

const GB: f64 = 1e9;
const HOUR: f64 = 3_600.0;

/// Neon's list prices.
impl Default for Prices {
    fn default() -> Self {
        Self {
            from: "list prices of March 2026".to_owned(),
            compute: None,
            compute_launch: 0.106,
            compute_scale: 0.222,
            storage: 0.35,
            history: 0.20,
            snapshots: 0.09,
            branch: 1.50,
            transfer: 0.10,
            transfer_included: 100.0,
            private_transfer: 0.01,
        }
    }
}

impl Prices {
    /// The price of a CU-hour on a plan such as `launch_v3`.
    fn cu_hour(&self, plan: &str) -> Option<f64> {
        self.compute.or(match plan.split('_').next()? {
            "launch" => Some(self.compute_launch),
            "scale" => Some(self.compute_scale),
            _ => None,
        })
    }

    /// The price of compute time in CU-seconds, on a plan such as `launch_v3`.
    pub fn compute(&self, plan: &str, cu_seconds: u64) -> Option<f64> {
        Some(cu_seconds as f64 / HOUR * self.cu_hour(plan)?)
    }

    /// The price of keeping this much data for a part of a month.
    pub fn storage(&self, plan: &str, bytes: u64, months: f64) -> Option<f64> {
        self.cu_hour(plan)
            .map(|_| bytes as f64 / GB * self.storage * months)
    }

    /// The share of an organization's traffic that is billed; `months` is its traffic in bytes in each calendar month.
    pub fn billed_traffic(&self, months: impl IntoIterator<Item = f64>) -> f64 {
        let included = self.transfer_included * GB;
        let months = months.into_iter();
        let (all, billed) = months.fold((0.0, 0.0), |(all, billed), bytes| {
            (all + bytes, billed + (bytes - included).max(0.0))
        });
        if all > 0.0 { billed / all } else { 0.0 }
    }

    /// The price of one unit of each metric on a plan, if it has prices; `billed` is the share of the traffic that is
    /// billed.
    pub fn rates(&self, plan: &str, billed: f64) -> Option<Amounts> {
        let cu_hour = self.cu_hour(plan)?;
        Some(Amounts(METRICS.map(|metric| match metric {
            Metric::ComputeUnitSeconds => cu_hour / HOUR,
            Metric::RootBranchBytesMonth | Metric::ChildBranchBytesMonth => self.storage / GB,
            Metric::InstantRestoreBytesMonth => self.history / GB,
            Metric::SnapshotStorageBytesMonth => self.snapshots / GB,
            Metric::ExtraBranchesMonth => self.branch,
            Metric::PublicNetworkTransferBytes => self.transfer / GB * billed,
            Metric::PrivateNetworkTransferBytes => self.private_transfer / GB,
            Metric::Other(_) => 0.0,
        })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compute_time_has_a_price_where_the_plan_has_one() {
        let prices = Prices::default();
        let of = |prices: &Prices, plan| {
            let price = prices.compute(plan, 214 * 3_600);
            price.map(|price| format!("{price:.2}"))
        };
        assert_eq!(of(&prices, "launch_v3").as_deref(), Some("22.68"));
        assert_eq!(of(&prices, "scale_v3").as_deref(), Some("47.51"));
        assert_eq!(of(&prices, "free_v3"), None);
        assert_eq!(of(&prices, ""), None);
        let own = Prices {
            compute: Some(0.5),
            ..prices
        };
        assert_eq!(of(&own, "enterprise").as_deref(), Some("107.00"));
    }

    #[test]
    fn only_traffic_beyond_the_included_one_of_each_month_costs() {
        let cost = |months: &[f64]| {
            let prices = Prices::default();
            let billed = prices.billed_traffic(months.iter().map(|gigabytes| gigabytes * 1e9));
            let mut used = Amounts::default();
            used.add(
                &Metric::PublicNetworkTransferBytes,
                months.iter().sum::<f64>() * 1e9,
            );
            format!("{:.2}", prices.rates("scale", billed).unwrap().price(&used))
        };
        assert_eq!(cost(&[]), "0.00");
        assert_eq!(cost(&[90.0]), "0.00");
        assert_eq!(cost(&[150.0]), "5.00");
        assert_eq!(cost(&[0.0, 500.0, 20.0, 0.0, 0.0, 150.0]), "45.00");
    }
}
