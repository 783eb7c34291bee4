//! Where a FHIR Claim keeps a field: FHIRPath.

use super::{FieldRef, Owner};
use crate::claim::Role;

impl FieldRef {
    /// The FHIRPath in a FHIR Claim.
    pub fn fhir(&self) -> String {
        self.fill(self.field.places().3)
    }

    /// The text of a placeholder that depends on the owner.
    pub(super) fn fhir_part(&self, name: &str) -> Option<&'static str> {
        Some(match name {
            "who" => match self.owner {
                Owner::Insured => "Claim.insurance.coverage.resolve().subscriber.resolve()",
                Owner::Subscriber | Owner::Dependent => "Claim.patient.resolve()",
                _ => match self.role() {
                    Some(Role::Billing) => "Claim.provider.resolve()",
                    Some(Role::Facility) => "Claim.facility.resolve()",
                    Some(Role::Rendering) => {
                        "Claim.careTeam.where(role.coding.code='rendering').provider.resolve()"
                    }
                    Some(Role::Referring) => {
                        "Claim.careTeam.where(role.coding.code='referring').provider.resolve()"
                    }
                    Some(Role::Attending) => {
                        "Claim.careTeam.where(role.coding.code='attending').provider.resolve()"
                    }
                    Some(Role::Operating) => {
                        "Claim.careTeam.where(role.coding.code='operating').provider.resolve()"
                    }
                    Some(Role::OtherOperating) => {
                        "Claim.careTeam.where(role.coding.code='otheroperating').provider.resolve()"
                    }
                    Some(Role::Supervising) => {
                        "Claim.careTeam.where(role.coding.code='supervising').provider.resolve()"
                    }
                    _ => "Claim.careTeam.provider.resolve()",
                },
            },
            _ => return None,
        })
    }
}
