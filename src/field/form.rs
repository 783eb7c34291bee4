//! The box of the CMS-1500 form that shows a field.

use super::{FieldRef, Owner};
use crate::claim::Role;

impl FieldRef {
    /// The box of the CMS-1500 form; empty where it has none.
    pub fn form(&self) -> String {
        self.fill(self.field.places().2)
    }

    /// The text of a placeholder that depends on the owner.
    pub(super) fn form_part(&self, name: &str) -> Option<&'static str> {
        Some(match name {
            "taxonomybox" => match self.role() {
                Some(Role::Billing) => "33b",
                Some(Role::Rendering) => "24I/24J shaded",
                Some(Role::Facility) => "32b",
                _ => "17a",
            },
            "npi" => match self.role() {
                Some(Role::Billing) => "33a",
                Some(Role::Rendering) => "24J",
                Some(Role::Facility) => "32a",
                Some(Role::Purchased) => "20",
                _ => "17b",
            },
            "providername" => match self.role() {
                Some(Role::Billing) => "33",
                Some(Role::Rendering) => "31",
                Some(Role::Facility) => "32",
                Some(Role::Purchased) => "20",
                _ => "17",
            },
            // The patient's own boxes, and the insured's where that is somebody else.
            "name" => match self.owner {
                Owner::Insured => "4",
                _ => "2",
            },
            "born" => match self.owner {
                Owner::Insured => "11a",
                _ => "3",
            },
            "street" => match self.owner {
                Owner::Insured => "7",
                Owner::Subscriber | Owner::Dependent => "5",
                _ => match self.role() {
                    Some(Role::Facility) => "32",
                    _ => "33",
                },
            },
            _ => return None,
        })
    }
}
