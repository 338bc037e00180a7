//! Sizes and spans of time as people write them.

use jiff::Timestamp;

/// A number of bytes, in the units that Postgres counts in: 1 kB is 1024 bytes.
pub fn bytes(bytes: i64) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    if bytes.unsigned_abs() < 1024 {
        return format!("{bytes} B");
    }
    let mut amount = bytes as f64 / 1024.0;
    let mut units = UNITS.iter();
    let mut unit = units.next().copied().unwrap_or_default();
    // What would be written as 1024 is the next unit's 1.
    while amount.abs() >= 1023.95
        && let Some(next) = units.next()
    {
        amount /= 1024.0;
        unit = next;
    }
    format!("{} {unit}", short(amount))
}

/// One digit behind the point where it tells something: `1.5`, `31.2`, `212`.
pub fn short(amount: f64) -> String {
    let text = if amount.abs() < 99.95 {
        format!("{amount:.1}")
    } else {
        format!("{amount:.0}")
    };
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A duration in its two largest units: `6h 12m`, `45s`.
pub fn seconds(seconds: i64) -> String {
    const UNITS: [(i64, char); 4] = [(86_400, 'd'), (3_600, 'h'), (60, 'm'), (1, 's')];
    let at = UNITS
        .iter()
        .position(|(length, _)| seconds >= *length)
        .unwrap_or(UNITS.len() - 1);
    let mut text = String::new();
    let mut rest = seconds.max(0);
    for (length, unit) in UNITS.iter().skip(at).take(2) {
        let whole = rest / length;
        rest %= length;
        if whole > 0 || text.is_empty() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&format!("{whole}{unit}"));
        }
    }
    text
}

/// A duration in its largest unit: `6h`, `45s`; months and years where days would be too many.
pub fn about(duration: i64) -> String {
    const DAY: i64 = 86_400;
    match duration / DAY {
        ..90 => {
            let text = seconds(duration);
            text.split(' ').next().unwrap_or_default().to_owned()
        }
        days @ 90..730 => format!("{}mo", days / 30),
        days => format!("{}y", days / 365),
    }
}

/// How long ago, or in how long: `2d ago`, `in 19h`, `just now`.
pub fn relative(at: Timestamp, now: Timestamp) -> String {
    let ago = now.duration_since(at).as_secs();
    match ago {
        -59..60 => "just now".to_owned(),
        60.. => format!("{} ago", about(ago)),
        _ => format!("in {}", about(-ago)),
    }
}
