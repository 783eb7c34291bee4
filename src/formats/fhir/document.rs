//! A document: one resource, a bundle of them, or a list; and the claims in it.

use super::path;
use super::read::{self, ClaimInFhir};
use super::reference::References;
use crate::claim::Kind;
use crate::error::{Error, ErrorCode};
use crate::scan::tree::{Node, Tree, Unreadable, ROOT};

/// The most bytes of a document.
pub const MAX_BYTES: usize = 64 << 20;

/// A FHIR document with the claims that it holds.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    tree: Tree<'a>,
    references: References<'a>,
    claims: Vec<Node>,
}

impl<'a> Document<'a> {
    /// Lays out a document and looks for its claims.
    ///
    /// # Errors
    /// [`ErrorCode::BadInput`], with the byte, for what is not JSON, nests deeper than any resource, is too large, or is of
    /// another type than those that hold claims.
    pub fn read(bytes: &'a [u8]) -> Result<Document<'a>, Error> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if bytes.len() > MAX_BYTES {
            return Err(too_large(MAX_BYTES));
        }
        let not_json = |at: usize| {
            let before = bytes.get(..at).unwrap_or(bytes);
            let line = 1 + before.iter().filter(|b| **b == b'\n').count();
            let column = 1 + before.iter().rev().take_while(|b| **b != b'\n').count();
            bad(
                format!(
                    "this is not JSON (line {line}, column {column}, byte {at}); pass the FHIR \
                    resource as UTF-8 JSON text"
                ),
                at,
            )
            .at(line, column)
        };
        let text = std::str::from_utf8(bytes).map_err(|e| not_json(e.valid_up_to()))?;
        let tree = Tree::new(text).map_err(|e| match e {
            Unreadable::NotJson(at) => not_json(at),
            Unreadable::Deep(at) => bad(
                format!(
                    "the resource nests deeper than FHIR's do (byte {at}); look for what repeats \
                    itself"
                ),
                at,
            ),
            Unreadable::Large(at) => too_large(at),
        })?;
        let (mut claims, mut entries) = (Vec::new(), Vec::new());
        let mut waiting = match tree.kind(ROOT) {
            Some(Kind::List) => tree.children(ROOT).collect(),
            _ => vec![ROOT],
        };
        // Bundles may hold bundles; what they hold comes next, in their order.
        waiting.reverse();
        while let Some(node) = waiting.pop() {
            match tree.text_of(node, "resourceType").as_deref() {
                Some("Claim" | "ExplanationOfBenefit") => claims.push(node),
                Some(kind @ ("Bundle" | "Parameters")) => {
                    let list = if kind == "Bundle" {
                        "entry"
                    } else {
                        "parameter"
                    };
                    let inner = tree.get(node, list);
                    let inner: Vec<Node> = inner.iter().flat_map(|n| tree.children(*n)).collect();
                    let held = inner.iter().rev();
                    waiting.extend(held.filter_map(|n| tree.get(*n, "resource")));
                    entries.extend(inner);
                }
                _ => {}
            }
        }
        if claims.is_empty() {
            let [at, _] = tree
                .get(ROOT, "resourceType")
                .map_or([0, 0], |n| tree.bytes(n));
            let message =
                "no FHIR Claim or ExplanationOfBenefit in it, neither the resource itself \
                nor in a Bundle";
            return Err(bad(format!("{message} (byte {at})"), at));
        }
        let references = References::new(&tree, &entries);
        Ok(Document {
            tree,
            references,
            claims,
        })
    }

    /// The claims, in the document's order.
    pub fn claims(&self) -> impl Iterator<Item = ClaimInFhir<'a>> + '_ {
        let read = |node: &Node| read::claim(&self.tree, &self.references, *node);
        self.claims.iter().map(read)
    }

    /// This value, or what holds it: a path to a list selects all of its items, and one to a `null` nothing.
    pub fn one(&self, node: Node) -> Node {
        let mut at = node;
        while matches!(self.tree.kind(at), None | Some(Kind::List)) {
            match self.tree.parent(at) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        at
    }

    /// The FHIRPath that selects this value and nothing else, from the document on.
    pub fn fhir_path(&self, node: Node) -> String {
        path::fhir_path(&self.tree, node)
    }

    /// The JSON Pointer to this value.
    pub fn pointer(&self, node: Node) -> String {
        self.tree.pointer(node)
    }

    /// The bytes of this value: its first, and the one after its last.
    pub fn bytes(&self, node: Node) -> [usize; 2] {
        self.tree.bytes(node)
    }

    /// The line that a byte stands on, counted from 1.
    pub fn line(&self, byte: usize) -> u32 {
        self.tree.line(byte)
    }
}

fn bad(message: impl Into<String>, at: usize) -> Error {
    Error::new(ErrorCode::BadInput, message).at_byte(at)
}

fn too_large(at: usize) -> Error {
    bad(
        format!(
            "the FHIR document is too large (byte {at}): at most {} MB; split the Bundle, or send \
            NDJSON, a resource a line",
            MAX_BYTES >> 20
        ),
        at,
    )
}
