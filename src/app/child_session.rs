//! The main loop while a child program has the terminal.

use super::{
    child::{self, ChildOutcome},
    input::Event,
    run::App,
    screen::TerminalLease,
    signals::Signal,
};
use crate::ui::{
    Msg,
    child::{Child, ChildEnd, ChildOutput},
    text::clean,
};
use std::time::Instant;

impl App {
    /// Lends the terminal to a child until it ends, and takes it back.
    ///
    /// Replies wait meanwhile; requests in flight continue.
    pub(super) async fn lend(&mut self, child: Child) {
        let waiting = match child::start(&child).await {
            Ok(waiting) => waiting,
            Err(end) => return self.ended(child, end, ChildOutput::Nothing).await,
        };
        let began = Instant::now();
        let loan = self
            .screen
            .lend_to_child(&child.greeting, child.has_own_screen());
        let outcome = waiting.run(&mut self.signals, &self.line).await;
        let (end, left) = match outcome {
            ChildOutcome::Ended(end, left) => (end, left),
            ChildOutcome::Leave(signal, draft) => {
                self.parting = draft.map(|path| {
                    let path = path.display();
                    format!("lazyneon: the edited text is saved in {path}")
                });
                self.come_back(loan);
                self.signal(signal);
                return;
            }
        };
        let lingers = child.lingers(&end, began.elapsed());
        if self.come_back(loan) {
            self.input.forget();
            if lingers {
                self.wait_for_key(child.name(), &end).await;
            }
            self.take_back();
        }
        self.ended(child, end, left).await;
    }

    async fn ended(&mut self, child: Child, end: ChildEnd, left: ChildOutput) {
        let name = child.program().to_owned();
        let commands = self.engine.dispatch(Msg::ChildEnded {
            purpose: child.purpose,
            name,
            end,
            left,
        });
        // Boxed because a command may lend the terminal again.
        Box::pin(self.execute(commands)).await;
    }

    fn come_back(&mut self, loan: TerminalLease) -> bool {
        let came = self.screen.end_loan(loan).is_ok();
        if !came {
            self.signal(Signal::HangUp);
        }
        came
    }

    /// Keeps the child's last output on screen until a key is pressed, which does nothing else.
    async fn wait_for_key(&mut self, name: &str, end: &ChildEnd) {
        let (name, how) = (clean(name), end.words());
        let line = format!("\r\n[{name} {how}. Any key goes back to lazyneon]\r\n");
        if self.screen.write(line.as_bytes()).is_err() {
            return;
        }
        let mut events = Vec::new();
        loop {
            let taken = tokio::select! {
                biased;
                signal = self.signals.next() => {
                    if signal == Signal::Continue {
                        continue;
                    }
                    self.signal(signal);
                    return;
                }
                () = self.line.lost() => return,
                taken = self.input.take(&mut events) => taken,
            };
            let pressed = |event| matches!(event, Event::Key(_) | Event::Paste { .. });
            if taken.is_err() || events.drain(..).any(pressed) {
                return;
            }
        }
    }
}
