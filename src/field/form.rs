//! The box of the CMS-1500 form, or the form locator of the UB-04, that shows a field.

use super::{FieldRef, Owner};
use crate::claim::{Form, Role};

impl FieldRef {
    /// The box of the CMS-1500 form (`24D`), or the form locator of the UB-04 (`FL 42`) for a hospital's claim; empty where
    /// the form has none, and for a dental claim.
    pub fn form_box(&self) -> String {
        let own = self.field.places().2;
        self.fill(match (self.form, self.field.in_hospital()) {
            (Form::Ub04, Some((_, locator))) => locator,
            (Form::Cms1500, _) => own,
            // What a hospital's claim has in no table of its own stands in no locator of the form either.
            (Form::Ub04, None) if self.field.is_hospitals() => own,
            _ => "",
        })
    }

    /// The text of a placeholder that depends on the owner.
    pub(super) fn form_part(&self, name: &str) -> Option<&'static str> {
        Some(match name {
            "dx" => {
                const LOCATORS: [&str; 18] = [
                    "67", "67A", "67B", "67C", "67D", "67E", "67F", "67G", "67H", "67I", "67J",
                    "67K", "67L", "67M", "67N", "67O", "67P", "67Q",
                ];
                LOCATORS.get(self.item).copied().unwrap_or("67")
            }
            "addressfl" => match self.role() {
                Some(_) => "FL 1",
                None => "FL 9",
            },
            "npifl" => match self.role() {
                Some(Role::Billing) => "FL 56",
                _ => self.form_part("providerfl")?,
            },
            "providerfl" => match self.role() {
                Some(Role::Billing) => "FL 1",
                Some(Role::Attending) => "FL 76",
                Some(Role::Operating) => "FL 77",
                Some(Role::OtherOperating | Role::Rendering | Role::Referring) => "FL 78-79",
                _ => "",
            },
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
