//! JSON as a tree of its values, each with the bytes it stands at.
//!
//! The claim JSON of clearinghouses is read in one pass. What refers to parts that may stand before or behind it, as FHIR does,
//! is laid out first: one small node a value, in a list and not on the stack, however deep it nests.

use super::json::{Kind, Scanner, Stop, Token};
use std::borrow::Cow;
use std::fmt::Write;

/// The most values of a document.
const MAX_NODES: usize = 2_000_000;
/// The deepest that values may nest; FHIR itself needs some twenty levels.
const MAX_DEPTH: usize = 200;

/// The number of a value in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node(u32);

/// The first value: the whole document.
pub const ROOT: Node = Node(0);

#[derive(Clone, Debug)]
struct Entry<'a> {
    /// `None` is `null`.
    kind: Option<Kind>,
    /// Its key, where it stands in an object; a key with escapes is no key of FHIR and is empty.
    key: &'a str,
    parent: u32,
    /// Its place in a list.
    index: u32,
    first: u32,
    next: u32,
    bytes: (u32, u32),
}

const NONE: u32 = u32::MAX;

/// The values of a document.
#[derive(Clone, Debug)]
pub struct Tree<'a> {
    text: &'a str,
    entries: Vec<Entry<'a>>,
}

/// Why a document cannot be laid out, and at which byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is not JSON.
    NotJson(usize),
    /// It nests deeper than any resource.
    Deep(usize),
    /// It has too many values.
    Large(usize),
}

impl<'a> Tree<'a> {
    /// Lays out a document.
    pub fn new(text: &'a str) -> Result<Tree<'a>, Unreadable> {
        let mut tree = Tree {
            text,
            entries: Vec::new(),
        };
        let mut scanner = Scanner::new(text);
        tree.fill(&mut scanner).map_err(|e| match e {
            Halt::Json => Unreadable::NotJson(scanner.at()),
            Halt::Deep => Unreadable::Deep(scanner.at()),
            Halt::Large => Unreadable::Large(scanner.at()),
        })?;
        Ok(tree)
    }

    fn fill(&mut self, scanner: &mut Scanner<'a>) -> Result<(), Halt> {
        // What is open: the node, its last child, and whether nothing of it was read yet.
        let mut open: Vec<(u32, u32, bool)> = Vec::new();
        loop {
            let mut key = "";
            if let Some((node, _, first)) = open.last_mut() {
                let list = self.kind(Node(*node)) == Some(Kind::List);
                let close = if list { b']' } else { b'}' };
                if !scanner.more(close, std::mem::replace(first, false))? {
                    if let Some(entry) = self.entries.get_mut(*node as usize) {
                        entry.bytes.1 = scanner.at() as u32;
                    }
                    open.pop();
                    if open.is_empty() {
                        return Ok(scanner.end()?);
                    }
                    continue;
                }
                if !list {
                    if let Cow::Borrowed(plain) = scanner.key()? {
                        key = plain;
                    }
                }
            }
            scanner.pass_blanks();
            let from = scanner.at() as u32;
            let token = scanner.value()?;
            let number = self.entries.len() as u32;
            let (parent, index) = self.link(open.last_mut(), number);
            self.entries.push(Entry {
                kind: token.kind(),
                key,
                parent,
                index,
                first: NONE,
                next: NONE,
                bytes: (from, scanner.at() as u32),
            });
            if self.entries.len() > MAX_NODES {
                return Err(Halt::Large);
            }
            if let Token::List | Token::Object = token {
                if open.len() == MAX_DEPTH {
                    return Err(Halt::Deep);
                }
                open.push((number, NONE, true));
            } else if open.is_empty() {
                return Ok(scanner.end()?);
            }
        }
    }

    /// Hangs the next value behind its brother, or below its parent.
    fn link(&mut self, open: Option<&mut (u32, u32, bool)>, number: u32) -> (u32, u32) {
        let Some((parent, last, _)) = open else {
            return (NONE, 0);
        };
        let mut index = 0;
        match self.entries.get_mut(*last as usize) {
            Some(brother) => {
                brother.next = number;
                index = brother.index + 1;
            }
            None => {
                if let Some(entry) = self.entries.get_mut(*parent as usize) {
                    entry.first = number;
                }
            }
        }
        *last = number;
        (*parent, index)
    }

    fn entry(&self, node: Node) -> Option<&Entry<'a>> {
        self.entries.get(node.0 as usize)
    }

    fn near(&self, number: u32) -> Option<Node> {
        Some(Node(number)).filter(|n| self.entry(*n).is_some())
    }

    /// Kind of a value; `None` for `null`.
    pub fn kind(&self, node: Node) -> Option<Kind> {
        self.entry(node)?.kind
    }

    /// The object or list that holds the value.
    pub fn parent(&self, node: Node) -> Option<Node> {
        self.near(self.entry(node)?.parent)
    }

    /// Key of the value in the object that holds it.
    pub fn key(&self, node: Node) -> &'a str {
        self.entry(node).map_or("", |e| e.key)
    }

    /// Its place in the list or object that holds it.
    pub fn index(&self, node: Node) -> usize {
        self.entry(node).map_or(0, |e| e.index as usize)
    }

    /// The value's first byte, and the one after its last.
    pub fn bytes(&self, node: Node) -> [usize; 2] {
        let (from, to) = self.entry(node).map_or((0, 0), |e| e.bytes);
        [from as usize, to as usize]
    }

    /// Values inside an object or list, in their order.
    pub fn children(&self, node: Node) -> impl Iterator<Item = Node> + '_ {
        let first = self.entry(node).and_then(|e| self.near(e.first));
        std::iter::successors(first, |n| self.near(self.entry(*n)?.next))
    }

    /// The value of a key; the last where there are two, as in JavaScript. `null` counts as absent.
    pub fn get(&self, node: Node, key: &str) -> Option<Node> {
        if self.kind(node) != Some(Kind::Object) {
            return None;
        }
        let all = self.children(node).filter(|n| self.key(*n) == key);
        all.last().filter(|n| self.kind(*n).is_some())
    }

    /// The text of a string or the digits of a number.
    pub fn text(&self, node: Node) -> Option<Cow<'a, str>> {
        let [from, to] = self.bytes(node);
        match Scanner::new(self.text.get(from..to)?).value() {
            Ok(Token::Text(text)) => Some(text),
            Ok(Token::Number(number)) => Some(super::number::plain(number)),
            _ => None,
        }
    }

    /// The text of a key's value.
    pub fn text_of(&self, node: Node, key: &str) -> Option<Cow<'a, str>> {
        self.text(self.get(node, key)?)
    }

    /// The values from the whole document down to this one.
    pub fn steps(&self, node: Node) -> Vec<Node> {
        let mut steps: Vec<Node> = std::iter::successors(Some(node), |n| self.parent(*n)).collect();
        steps.reverse();
        steps
    }

    /// JSON Pointer to the value.
    pub fn pointer(&self, node: Node) -> String {
        let mut out = String::new();
        for step in self.steps(node).into_iter().skip(1) {
            let in_list = self.parent(step).and_then(|p| self.kind(p)) == Some(Kind::List);
            // Writing to a `String` cannot fail, so its result is not looked at.
            let _ = match in_list {
                true => write!(out, "/{}", self.index(step)),
                false => {
                    let key = self.key(step).replace('~', "~0").replace('/', "~1");
                    write!(out, "/{key}")
                }
            };
        }
        out
    }

    /// The text of a value as it is written.
    pub fn raw(&self, node: Node) -> &'a str {
        let [from, to] = self.bytes(node);
        self.text.get(from..to).unwrap_or_default()
    }

    /// The line of the document that a byte stands on, counted from 1.
    pub fn line(&self, byte: usize) -> u32 {
        let before = self.text.as_bytes().get(..byte).unwrap_or_default();
        1 + before.iter().filter(|b| **b == b'\n').count() as u32
    }
}

/// Why laying out ends early.
enum Halt {
    Json,
    Deep,
    Large,
}

impl From<Stop> for Halt {
    fn from(_: Stop) -> Halt {
        Halt::Json
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_where_they_stand() {
        let text = r#" {"a": [1, {"b": "x"}], "c": null} "#;
        let Ok(tree) = Tree::new(text) else {
            panic!("this is JSON");
        };
        let list = tree.get(ROOT, "a").expect("it is there");
        let second = tree.children(list).nth(1).expect("it has two");
        let b = tree.get(second, "b").expect("it is there");
        let [from, to] = tree.bytes(b);
        assert_eq!((&text[from..to], tree.index(second)), ("\"x\"", 1));
        assert_eq!(tree.text(b).as_deref(), Some("x"));
        let [from, to] = tree.bytes(ROOT);
        assert_eq!(&text[from..to], text.trim());
        assert_eq!(tree.get(ROOT, "c"), None);
    }

    #[test]
    fn what_is_no_json_or_too_deep_says_where() {
        let of = |text: &str| Tree::new(text).err();
        assert_eq!(of("{\"a\": 1,}"), Some(Unreadable::NotJson(8)));
        assert_eq!(of("{} x"), Some(Unreadable::NotJson(3)));
        let deep = "[".repeat(100_000);
        assert_eq!(of(&deep), Some(Unreadable::Deep(MAX_DEPTH + 1)));
        assert_eq!(of("5"), None);
    }
}
