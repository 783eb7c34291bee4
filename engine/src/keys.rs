//! The keys of services, by the row, for grouping across a data set.

use crate::answer::Answer;
use crate::rows::{Column, Rows};
use superbill::rules::service_keys;
use superbill::Catalog;

/// Offsets of each row's services (as many as rows, and one); by service the line (a 32-bit number), and offsets and values of the key.
pub(crate) fn batch(rows: &Rows<'_>, tables: &Catalog) -> Answer {
    let (mut starts, mut lines) = (0u32.to_le_bytes().to_vec(), Vec::new());
    let (mut keys, mut count) = (Column::default(), 0u32);
    for row in rows.iter() {
        for service in service_keys(row, tables) {
            lines.extend((service.line as u32).to_le_bytes());
            keys.push(service.key.as_bytes());
            count += 1;
        }
        starts.extend(count.to_le_bytes());
    }
    let [ends, values] = keys.into_buffers();
    Answer::new(vec![starts, lines, ends, values])
}
