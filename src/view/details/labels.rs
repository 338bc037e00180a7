//! The labels of a branch, which programs that create branches put on it.

use super::{
    super::widget::table::{elastic, names},
    card::Card,
    clean,
    page::Page,
};
use crate::api::types::Annotation;

pub fn card<'f, 'a: 'f>(labels: &'a Annotation) -> Card<'f, 'a> {
    Card::new("Labels", |page: &mut Page<'a>| {
        let rows = labels.value.iter();
        let rows = rows.map(|(key, value)| vec![page.dim(clean(key)), page.cell(value)]);
        let rows: Vec<_> = rows.collect();
        page.table(&[names("", 8), elastic("", 8)], rows);
    })
}
