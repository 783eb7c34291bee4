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
                _ => "24I",
            },
            "npi" => match self.role() {
                Some(Role::Billing) => "33a",
                Some(Role::Rendering) => "24J",
                Some(Role::Facility) => "32a",
                Some(Role::Purchased) => "20",
                _ => "17b",
            },
            "name" => {
                if self.owner == Owner::Subscriber {
                    "4"
                } else {
                    "2"
                }
            }
            "street" => match self.owner {
                Owner::Subscriber => "7",
                Owner::Dependent => "5",
                _ => match self.role() {
                    Some(Role::Facility) => "32",
                    _ => "33",
                },
            },
            _ => return None,
        })
    }
}
