//! Where the clearinghouses' JSON keeps a field: JSON Pointers.

use super::{Field, FieldRef, Owner};
use crate::claim::{Form, Role};
use std::fmt::Write;

/// The JSON places of persons and providers.
pub(super) const OWNERS: [&str; 20] = [
    "/subscriber",
    "/dependent",
    "/billing",
    "/rendering",
    "/referring",
    "/ordering",
    "/supervising",
    "/providers/{item}",
    "/attending",
    "/operating",
    "/otherOperating",
    "/claimInformation/serviceFacilityLocation",
    "/claimInformation/serviceLines/{line}/renderingProvider",
    "/claimInformation/serviceLines/{line}/referringProvider",
    "/claimInformation/serviceLines/{line}/orderingProvider",
    "/claimInformation/serviceLines/{line}/supervisingProvider",
    "/claimInformation/serviceLines/{line}/purchasedServiceProvider",
    "/claimInformation/serviceLines/{line}/serviceFacilityLocation",
    "/claimInformation/serviceLines/{line}/operatingPhysician",
    "/claimInformation/serviceLines/{line}/otherOperatingPhysician",
];

impl Field {
    /// The JSON Pointer with `*` for every index and owner, as `rules()` shows it.
    pub fn pattern(self) -> String {
        let mut out = self.places().0.replace("{owner}", "/*");
        for index in ["{line}", "{item}"] {
            out = out.replace(index, "*");
        }
        out
    }
}

impl FieldRef {
    /// The JSON Pointer of the field in the clearinghouses' JSON.
    pub fn json(&self) -> String {
        if self.form == Form::Ub04 {
            if let Some((before, service, behind)) = self.field.hospital_json() {
                return self.fill(&[before, service, behind].concat());
            }
        }
        self.fill(self.field.places().0)
    }

    pub(super) fn put_owner(&self, out: &mut String) -> std::fmt::Result {
        let role = match self.owner {
            Owner::Claim => return Ok(()),
            Owner::Subscriber | Owner::Insured => return out.write_str("/subscriber"),
            Owner::Dependent => return out.write_str("/dependent"),
            Owner::Listed(_, i) => return write!(out, "/providers/{i}"),
            Owner::Provider(role) => role,
        };
        if let Some(line) = self.line {
            write!(out, "/claimInformation/serviceLines/{line}")?;
            return out.write_str(match role {
                Role::Billing | Role::Rendering => "/renderingProvider",
                Role::Referring => "/referringProvider",
                Role::Ordering => "/orderingProvider",
                Role::Supervising => "/supervisingProvider",
                Role::Facility => "/serviceFacilityLocation",
                Role::Operating => "/operatingPhysician",
                Role::OtherOperating => "/otherOperatingPhysician",
                Role::Attending | Role::Purchased | Role::Other => "/purchasedServiceProvider",
            });
        }
        out.write_str(match role {
            Role::Billing => "/billing",
            Role::Rendering => "/rendering",
            Role::Referring => "/referring",
            Role::Ordering => "/ordering",
            Role::Supervising => "/supervising",
            Role::Attending => "/attending",
            Role::Operating => "/operating",
            Role::OtherOperating => "/otherOperating",
            Role::Facility => "/claimInformation/serviceFacilityLocation",
            Role::Purchased | Role::Other => "",
        })
    }
}
