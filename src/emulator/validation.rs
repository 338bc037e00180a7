//! Checks values: sizes, timeouts, names, addresses, windows.
//!
//! A value that is never valid is a 400; a value that only this plan does not allow is a 422.

use std::{
    net::{IpAddr, Ipv4Addr},
    ops::RangeInclusive,
};

use ipnet::IpNet;
use jiff::civil;
use url::Url;

use super::{
    error::Refusal,
    plan::{Plan, Suspend},
    settings::{AllowedIps, Cu, MaintenanceWindow, Parameters, Quota},
    time::Time,
};

type Verdict = Result<(), Refusal>;

fn require(condition: bool, message: impl FnOnce() -> String) -> Verdict {
    if condition {
        Ok(())
    } else {
        Err(Refusal::bad_request(message()))
    }
}

/// A text of 1 to `longest` characters.
pub fn text(what: &str, value: &str, longest: usize) -> Verdict {
    let length = value.chars().count();
    require((1..=longest).contains(&length), || {
        format!("{what} must be from 1 to {longest} characters long")
    })
}

/// A number within its bounds.
pub fn number(what: &str, value: i32, bounds: RangeInclusive<i32>) -> Verdict {
    require(bounds.contains(&value), || {
        let (low, high) = bounds.into_inner();
        format!("{what} must be from {low} to {high}")
    })
}

/// Autoscaling limits or a fixed size (`min` = `max`), in CU.
///
/// Sizes are 0.25, 0.5, 1 to 16 by ones and 18 to 56 by twos. Autoscaling ends at 16 CU and spans at most 8.
pub fn compute_size(min: Cu, max: Cu, plan: &Plan) -> Verdict {
    let (Cu(min), Cu(max)) = (min, max);
    for size in [min, max] {
        require(is_size(size), || format!("invalid compute size: {size} CU"))?;
    }
    require(min <= max, || {
        "autoscaling_limit_min_cu must not be greater than autoscaling_limit_max_cu".to_owned()
    })?;
    let fixed = min == max;
    require(fixed || max <= 16.0, || {
        "autoscaling is supported up to 16 CU, larger computes must have a fixed size".to_owned()
    })?;
    require(fixed || max - min <= 8.0, || {
        "the difference between autoscaling_limit_max_cu and autoscaling_limit_min_cu must not exceed 8 CU".to_owned()
    })?;
    let most = if fixed {
        plan.fixed_cu
    } else {
        plan.autoscaling_cu
    };
    if max <= most {
        return Ok(());
    }
    let message = format!("compute size of {max} CU exceeds the limit of {most} CU for your plan");
    Err(Refusal::unprocessable(message).code("COMPUTE_SIZE_LIMIT_EXCEEDED"))
}

fn is_size(size: f64) -> bool {
    let step = if size <= 16.0 { 1.0 } else { 2.0 };
    size == 0.25 || size == 0.5 || ((1.0..=56.0).contains(&size) && size % step == 0.0)
}

/// `suspend_timeout_seconds`: -1 (never), 0 (the default, 300 s) or 60 s to a week. Free plans may not send it at all,
/// not even with the current value.
pub fn suspend_timeout(seconds: i64, plan: &Plan) -> Verdict {
    require(matches!(seconds, -1 | 0 | 60..=604_800), || {
        "suspend_timeout_seconds must be -1, 0 or from 60 to 604800".to_owned()
    })?;
    let allowed = match plan.suspend {
        Suspend::Fixed => false,
        Suspend::DefaultOrNever => matches!(seconds, -1 | 0 | 300),
        Suspend::Free => true,
    };
    if allowed {
        return Ok(());
    }
    Err(Refusal::unprocessable(
        "suspend interval changing is not allowed for your account",
    ))
}

/// The restore window, in seconds.
pub fn history_retention(seconds: i64, plan: &Plan) -> Result<i32, Refusal> {
    let seconds = i32::try_from(seconds)
        .ok()
        .filter(|seconds| (0..=2_592_000).contains(seconds));
    let Some(seconds) = seconds else {
        return Err(Refusal::bad_request(
            "history_retention_seconds must be from 0 to 2592000",
        ));
    };
    if seconds <= plan.history_seconds {
        return Ok(seconds);
    }
    let most = plan.history_seconds;
    Err(Refusal::unprocessable(format!(
        "history_retention_seconds of {seconds} exceeds the limit of {most} for your plan"
    )))
}

/// Quotas are never negative.
pub fn quota(quota: &Quota) -> Verdict {
    let values = [
        quota.active_time_seconds,
        quota.compute_time_seconds,
        quota.written_data_bytes,
        quota.data_transfer_bytes,
        quota.logical_size_bytes,
    ];
    let none_negative = values.into_iter().flatten().all(|value| value >= 0);
    require(none_negative, || {
        "quota values must not be negative".to_owned()
    })
}

/// Entries of the IP allow list: an address, a network, or a range `from-to`.
pub fn allowed_ips(allowed: &AllowedIps) -> Verdict {
    allowed.ips.iter().try_for_each(|entry| {
        require(is_address(entry), || {
            format!("invalid IP address, range or CIDR in allowed_ips: \"{entry}\"")
        })
    })
}

fn is_address(entry: &str) -> bool {
    let range = || {
        let (from, to) = entry.split_once('-')?;
        let from: Ipv4Addr = from.trim().parse().ok()?;
        let to: Ipv4Addr = to.trim().parse().ok()?;
        Some(from <= to)
    };
    entry.parse::<IpAddr>().is_ok() || entry.parse::<IpNet>().is_ok() || range() == Some(true)
}

/// A maintenance window: at least one weekday, at least an hour, within one day; `23:00` to `00:00` is valid.
pub fn maintenance_window(window: &MaintenanceWindow) -> Verdict {
    let days = &window.weekdays;
    require(
        !days.is_empty() && days.iter().all(|day| (1..=7).contains(day)),
        || "maintenance_window.weekdays must be from 1 to 7, at least one".to_owned(),
    )?;
    let (Some(start), Some(end)) = (minutes(&window.start_time), minutes(&window.end_time)) else {
        return Err(Refusal::bad_request(
            "maintenance_window.start_time and end_time must be in HH:MM format",
        ));
    };
    let end = if end == 0 { 24 * 60 } else { end };
    require(start + 60 <= end, || {
        "maintenance_window must last at least one hour and must not cross midnight".to_owned()
    })
}

/// The minutes since midnight of exactly `HH:MM`.
fn minutes(text: &str) -> Option<i64> {
    let time = civil::Time::strptime("%H:%M", text).ok()?;
    let exact = time.strftime("%H:%M").to_string() == text;
    exact.then(|| i64::from(time.hour()) * 60 + i64::from(time.minute()))
}

/// Postgres parameters must have names.
pub fn parameters(settings: Option<&Parameters>) -> Verdict {
    let named = settings.is_none_or(|settings| settings.keys().all(|name| !name.is_empty()));
    require(named, || "pg_settings must not have empty names".to_owned())
}

/// A Postgres identifier: 1 to 63 bytes.
fn identifier(what: &str, name: &str) -> Verdict {
    require(
        (1..=63).contains(&name.len()) && !name.contains('\0'),
        || format!("{what} must be from 1 to 63 bytes long"),
    )
}

/// An e-mail address, judged by its form.
pub fn email(address: &str) -> Verdict {
    text("email", address, 256)?;
    let parts = address.split_once('@');
    let right = parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    require(right && !address.contains(char::is_whitespace), || {
        format!("invalid email \"{address}\"")
    })
}

/// An https URL.
pub fn https_url(what: &str, address: &str) -> Verdict {
    let url = Url::parse(address).ok();
    require(url.is_some_and(|url| url.scheme() == "https"), || {
        format!("{what} must be a valid HTTPS URL")
    })
}

/// A snapshot's slug: `a-z`, then letters, digits and dashes, at most 63, no dash at the end.
pub fn slug(slug: &str) -> Verdict {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let right = slug.len() <= 63
        && slug.starts_with(|c: char| c.is_ascii_lowercase())
        && slug.chars().all(plain)
        && !slug.ends_with('-');
    require(right, || format!("invalid slug \"{slug}\""))
}

/// A role name that users may choose.
pub fn role_name(name: &str) -> Verdict {
    identifier("role name", name)?;
    let reserved = [
        "neon_superuser",
        "cloud_admin",
        "zenith_admin",
        "public",
        "none",
    ];
    require(!reserved.contains(&name) && !name.starts_with("pg"), || {
        format!("role name \"{name}\" is reserved")
    })
}

/// A database name that users may choose.
pub fn database_name(name: &str) -> Verdict {
    identifier("database name", name)?;
    require(
        !["postgres", "template0", "template1"].contains(&name),
        || format!("database name \"{name}\" is reserved"),
    )
}

/// `expires_at` of a branch or snapshot: in the future, and for branches by at most 30 days.
pub fn expiry(at: Time, now: Time, longest_seconds: i64) -> Verdict {
    require(at > now, || "expires_at must be in the future".to_owned())?;
    require(at.seconds_since(now) <= longest_seconds, || {
        format!(
            "expires_at must be within {} days from now",
            longest_seconds / 86_400
        )
    })
}

/// Parses `expires_at`, which must have a time zone.
pub fn parse_expiry(text: &str) -> Result<Time, Refusal> {
    let wrong =
        || Refusal::bad_request("expires_at must be an RFC 3339 date-time with a time zone");
    Time::parse(text).ok_or_else(wrong)
}

/// A log sequence number, as a position.
pub fn lsn(text: &str) -> Result<u64, Refusal> {
    let part = |text: &str| {
        let hex =
            (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        u64::from_str_radix(text, 16).ok().filter(|_| hex)
    };
    text.split_once('/')
        .and_then(|(high, low)| Some(part(high)? << 32 | part(low)?))
        .ok_or_else(|| Refusal::bad_request(format!("invalid LSN \"{text}\"")))
}

/// The furthest allowed `expires_at`, in seconds from now.
pub const LONGEST_BRANCH_TTL: i64 = 30 * 86_400;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_follow_the_steps() {
        for size in [0.25, 0.5, 1.0, 7.0, 16.0, 18.0, 56.0] {
            assert!(is_size(size), "{size}");
        }
        for size in [0.0, 0.3, 1.5, 17.0, 57.0, 58.0, -1.0, f64::NAN] {
            assert!(!is_size(size), "{size}");
        }
    }

    #[test]
    fn addresses_ranges_and_networks_are_entries() {
        for entry in [
            "192.168.1.15",
            "192.168.1.20-192.168.1.30",
            "192.168.1.0/24",
            "2001:db8::1",
        ] {
            assert!(is_address(entry), "{entry}");
        }
        for entry in [
            "",
            "office",
            "192.168.1.300",
            "10.0.0.9-10.0.0.1",
            "10.0.0.0/33",
        ] {
            assert!(!is_address(entry), "{entry}");
        }
    }

    #[test]
    fn windows_end_the_day_they_begin() {
        let window = |start: &str, end: &str| MaintenanceWindow {
            weekdays: vec![5],
            start_time: start.to_owned(),
            end_time: end.to_owned(),
        };
        assert!(maintenance_window(&window("23:00", "00:00")).is_ok());
        assert!(maintenance_window(&window("22:00", "03:00")).is_err());
        assert!(maintenance_window(&window("22:00", "22:30")).is_err());
        assert!(maintenance_window(&window("7:00", "08:00")).is_err());
    }
}
