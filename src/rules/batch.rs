//! Many claims: one report each, and what only shows when they stand beside each other.

use super::context::Context;
use super::duplicate::{self, REPEATED};
use super::{json, predicts, prose, validate, Findings, Options, Rule};
use crate::claim::{Claim, Role};
use crate::error::Error;
use crate::finding::{Report, Severity};
use crate::formats::field::Field;
use crate::order::sorted;
use crate::tables::Tables;
use serde::Serialize;
use std::collections::hash_map::Entry as MapEntry;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What `validateMany` answers with for one claim.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// The claim's place in the batch, counted from 0; empty lines do not count.
    pub index: usize,
    /// The claim's own number, so that the answer finds its claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient_control_number: Option<String>,
    /// What was found; absent when the claim could not be read at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
    /// Why the claim could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<BatchError>,
}

/// Why one claim of a batch could not be read.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct BatchError {
    /// The stable code of [`crate::ErrorCode`].
    pub code: &'static str,
    /// What to do about it.
    pub message: String,
}

impl From<Error> for BatchError {
    fn from(e: Error) -> BatchError {
        BatchError {
            code: e.code().as_str(),
            message: e.message().to_owned(),
        }
    }
}

/// Two claims that bill the same service.
pub static CLAIM: Rule = Rule {
    id: "dup.claim",
    title: "an earlier claim of the batch bills the same service",
    severity: Severity::Warning,
    predicts: predicts("A7:54", "18", ""),
    what: prose!("In a batch, no line has the same patient, billing provider, date of service, procedure code, modifiers and units \
        as a line of an earlier claim, unless a modifier (76, 77, 91, 59, XE, XP, XS, XU) says that the service was repeated, \
        or one of the claims replaces or voids (frequency code 7 or 8)."),
    why: "The later claim is denied as an exact duplicate.",
    // Needs two claims, so it has no example on one; `tests/batch.rs` shows it.
    example: "[]",
    fix: "send the service once; say by a modifier that it was repeated, or by frequency code 7 that the claim replaces the other",
    // Runs between claims, not on one.
    check: |_, _| {},
    ..duplicate::LINE
};

/// Checks claims one after the other and remembers their services.
///
/// It keeps one number per service line, never the claims: memory grows by some 16 bytes a line.
#[derive(Debug, Default)]
pub struct Batch {
    options: Options,
    seen: HashMap<u64, (u32, u32)>,
    count: usize,
}

impl Batch {
    /// A batch without claims yet.
    pub fn new(options: Options) -> Batch {
        Batch {
            options,
            ..Batch::default()
        }
    }

    /// Checks the next claim.
    pub fn check(&mut self, claim: &Claim<'_>, tables: &Tables) -> Checked {
        let mut report = validate(claim, tables, &self.options);
        self.duplicates(claim, tables, &mut report);
        let index = self.next();
        let number = claim
            .info
            .patient_control_number
            .get()
            .map(|n| n.clone().into_owned());
        Checked {
            index,
            patient_control_number: number,
            report: Some(report),
            error: None,
        }
    }

    /// Checks the next claim, which is still JSON text.
    pub fn check_json(&mut self, bytes: &[u8], tables: &Tables) -> Checked {
        match json::parse(bytes) {
            Ok(claim) => self.check(&claim, tables),
            Err(error) => Checked {
                index: self.next(),
                patient_control_number: None,
                report: None,
                error: Some(error.into()),
            },
        }
    }

    /// Checks newline-delimited JSON, one claim a line; empty lines do not count.
    pub fn check_lines<'a>(
        &'a mut self,
        ndjson: &'a [u8],
        tables: &'a Tables,
    ) -> impl Iterator<Item = Checked> + 'a {
        let lines = ndjson
            .split(|b| *b == b'\n')
            .filter(|l| !l.trim_ascii().is_empty());
        lines.map(move |line| self.check_json(line, tables))
    }

    fn next(&mut self) -> usize {
        self.count += 1;
        self.count - 1
    }

    fn duplicates(&mut self, claim: &Claim<'_>, tables: &Tables, report: &mut Report) {
        if matches!(claim.info.frequency.text(), "7" | "8") {
            return;
        }
        let cx = Context::new(claim, tables, &self.options);
        let mut out = Findings::new(&CLAIM);
        for (i, line) in cx.lines().iter().enumerate() {
            let Some(from) = claim.info.lines.get(i).and_then(|l| l.from.get()) else {
                continue;
            };
            if line.set.is_none() || line.any_of(REPEATED).is_some() {
                continue;
            }
            let patient = claim.patient();
            let modifiers: Vec<&str> = line.modifiers.iter().map(|m| m.as_ref()).collect();
            let modifiers = sorted(modifiers, |a, b| a < b);
            let mut h = DefaultHasher::new();
            (
                claim.subscriber.member_id.text(),
                patient.first_name.text(),
                patient.date_of_birth.get(),
            )
                .hash(&mut h);
            claim
                .provider(Role::Billing)
                .map_or("", |p| p.npi.text())
                .hash(&mut h);
            let units = claim
                .info
                .lines
                .get(i)
                .and_then(|l| l.service.units.get())
                .map(|u| u.0);
            (from, line.code.as_ref(), modifiers, units).hash(&mut h);
            match self.seen.entry(h.finish()) {
                MapEntry::Occupied(earlier) => {
                    let (index, number) = *earlier.get();
                    // A line twice on one claim is another rule's.
                    if index as usize != self.count {
                        out.add(
                            Field::ProcedureCode.line(i),
                            format!(
                                "{} is billed by line {} of claim {index} of this batch already",
                                line.code,
                                number + 1
                            ),
                        );
                    }
                }
                MapEntry::Vacant(place) => drop(place.insert((self.count as u32, i as u32))),
            }
        }
        report.findings.append(&mut out.found);
    }
}
