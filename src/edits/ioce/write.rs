//! Encodes what the parent module reads.

use super::{
    Pair, Procedure, CLASSES, CLASSES_OF_CODES, CODES, DIAGNOSES, MODIFIERS, PAYMENTS, REVENUE,
};
use crate::container::{push_varint, TableInfo};
use crate::date::Date;
use crate::edits::history::sections_as;

/// Codes in order, each with its values from days on.
pub type Histories = Vec<(String, Vec<(Date, u32)>)>;

/// Everything that goes into the outpatient editor's table, before it is bytes.
#[derive(Debug, Default)]
pub struct Input {
    /// Attributes of procedures; the first stands for none.
    pub records: Vec<Procedure>,
    /// Procedures and their records.
    pub codes: Histories,
    /// Procedures and their payment classes.
    pub classes_of_codes: Histories,
    /// Payment classes.
    pub classes: Histories,
    /// Payments of classes.
    pub payments: Histories,
    /// Diagnoses.
    pub diagnoses: Histories,
    /// Modifiers.
    pub modifiers: Histories,
    /// Revenue codes.
    pub revenue: Histories,
    /// Pairs of codes, in order.
    pub pairs: Vec<Pair>,
}

/// Encodes a table.
///
/// # Panics
/// When a code has no history.
pub fn encode(info: &TableInfo, input: &Input) -> Vec<u8> {
    let mut records = Vec::new();
    push_varint(&mut records, input.records.len() as u32);
    for r in &input.records {
        records.extend(r.flags.to_le_bytes());
        records.extend([r.youngest, r.oldest, r.status[0], r.status[1], r.days_edit]);
        records.extend(r.from.to_le_bytes());
        records.extend(r.to.to_le_bytes());
        records.extend([r.partial_time, r.intensive_time]);
    }
    let mut pairs = Vec::new();
    push_varint(&mut pairs, input.pairs.len() as u32);
    for p in &input.pairs {
        pairs.push(p.list);
        pairs.extend(p.code);
        pairs.extend(p.other);
        pairs.extend(p.from.number().to_le_bytes());
        pairs.extend(p.to.number().to_le_bytes());
    }
    let mut sections = vec![(*b"RECS", records), (*b"PAIR", pairs)];
    for (histories, tags) in [
        (&input.codes, CODES),
        (&input.classes_of_codes, CLASSES_OF_CODES),
        (&input.classes, CLASSES),
        (&input.payments, PAYMENTS),
        (&input.diagnoses, DIAGNOSES),
        (&input.modifiers, MODIFIERS),
        (&input.revenue, REVENUE),
    ] {
        sections.extend(sections_as(histories, tags));
    }
    crate::container::write(info, &sections)
}
