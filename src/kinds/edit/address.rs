//! Entries of an IP allow list: an address, a range, or a block.

use super::table::Validation;
use core::net::IpAddr;
use ipnet::IpNet;

/// Splits typed or pasted text into entries: at commas, semicolons and whitespace. A range may have
/// whitespace around its dash.
pub fn entries(text: &str) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut open = false;
    for word in text.split(|c: char| c == ',' || c == ';' || c.is_whitespace()) {
        if word.is_empty() {
            continue;
        }
        let goes_on = open || (word.starts_with('-') && !joined.is_empty());
        open = word.ends_with('-');
        match joined.last_mut().filter(|_| goes_on) {
            Some(last) => last.push_str(word),
            None => joined.push(word.to_owned()),
        }
    }
    joined
}

/// Checks an entry.
pub(crate) fn check(entry: &str) -> Validation {
    let no = |why: &str| Validation::Wrong(format!("{entry}: {why}"));
    if let Some((first, last)) = entry.split_once('-') {
        let (Ok(first), Ok(last)) = (first.parse::<IpAddr>(), last.parse::<IpAddr>()) else {
            return no("a range is two addresses, such as 192.168.1.20-192.168.1.30");
        };
        return match (first.is_ipv4() == last.is_ipv4(), first <= last) {
            (false, _) => no("both ends of a range must be of the same kind"),
            (true, false) => no("the range ends before it begins"),
            (true, true) => Validation::Fine,
        };
    }
    if entry.contains('/') {
        return match entry.parse::<IpNet>() {
            Ok(block) if block.addr() != block.network() => Validation::Doubt(format!(
                "{entry} starts inside its block, {}",
                block.trunc()
            )),
            Ok(_) => Validation::Fine,
            Err(_) => no("not a block like 192.168.1.0/24"),
        };
    }
    match entry.parse::<IpAddr>() {
        Ok(_) => Validation::Fine,
        Err(_) => no("not an address, a range a-b or a block a/n"),
    }
}

/// Whether an entry lets everybody in.
pub(crate) fn is_everyone(entry: &str) -> bool {
    entry
        .parse::<IpNet>()
        .is_ok_and(|block| block.prefix_len() == 0)
        || matches!(entry.split_once('-'), Some(("0.0.0.0", "255.255.255.255")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn entries_are_split_as_they_are_pasted() {
        for (text, wanted) in [
            ("", vec![]),
            ("10.0.0.1", vec!["10.0.0.1"]),
            (
                "10.0.0.1, 10.0.0.2\n10.0.0.0/8;::1",
                vec!["10.0.0.1", "10.0.0.2", "10.0.0.0/8", "::1"],
            ),
            ("10.0.0.1 - 10.0.0.9", vec!["10.0.0.1-10.0.0.9"]),
            (
                "10.0.0.1- 10.0.0.9, 1.1.1.1",
                vec!["10.0.0.1-10.0.0.9", "1.1.1.1"],
            ),
            (", ,", vec![]),
        ] {
            assert_eq!(entries(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn an_entry_is_an_address_a_range_or_a_block() {
        for good in [
            "192.168.1.15",
            "192.168.1.20-192.168.1.30",
            "192.168.1.0/24",
            "0.0.0.0/0",
            "2001:db8::/32",
            "::1",
        ] {
            assert_eq!(check(good), Validation::Fine, "{good}");
        }
        for (bad, why) in [
            (
                "192.168.1",
                "192.168.1: not an address, a range a-b or a block a/n",
            ),
            (
                "999.1.1.1",
                "999.1.1.1: not an address, a range a-b or a block a/n",
            ),
            (
                "10.0.0.1/33",
                "10.0.0.1/33: not a block like 192.168.1.0/24",
            ),
            (
                "10.0.0.9-10.0.0.1",
                "10.0.0.9-10.0.0.1: the range ends before it begins",
            ),
            (
                "10.0.0.9-::1",
                "10.0.0.9-::1: both ends of a range must be of the same kind",
            ),
            (
                "10.0.0.9-",
                "10.0.0.9-: a range is two addresses, such as 192.168.1.20-192.168.1.30",
            ),
        ] {
            assert_eq!(check(bad), Validation::Wrong(why.to_owned()));
        }
        let inside = "10.0.0.1/24 starts inside its block, 10.0.0.0/24".to_owned();
        assert_eq!(check("10.0.0.1/24"), Validation::Doubt(inside));
        assert!(is_everyone("0.0.0.0/0") && is_everyone("::/0"));
        assert!(!is_everyone("10.0.0.0/8"));
    }

    proptest! {
        #[test]
        fn anything_can_be_split_and_checked(text in ".*") {
            for entry in entries(&text) {
                let _verdict = check(&entry);
                prop_assert!(!entry.is_empty());
            }
        }
    }
}
