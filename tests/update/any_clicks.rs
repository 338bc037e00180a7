//! Any clicks among any keys and responses: nothing breaks, and a click does no more than a key.

use crate::{
    any_keys::{self, Step, cases, is_valid, leads_out, steps},
    display::Display,
    scene::Scene,
};
use jiff::SignedDuration;
use lazyneon::{
    key::Code,
    neon::Task,
    ui::{
        Effect, Msg,
        mouse::{
            event::{MouseAct, MouseEvent, Way},
            spot::Spot,
        },
    },
};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Deed {
    Step(Step),
    /// A click, and whether a second one follows at once.
    Click((u16, u16), bool),
    /// Pressing at one cell and letting go at another.
    Drag((u16, u16), (u16, u16)),
    Wheel((u16, u16), Way),
    /// Events that arrive before the next frame.
    Burst(Vec<Deed>),
}

pub fn cells() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        8 => (0_u16..125, 0_u16..42),
        // The footer, the header, the rows of the tree, the border beside it.
        3 => (0_u16..120, Just(39)),
        1 => (0_u16..120, Just(0)),
        2 => (0_u16..30, 0_u16..14),
        1 => (38_u16..50, 0_u16..30),
        1 => any::<(u16, u16)>(),
    ]
}

fn ways() -> impl Strategy<Value = Way> {
    proptest::sample::select(vec![Way::Up, Way::Down, Way::Left, Way::Right])
}

fn deeds() -> impl Strategy<Value = Deed> {
    let one = prop_oneof![
        4 => steps().prop_map(Deed::Step),
        6 => (cells(), any::<bool>()).prop_map(|(cell, twice)| Deed::Click(cell, twice)),
        1 => (cells(), cells()).prop_map(|(from, to)| Deed::Drag(from, to)),
        2 => (cells(), ways()).prop_map(|(cell, way)| Deed::Wheel(cell, way)),
    ];
    prop_oneof![
        8 => one.clone(),
        1 => proptest::collection::vec(one, 1..6).prop_map(Deed::Burst),
    ]
}

pub fn report(scene: &mut Scene, cell: (u16, u16), act: MouseAct) {
    scene.tell(Msg::Mouse(MouseEvent { cell, act }));
}

fn spot(scene: &Scene, cell: (u16, u16)) -> Option<Spot> {
    let model = &scene.model;
    model.mouse.spots.at(cell, model.dialogs.top_id())
}

/// Lets so much time pass that the next click is not the second of two.
fn pause(scene: &mut Scene) {
    scene.model.neon.now += SignedDuration::from_secs(1);
}

fn writes(scene: &Scene) -> usize {
    let is_write = |effect: &&Effect| match effect {
        Effect::Task(Task::Call { request, .. }) => !request.is_read(),
        _ => false,
    };
    scene.effects.iter().filter(is_write).count()
}

fn act(scene: &mut Scene, deed: Deed) -> Result<(), TestCaseError> {
    match deed {
        Deed::Step(step) => any_keys::take(scene, step),
        Deed::Click(cell, twice) => {
            pause(scene);
            let before = (writes(scene), scene.model.dialogs.top_id());
            let shown = spot(scene, cell);
            report(scene, cell, MouseAct::Press);
            report(scene, cell, MouseAct::Release);
            let after = (writes(scene), scene.model.dialogs.top_id());
            let presses = matches!(shown, Some(Spot::Keys(..)));
            prop_assert!(presses || before == after, "{shown:?} is only pointed at");
            if twice {
                report(scene, cell, MouseAct::Press);
            }
        }
        Deed::Drag(from, to) => {
            pause(scene);
            let before = writes(scene);
            let presses = matches!(spot(scene, from), Some(Spot::Keys(..)));
            report(scene, from, MouseAct::Press);
            report(scene, to, MouseAct::Drag);
            report(scene, to, MouseAct::Release);
            prop_assert!(presses || before == writes(scene));
        }
        Deed::Wheel(cell, way) => {
            let before = (writes(scene), scene.model.dialogs.top_id());
            report(scene, cell, MouseAct::Wheel(way));
            let after = (writes(scene), scene.model.dialogs.top_id());
            prop_assert_eq!(before, after);
        }
        Deed::Burst(deeds) => {
            for deed in deeds {
                act(scene, deed)?;
            }
        }
    }
    is_valid(scene)
}

fn show(display: &mut Display, scene: &mut Scene, deed: &Deed) {
    let sizes = |deed: &Deed| match deed {
        Deed::Step(Step::Size(width, height)) => Some((*width, *height)),
        _ => None,
    };
    let size = match deed {
        Deed::Burst(deeds) => deeds.iter().filter_map(sizes).next_back(),
        one => sizes(one),
    };
    if let Some(size) = size {
        display.resize(size);
    }
    display.follow(&mut scene.model);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(64), ..ProptestConfig::default() })]

    #[test]
    fn any_clicks_leave_a_valid_selection_and_a_way_out(deeds in proptest::collection::vec(deeds(), 0..40)) {
        let mut scene = Scene::new();
        scene.model.settings.mouse = true;
        let mut display = Display::new(scene.model.browser.panes.size);
        scene.model.neon.touched = true;
        display.follow(&mut scene.model);
        for deed in deeds {
            act(&mut scene, deed.clone())?;
            show(&mut display, &mut scene, &deed);
        }
        leads_out(&mut scene)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(32), ..ProptestConfig::default() })]

    #[test]
    fn a_click_on_a_hint_does_what_its_keys_do(
        steps in proptest::collection::vec((steps(), cells()), 0..30)
    ) {
        let mut scenes = [Scene::new(), Scene::new()];
        let mut displays = [(); 2].map(|()| Display::new((120, 40)));
        for scene in &mut scenes {
            scene.model.settings.mouse = true;
        }
        let mut awaits_letter = false;
        for (step, cell) in steps {
            for (scene, display) in scenes.iter_mut().zip(&mut displays) {
                any_keys::take(scene, step.clone());
                scene.effects.clear();
                show(display, scene, &Deed::Step(step.clone()));
            }
            let [clicked, pressed] = &mut scenes;
            // A click would end what is half typed.
            if let Step::Key(key) = step {
                awaits_letter = matches!(key.code, Code::Char('m' | '\''));
            }
            let is_half_typed = awaits_letter || !pressed.model.keyboard.pressed.is_empty();
            if let Some(Spot::Keys(chord, _)) = spot(clicked, cell).filter(|_| !is_half_typed) {
                report(clicked, cell, MouseAct::Press);
                for key in chord.keys() {
                    pressed.tell(Msg::Key(*key));
                }
            }
            let effects = scenes.each_ref().map(|scene| format!("{:?}", scene.effects));
            prop_assert_eq!(&effects[0], &effects[1]);
        }
    }
}
