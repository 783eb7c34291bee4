//! References: from a claim to the resources that stand beside it in its document.

use crate::scan::tree::{Node, Tree};
use crate::sort_permutation::sorted;
use std::borrow::Cow;

/// The resources of a document by what they are referred to.
#[derive(Clone, Debug, Default)]
pub struct References<'a> {
    /// Addresses of bundle entries, and `Type/id`, in order; the first in the document where two are the same.
    names: Vec<(Cow<'a, str>, Node)>,
}

impl<'a> References<'a> {
    /// Of these entries of bundles.
    pub(super) fn new(tree: &Tree<'a>, entries: &[Node]) -> References<'a> {
        let mut names = Vec::new();
        for entry in entries {
            let Some(resource) = tree.get(*entry, "resource") else {
                continue;
            };
            if let Some(url) = tree.text_of(*entry, "fullUrl") {
                names.push((url, resource));
            }
            let kind = tree.text_of(resource, "resourceType");
            if let (Some(kind), Some(id)) = (kind, tree.text_of(resource, "id")) {
                names.push((format!("{kind}/{id}").into(), resource));
            }
        }
        References {
            names: sorted(names, |a, b| (&a.0, a.1) < (&b.0, b.1)),
        }
    }

    fn named(&self, name: &str) -> Option<Node> {
        let at = self.names.partition_point(|(n, _)| n.as_ref() < name);
        let (found, node) = self.names.get(at)?;
        (found == name).then_some(*node)
    }

    /// The resource that a reference within `from` means, if the document holds it.
    pub(super) fn resolve(&self, tree: &Tree<'a>, from: Node, reference: &str) -> Option<Node> {
        if let Some(id) = reference.strip_prefix('#') {
            // What is contained stands in the resource that holds the reference, however deep it is.
            let mut at = Some(from);
            while let Some(node) = at {
                if let Some(contained) = tree.get(node, "contained") {
                    let has = |n: &Node| tree.text_of(*n, "id").is_some_and(|i| i == id);
                    return tree.children(contained).find(has);
                }
                at = tree.parent(node);
            }
            return None;
        }
        // A version may follow: Patient/1/_history/2.
        let plain = reference.split("/_history/").next().unwrap_or(reference);
        self.named(plain).or_else(|| {
            let mut ends = plain.rsplitn(3, '/');
            let (id, kind) = (ends.next()?, ends.next()?);
            self.named(&format!("{kind}/{id}"))
        })
    }
}
