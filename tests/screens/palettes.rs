//! The contrast of every text role on every background it may have.

use lazyneon::{
    ui::themes::{self, THEMES, ThemeSpec, shade::Shade},
    view::{Theme, theme::ColorDepth},
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Style},
};

/// The least contrast of text, by WCAG 2.
const TEXT: f64 = 4.5;
/// The same where the background is not known and there are 256 colors, few of which are between black and white.
const MIDDLE: f64 = 4.0;
/// The least contrast of the cursor's row with the background.
const ROW: f64 = 1.15;
/// The least contrast of lines and charts.
const LINES: f64 = 3.0;

/// The background and the text of palettes that many people use, from the pages of their authors.
const PALETTES: [(&str, [u8; 3], [u8; 3]); 9] = [
    ("Solarized dark", [0x00, 0x2b, 0x36], [0x83, 0x94, 0x96]),
    ("Solarized light", [0xfd, 0xf6, 0xe3], [0x65, 0x7b, 0x83]),
    ("Gruvbox dark", [0x28, 0x28, 0x28], [0xeb, 0xdb, 0xb2]),
    ("Gruvbox light", [0xfb, 0xf1, 0xc7], [0x3c, 0x38, 0x36]),
    ("Dracula", [0x28, 0x2a, 0x36], [0xf8, 0xf8, 0xf2]),
    ("Nord", [0x2e, 0x34, 0x40], [0xd8, 0xde, 0xe9]),
    ("One Dark", [0x28, 0x2c, 0x34], [0xab, 0xb2, 0xbf]),
    ("Catppuccin Mocha", [0x1e, 0x1e, 0x2e], [0xcd, 0xd6, 0xf4]),
    ("Catppuccin Latte", [0xef, 0xf1, 0xf5], [0x4c, 0x4f, 0x69]),
];

/// The roles with a color, and the least contrast of each.
fn roles(theme: &Theme) -> [(&'static str, Style, f64); 19] {
    [
        ("dim", theme.dim, TEXT),
        ("heading", theme.heading, TEXT),
        ("border", theme.border, LINES),
        ("border_focus", theme.border_focus, LINES),
        ("danger_border", theme.danger_border, TEXT),
        ("title_focus", theme.title_focus, TEXT),
        ("found", theme.found, TEXT),
        ("key", theme.key, TEXT),
        ("good", theme.good, TEXT),
        ("quiet", theme.quiet, TEXT),
        ("busy", theme.busy, TEXT),
        ("bad", theme.bad, TEXT),
        ("demo", theme.demo, TEXT),
        ("changed", theme.changed, TEXT),
        ("chart", theme.chart, LINES),
        ("production", theme.production, TEXT),
        ("json_key", theme.json_key, TEXT),
        ("json_text", theme.json_text, TEXT),
        ("json_number", theme.json_number, TEXT),
    ]
}

/// Asserts that everything can be read on this background and on the cursor's row there.
fn can_be_read(name: &str, theme: &Theme, background: [u8; 3]) {
    let tint = rgb(theme.selected.bg.unwrap());
    let visible = contrast(tint, background);
    assert!(
        visible >= ROW,
        "{name}: the row on {background:?}: {visible:.2}"
    );
    for (role, style, least) in roles(theme) {
        // Text is also on the cursor's row.
        let tint = Some(tint).filter(|_| least == TEXT);
        for background in [background].into_iter().chain(tint) {
            let background = style.bg.map_or(background, rgb);
            let ratio = contrast(rgb(style.fg.unwrap()), background);
            assert!(
                ratio >= least,
                "{name}: {role} on {background:?}: {ratio:.2}"
            );
        }
    }
    // Behind a dialog, nothing is to be read.
    let behind = contrast(rgb(theme.behind.unwrap().fg.unwrap()), background);
    assert!((2.5..6.0).contains(&behind), "{name}: {behind:.2}");
    let plain = contrast(rgb(theme.on_selected.unwrap()), tint);
    assert!(plain >= TEXT, "{name}: plain text on {tint:?}: {plain:.2}");
    // These are the terminal's own colors.
    for style in [theme.text, theme.strong, theme.title, theme.resting] {
        assert_eq!(style.fg, None);
    }
}

fn spec(name: &str) -> &'static ThemeSpec {
    themes::named(name).unwrap()
}

fn on(background: [u8; 3], depth: ColorDepth) -> Theme {
    Theme::of(themes::auto(), depth, Some(background))
}

#[test]
fn every_role_can_be_read_on_its_background() {
    let backgrounds = [("dark", [[0; 3], [30; 3]]), ("light", [[255; 3], [245; 3]])];
    for (name, backgrounds) in backgrounds {
        for background in backgrounds {
            can_be_read(name, &Theme::named(name).unwrap(), background);
        }
    }
}

/// A theme with a background of its own is painted on it, whatever the terminal's is.
#[test]
fn every_role_can_be_read_on_the_background_that_a_theme_paints() {
    let mut painted = Vec::new();
    for theme in &THEMES {
        let by = &theme.many;
        let all = [
            (&by.any, None),
            (&by.dark, Some([0; 3])),
            (&by.light, Some([255; 3])),
        ];
        let painting = all
            .iter()
            .filter(|(colors, _)| colors.background != Shade::Own);
        if painting.clone().next().is_some() {
            painted.push(&*theme.name);
        }
        for depth in [ColorDepth::Indexed, ColorDepth::True] {
            for (_, terminal) in painting.clone() {
                let styles = Theme::of(theme, depth, *terminal);
                let mut buffer = Buffer::empty(Rect::new(0, 0, 2, 1));
                styles.select(&mut buffer, Rect::new(1, 0, 1, 1));
                styles.paint(&mut buffer);
                let (plain, row) = (&buffer[(0, 0)], &buffer[(1, 0)]);
                can_be_read(&theme.name, &styles, rgb(plain.bg));
                for cell in [plain, row] {
                    let ratio = contrast(rgb(cell.fg), rgb(cell.bg));
                    assert!(ratio >= TEXT, "{}: {ratio:.2}", theme.name);
                }
                if theme.name == "high-contrast" {
                    for (role, style, least) in roles(&styles) {
                        let on = style.bg.map_or(rgb(row.bg), rgb);
                        let ratio = contrast(rgb(style.fg.unwrap()), on);
                        assert!(ratio >= 7.0 || least == LINES, "{role}: {ratio:.2}");
                    }
                }
            }
        }
    }
    assert_eq!(painted.len(), 8, "{painted:?}");
}

#[test]
fn every_role_can_be_read_on_common_palettes() {
    for (name, background, _) in PALETTES {
        for depth in [ColorDepth::Indexed, ColorDepth::True] {
            for theme in ["auto", "color-blind"] {
                let theme = Theme::of(spec(theme), depth, Some(background));
                can_be_read(name, &theme, background);
            }
        }
    }
}

/// Where all colors can be shown, the cursor's row stands out as much on every palette, and takes little from the
/// terminal's own text.
#[test]
fn the_tint_follows_the_background() {
    for (name, background, text) in PALETTES {
        let theme = on(background, ColorDepth::True);
        let tint = rgb(theme.selected.bg.unwrap());
        let visible = contrast(tint, background);
        assert!((ROW..1.3).contains(&visible), "{name}: {visible:.2}");
        let kept = contrast(text, tint) / contrast(text, background);
        assert!(kept >= 0.8, "{name}: {kept:.2}");
    }
}

#[test]
fn without_a_known_background_every_role_can_be_read_on_black_and_on_white() {
    for (depth, text) in [(ColorDepth::Indexed, MIDDLE), (ColorDepth::True, TEXT)] {
        for name in ["auto", "color-blind"] {
            let theme = Theme::of(spec(name), depth, None);
            for (role, style, least) in roles(&theme) {
                let Some(color) = style.fg else {
                    assert_eq!(style.bg, None, "{role}");
                    continue;
                };
                for background in [[0; 3], [255; 3]] {
                    let background = style.bg.map_or(background, rgb);
                    let ratio = contrast(rgb(color), background);
                    assert!(
                        ratio >= least.min(text),
                        "{name}, {depth:?}: {role} on {background:?}: {ratio:.2}"
                    );
                }
            }
            // The row keeps the terminal's colors, the other way round.
            assert_eq!(theme.selected.bg, None);
        }
    }
}

/// What moves, what is awake, what is broken and what is not real: each has a color of its own.
#[test]
fn states_differ_by_color() {
    for theme in &THEMES {
        for depth in [ColorDepth::Ansi, ColorDepth::Indexed, ColorDepth::True] {
            for background in [None, Some([0; 3]), Some([255; 3])] {
                let is_plain = depth == ColorDepth::Ansi || theme.many == theme.few;
                if theme.name == "mono" || is_plain && background != Some([0; 3]) {
                    continue;
                }
                let styles = Theme::of(theme, depth, background);
                let states = [
                    ("busy", styles.busy),
                    ("good", styles.good),
                    ("bad", styles.bad),
                    ("demo", styles.demo),
                    ("chart", styles.chart),
                ];
                for (at, (role, style)) in states.iter().enumerate() {
                    let same = states[..at].iter().find(|(_, other)| other == style);
                    assert_eq!(same, None, "{}, {depth:?}: {role}", theme.name);
                }
            }
        }
    }
}

/// Nobody has to tell green from red.
#[test]
fn the_theme_for_color_blind_people_has_no_green_and_no_red() {
    for depth in [ColorDepth::Indexed, ColorDepth::True] {
        for background in [None, Some([0; 3]), Some([255; 3])] {
            let theme = Theme::of(spec("color-blind"), depth, background);
            let [red, green, blue] = rgb(theme.good.fg.unwrap());
            assert!(blue > green && blue > red, "{red} {green} {blue}");
            let [red, green, blue] = rgb(theme.bad.fg.unwrap());
            assert!(red > green && green > blue, "{red} {green} {blue}");
        }
    }
}

/// Where the background is not known, no text has a color that is dark on dark or light on light in common palettes.
#[test]
fn of_sixteen_colors_no_text_is_blue_black_white_or_yellow() {
    let theme = Theme::of(themes::auto(), ColorDepth::Ansi, None);
    for (role, style, _) in roles(&theme) {
        let unreadable = [Color::Blue, Color::Black, Color::White, Color::Yellow];
        let color = style.fg.unwrap_or(Color::Reset);
        assert!(!unreadable.contains(&color), "{role} is {color:?}");
    }
}

/// The RGB value of an indexed color in the default 256-color palette.
fn rgb(color: Color) -> [u8; 3] {
    let index = match color {
        Color::Indexed(index) => index,
        Color::Rgb(red, green, blue) => return [red, green, blue],
        _ => panic!("{color:?} depends on the terminal"),
    };
    let level = |part: u8| if part == 0 { 0 } else { 55 + 40 * part };
    match index {
        16..232 => [36, 6, 1].map(|step| level((index - 16) / step % 6)),
        232.. => [8 + 10 * (index - 232); 3],
        0..16 => panic!("{index} depends on the palette"),
    }
}

/// The contrast ratio of two colors by WCAG 2.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let luminance = |color: [u8; 3]| {
        let linear = color.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    };
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}
