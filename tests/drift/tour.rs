//! The program as a user walks through it, with answers that have a value in every field.

use crate::bodies::Answers;
use lazyneon::{
    api::{Answer, ApiError, Exchange, LogEntry, Method, Operation},
    neon::{Session, Slot, Task, account::CredentialSource},
    ui::{
        Action, Effect, Keymap, Model, Msg, Startup, Tab, Target, perform_action, themes, update,
    },
    view::{Theme, draw, theme::ColorDepth},
};
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer};
use std::{collections::BTreeSet, time::Duration};

const SIZE: (u16, u16) = (150, 64);

/// The program, and what it asks Neon.
pub struct Tour<'f> {
    model: Model,
    answers: Answers<'f>,
    /// The operations it has asked for.
    pub asked: BTreeSet<Operation>,
    /// The timers that have ended once.
    ended: BTreeSet<Slot>,
    /// What it has shown.
    pub shown: Vec<Buffer>,
}

impl<'f> Tour<'f> {
    pub fn new(answers: Answers<'f>) -> Self {
        let session = Startup {
            session: Session {
                origin: Some(CredentialSource::Variable),
                ..Session::default()
            },
            ..Startup::default()
        };
        let now = "2026-11-21T14:02:13Z".parse().unwrap();
        let mut tour = Self {
            model: Model::new(session, Keymap::default(), now, SIZE),
            answers,
            asked: BTreeSet::new(),
            ended: BTreeSet::new(),
            shown: Vec::new(),
        };
        let effects = update(&mut tour.model, Msg::Start);
        tour.run(effects);
        tour
    }

    /// Answers what is asked for, and what is asked for then.
    fn run(&mut self, effects: Vec<Effect>) {
        let mut todo: std::collections::VecDeque<Effect> = effects.into();
        while let Some(effect) = todo.pop_front() {
            let msg = match effect {
                Effect::Task(Task::Call { slot, request, .. }) => {
                    self.asked.insert(request.operation);
                    self.answer(slot, request.operation)
                }
                Effect::Task(Task::After { slot, delay })
                    if delay < Duration::from_secs(2) && self.ended.insert(slot.clone()) =>
                {
                    Msg::Elapsed(slot)
                }
                _ => continue,
            };
            todo.extend(update(&mut self.model, msg));
        }
    }

    fn answer(&self, slot: Slot, operation: Operation) -> Msg {
        let body = self.answers.body(operation);
        let log = LogEntry {
            at: self.model.neon.now,
            operation,
            method: Method::Get,
            target: String::new(),
            body: None,
            status: Some(200),
            ms: 1,
            tries: 1,
            request_id: None,
            error: None,
            bytes: 0,
        };
        let answer = match body {
            Some(body) => Answer::decode(operation, 200, &body.to_string()),
            None => Err(ApiError::from_answer(403, "{}", None)),
        };
        let exchange = Box::new(Exchange {
            answer,
            raw: None,
            log,
        });
        Msg::Answered { slot, exchange }
    }

    pub fn act(&mut self, action: Action) {
        self.ended.clear();
        self.model.dialogs.drawn();
        let effects = perform_action(&mut self.model, action);
        self.run(effects);
    }

    /// Puts the cursor on this thing.
    pub fn select(&mut self, target: &Target) {
        let model = &mut self.model;
        lazyneon::ui::selection::select(
            &mut model.browser,
            &mut model.changes,
            &mut model.neon,
            target,
        );
        self.nudge();
    }

    /// Lets the program notice what has changed.
    fn nudge(&mut self) {
        self.ended.clear();
        let effects = update(&mut self.model, Msg::Focus(true));
        self.run(effects);
    }

    /// Takes down what is on screen: a dialog; a list, and the page of its first row; or a page.
    pub fn look(&mut self) {
        if self.model.dialogs.top_id().is_some() {
            self.draw();
            return;
        }
        if self.model.browser.table.is_some() {
            self.draw();
            self.act(Action::Wide);
            self.draw();
            self.act(Action::Open);
        }
        if self.model.browser.panes.details.tab == Tab::Usage {
            self.draw();
            return;
        }
        // Not what shows the text of an answer.
        for tab in [Tab::Facts, Tab::Overview] {
            self.model.browser.panes.details.tab = tab;
            self.nudge();
            self.draw();
        }
    }

    fn draw(&mut self) {
        let theme = Theme::of(themes::named("mono").unwrap(), ColorDepth::Ansi, None);
        let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
        terminal
            .draw(|frame| draw(frame, &self.model, &theme))
            .unwrap();
        self.shown.push(terminal.backend().buffer().clone());
    }

    /// What was seen, as text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for buffer in &self.shown {
            for line in buffer.content().chunks(SIZE.0.into()) {
                let line: String = line.iter().map(|cell| cell.symbol()).collect();
                text.push_str(line.trim_end());
                text.push('\n');
            }
        }
        text
    }
}
