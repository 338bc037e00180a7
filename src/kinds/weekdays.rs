//! Days of the week; 1 is Monday.

const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The name of a day, if the number is valid.
pub fn name(day: u8) -> Option<&'static str> {
    NAMES.get(usize::from(day).checked_sub(1)?).copied()
}

/// The names of days, in the given order.
pub fn words(days: &[u8]) -> String {
    let names: Vec<_> = days.iter().filter_map(|day| name(*day)).collect();
    if names.len() == NAMES.len() {
        "every day".to_owned()
    } else {
        names.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn days_are_said_by_their_names() {
        assert_eq!(words(&[1, 5]), "Mon Fri");
        assert_eq!(words(&[1, 2, 3, 4, 5, 6, 7]), "every day");
        assert_eq!(words(&[0, 9]), "");
    }
}
