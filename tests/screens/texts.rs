//! Texts over the screen: differences side by side and unified, wrapped, searched.

use super::{
    page::{screen, text},
    scene::{STOREFRONT, Scene},
};
use lazyneon::ui::{
    Action, Target,
    compare::{
        self,
        with::{AsOf, With},
    },
    dialog::viewer::{Content, Diff, Viewer},
};
use std::time::{Duration, Instant};

/// A difference with replaced and new lines, a long line and two hunks.
const DIFFERENCE: &str = "\
--- a/neondb
+++ b/neondb
@@ -10,6 +10,8 @@
 CREATE TABLE public.users (
     id integer NOT NULL,
-    email text NOT NULL,
-    created_at timestamptz DEFAULT now()
+    email citext NOT NULL CONSTRAINT users_email_looks_like_one CHECK (email ~ '^[^@ ]+@[^@ ]+[.][a-z]+$' AND length(email) < 255),
+    created_at timestamptz DEFAULT now(),
+    display_name text
 );
@@ -40,2 +42,4 @@
 CREATE INDEX users_email_idx ON public.users USING btree (email);
+CREATE INDEX users_created_at_idx ON public.users USING btree (created_at);
";

fn with(size: (u16, u16), content: Content) -> Scene {
    let mut scene = Scene::storefront(size);
    let title = "Schema of neondb: staging against production";
    let viewer = Viewer::new(title, content);
    scene.model.dialogs.open(viewer);
    scene
}

fn difference(size: (u16, u16), lines: &str) -> Scene {
    let mut diff = Diff::loading("staging".to_owned(), "production".to_owned());
    diff.set(lines);
    with(size, Content::Diff(Box::new(diff)))
}

fn shown(scene: &Scene) -> String {
    text(&scene.draw("auto"))
}

#[test]
fn a_difference_stands_side_by_side_where_there_is_room() {
    let mut scene = difference((160, 45), DIFFERENCE);
    insta::assert_snapshot!("paired", shown(&scene));
    scene.act(Action::WrapText);
    insta::assert_snapshot!("paired_wrapped", shown(&scene));
    let mut narrow = difference((80, 24), DIFFERENCE);
    shown(&narrow);
    narrow.act(Action::WrapText);
    insta::assert_snapshot!("unified_wrapped", shown(&narrow));
}

#[test]
fn matches_are_marked_and_counted_also_without_color() {
    for (size, theme) in [((80, 24), "mono"), ((160, 45), "mono")] {
        let mut scene = difference(size, DIFFERENCE);
        shown(&scene);
        scene.press("/ U S E R S Backspace Backspace Backspace Backspace Backspace u s e r s");
        scene.act(Action::SearchKeep);
        scene.act(Action::NextMatch);
        scene.act(Action::NextMatch);
        let name = format!("searched_{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, screen(&scene.model, theme));
    }
}

#[test]
fn a_search_on_a_tiny_screen_keeps_its_line() {
    let mut scene = difference((40, 10), DIFFERENCE);
    shown(&scene);
    scene.press("/ d i s p l a y");
    let screen = shown(&scene);
    for wanted in ["/display", "1/1", "display_name"] {
        assert!(screen.contains(wanted), "{wanted} is not on\n{screen}");
    }
}

#[test]
fn the_requests_are_searched_too() {
    let mut scene = Scene::storefront((100, 30));
    scene.act(Action::RequestLog);
    shown(&scene);
    scene.press("/ d a t a b a s e s");
    insta::assert_snapshot!(screen(&scene.model, "mono"));
    scene.press("n o t h i n g");
    assert!(shown(&scene).contains("no match"));
    scene.act(Action::SearchDrop);
    assert!(!shown(&scene).contains("no match"));
}

#[test]
fn a_match_far_to_the_right_or_below_comes_into_view() {
    let long = format!("{}needle", "x".repeat(300));
    let lines: Vec<String> = (0..200).map(|at| format!("line {at}")).collect();
    let lines = [lines.clone(), vec![long], lines].concat();
    let mut scene = with((80, 24), Content::Text(lines));
    shown(&scene);
    scene.press("/ n e e d l e");
    assert!(shown(&scene).contains("xneedle"), "{}", shown(&scene));
    scene.act(Action::SearchDrop);
    assert!(shown(&scene).contains("line 0"), "{}", shown(&scene));
    scene.act(Action::WrapText);
    scene.press("/ n e e d l e");
    assert!(shown(&scene).contains("xneedle"), "{}", shown(&scene));
}

#[test]
fn wrapped_lines_scroll_line_by_line_to_the_end_and_back() {
    let lines: Vec<String> = (0..30)
        .map(|at| format!("<{at}> {}", "word ".repeat(40)))
        .collect();
    let mut scene = with((60, 16), Content::Text(lines));
    let first = shown(&scene);
    scene.act(Action::Down);
    assert!(!shown(&scene).contains("<0>") && shown(&scene).contains("<1>"));
    scene.act(Action::Bottom);
    let end = shown(&scene);
    assert!(end.contains("<29>") && !end.contains("<26>"), "{end}");
    scene.act(Action::Down);
    assert_eq!(shown(&scene), end);
    scene.act(Action::Top);
    assert_eq!(shown(&scene), first);
}

#[test]
fn the_databases_of_a_branch_are_listed_while_they_are_compared() {
    let mut scene = Scene::storefront((80, 24));
    let branch = Target::Branch(STOREFRONT.into(), "br-production".into());
    let with = With::Branch("br-staging".into(), AsOf::Now);
    scene.select(&branch);
    compare::go(
        &mut scene.model.dialogs,
        &mut scene.model.settings,
        &mut scene.model.neon,
        &branch,
        &with,
    );
    insta::assert_snapshot!(shown(&scene));
}

/// A hundred thousand lines: the cost of drawing and of a key depends only on what is on the screen.
#[test]
fn a_long_schema_stays_quick() {
    let mut lines = String::from("@@ -1,100000 +1,100000 @@\n");
    for at in 0..100_000 {
        let sign = [' ', ' ', '-', '+'][at % 4];
        lines.push_str(&format!("{sign}    column_{at} text NOT NULL,\n"));
    }
    for size in [(80, 24), (160, 45)] {
        let mut scene = difference(size, &lines);
        shown(&scene);
        scene.act(Action::WrapText);
        scene.act(Action::Bottom);
        assert!(shown(&scene).contains("column_99999 "), "{}", shown(&scene));
        let began = Instant::now();
        for _ in 0..100 {
            scene.act(Action::PageUp);
            shown(&scene);
        }
        let each = began.elapsed() / 100;
        // An optimized build takes a tenth of this; looking at every line would take hundreds of milliseconds.
        assert!(each < Duration::from_millis(60), "{each:?} a page");
        scene.press("/ c o l u m n _ 5 0 0 0 0");
        let screen = shown(&scene);
        assert!(
            screen.contains("1/1") && screen.contains("column_50000 "),
            "{screen}"
        );
    }
}
