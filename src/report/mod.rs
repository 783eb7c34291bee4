//! The report that `validate` gives back: findings, rules that could not be answered, and the
//! tables that were asked.

mod in_file;

pub use in_file::{InFhir, InFile, Position};

use crate::date::Date;
use crate::field::FieldRef;
use serde::Serialize;
use std::borrow::Cow;
use std::sync::Arc;

mod expected;
mod reason;
pub use expected::{Case, ExpectedResponse, Who};
pub(crate) use reason::is_same;
pub use reason::Reason;

/// Severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Will be rejected or denied under the cited rule.
    Error,
    /// Is likely to be, or it depends on the payer.
    Warning,
    /// Would be accepted; better coding exists.
    Info,
}

impl Severity {
    /// Severity by its name in JSON: `error`, `warning` or `info`.
    pub fn from_name(name: &str) -> Option<Severity> {
        match name {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            "info" => Some(Severity::Info),
            _ => None,
        }
    }
}

/// Everything `validate` has to say about one claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Report {
    /// No finding is an error. Says nothing of what was not checked.
    pub valid: bool,
    /// The findings, in the order of the claim's fields.
    pub findings: Vec<Finding>,
    /// The rules that could not be answered, and why: silence is never a pass.
    pub not_checked: Vec<NotChecked>,
    /// The first date of service that codes were checked on; absent when the claim has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_on: Option<Date>,
    /// The tables that answered: the same list for every claim, so reports share it.
    #[serde(serialize_with = "shared")]
    pub releases: Arc<[Release]>,
    /// With the option `field`: the rules that ran. Their earlier findings are out of date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules_run: Option<Vec<&'static str>>,
}

fn is_zero(n: &u8) -> bool {
    *n == 0
}

/// serde has this behind a feature of its own.
fn shared<S: serde::Serializer>(list: &Arc<[Release]>, to: S) -> Result<S::Ok, S::Error> {
    list.as_ref().serialize(to)
}

/// A rule that could not be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NotChecked {
    /// The rule's id.
    pub rule: &'static str,
    /// Reason why the rule could not be answered, in words.
    pub reason: Reason,
    /// How the caller can have it checked: a table to load, a value to add.
    pub remedy: &'static str,
}

/// A table and its release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Release {
    /// `icd10cm`, `hcpcs`, ...
    pub set: String,
    /// Release of the table in its publisher's words: `FY2027`, ...
    pub release: String,
}

/// A fact about the claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// Severity: `error`, `warning` or `info`.
    pub severity: Severity,
    /// JSON Pointer into the caller's input, to the field that causes it.
    pub path: String,
    /// Number of the service line, counted from 1; absent when it is not about one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Description of the fault. Names codes, dates of service and amounts; never a person or an
    /// identifier.
    pub message: String,
    /// Reason why the fault matters: what a payer does with it.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub help: &'static str,
    /// Other fields that take part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// Advice on how to repair the fault, in words and as values.
    pub fix: Fix,
    /// The field; in JSON, where it is in the other formats, see [`locations`](Finding::locations).
    #[serde(rename = "locations", serialize_with = "locations")]
    pub position: Position,
    /// WEDI SNIP type of the rule, 1 to 7.
    #[serde(skip_serializing_if = "is_zero")]
    pub snip: u8,
    /// The official edit (NCCI, MUE, I/OCE, MCE) that the rule mirrors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edit: Option<Edit>,
    /// How a payer is expected to answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predicts: Option<ExpectedResponse>,
    /// The rule's authority.
    pub source: Source,
}

/// Another field that takes part in a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related {
    /// The other field.
    #[serde(skip)]
    pub field: FieldRef,
    /// JSON Pointer into the caller's input.
    pub path: String,
    /// Part that the other field plays in the finding, in words.
    pub message: Cow<'static, str>,
}

/// Advice on how to repair a finding: in words, and as values that would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Fix {
    /// Advice in words, as a sentence without a capital and period.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: Cow<'static, str>,
    /// Values that would do in the field, where they can be listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
}

/// Where the field of a finding stands in the other formats: 837, paper form, FHIR.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FieldLocations {
    /// In the 837P; in the 837I for a hospital's claim.
    pub x12: X12Place,
    /// Box of the CMS-1500 form (02/12), or form locator of the UB-04 (`FL 42`); absent where it has none, and of dental claims.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub form: String,
    /// In a FHIR Claim. Of a claim that came as FHIR it selects one value of the document: the field's, or of what is
    /// missing, what would hold it.
    pub fhir_path: String,
    /// The bytes of that value in the document: the first, and the one after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<[usize; 2]>,
}

/// Loop, segment and element of the 837P.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct X12Place {
    /// Loop of the 837: `2400`.
    #[serde(rename = "loop")]
    pub in_loop: String,
    /// Identifier of the segment: `SV1`.
    pub segment: String,
    /// `SV101-02`; absent where the whole segment is meant.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub element: String,
    /// Number of the segment in its transaction, ST being 1; absent unless the claim came in a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment_number: Option<u32>,
    /// Line of the file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Bytes of the file: the first, and the one after the last; the same twice where something is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<[usize; 2]>,
    /// The segment with ⟦the element⟧ marked and identifiers masked.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl FieldLocations {
    /// Locations of a field, without its place in a file.
    pub(crate) fn of(at: FieldRef) -> FieldLocations {
        let (in_loop, segment, element) = at.x12();
        FieldLocations {
            x12: X12Place {
                in_loop,
                segment,
                element,
                ..X12Place::default()
            },
            form: at.form_box(),
            fhir_path: at.fhir(),
            bytes: None,
        }
    }
}

impl Position {
    /// Where the field is in every format: in the file it came in, exactly.
    pub(crate) fn locations(&self) -> FieldLocations {
        let mut out = FieldLocations::of(self.field);
        if let Some(in_file) = &self.in_file {
            out.x12 = X12Place {
                in_loop: in_file.in_loop.clone(),
                segment: in_file.segment.clone(),
                element: in_file.element.clone(),
                segment_number: Some(in_file.segment_number).filter(|n| *n > 0),
                line: Some(in_file.line),
                bytes: Some(in_file.bytes),
                text: in_file.text.clone(),
            };
        }
        if let Some(in_fhir) = &self.in_fhir {
            out.fhir_path = in_fhir.path.clone();
            out.bytes = Some(in_fhir.bytes);
        }
        out
    }
}

fn locations<S: serde::Serializer>(at: &Position, to: S) -> Result<S::Ok, S::Error> {
    at.locations().serialize(to)
}

/// An official edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// Whose: `NCCI`, `MUE`, `I/OCE`, `MCE`.
    pub system: &'static str,
    /// Number or name of the edit in its program.
    pub code: &'static str,
}

/// The authority of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Source {
    /// Name of the authority or document.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub name: Cow<'static, str>,
    /// Address at which the source is published.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub url: &'static str,
    /// First day it holds for, where the finding depends on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day for which the source holds; absent while in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

impl Finding {
    /// Adds a field that takes part.
    pub(crate) fn related(
        &mut self,
        at: FieldRef,
        message: impl Into<Cow<'static, str>>,
    ) -> &mut Finding {
        let at = at.on(self.position.field.form);
        self.related.push(Related {
            field: at,
            path: at.json(),
            message: message.into(),
        });
        self
    }

    /// Points at another place of the input than the field's own.
    pub(crate) fn path(&mut self, path: String) -> &mut Finding {
        self.path = path;
        self
    }

    /// Where the field is in the other formats. Worked out when it is asked for: few ask, and it takes longer than most rules.
    pub fn locations(&self) -> FieldLocations {
        self.position.locations()
    }

    /// Says what to do in this case, in place of the rule's general advice.
    pub(crate) fn fix(&mut self, description: impl Into<Cow<'static, str>>) -> &mut Finding {
        self.fix.description = description.into();
        self
    }

    /// Lists values that would do.
    pub(crate) fn options(&mut self, options: impl IntoIterator<Item = String>) -> &mut Finding {
        self.fix.options.extend(options);
        self
    }

    /// Judges this case otherwise than the rule in general.
    pub(crate) fn severity(&mut self, severity: Severity) -> &mut Finding {
        self.severity = severity;
        self
    }

    /// The dates of the table row behind it; open ends are left out.
    pub(crate) fn dated(&mut self, from: Date, to: Date) -> &mut Finding {
        self.source.from = Some(from).filter(|d| *d > Date::MIN);
        self.source.to = Some(to).filter(|d| *d < Date::MAX);
        self
    }
}
