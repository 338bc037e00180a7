//! How well a color can be read on another, by WCAG 2, and the nearest color that can be.

use super::ColorDepth;
use ratatui::style::{Color, Style};

/// The least contrast of text.
pub(super) const TEXT: f64 = 4.5;
/// The least contrast of lines.
pub(super) const LINES: f64 = 3.0;
/// The least contrast of what is behind a dialog.
pub(super) const COVERED: f64 = 2.6;
/// How far apart red, green and blue of a grey may be.
const GREYEST: u8 = 32;
/// The least contrast of the cursor's row with the background.
const ROW: f64 = 1.16;

/// The levels of red, green and blue in the cube of the 256 colors.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The red, green and blue of a color that does not depend on the terminal's palette.
pub(super) fn rgb(color: Color) -> Option<[u8; 3]> {
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

/// The contrast of two colors; 1 if one depends on the terminal's palette.
pub(super) fn between(one: Color, other: Color) -> f64 {
    let both = rgb(one).zip(rgb(other));
    both.map_or(1.0, |(one, other)| contrast(one, other))
}

/// Whether the cursor's row in this color stands out from the background.
pub(super) fn is_row(row: Color, background: [u8; 3]) -> bool {
    rgb(row).is_some_and(|row| contrast(row, background) >= ROW)
}

/// This color, or the nearest of the 256.
pub(super) fn shown(color: [u8; 3], depth: ColorDepth) -> Color {
    nearest(color, is_grey(color), depth)
}

fn is_grey(color: [u8; 3]) -> bool {
    let ends = color.iter().max().zip(color.iter().min());
    ends.is_some_and(|(most, least)| most - least <= GREYEST)
}

/// The same; a grey only if it may be one, so that nothing loses its hue.
fn nearest(color: [u8; 3], may_be_grey: bool, depth: ColorDepth) -> Color {
    let [red, green, blue] = color;
    if depth == ColorDepth::True {
        return Color::Rgb(red, green, blue);
    }
    let level = |part: u8| {
        let levels = (0..6_u8).zip(LEVELS);
        let nearest = levels.min_by_key(|(_, level)| level.abs_diff(part));
        nearest.map_or(0, |(at, _)| at)
    };
    let in_cube = 16 + 36 * level(red) + 6 * level(green) + level(blue);
    let far = |index: &u8| {
        let parts = rgb(Color::Indexed(*index)).unwrap_or_default();
        let parts = parts.into_iter().zip(color);
        let parts = parts.map(|(one, other)| u32::from(one.abs_diff(other)));
        parts.map(|part| part * part).sum::<u32>()
    };
    let greys = (232..=255).filter(|_| may_be_grey);
    let nearest = [in_cube].into_iter().chain(greys).min_by_key(far);
    Color::Indexed(nearest.unwrap_or(in_cube))
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
    mut style: Style,
    backgrounds: &[Color],
    least: f64,
    is_light: bool,
    depth: ColorDepth,
) -> Style {
    let color = style.fg;
    style.fg = color.map(|color| readable_on(color, backgrounds, least, is_light, depth));
    style
}

/// The same for a color.
pub(super) fn readable_on(
    wanted: Color,
    backgrounds: &[Color],
    least: f64,
    is_light: bool,
    depth: ColorDepth,
) -> Color {
    let Some(color) = rgb(wanted) else {
        return wanted;
    };
    let end = if is_light { [0; 3] } else { [255; 3] };
    let is_readable = |color: Color| {
        let mut backgrounds = backgrounds.iter().filter_map(|color| rgb(*color));
        rgb(color).is_some_and(|color| backgrounds.all(|on| contrast(color, on) >= least))
    };
    let candidates =
        (1..=100).map(|percent| nearest(mixed(color, end, percent), is_grey(color), depth));
    let mut candidates = [wanted].into_iter().chain(candidates);
    let last = shown(end, depth);
    candidates.find(|color| is_readable(*color)).unwrap_or(last)
}
