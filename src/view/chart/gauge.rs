//! A gauge: how much of a limit is used, and how much will be.

use super::cells;
use ratatui::{style::Style, text::Span};

/// Draws a gauge. `used` and `ahead` are shares of the limit, `ahead` what will be used in the end.
pub fn gauge(used: f64, ahead: f64, width: usize, styles: [Style; 3]) -> Vec<Span<'static>> {
    let mut full = cells(used, width);
    // It is not full before the limit is reached.
    if used < 1.0 && full == width && width > 1 {
        full -= 1;
    }
    let ahead = cells(ahead, width).saturating_sub(full);
    let parts = [
        ("▓", full),
        ("▒", ahead),
        ("░", width.saturating_sub(full + ahead)),
    ];
    let parts = parts.into_iter().zip(styles);
    parts
        .filter(|((_, cells), _)| *cells > 0)
        .map(|((symbol, cells), style)| Span::styled(symbol.repeat(cells), style))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gauge_shows_what_is_used_and_what_will_be() {
        for (used, ahead, width, text) in [
            (0.42, 0.0, 10, "▓▓▓▓░░░░░░"),
            (0.42, 0.6, 10, "▓▓▓▓▒▒░░░░"),
            (0.42, 3.0, 10, "▓▓▓▓▒▒▒▒▒▒"),
            (0.0, 0.0, 5, "░░░░░"),
            (0.01, 0.01, 5, "▓░░░░"),
            (0.99, 0.99, 5, "▓▓▓▓▒"),
            (1.0, 1.0, 5, "▓▓▓▓▓"),
            (1e12, 1e12, 5, "▓▓▓▓▓"),
            (-1.0, f64::NAN, 5, "░░░░░"),
            (f64::NAN, 0.4, 5, "▒▒░░░"),
            (0.5, 0.0, 1, "▓"),
            (0.5, 0.9, 0, ""),
        ] {
            let spans = gauge(used, ahead, width, [Style::new(); 3]);
            let drawn: String = spans.iter().map(|span| span.content.as_ref()).collect();
            assert_eq!(drawn, text, "{used}, {ahead} in {width}");
        }
    }
}
