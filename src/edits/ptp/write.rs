//! The encoder of NCCI pairs.

use super::*;
use crate::container::push_varint;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Encodes a table; `rows` are sorted and each is there once.
///
/// # Panics
/// When a code is not five letters and digits, or there are more than 65,535 codes or histories.
pub fn encode(info: &TableInfo, rows: &[Row]) -> Vec<u8> {
    let key = |code: [u8; 5]| {
        let text = std::str::from_utf8(&code).ok().and_then(key5);
        text.unwrap_or_else(|| panic!("{code:?} is not a procedure code"))
    };
    let mut days: BTreeMap<u32, (Date, Date)> = BTreeMap::new();
    for row in rows {
        for code in [row.column1, row.column2] {
            let (from, to) = days
                .entry(key(code))
                .or_insert((row.edit.from, row.edit.to));
            (*from, *to) = ((*from).min(row.edit.from), (*to).max(row.edit.to));
        }
    }
    let codes: Vec<u32> = days.keys().copied().collect();
    assert!(
        codes.len() <= usize::from(u16::MAX),
        "more codes than a row number can tell apart"
    );
    let index = |code: [u8; 5]| {
        codes
            .binary_search(&key(code))
            .expect("all codes are listed")
    };

    // Each pair's history relative to the days of its codes, numbered by first use.
    let (mut numbers, mut histories) = (HashMap::new(), Vec::new());
    let mut cells: Vec<(usize, usize, usize, u16)> = Vec::new();
    for pair in rows.chunk_by(|a, b| (a.column1, a.column2) == (b.column1, b.column2)) {
        let (a, b) = (days[&key(pair[0].column1)], days[&key(pair[0].column2)]);
        let (first, last) = (a.0.max(b.0), a.1.min(b.1));
        let relative = |edit: PtpPair| PtpPair {
            from: if edit.from <= first {
                Date::MIN
            } else {
                edit.from
            },
            to: if edit.to >= last { Date::MAX } else { edit.to },
            ..edit
        };
        let history: Vec<PtpPair> = pair.iter().map(|r| relative(r.edit)).collect();
        let number = *numbers.entry(history.clone()).or_insert(histories.len());
        if number == histories.len() {
            histories.push(history);
        }
        let (row, column) = (index(pair[0].column1), index(pair[0].column2));
        let number = u16::try_from(number).expect("at most 65,535 histories");
        cells.push((column / WIDTH, row, column % WIDTH, number));
    }
    cells.sort_unstable();

    let ends: BTreeSet<Date> = histories
        .iter()
        .flatten()
        .flat_map(|p| [p.from, p.to])
        .collect();
    let calendar: BTreeSet<Date> = days.values().flat_map(|d| [d.0, d.1]).chain(ends).collect();
    let calendar: Vec<Date> = calendar.into_iter().collect();
    let listed = |day: Date| calendar.binary_search(&day).expect("all days are listed") as u32;
    let mut calendar_section = Vec::new();
    push_varint(&mut calendar_section, calendar.len() as u32);
    calendar_section.extend(calendar.iter().flat_map(|d| d.number().to_le_bytes()));
    let (mut begin, mut end) = (Vec::new(), Vec::new());
    for (from, to) in days.values() {
        push_varint(&mut begin, listed(*from));
        push_varint(&mut end, listed(*to));
    }
    let mut history_section = Vec::new();
    push_varint(&mut history_section, histories.len() as u32);
    for history in &histories {
        push_varint(&mut history_section, history.len() as u32);
        for p in history {
            history_section.push(p.modifier_indicator);
            push_varint(&mut history_section, listed(p.from));
            push_varint(&mut history_section, listed(p.to));
        }
    }

    let mut out = Pages::default();
    let mut rest = &cells[..];
    for strip in 0..codes.len().div_ceil(WIDTH) {
        let (these, others) = rest.split_at(rest.partition_point(|c| c.0 == strip));
        out.strip(these, codes.len());
        rest = others;
    }
    crate::container::write(
        info,
        &[
            (*b"CODE", crate::edits::sections::write::codes5(&codes)),
            (*b"DAYS", calendar_section),
            (*b"BEGN", begin),
            (*b"ENDS", end),
            (*b"HIST", history_section),
            (*b"STRP", out.runs),
            (*b"RLEN", out.lengths),
            (*b"RPAG", out.names),
            (*b"MASK", out.masks),
            (*b"PHIS", out.histories),
        ],
    )
}

/// A page: which of the 64 codes, with which history.
type Page = Vec<(usize, u16)>;

#[derive(Default)]
struct Pages {
    runs: Vec<u8>,
    lengths: Vec<u8>,
    names: Vec<u8>,
    masks: Vec<u8>,
    histories: Vec<u8>,
}

impl Pages {
    fn strip(&mut self, cells: &[(usize, usize, usize, u16)], rows: usize) {
        let mut pages = vec![Page::new(); rows];
        for (_, row, bit, history) in cells {
            pages[*row].push((*bit, *history));
        }
        let mut recent: Vec<&Page> = Vec::new();
        let mut runs = 0;
        for run in pages.chunk_by(|a, b| a == b) {
            let page = &run[0];
            if page.is_empty() {
                push_varint(&mut self.names, 1);
            } else {
                match recent.iter().position(|p| *p == page) {
                    Some(k) => {
                        push_varint(&mut self.names, k as u32 + 2);
                        recent.remove(k);
                    }
                    None => {
                        push_varint(&mut self.names, 0);
                        self.page(page);
                    }
                }
                recent.insert(0, page);
                recent.truncate(REMEMBERED);
            }
            push_varint(&mut self.lengths, run.len() as u32);
            runs += 1;
        }
        push_varint(&mut self.runs, runs);
    }

    fn page(&mut self, page: &Page) {
        let mask = page.iter().fold(0u64, |mask, (bit, _)| mask | 1 << bit);
        let changes = mask ^ mask << 1;
        push_varint(&mut self.masks, changes.count_ones());
        let mut last = 0;
        for at in (0..WIDTH).filter(|at| changes >> at & 1 == 1) {
            self.masks.push((at - last) as u8);
            last = at;
        }
        let runs: Vec<&[(usize, u16)]> = page.chunk_by(|a, b| a.1 == b.1).collect();
        push_varint(&mut self.histories, runs.len() as u32);
        for run in &runs {
            push_varint(&mut self.histories, u32::from(run[0].1));
        }
        for run in runs.iter().rev().skip(1).rev() {
            push_varint(&mut self.histories, run.len() as u32);
        }
    }
}
