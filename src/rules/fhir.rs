//! FHIR documents: reports on their claims, each finding at its place in the resource.

use super::batch::{Batch, Checked};
use super::context::Context;
use super::groups::{input, procedure};
use super::options::Options;
use super::registry::all;
use super::rule::Findings;
use super::run::check;
use crate::catalog::Catalog;
use crate::claim::{Claim, Form};
use crate::error::Error;
use crate::field::touched::Touched;
use crate::field::Field;
use crate::formats::fhir::{ClaimInFhir, Document, Node, Presence, Standing};
use crate::report::{Finding, InFhir, NotChecked, Report, Severity};

impl Batch {
    /// Checks the claims of a FHIR document, one after the other: a Claim, an ExplanationOfBenefit, or a Bundle of them.
    ///
    /// A document that cannot be read is one answer with an error.
    pub fn check_fhir(&mut self, bytes: &[u8], tables: &Catalog) -> Vec<Checked> {
        let document = match Document::read(bytes) {
            Ok(document) => document,
            Err(error) => return vec![self.unread(error)],
        };
        let each = document.claims();
        each.map(|found| self.check_found(&document, &found, tables))
            .collect()
    }

    fn check_found(
        &mut self,
        document: &Document<'_>,
        found: &ClaimInFhir<'_>,
        tables: &Catalog,
    ) -> Checked {
        let mut out = if found.pharmacy {
            self.pharmacy(&found.claim, tables)
        } else {
            let pointer = self.options.field.as_deref();
            let touched = pointer.map(|pointer| touched(document, found, pointer));
            self.judge(&found.claim, touched, tables)
        };
        if let Some(report) = &mut out.report {
            place(document, found, report);
            self.options.rules.apply(report);
        }
        out
    }

    /// A pharmacy's claim, which no rules are for.
    fn pharmacy(&mut self, claim: &Claim<'_>, tables: &Catalog) -> Checked {
        let cx = Context::new(claim, tables, &self.options);
        let mut report = check(&cx, &[]);
        report.rules_run = None;
        report.not_checked.push(NotChecked {
            rule: procedure::UNKNOWN.id,
            reason: PHARMACY.0.into(),
            remedy: PHARMACY.1,
        });
        self.answer(claim, Some(report))
    }
}

/// Checks a FHIR document with one claim.
pub(super) fn validate(bytes: &[u8], tables: &Catalog, options: &Options) -> Result<Report, Error> {
    let document = Document::read(bytes)?;
    let mut claims = document.claims();
    match (claims.next(), claims.next()) {
        (Some(only), None) => {
            let mut batch = Batch::new(options.clone());
            let checked = batch.check_found(&document, &only, tables);
            checked.report.ok_or_else(Error::several_claims)
        }
        _ => Err(Error::several_claims()),
    }
}

/// Why a pharmacy's claim is not checked.
const PHARMACY: (&str, &str) = (
    "a pharmacy's claim follows other rules (NCPDP) than those for professional and institutional \
    claims",
    "check it with your pharmacy system",
);

/// The fields that stand at a JSON Pointer of the document, in what it names, or around it.
fn touched(document: &Document<'_>, found: &ClaimInFhir<'_>, pointer: &str) -> Touched {
    let fields = found.places.fields().filter(|(_, node)| {
        let own = document.pointer(*node);
        let (short, long) = match own.len() <= pointer.len() {
            true => (own.as_str(), pointer),
            false => (pointer, own.as_str()),
        };
        let rest = long.strip_prefix(short);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    Touched::of(fields.map(|(at, _)| at.field))
}

/// Gives findings their places, and takes back those that ask for what the document need not or cannot say.
fn place(document: &Document<'_>, found: &ClaimInFhir<'_>, report: &mut Report) {
    let in_fhir = |node: Node| {
        Some(Box::new(InFhir {
            path: document.fhir_path(node),
            bytes: document.bytes(node),
        }))
    };
    let (mut kept, mut taken) = (Vec::new(), Vec::new());
    for mut finding in std::mem::take(&mut report.findings) {
        let place = found.places.find(finding.position.field);
        let excused = match rests_on_unsaid(found, finding.rule) {
            Some(reason) => Some((reason, "check the claim in the form in which it is sent")),
            None => excuse(&finding, place.presence, found.standing),
        };
        if let Some((reason, remedy)) = excused {
            if !taken.iter().any(|n: &NotChecked| n.rule == finding.rule) {
                taken.push(NotChecked {
                    rule: finding.rule,
                    reason: reason.into(),
                    remedy,
                });
            }
            continue;
        }
        let node = document.one(place.node);
        finding.path = document.pointer(node);
        finding.position.in_fhir = in_fhir(node);
        for related in &mut finding.related {
            let node = document.one(found.places.find(related.field).node);
            related.path = document.pointer(node);
        }
        kept.push(finding);
    }
    let mut faults = Findings::new(&input::WRONG_TYPE, Form::Cms1500);
    for fault in &found.faults {
        let message = format!(
            "{} stands where {} belongs",
            fault.found.as_str(),
            fault.wanted
        );
        let finding = faults.add(Field::Claim.of_claim(), message);
        finding.path(document.pointer(fault.node));
        // A path to a list would select all of its items.
        finding.position.in_fhir = in_fhir(document.one(fault.node));
        if fault.read {
            finding.severity(Severity::Warning);
        }
    }
    faults.found.append(&mut kept);
    report.findings = faults.found;
    report.not_checked.append(&mut taken);
    report.valid = !report
        .findings
        .iter()
        .any(|f| f.severity == Severity::Error);
}

/// Codes of a hospital's bill by which much is right that would not be without them, and charges that the hospital says are not
/// covered. FHIR has no elements for them, or its profiles use none.
const UNSAID: &[(Field, &str)] = &[
    (
        Field::ConditionCode,
        "it goes by condition codes, too, and the document has none",
    ),
    (
        Field::OccurrenceCode,
        "it goes by occurrence codes, too, and the document has none",
    ),
    (
        Field::SpanCode,
        "it goes by occurrence span codes, too, and the document has none",
    ),
    (
        Field::ValueCode,
        "it goes by value codes, too, and the document has none",
    ),
    (
        Field::NotCovered,
        "it goes by charges that are not covered, too, and the document has none",
    ),
];

/// Why a rule of hospitals' claims is not answered: the first of those that it reads and the document lacks. It might be silent if
/// that could be said.
fn rests_on_unsaid(found: &ClaimInFhir<'_>, rule: &str) -> Option<&'static str> {
    found.claim.institutional.as_ref()?;
    let said = |field: &Field| found.places.fields().any(|(at, _)| at.field == *field);
    let rule = all().iter().find(|r| r.id == rule)?;
    let mut unsaid = UNSAID.iter();
    let first = unsaid.find(|(f, _)| rule.fields.contains(f) && !said(f));
    first.map(|(_, why)| *why)
}

/// Why a finding is none of this document, and what would make it one.
fn excuse(
    finding: &Finding,
    presence: Presence,
    standing: Standing,
) -> Option<(&'static str, &'static str)> {
    let field = finding.position.field.field;
    let coded = matches!(
        field,
        Field::DiagnosisCode
            | Field::ProcedureCode
            | Field::Modifier
            | Field::Modifiers
            | Field::Npi
    );
    match (standing, presence) {
        (_, Presence::Outside) => Some((
            "it asks for what stands in a resource that the document refers to and does not hold",
            "send the claim in a Bundle with the resources that it refers to, or contain them",
        )),
        (_, Presence::NotCarried) => Some((
            "it asks for what a FHIR resource has no element for, or says in codes of another \
            system",
            "check the claim in the form in which it is sent",
        )),
        (Standing::Decided, Presence::Missing) if field != Field::Modifiers => Some((
            "an ExplanationOfBenefit says what was decided, and need not repeat all that was \
            claimed",
            "check the claim itself",
        )),
        (Standing::Decided, _) if finding.rule == "date.timely-filing" => Some((
            "the payer has taken the claim already",
            "check the claim itself",
        )),
        (Standing::Request, _) if !coded || presence == Presence::Missing => Some((
            "a request comes before the service and need not say all that a claim does",
            "check the claim itself",
        )),
        _ => None,
    }
}
