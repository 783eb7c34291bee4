//! CMS's outpatient code editor (I/OCE): which of its edits a hospital's claim meets, in the editor's own order.
//!
//! Edits depend on each other: a line that is denied is not looked at by later ones, a procedure for inpatients denies its
//! day, packaged services count otherwise. So the editor runs once over the whole claim, step by step, and the rules in
//! `groups/ioce` say what it found. Prices are no part of it but where an edit compares them.
//!
//! The order and the conditions are those of CMS's editor (I/OCE, versions 20.2 to 27.1) as its port pyoce has them; the words
//! are our own.

mod add_on;
mod bilateral;
mod blood;
mod bundles;
mod clinics;
mod coverage;
mod dates;
mod devices;
mod hours;
mod inpatient_only;
mod lists;
mod mental_health;
mod order;
mod packaging;
mod programs;
mod row;
mod state;
mod visits;

use super::context::Context;
use super::edited::Edited;
use state::Editor;

/// Edits that the editor finds in a claim, worked out once; `None` for claims that it does not
/// take, for payers whose rules are not Medicare's, and while the editor's table is not loaded.
pub(super) fn edited<'a>(cx: &'a Context<'_>) -> Option<&'a Edited> {
    let run = || {
        let mut editor = Editor::of(cx)?;
        order::run(&mut editor);
        Some(Edited {
            found: editor.found,
        })
    };
    cx.edited.get_or_init(run).as_ref()
}
