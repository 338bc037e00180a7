//! Amounts of data and spans of time: the one place that writes them, and the one that reads them.
//!
//! **Data.** Neon counts in decimal units: "Neon uses decimal gigabytes (1 GB = 10^9 bytes), not
//! gibibytes" (its page on usage and cost calculations), and its sample quotas are round decimal
//! numbers (10,000,000,000 is "10 GB"). So GB is 10⁹ bytes here, on the screen and in the forms;
//! GiB, 2³⁰ bytes, is a word of its own, read always and written where a limit is a round number
//! of them.
//!
//! **Time.** `45s`, `5m`, `1h30m`, `7d`: a number and a letter, without blanks. Read are also words
//! and blanks between them: `5 min`, `1 h 30 m`, `1.5 hours`, `2 weeks`.
//!
//! There are two ways to write each: rounded, for what was measured, and exact, for what somebody
//! has set. What is exact can be typed back and is the same number again.

pub mod bytes;
pub mod cu_hours;
pub mod duration;

/// Splits `1 h 30 min` into numbers and the words behind them, and adds them up. `unit` says how
/// much a word counts; a number without a word must stand alone. The sum is exact: none where it is
/// not a whole number, or nothing that can be counted.
fn sum(text: &str, unit: impl Fn(&str) -> Option<i64>) -> Option<i64> {
    let mut rest = text.trim();
    let mut sum: i64 = 0;
    let mut parts = 0;
    let mut bare = false;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
        let (number, after) = rest.split_at_checked(digits.unwrap_or(rest.len()))?;
        let after = after.trim_start();
        let letters = after.find(|c: char| !c.is_alphabetic());
        let (word, after) = after.split_at_checked(letters.unwrap_or(after.len()))?;
        sum = sum.checked_add(times(number, unit(word)?)?)?;
        bare |= word.is_empty();
        parts += 1;
        rest = after.trim_start();
    }
    (parts == 1 || (parts > 1 && !bare)).then_some(sum)
}

/// A decimal number so many times, if that is a whole number.
fn times(number: &str, unit: i64) -> Option<i64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{fraction}");
    let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let product = digits.parse::<i128>().ok()?.checked_mul(unit.into())?;
    (product % scale == 0).then_some(())?;
    i64::try_from(product / scale).ok()
}

/// What is said of a text that is no amount.
pub fn not_understood(text: &str, example: &str) -> String {
    format!("{text:?} is not valid: enter {example}")
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
