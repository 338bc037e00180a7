//! Validation: derives everything from the drafts after every key, using the rows of the table.

use super::{FieldProblem, Form, FormField, field_state::words};
use crate::{
    kinds::{
        self,
        edit::{ChangeSet, EditEffect, Severity, Validation, Visibility, is_same},
    },
    ui::dialog::form::field_state::FieldState,
};
use serde_json::Value;

impl Form {
    /// The item with the drafts applied, and for each field why its draft is invalid.
    pub(crate) fn wanted(&self, changed: &str) -> (Value, Vec<Option<String>>) {
        let mut new = self.old.clone();
        let mut unread = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            let row = field.edit;
            unread.push(match field.draft.value(row.input) {
                Ok(Some(value)) => {
                    if !is_same(&value, row.value(&self.old)) {
                        row.set(&mut new, value);
                    }
                    None
                }
                Ok(None) => None,
                Err(why) => Some(why),
            });
        }
        (self.table.make_consistent)(changed, &self.old, &mut new);
        (new, unread)
    }

    /// Derives everything from the drafts after the field at a path was changed.
    pub(crate) fn revalidate(&mut self, changed: &str) {
        let (mut new, unread) = self.wanted(changed);
        let change_set = |new: &Value| -> Vec<Visibility> {
            let change_set = ChangeSet {
                old: &self.old,
                new,
                about: &self.about,
            };
            let rows = self.fields.iter().map(|field| field.edit);
            rows.map(|row| (row.shown)(&change_set)).collect()
        };
        let shown = change_set(&new);
        for (field, mut shown) in self.fields.iter_mut().zip(shown) {
            let row = field.edit;
            if shown != Visibility::Hidden && row.is_lost(&self.about.unreadable) {
                shown = Visibility::Unreadable;
                field.draft = FieldState::Note;
            } else if field.shown == Visibility::Unreadable {
                field.draft = FieldState::of(row.input, row.value(&self.old));
            }
            if shown.why_locked().is_some() {
                row.set(&mut new, row.value(&self.old).clone());
            }
            field.shown = shown;
        }
        let change_set = ChangeSet {
            old: &self.old,
            new: &new,
            about: &self.about,
        };
        let creates = self.table.creates;
        for (field, unread) in self.fields.iter_mut().zip(unread) {
            judge_field(field, unread, &change_set, creates);
        }
        self.effects = effects(&self.fields, (self.table.effects)(&change_set), &change_set);
        let blocked = self.fields.iter().any(FormField::blocks);
        let body = (self.table.body)(self.table, &change_set).filter(|_| !blocked);
        self.request = body.and_then(|body| match &self.new {
            Some(new) => Some(new.request(body)),
            None => kinds::lookup::of(&self.target, |kind| kind.update(body)),
        });
        if self
            .current()
            .is_none_or(|field| field.shown == Visibility::Hidden)
        {
            let first = self.visible().next().map(|(at, _)| at);
            self.at = first.unwrap_or(0);
        }
    }
}

impl FormField {
    /// Repeats Neon's message about a value as long as the field has that value.
    fn recall(&mut self, value: &Value) {
        self.refused
            .take_if(|(refused, _)| !is_same(refused, value));
        if let Some((_, text)) = self.refused.as_ref().filter(|_| !self.blocks()) {
            self.problem = Some(FieldProblem {
                text: text.clone(),
                blocks: false,
                quiet: false,
            });
        }
    }

    /// Whether the field prevents sending.
    pub fn blocks(&self) -> bool {
        self.problem.as_ref().is_some_and(|problem| problem.blocks)
    }
}

fn judge_field(
    field: &mut FormField,
    unread: Option<String>,
    change_set: &ChangeSet<'_>,
    creates: bool,
) {
    let row = field.edit;
    let value = row.value(change_set.new);
    let free = field.shown == Visibility::Yes;
    let drafted = field.draft.value(row.input);
    // Another field, or a lock, has overridden the draft.
    let overruled = match (&drafted, free) {
        (Ok(Some(drafted)), _) => !is_same(drafted, value),
        (Ok(None), _) => false,
        (Err(_), free) => !free,
    };
    if overruled {
        field.draft = FieldState::of(row.input, value);
    }
    let changed = change_set.changed(row.path);
    let dirty = field.shown != Visibility::Hidden && (changed || (free && unread.is_some()));
    field.was = dirty.then(|| words(row.input, row.value(change_set.old)));
    field.note = match field.shown {
        Visibility::Unreadable => String::new(),
        _ => (row.note)(change_set),
    };
    field.problem = match unread.filter(|_| free) {
        Some(text) => problem(Validation::Wrong(text)),
        None if free && changed => problem((row.check)(change_set)),
        // For an untouched field only blocking problems count, and they are shown on sending.
        None if free && creates => problem((row.check)(change_set))
            .filter(|problem| problem.blocks)
            .map(|problem| FieldProblem {
                quiet: true,
                ..problem
            }),
        None => None,
    };
    field.recall(value);
}

fn problem(verdict: Validation) -> Option<FieldProblem> {
    match verdict {
        Validation::Fine => None,
        Validation::Doubt(text) => Some(FieldProblem {
            text,
            blocks: false,
            quiet: false,
        }),
        Validation::Wrong(text) => Some(FieldProblem {
            text,
            blocks: true,
            quiet: false,
        }),
    }
}

/// What the change causes, most severe first; duplicates are removed.
fn effects(
    fields: &[FormField],
    of_all: Vec<EditEffect>,
    change_set: &ChangeSet<'_>,
) -> Vec<EditEffect> {
    let changed = fields.iter().filter(|field| {
        field.was.is_some() && !field.blocks() && change_set.changed(field.edit.path)
    });
    let mut effects: Vec<EditEffect> = Vec::new();
    for effect in of_all
        .into_iter()
        .chain(changed.flat_map(|field| (field.edit.effects)(change_set)))
    {
        if !effects.contains(&effect) {
            effects.push(effect);
        }
    }
    effects.sort_by_key(|effect| std::cmp::Reverse(effect.severity));
    effects
}

/// The severity of the whole change.
pub(crate) fn severity(form: &Form) -> Severity {
    form.effects
        .iter()
        .map(|effect| effect.severity)
        .max()
        .unwrap_or(Severity::Note)
}
