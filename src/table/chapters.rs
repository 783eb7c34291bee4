//! Chapters and blocks: titled ranges of codes.

use super::{CodeId, CodeTable};
use crate::table::rows::Chapter;

impl CodeTable {
    /// Chapters and blocks, in order.
    pub fn chapters(&self) -> &[Chapter] {
        self.chapters
            .get_or_init(|| self.chapter_lines.lines().filter_map(chapter).collect())
    }

    /// The chapter and the block that `code` lies in.
    pub fn chapters_of(&self, code: &str) -> impl Iterator<Item = &Chapter> + '_ {
        let code = code.to_string();
        self.chapters()
            .iter()
            .filter(move |c| chapter_holds(c, &code))
    }

    pub(crate) fn in_chapter(&self, row: CodeId, chapter: &Chapter) -> bool {
        chapter_holds(chapter, &self.code(row))
    }
}

/// A line of the section `CHAP`.
fn chapter(line: &str) -> Option<Chapter> {
    let mut fields = line.split('\t');
    Some(Chapter {
        level: u8::from(fields.next()? != "0"),
        first: fields.next()?.into(),
        last: fields.next()?.into(),
        title: fields.next()?.into(),
    })
}

/// Whether `code` lies in the range of `chapter`.
pub(crate) fn chapter_holds(chapter: &Chapter, code: &str) -> bool {
    let head = |n: usize| code.get(..n.min(code.len())).unwrap_or("");
    // A CPT code's last letter sets its category apart: 0042T does not lie between 00400 and 00474.
    let category = |c: &str| c.chars().next_back().filter(|c| c.is_ascii_alphabetic());
    let cpt = chapter.first.len() == 5 && chapter.first.starts_with(|c: char| c.is_ascii_digit());
    head(chapter.first.len()) >= chapter.first.as_str()
        && head(chapter.last.len()) <= chapter.last.as_str()
        && (!cpt || category(code) == category(&chapter.first))
}
