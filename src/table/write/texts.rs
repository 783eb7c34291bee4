//! Lists of tokens as bytes.

use super::entry::WriteError;
use crate::container::push_varint;

pub(super) fn tokens_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|t| !t.is_empty())
}

/// See `read_texts` in the reader.
pub(super) fn push_texts(out: &mut Vec<u8>, texts: &[Vec<u16>]) -> Result<(), WriteError> {
    let (mut head, mut tail, mut new) = (Vec::new(), Vec::new(), Vec::new());
    let mut tokens = Vec::new();
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
        head.push(h as u8);
        tail.push(t as u8);
        new.push(count);
        tokens.extend(middle.iter().flat_map(|t| t.to_le_bytes()));
        before = now;
    }
    push_varint(out, texts.iter().map(Vec::len).sum::<usize>() as u32);
    for plane in [head, tail, new, tokens] {
        out.extend(plane);
    }
    Ok(())
}
