//! The codes of a table, in order. They are stored as the tree of their characters: which characters may follow a beginning
//! is one of a few hundred sets ("0 to 9"), and the numbers of these sets, level by level, are the whole tree.

use super::code::Code;
use crate::container::Reader;
use crate::error::Error;
use std::ops::Range;

pub(super) struct Codes(Vec<Code>);

/// A beginning that codes share.
struct Node {
    set: u32,
    /// Where the first of those that are one character longer is; the others follow.
    longer: u32,
}

/// Stands first in the set of a beginning that is a code itself.
const ENDS: u8 = b'.';

struct Tree<'a> {
    sets: Vec<Set<'a>>,
    nodes: Vec<Node>,
}

/// Which characters may follow a beginning, and whether it is a code itself.
struct Set<'a> {
    characters: &'a [u8],
    ends: bool,
}

impl Codes {
    /// Of the section `CODE`.
    #[inline(never)]
    pub(super) fn read(section: &[u8]) -> Result<Codes, Error> {
        let malformed = || Error::bad_table("a code is malformed");
        let mut r = Reader::new(section);
        let [length, count] = [r.varint()?, r.varint()?].map(|n| n as usize);
        let sets = r.bytes(length)?.split(|b| *b == b'\n').map(Set::of);
        let sets: Vec<Set<'_>> = sets.collect();
        let in_order = |set: &Set<'_>| set.characters.is_sorted_by(|a, b| a < b);
        // A row's number, which has its entry's, must fit 32 bits.
        if !sets.iter().all(in_order) || count > 1 << 26 {
            return Err(malformed());
        }
        let mut tree = Tree {
            sets,
            nodes: Vec::with_capacity(section.len()),
        };
        let mut known = 1;
        while !r.is_empty() {
            known = tree.read_some(&mut r, known).ok_or_else(malformed)?;
        }
        let mut codes = Vec::with_capacity(count.min(tree.nodes.len()));
        let pushed = tree.push(0, Code::EMPTY, &mut codes);
        let whole = known as usize == tree.nodes.len() && codes.len() == count;
        if pushed.is_none() || !whole || codes.first() == Some(&Code::EMPTY) {
            return Err(malformed());
        }
        Ok(Codes(codes))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn get(&self, entry: usize) -> Option<Code> {
        self.0.get(entry).copied()
    }

    /// The entry with that code.
    pub(super) fn find(&self, code: Code) -> Option<usize> {
        self.0.binary_search(&code).ok()
    }

    /// The entries whose codes begin with that one.
    pub(super) fn beginning(&self, code: Code) -> Range<usize> {
        let behind = |c: &Code| *c < code || c.begins_with(code);
        self.0.partition_point(|c| *c < code)..self.0.partition_point(behind)
    }
}

impl Set<'_> {
    fn of(text: &[u8]) -> Set<'_> {
        let rest = text.strip_prefix(&[ENDS]);
        Set {
            characters: rest.unwrap_or(text),
            ends: rest.is_some(),
        }
    }
}

impl Tree<'_> {
    /// Appends some beginnings. Those before lead to so many, and each is known before it comes, so that it is a tree.
    #[inline(never)]
    fn read_some(&mut self, r: &mut Reader<'_>, mut known: u32) -> Option<u32> {
        for _ in 0..512 {
            if r.is_empty() {
                break;
            }
            let set = r.short_varint().ok()?;
            let more = self.sets.get(set as usize)?.characters.len();
            if known as usize <= self.nodes.len() {
                return None;
            }
            let longer = known;
            known = known.checked_add(more as u32)?;
            self.nodes.push(Node { set, longer });
        }
        Some(known)
    }

    /// Appends the codes that begin with `code`, which leads to that node; `None` when one is malformed.
    fn push(&self, node: usize, code: Code, codes: &mut Vec<Code>) -> Option<()> {
        let Node { set, longer } = *self.nodes.get(node)?;
        let set = self.sets.get(set as usize)?;
        if set.ends {
            codes.push(code);
        }
        for (character, node) in set.characters.iter().zip(longer as usize..) {
            self.push(node, code.with(*character)?, codes)?;
        }
        Some(())
    }
}

/// The section `CODE` of codes in order.
#[cfg(any(feature = "write", test))]
pub(super) fn encode(codes: &[&str]) -> Vec<u8> {
    use crate::container::push_varint;
    let mut all: Vec<String> = Vec::new();
    let mut level = vec![("", codes)];
    while !level.is_empty() {
        let mut next = Vec::new();
        for (beginning, codes) in level {
            let longer = |code: &&str| code.as_bytes().get(beginning.len()).copied();
            let groups = codes.chunk_by(|a, b| longer(a) == longer(b));
            let mut set = String::new();
            for group in groups {
                set.push(char::from(longer(&group[0]).unwrap_or(ENDS)));
                if group[0] != beginning {
                    next.push((&group[0][..=beginning.len()], group));
                }
            }
            all.push(set);
        }
        level = next;
    }
    // The most frequent ones have the smallest numbers.
    let mut uses: std::collections::BTreeMap<&str, u32> = Default::default();
    for set in &all {
        *uses.entry(set).or_default() += 1;
    }
    let mut sets: Vec<&str> = uses.keys().copied().collect();
    sets.sort_by_key(|set| u32::MAX - uses[set]);
    let number: std::collections::HashMap<&str, u32> = sets.iter().copied().zip(0..).collect();
    let text = sets.join("\n");
    let mut section = Vec::new();
    push_varint(&mut section, text.len() as u32);
    push_varint(&mut section, codes.len() as u32);
    section.extend(text.bytes());
    for set in &all {
        push_varint(&mut section, number[set.as_str()]);
    }
    section
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_and_are_found() {
        let list = [
            "0", "A", "A0", "A00", "A001", "A01", "AB", "B000001", "BA1", "BB", "Z",
        ];
        let all = Codes::read(&encode(&list)).unwrap();
        let listed: Vec<String> = (0..all.len()).map(|i| all.get(i).unwrap().text()).collect();
        assert_eq!(listed, list);
        assert_eq!(all.get(list.len()), None);
        for text in list
            .into_iter()
            .chain(["1", "A000", "B", "B0", "B00", "C", "ZZ", "ZZZ"])
        {
            let code = Code::of(text).unwrap();
            assert_eq!(
                all.find(code),
                list.iter().position(|l| *l == text),
                "{text}"
            );
            let own: Vec<&str> = list[all.beginning(code)].to_vec();
            let want = list.iter().filter(|l| l.starts_with(text));
            assert_eq!(own, want.copied().collect::<Vec<_>>(), "{text}");
        }
        assert_eq!(all.beginning(Code::EMPTY), 0..list.len());
        assert!(all.beginning(Code::BEHIND_ALL).is_empty());
        assert_eq!(all.find(Code::BEHIND_ALL), None);
        assert_eq!(Codes::read(&encode(&[])).unwrap().len(), 0);
    }

    #[test]
    fn what_is_no_tree_of_codes_is_refused() {
        for list in [&["a0"][..], &["", "A0"], &["A1234567"]] {
            assert!(Codes::read(&encode(list)).is_err(), "{list:?}");
        }
        // Sets "." and "A": the beginning A, which is a code.
        let section = |count: u8, sets: &str, nodes: &[u8]| {
            let head = [sets.len() as u8, count];
            Codes::read(&[&head[..], sets.as_bytes(), nodes].concat())
        };
        assert!(section(1, ".\nA", &[1, 0]).is_ok());
        for nodes in [&[][..], &[0], &[1], &[2], &[1, 0, 0], &[1, 1], &[1, 0x80]] {
            assert!(section(1, ".\nA", nodes).is_err(), "{nodes:?}");
        }
        assert!(section(2, ".\nA", &[1, 0]).is_err());
        assert!(section(2, ".\nBA", &[1, 0, 0]).is_err());
        assert!(section(2, ".\nAA", &[1, 0, 0]).is_err());
    }
}
