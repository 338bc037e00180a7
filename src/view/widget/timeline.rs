//! A line of time: in each cell, which part of it something was on.

use ratatui::{style::Style, text::Span};

/// The styles of the cells.
#[derive(Debug, Clone, Copy)]
pub struct Styles {
    pub on: Style,
    pub off: Style,
}

/// The glyph of a cell: higher the longer it was on; `None` is unknown.
pub fn glyph(share: Option<f64>) -> char {
    const LEVELS: [char; 6] = ['▂', '▃', '▄', '▅', '▆', '▇'];
    match share {
        None => '·',
        Some(share) if share <= 0.0 => '▁',
        Some(share) => {
            let above = LEVELS
                .iter()
                .zip(1..)
                .find(|(_, level)| share * 6.0 <= f64::from(*level));
            above.map_or('▇', |(glyph, _)| *glyph)
        }
    }
}

/// A cell for each share, oldest first. Neighbors in the same style are one span.
pub fn spans(shares: impl Iterator<Item = Option<f64>>, styles: Styles) -> Vec<Span<'static>> {
    let mut spans: Vec<(bool, String)> = Vec::new();
    for share in shares {
        let on = share.is_some_and(|share| share > 0.0);
        match spans.last_mut() {
            Some((same, text)) if *same == on => text.push(glyph(share)),
            _ => spans.push((on, glyph(share).to_string())),
        }
    }
    let styled = |(on, text)| Span::styled(text, if on { styles.on } else { styles.off });
    spans.into_iter().map(styled).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Color;

    fn text(shares: &[Option<f64>]) -> String {
        let styles = Styles {
            on: Style::new().fg(Color::Green),
            off: Style::new(),
        };
        let spans = spans(shares.iter().copied(), styles);
        spans.iter().map(|span| span.content.as_ref()).collect()
    }

    #[test]
    fn the_longer_it_was_on_the_higher_the_cell() {
        let shares = [
            None,
            Some(0.0),
            Some(0.01),
            Some(0.17),
            Some(0.5),
            Some(0.99),
            Some(1.0),
        ];
        assert_eq!(text(&shares), "·▁▂▃▄▇▇");
        assert_eq!(text(&[Some(-1.0), Some(7.0), Some(f64::NAN)]), "▁▇▇");
        assert_eq!(text(&[]), "");
    }

    #[test]
    fn neighbors_share_a_span() {
        let styles = Styles {
            on: Style::new().fg(Color::Green),
            off: Style::new(),
        };
        let shares = [None, Some(0.0), Some(1.0), Some(0.5), Some(0.0)];
        let spans = spans(shares.into_iter(), styles);
        let texts: Vec<_> = spans.iter().map(|span| span.content.as_ref()).collect();
        assert_eq!(texts, ["·▁", "▇▄", "▁"]);
        assert_eq!(spans[1].style, styles.on);
    }
}
