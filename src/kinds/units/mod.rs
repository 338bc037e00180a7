//! Amounts of data and durations: the one place that writes and reads them.
//!
//! **Data.** Neon counts in decimal units: "Neon uses decimal gigabytes (1 GB = 10^9 bytes), not gibibytes" (its
//! page on usage and cost calculations), and its sample quotas are round decimal numbers (10,000,000,000 is "10
//! GB"). So GB is 10⁹ bytes here, on the screen and in forms; GiB, 2³⁰ bytes, is a separate unit, always
//! accepted, and written if a limit is a round number of them.
//!
//! **Time.** `45s`, `5m`, `1h30m`, `7d`: a number and a letter, without spaces. Words and spaces are accepted as
//! well: `5 min`, `1 h 30 m`, `1.5 hours`, `2 weeks`.
//!
//! There are two ways to write each: rounded, for what was measured, and exact, for what was set. An exact text
//! can be typed back and gives the same number.

pub mod bytes;
pub mod cu_hours;
pub mod duration;

/// Splits `1 h 30 min` into numbers and their units, and adds them up. `unit` returns the factor of a unit; a
/// number without a unit must be the only one. The sum is exact: returns `None` if it is not an integer, or
/// overflows.
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

/// Multiplies a decimal number, if the product is an integer.
fn times(number: &str, unit: i64) -> Option<i64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{fraction}");
    let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let product = digits.parse::<i128>().ok()?.checked_mul(unit.into())?;
    (product % scale == 0).then_some(())?;
    i64::try_from(product / scale).ok()
}

/// The message for a text that is not a valid amount.
pub fn not_understood(text: &str, example: &str) -> String {
    format!("{text:?} is not valid: enter {example}")
}

/// Numbers for a column: with one decimal if all are below 100, otherwise with none.
fn aligned(amounts: impl Iterator<Item = f64> + Clone) -> Vec<String> {
    let most = amounts.clone().fold(0.0, f64::max);
    let digits = usize::from(most < 99.95);
    let write = |amount: f64| not_nothing(amount, format!("{amount:.digits$}"));
    amounts.map(write).collect()
}

/// What was written for an amount; `<$1` if that was rounded to nothing.
pub fn not_nothing(amount: f64, written: String) -> String {
    let is_nothing = !written.contains(|digit: char| ('1'..='9').contains(&digit));
    match written.rfind('0') {
        Some(last) if is_nothing && amount > 0.0 => {
            let mut least = written;
            least.replace_range(last..=last, "1");
            format!("<{least}")
        }
        _ => written,
    }
}

/// One decimal below 100 unless it is zero: `1.5`, `31.2`, `212`.
pub fn short(amount: f64) -> String {
    let text = if amount.abs() < 99.95 {
        format!("{amount:.1}")
    } else {
        format!("{amount:.0}")
    };
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A number in groups of three: `10 000`.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}
