//! Compute time: hours weighted by the compute's size. The API counts CU-seconds.

use super::{
    aligned,
    duration::{HOUR, unit},
    short, sum,
};

/// A measured amount, rounded: `31.2 CU-h`.
pub fn rounded(seconds: i64) -> String {
    format!("{} CU-h", number(seconds))
}

/// Measured amounts for a column: `48.0 CU-h`, `60.5 CU-h`.
pub fn column(amounts: &[i64]) -> Vec<String> {
    let hours = amounts.iter().map(|seconds| *seconds as f64 / HOUR as f64);
    let hours = aligned(hours).into_iter();
    hours.map(|hours| format!("{hours} CU-h")).collect()
}

/// The same without its unit, for a column whose heading has it.
pub fn number(seconds: i64) -> String {
    short(seconds as f64 / HOUR as f64)
}

/// A limit, to the second: `100 CU-h`, `1.5 CU-h`, `5401 CU-s`.
pub fn exact(seconds: i64) -> String {
    let (whole, fraction) = (seconds / HOUR, seconds % HOUR * 10_000);
    if fraction % HOUR != 0 {
        return format!("{seconds} CU-s");
    }
    let digits = format!("{:04}", fraction / HOUR);
    match digits.trim_end_matches('0') {
        "" => format!("{whole} CU-h"),
        digits => format!("{whole}.{digits} CU-h"),
    }
}

/// Reads compute time: `100 CU-h`, `1.5 CU-hours`, `90 CU-min`; a bare number is in hours.
pub fn read(text: &str) -> Option<i64> {
    let text = text.to_lowercase().replace("cu-", "").replace("cu", "");
    sum(&text, |word| match word {
        "" => Some(HOUR),
        word => unit(word),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn compute_time_is_counted_in_hours() {
        assert_eq!(rounded(112_320), "31.2 CU-h");
        assert_eq!(
            column(&[172_800, 112_320, 10]),
            ["48.0 CU-h", "31.2 CU-h", "<0.1 CU-h"]
        );
        assert_eq!(column(&[72_000, 720_000]), ["20 CU-h", "200 CU-h"]);
        for (seconds, text) in [
            (360_000, "100 CU-h"),
            (5_400, "1.5 CU-h"),
            (5_401, "5401 CU-s"),
            (0, "0 CU-h"),
        ] {
            assert_eq!(exact(seconds), text);
        }
        for (text, seconds) in [
            ("100", 360_000),
            ("1.5 cu hours", 5_400),
            ("90 CU-min", 5_400),
        ] {
            assert_eq!(read(text), Some(seconds), "{text}");
        }
        assert_eq!(read("a lot"), None);
    }

    proptest! {
        #[test]
        fn what_is_exact_is_the_same_number_again(seconds in 0_i64..4_000_000_000_000) {
            prop_assert_eq!(read(&exact(seconds)), Some(seconds));
        }
    }
}
