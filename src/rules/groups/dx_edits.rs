//! Group 6, the part that needs the official edits and notes: which diagnoses fit the patient and each other.

use crate::code_set::CodeSet;
use crate::date::Date;
use crate::edits::{CodeRange, DxEdit, DxEdits, NoteKind, NoteRef};
use crate::field::Field;
use crate::report::{Edit, Severity};
use crate::rules::context::{Context, DiagnosisFacts};
use crate::rules::{predicts, prose, Need, Rule};
use crate::table::{side, CodeStatus};

const MCE: (&str, &str) = (
    "CMS Medicare Code Editor and I/OCE, definitions of edits",
    "https://www.cms.gov/medicare/payment/\
     prospective-payment-systems/acute-inpatient-pps/ms-drg-classifications-and-software",
);
const TABULAR: (&str, &str) = (
    "ICD-10-CM tabular list, CDC/NCHS",
    "https://www.cdc.gov/nchs/icd/icd-10-cm/files.html",
);

/// A manifestation before its disease.
pub static MANIFESTATION_FIRST: Rule = Rule {
    id: "dx.manifestation-first",
    title: "the first diagnosis is a manifestation",
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::DxEdits],
    edit: Some(Edit {
        system: "I/OCE",
        code: "086",
    }),
    predicts: predicts("A7:254", "16", "MA63"),
    source: MCE,
    what: prose!(
        "The first diagnosis is not a manifestation code: one that shows another \
        disease, which is coded before it."
    ),
    why: "A manifestation is never principal; the claim is returned.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "F0280"}]"#
    ),
    fix: "put the underlying disease first and the manifestation after it",
    check: |cx, out| {
        let (Some(table), Some(first)) = (&cx.tables.edits().dx, cx.diagnoses().first()) else {
            return;
        };
        if edits_of(cx, table, first).is_some_and(|e| e.manifestation) {
            out.add(
                Field::DiagnosisCode.item(0),
                format!(
                    "{} is how another disease shows, and that disease is coded before it (box \
                    21A)",
                    written(cx, &first.code)
                ),
            );
        }
    },
    ..Rule::BASE
};

/// Not at that age.
pub static AGE: Rule = Rule {
    id: "dx.age-conflict",
    title: "a diagnosis does not fit the patient's age",
    severity: Severity::Warning,
    fields: &[Field::DiagnosisCode, Field::BirthDate, Field::ServiceDate],
    snip: 5,
    needs: &[Need::DxEdits],
    edit: Some(Edit {
        system: "I/OCE",
        code: "002",
    }),
    predicts: predicts("", "9", ""),
    source: MCE,
    what: prose!(
        "The patient's age on the date of service is within the ages that the \
        official edits give for the diagnosis: newborn (0), pediatric (0-17), maternity \
        (9-64), adult (15-124)."
    ),
    why: "Payers deny diagnoses that do not fit the age; mostly the code or the date of birth \
        is wrong.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "O2250"}]"#
    ),
    fix: "check the diagnosis and the date of birth",
    check: |cx, out| {
        let Some(table) = &cx.tables.edits().dx else {
            return;
        };
        let (Some(birth), Some(on)) = (cx.claim.patient().date_of_birth.get(), cx.first_date())
        else {
            return;
        };
        let Some(age) = on.years_since(*birth) else {
            return;
        };
        for (i, d) in cx.diagnoses().iter().enumerate() {
            let outside = |e: &DxEdit| {
                age < u32::from(e.age_lo) || (e.age_hi < 124 && age > u32::from(e.age_hi))
            };
            if let Some(e) = edits_of(cx, table, d).filter(outside) {
                let code = written(cx, &d.code);
                out.add(
                    Field::DiagnosisCode.item(i),
                    format!(
                        "{code} is for ages {} to {}, and the patient is {age} on {on}",
                        e.age_lo, e.age_hi
                    ),
                )
                .related(Field::BirthDate.of(cx.patient()), "the date of birth");
            }
        }
    },
    ..Rule::BASE
};

/// Not for that sex.
pub static SEX: Rule = Rule {
    id: "dx.sex-conflict",
    title: "a diagnosis does not fit the patient's sex",
    severity: Severity::Warning,
    fields: &[Field::DiagnosisCode, Field::Gender],
    snip: 5,
    needs: &[Need::DxEdits],
    edit: Some(Edit {
        system: "I/OCE",
        code: "003",
    }),
    predicts: predicts("A8:86", "10", ""),
    source: MCE,
    what: prose!(
        "A diagnosis that the official edits give for one sex only stands on the \
        claim of a patient of that sex. Medicare ended most of these edits on 2024-09-30; for \
        other payers they hold on. A warning: condition code 45 or modifier KX tell the \
        payer that it is meant."
    ),
    why: "Payers deny diagnoses that do not fit the sex on their file.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "N400"}, {"op": "replace",
            "path": "/claimInformation/serviceLines/0/serviceDate", "value": "20240603"}]"#
    ),
    fix: "check the diagnosis and the sex code; add modifier KX where both are right",
    check: |cx, out| {
        let Some(table) = &cx.tables.edits().dx else {
            return;
        };
        let sex = cx.claim.patient().gender.text();
        if !matches!(sex, "F" | "M") || cx.lines().iter().any(|l| l.has("KX")) {
            return;
        }
        for (i, d) in cx.diagnoses().iter().enumerate() {
            let now = edits_of(cx, table, d).and_then(|e| e.sex);
            if let Some(only) = now
                .or_else(|| retired_sex(cx, table, d))
                .filter(|s| !sex.starts_with(*s))
            {
                let who = if only == 'F' { "female" } else { "male" };
                out.add(
                    Field::DiagnosisCode.item(i),
                    format!("{} is for {who} patients", written(cx, &d.code)),
                )
                .related(Field::Gender.of(cx.patient()), "the sex code");
            }
        }
    },
    ..Rule::BASE
};

/// Two that exclude each other.
pub static EXCLUDES1: Rule = Rule {
    id: "dx.excludes1",
    title: "two diagnoses exclude each other",
    severity: Severity::Warning,
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::Notes],
    predicts: predicts("A8:255", "16", "M76"),
    source: TABULAR,
    what: prose!(
        "No diagnosis is named by an Excludes1 note of another one on the claim or of \
        what stands above it in the list. A warning: the guidelines allow both where they have \
        nothing to do with each other."
    ),
    why: "Excludes1 means \"not coded here\": both codes say the same, or cannot be true \
        together; payers deny the claim.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/1/diagnosisCode",
            "value": "E1010"}]"#
    ),
    fix: "keep the one that the record supports",
    check: |cx, out| {
        let all = || cx.diagnoses().iter().zip(cx.notes()).enumerate();
        for (j, (b, of_b)) in all() {
            for (i, (a, of_a)) in all().take(j).filter(|(_, (a, _))| a.code != b.code) {
                let note = of_a.iter().find(|n| n.excludes1(&a.code, &b.code));
                let Some(note) =
                    note.or_else(|| of_b.iter().find(|n| n.excludes1(&b.code, &a.code)))
                else {
                    continue;
                };
                let (first, second, at) = (
                    written(cx, &a.code),
                    written(cx, &b.code),
                    written(cx, &note.at()),
                );
                out.add(
                    Field::DiagnosisCode.item(j),
                    format!("{first} and {second} are not coded together (Excludes1 note at {at})"),
                )
                .related(Field::DiagnosisCode.item(i), "the other one");
            }
        }
    },
    ..Rule::BASE
};

/// The underlying disease is missing or comes later.
pub static CODE_FIRST: Rule = Rule {
    id: "dx.code-first",
    title: "the disease to be coded first is not before it",
    severity: Severity::Warning,
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::Notes],
    predicts: predicts("A8:255", "16", "M76"),
    source: TABULAR,
    what: prose!(
        "A diagnosis with a \"code first\" note that names codes has one of them \
        before it on the claim. Notes that say \"if applicable\", \"such as\" or \
        \"complicating\" are left out: nobody but the coder can tell."
    ),
    why: "The order is part of the code's meaning; payers return claims that have it wrong.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "D631"}]"#
    ),
    fix: "add the disease that the note names, before this code",
    check: |cx, out| {
        let all = cx.diagnoses();
        for (i, (d, notes)) in all.iter().zip(cx.notes()).enumerate() {
            let missing = notes.iter().find(|note| {
                note.kind() == NoteKind::CodeFirst
                    && note.names_any()
                    && !all
                        .iter()
                        .take(i)
                        .any(|e| fulfils(**note, &d.code, &e.code))
                    && !conditional(note.text())
            });
            if let Some(note) = missing {
                out.add(
                    Field::DiagnosisCode.item(i),
                    format!(
                        "{}: the list says to code first \
                    {}",
                        written(cx, &d.code),
                        ranges(cx, *note)
                    ),
                );
            }
        }
    },
    ..Rule::BASE
};

/// A further code would say more.
pub static USE_ADDITIONAL: Rule = Rule {
    id: "dx.use-additional",
    title: "a further code would say more",
    severity: Severity::Info,
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::Notes],
    source: TABULAR,
    what: prose!(
        "A diagnosis with a \"use additional code\" note that names codes has one of \
        them on the claim too."
    ),
    why: "The further code makes the claim complete; it is seldom asked for, but counts for \
        risk and quality.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/1/diagnosisCode",
            "value": "N390"}]"#
    ),
    fix: "add the further code where the record names it",
    check: |cx, out| {
        let all = cx.diagnoses();
        for (i, (d, notes)) in all.iter().zip(cx.notes()).enumerate() {
            // Of a code that is none, or that needs more characters, that is the finding.
            if !d.on.iter().any(|(_, s)| *s == CodeStatus::Valid) {
                continue;
            }
            let missing = notes.iter().find(|note| {
                note.kind() == NoteKind::UseAdditional
                    && note.names_any()
                    && !note.at().contains('-')
                    && !all.iter().any(|other| note.names(&other.code))
            });
            if let Some(note) = missing {
                let code = written(cx, &d.code);
                out.add(
                    Field::DiagnosisCode.item(i),
                    format!(
                        "{code}: the list says to use an \
                    additional code, {}",
                        ranges(cx, *note)
                    ),
                );
            }
        }
    },
    ..Rule::BASE
};

/// A side is not said where it could be.
pub static LATERALITY: Rule = Rule {
    id: "dx.side-unspecified",
    title: "a diagnosis leaves the side open where the list knows it",
    severity: Severity::Info,
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::Codes(CodeSet::Icd10cm)],
    predicts: predicts("", "", ""),
    source: (
        "ICD-10-CM Official Guidelines, section I.B.13 (laterality)",
        "https://\
        www.cms.gov/medicare/coding-billing/icd-10-codes",
    ),
    what: prose!(
        "A diagnosis whose title says \"unspecified\" and that has siblings for the \
        right and the left side is pointed out."
    ),
    why: "Payers ask back or deny unspecified sides more and more often, since the record \
        nearly always has the side.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "M25569"}]"#
    ),
    fix: "use the code of the side that the record names",
    check: |cx, out| {
        let Some(table) = cx.tables.codes(CodeSet::Icd10cm) else {
            return;
        };
        for (i, d) in cx.diagnoses().iter().enumerate() {
            let Some((on, _)) = d.on.first() else {
                continue;
            };
            // The digit that leaves the side open is 0 or 9, in the 5th or 6th place.
            for at in [4, 5] {
                let open = d
                    .code
                    .as_bytes()
                    .get(at)
                    .is_some_and(|b| matches!(b, b'0' | b'9'));
                let (Some(stem), Some(rest), true) = (d.code.get(..at), d.code.get(at + 1..), open)
                else {
                    continue;
                };
                let sided = |digit: char, side: usize| {
                    let code = format!("{stem}{digit}{rest}");
                    (table.laterality(&code) & side != 0).then_some(code)
                };
                let Some(right) = sided('1', side::RIGHT) else {
                    continue;
                };
                let Some(left) = sided('2', side::LEFT) else {
                    continue;
                };
                if table.laterality(&d.code) & side::UNSPECIFIED != 0 {
                    out.add(
                        Field::DiagnosisCode.item(i),
                        format!(
                            "{} does not say the side: right or left",
                            table.formatted(&d.code)
                        ),
                    )
                    .options(
                        [right, left]
                            .iter()
                            .filter(|c| table.status(c, *on) == CodeStatus::Valid)
                            .map(|c| cx.for_field(table, c)),
                    );
                    break;
                }
            }
        }
    },
    ..Rule::BASE
};

/// The official edits of a diagnosis on its date of service. The table answers for codes that exist.
fn edits_of(cx: &Context<'_>, table: &DxEdits, d: &DiagnosisFacts<'_>) -> Option<DxEdit> {
    if d.code.is_empty()
        || d.on
            .first()
            .is_some_and(|(_, status)| *status == CodeStatus::Unknown)
    {
        return None;
    }
    table.on(&d.code, d.on.first().map(|o| o.0).or(cx.first_date())?)
}

/// The sex that Medicare's editor asked for until 2024-09-30. Other payers kept the edit, as its reason had not changed.
fn retired_sex(cx: &Context<'_>, table: &DxEdits, d: &DiagnosisFacts<'_>) -> Option<char> {
    if cx.is_medicare() || d.code.is_empty() {
        return None;
    }
    table.on(&d.code, Date::new(2024, 9, 30)?)?.sex
}

/// Whether a "code first" note asks for something only where it is there, or leaves open what: nobody but the coder can
/// answer it then. The note's own words tell: "any", "if" (applicable, known), "associated" and "complicating" make a
/// condition, "due to" names one case of several, "such as" and "by type" end no list. All notes of the list were read.
fn conditional(text: &str) -> bool {
    let mut before = String::new();
    let lower = text.to_ascii_lowercase();
    for word in lower.split(|c: char| !c.is_ascii_alphanumeric()) {
        let pair = (before.as_str(), word);
        if matches!(word, "any" | "if" | "associated" | "complicating")
            || matches!(pair, ("such", "as") | ("due", "to") | ("by", "type"))
        {
            return true;
        }
        if !word.is_empty() {
            before = word.to_owned();
        }
    }
    false
}

/// Whether a diagnosis fulfils a "code first" note. Weeks of gestation (Z3A) go with any code of pregnancy, childbirth and
/// its supervision: the note says "obstetric condition" and lists fewer than there are (guideline I.C.21.c.11).
fn fulfils(note: NoteRef<'_>, of: &str, earlier: &str) -> bool {
    let pregnancy = of.starts_with("Z3A")
        && (earlier.starts_with('O')
            || ["Z03", "Z32", "Z33", "Z34", "Z36", "Z37", "Z64"]
                .iter()
                .any(|z| earlier.starts_with(z)));
    pregnancy || note.names(earlier)
}

/// A code as it is written, with its point.
fn written(cx: &Context<'_>, code: &str) -> String {
    cx.tables
        .codes(CodeSet::Icd10cm)
        .map_or_else(|| code.to_owned(), |t| t.formatted(code))
}

/// The first few codes and ranges that a note names, as they are written.
fn ranges(cx: &Context<'_>, note: NoteRef<'_>) -> String {
    let one = |r: CodeRange| match r.first == r.last {
        true => written(cx, &r.first),
        false => format!("{}-{}", written(cx, &r.first), written(cx, &r.last)),
    };
    // A note may name a code for more than one thing.
    let mut all: Vec<String> = Vec::new();
    for text in note.codes().map(one) {
        if all.len() < 5 && !all.contains(&text) {
            all.push(text);
        }
    }
    if let Some(fifth) = all.get_mut(4) {
        *fifth = "...".to_owned();
    }
    all.join(", ")
}
