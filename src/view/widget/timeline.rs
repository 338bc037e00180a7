//! A line of time: in each cell, which part of it something was on.

use crate::kinds::awake::share::Share;
use ratatui::{style::Style, text::Span};

/// The styles of the cells.
#[derive(Debug, Clone, Copy)]
pub struct Styles {
    pub on: Style,
    pub off: Style,
}

/// The glyph of a cell: higher the longer it was on.
pub fn glyph(share: Share) -> char {
    const LEVELS: [char; 6] = ['▂', '▃', '▄', '▅', '▆', '▇'];
    match share {
        Share::Absent => ' ',
        Share::Unknown => '·',
        Share::Awake(share) if share <= 0.0 => '▁',
        Share::Awake(share) => {
            let above = LEVELS
                .iter()
                .zip(1..)
                .find(|(_, level)| share * 6.0 <= f64::from(*level));
            above.map_or('▇', |(glyph, _)| *glyph)
        }
    }
}

/// What stands for a time that is one of being on: a line is calmer than a wall.
const ALWAYS: char = '━';

/// The glyphs of cells, oldest first.
pub fn glyphs(shares: impl Iterator<Item = Share>) -> impl Iterator<Item = (Share, char)> {
    const WHOLE: f64 = 0.999;
    let shares: Vec<Share> = shares.collect();
    let mut known = shares.iter().filter_map(|share| share.known()).peekable();
    let always = known.peek().is_some() && known.all(|share| share >= WHOLE);
    shares.into_iter().map(move |share| match share {
        Share::Awake(_) if always => (share, ALWAYS),
        _ => (share, glyph(share)),
    })
}

/// A cell for each share, oldest first. Neighbors in the same style are one span.
pub fn spans(shares: impl Iterator<Item = Share>, styles: Styles) -> Vec<Span<'static>> {
    let mut spans: Vec<(bool, String)> = Vec::new();
    for (share, glyph) in glyphs(shares) {
        let on = matches!(share, Share::Awake(share) if share > 0.0);
        match spans.last_mut() {
            Some((same, text)) if *same == on => text.push(glyph),
            _ => spans.push((on, glyph.to_string())),
        }
    }
    let styled = |(on, text)| Span::styled(text, if on { styles.on } else { styles.off });
    spans.into_iter().map(styled).collect()
}

#[cfg(test)]
mod tests {
    use super::{Share::*, *};
    use ratatui::style::Color;

    const STYLES: Styles = Styles {
        on: Style::new().fg(Color::Green),
        off: Style::new(),
    };

    fn text(shares: &[Share]) -> String {
        let spans = spans(shares.iter().copied(), STYLES);
        spans.iter().map(|span| span.content.as_ref()).collect()
    }

    #[test]
    fn the_longer_it_was_on_the_higher_the_cell() {
        let shares = [
            Unknown,
            Awake(0.0),
            Awake(0.01),
            Awake(0.17),
            Awake(0.5),
            Awake(0.99),
            Awake(1.0),
        ];
        assert_eq!(text(&shares), "·▁▂▃▄▇▇");
        assert_eq!(text(&[Awake(-1.0), Awake(7.0), Awake(f64::NAN)]), "▁▇▇");
        assert_eq!(text(&[]), "");
        assert_eq!(text(&[Awake(0.5)]), "▄");
    }

    #[test]
    fn gaps_are_not_time_asleep() {
        assert_eq!(
            text(&[Absent, Absent, Awake(0.0), Unknown, Awake(1.0)]),
            "  ▁·▇"
        );
        assert_eq!(text(&[Absent]), " ");
    }

    #[test]
    fn neighbors_share_a_span() {
        let shares = [Unknown, Awake(0.0), Awake(1.0), Awake(0.5), Awake(0.0)];
        let spans = spans(shares.into_iter(), STYLES);
        let texts: Vec<_> = spans.iter().map(|span| span.content.as_ref()).collect();
        assert_eq!(texts, ["·▁", "▇▄", "▁"]);
        assert_eq!(spans[1].style, STYLES.on);
    }
}
