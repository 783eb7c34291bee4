//! The rules, one file a group.

pub(super) mod clia_and_ordering;
pub(super) mod date;
pub(super) mod diagnosis;
pub(super) mod duplicate;
pub(super) mod dx_edits;
pub(super) mod dx_form;
pub(super) mod form;
pub(super) mod input;
pub(super) mod member;
pub(super) mod modifier;
pub(super) mod modifier_form;
pub(super) mod money;
pub(super) mod ncci;
pub(super) mod place;
pub(super) mod procedure;
pub(super) mod provider;
