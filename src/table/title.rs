//! The texts of a row: its title, its other names, and the side of the body that the title names.

use super::{CodeId, CodeTable};
use crate::table::rows::AliasKind;

/// Sides of the body that a title may name, as bits.
pub(crate) mod side {
    pub(crate) const RIGHT: usize = 1;
    pub(crate) const LEFT: usize = 2;
    pub(crate) const UNSPECIFIED: usize = 4;
}

impl CodeTable {
    /// Calls `see` with the tokens of a row's title, in order, each with what stands between it and the one before.
    #[inline(always)]
    pub(crate) fn each_token(&self, row: CodeId, mut see: impl FnMut(&'static str, u16)) {
        let ext = row.ext().checked_sub(1);
        let ext = ext.and_then(|i| self.exts(row.entry()).get(i));
        let ext = ext.map_or(&[][..], |ext| self.ext_tokens.get(ext.text));
        for (mut between, tokens) in [("", self.docs.tokens.get(row.entry())), (", ", ext)] {
            for token in tokens {
                see(between, *token);
                between = " ";
            }
        }
    }

    pub(crate) fn row_title(&self, row: CodeId) -> String {
        let mut title = String::with_capacity(96);
        self.each_token(row, |between, token| {
            title.push_str(between);
            self.lexicon.push_token(token, &mut title);
        });
        title
    }

    /// A document's text: an entry's title or another name.
    pub(crate) fn text(&self, doc: usize) -> String {
        let tokens = self.docs.tokens.get(doc);
        if self.alias_kind(doc) != Some(AliasKind::Everyday) {
            return self.tokens_text(tokens);
        }
        // Everyday terms share the titles' tokens, which may be capitalised or carry a comma.
        let mut text = String::with_capacity(40);
        for token in tokens {
            let end = text.len();
            if end > 0 {
                text.push(' ');
            }
            let start = text.len();
            self.lexicon.push_plain(*token, &mut text);
            if text.len() == start {
                text.truncate(end);
            }
        }
        text
    }

    pub(crate) fn tokens_text(&self, tokens: &[u16]) -> String {
        let mut text = String::with_capacity(80);
        for (i, t) in tokens.iter().enumerate() {
            if i > 0 {
                text.push(' ');
            }
            self.lexicon.push_token(*t, &mut text);
        }
        text
    }

    /// The official title of a code (undotted); for CPT the section of its range.
    pub fn title(&self, code: &str) -> Option<String> {
        self.find(code).map(|row| self.row_title(row))
    }

    /// Sides that the title of a code names, as bits of [`side`]; 0 for a code that is not there.
    pub(crate) fn laterality(&self, code: &str) -> usize {
        let Some(row) = self.find(code) else {
            return 0;
        };
        let title = self.row_title(row);
        let small = title.to_ascii_lowercase();
        let bit = |says: bool, bit: usize| if says { bit } else { 0 };
        // With a capital it stands for the whole: "Unspecified injury of right wrist".
        bit(small.contains("right"), side::RIGHT)
            | bit(small.contains("left"), side::LEFT)
            | bit(title.contains("unspecified"), side::UNSPECIFIED)
    }
}
