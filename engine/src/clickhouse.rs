//! ClickHouse's rows: `RowBinary` strings, each its length as a varint and its bytes.

use crate::answer::Failed;
use crate::check;
use crate::options;
use serde::Serialize;
use superbill::Catalog;

/// The next string, and what comes behind it.
fn string(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (mut length, mut at) = (0u64, 0);
    loop {
        let byte = *bytes.get(at)?;
        length |= u64::from(byte & 0x7f) << (7 * at);
        at += 1;
        if byte & 0x80 == 0 {
            break;
        }
        if at == 9 {
            return None;
        }
    }
    bytes
        .get(at..)?
        .split_at_checked(usize::try_from(length).ok()?)
}

fn push(out: &mut Vec<u8>, text: &[u8]) {
    let mut n = text.len();
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
    out.extend_from_slice(text);
}

#[derive(Serialize)]
struct Unread<'a> {
    error: &'a Failed,
}

fn said(why: &Failed) -> Vec<u8> {
    serde_json::to_vec(&Unread { error: why }).unwrap_or_default()
}

/// For each of `count` rows (text, options) what `one` says of it. What fails says why in its row; there is no other way to. Behind a
/// row that is not there none can be, however many were announced: ClickHouse itself then says that rows are missing.
fn rows(
    mut input: &[u8],
    count: u32,
    mut one: impl FnMut(&[u8], &[u8]) -> Result<Vec<u8>, Failed>,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(input.len());
    for _ in 0..count {
        let row = string(input)
            .and_then(|(text, rest)| string(rest).map(|(options, rest)| (text, options, rest)));
        let Some((text, options, rest)) = row else {
            let why = "pass two strings a row: the text, and options as JSON";
            push(&mut out, &said(&options::bad(why)));
            break;
        };
        input = rest;
        push(&mut out, &one(text, options).unwrap_or_else(|e| said(&e)));
    }
    out
}

/// A report a row.
pub(crate) fn validate(input: &[u8], count: u32, tables: &Catalog) -> Vec<u8> {
    // The options are mostly the same for all rows.
    let mut last: Option<(Vec<u8>, superbill::rules::Options)> = None;
    rows(input, count, |claim, given| {
        if last.as_ref().is_none_or(|(text, _)| text != given) {
            last = Some((given.to_vec(), options::validation(given)?));
        }
        let mut out = Vec::new();
        if let Some((_, by)) = &last {
            check::one(claim, tables, by, &mut out);
        }
        Ok(out)
    })
}

/// The hits of a row.
pub(crate) fn search(input: &[u8], count: u32, tables: &Catalog) -> Vec<u8> {
    rows(input, count, |query, given| {
        let hits = tables.search(&String::from_utf8_lossy(query), &options::search(given)?)?;
        Ok(serde_json::to_vec(&hits).unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_cut_say_so_and_cost_nobody_else() {
        let tables = Catalog::embedded().unwrap();
        let mut input = Vec::new();
        push(&mut input, b"{}");
        push(&mut input, b"");
        let whole = validate(&input, 1, &tables);
        let (report, rest) = string(&whole).unwrap();
        assert!(report.starts_with(b"{\"valid\":") && rest.is_empty());
        let cut = validate(&input, u32::MAX, &tables);
        assert!(cut.starts_with(&whole));
        for length in 0..input.len() {
            assert!(!validate(&input[..length], 1, &tables).is_empty());
        }
        assert!(string(&[0xff; 12]).is_none());
    }
}
