//! Diagnoses, and how lines point at them.

use super::reader::{Found, Reader};
use crate::claim::*;
use crate::field::Field;
use crate::formats::fhir::places::Presence;
use crate::formats::json::scalar::Scalar;
use crate::scan::tree::Node;
use crate::sort_permutation::sorted;
use std::borrow::Cow;

/// Systems of diagnoses, the wanted ones first.
const DIAGNOSES: &[&str] = &[
    "icd-10-cm",
    "2.16.840.1.113883.6.90",
    "icd-10",
    "icd10",
    "x12.org",
];

/// A diagnosis of the document.
pub(super) struct DiagnosisFound<'a> {
    /// Its element.
    pub(super) node: Node,
    /// Its number in the document.
    pub(super) sequence: Cow<'a, str>,
    /// Its code, and where.
    pub(super) code: Text<'a>,
    pub(super) place: Node,
    pub(super) presence: Presence,
    /// `principal`, `admitting`, ...
    pub(super) kinds: Vec<Cow<'a, str>>,
    /// Whether the coding is of ICD-9.
    pub(super) old: bool,
}

impl<'a> Reader<'_, 'a> {
    /// All diagnoses, the principal one first.
    pub(super) fn diagnoses(&mut self, claim: Node) -> Vec<DiagnosisFound<'a>> {
        let mut all = Vec::new();
        for node in self.objects(claim, "diagnosis") {
            let mut kinds = Vec::new();
            for concept in self.objects(node, "type") {
                kinds.extend(self.codes(Some(concept)));
            }
            let sequence = self.tree.text_of(node, "sequence").unwrap_or_default();
            let mut concept = self.object(node, "diagnosisCodeableConcept");
            let mut outside = false;
            if concept.is_none() {
                match self.follow(node, "diagnosisReference") {
                    Found::Here(condition) => concept = self.object(condition, "code"),
                    Found::Outside(_) => outside = true,
                    Found::Absent(_) => {}
                }
            }
            let coding = self.coding(concept, DIAGNOSES);
            let system = self.system(coding);
            let code = coding.and_then(|c| self.tree.get(c, "code"));
            let value = self.scalar(code);
            all.push(DiagnosisFound {
                node,
                sequence,
                code: value,
                place: code.or(concept).unwrap_or(node),
                presence: match (code, outside) {
                    (Some(_), _) => Presence::There,
                    (None, true) => Presence::Outside,
                    (None, false) => Presence::Missing,
                },
                kinds,
                old: system.contains("icd-9") || system.contains("icd9"),
            });
        }
        let number = |d: &DiagnosisFound<'_>| d.sequence.parse::<u32>().unwrap_or(u32::MAX);
        let principal = |d: &DiagnosisFound<'_>| !d.kinds.iter().any(|k| k == "principal");
        let place = |d: &DiagnosisFound<'_>| (principal(d), number(d));
        sorted(all, |a, b| place(a) < place(b))
    }

    /// The diagnoses of a professional claim; gives the numbers that each has in the document.
    pub(super) fn professional(
        &mut self,
        out: &mut Claim<'a>,
        all: Vec<DiagnosisFound<'a>>,
    ) -> Vec<Vec<Cow<'a, str>>> {
        let mut numbers: Vec<Vec<Cow<'a, str>>> = Vec::new();
        for found in all {
            let list = &mut out.info.diagnoses.items;
            // The principal diagnosis is often said twice, by itself and among the others.
            let first = list
                .first()
                .is_some_and(|d| !d.code.is_missing() && d.code == found.code);
            if let (true, Some(of_first)) = (first && !found.kinds.is_empty(), numbers.first_mut())
            {
                of_first.push(found.sequence);
                continue;
            }
            let item = list.len();
            let qualifier = match (found.old, item) {
                (false, 0) => "ABK",
                (false, _) => "ABF",
                (true, 0) => "BK",
                (true, _) => "BF",
            };
            list.push(Diagnosis {
                qualifier: Value::Read(Cow::Borrowed(qualifier)),
                code: found.code,
                ..Diagnosis::default()
            });
            self.places
                .note(Field::DiagnosisCode.item(item), found.place, found.presence);
            self.note(Field::DiagnosisQualifier.item(item), found.node, true);
            numbers.push(vec![found.sequence]);
        }
        self.note(Field::Diagnoses.of_claim(), self.places.claim(), true);
        numbers
    }

    /// The pointers of a line, as numbers of the claim's list.
    pub(super) fn pointers(
        &mut self,
        line: &mut Line<'a>,
        number: usize,
        item: Node,
        of: &[Vec<Cow<'a, str>>],
    ) {
        let list = self.tree.get(item, "diagnosisSequence");
        // An earlier version named it so.
        let list = list.or_else(|| self.tree.get(item, "diagnosisLinkId"));
        let each: Vec<Node> = list
            .map(|l| self.tree.children(l).collect())
            .unwrap_or_default();
        self.note(Field::Pointers.line(number), item, list.is_some());
        let mut merged: Vec<(Cow<'a, str>, u32)> = Vec::new();
        for node in each {
            let text = self.scalar::<Cow<'a, str>>(Some(node));
            let place = of
                .iter()
                .position(|names| names.iter().any(|n| n == text.text()));
            let pointer = match (text, place) {
                (Value::Read(text), Some(place)) => {
                    let to = place as u32 + 1;
                    // Two numbers of a diagnosis that was said twice are one pointer.
                    if merged.iter().any(|(t, n)| *n == to && *t != text) {
                        continue;
                    }
                    merged.push((text, to));
                    Value::Read(to)
                }
                (Value::Read(text), None) => <u32 as Scalar>::read(text),
                (Value::WrongKind(kind), _) => Value::WrongKind(kind),
                _ => Value::Missing,
            };
            let pointers = &mut line.service.pointers.list.items;
            pointers.push(pointer);
            let item = pointers.len() - 1;
            self.note(Field::Pointer.line_item(number, item), node, true);
        }
    }
}
