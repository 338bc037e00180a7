//! The `[prices]` of the configuration: what estimates of costs assume in place of Neon's list prices.

use super::value::{described, quoted, text};
use crate::ui::{Prices, did_you_mean::did_you_mean};
use serde_json::{Map, Value, json};
use std::fmt::Write;
use toml::de::DeValue;

/// A price that can be set.
pub struct Price {
    pub name: &'static str,
    /// What it is for, printed as a comment.
    pub help: &'static str,
    pub get: fn(&Prices) -> Option<f64>,
    set: fn(&mut Prices, f64),
}

macro_rules! price {
    ($name:ident, $help:literal) => {
        Price {
            name: stringify!($name),
            help: $help,
            get: |prices| Some(prices.$name),
            set: |prices, price| prices.$name = price,
        }
    };
}

/// All prices, in the order of printing.
pub const PRICES: [Price; 10] = [
    Price {
        name: "compute",
        help: "per CU-hour, whatever the plan",
        get: |prices| prices.compute,
        set: |prices, price| prices.compute = Some(price),
    },
    price!(compute_launch, "per CU-hour on the Launch plan"),
    price!(compute_scale, "per CU-hour on the Scale plan"),
    price!(storage, "per GB-month of data"),
    price!(history, "per GB-month of the history kept for restores"),
    price!(snapshots, "per GB-month of snapshots"),
    price!(branch, "per month and branch beyond those of the plan"),
    price!(transfer, "per GB sent over the internet"),
    price!(
        transfer_included,
        "GB per month that are sent free of charge"
    ),
    price!(private_transfer, "per GB sent over private networking"),
];

/// Where prices are from.
const FROM: &str = "from";
const FROM_HELP: &str = "where they are from, shown with the estimates";

/// Where they are from, if the configuration sets a price and does not say.
const OWN: &str = "prices of your configuration";

/// Takes an entry of the table, or says what is wrong with it.
pub fn take(prices: &mut Prices, name: &str, value: &DeValue<'_>) -> Result<(), String> {
    if name == FROM {
        let from = value
            .as_str()
            .map(str::trim)
            .filter(|from| !from.is_empty());
        let from =
            from.ok_or("from must be a text, such as \"contract of January 2027\". It is ignored")?;
        prices.from = from.to_owned();
        return Ok(());
    }
    let Some(price) = PRICES.iter().find(|price| price.name == name) else {
        let names = PRICES.iter().map(|price| price.name).chain([FROM]);
        let hint = did_you_mean(name, names);
        return Err(format!("there is no price \"{name}\"{hint}"));
    };
    let number = match value {
        DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
        DeValue::Float(number) => number.as_str().parse().ok(),
        _ => None,
    };
    let number = number.filter(|number| number.is_finite() && *number >= 0.0);
    let number = number.ok_or_else(|| {
        format!(
            "the price {name} must be a number of dollars, such as 0.35. The list price is used"
        )
    })?;
    let is_new = (price.get)(prices) != Some(number);
    (price.set)(prices, number);
    if is_new && prices.from == Prices::default().from {
        prices.from = OWN.to_owned();
    }
    Ok(())
}

/// What an editor is told about the table.
pub fn schema() -> Value {
    let prices = PRICES.iter().map(|price| {
        let mut one = json!({"description": price.help, "type": "number", "minimum": 0});
        if let (Some(usual), Some(one)) = ((price.get)(&Prices::default()), one.as_object_mut()) {
            one.insert("default".to_owned(), usual.into());
        }
        (price.name.to_owned(), one)
    });
    let from = described(FROM_HELP, text());
    let properties: Map<String, Value> = prices.chain([(FROM.to_owned(), from)]).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// Writes the table in the form in which it is read.
pub fn print(text: &mut String, prices: &Prices) {
    text.push_str("\n[prices]\n");
    for price in &PRICES {
        let line = match (price.get)(prices) {
            Some(number) => format!("{} = {number:?}", price.name),
            None => format!("# {} = …", price.name),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{line:<24} # {}", price.help);
    }
    let line = format!("{FROM} = {}", quoted(&prices.from));
    let _ = writeln!(text, "{line:<24} # {FROM_HELP}");
}

#[cfg(test)]
mod tests {
    use super::super::File;
    use super::*;

    #[test]
    fn prices_can_be_replaced() {
        let (file, problems) = File::parse("[prices]\nstorage = 0.3\ncompute = 1\n");
        assert_eq!(problems, []);
        let wanted = Prices {
            from: OWN.to_owned(),
            storage: 0.3,
            compute: Some(1.0),
            ..Prices::default()
        };
        assert_eq!(file.prices, wanted);
        let (again, problems) = File::parse(&file.print());
        assert_eq!((again.prices, problems), (wanted, Vec::new()));
        let (file, _) = File::parse("[prices]\nfrom = \"the contract\"\nbranch = 0.0\n");
        assert_eq!(
            (file.prices.from.as_str(), file.prices.branch),
            ("the contract", 0.0)
        );
    }

    #[test]
    fn mistakes_are_told_and_keep_the_list_price() {
        for (line, said) in [
            (
                "storag = 0.3",
                "there is no price \"storag\", did you mean \"storage\"?",
            ),
            (
                "storage = \"0.3\"",
                "the price storage must be a number of dollars, such as 0.35. The list price is used",
            ),
            (
                "storage = -1",
                "the price storage must be a number of dollars, such as 0.35. The list price is used",
            ),
            (
                "storage = nan",
                "the price storage must be a number of dollars, such as 0.35. The list price is used",
            ),
            (
                "from = 3",
                "from must be a text, such as \"contract of January 2027\". It is ignored",
            ),
        ] {
            let (file, problems) = File::parse(&format!("[prices]\n{line}\n"));
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            assert_eq!(problems, [format!("config.toml line 2: {said}")]);
            assert_eq!(file.prices, Prices::default());
        }
    }
}
