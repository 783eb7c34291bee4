//! Group 6, the part that needs no table: how diagnoses and pointers are written.

use super::diagnosis::letter;
use super::dx_meant::{is_icd9, of_icd9, INSTEAD_OF_ICD9};
use crate::claim::{Format, Value};
use crate::field::Field;
use crate::report::{Edit, Severity};
use crate::rules::groups::mce;
use crate::rules::outpatient;
use crate::rules::{answers, leaves, predicts, prose, Rule, TR3};

/// A diagnosis that does not have the form of an ICD-10-CM code.
pub static FORM: Rule = Rule {
    id: "dx.format",
    title: "a diagnosis does not have the form of an ICD-10-CM code",
    fields: &[Field::DiagnosisCode],
    snip: 1,
    edit: Some(Edit {
        system: "I/OCE",
        code: "001",
    }),
    predicts: answers::DIAGNOSIS,
    predicts_for: answers::PRINCIPAL,
    source: (
        "ICD-10-CM, CDC/NCHS and CMS",
        "https://www.cms.gov/medicare/coding-billing/icd-10-codes",
    ),
    what: prose!(
        "A diagnosis code is a letter and two to six letters or digits, one of the \
        first two of them a digit. Of a code of ICD-9-CM it says so, and what CMS's conversion \
        gives for it."
    ),
    why: "What does not have the form of a code is rejected at the front end.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "250.00"}]"#
    ),
    fix: "look the condition up in the current ICD-10-CM",
    check: |cx, out| {
        for (i, (diagnosis, facts)) in cx
            .claim
            .info
            .diagnoses
            .iter()
            .zip(cx.diagnoses())
            .enumerate()
        {
            let written = diagnosis.code.get().filter(|_| facts.code.is_empty());
            let plain = written.map(|w| w.trim().replacen('.', "", 1).to_ascii_uppercase());
            let former = plain.and_then(|code| of_icd9(cx, &code, cx.first_date()));
            if let Some((written, became)) = former {
                out.add(Field::DiagnosisCode.item(i), is_icd9(&written, letter(i)))
                    .fix(INSTEAD_OF_ICD9)
                    .options(became);
            } else if written.is_some() {
                out.add(
                    Field::DiagnosisCode.item(i),
                    format!(
                        "diagnosis {} does not have the form of an ICD-10-CM code (box 21)",
                        i + 1
                    ),
                );
            }
        }
    },
    ..Rule::BASE
};

/// The first is principal, the rest are not.
pub static QUALIFIER: Rule = Rule {
    id: "dx.qualifier",
    title: "a diagnosis qualifier is missing, unknown or out of place",
    fields: &[Field::DiagnosisQualifier],
    predicts: predicts("A7:745", "16", "M76").with("A7:255"),
    source: TR3,
    what: prose!(
        "The first diagnosis has the qualifier ABK (principal, ICD-10-CM), all others \
        have ABF. BK and BF are ICD-9-CM, which ended with 2015-09-30."
    ),
    why: "The qualifier says from which list the code is and which one is principal; the 837P \
        refuses a second principal.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisTypeCode",
            "value": "BK"}]"#
    ),
    fix: "use ABK for the first diagnosis, ABF for every other",
    check: |cx, out| {
        for (i, diagnosis) in cx.claim.info.diagnoses.iter().enumerate() {
            let wanted = if i == 0 { "ABK" } else { "ABF" };
            let message = match &diagnosis.qualifier {
                Value::Missing if diagnosis.shape.wrong.is_none() => {
                    "its qualifier is missing, which says that it is ICD-10-CM"
                }
                Value::Read(q) if q == wanted => continue,
                Value::Read(q) if matches!(&**q, "BK" | "BF") => {
                    "BK and BF are for ICD-9-CM, which ended with 2015-09-30"
                }
                Value::Read(q) if q == "ABK" => {
                    "ABK is for the first diagnosis only, the others have ABF"
                }
                Value::Read(q) if q == "ABF" => {
                    "the first diagnosis is the principal one and has ABK, not ABF"
                }
                Value::Read(_) => "its qualifier is neither ABK nor ABF",
                _ => continue,
            };
            out.add(
                Field::DiagnosisQualifier.item(i),
                format!("diagnosis {}: {message}", i + 1),
            )
            .options([wanted.to_owned()]);
        }
    },
    ..Rule::BASE
};

/// A diagnosis code written with its decimal point.
pub static POINT: Rule = Rule {
    id: "dx.decimal-point",
    title: "a diagnosis code is written with its decimal point",
    severity: Severity::Warning,
    fields: &[Field::DiagnosisCode],
    snip: 5,
    predicts: answers::DIAGNOSIS,
    predicts_for: answers::PRINCIPAL,
    source: TR3,
    what: prose!(
        "Diagnosis codes of an 837P are written without their decimal point. A \
        warning in JSON, where some interfaces take it out, an error in X12."
    ),
    leaves_alone: leaves!["FHIR, whose codes have their point",],
    why: "The point is understood, not sent: a front end that compares characters does not \
        find the code.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "E11.40"}]"#
    ),
    fix: "leave the point out",
    check: |cx, out| {
        if cx.claim.format == Format::Fhir {
            return;
        }
        for (i, (diagnosis, facts)) in cx
            .claim
            .info
            .diagnoses
            .iter()
            .zip(cx.diagnoses())
            .enumerate()
        {
            if diagnosis.code.text().contains('.') {
                let finding = out.add(
                    Field::DiagnosisCode.item(i),
                    format!(
                        "diagnosis {} is written with its decimal point (box 21)",
                        i + 1
                    ),
                );
                finding.options(Some(facts.code.clone().into_owned()).filter(|c| !c.is_empty()));
                if cx.claim.format == Format::X12 {
                    finding.severity(Severity::Error);
                }
            }
        }
    },
    ..Rule::BASE
};

/// A diagnosis that stands twice on the claim.
pub static REPEATED: Rule = Rule {
    id: "dx.repeated",
    title: "a diagnosis stands twice on the claim",
    fields: &[Field::DiagnosisCode],
    snip: 5,
    predicts: answers::DIAGNOSIS,
    source: (
        "Stedi claim edit: duplicate diagnosis codes; ICD-10-CM Official Guidelines, \
        section I.B.12",
        "https://www.stedi.com/changelog/claim-edit-duplicate-diagnosis-codes",
    ),
    what: prose!("Every diagnosis code stands once on the claim."),
    why: "The second one says nothing, and clearinghouses reject the claim.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/1/diagnosisCode",
            "value": "E1140"}]"#
    ),
    fix: "leave the second one out, and let the pointers name the first",
    check: |cx, out| {
        let all = cx.diagnoses();
        for (j, facts) in all.iter().enumerate().filter(|(_, f)| !f.code.is_empty()) {
            if let Some(i) = all
                .iter()
                .take(j)
                .position(|earlier| earlier.code == facts.code)
            {
                out.add(
                    Field::DiagnosisCode.item(j),
                    format!(
                        "{} is diagnosis {} and again diagnosis {} (box 21)",
                        facts.code,
                        i + 1,
                        j + 1
                    ),
                )
                .related(Field::DiagnosisCode.item(i), "the first one");
            }
        }
    },
    ..Rule::BASE
};

/// More than twelve.
pub static TOO_MANY: Rule = Rule {
    id: "dx.too-many",
    title: "the claim has more than twelve diagnoses",
    fields: &[Field::Diagnoses],
    predicts: answers::DIAGNOSIS,
    source: TR3,
    what: prose!("A professional claim has at most twelve diagnoses."),
    why: "The 837P and the CMS-1500 have twelve places.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/healthCareCodeInformation",
                "value": [         {"diagnosisTypeCode": "ABK", "diagnosisCode": "E1140"},
                {"diagnosisTypeCode": "ABF", "diagnosisCode": "I10"}, {"diagnosisTypeCode": "ABF",
                "diagnosisCode": "E785"}, {"diagnosisTypeCode": "ABF", "diagnosisCode": "K219"},
                {"diagnosisTypeCode": "ABF", "diagnosisCode": "M5450"},
                {"diagnosisTypeCode": "ABF", "diagnosisCode": "R5383"},
                {"diagnosisTypeCode": "ABF", "diagnosisCode": "R110"},
                {"diagnosisTypeCode": "ABF", "diagnosisCode": "G4700"},
                {"diagnosisTypeCode": "ABF", "diagnosisCode": "L299"},
                {"diagnosisTypeCode": "ABF", "diagnosisCode": "H6123"},
                {"diagnosisTypeCode": "ABF", "diagnosisCode": "J309"},
                {"diagnosisTypeCode": "ABF", "diagnosisCode": "N3281"},
                {"diagnosisTypeCode": "ABF", "diagnosisCode": "R42"}]}]"#
    ),
    fix: "keep the twelve that the services were given for; split the claim if more are needed",
    check: |cx, out| {
        let count = cx.claim.info.diagnoses.len();
        if count > 12 {
            out.add(
                Field::Diagnoses.of_claim(),
                format!("the claim has {count} diagnoses (box 21); twelve fit"),
            );
        }
    },
    ..Rule::BASE
};

/// An external cause in the first place.
pub static EXTERNAL_CAUSE_FIRST: Rule = Rule {
    id: "dx.external-cause-first",
    title: "the first diagnosis is an external cause",
    fields: &[Field::DiagnosisCode],
    snip: 5,
    edit: Some(Edit {
        system: "I/OCE",
        code: "005",
    }),
    predicts: predicts("A7:254", "16", "MA63"),
    source: (
        "ICD-10-CM Official Guidelines, section I.C.20; I/OCE edit 5",
        "https://www.cms.gov/medicare/coding-billing/icd-10-codes",
    ),
    what: prose!(
        "The first diagnosis is not a code of chapter 20 (V00 to Y99), which says how \
        an injury came about. A line whose first pointer names such a code is a warning."
    ),
    why: "External causes are never principal; the claim is rejected or denied.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "W010XXA"}]"#
    ),
    fix: "put the injury first and the external cause after it",
    check: |cx, out| {
        let all = cx.diagnoses();
        let external = |i: usize| {
            all.get(i)
                .is_some_and(|d| d.code.starts_with(['V', 'W', 'X', 'Y']))
        };
        // Of a claim that they judge, Medicare's code editors say it.
        let judged = mce::stay(cx).is_some() || outpatient::edited(cx).is_some();
        if external(0) && !judged {
            let code = all.first().map_or("", |d| d.code.as_ref());
            out.add(
                Field::DiagnosisCode.item(0),
                format!(
                    "{code} says how an injury came about, and is never the first diagnosis \
                (box 21A)"
                ),
            );
        }
        for (i, line) in cx.claim.info.lines.iter().enumerate() {
            let first = line
                .service
                .pointers
                .list
                .first()
                .and_then(|p| p.get())
                .copied();
            if let Some(n) = first.filter(|n| *n > 1 && external(*n as usize - 1)) {
                out.add(
                    Field::Pointer.line_item(i, 0),
                    format!(
                        "the first pointer of line {} names diagnosis {n}, an external cause \
                    (box 24E)",
                        i + 1
                    ),
                )
                .severity(Severity::Warning)
                .related(
                    Field::DiagnosisCode.item(n as usize - 1),
                    "the external cause",
                );
            }
        }
    },
    ..Rule::BASE
};

/// A line for nothing.
pub static POINTER_MISSING: Rule = Rule {
    id: "dx.pointer-missing",
    title: "a line points to no diagnosis",
    fields: &[Field::Pointers],
    predicts: predicts("A6:477", "16", "M76"),
    source: TR3,
    what: prose!("Every line points to at least one diagnosis."),
    why: "The payer cannot tell why the service was given; the 837P requires a pointer on \
        every line.",
    example: prose!(
        r#"[{"op": "remove",
                "path": "/claimInformation/serviceLines/0/professionalService/compositeDiagnosisCodePointers"}]"#
    ),
    fix: "point to the diagnosis for which the service was given",
    check: |cx, out| {
        for (i, line) in cx.claim.info.lines.iter().enumerate() {
            let pointers = &line.service.pointers;
            let read = line.shape.wrong.is_none()
                && line.service.shape.wrong.is_none()
                && pointers.shape.wrong.is_none();
            if read && pointers.list.wrong.is_none() && pointers.list.iter().all(Value::is_missing)
            {
                out.add(
                    Field::Pointers.line(i),
                    format!("line {} points to no diagnosis (box 24E)", i + 1),
                );
            }
        }
    },
    ..Rule::BASE
};

/// Pointers that repeat, or are too many.
pub static POINTER_ORDER: Rule = Rule {
    id: "dx.pointers",
    title: "a line repeats a pointer, or has more than four",
    fields: &[Field::Pointers, Field::Pointer],
    snip: 4,
    predicts: predicts("A7:477", "16", "M76"),
    source: TR3,
    what: prose!(
        "A line has at most four diagnosis pointers, none of them twice, the most important \
            first."
    ),
    why: "There are four places; a repeated pointer is refused by some payers, ignored by \
        others.",
    example: prose!(
        r#"[{"op": "replace",
                "path": "/claimInformation/serviceLines/0/professionalService/compositeDiagnosisCodePointers/diagnosisCodePointers",
                "value": ["1", "1"]}]"#
    ),
    fix: "keep each pointer once, the diagnosis that the service was mostly for first",
    check: |cx, out| {
        for (i, line) in cx.claim.info.lines.iter().enumerate() {
            let list = &line.service.pointers.list;
            if list.len() > 4 {
                out.add(
                    Field::Pointers.line(i),
                    format!(
                        "line {} has {} diagnosis pointers (box 24E); four fit",
                        i + 1,
                        list.len()
                    ),
                );
            }
            for (j, pointer) in list.iter().enumerate() {
                if let (Value::Read(n), Some(first)) =
                    (pointer, list.iter().take(j).position(|p| p == pointer))
                {
                    out.add(
                        Field::Pointer.line_item(i, j),
                        format!("line {} points to diagnosis {n} twice (box 24E)", i + 1),
                    )
                    .severity(Severity::Warning)
                    .related(Field::Pointer.line_item(i, first), "the first one");
                }
            }
        }
    },
    ..Rule::BASE
};

/// A diagnosis that is for nothing.
pub static NOT_POINTED_TO: Rule = Rule {
    id: "dx.not-pointed-to",
    title: "no line points to a diagnosis",
    severity: Severity::Info,
    fields: &[Field::DiagnosisCode, Field::Pointer],
    snip: 5,
    source: TR3,
    what: prose!("Every diagnosis is pointed to by some line."),
    leaves_alone: leaves!["claims whose lines have no pointers at all",],
    why: "Such a diagnosis supports no service: it may be right to report it, or a pointer may \
        have been forgotten.",
    example: prose!(
        r#"[{"op": "replace",
                "path": "/claimInformation/serviceLines/0/professionalService/compositeDiagnosisCodePointers/diagnosisCodePointers",
                "value": ["1"]}]"#
    ),
    fix: "point to it from the line it supports; else leave it as it is",
    check: |cx, out| {
        let pointers = || {
            cx.claim
                .info
                .lines
                .iter()
                .flat_map(|l| l.service.pointers.list.iter())
        };
        if pointers().next().is_none() {
            return;
        }
        for i in 0..cx.claim.info.diagnoses.len() {
            if !pointers().any(|p| p.get() == Some(&(i as u32 + 1))) {
                out.add(
                    Field::DiagnosisCode.item(i),
                    format!("no line points to diagnosis {} (box 21)", i + 1),
                );
            }
        }
    },
    ..Rule::BASE
};
