//! Many claims: one report each, and what only shows when they stand beside each other.

use super::context::Context;
use super::groups::duplicate::CLAIM;
use super::options::Options;
use super::relocate::relocate;
use super::rule::Findings;
use super::run::{asked, check};
use super::seen::Seen;
use super::service_key::{services, ServiceKey};
use crate::catalog::Catalog;
use crate::claim::{Cents, Claim};
use crate::error::{Error, ErrorCode};
use crate::field::touched::Touched;
use crate::field::Field;
use crate::formats::json::{read, Paths};
use crate::formats::x12::{Kind, Share, Suspended};
use crate::report::Report;
use serde::Serialize;

/// Answer of `validateMany` for one claim: its place, its number, and a report or an error.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Checked {
    /// The claim's place in the batch, counted from 0; empty lines do not count. `None`: the report is about the file and
    /// no claim of it.
    pub index: Option<usize>,
    /// The claim's own number, so that the answer finds its claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient_control_number: Option<String>,
    /// The claim's total charge, in JSON a text like `250.00`; absent when it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charge: Option<Cents>,
    /// The report of the claim; absent when it could not be read at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
    /// Why the claim could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<BatchError>,
}

/// Why one claim of a batch could not be read.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchError {
    /// Stable code of the error.
    pub code: ErrorCode,
    /// Description of the fault and how to repair it; never with a value of the claim.
    pub message: String,
    /// The byte of the claim's text, counted from 0, at which reading ended; absent where no one byte is to blame.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byte_offset: Option<usize>,
}

impl From<Error> for BatchError {
    fn from(e: Error) -> BatchError {
        BatchError {
            code: e.code(),
            message: e.message().to_owned(),
            byte_offset: e.byte_offset(),
        }
    }
}

/// Checks claims one after the other and remembers their services.
///
/// It keeps one number per service line, never the claims: memory grows by 10 to 11 bytes a line of millions (of a
/// hundred lines or more it takes 2 MB at once), and by none when `dup.claim` is not asked for.
#[derive(Debug, Default)]
pub struct Batch {
    pub(super) options: Options,
    seen: Seen,
    count: usize,
    /// Of so many batches over the same claims, which one this is, counted from 0.
    share: Option<(usize, usize)>,
    /// Whether a subscriber's claims are all one batch's.
    by_patient: bool,
    /// Whether a reader has left out what is not for this batch.
    pub(super) is_dealt: bool,
    /// No claim is checked: the keys of their services are gathered.
    keys: Option<Vec<ServiceKey>>,
    /// The unread rest of a file that comes in pieces.
    pub(super) waiting: Suspended,
}

impl Batch {
    /// A batch without claims yet.
    pub fn new(options: Options) -> Batch {
        Batch {
            options,
            ..Batch::default()
        }
    }

    /// One that gathers keys instead of checking, see [`service_keys`].
    pub(super) fn for_keys() -> Batch {
        Batch {
            keys: Some(Vec::new()),
            ..Batch::default()
        }
    }

    pub(super) fn into_keys(self) -> Vec<ServiceKey> {
        self.keys.unwrap_or_default()
    }

    /// The claims are shared out among several batches, which are all given all of them: this one, numbered from 1, answers
    /// its own, and gives the others' places without a report. So each finds duplicates among all claims.
    #[must_use]
    pub fn share(mut self, part: usize, of: usize) -> Batch {
        self.share = Some((part.saturating_sub(1), of.max(1)));
        self
    }

    /// Of X12 files a subscriber's claims all go to one batch. So none has to read the claims of the others, which takes a
    /// quarter of the time; but a file with few subscribers is shared badly.
    #[must_use]
    pub fn by_patient(mut self) -> Batch {
        self.by_patient = true;
        self
    }

    /// Share of a reader of X12, which passes over the claims of the other batches.
    pub(super) fn reader(&self) -> Option<Share> {
        self.share.map(|(part, of)| Share {
            part,
            of,
            before: self.count,
            by_patient: self.by_patient,
        })
    }

    /// Whether the claims of one subscriber of that kind of claim come to the same batch, and no others.
    pub(super) fn deals(&self, kind: Kind) -> bool {
        self.share.is_some() && self.by_patient && kind != Kind::Institutional
    }

    /// Whether the next claim is for this batch to answer.
    fn is_mine(&self) -> bool {
        self.is_dealt
            || self
                .share
                .is_none_or(|(part, of)| self.count % of == part % of)
    }

    /// Whether what belongs to no claim is.
    pub(super) fn is_first(&self) -> bool {
        self.share.is_none_or(|(part, _)| part == 0)
    }

    /// Checks the next claim.
    pub fn check(&mut self, claim: &Claim<'_>, tables: &Catalog) -> Checked {
        let mut out = self.judge(claim, None, tables);
        if let Some(report) = &mut out.report {
            self.options.rules.apply(report);
        }
        out
    }

    /// Checks the next claim like [`check`](Batch::check), with `touched` by those rules alone that read one of these fields; but
    /// leaves findings as bad as the rules say, for those who add some and then apply the choice.
    pub(super) fn judge(
        &mut self,
        claim: &Claim<'_>,
        touched: Option<Touched>,
        tables: &Catalog,
    ) -> Checked {
        let cx = Context::new(claim, tables, &self.options);
        if let Some(keys) = &mut self.keys {
            let of = services(&cx).into_iter();
            keys.extend(of.map(|(line, key)| ServiceKey::new(self.count, line, key)));
            return self.answer(claim, None);
        }
        let mut report = self.is_mine().then(|| {
            let rules = asked(&self.options, claim.form(), touched);
            check(&cx, &rules)
        });
        let mut out = Findings::new(&CLAIM, claim.form());
        if self.options.rules.asks(CLAIM.id) {
            duplicates(&cx, self.count, &mut self.seen, &mut out);
        }
        if let Some(report) = &mut report {
            report.findings.append(&mut out.found);
        }
        self.answer(claim, report)
    }

    /// Checks the next claim, which is still JSON text.
    pub fn check_json(&mut self, bytes: &[u8], tables: &Catalog) -> Checked {
        match read(bytes).map(|all| all.into_iter().next()) {
            Ok(first) => {
                let (claim, paths) = first.unwrap_or_default();
                self.check_placed(&claim, &paths, tables)
            }
            Err(error) => self.unread(error),
        }
    }

    /// Checks a claim whose fields stand at these places of its JSON.
    pub(super) fn check_placed(
        &mut self,
        claim: &Claim<'_>,
        paths: &Paths,
        tables: &Catalog,
    ) -> Checked {
        let mut out = self.check(claim, tables);
        if let Some(report) = &mut out.report {
            relocate(report, paths);
        }
        out
    }

    /// The answer on what cannot be read.
    pub(super) fn unread(&mut self, error: Error) -> Checked {
        let mine = self.is_mine();
        Checked {
            index: Some(self.next()),
            error: mine.then(|| error.into()),
            ..Checked::default()
        }
    }

    /// The answer on a claim; its place alone when it is for another batch to answer.
    pub(super) fn answer(&mut self, claim: &Claim<'_>, report: Option<Report>) -> Checked {
        let mine = self.is_mine();
        let mut out = Checked {
            index: Some(self.next()),
            ..Checked::default()
        };
        if mine {
            let number = claim.info.patient_control_number.get();
            out.patient_control_number = number.map(|n| n.clone().into_owned());
            out.charge = claim.info.charge.get().copied();
            out.report = report;
        }
        out
    }

    /// Checks newline-delimited JSON, one claim or FHIR document a line; empty lines do not count.
    pub fn check_lines<'a>(
        &'a mut self,
        ndjson: &'a [u8],
        tables: &'a Catalog,
    ) -> impl Iterator<Item = Checked> + 'a {
        let lines = ndjson
            .split(|b| *b == b'\n')
            .filter(|l| !l.trim_ascii().is_empty());
        lines.flat_map(move |line| self.check_text(line, tables))
    }

    /// The answer on a claim that is another batch's.
    pub(super) fn passed(&mut self) -> Checked {
        Checked {
            index: Some(self.next()),
            ..Checked::default()
        }
    }

    pub(super) fn next(&mut self) -> usize {
        self.count += 1;
        self.count - 1
    }
}

/// Adds a finding for every service of a claim that an earlier claim has billed, and remembers the others.
fn duplicates(cx: &Context<'_>, index: usize, seen: &mut Seen, out: &mut Findings) {
    for (i, service) in services(cx) {
        let place = (u32::try_from(index).unwrap_or(u32::MAX), i as u32);
        let Some((claim, number)) = seen.earlier(service, place) else {
            continue;
        };
        let code = cx.lines().get(i).map_or("", |line| line.code.as_ref());
        // A line twice on one claim is another rule's.
        if claim as usize != index {
            let line = number.map_or(String::new(), |n| format!("line {} of ", n + 1));
            out.add(
                Field::ProcedureCode.line(i),
                format!(
                    "{code} is billed already, on {line}claim {} of this batch",
                    claim + 1
                ),
            );
        }
    }
}

/// The keys of the services of professional claims, for grouping across a data set: a key that comes twice is a duplicate.
///
/// A line has none where the rule leaves it alone (modifiers such as 76 and 59, replacements and voids, no date), and neither has
/// a claim that cannot be read: `validate` says why.
///
/// ```
/// # #[cfg(feature = "embedded")] {
/// use superbill::{rules, Catalog};
/// let catalog = Catalog::embedded()?;
/// let claim = br#"{"claimInformation": {"serviceLines": [{"serviceDate": "20261015",
///     "professionalService": {"procedureCode": "99213", "serviceUnitCount": "1"}}]}}"#;
/// let keys = rules::service_keys(claim, &catalog);
/// assert_eq!((keys[0].line, keys[0].key.len()), (1, 16));
/// # }
/// # Ok::<(), superbill::Error>(())
/// ```
pub fn service_keys(bytes: &[u8], tables: &Catalog) -> Vec<ServiceKey> {
    let mut batch = Batch::for_keys();
    batch.check_bytes(bytes, tables).for_each(drop);
    batch.into_keys()
}
