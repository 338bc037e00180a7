//! How well a color can be read on another, by WCAG 2, and the nearest color that can be.

use super::ColorDepth;
use ratatui::style::{Color, Style};

/// The least contrast of text.
pub(super) const TEXT: f64 = 4.5;
/// The least contrast of lines.
pub(super) const LINES: f64 = 3.0;
/// The least contrast of the cursor's row with the background.
const ROW: f64 = 1.16;

/// The levels of red, green and blue in the cube of the 256 colors.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The red, green and blue of a color that does not depend on the terminal's palette.
fn rgb(color: Color) -> Option<[u8; 3]> {
    let level = |at: u8| LEVELS.get(usize::from(at % 6)).copied().unwrap_or(0);
    match color {
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(index @ 16..232) => Some([36, 6, 1].map(|step| level((index - 16) / step))),
        Color::Indexed(index @ 232..) => Some([8 + 10 * (index - 232); 3]),
        _ => None,
    }
}

fn luminance(color: [u8; 3]) -> f64 {
    let [red, green, blue] = color.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// A color with so many percent of another one in it.
fn mixed(color: [u8; 3], end: [u8; 3], percent: u16) -> [u8; 3] {
    let mut mixed = color;
    for (part, end) in mixed.iter_mut().zip(end) {
        let parts = u16::from(*part) * (100 - percent) + u16::from(end) * percent;
        *part = u8::try_from(parts / 100).unwrap_or(u8::MAX);
    }
    mixed
}

/// This color, or the nearest of the 256.
fn shown([red, green, blue]: [u8; 3], depth: ColorDepth) -> Color {
    if depth == ColorDepth::True {
        return Color::Rgb(red, green, blue);
    }
    let nearest = |part: u8| {
        let levels = (0..6_u8).zip(LEVELS);
        let nearest = levels.min_by_key(|(_, level)| level.abs_diff(part));
        nearest.map_or(0, |(at, _)| at)
    };
    Color::Indexed(16 + 36 * nearest(red) + 6 * nearest(green) + nearest(blue))
}

/// The tint of the cursor's row on this background: plainly visible, and no more, so that the text on it stays
/// readable.
pub(super) fn tint(background: [u8; 3], is_light: bool, depth: ColorDepth) -> Option<Color> {
    let end = if is_light { [0; 3] } else { [255; 3] };
    let all: Vec<Color> = if depth == ColorDepth::True {
        let mixed = (1..100).map(|percent| mixed(background, end, percent));
        mixed.map(|color| shown(color, depth)).collect()
    } else if is_light {
        (232..=255).rev().map(Color::Indexed).collect()
    } else {
        (232..=255).map(Color::Indexed).collect()
    };
    all.into_iter().find(|tint| {
        rgb(*tint).is_some_and(|tint| {
            (luminance(tint) < luminance(background)) == is_light
                && contrast(tint, background) >= ROW
        })
    })
}

/// The style, its color mixed with black or white until it has at least this contrast with all these backgrounds.
pub(super) fn readable(
    style: Style,
    backgrounds: &[Color],
    least: f64,
    is_light: bool,
    depth: ColorDepth,
) -> Style {
    let Some(color) = style.fg.and_then(rgb) else {
        return style;
    };
    let end = if is_light { [0; 3] } else { [255; 3] };
    let is_readable = |color: Color| {
        let mut backgrounds = backgrounds.iter().filter_map(|color| rgb(*color));
        rgb(color).is_some_and(|color| backgrounds.all(|on| contrast(color, on) >= least))
    };
    let candidates = (1..=100).map(|percent| shown(mixed(color, end, percent), depth));
    let mut candidates = style.fg.into_iter().chain(candidates);
    let last = shown(end, depth);
    style.fg(candidates.find(|color| is_readable(*color)).unwrap_or(last))
}
