//! When rows are codes.

use super::entry::Entry;
use crate::container::push_varint;
use crate::table::rows::Span;
use std::collections::{BTreeMap, HashMap};

pub(super) fn histories(entries: &[Entry<'_>], set_uses: &[u32]) -> Vec<u8> {
    let mut uses: BTreeMap<&[Span], u32> = BTreeMap::new();
    for e in entries {
        *uses.entry(&e.row.spans).or_default() += 1;
        for x in &e.exts {
            *uses.entry(x.2).or_default() += 1;
        }
    }
    // The commonest first, so that its number is the shortest.
    let mut order: Vec<(&[Span], u32)> = uses.into_iter().collect();
    order.sort_by_key(|(spans, n)| (u32::MAX - n, spans.to_vec()));
    let number: HashMap<&[Span], u32> = order.iter().map(|(s, _)| *s).zip(0..).collect();
    let mut out = Vec::new();
    push_varint(&mut out, order.len() as u32);
    for (spans, _) in &order {
        out.push(spans.len() as u8);
        for s in *spans {
            out.extend(s.from.number().to_le_bytes());
            out.extend(s.to.number().to_le_bytes());
            out.push(u8::from(s.billable));
        }
    }
    let of_entries = |e: &Entry<'_>| number[e.row.spans.as_slice()];
    push_numbers(
        &mut out,
        &entries.iter().map(of_entries).collect::<Vec<_>>(),
    );
    let pattern = |e: &Entry<'_>| e.exts.iter().map(|x| number[x.2]).collect::<Vec<u32>>();
    let mut patterns: BTreeMap<Vec<u32>, u32> = BTreeMap::new();
    for e in entries.iter().filter(|e| !e.exts.is_empty()) {
        *patterns.entry(pattern(e)).or_default() += 1;
    }
    let mut order: Vec<(Vec<u32>, u32)> = patterns.into_iter().collect();
    order.sort_by_key(|(p, n)| (u32::MAX - n, p.clone()));
    push_varint(&mut out, order.len() as u32);
    for (p, _) in &order {
        out.push(p.len() as u8);
        for h in p {
            out.extend((*h as u16).to_le_bytes());
        }
    }
    let number: HashMap<&Vec<u32>, u32> = order.iter().map(|(p, _)| p).zip(0..).collect();
    let of_exts = |e: &Entry<'_>| number.get(&pattern(e)).copied().unwrap_or(0);
    push_numbers(&mut out, &entries.iter().map(of_exts).collect::<Vec<_>>());
    for uses in set_uses {
        push_varint(&mut out, *uses);
    }
    out
}

/// How many planes of bytes, then those.
pub(super) fn push_numbers(out: &mut Vec<u8>, numbers: &[u32]) {
    let most = numbers.iter().max().map_or(0, |n| *n);
    let planes = if most == 0 {
        0
    } else {
        1 + u8::from(most > 255)
    };
    out.push(planes);
    for plane in 0..planes {
        out.extend(numbers.iter().map(|n| (n >> (8 * plane)) as u8));
    }
}
