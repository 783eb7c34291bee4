//! Keys of service lines, so that duplicates are found among claims that no batch holds at once.

use super::context::Context;
use super::groups::duplicate::REPEATED;
use super::seen::Number;
use crate::claim::Role;
use crate::sort_permutation::sorted;
use serde::Serialize;

/// Two lines of different claims with the same key bill the same service, as the rule `dup.claim` has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ServiceKey {
    /// The claim's place in the input, counted from 0.
    pub claim: usize,
    /// Line of the claim, counted from 1.
    pub line: usize,
    /// Sixteen hexadecimal digits, equal for the same service wherever this version runs. A hash without a secret: a guess of
    /// who the patient is can be confirmed by it, so it is to be kept as patient data are.
    pub key: String,
}

impl ServiceKey {
    pub(super) fn new(claim: usize, line: usize, key: Number) -> ServiceKey {
        ServiceKey {
            claim,
            line: line + 1,
            key: format!("{:016x}", key.mixed()),
        }
    }
}

/// The services of a professional claim: index of the line, and its number.
pub(super) fn services(cx: &Context<'_>) -> Vec<(usize, Number)> {
    let claim = cx.claim;
    if claim.institutional.is_some() || matches!(claim.info.frequency.text(), "7" | "8") {
        return Vec::new();
    }
    let patient = claim.patient();
    let born = patient.date_of_birth.get().map_or(0, |d| d.number());
    let billing = claim.provider(Role::Billing).map_or("", |p| p.npi.text());
    let of_claim = Number::START
        .with(claim.subscriber.member_id.text().as_bytes())
        .with(patient.first_name.text().as_bytes())
        .with(&born.to_le_bytes())
        .with(billing.as_bytes())
        .with(claim.subscriber.payer_responsibility.text().as_bytes());
    let rendering = claim.provider(Role::Rendering).map_or("", |p| p.npi.text());
    let mut out = Vec::new();
    for (i, (line, given)) in cx.lines().iter().zip(claim.info.lines.iter()).enumerate() {
        let Some(from) = given.from.get() else {
            continue;
        };
        if line.set.is_none() || line.any_of(REPEATED).is_some() {
            continue;
        }
        let own = given.provider(Role::Rendering);
        let rendering = own.map_or(rendering, |p| p.npi.text());
        let modifiers: Vec<&str> = line.modifiers.iter().map(|m| m.as_ref()).collect();
        let modifiers = sorted(modifiers, |a, b| a < b);
        let units = given.service.units.get().map_or(i64::MIN, |u| u.0);
        let service = of_claim
            .with(&from.number().to_le_bytes())
            .with(line.code.as_bytes())
            .with(rendering.as_bytes())
            .with(&units.to_le_bytes());
        out.push((
            i,
            modifiers.iter().fold(service, |n, m| n.with(m.as_bytes())),
        ));
    }
    out
}
