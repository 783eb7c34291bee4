//! Group 6, the part of the notes of the tabular list: which diagnoses exclude, precede or ask for each other.

use super::dx_edits::written;
use crate::code_set::CodeSet;
use crate::edits::{CodeRange, NoteKind, NoteRef};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::context::Context;
use crate::rules::{leaves, predicts, prose, words, Need, Rule};
use crate::table::CodeStatus;

const TABULAR: (&str, &str) = (
    "ICD-10-CM tabular list, CDC/NCHS",
    "https://www.cdc.gov/nchs/icd/icd-10-cm/files.html",
);

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
                    format!(
                        "{first} and {second} are not coded together (Excludes1 note at \
                        {at})"
                    ),
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
        before it on the claim."
    ),
    leaves_alone: leaves![
        "notes with a condition (\"if applicable\", \"any\", \"such as\", \"associated\", \
            \"complicating\", \"due to\"): the coder alone can tell",
        "notes that name no codes",
        "weeks of gestation (Z3A) behind any code of pregnancy, childbirth or its supervision",
    ],
    why: "The order is part of the code's meaning; payers return claims that have it wrong.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "D631"}]"#
    ),
    fix: "put the disease that the note names before this code, and add it where it is missing",
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
                        "{} is coded after the disease behind it, and none stands before it: {} \
                            goes first",
                        written(cx, &d.code),
                        named(cx, *note)
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
    leaves_alone: leaves![
        "notes that name no codes",
        "diagnoses that do not exist or need more characters, where that is the finding",
        "notes of a whole chapter or block",
    ],
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
                        "{code} asks for a further code where the record has it: {}",
                        named(cx, *note)
                    ),
                );
            }
        }
    },
    ..Rule::BASE
};

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

/// The first codes and ranges that a note names, as they are written, codes with what they mean.
fn named(cx: &Context<'_>, note: NoteRef<'_>) -> String {
    let table = cx.tables.codes(CodeSet::Icd10cm);
    let one = |r: CodeRange| match r.first == r.last {
        true => {
            let title = table.and_then(|t| t.title(&r.first));
            let title = title.map_or(String::new(), |t| format!(" ({t})"));
            format!("{}{title}", written(cx, &r.first))
        }
        false => format!("{}-{}", written(cx, &r.first), written(cx, &r.last)),
    };
    // A note may name a code for more than one thing.
    let mut all: Vec<CodeRange> = Vec::new();
    for range in note.codes() {
        if !all.contains(&range) {
            all.push(range);
        }
    }
    let more = all.len() > 4;
    let some: Vec<String> = all.into_iter().take(4).map(one).collect();
    match more {
        true => format!("{} and others", some.join(", ")),
        false => words::any_of(&some),
    }
}
