//! The other names of codes: which rows they stand for, and which words.

use super::rows::AliasKind;
use super::{CodeId, CodeTable};
use std::ops::Range;

impl CodeTable {
    /// The rows that a document stands for: an entry's own rows, or the targets of another name.
    #[inline(always)]
    pub(crate) fn targets(&self, doc: usize) -> Option<&[CodeId]> {
        doc.checked_sub(self.entry_count())
            .map(|alias| self.alias_targets.get(alias))
    }

    /// Whether a document stands for one of these entries.
    #[inline(always)]
    pub(crate) fn stands_within(&self, doc: usize, entries: &Range<usize>) -> bool {
        match self.targets(doc) {
            None => entries.contains(&doc),
            Some(rows) => rows.iter().any(|r| entries.contains(&r.entry())),
        }
    }

    pub(crate) fn alias_kind(&self, doc: usize) -> Option<AliasKind> {
        match self.alias_kinds.get(doc.checked_sub(self.entry_count())?)? {
            0 => Some(AliasKind::Inclusion),
            1 => Some(AliasKind::Index),
            _ => Some(AliasKind::Everyday),
        }
    }

    /// The words that a run of words stands for, when a term of the table says so.
    pub(crate) fn rewrite(&self, words: &[u16]) -> Option<&[u16]> {
        let first = usize::from(*words.first()?);
        let mut at = self.rewrites.by_word.get(first).copied()?;
        // Behind each stands one with a smaller number.
        while let Some(rewrite) = at
            .checked_sub(1)
            .and_then(|i| self.rewrites.all.get(i as usize))
        {
            if self.docs.words.get(rewrite.doc as usize) == words {
                return Some(self.rewrites.words.get(at as usize - 1));
            }
            at = rewrite.next;
        }
        None
    }
}
