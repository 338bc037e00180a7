//! Reports of the mouse: `ESC [ < button ; column ; line M`, and the older `ESC [ M` with a byte for each of the three.

use crate::ui::mouse::event::{MouseAct, MouseEvent, Way};

/// The bits of a button that say what it is: the lowest two are its number.
const SHIFT: u16 = 4;
const ALT: u16 = 8;
const CTRL: u16 = 16;
const MOVED: u16 = 32;
const WHEEL: u16 = 64;
/// Buttons beyond the first seven: back and forward.
const MORE: u16 = 128;

/// The number that means a release in the older form.
const RELEASED: u16 = 3;

/// What was done with a button; `None` for everything that means nothing here.
const fn act(button: u16, is_release: bool) -> Option<MouseAct> {
    let number = button & 3;
    let held = button & (SHIFT | ALT | CTRL);
    if button & MORE != 0 {
        return None;
    }
    if button & WHEEL != 0 {
        return match (number, held) {
            _ if is_release => None,
            (0, 0) => Some(MouseAct::Wheel(Way::Up)),
            (1, 0) => Some(MouseAct::Wheel(Way::Down)),
            (2, _) | (0, SHIFT) => Some(MouseAct::Wheel(Way::Left)),
            (3, _) | (1, SHIFT) => Some(MouseAct::Wheel(Way::Right)),
            _ => None,
        };
    }
    match (number, button & MOVED != 0) {
        // Whatever is held by now.
        (0, _) if is_release => Some(MouseAct::Release),
        (0, true) if held == 0 => Some(MouseAct::Drag),
        (0, false) if held == 0 => Some(MouseAct::Press),
        _ => None,
    }
}

/// The event of a report `button;column;line`, counted from 1.
pub fn sgr(report: &str, is_release: bool) -> Option<MouseEvent> {
    let mut parts = report.split(';').map(|part| part.parse::<u16>().ok());
    let (button, x, y) = (parts.next()??, parts.next()??, parts.next()??);
    let cell = (x.checked_sub(1)?, y.checked_sub(1)?);
    let act = act(button, is_release).filter(|_| parts.next().is_none())?;
    Some(MouseEvent { cell, act })
}

/// The event of three bytes, each 32 more than what it means. A place beyond column or line 223 is not known.
pub fn x10(bytes: &[u8]) -> Option<MouseEvent> {
    let mut values = bytes.iter().map(|byte| u16::from(*byte).checked_sub(32));
    let (button, x, y) = (values.next()??, values.next()??, values.next()??);
    let is_release = button & 3 == RELEASED && button & (MOVED | WHEEL | MORE) == 0;
    let button = if is_release { 0 } else { button };
    let cell = (x.checked_sub(1)?, y.checked_sub(1)?);
    let act = act(button, is_release)?;
    Some(MouseEvent { cell, act })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        use MouseAct::{Drag, Press, Release, Wheel};
        for (button, is_release, meant) in [
            (0, false, Some(Press)),
            (0, true, Some(Release)),
            (32, false, Some(Drag)),
            (64, false, Some(Wheel(Way::Up))),
            (65, false, Some(Wheel(Way::Down))),
            (66, false, Some(Wheel(Way::Left))),
            (67, false, Some(Wheel(Way::Right))),
            (64 + 4, false, Some(Wheel(Way::Left))),
            (65 + 4, false, Some(Wheel(Way::Right))),
            // Ctrl and the wheel, Ctrl and Alt and a click, other buttons, moving without a button.
            (65 + 16, false, None),
            (16, false, None),
            (8, false, None),
            (1, false, None),
            (2, false, None),
            (35, false, None),
            (128, false, None),
        ] {
            let meant = meant.map(|act| MouseEvent { cell: (19, 9), act });
            assert_eq!(
                sgr(&format!("{button};20;10"), is_release),
                meant,
                "{button}"
            );
            let byte = if is_release { 3 } else { button };
            assert_eq!(x10(&[byte as u8 + 32, 52, 42]), meant, "{button}");
        }
        // A release counts whatever is held, or the border would stick to the pointer.
        let release = sgr("4;1;1", true).map(|event| event.act);
        assert_eq!(release, Some(Release));
    }

    #[test]
    fn what_is_no_place_is_no_report() {
        for report in [
            "",
            "0;1",
            "0;0;1",
            "0;1;0",
            "0;1;1;1",
            "0;99999;1",
            "x;1;1",
            "-1;1;1",
        ] {
            assert_eq!(sgr(report, false), None, "{report}");
        }
        for bytes in [
            &[32, 0, 33][..],
            &[32, 33, 0],
            &[32, 32, 33],
            &[32, 33],
            &[],
        ] {
            assert_eq!(x10(bytes), None, "{bytes:?}");
        }
    }
}
