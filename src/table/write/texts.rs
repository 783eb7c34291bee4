//! Lists of tokens as bytes.

use super::entry::WriteError;
use crate::container::push_varint;
use std::collections::BTreeMap;

/// The number of all shapes but the usual ones.
const RARE: u8 = 255;

pub(super) fn tokens_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|t| !t.is_empty())
}

/// See [`Texts`](crate::table::inverted_index::Texts).
pub(super) fn push_texts(out: &mut Vec<u8>, texts: &[Vec<u16>]) -> Result<(), WriteError> {
    let (mut shapes, mut tokens) = (Vec::new(), Vec::new());
    let mut before: &[u16] = &[];
    for now in texts {
        let max = before.len().min(now.len()).min(255);
        let h = (0..max).take_while(|i| before[*i] == now[*i]).count();
        let t = (0..max - h)
            .take_while(|i| before[before.len() - 1 - i] == now[now.len() - 1 - i])
            .count();
        let middle = &now[h..now.len() - t];
        let count = u8::try_from(middle.len())
            .map_err(|_| WriteError("a title has more than 255 words".into()))?;
        shapes.push([h as u8, t as u8, count]);
        tokens.extend(middle.iter().flat_map(|t| t.to_le_bytes()));
        before = now;
    }
    let mut uses: BTreeMap<[u8; 3], u32> = BTreeMap::new();
    for shape in &shapes {
        *uses.entry(*shape).or_default() += 1;
    }
    // In order of what they are, so that such as are alike have numbers that are alike.
    let mut usual: Vec<[u8; 3]> = uses.keys().copied().collect();
    usual.sort_by_key(|shape| u32::MAX - uses[shape]);
    usual.truncate(RARE.into());
    usual.sort();
    let number = |shape: &[u8; 3]| usual.binary_search(shape).map_or(RARE, |n| n as u8);
    let plane: Vec<u8> = shapes.iter().map(number).collect();
    let rare = shapes.iter().zip(&plane).filter(|(_, n)| **n == RARE);
    let rare: Vec<[u8; 3]> = rare.map(|(shape, _)| *shape).collect();
    push_varint(out, texts.iter().map(Vec::len).sum::<usize>() as u32);
    push_varint(out, rare.len() as u32);
    out.push(usual.len() as u8);
    for plane in [usual.concat(), plane, rare.concat(), tokens] {
        out.extend(plane);
    }
    Ok(())
}
