//! A scale: where a range of sizes lies among all there are.

/// The sizes at the ends of the steps, in CU: each step is about twice the one before.
const STEPS: [f64; 9] = [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 56.0];
/// The cells of a scale.
const CELLS: usize = STEPS.len();

/// Draws the sizes between which a compute scales, among all of Neon's sizes. Nothing for what is no size.
pub fn scale(min: f64, max: f64) -> String {
    let is_size = |size: f64| size.is_finite() && size > 0.0;
    if !is_size(min) || !is_size(max) || min > max {
        return String::new();
    }
    let first = STEPS.iter().rposition(|step| *step <= min).unwrap_or(0);
    let last = STEPS.iter().position(|step| *step >= max);
    let last = last.unwrap_or(CELLS - 1);
    let cell = |at: usize| match (first..=last).contains(&at) {
        true => '▆',
        false => '─',
    };
    (0..CELLS).map(cell).collect()
}

/// The same in four times the width, and the sizes below it.
pub fn labelled_scale(min: f64, max: f64) -> [String; 2] {
    const WIDE: usize = 4;
    let cells = scale(min, max);
    let cells = cells.chars().flat_map(|cell| [cell; WIDE]);
    let labels = [".25", ".5", "1", "2", "4", "8", "16", "32", "56"];
    let labels = labels.map(|label| format!("{label:<WIDE$}"));
    [cells.collect(), labels.concat().trim_end().to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_scale_has_labels_below_its_steps() {
        assert_eq!(
            labelled_scale(2.0, 8.0),
            [
                "────────────▆▆▆▆▆▆▆▆▆▆▆▆────────────",
                ".25 .5  1   2   4   8   16  32  56"
            ]
        );
    }

    #[test]
    fn a_scale_shows_the_range_among_all_sizes() {
        for (min, max, drawn) in [
            (0.25, 0.25, "▆────────"),
            (0.25, 2.0, "▆▆▆▆─────"),
            (2.0, 8.0, "───▆▆▆───"),
            (3.0, 3.0, "───▆▆────"),
            (56.0, 56.0, "────────▆"),
            (0.1, 900.0, "▆▆▆▆▆▆▆▆▆"),
            (100.0, 100.0, "────────▆"),
            (8.0, 2.0, ""),
            (0.0, 1.0, ""),
            (f64::NAN, 1.0, ""),
            (1.0, f64::INFINITY, ""),
        ] {
            assert_eq!(scale(min, max), drawn, "{min} to {max}");
        }
    }
}
