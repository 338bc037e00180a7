//! Every action that changes something at Neon, in all scenarios: canceled with Esc, refused, disconnected before
//! and after the request arrived, delayed by a busy project, and successful.
//!
//! What differs between actions is a row in [`rows`]: where it begins, what is pressed, and how to see at Neon
//! itself whether it has happened. Every action that writes, and every such operation, needs a row:
//! [`everything_that_writes_has_a_row`] checks this.

mod rows;
mod starts;

use crate::{
    scan,
    story::{
        DEV, DEV_COMPUTE, PRODUCTION, PRODUCTION_COMPUTE, STAGING, STAGING_COMPUTE, STOREFRONT,
        Story, locked,
    },
};
use lazyneon::{
    api::{Method, Operation},
    changes::log::{ChangeResult, LoggedChange},
    emulator::Fault,
    key::{Code, Key},
    ui::{
        ACTIONS, Action, Msg, Risk, Scope,
        dialog::{
            confirm::{Confirm, ConfirmedBy},
            form::Status,
            kinds::Dialog,
        },
    },
};
use rows::{OTHER_ACTIONS, OTHER_OPERATIONS, ROWS};
use serde_json::Value;
use std::{future::Future, pin::Pin, time::Duration};

/// Neon's message when it refuses.
const REFUSAL: &str = "somebody is looking at this";

/// A story on its way to the start of a row.
type Beginning = Pin<Box<dyn Future<Output = Story>>>;

/// A step of a row.
#[derive(Clone, Copy)]
enum Step {
    /// Runs an action.
    Do(Action),
    /// Replaces the text of the field with this label.
    Field(&'static str, &'static str),
    /// Replaces the text at the cursor.
    Over(&'static str),
    /// Presses a key.
    Press(Code),
    /// Types the word that the confirmation asks for, once all of it has been seen.
    Word,
}

/// A change, and everything a story needs to know about it.
struct Row {
    /// The action that leads to it.
    action: Action,
    /// The operation that is sent.
    sends: Operation,
    /// How many times it is sent.
    times: usize,
    /// Where it begins.
    from: fn() -> Beginning,
    /// The steps; the last one sends it.
    by: &'static [Step],
    /// The path, below the base URL, that tells whether it has happened.
    look: &'static str,
    /// Whether it has happened, from that response.
    holds: fn(&Value) -> bool,
    /// The verb for it, such as "deleted".
    done: &'static str,
    /// The message after it has succeeded.
    says: &'static str,
}

impl Step {
    async fn take(self, story: &mut Story) {
        match self {
            Self::Do(action) => story.act(action),
            Self::Field(label, text) => {
                go(story, label);
                write_over(story, text);
            }
            Self::Over(text) => write_over(story, text),
            Self::Press(code) => story.key(code),
            Self::Word => {
                let word = match &question(story).guard {
                    ConfirmedBy::Typed { word, .. } => word.clone(),
                    ConfirmedBy::Question => panic!("no word is asked for:\n{}", story.screen()),
                };
                for _ in 0..60 {
                    story.screen();
                    if question(story).scroll.hidden().1 == 0 {
                        break;
                    }
                    story.act(Action::NextLine);
                }
                story.type_text(&word);
            }
        }
        story.settle().await;
    }
}

fn question(story: &mut Story) -> &Confirm {
    let screen = story.screen();
    match story.model().dialogs.shown() {
        Some(Dialog::Confirm(confirm)) => confirm,
        _ => panic!("nothing is asked:\n{screen}"),
    }
}

pub fn go(story: &mut Story, label: &str) {
    for _ in 0..60 {
        let here = match story.model().dialogs.shown() {
            Some(Dialog::Form(form)) => form.current().map(|field| field.edit.label),
            _ => None,
        };
        if here == Some(label) {
            return;
        }
        story.key(Code::Tab);
    }
    panic!("there is no field {label}:\n{}", story.screen());
}

pub fn write_over(story: &mut Story, text: &str) {
    story.key(Key::ctrl('u'));
    story.type_text(text);
}

/// Types the word that a confirmation asks for, and confirms.
pub async fn answer(story: &mut Story) {
    Step::Word.take(story).await;
    story.act(Action::ConfirmEnter);
    story.settle().await;
}

/// Closes all dialogs, like a user who has changed their mind.
pub async fn leave(story: &mut Story) {
    for _ in 0..20 {
        let is_sure = match story.model().dialogs.shown() {
            None => return,
            Some(Dialog::Confirm(confirm)) => confirm.title.starts_with("Discard"),
            Some(_) => false,
        };
        if is_sure {
            story.act(Action::ConfirmYes);
        } else {
            story.escape();
        }
        story.settle().await;
    }
    panic!("Esc does not lead out:\n{}", story.screen());
}

/// Lets everything finish, and returns all notices shown meanwhile.
async fn run_out(story: &mut Story) -> String {
    let mut said: Vec<String> = Vec::new();
    for _ in 0..90 {
        story.settle().await;
        for notice in story.model().neon.notices.shown() {
            if !said.contains(&notice.text) {
                said.push(notice.text.clone());
            }
        }
        let queue = story.model().changes.queue.as_ref();
        if !story.model().changes.is_working() && queue.is_none_or(|queue| !queue.is_running()) {
            return said.join("\n");
        }
        story.elapse(Duration::from_secs(1)).await;
    }
    panic!("it comes to no end:\n{}", story.screen());
}

impl Row {
    /// The path for the faults of this change: the last fixed part of the operation's path.
    fn path(&self) -> &'static str {
        let parts = self.sends.spec().path.split('{');
        let mut fixed = parts.map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
        fixed.rfind(|part| part.len() > 1).unwrap_or("/")
    }

    fn trouble(&self, story: &Story, times: usize, fault: Fault) {
        let method = self.sends.spec().method.to_string();
        let times = times.try_into().unwrap();
        story
            .neon
            .faults()
            .add(Some(&method), self.path(), times, fault);
    }

    async fn begin(&self) -> Story {
        let mut story = (self.from)().await;
        story.settle().await;
        story.neon.forget_requests();
        assert!(!self.has_happened(&story).await, "it is so already");
        story
    }

    /// Presses everything; returns whether the last dialog before it was sent said that it cannot be undone.
    async fn press(&self, story: &mut Story) -> Option<bool> {
        let mut says_final = None;
        for step in self.by {
            if !story.model().dialogs.is_empty() {
                says_final = Some(story.screen().contains(" no undo "));
            }
            step.take(story).await;
        }
        says_final
    }

    /// Asserts that a dialog has warned before what cannot be undone, and not before anything else.
    fn has_warned(&self, story: &Story, says_final: Option<bool>) {
        const ADDS: [&str; 9] = [
            "accepted",
            "added",
            "assigned",
            "created",
            "enabled",
            "given access",
            "invited",
            "recovered",
            "restarted",
        ];
        if [Action::Undo, Action::UndoList].contains(&self.action) {
            return;
        }
        let mut undoable = story.model().changes.undo.entries.iter();
        let is_final = !undoable.any(|entry| entry.done.request.operation == self.sends)
            && !ADDS.contains(&self.done);
        assert_eq!(says_final.unwrap_or_default(), is_final, "{:?}", self.sends);
    }

    /// Asks Neon directly, bypassing the program.
    async fn has_happened(&self, story: &Story) -> bool {
        let mut path = self.look.to_owned();
        for (word, id) in [
            ("~", format!("/projects/{STOREFRONT}").as_str()),
            ("{dev}", DEV),
            ("{dev's}", DEV_COMPUTE),
            ("{masked}", crate::masking::MASKED),
            ("{staging}", STAGING),
            ("{staging's}", STAGING_COMPUTE),
            ("{production}", PRODUCTION),
            ("{production's}", PRODUCTION_COMPUTE),
        ] {
            path = path.replace(word, id);
        }
        let url = format!("{}{path}", story.neon.base_url());
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = client.get(url).bearer_auth("napi_looker").send().await;
        let text = answer.unwrap().text().await.unwrap();
        (self.holds)(&serde_json::from_str(&text).unwrap())
    }

    /// Asserts that it has happened, or is about to.
    async fn happens(&self, story: &mut Story) {
        for _ in 0..10 {
            if self.has_happened(story).await {
                return;
            }
            story.elapse(Duration::from_secs(1)).await;
        }
        panic!("it has not happened:\n{}", story.screen());
    }

    /// How many changes of this kind Neon has received, and how many of them were locked; asserts that there were
    /// no others.
    fn sent(&self, story: &Story) -> (usize, usize) {
        story.keeps_to_the_contract();
        let method = self.sends.spec().method.to_string();
        let requests = story.neon.requests();
        story.neon.forget_requests();
        let changes = requests.iter().filter(|request| request.method != "GET");
        let (mut all, mut locked) = (0, 0);
        for change in changes {
            let is_ours = change.method == method && change.path.contains(self.path());
            assert!(is_ours, "{change:?}");
            all += 1;
            locked += usize::from(change.status == 423);
        }
        (all - locked, locked)
    }

    /// Asserts that the last changes of this kind are logged with this result, once each.
    fn logged(&self, story: &Story, result: ChangeResult) {
        let method = self.sends.spec().method.to_string();
        let entries = story.model().changes.log.entries();
        let ours: Vec<&LoggedChange> = entries
            .filter(|entry| entry.method == method && entry.path.contains(self.path()))
            .collect();
        let last = ours.iter().rev().take(self.times);
        let results: Vec<ChangeResult> = last.map(|entry| entry.result).collect();
        assert_eq!(results, vec![result; self.times], "{ours:#?}");
        let text = serde_json::to_string(&ours).unwrap();
        assert_eq!(scan::found_in(&text), None, "{text}");
    }

    /// Asserts that no confirmation and no form is left, nor anything else over the screen.
    fn is_over(&self, story: &mut Story) {
        let screen = story.screen();
        let model = story.model();
        let asks = matches!(
            model.dialogs.shown(),
            Some(Dialog::Confirm(_) | Dialog::Form(_))
        );
        // A change made from within another dialog returns to it.
        let stays = !self.action.spec().is_in(Scope::Main);
        assert!(!asks && (stays || model.dialogs.is_empty()), "{screen}");
    }

    /// Canceled, refused, disconnected before arrival, and successful after a lock.
    async fn survives_every_outcome(&self) {
        let mut story = self.begin().await;
        if let [half_way @ .., _] = self.by {
            for step in half_way {
                step.take(&mut story).await;
            }
            leave(&mut story).await;
            assert_eq!(self.sent(&story), (0, 0), "Esc sends nothing");
        }

        let body = serde_json::json!({ "code": "", "message": REFUSAL }).to_string();
        let refused = Fault::Status {
            code: 422,
            retry_after: None,
            body: Some(body),
        };
        self.trouble(&story, self.times, refused);
        self.press(&mut story).await;
        let said = run_out(&mut story).await + &story.screen();
        assert!(said.contains(&REFUSAL[1..]), "refused:\n{said}");
        assert_eq!(self.sent(&story), (self.times, 0), "refused");
        self.logged(&story, ChangeResult::Refused);
        leave(&mut story).await;

        self.trouble(&story, self.times, Fault::ResetBefore);
        self.press(&mut story).await;
        let said = run_out(&mut story).await;
        let told = match self.times {
            1 => format!("was not {}; nothing was sent again", self.done),
            all => format!("0 of {all} {}", self.done),
        };
        assert!(said.contains(&told), "never arrived: no {told:?}:\n{said}");
        assert_eq!(self.sent(&story), (self.times, 0), "never arrived");
        self.logged(&story, ChangeResult::NotDone);
        leave(&mut story).await;
        assert!(!self.has_happened(&story).await, "it has happened");

        self.trouble(&story, 2, locked());
        let says_final = self.press(&mut story).await;
        let said = run_out(&mut story).await;
        assert!(said.contains(self.says), "no {:?}:\n{said}", self.says);
        self.has_warned(&story, says_final);
        let (done, locked) = self.sent(&story);
        assert!(
            done == self.times && locked >= 2,
            "{done} and {locked} locked"
        );
        self.logged(&story, ChangeResult::Ok);
        self.happens(&mut story).await;
        self.is_over(&mut story);
        story.end();
    }

    /// What every step shows at this screen size: the confirmation, or what a form says about its key.
    async fn asked_at(&self, (width, height): (u16, u16)) -> Vec<String> {
        let mut story = self.begin().await;
        story.tell(Msg::Resize { width, height });
        let key = story.model().keyboard.keymap.name(Action::FormApply);
        let mut asked = Vec::new();
        // Answering is left out: a small screen may have no room for the confirmation.
        let answers =
            |step: &&Step| matches!(step, Step::Do(Action::ConfirmYes | Action::ConfirmEnter));
        for step in self.by.iter().take_while(|step| !answers(step)) {
            step.take(&mut story).await;
            let (says, shows) = match story.model().dialogs.shown() {
                Some(Dialog::Confirm(confirm)) => {
                    let typed = matches!(confirm.guard, ConfirmedBy::Typed { .. });
                    (format!("{}, typed: {typed}", confirm.title), None)
                }
                Some(Dialog::Form(form)) if form.status == Status::Editing => {
                    let line = form.line(&key).text;
                    (line.clone(), Some(line))
                }
                _ => (String::new(), None),
            };
            // The screen shows it, too, unbroken.
            if let Some(line) = shows {
                story.sees(&line);
            }
            asked.push(says);
        }
        asked
    }

    /// Whether a confirmation is shown depends on the change, not on the screen; and the form announces it.
    async fn asks_the_same_at_every_size(&self) {
        let asked = self.asked_at((80, 24)).await;
        for size in [(40, 10), (160, 45)] {
            assert_eq!(self.asked_at(size).await, asked, "at {size:?}");
        }
        for (step, said) in self.by.iter().skip(1).zip(&asked) {
            if !matches!(step, Step::Do(Action::FormApply)) {
                continue;
            }
            let asks =
                self.by.len() > 1 && matches!(self.by.last(), Some(Step::Do(Action::ConfirmYes)));
            let says = if asks {
                "Ctrl-s applies (asks)"
            } else {
                "Ctrl-s applies"
            };
            assert!(said.ends_with(says), "{said:?} and not {says:?}");
        }
    }

    /// Successful, but the response is lost: the program checks the result and does not send it again.
    async fn outlives_a_lost_answer(&self) {
        let mut story = self.begin().await;
        self.trouble(&story, 1, Fault::Reset);
        self.press(&mut story).await;
        let said = run_out(&mut story).await;
        let told = match self.times {
            1 => format!(" {}", self.done),
            all => format!("all {all} {}", self.done),
        };
        // A new name adds text between the two.
        let after_all = |line: &str| self.times > 1 || line.contains(" after all");
        let is_told = |line: &str| line.contains(&told) && after_all(line);
        assert!(said.lines().any(is_told), "no {told:?}:\n{said}");
        assert_eq!(self.sent(&story).0, self.times, "it was sent again");
        if self.times == 1 {
            self.logged(&story, ChangeResult::Verified);
        }
        self.happens(&mut story).await;
        self.is_over(&mut story);
        story.end();
    }
}

#[test]
fn everything_that_writes_has_a_row() {
    let writes = ACTIONS.iter().filter(|spec| spec.risk == Risk::Write);
    for spec in writes {
        let action = spec.action;
        let rows = ROWS.iter().filter(|row| row.action == action).count();
        let named = OTHER_ACTIONS.iter().any(|(other, _)| *other == action);
        assert!((rows > 0) != named, "{action:?} has {rows} rows");
    }
    let writes = Operation::ALL
        .iter()
        .filter(|operation| operation.spec().method != Method::Get);
    for operation in writes {
        let rows = ROWS.iter().filter(|row| row.sends == *operation).count();
        let named = OTHER_OPERATIONS.iter().any(|(other, _)| other == operation);
        assert!((rows > 0) != named, "{operation:?} has {rows} rows");
    }
    for row in ROWS.iter().filter(|row| row.times > 1) {
        assert!(row.action.bulk().is_some(), "{:?}", row.action);
    }
    let writes = ACTIONS.iter().filter(|spec| spec.risk == Risk::Write);
    for spec in writes.filter(|spec| spec.action.bulk().is_some()) {
        let mut rows = ROWS.iter().filter(|row| row.action == spec.action);
        assert!(rows.any(|row| row.times > 1), "{:?} of many", spec.action);
    }
}
