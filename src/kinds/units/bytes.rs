//! Amounts of data.

use super::{aligned, short, sum};

/// Decimal units, the smallest first.
const DECIMAL: [(&str, i64); 7] = [
    ("B", 1),
    ("kB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("TB", 1_000_000_000_000),
    ("PB", 1_000_000_000_000_000),
    ("EB", 1_000_000_000_000_000_000),
];

/// Binary units.
const BINARY: [(&str, i64); 5] = [
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("TiB", 1 << 40),
    ("PiB", 1 << 50),
];

/// A gigabyte as Neon counts it.
pub const GB: i64 = 1_000_000_000;

/// The unit in which an amount is written; none for bytes.
fn unit_of(bytes: i64) -> Option<&'static (&'static str, i64)> {
    let size = bytes.unsigned_abs() as f64;
    // An amount that would round to 1000 is written as 1 of the next unit.
    let fits = |unit: &&(&str, i64)| size >= 999.5 * (unit.1 / 1_000) as f64;
    DECIMAL.iter().skip(1).rev().find(fits)
}

/// Measured amounts for a column, all in the unit of the largest: `0.2 GB`, `18.4 GB`.
pub fn column(amounts: &[i64]) -> Vec<String> {
    let most = amounts.iter().copied().max().unwrap_or(0);
    let Some((name, unit)) = unit_of(most) else {
        return amounts.iter().map(|bytes| rounded(*bytes)).collect();
    };
    let numbers = amounts.iter().map(|bytes| *bytes as f64 / *unit as f64);
    let numbers = aligned(numbers).into_iter();
    numbers.map(|number| format!("{number} {name}")).collect()
}

/// A measured amount, rounded: `212 MB`, `18.4 GB`.
pub fn rounded(bytes: i64) -> String {
    unit_of(bytes).map_or_else(
        || format!("{bytes} B"),
        |(name, unit)| format!("{} {name}", short(bytes as f64 / *unit as f64)),
    )
}

/// Like [`rounded`], for an unsigned amount.
pub fn measured(bytes: u64) -> String {
    rounded(i64::try_from(bytes).unwrap_or(i64::MAX))
}

/// An amount that was set, to the byte: `50 GB`, `512 MiB`, `1.234567891 GB`.
pub fn exact(bytes: i64) -> String {
    let decimal = DECIMAL.iter().rev().find(|(_, unit)| bytes >= *unit);
    let (name, unit) = decimal.unwrap_or(&("B", 1));
    let digits = unit.checked_ilog10().unwrap_or(0) as usize;
    let fraction = format!("{:0digits$}", bytes.rem_euclid(*unit));
    let text = match fraction.trim_end_matches('0') {
        "" => format!("{} {name}", bytes.div_euclid(*unit)),
        fraction => format!("{}.{fraction} {name}", bytes.div_euclid(*unit)),
    };
    let binary = BINARY.iter().rev();
    let mut whole = binary.filter(|(_, unit)| bytes > 0 && bytes % unit == 0);
    let binary = whole
        .next()
        .map(|(name, unit)| format!("{} {name}", bytes / unit));
    binary
        .filter(|binary| binary.len() < text.len())
        .unwrap_or(text)
}

/// Reads an amount: `10 GB`, `512 MiB`, `1.5TB`; a bare number is in GB.
pub fn read(text: &str) -> Option<i64> {
    sum(text, |word| match word {
        "" => Some(GB),
        word => DECIMAL
            .iter()
            .chain(&BINARY)
            .find(|(name, _)| name.eq_ignore_ascii_case(word))
            .map(|(_, bytes)| *bytes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn measured_amounts_are_rounded_in_units_of_ten() {
        for (number, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1 kB"),
            (1_024, "1 kB"),
            (1_536, "1.5 kB"),
            (999_949, "1 MB"),
            (1 << 30, "1.1 GB"),
            (19_756_849_562, "19.8 GB"),
            (222_298_112, "222 MB"),
            (i64::MAX, "9.2 EB"),
            (-2_048, "-2 kB"),
        ] {
            assert_eq!(rounded(number), text);
        }
    }

    #[test]
    fn a_column_has_one_unit_and_its_decimals_below_each_other() {
        for (amounts, texts) in [
            (
                &[762_000_000, 22_000_000_000][..],
                &["0.8 GB", "22.0 GB"][..],
            ),
            (&[1_000_000, 988_400_000], &["1 MB", "988 MB"]),
            (
                &[0, 1_000_000, 9_900_000_000],
                &["0.0 GB", "<0.1 GB", "9.9 GB"],
            ),
            (&[0, 7], &["0 B", "7 B"]),
            (&[], &[]),
        ] {
            assert_eq!(column(amounts), texts);
        }
    }

    #[test]
    fn limits_are_written_to_the_byte_and_shortly() {
        for (number, text) in [
            (0, "0 B"),
            (1, "1 B"),
            (1_024, "1 KiB"),
            (1_500, "1.5 kB"),
            (50_000_000_000, "50 GB"),
            (1_500_000_000, "1.5 GB"),
            (536_870_912, "512 MiB"),
            (10 << 30, "10 GiB"),
            (1_234_567_891, "1.234567891 GB"),
            (17_592_186_044_416, "16 TiB"),
        ] {
            assert_eq!(exact(number), text);
            assert_eq!(read(text), Some(number), "{text}");
        }
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, number) in [
            ("10", 10 * GB),
            ("0.5", GB / 2),
            ("512 mib", 1 << 29),
            ("1.5tb", 1_500 * GB),
            ("1 GB 500 MB", 1_500_000_000),
            ("1GiB", 1 << 30),
            ("0.001 kb", 1),
        ] {
            assert_eq!(read(text), Some(number), "{text}");
        }
        for text in [
            "",
            "GB",
            "1 XB",
            "-1 GB",
            "1,5 GB",
            "1.2.3 GB",
            "1 2 GB",
            "0.0001 kB",
            "1e3",
            "99999999999999999999 GB",
            "10 EB",
            ".",
            "1 GB 5",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_exact_is_the_same_number_again(number in 0_i64..) {
            prop_assert_eq!(read(&exact(number)), Some(number));
        }

        #[test]
        fn what_is_round_in_any_unit_is_the_same_number_again(count in 0_i64..8_000, at in 0_usize..11) {
            let units: Vec<i64> = DECIMAL.iter().chain(&BINARY).map(|(_, unit)| *unit).collect();
            let Some(number) = units.get(at).and_then(|unit| count.checked_mul(*unit)) else {
                return Ok(());
            };
            prop_assert_eq!(read(&exact(number)), Some(number));
        }

        #[test]
        fn what_is_rounded_is_right_to_its_last_digit(number in 0_i64..) {
            let again = read(&rounded(number)).unwrap();
            let off = (again as f64 - number as f64).abs();
            prop_assert!(off <= number as f64 * 0.051, "{number} {}", rounded(number));
        }
    }
}
