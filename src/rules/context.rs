//! Facts about a claim that several rules need, worked out once and only when asked for.

use super::beyond::{self, Outside};
use super::bill::Bill;
use super::edited::Edited;
use super::options::Options;
use super::stay::Stay;
use super::transport::{is_transport, trip};
use crate::catalog::Catalog;
use crate::claim::{Claim, Format, Role, Text};
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::edits::NoteRef;
use crate::field::Owner;
use crate::report::Severity;
use crate::table::{CodeStatus, CodeTable};
use std::borrow::Cow;
use std::cell::OnceCell;

/// A claim with the tables and options that it is checked with.
pub struct Context<'c> {
    /// The claim.
    pub claim: &'c Claim<'c>,
    /// The tables.
    pub tables: &'c Catalog,
    /// How to check.
    pub options: &'c Options,
    lines: OnceCell<Vec<LineFacts<'c>>>,
    diagnoses: OnceCell<Vec<DiagnosisFacts<'c>>>,
    notes: OnceCell<Vec<Vec<NoteRef<'c>>>>,
    outside: OnceCell<Outside<'c>>,
    bill: OnceCell<Option<Bill<'c>>>,
    pub(super) stay: OnceCell<Option<Stay<'c>>>,
    pub(super) edited: OnceCell<Option<Edited>>,
}

/// A service line, looked up.
pub struct LineFacts<'c> {
    /// First day of service, else the option `on`.
    pub date: Option<Date>,
    /// The procedure code, upper case; empty when there is none.
    pub code: Cow<'c, str>,
    /// A five-digit CPT code as a number, for the sections of the book; 0 for any other code.
    pub number: u32,
    /// The modifiers, upper case.
    pub modifiers: Vec<Cow<'c, str>>,
    /// Place of service: the line's, else the claim's.
    pub place: &'c str,
    /// The set that a code of this shape belongs to.
    pub set: Option<CodeSet>,
    /// Whether the qualifier says that the code is of a list by agreement (ER, IV, WK), which no table has.
    pub by_agreement: bool,
    status: OnceCell<Option<CodeStatus>>,
}

/// A diagnosis, looked up.
pub struct DiagnosisFacts<'c> {
    /// The code without its point, upper case; empty when what was given does not have the form of one. So a rule can
    /// name it in a message: a patient's name typed into the field is never repeated.
    pub code: Cow<'c, str>,
    /// The dates of service it stands for, each with what the table says.
    pub on: Vec<(Date, CodeStatus)>,
}

impl LineFacts<'_> {
    /// State of the line's code on its day, by its table; `None` when that cannot say.
    pub fn status(&self, cx: &Context<'_>) -> Option<CodeStatus> {
        let status = || cx.status(self.set?, &self.code, self.date?);
        *self.status.get_or_init(status)
    }

    /// The modifiers with their indexes, without those that are a trip's origin and destination.
    pub fn plain_modifiers(&self) -> impl Iterator<Item = (usize, &str)> + Clone {
        let transport = is_transport(&self.code);
        let all = self.modifiers.iter().map(|m| m.as_ref()).enumerate();
        all.filter(move |(_, m)| !transport || trip(m, self.date).is_none())
    }

    /// The index of a modifier of the line.
    pub fn place_of(&self, modifier: &str) -> Option<usize> {
        let mut all = self.plain_modifiers();
        all.find(|(_, m)| *m == modifier).map(|(i, _)| i)
    }

    /// Whether the line has that modifier.
    pub fn has(&self, modifier: &str) -> bool {
        self.place_of(modifier).is_some()
    }

    /// The first of the line's modifiers that is in `set`, with its index.
    pub fn any_of(&self, set: &[&str]) -> Option<(usize, &str)> {
        self.plain_modifiers().find(|(_, m)| set.contains(m))
    }
}

/// The set that a procedure code of this shape belongs to: CPT codes begin with a digit, HCPCS Level II codes with a letter.
/// Dental codes (`D....`) are the ADA's and in no table of ours.
pub fn procedure_set(code: &str) -> Option<CodeSet> {
    let b = code.as_bytes();
    let digits = |r: &[u8]| r.iter().all(u8::is_ascii_digit);
    match b {
        [first, rest @ ..] if b.len() == 5 && first.is_ascii_uppercase() && digits(rest) => {
            (*first != b'D').then_some(CodeSet::Hcpcs)
        }
        [head @ .., last]
            if b.len() == 5
                && digits(head)
                && (last.is_ascii_digit() || last.is_ascii_uppercase()) =>
        {
            Some(CodeSet::Cpt)
        }
        _ => None,
    }
}

/// Whether a text has the form of an ICD-10-CM code: a letter, two letters or digits of which one is a digit, and up to
/// four more. (The second character was always a digit until FY2026 brought QA0.)
pub fn is_diagnosis_shaped(code: &str) -> bool {
    let b = code.as_bytes();
    (3..=7).contains(&b.len())
        && b.iter()
            .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
        && b.first().is_some_and(u8::is_ascii_uppercase)
        && b.iter().take(3).any(u8::is_ascii_digit)
}

/// The days that a table of codes covers, for codes of that kind. CPT is published by kind: its category I changes on 1
/// January alone, but for the codes of an emergency (as in 2020), so that its list holds to the end of the year; vaccines
/// are category I and change by the quarter, category III (`T`) by the half-year, laboratory codes (`U`, `M`), quality codes
/// (`F`) and the administration of COVID-19 vaccines (`A`) by the quarter.
fn reach(table: &CodeTable, code: &str) -> (Date, Date) {
    let (from, to) = table.coverage();
    let number: u32 = code.parse().unwrap_or(0);
    let vaccine = matches!(number, 90_281..=90_399 | 90_476..=90_759 | 91_300..=91_399);
    let yearly = table.set() == CodeSet::Cpt && number > 0 && code.len() == 5 && !vaccine;
    match Date::new(to.parts().0, 12, 31).filter(|_| yearly) {
        Some(end) => (from, end),
        None => (from, to),
    }
}

/// A quarter of a year, as a number that grows by one each.
fn quarter(day: Date) -> u32 {
    let (year, month, _) = day.parts();
    year * 4 + (month - 1) / 3
}

/// Upper case, without points; borrowed when it is so already.
pub(super) fn plain<'a>(text: &'a Text<'_>) -> Cow<'a, str> {
    let text = text.text();
    if text.bytes().any(|b| b == b'.' || b.is_ascii_lowercase()) {
        return Cow::Owned(
            text.chars()
                .filter(|c| *c != '.')
                .map(|c| c.to_ascii_uppercase())
                .collect(),
        );
    }
    Cow::Borrowed(text)
}

impl<'c> Context<'c> {
    pub(super) fn new(
        claim: &'c Claim<'c>,
        tables: &'c Catalog,
        options: &'c Options,
    ) -> Context<'c> {
        Context {
            claim,
            tables,
            options,
            lines: OnceCell::new(),
            diagnoses: OnceCell::new(),
            notes: OnceCell::new(),
            outside: OnceCell::new(),
            bill: OnceCell::new(),
            stay: OnceCell::new(),
            edited: OnceCell::new(),
        }
    }

    /// The hospital's bill of the claim; `None` for a professional claim.
    pub(crate) fn bill(&self) -> Option<&Bill<'c>> {
        self.bill.get_or_init(|| Bill::of(self.claim)).as_ref()
    }

    /// How bad a breach of Medicare's own rules for hospitals is; `None` where they do not hold and nobody asked.
    pub(crate) fn medicare_edits(&self) -> Option<Severity> {
        let asked = self.options.medicare_edits.then_some(Severity::Error);
        self.bill()?.medicare().or(asked)
    }

    /// The days of which one must know the diagnoses of a hospital's claim: the last of a stay; for outpatients the first,
    /// or, as Medicare's editor takes it, the last of a bill that ends in another quarter.
    pub(crate) fn diagnosis_dates(&self) -> Vec<Date> {
        let Some(bill) = self.bill() else {
            return Vec::new();
        };
        let (first, last) = match bill.is_inpatient() {
            true => (bill.through.or(bill.from), None),
            false => (bill.from, bill.through),
        };
        let first = first.or(self.options.on);
        let later = last.filter(|l| first.is_some_and(|f| quarter(f) < quarter(*l)));
        first.into_iter().chain(later).collect()
    }

    /// The service lines, looked up.
    pub fn lines(&self) -> &[LineFacts<'c>] {
        self.lines.get_or_init(|| {
            let claim = self.claim;
            claim
                .info
                .lines
                .iter()
                .map(|line| {
                    // A stay's lines have no days: they are coded by the last day of the statement.
                    let stay = claim.institutional.as_ref();
                    let stay = stay.and_then(|h| h.statement_to.get().copied());
                    let date = line.from.get().copied().or(stay).or(self.options.on);
                    let qualifier = line.service.qualifier.text();
                    // A payment code of a hospital's line (HP) is no procedure, though some have the form of one.
                    let code = match qualifier {
                        "HP" => Cow::Borrowed(""),
                        _ => plain(&line.service.code),
                    };
                    let by_agreement = matches!(qualifier, "ER" | "IV" | "WK");
                    let set = procedure_set(&code).filter(|_| !by_agreement);
                    let place = match line.service.place_of_service.text() {
                        "" => claim.info.place_of_service.text(),
                        own => own,
                    };
                    LineFacts {
                        date,
                        number: code
                            .parse()
                            .ok()
                            .filter(|_| code.len() == 5 && !by_agreement)
                            .unwrap_or(0),
                        modifiers: line.service.modifiers.iter().map(plain).collect(),
                        place,
                        code,
                        set,
                        by_agreement,
                        status: OnceCell::new(),
                    }
                })
                .collect()
        })
    }

    /// The diagnoses, looked up on every date of service that points to them; on all of them where none does.
    pub fn diagnoses(&self) -> &[DiagnosisFacts<'c>] {
        self.diagnoses.get_or_init(|| {
            let claim = self.claim;
            let found = claim
                .info
                .diagnoses
                .iter()
                .enumerate()
                .map(|(i, diagnosis)| {
                    let code = Some(plain(&diagnosis.code))
                        .filter(|c| is_diagnosis_shaped(c))
                        .unwrap_or_default();
                    let status = |on| Some((on, self.status(CodeSet::Icd10cm, &code, on)?));
                    let on: Vec<_> = match self.bill() {
                        _ if code.is_empty() => Vec::new(),
                        None => self.dates_of(i).into_iter().filter_map(status).collect(),
                        Some(_) => {
                            let days = self.diagnosis_dates();
                            let all: Vec<_> = days.into_iter().filter_map(status).collect();
                            let valid = all.iter().find(|(_, s)| *s == CodeStatus::Valid);
                            valid.or(all.first()).copied().into_iter().collect()
                        }
                    };
                    DiagnosisFacts { code, on }
                });
            found.collect()
        })
    }

    /// The notes of the tabular list that apply to each diagnosis; empty while that table is not loaded.
    pub fn notes(&self) -> &[Vec<NoteRef<'c>>] {
        self.notes.get_or_init(|| {
            let table = self.tables.edits().notes.as_ref();
            table.map_or_else(Vec::new, |t| {
                let all = self.diagnoses().iter();
                all.map(|d| t.applying(&d.code).collect()).collect()
            })
        })
    }

    /// The tables that a day of the claim lies outside of.
    pub(super) fn outside(&self) -> &Outside<'c> {
        self.outside.get_or_init(|| {
            let days = self.lines().iter().map(|l| l.date);
            beyond::outside(self.tables, self.bill(), days.chain([self.day()]).flatten())
        })
    }

    /// The day of what belongs to no line.
    pub(super) fn day(&self) -> Option<Date> {
        self.bill().and_then(|b| b.through).or(self.first_date())
    }

    fn dates_of(&self, diagnosis: usize) -> Vec<Date> {
        let lines = &self.claim.info.lines;
        let points = |i: usize| {
            lines.get(i).is_some_and(|l| {
                l.service
                    .pointers
                    .list
                    .iter()
                    .any(|p| p.get() == Some(&(diagnosis as u32 + 1)))
            })
        };
        let any = (0..lines.len()).any(points);
        let mut dates = Vec::new();
        for (i, line) in self.lines().iter().enumerate() {
            if let Some(date) = line.date.filter(|_| !any || points(i)) {
                if !dates.contains(&date) {
                    dates.push(date);
                }
            }
        }
        if dates.is_empty() {
            dates.extend(self.first_date());
        }
        dates
    }

    /// A code as it stands in the claim's own format: with its point in FHIR alone.
    pub fn for_field(&self, table: &CodeTable, code: &str) -> String {
        match self.claim.format {
            Format::Fhir => table.formatted(code),
            _ => code.to_owned(),
        }
    }

    /// State of a code on a day, by the table of its set; `None` when that cannot say: it is not
    /// loaded, or does not reach that day.
    ///
    /// After its last day a table still knows two things: a code that had ended stays ended, and one that it never had is
    /// in doubt at least. The rules say both as warnings, see [`Context::outdated`].
    pub fn status(&self, set: CodeSet, code: &str, on: Date) -> Option<CodeStatus> {
        let table = self.tables.codes(set)?;
        let (from, to) = reach(table, code);
        let status = table.status(code, on);
        let known = match status {
            CodeStatus::Ended(_) | CodeStatus::Unknown => from <= on,
            _ => from <= on && on <= to,
        };
        known.then_some(status)
    }

    /// The first and last day that the table of a set covers for codes of that kind.
    pub fn coverage(&self, set: CodeSet, code: &str) -> Option<(Date, Date)> {
        Some(reach(self.tables.codes(set)?, code))
    }

    /// The last day that the table of a set covers for codes of that kind, when that is before `on`.
    pub fn outdated(&self, set: CodeSet, code: &str, on: Date) -> Option<Date> {
        let (_, to) = reach(self.tables.codes(set)?, code);
        (to < on).then_some(to)
    }

    /// The earliest date of service, else the option `on`.
    pub fn first_date(&self) -> Option<Date> {
        self.claim
            .info
            .lines
            .iter()
            .filter_map(|l| l.from.get().copied())
            .min()
            .or(self.options.on)
    }

    /// Number of the rendering provider that a line names.
    pub fn rendering(&self, line: usize) -> &'c str {
        let line = self.claim.info.lines.get(line);
        let own = line.and_then(|l| l.provider(Role::Rendering));
        own.map_or("", |p| p.npi.text())
    }

    /// Owner of the subscriber's fields: the patient, or the insured where a dependent is the patient.
    pub fn subscriber(&self) -> Owner {
        match self.claim.dependent {
            Some(_) => Owner::Insured,
            None => Owner::Subscriber,
        }
    }

    /// Owner of the patient's fields: the dependent where there is one.
    pub fn patient(&self) -> Owner {
        match self.claim.dependent {
            Some(_) => Owner::Dependent,
            None => Owner::Subscriber,
        }
    }

    /// Whether the claim has that condition code.
    pub fn has_condition(&self, code: &str) -> bool {
        let mut groups = self.claim.info.conditions.iter();
        groups.any(|g| g.codes.iter().any(|c| c.text() == code))
    }

    /// Whether NCCI's edits bind the payer: Medicare and Medicaid.
    pub fn is_bound_by_ncci(&self) -> bool {
        self.is_medicare() || self.claim.info.filing.text() == "MC"
    }

    /// Whether the payer is Medicare Part A or B, whose published rules then hold.
    pub fn is_medicare(&self) -> bool {
        matches!(self.claim.info.filing.text(), "MA" | "MB")
    }
}
