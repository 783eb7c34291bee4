//! Where the 837P and the 837I keep a field: loop, segment, element.

use super::{FieldRef, Owner};
use crate::claim::{Form, Role};

impl FieldRef {
    /// Loop, segment and element of the 837P, or of the 837I for a hospital's claim; the element is empty where the whole
    /// segment is meant.
    pub fn x12(&self) -> (String, String, String) {
        let own = self.field.in_hospital().filter(|_| self.form == Form::Ub04);
        let filled = self.fill(own.map_or(self.field.places().1, |own| own.0));
        let mut parts = filled.split(' ').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        (next(), next(), next())
    }

    /// The text of a placeholder that depends on the owner.
    pub(super) fn x12_part(&self, name: &str) -> Option<&'static str> {
        Some(match name {
            "loop" => self.x12_loop(),
            "relation" => match (self.owner, self.field) {
                (Owner::Dependent, _) => "2000C PAT PAT01",
                _ => "2000B SBR SBR02",
            },
            // What is said of the patient stands where the patient does.
            "patient" => match self.owner {
                Owner::Dependent => "2000C",
                _ => "2000B",
            },
            "taxonomy" => match (self.role(), self.line) {
                (Some(Role::Billing), _) => "2000A PRV PRV03",
                (Some(Role::Attending), _) => "2310A PRV PRV03",
                (_, Some(_)) => "2420A PRV PRV03",
                _ => "2310B PRV PRV03",
            },
            _ => return None,
        })
    }

    fn x12_loop(&self) -> &'static str {
        match (self.owner, self.line.is_some()) {
            (Owner::Subscriber | Owner::Insured, _) => "2010BA",
            (Owner::Dependent, _) => "2010CA",
            (Owner::Claim, _) => "2300",
            (Owner::Provider(role) | Owner::Listed(role, _), line) if self.form == Form::Ub04 => {
                hospital_loop(role, line)
            }
            (Owner::Provider(role) | Owner::Listed(role, _), false) => match role {
                Role::Billing => "2010AA",
                Role::Rendering => "2310B",
                Role::Referring => "2310A",
                Role::Facility => "2310C",
                Role::Supervising => "2310D",
                Role::Ordering => "2420E",
                _ => "2420B",
            },
            (Owner::Provider(role) | Owner::Listed(role, _), true) => match role {
                Role::Billing | Role::Rendering => "2420A",
                Role::Facility => "2420C",
                Role::Supervising => "2420D",
                Role::Ordering => "2420E",
                Role::Referring => "2420F",
                _ => "2420B",
            },
        }
    }
}

/// The loop of a provider in the 837I, of the claim or of a line.
fn hospital_loop(role: Role, line: bool) -> &'static str {
    match (role, line) {
        (Role::Billing, _) => "2010AA",
        (Role::Attending, _) => "2310A",
        (Role::Operating, false) => "2310B",
        (Role::Operating, true) => "2420A",
        (Role::OtherOperating, false) => "2310C",
        (Role::OtherOperating, true) => "2420B",
        (Role::Rendering, false) => "2310D",
        (Role::Rendering, true) => "2420C",
        (Role::Referring, true) => "2420D",
        (Role::Facility, _) => "2310E",
        _ => "2310F",
    }
}
