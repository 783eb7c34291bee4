//! Answers in short, for a boundary that they cross as text: what whoever reads them has already is left out.
//!
//! A report repeats much: the texts and sources of rules, which [`all`] lists, and which tables answered and which
//! rules could not be answered, mostly the same for claim after claim. Of 4.7 KB a claim 1.1 KB are left. The loader puts
//! the rest back (`pkg-template/answers.js`). Everything is a list, in the order of the structures below.

use super::batch::{BatchError, Checked};
use super::registry::all;
use super::rule::Rule;
use crate::claim::Cents;
use crate::date::Date;
use crate::report::{
    is_same, Edit, ExpectedResponse, FieldLocations, Finding, NotChecked, Related, Release,
    Severity, Source,
};
use serde::Serialize;
use std::fmt::Write;
use std::sync::Arc;

/// So many lists of what was not checked are remembered; one more takes the place of the oldest.
const LISTS: usize = 16;

/// Writes answers in short, and remembers what has crossed.
#[derive(Debug, Default)]
pub struct Brief {
    lists: Vec<Vec<NotChecked>>,
    next: usize,
    releases: Option<Arc<[Release]>>,
}

/// One answer: index, the claim's own number, its charge, why it could not be read, its report.
#[derive(Serialize)]
struct Answer<'a>(
    Option<usize>,
    Option<&'a str>,
    Option<Cents>,
    Option<&'a BatchError>,
    Option<Short<'a>>,
);

/// A report: valid, checked on; the tables, if they are others than before; what was not checked, as the number of a list,
/// and the list if it has not crossed under that number; findings.
#[derive(Serialize)]
struct Short<'a>(
    bool,
    Option<Date>,
    Option<&'a [Release]>,
    usize,
    Option<&'a [NotChecked]>,
    Vec<Found<'a>>,
);

/// A finding: number of its rule, severity, path, service line or 0, message, places; what is not as its rule says.
#[derive(Serialize)]
struct Found<'a>(
    usize,
    Severity,
    &'a str,
    usize,
    &'a str,
    FieldLocations,
    Option<Own<'a>>,
);

/// Values that a finding has in place of those that its rule has in general.
#[derive(Default, PartialEq, Serialize)]
struct Own<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "is_empty")]
    related: &'a [Related],
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<&'a str>,
    #[serde(skip_serializing_if = "is_empty")]
    options: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    snip: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edit: Option<Option<Edit>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    predicts: Option<Option<ExpectedResponse>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a Source>,
}

fn is_empty<T>(list: &&[T]) -> bool {
    list.is_empty()
}

impl Brief {
    /// Nothing has crossed yet.
    pub fn new() -> Brief {
        Brief::default()
    }

    /// A list of answers as JSON, in ASCII alone: a text with one other letter takes twice the room in JavaScript, and its
    /// reading longer.
    ///
    /// # Errors
    /// None is known: nothing in an answer cannot be written.
    pub fn write(
        &mut self,
        answers: impl Iterator<Item = Checked>,
    ) -> Result<String, serde_json::Error> {
        let mut out = vec![b'['];
        for checked in answers {
            if out.len() > 1 {
                out.push(b',');
            }
            self.answer(&checked, &mut out)?;
        }
        out.push(b']');
        Ok(ascii(String::from_utf8(out).unwrap_or_default()))
    }

    fn answer(&mut self, checked: &Checked, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        let report = checked.report.as_ref();
        let releases = report.and_then(|r| self.releases_of(&r.releases));
        let (number, is_new) = report.map_or((0, false), |r| self.list_of(&r.not_checked));
        let short = report.map(|report| {
            let findings = report.findings.iter().map(found);
            Short(
                report.valid,
                report.checked_on,
                releases.as_deref(),
                number,
                is_new.then_some(&report.not_checked),
                findings.collect(),
            )
        });
        let number = checked.patient_control_number.as_deref();
        let error = checked.error.as_ref();
        let answer = Answer(checked.index, number, checked.charge, error, short);
        serde_json::to_writer(out, &answer)
    }

    /// The tables, unless they are those of the report before.
    fn releases_of(&mut self, own: &Arc<[Release]>) -> Option<Arc<[Release]>> {
        let before = self.releases.as_ref();
        if before.is_some_and(|b| Arc::ptr_eq(b, own) || b == own) {
            return None;
        }
        self.releases = Some(own.clone());
        self.releases.clone()
    }

    /// The number of a list, and whether it is new.
    fn list_of(&mut self, own: &[NotChecked]) -> (usize, bool) {
        if let Some(known) = self.lists.iter().position(|list| is_same_list(list, own)) {
            return (known, false);
        }
        let number = self.next % LISTS;
        self.next += 1;
        match self.lists.get_mut(number) {
            Some(list) => *list = own.to_vec(),
            None => self.lists.push(own.to_vec()),
        }
        (number, true)
    }
}

fn found(finding: &Finding) -> Found<'_> {
    let rules = all();
    let number = rules.iter().position(|r| is_same(r.id, finding.rule));
    let number = number.unwrap_or(rules.len());
    let own = rules.get(number).map(|rule| own(finding, rule));
    Found(
        number,
        finding.severity,
        &finding.path,
        finding.line.unwrap_or(0),
        &finding.message,
        finding.locations(),
        own.filter(|own| *own != Own::default()),
    )
}

fn own<'a>(finding: &'a Finding, rule: &Rule) -> Own<'a> {
    let usual = rule.source();
    Own {
        help: Some(finding.help).filter(|own| !is_same(own, rule.why)),
        related: &finding.related,
        fix: Some(&*finding.fix.description).filter(|own| !is_same(own, rule.fix)),
        options: &finding.fix.options,
        snip: Some(finding.snip).filter(|own| *own != rule.snip),
        edit: Some(finding.edit).filter(|own| *own != rule.edit),
        predicts: Some(finding.predicts).filter(|own| !is_same_answer(own, &rule.predicts())),
        source: Some(&finding.source).filter(|own| !is_same_source(own, &usual)),
    }
}

/// Comparing these is a good part of a batch's work, and most of them are one and the same text.
fn is_same_list(a: &[NotChecked], b: &[NotChecked]) -> bool {
    let same = |(a, b): (&NotChecked, &NotChecked)| {
        is_same(a.rule, b.rule) && a.reason == b.reason && is_same(a.remedy, b.remedy)
    };
    a.len() == b.len() && a.iter().zip(b).all(same)
}

fn is_same_answer(a: &Option<ExpectedResponse>, b: &Option<ExpectedResponse>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            let texts = |of: &ExpectedResponse| {
                // By name, so that none is forgotten.
                let ExpectedResponse {
                    stc,
                    stc2,
                    carc,
                    rarc,
                    source,
                } = *of;
                [stc, stc2, carc, rarc, source]
            };
            texts(a).iter().zip(texts(b)).all(|(a, b)| is_same(a, b))
        }
        _ => a.is_none() && b.is_none(),
    }
}

fn is_same_source(a: &Source, b: &Source) -> bool {
    is_same(&a.name, &b.name) && is_same(a.url, b.url) && a.from == b.from && a.to == b.to
}

/// JSON with every character beyond ASCII written as `\u` and its number.
fn ascii(json: String) -> String {
    if json.is_ascii() {
        return json;
    }
    let mut out = String::with_capacity(json.len() + json.len() / 4);
    let mut rest = json.as_str();
    while let Some(at) = rest.bytes().position(|b| !b.is_ascii()) {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        let mut letters = from.chars();
        for unit in letters.next().unwrap_or_default().encode_utf16(&mut [0; 2]) {
            // Writing to a text cannot fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
    out
}
