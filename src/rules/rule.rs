//! The type of a rule: its documentation, its metadata and its function, and where that puts what
//! it finds.

use super::context::Context;
use super::need::Need;
use super::words;
use crate::claim::Form;
use crate::field::{Field, FieldRef};
use crate::report::{
    Case, Edit, ExpectedResponse, Finding, Fix, NotChecked, Reason, Severity, Source,
};
use serde::Serialize;
use std::borrow::Cow;

/// One check, with everything there is to say about it.
#[derive(Debug)]
pub struct Rule {
    /// Permanent name; says the problem.
    pub id: &'static str,
    /// The problem in a few words.
    pub title: &'static str,
    /// Severity of its findings, unless one says otherwise.
    pub severity: Severity,
    /// Fields that the rule reads.
    pub fields: &'static [Field],
    /// WEDI SNIP type.
    pub snip: u8,
    /// Tables and options without which it cannot be answered.
    pub needs: &'static [Need],
    /// The official edit (NCCI, MUE, I/OCE, MCE) that the rule mirrors.
    pub edit: Option<Edit>,
    /// How a payer is expected to answer.
    pub predicts: ExpectedResponse,
    /// The answer in cases where it is another one; the first that fits.
    pub predicts_for: &'static [Case],
    /// Authority of the rule: name and address.
    pub source: (&'static str, &'static str),
    /// Description of the check. Empty in wasm, like the example: documentation need not be
    /// shipped.
    pub what: &'static str,
    /// Cases about which the rule is silent, though one might think otherwise: its exceptions, each
    /// with its own case in `tests/exceptions.jsonl`. Empty in wasm.
    pub leaves_alone: &'static [&'static str],
    /// Reason why the fault matters; the `help` of its findings.
    pub why: &'static str,
    /// A JSON Patch that makes the clean claim of the tests show it.
    pub example: &'static str,
    /// Advice on the repair; the `fix` of its findings unless they say something better.
    pub fix: &'static str,
    /// The check itself.
    pub check: fn(&Context<'_>, &mut Findings),
}

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
pub(crate) use prose;

/// The exceptions of a rule, which are documentation too.
macro_rules! leaves {
    ($($text:literal),+ $(,)?) => {
        if cfg!(target_arch = "wasm32") {
            &[]
        } else {
            &[$($text),+]
        }
    };
}
pub(crate) use leaves;

/// Metadata as `rules()` gives it in JavaScript, and as the loader puts it into every finding of
/// the rule.
impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut s = serializer.serialize_struct("Rule", 11)?;
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
        s.serialize_field("predictsFor", self.predicts_for)?;
        s.end()
    }
}

impl Rule {
    /// Fields that most rules share; each names the rest.
    pub(super) const BASE: Rule = Rule {
        id: "",
        title: "",
        severity: Severity::Error,
        fields: &[],
        snip: 2,
        needs: &[],
        edit: None,
        predicts: ExpectedResponse {
            stc: "",
            stc2: "",
            carc: "",
            rarc: "",
            source: "",
        },
        predicts_for: &[],
        source: ("", ""),
        what: "",
        leaves_alone: &[],
        why: "",
        example: "",
        fix: "",
        check: |_, _| {},
    };

    /// The first of its needs that is not met, and what that means for every claim.
    pub(super) fn unmet(&self, cx: &Context<'_>) -> Option<(Need, NotChecked)> {
        self.needs.iter().find_map(|need| {
            let (reason, remedy) = need.unmet(cx.tables, cx.options, cx.bill())?;
            let why = NotChecked {
                rule: self.id,
                reason: reason.into(),
                remedy,
            };
            Some((*need, why))
        })
    }

    pub(super) fn predicts(&self) -> Option<ExpectedResponse> {
        Some(self.predicts).filter(|p| *p != ExpectedResponse::default())
    }

    /// The answer to a finding at that field.
    pub(super) fn predicts_at(&self, at: &FieldRef) -> Option<ExpectedResponse> {
        let case = self.predicts_for.iter().find(|case| case.fits(at));
        case.map(|c| c.expected).or_else(|| self.predicts())
    }

    pub(super) fn source(&self) -> Source {
        Source {
            name: Cow::Borrowed(self.source.0),
            url: self.source.1,
            from: None,
            to: None,
        }
    }
}

/// 277CA status, CARC and RARC that a payer is expected to answer with.
pub(crate) const fn predicts(
    stc: &'static str,
    carc: &'static str,
    rarc: &'static str,
) -> ExpectedResponse {
    ExpectedResponse {
        stc,
        stc2: "",
        carc,
        rarc,
        source: "",
    }
}

/// The implementation guide of the 837P, which names what a claim must have. It is sold by X12; only its places are named.
pub(crate) const TR3: (&str, &str) = (
    "ASC X12N 837P implementation guide (005010X222A1)",
    "https://x12.org/products/technical-reports",
);

/// The implementation guide of the 837I.
pub(crate) const TR3_HOSPITAL: (&str, &str) = (
    "ASC X12N 837I implementation guide (005010X223A2)",
    "https://x12.org/products/technical-reports",
);

/// Collects what the rules find.
pub struct Findings {
    pub(super) rule: &'static Rule,
    /// The form of the claim that the findings are of.
    form: Form,
    pub(super) found: Vec<Finding>,
    pub(super) not_checked: Vec<NotChecked>,
}

impl Findings {
    pub(super) fn new(rule: &'static Rule, form: Form) -> Findings {
        Findings {
            rule,
            form,
            found: Vec::new(),
            not_checked: Vec::new(),
        }
    }

    /// A finding of the running rule at that field.
    #[allow(clippy::indexing_slicing)] // It was pushed a line before.
    pub(crate) fn add(&mut self, at: FieldRef, message: impl Into<String>) -> &mut Finding {
        let rule = self.rule;
        let at = at.on(self.form);
        let message = match self.form {
            Form::Cms1500 => message.into(),
            _ => words::in_locator(message.into(), at),
        };
        let message = words::placed(message, at);
        self.found.push(Finding {
            rule: rule.id,
            severity: rule.severity,
            path: at.json(),
            line: at.line.map(|i| i + 1),
            message,
            help: rule.why,
            related: Vec::new(),
            fix: Fix {
                description: Cow::Borrowed(rule.fix),
                options: Vec::new(),
            },
            position: at.into(),
            snip: rule.snip,
            edit: rule.edit,
            predicts: rule.predicts_at(&at),
            source: rule.source(),
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Notes that the running rule could not be answered for part of the claim.
    pub(crate) fn not_checked(&mut self, reason: impl Into<Reason>, remedy: &'static str) {
        let entry = NotChecked {
            rule: self.rule.id,
            reason: reason.into(),
            remedy,
        };
        // Mostly it was noted for the line before, and the id is the very same text.
        let equal = |n: &NotChecked| std::ptr::eq(n.rule, entry.rule) && n.reason == entry.reason;
        if !self.not_checked.iter().rev().any(equal) {
            self.not_checked.push(entry);
        }
    }
}
