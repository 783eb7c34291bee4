//! Files of claims: what is wrong with their writing beside what is wrong with their claims, each at its place.

use super::batch::{Batch, Checked};
use super::groups::x12;
use super::rule::Findings;
use crate::catalog::Catalog;
use crate::claim::Form;
use crate::field::Field;
use crate::formats::x12::{self as format, ClaimInFile, Fault, FaultKind, Item, Spot, Suspended};
use crate::report::{Finding, InFile, Report, Severity};

impl Batch {
    /// Checks the claims of X12 837 bytes, one after the other.
    pub fn check_x12<'a>(
        &'a mut self,
        bytes: &'a [u8],
        tables: &'a Catalog,
    ) -> impl Iterator<Item = Checked> + 'a {
        format::claims(bytes)
            .share(self.reader())
            .map(move |item| self.check_item(&item, tables))
    }

    /// Checks the claims of an X12 file that comes in pieces, as far as they are whole; with `last` the file ends here. Where
    /// more than 64 KB are held of a long claim, nothing is read before as much again has come.
    pub fn feed_x12(&mut self, piece: &[u8], last: bool, tables: &Catalog) -> Vec<Checked> {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.push(piece);
        if !last && waiting.waits() {
            self.waiting = waiting;
            return Vec::new();
        }
        let mut reader = waiting.resume(last).share(self.reader());
        let out = reader.by_ref().map(|item| self.check_item(&item, tables));
        let out = out.collect();
        if !last {
            self.waiting = Suspended::suspend(reader);
        }
        out
    }

    fn check_item(&mut self, item: &Item<'_>, tables: &Catalog) -> Checked {
        match item {
            Item::Claim(claim) => self.check_filed(claim, tables),
            Item::Passed => self.passed(),
            Item::File(_) if !self.is_first() => Checked::default(),
            Item::File(faults) => {
                let mut report = of_file(faults, tables);
                self.options.rules.apply(&mut report);
                Checked {
                    report: Some(report),
                    ..Checked::default()
                }
            }
        }
    }

    fn check_filed(&mut self, filed: &ClaimInFile<'_>, tables: &Catalog) -> Checked {
        let shown = self.options.identifiers;
        self.is_dealt = self.deals(filed.kind);
        let mut out = self.judge(&filed.claim, None, tables);
        self.is_dealt = false;
        if let Some(report) = &mut out.report {
            for finding in &mut report.findings {
                let spot = format::find(filed, finding.position.field);
                finding.position.in_file = Some(Box::new(in_file(&spot, filed, shown)));
            }
            let faults = filed.faults.iter().filter(|f| !said(f, &report.findings));
            let mut findings: Vec<Finding> = faults
                .map(|f| {
                    let mut finding = finding(f, in_file(&f.spot, filed, shown));
                    let line = filed.segments.iter().find(|p| p.number == f.spot.number);
                    finding.line = line.map(|p| p.line as usize).filter(|l| *l > 0);
                    finding
                })
                .collect();
            findings.append(&mut report.findings);
            report.findings = findings;
            report.valid = !report
                .findings
                .iter()
                .any(|f| f.severity == Severity::Error);
            self.options.rules.apply(report);
        }
        out
    }
}

/// The report on a file and no claim of it.
fn of_file(faults: &[Fault], tables: &Catalog) -> Report {
    let findings: Vec<Finding> = faults
        .iter()
        .map(|f| finding(f, place(&f.spot, String::new())))
        .collect();
    Report {
        valid: !findings.iter().any(|f| f.severity == Severity::Error),
        findings,
        not_checked: Vec::new(),
        checked_on: None,
        releases: tables.releases(),
        rules_run: None,
    }
}

fn finding(fault: &Fault, place: InFile) -> Finding {
    let rule = x12::rule_of(fault.kind);
    let mut out = Findings::new(rule, Form::Cms1500);
    let finding = out.add(Field::Claim.of_claim(), fault.message.clone());
    finding.severity(x12::severity(fault.lenient));
    if let Some(fix) = fault.fix {
        finding.fix(fix);
    }
    finding.position.in_file = Some(Box::new(place));
    finding.clone()
}

/// Whether a rule of the claim says as much of the same place, and says it better.
fn said(fault: &Fault, findings: &[Finding]) -> bool {
    let severity = x12::severity(fault.lenient);
    let missing = fault.kind == FaultKind::SegmentMissing;
    findings.iter().any(|f| {
        let Some(place) = &f.position.in_file else {
            return false;
        };
        let same = place.in_loop == fault.spot.in_loop
            && place.segment == fault.spot.segment.to_string()
            && (missing && place.bytes[0] == place.bytes[1] && place.text.is_empty()
                || place.segment_number == fault.spot.number
                    && place.element == fault.spot.element_name());
        same && f.severity <= severity
    })
}

fn place(spot: &Spot, text: String) -> InFile {
    InFile {
        in_loop: spot.in_loop.to_owned(),
        segment: spot.segment.to_string(),
        element: spot.element_name(),
        segment_number: spot.number,
        line: spot.line,
        bytes: [spot.bytes.0, spot.bytes.1],
        text,
    }
}

fn in_file(spot: &Spot, filed: &ClaimInFile<'_>, shown: bool) -> InFile {
    let there = filed
        .segments
        .iter()
        .find(|p| p.number == spot.number && p.id == spot.segment);
    let text = there.map(|p| format::show(&p.segment, spot.element.0.into(), MARKS, shown));
    place(spot, text.unwrap_or_default())
}

const MARKS: (&str, &str) = ("\u{27e6}", "\u{27e7}");
