//! Where fields stand in JSON that keeps them elsewhere than the professional claim of the clearinghouses.

use crate::field::FieldRef;

/// The JSON Pointers of fields, where they are not the usual ones.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    pub(super) fields: Vec<(FieldRef, String)>,
    /// Whether these are all the fields that the JSON can carry.
    pub(super) whole: bool,
}

impl Paths {
    pub(super) fn note(&mut self, at: FieldRef, pointer: String) {
        self.fields.push((at, pointer));
    }

    /// Whether all fields stand where they usually do.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The pointer of a field, if it is not the usual one.
    pub fn find(&self, at: FieldRef) -> Option<&str> {
        let all = || self.fields.iter().rev();
        let here = |f: &FieldRef| f.field == at.field && f.line == at.line && f.owner.is(at.owner);
        let exact = all().find(|(f, _)| here(f) && f.item == at.item);
        let found = exact.or_else(|| all().find(|(f, _)| here(f) && self.whole));
        found.map(|(_, pointer)| pointer.as_str())
    }

    /// Whether the JSON has a place for a field.
    pub fn carries(&self, at: FieldRef) -> bool {
        !self.whole || self.find(at).is_some()
    }
}
