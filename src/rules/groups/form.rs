//! The rest of group 10: what the claim form itself asks for.

use crate::claim::{Text, Value};
use crate::field::Field;
use crate::lists::{has, CAUSES, DELAYS, FREQUENCIES};
use crate::report::Severity;
use crate::rules::{answers, leaves, predicts, prose, words, Rule, TR3};

/// No lines, or more than fit.
pub static LINES: Rule = Rule {
    id: "claim.lines",
    title: "the claim has no service line, or more than fifty",
    fields: &[Field::Lines],
    predicts: predicts("A7:121", "", ""),
    source: TR3,
    what: prose!("The claim has 1 to 50 service lines."),
    why: "The 837P holds 50 lines; a claim with none bills nothing.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/serviceLines", "value": []},
                {"op": "replace", "path": "/claimInformation/claimChargeAmount",
                "value": "1.00"}]"#
    ),
    fix: "bill each service on a line; split a longer claim",
    check: |cx, out| {
        let lines = &cx.claim.info.lines;
        let at = Field::Lines.of_claim();
        match lines.len() {
            0 if lines.wrong.is_none() => {
                out.add(at, "the claim has no service line (box 24)");
            }
            n if n > 50 => drop(out.add(
                at,
                format!("the claim has {n} service lines (box 24); 50 fit"),
            )),
            _ => {}
        }
    },
    ..Rule::BASE
};

/// The provider's own number.
pub static CONTROL_NUMBER: Rule = Rule {
    id: "claim.patient-control-number",
    title: "the patient control number is missing or too long",
    fields: &[Field::PatientControlNumber],
    predicts: predicts("A7:478", "", ""),
    source: TR3,
    what: prose!(
        "The claim has a patient control number of at most 20 characters; a longer \
        one is a warning."
    ),
    why: "Answers and payments are matched to the claim by it; payers need not return more \
        than 20 characters.",
    example: prose!(r#"[{"op": "remove", "path": "/claimInformation/patientControlNumber"}]"#),
    fix: "give each claim its own number of at most 20 letters and digits",
    check: |cx, out| {
        let at = Field::PatientControlNumber.of_claim();
        match &cx.claim.info.patient_control_number {
            Value::Missing if cx.claim.info.shape.wrong.is_none() => {
                out.add(
                    at,
                    "the patient control number (your account number, box 26) is missing",
                );
            }
            Value::Read(n) if n.chars().count() > 20 => {
                out.add(
                    at,
                    format!(
                        "the patient control number (box 26) has {} characters; payers return \
                            20",
                        n.chars().count()
                    ),
                )
                .severity(Severity::Warning);
            }
            _ => {}
        }
    },
    ..Rule::BASE
};

/// A frequency code (CLM05-3) that is missing or unknown.
pub static FREQUENCY: Rule = Rule {
    id: "claim.frequency-unknown",
    title: "the claim frequency code is missing or unknown",
    fields: &[Field::Frequency],
    predicts: predicts("A7:535", "", ""),
    source: TR3,
    what: prose!("The claim frequency code is 1 (original), 7 (replacement) or 8 (void)."),
    why: "The payer must know whether the claim is new; any other code is rejected on a \
        professional claim.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/claimFrequencyCode",
            "value": "X"}]"#
    ),
    fix: "use 1 for a new claim, 7 to replace and 8 to void one that the payer has",
    check: |cx, out| {
        let at = Field::Frequency.of_claim();
        let options = || FREQUENCIES.iter().map(|f| f.0.to_owned());
        match &cx.claim.info.frequency {
            Value::Missing if cx.claim.info.shape.wrong.is_none() => {
                out.add(
                    at,
                    "the claim frequency code is missing (box 22): 1, 7 or 8",
                )
                .options(options());
            }
            Value::Read(code) if !has(FREQUENCIES, code) => {
                out.add(
                    at,
                    format!(
                        "{} is not a frequency code of a claim (box 22): 1, 7 or 8",
                        words::code(code, 2)
                    ),
                )
                .options(options());
            }
            _ => {}
        }
    },
    ..Rule::BASE
};

/// Which claim is replaced.
pub static ORIGINAL_REFERENCE: Rule = Rule {
    id: "claim.original-reference-missing",
    title: "a replacement or void does not say which claim it is for",
    fields: &[Field::ClaimControlNumber, Field::Frequency],
    snip: 4,
    predicts: predicts("A6:464", "16", "M47"),
    source: TR3,
    what: prose!(
        "A claim with frequency code 7 or 8 has the payer's number of the earlier \
        claim."
    ),
    why: "The payer cannot find the claim to replace, and rejects this one.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/claimFrequencyCode", "value": "7"},
                {"op": "replace", "path": "/claimInformation/claimFilingCode", "value": "CI"}]"#
    ),
    fix: "copy the payer's number of the earlier claim (ICN or DCN) from the remittance (835) or \
        the claim status (277)",
    check: |cx, out| {
        let info = &cx.claim.info;
        if matches!(info.frequency.text(), "7" | "8")
            && info.numbers.claim_control_number.is_missing()
        {
            out.add(
                Field::ClaimControlNumber.of_claim(),
                format!(
                    "frequency code {} says that an earlier claim is {}, but the payer's \
                        number of that claim is missing (box 22)",
                    info.frequency.text(),
                    if info.frequency.text() == "7" {
                        "replaced"
                    } else {
                        "voided"
                    }
                ),
            )
            .related(Field::Frequency.of_claim(), "the frequency code");
        }
    },
    ..Rule::BASE
};

/// Yes-and-no codes of the form.
pub static INDICATORS: Rule = Rule {
    id: "claim.indicator-unknown",
    title: "an indicator of the claim form is missing or has an unknown value",
    fields: &[
        Field::Signature,
        Field::AcceptAssignment,
        Field::BenefitsAssigned,
        Field::Release,
    ],
    predicts: predicts("A7:333", "", ""),
    predicts_for: answers::INDICATOR_OF,
    source: TR3,
    what: prose!(
        "The signature on file is Y or N, the assignment code A, B or C, the assignment of \
            benefits N, W or Y, the release of information I or Y. A missing one is a warning: \
            interfaces fill in their usual value."
    ),
    why: "The 837P requires all four and refuses other values.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/releaseInformationCode",
            "value": "N"}]"#
    ),
    fix: "give the letter that is true of this claim",
    check: |cx, out| {
        let info = &cx.claim.info;
        let all: [(&Text<'_>, Field, &str, &[&str], &str); 4] = [
            (
                &info.signature,
                Field::Signature,
                "whether the provider's signature is on file",
                &["Y", "N"],
                "give Y when the signature is on file, N when not",
            ),
            (
                &info.accept_assignment,
                Field::AcceptAssignment,
                "whether the provider accepts assignment",
                &["A", "B", "C"],
                "give A when assignment is accepted, B when for laboratory tests only, C when not",
            ),
            (
                &info.benefits_assigned,
                Field::BenefitsAssigned,
                "whether the patient assigns benefits to the provider",
                &["N", "W", "Y"],
                "give Y when the payer is to pay the provider, N when the patient, W when the \
                    patient refuses to assign",
            ),
            (
                &info.release,
                Field::Release,
                "whether the patient released the information",
                &["I", "Y"],
                "give Y when a signed release is on file, I when the law asks for none",
            ),
        ];
        for (value, field, name, values, fix) in all {
            let at = field.of_claim();
            let options: Vec<String> = values.iter().map(|v| (*v).to_owned()).collect();
            let choice = words::any_of(&options);
            match value {
                Value::Missing if info.shape.wrong.is_none() => {
                    let message = format!(
                        "the code that says {name} is missing{}: {choice}",
                        words::in_box(at)
                    );
                    out.add(at, message)
                        .severity(Severity::Warning)
                        .fix(fix)
                        .options(options);
                }
                Value::Read(v) if !values.contains(&&**v) => {
                    let given = words::code(v, 1);
                    let message = format!(
                        "{given} does not say {name}{}; {choice} does",
                        words::in_box(at)
                    );
                    out.add(at, message).fix(fix).options(options);
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// A related cause (CLM11) or delay reason (CLM20) that does not exist.
pub static RELATED_CAUSE: Rule = Rule {
    id: "claim.related-cause-unknown",
    title: "a related cause or delay reason is unknown",
    fields: &[Field::RelatedCause, Field::DelayReason],
    predicts: predicts("A7:633", "", ""),
    predicts_for: answers::DELAY_OF,
    source: TR3,
    what: prose!(
        "Related causes are AA, EM or OA; a delay reason is one of the numbers 1 to 11 or 15."
    ),
    why: "The 837P refuses other values.",
    example: prose!(
        r#"[{"op": "add", "path": "/claimInformation/relatedCausesCode", "value": ["AP"]}]"#
    ),
    fix: "use AA for a car accident, EM for employment, OA for another accident",
    check: |cx, out| {
        for (i, cause) in cx.claim.info.related_causes.iter().enumerate() {
            if cause.get().is_some_and(|c| !has(CAUSES, c)) {
                out.add(
                    Field::RelatedCause.item(i),
                    format!(
                        "{} is not a related cause (box 10): AA, EM or OA",
                        words::code(cause.text(), 2)
                    ),
                )
                .options(CAUSES.iter().map(|c| c.0.to_owned()));
            }
        }
        if cx
            .claim
            .info
            .delay_reason
            .get()
            .is_some_and(|d| !has(DELAYS, d))
        {
            out.add(
                Field::DelayReason.of_claim(),
                format!(
                    "{} is not a delay reason",
                    words::code(cx.claim.info.delay_reason.text(), 2)
                ),
            )
            .fix("use one of 1 to 11, or 15");
        }
    },
    ..Rule::BASE
};

/// A qualifier of the procedure code (SV101-01) that is missing or unknown.
pub static PROCEDURE_QUALIFIER: Rule = Rule {
    id: "proc.qualifier-unknown",
    title: "the procedure code qualifier is missing or unknown",
    fields: &[Field::ProcedureQualifier],
    predicts: predicts("A7:745", "16", "M51").with("A7:454"),
    source: TR3,
    what: prose!(
        "The procedure code qualifier is HC for HCPCS and CPT codes; ER, IV and WK exist by \
            agreement. A missing one is a warning."
    ),
    leaves_alone: leaves!["ER, IV and WK, which partners may agree on",],
    why: "It says from which list the code is; the 837P refuses other values.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureIdentifier",
            "value": "CPT"}]"#
    ),
    fix: "use HC, the qualifier of HCPCS and CPT codes",
    check: |cx, out| {
        for (i, line) in cx.claim.info.lines.iter().enumerate() {
            let at = Field::ProcedureQualifier.line(i);
            match &line.service.qualifier {
                Value::Missing
                    if line.shape.wrong.is_none() && line.service.shape.wrong.is_none() =>
                {
                    out.add(
                        at,
                        format!(
                            "line {} does not say from which list its code is (box \
                    24D): HC for HCPCS and CPT",
                            i + 1
                        ),
                    )
                    .severity(Severity::Warning)
                    .options(["HC".to_owned()]);
                }
                Value::Read(q) if !matches!(&**q, "HC" | "ER" | "IV" | "WK") => {
                    out.add(
                        at,
                        format!(
                            "{} on line {} is not a procedure code qualifier (box 24D)",
                            words::code(q, 3),
                            i + 1
                        ),
                    )
                    .options(["HC".to_owned()]);
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};
