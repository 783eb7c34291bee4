//! The rules, and `validate` that runs them.
//!
//! A rule is a `static` with its documentation and a function; the registry is a plain slice. To add one: write it in the
//! file of its group, name it in [`all`], give it a case in `tests/corpus`. `RULES.md` is made from the same texts.

pub mod batch;
mod context;

pub mod lists;

mod date;
mod diagnosis;
mod duplicate;
mod dx_edits;
mod dx_form;
mod form;
mod input;
mod member;
mod modifier;
mod modifier_form;
mod money;
mod ncci;
mod order;
mod place;
mod procedure;
mod provider;

pub use batch::{Batch, BatchError, Checked};
pub use context::Context;

use crate::claim::Claim;
use crate::date::Date;
use crate::edits::Edits;
use crate::error::Error;
use crate::finding::*;
use crate::formats::field::{At, Field};
use crate::formats::json::{self, Typing};
use crate::formats::touched::Touched;
use crate::order::sorted;
use crate::rows::CodeSet;
use crate::tables::Tables;
use serde::Serialize;
use std::borrow::Cow;

/// One check, with everything there is to say about it.
#[derive(Debug)]
pub struct Rule {
    /// Permanent name; says the problem.
    pub id: &'static str,
    /// The problem in a few words.
    pub title: &'static str,
    /// How bad it is, unless a finding says otherwise.
    pub severity: Severity,
    /// The fields that it reads.
    pub fields: &'static [Field],
    /// WEDI SNIP type.
    pub snip: u8,
    /// What it cannot be answered without.
    pub needs: &'static [Need],
    /// The official edit that it mirrors.
    pub edit: Option<Edit>,
    /// How a payer is expected to answer.
    pub predicts: Predicts,
    /// Whether that expectation was verified against a public source.
    pub predicts_verified: bool,
    /// Its authority: name and address.
    pub source: (&'static str, &'static str),
    /// What it checks. Empty in wasm, like the example: documentation need not be shipped.
    pub what: &'static str,
    /// Why it matters; the `help` of its findings.
    pub why: &'static str,
    /// A JSON Patch that makes the clean claim of the tests show it.
    pub example: &'static str,
    /// What to do; the `fix` of its findings unless they say something better.
    pub fix: &'static str,
    /// The check itself.
    pub check: fn(&Context<'_>, &mut Findings),
}

/// What a rule cannot be answered without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A code set.
    Codes(CodeSet),
    /// Today's date.
    Today,
    /// NCCI pairs, of either edition.
    Ptp,
    /// NCCI pairs of the practitioner edition; the other one stands in for it.
    PtpPractitioner,
    /// Medically unlikely units.
    Mue,
    /// Add-on pairs.
    AddOn,
    /// Modifiers.
    Modifiers,
    /// Edits of procedure codes.
    ProcedureEdits,
    /// Diagnosis edits.
    DxEdits,
    /// Notes of the tabular list.
    Notes,
}

impl Need {
    /// A short name, for lists.
    pub fn name(&self) -> &'static str {
        match self {
            Need::Codes(set) => set.as_str(),
            Need::Today => "today",
            Need::Ptp => "ncci-ptp",
            Need::PtpPractitioner => "ncci-ptp-practitioner",
            Need::Mue => "mue",
            Need::AddOn => "addon",
            Need::Modifiers => "modifiers",
            Need::ProcedureEdits => "hcpcs-edits",
            Need::DxEdits => "dx-edits",
            Need::Notes => "notes-icd10cm",
        }
    }

    /// Whether nothing can be said without it.
    pub fn is_vital(self) -> bool {
        self != Need::PtpPractitioner
    }

    /// Why the rule was not answered and what would supply it; `None` when it is there.
    fn unmet(self, tables: &Tables, options: &Options) -> Option<(&'static str, &'static str)> {
        let edits: &Edits = tables.edits();
        let (there, reason, supply) = match self {
            Need::Codes(CodeSet::Icd10cm) => (
                tables.codes(CodeSet::Icd10cm).is_some(),
                "the ICD-10-CM table is not loaded",
                "loadTable(bytes of icd10cm.tbl)",
            ),
            Need::Codes(CodeSet::Hcpcs) => (
                tables.codes(CodeSet::Hcpcs).is_some(),
                "the HCPCS table is not loaded",
                "loadTable(bytes of hcpcs.tbl)",
            ),
            Need::Codes(CodeSet::Cpt) => (
                tables.codes(CodeSet::Cpt).is_some(),
                "the CPT table is not loaded",
                "loadTable(bytes of cpt.tbl)",
            ),
            Need::Codes(CodeSet::Icd10pcs) => (
                tables.codes(CodeSet::Icd10pcs).is_some(),
                "the ICD-10-PCS table is not loaded",
                "loadTable(bytes of icd10pcs.tbl)",
            ),
            Need::Today => (
                options.today.is_some(),
                "today's date was not given",
                "validate(claim, {today: \"YYYY-MM-DD\"})",
            ),
            Need::Ptp => (
                edits.ptp_practitioner.is_some() || edits.ptp_hospital.is_some(),
                "no NCCI pair table is loaded",
                PTP_PRACTITIONER,
            ),
            Need::PtpPractitioner => (
                edits.ptp_practitioner.is_some(),
                "only the hospital edition of the NCCI pairs is loaded; it stood in for the \
                    practitioner edition",
                PTP_PRACTITIONER,
            ),
            Need::Mue => (
                edits.mue.is_some(),
                "no MUE table is loaded",
                "loadTable(bytes of mue-practitioner.tbl, built with `codesets build --from \
                    DIR` from CMS's quarterly file)",
            ),
            Need::AddOn => (
                edits.add_on.is_some(),
                "the add-on table is not loaded",
                "loadTable(bytes of addon.tbl)",
            ),
            Need::Modifiers => (
                edits.modifiers.is_some(),
                "the modifier table is not loaded",
                "loadTable(bytes of modifiers.tbl)",
            ),
            Need::ProcedureEdits => (
                edits.procedures.is_some(),
                "the table of procedure edits is not loaded",
                "loadTable(bytes of hcpcs-edits.tbl)",
            ),
            Need::DxEdits => (
                edits.dx.is_some(),
                "the diagnosis edit table is not loaded",
                "loadTable(bytes of dx-edits.tbl)",
            ),
            Need::Notes => (
                edits.notes.is_some(),
                "the table of ICD-10-CM notes is not loaded",
                "loadTable(bytes of notes-icd10cm.tbl)",
            ),
        };
        (!there).then_some((reason, supply))
    }
}

const PTP_PRACTITIONER: &str = "loadTable(bytes of ncci-ptp-practitioner.tbl, built with \
    `codesets build --from DIR` from CMS's quarterly files)";

/// Documentation that is not shipped in wasm.
macro_rules! prose {
    ($text:expr) => {
        if cfg!(target_arch = "wasm32") {
            ""
        } else {
            $text
        }
    };
}
use prose;

/// What `rules()` answers with in JavaScript, and what the loader puts into every finding of the rule.
impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut s = serializer.serialize_struct("Rule", 10)?;
        s.serialize_field("id", self.id)?;
        s.serialize_field("title", self.title)?;
        s.serialize_field("severity", &self.severity)?;
        s.serialize_field(
            "fields",
            &self.fields.iter().map(|f| f.pattern()).collect::<Vec<_>>(),
        )?;
        s.serialize_field("snip", &self.snip)?;
        s.serialize_field("source", &self.source())?;
        s.serialize_field("help", self.why)?;
        s.serialize_field("fix", self.fix)?;
        s.serialize_field("edit", &self.edit)?;
        s.serialize_field("predicts", &self.predicts())?;
        s.end()
    }
}

impl Rule {
    /// What most rules have in common; each names the rest.
    const BASE: Rule = Rule {
        id: "",
        title: "",
        severity: Severity::Error,
        fields: &[],
        snip: 2,
        needs: &[],
        edit: None,
        predicts: Predicts {
            stc: "",
            carc: "",
            rarc: "",
        },
        predicts_verified: false,
        source: ("", ""),
        what: "",
        why: "",
        example: "",
        fix: "",
        check: |_, _| {},
    };

    /// The first of its needs that is not met, and what that means for every claim.
    fn unmet(&self, tables: &Tables, options: &Options) -> Option<(Need, NotChecked)> {
        self.needs.iter().find_map(|need| {
            let (reason, supply) = need.unmet(tables, options)?;
            let why = NotChecked {
                rule: self.id,
                reason: Cow::Borrowed(reason),
                supply,
                lasting: true,
            };
            Some((*need, why))
        })
    }

    fn predicts(&self) -> Option<Predicts> {
        Some(self.predicts).filter(|p| *p != Predicts::default())
    }

    fn source(&self) -> Source {
        Source {
            name: Cow::Borrowed(self.source.0),
            url: self.source.1,
            from: None,
            to: None,
        }
    }
}

/// How to validate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The date to check codes on where the claim has no date of service.
    pub on: Option<Date>,
    /// Today: the library has no clock.
    pub today: Option<Date>,
    /// A JSON Pointer: run only the rules that read that field.
    pub at: Option<String>,
    /// Days after the date of service within which the payer takes the claim; Medicare's year is known.
    pub timely_filing_days: Option<u32>,
}

/// 277CA status, CARC and RARC that a payer is expected to answer with.
const fn predicts(stc: &'static str, carc: &'static str, rarc: &'static str) -> Predicts {
    Predicts { stc, carc, rarc }
}

/// The implementation guide of the 837P, which names what a claim must have. It is sold by X12; only its places are named.
const TR3: (&str, &str) = (
    "ASC X12N 837P implementation guide (005010X222A1)",
    "https://x12.org/products/technical-reports",
);

/// The registry.
static RULES: &[&Rule] = &[
    &input::WRONG_TYPE,
    &input::UNKNOWN_FIELD,
    &form::LINES,
    &form::CONTROL_NUMBER,
    &form::FREQUENCY,
    &form::ORIGINAL_REFERENCE,
    &form::INDICATORS,
    &form::RELATED_CAUSE,
    &form::PROCEDURE_QUALIFIER,
    &procedure::MISSING,
    &procedure::UNKNOWN,
    &procedure::NOT_VALID_ON_DATE,
    &procedure::NOT_COVERED,
    &member::ID_MISSING,
    &member::MBI_FORMAT,
    &member::NAME_MISSING,
    &member::BIRTH,
    &member::BIRTH_IN_FUTURE,
    &member::GENDER,
    &member::RELATIONSHIP,
    &member::PAYER_MISSING,
    &member::FILING,
    &member::RESPONSIBILITY,
    &member::ADDRESS_MISSING,
    &provider::NPI_FORMAT,
    &provider::NPI_CHECK_DIGIT,
    &provider::NPI_MISSING,
    &provider::NAME_MISSING,
    &provider::TAXONOMY_FORMAT,
    &provider::TAX_ID_MISSING,
    &provider::TAX_ID_FORMAT,
    &provider::ADDRESS_MISSING,
    &provider::PO_BOX,
    &provider::STATE_UNKNOWN,
    &provider::ZIP_FORMAT,
    &modifier_form::FORMAT,
    &modifier_form::UNKNOWN,
    &modifier_form::NOT_VALID_ON_DATE,
    &modifier_form::DUPLICATE,
    &modifier_form::TOO_MANY,
    &modifier::WITH_X,
    &modifier::COMPONENTS,
    &modifier::BILATERAL_WITH_SIDE,
    &modifier::BILATERAL_UNITS,
    &modifier::INHERENTLY_BILATERAL,
    &modifier::BOTH_SIDES,
    &modifier::CONFLICT,
    &modifier::ANATOMICAL,
    &modifier::ANAESTHESIA,
    &modifier::WASTE,
    &modifier::VISIT_ONLY,
    &modifier::NOTICE,
    &modifier::TELEHEALTH_PLACE,
    &duplicate::LINE,
    &batch::CLAIM,
    &diagnosis::MISSING,
    &diagnosis::UNKNOWN,
    &diagnosis::HEADER,
    &diagnosis::NOT_VALID_ON_DATE,
    &diagnosis::POINTER_OUT_OF_RANGE,
    &dx_form::FORM,
    &dx_form::QUALIFIER,
    &dx_form::POINT,
    &dx_form::REPEATED,
    &dx_form::TOO_MANY,
    &dx_form::EXTERNAL_CAUSE_FIRST,
    &dx_form::POINTER_MISSING,
    &dx_form::POINTER_ORDER,
    &dx_form::NOT_POINTED_TO,
    &dx_edits::MANIFESTATION_FIRST,
    &dx_edits::AGE,
    &dx_edits::SEX,
    &dx_edits::EXCLUDES1,
    &dx_edits::CODE_FIRST,
    &dx_edits::USE_ADDITIONAL,
    &dx_edits::LATERALITY,
    &money::TOTAL_DIFFERS,
    &money::CHARGE_FORMAT,
    &money::ZERO,
    &money::OVERPAID,
    &money::UNITS,
    &money::FRACTION,
    &money::UNIT,
    &money::OVER_MUE,
    &place::UNKNOWN,
    &place::ADMISSION_MISSING,
    &place::PROCEDURE,
    &ncci::PTP,
    &ncci::ADD_ON,
    &date::MISSING,
    &date::IMPOSSIBLE,
    &date::FUTURE,
    &date::BEFORE_BIRTH,
    &date::END_BEFORE_START,
    &date::ACCIDENT_DATE_MISSING,
    &date::ACCIDENT_STATE_MISSING,
    &date::AFTER_SERVICE,
    &date::PREGNANCY,
    &date::TIMELY_FILING,
    &order::CLIA_MISSING,
    &order::CLIA_FORMAT,
    &order::ORDERING_MISSING,
];

/// Every rule, in the order of the groups of checks.
pub fn all() -> &'static [&'static Rule] {
    RULES
}

/// Collects what the rules find.
pub struct Findings {
    rule: &'static Rule,
    found: Vec<Finding>,
    not_checked: Vec<NotChecked>,
}

impl Findings {
    fn new(rule: &'static Rule) -> Findings {
        Findings {
            rule,
            found: Vec::new(),
            not_checked: Vec::new(),
        }
    }

    /// A finding of the running rule at that field.
    pub(crate) fn add(&mut self, at: At, message: impl Into<String>) -> &mut Finding {
        let rule = self.rule;
        self.found.push(Finding {
            rule: rule.id,
            severity: rule.severity,
            path: at.json(),
            line: at.line.map(|i| i + 1),
            message: message.into(),
            help: rule.why,
            related: Vec::new(),
            fix: Fix {
                description: Cow::Borrowed(rule.fix),
                options: Vec::new(),
            },
            position: at,
            snip: rule.snip,
            edit: rule.edit,
            predicts: rule.predicts(),
            source: rule.source(),
            has_own_path: false,
            has_own_fix: false,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Notes that the running rule could not be answered for part of the claim.
    pub(crate) fn not_checked(
        &mut self,
        reason: impl Into<Cow<'static, str>>,
        supply: &'static str,
    ) {
        let entry = NotChecked {
            rule: self.rule.id,
            reason: reason.into(),
            supply,
            lasting: false,
        };
        // Mostly for the line before.
        // And mostly the very same text.
        let equal = |n: &NotChecked| {
            std::ptr::eq(n.rule, entry.rule)
                && (std::ptr::eq(&*n.reason, &*entry.reason) || n.reason == entry.reason)
        };
        if !self.not_checked.iter().rev().any(equal) {
            self.not_checked.push(entry);
        }
    }
}

/// Checks a claim. Never fails on a bad claim: that is what the report is for.
pub fn validate(claim: &Claim<'_>, tables: &Tables, options: &Options) -> Report {
    let cx = Context::new(claim, tables, options);
    check(&cx, &reading(options.at.as_deref()))
}

/// Checks a claim that is still JSON text.
pub fn validate_json(bytes: &[u8], tables: &Tables, options: &Options) -> Result<Report, Error> {
    Ok(validate(&json::parse(bytes)?, tables, options))
}

/// The same for a claim in which the field at the option `at` is typed: it is read anew only when more has changed, and the
/// rules that read the field are looked up when it is another one.
pub fn validate_typing(
    bytes: &[u8],
    typing: &mut Typing<Vec<&'static Rule>>,
    tables: &Tables,
    options: &Options,
) -> Result<Report, Error> {
    let Some(at) = &options.at else {
        // A person's data stays no longer than the typing.
        *typing = Typing::new();
        return validate_json(bytes, tables, options);
    };
    let reading = |at: &str| reading(Some(at)).into_owned();
    let (claim, rules) = typing.read(bytes, at, reading)?;
    Ok(check(&Context::new(claim, tables, options), rules))
}

/// The same of the claim that `typing` knows by this number, with this text in the field `at`; `None` when it has none by it,
/// or the claim has to be read to know what it is then.
pub fn validate_retyped(
    text: &str,
    number: u32,
    typing: &mut Typing<Vec<&'static Rule>>,
    tables: &Tables,
    options: &Options,
) -> Option<Report> {
    let (claim, rules) = typing.retype(text, options.at.as_deref()?, number)?;
    Some(check(&Context::new(claim, tables, options), rules))
}

/// What a report says of every claim with these tables and options: the rules that ran, those that could not, the releases.
pub fn lasting(tables: &Tables, options: &Options) -> Report {
    let rules = reading(options.at.as_deref());
    let unmet = |rule: &&Rule| Some(rule.unmet(tables, options)?.1);
    Report {
        valid: true,
        findings: Vec::new(),
        not_checked: rules.iter().filter_map(unmet).collect(),
        checked_on: None,
        releases: tables.releases(),
        ran: ran(&rules, options),
    }
}

/// The rules that read a field which this JSON Pointer touches; all without.
fn reading(at: Option<&str>) -> Cow<'static, [&'static Rule]> {
    let Some(at) = at else {
        return Cow::Borrowed(RULES);
    };
    let touched = Touched::by(at);
    let reads = |rule: &&Rule| rule.fields.iter().any(|f| touched.has(*f));
    Cow::Owned(RULES.iter().copied().filter(reads).collect())
}

fn ran(rules: &[&'static Rule], options: &Options) -> Option<Vec<&'static str>> {
    let ids = |_: &String| rules.iter().map(|r| r.id).collect();
    options.at.as_ref().map(ids)
}

fn check(cx: &Context<'_>, rules: &[&'static Rule]) -> Report {
    let (tables, options) = (cx.tables, cx.options);
    let mut out = Findings::new(&input::WRONG_TYPE);
    for rule in rules {
        out.rule = rule;
        let unmet = rule.unmet(tables, options);
        if unmet.as_ref().is_none_or(|(need, _)| !need.is_vital()) {
            (rule.check)(cx, &mut out);
        }
        out.not_checked.extend(unmet.map(|(_, why)| why));
    }
    // In the order of the claim's fields.
    let place = |f: &Finding| (f.position.line.map_or(0, |l| l + 1), f.position, f.severity);
    let findings = sorted(out.found, |a, b| {
        let places = place(a).cmp(&place(b));
        places.then_with(|| a.path.cmp(&b.path)).is_lt()
    });
    Report {
        valid: !findings.iter().any(|f| f.severity == Severity::Error),
        findings,
        not_checked: out.not_checked,
        checked_on: cx.first_date(),
        releases: tables.releases(),
        ran: ran(rules, options),
    }
}

#[cfg(test)]
mod tests;
