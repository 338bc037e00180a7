//! Sizes and idle times of computes: Neon's rules, in words and numbers.

use super::units::duration;

/// The largest size for autoscaling, in CU.
pub const LARGEST_AUTOSCALING: f64 = 16.0;
/// The largest difference between the limits of autoscaling, in CU.
pub const WIDEST_SPREAD: f64 = 8.0;
/// Memory of one CU, in GB.
pub const GB_PER_CU: f64 = 4.0;
/// Neon's default idle time before a compute suspends, in seconds.
pub const DEFAULT_SUSPEND: i64 = 300;
/// The shortest idle time that can be set, in seconds.
pub const SHORTEST_SUSPEND: i64 = 60;
/// The longest idle time that can be set, in seconds: a week.
pub const LONGEST_SUSPEND: i64 = 604_800;

/// The sizes Neon offers, in CU: two shared ones, then 1 to 16, then every even one up to 56.
pub fn sizes() -> impl Iterator<Item = f64> + Clone {
    [0.25, 0.5]
        .into_iter()
        .chain((1..=16).map(f64::from))
        .chain((18..=56).step_by(2).map(f64::from))
}

/// The sizes available for autoscaling.
pub fn autoscaling_sizes() -> impl Iterator<Item = f64> + Clone {
    sizes().filter(|size| *size <= LARGEST_AUTOSCALING)
}

/// A size without trailing zeros: `0.25`, `2`.
pub fn cu(size: f64) -> String {
    // No such number comes from Neon, and it would be wider than any column.
    if !(0.0..10_000.0).contains(&size) {
        return "?".to_owned();
    }
    let text = format!("{size:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A range of sizes: `0.25-2 CU`, or `2 CU` if it is fixed.
pub fn range(min: f64, max: f64) -> String {
    if (min - max).abs() < f64::EPSILON {
        format!("{} CU", cu(max))
    } else {
        format!("{}-{} CU", cu(min), cu(max))
    }
}

/// When a compute suspends, in words: `after 5m (default)`, `never`, `after 1h`.
pub fn suspend(seconds: i64) -> String {
    match seconds {
        0 => format!("after {} (default)", duration::exact(DEFAULT_SUSPEND)),
        -1 => "never".to_owned(),
        _ => format!("after {}", duration::exact(seconds)),
    }
}

/// How long a compute may be idle, in seconds. Returns `None` if it never suspends.
pub const fn suspend_after(seconds: i64) -> Option<i64> {
    match seconds {
        0 => Some(DEFAULT_SUSPEND),
        -1 => None,
        other => Some(other),
    }
}

/// The direct connections that Postgres accepts, seven of them reserved. With autoscaling, the maximum or eight
/// times the minimum decides, whichever is smaller.
pub fn max_connections(min: f64, max: f64) -> u32 {
    const KNOWN: [(f64, u32); 10] = [
        (0.25, 104),
        (0.5, 209),
        (1.0, 419),
        (2.0, 839),
        (3.0, 1258),
        (4.0, 1678),
        (5.0, 2098),
        (6.0, 2517),
        (7.0, 2937),
        (8.0, 3357),
    ];
    let effective = max.min(8.0 * min);
    KNOWN
        .iter()
        .find(|(size, _)| effective <= *size)
        .map_or(4000, |(_, connections)| *connections)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_neon_offers() {
        let all: Vec<f64> = sizes().collect();
        assert_eq!(all.len(), 2 + 16 + 20);
        assert_eq!(
            (all[0], all[2], all[17], all[18], all[37]),
            (0.25, 1.0, 16.0, 18.0, 56.0)
        );
        assert_eq!(autoscaling_sizes().last(), Some(16.0));
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(range(0.25, 2.0), "0.25-2 CU");
        assert_eq!(range(4.0, 4.0), "4 CU");
        assert_eq!(suspend(0), "after 5m (default)");
        assert_eq!(suspend(-1), "never");
        assert_eq!(suspend(3600), "after 1h");
    }

    #[test]
    fn connections_follow_the_smaller_end() {
        assert_eq!(max_connections(0.25, 0.25), 104);
        assert_eq!(max_connections(0.25, 8.0), 839);
        assert_eq!(max_connections(2.0, 8.0), 3357);
        assert_eq!(max_connections(9.0, 16.0), 4000);
    }
}
