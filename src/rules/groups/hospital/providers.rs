//! Who must be named on a hospital's claim.

use crate::claim::Role;
use crate::field::{Field, Owner};
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Rule, TR3_HOSPITAL};

/// No attending provider.
pub static ATTENDING: Rule = Rule {
    id: "bill.attending-missing",
    title: "nobody is named as responsible for the patient's care",
    fields: &[Field::Provider, Field::RevenueCode],
    predicts: predicts("A6:504:71", "16", "N253"),
    source: TR3_HOSPITAL,
    what: prose!("The claim names the attending provider (2310A)."),
    leaves_alone: leaves!["claims for nothing but transport that was not scheduled (054x)"],
    why: "The 837I requires it, and Medicare checks that the number is one of a person who may \
        order services.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {
            "NM1*71*1*ABBOTT*HECTOR****XX*1752407985~\n": "", "PRV*AT*PXC*207R00000X~\n": ""}}"#
    ),
    fix: "name who was responsible for the patient's care, with the NPI",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let transport = |code: u16| matches!(code, 540..=549);
        let only_transport =
            !bill.lines.is_empty() && bill.hospital.revenue.iter().all(|r| transport(r.number()));
        if cx.claim.provider(Role::Attending).is_none() && !only_transport {
            out.add(
                Field::Provider.of(Owner::Provider(Role::Attending)),
                "the claim names no attending provider",
            );
        }
    },
    ..Rule::BASE
};

/// An attending provider without a name.
pub static NAME: Rule = Rule {
    id: "bill.attending-name-missing",
    title: "a physician of a hospital's claim has no name",
    fields: &[Field::LastName, Field::ProviderName, Field::Provider],
    predicts: predicts("A6:125:71", "16", "N252"),
    source: TR3_HOSPITAL,
    what: prose!("The attending and the operating physicians have a family name."),
    why: "Medicare compares the name with the one that it has for the NPI.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"NM1*71*1*ABBOTT*": "NM1*71*1**"}}"#),
    fix: "write the name as in NPPES",
    check: |cx, out| {
        if cx.bill().is_none() {
            return;
        }
        for provider in &cx.claim.providers {
            let physician = matches!(
                provider.role,
                Role::Attending | Role::Operating | Role::OtherOperating
            );
            if physician
                && provider.last_name.is_missing()
                && provider.organization_name.is_missing()
            {
                out.add(
                    Field::ProviderName.of(Owner::Provider(provider.role)),
                    format!("the {} has no name", provider.role.name()),
                );
            }
        }
    },
    ..Rule::BASE
};

/// Whether a procedure of the stay is an operation: of the section medical and surgical, or of obstetrics an abortion, a delivery by
/// knife or instrument, a repair; not a birth without help (10E), breaking the waters, a monitor.
fn is_operation(code: &str) -> bool {
    code.len() == 7
        && (code.starts_with('0')
            || matches!(
                code.as_bytes(),
                [b'1', b'0', b'A' | b'D' | b'Q' | b'S' | b'T' | b'Y', ..]
            ))
}

/// No operating physician.
pub static OPERATING: Rule = Rule {
    id: "bill.operating-missing",
    title: "an operation names nobody who did it",
    fields: &[
        Field::Provider,
        Field::InpatientProcedure,
        Field::RevenueCode,
    ],
    predicts: predicts("A6:504:72", "16", "N262"),
    source: TR3_HOSPITAL,
    what: prose!(
        "A claim with an operation names the operating physician (2310B, or 2420A on the \
            line): ICD-10-PCS of the sections 0 and 1, an error where operating room (036x) \
            and anesthesia (037x) are billed too, else a warning, since some of these are done \
            at the bedside; a surgical CPT code in an operating room or an ambulatory surgery \
            center (049x), an error with anesthesia or a recovery room (0710), else a warning."
    ),
    leaves_alone: leaves![
        "procedures that are no operations: imaging, ventilation, \
        electroshock, a birth without help"
    ],
    why: "The 837I requires it where a surgical procedure is listed.",
    example: prose!(
        r#"{"bill": "surgery", "replace": {"NM1*72*1*QUINTERO*JOYCE****XX*1040145801~\n": ""}}"#
    ),
    fix: "name the surgeon, with the NPI",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let of_lines = bill
            .lines
            .iter()
            .any(|l| l.providers.iter().any(|p| p.role == Role::Operating));
        if cx.claim.provider(Role::Operating).is_some() || of_lines {
            return;
        }
        let at = Field::Provider.of(Owner::Provider(Role::Operating));
        let room = |code: u16| matches!(code, 360..=369 | 490..=499);
        let in_room = cx
            .lines()
            .iter()
            .zip(bill.each_line())
            .any(|(facts, (_, _, revenue))| {
                // What is let in or out of a vein is no operation: transfusions, stem cells (38204 to 38243).
                matches!(facts.number, 10_004..=69_990)
                    && !matches!(facts.number, 36_400..=36_460 | 36_511..=36_522 | 38_204..=38_243)
                    && room(revenue.number())
            });
        let anesthesia = bill.has_revenue(|c| matches!(c, 370..=379));
        if bill
            .hospital
            .procedures
            .iter()
            .any(|p| is_operation(p.code.text()))
        {
            let finding = out.add(at, "an operation is listed, and no operating physician");
            if !(anesthesia && bill.has_revenue(room)) {
                finding.severity(Severity::Warning);
            }
        } else if in_room {
            let message = "an operation is billed, and no operating physician named";
            let finding = out.add(at, message);
            if !anesthesia && !bill.has_revenue(|c| c == 710) {
                finding.severity(Severity::Warning);
            }
        }
    },
    ..Rule::BASE
};

/// An off-campus department that is not named.
pub static FACILITY: Rule = Rule {
    id: "bill.off-campus-facility-missing",
    title: "a service off campus does not say where",
    fields: &[Field::Provider, Field::Modifier],
    snip: 4,
    predicts: predicts("A6:500:77", "16", "N294"),
    source: super::CHAPTER_4,
    what: prose!(
        "A hospital's outpatient bill to Medicare with modifier PO or PN (department off campus) \
            names the department and its address (2310E)."
    ),
    leaves_alone: leaves!["services on campus"],
    why: "The contractor compares the address with the hospital's enrollment, and returns the \
        bill.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:G0463*": "HC:G0463:PO*"}}"#),
    fix: "give name and address of the department as enrolled",
    check: |cx, out| {
        let Some(bill) = cx.bill().filter(|b| b.facility == 13) else {
            return;
        };
        let Some(severity) = bill.medicare() else {
            return;
        };
        let off = cx.lines().iter().any(|l| l.any_of(&["PO", "PN"]).is_some());
        if off && cx.claim.info.facility.is_none() {
            let at = Field::Provider.of(Owner::Provider(Role::Facility));
            out.add(at, "PO or PN says off campus, and no department is named")
                .severity(severity);
        }
    },
    ..Rule::BASE
};

/// A procedure of a stay without its day, or on another day than of the stay.
pub static PROCEDURE_DATE: Rule = Rule {
    id: "bill.procedure-date",
    title: "a procedure of the stay has no day, or one outside of it",
    fields: &[
        Field::InpatientProcedureDate,
        Field::StatementFrom,
        Field::StatementTo,
    ],
    snip: 4,
    predicts: predicts("A6:465", "16", "N301"),
    source: super::CHAPTER_25,
    what: prose!(
        "An ICD-10-PCS procedure has its day, which is not after the statement and not more than \
            three days before it; in those three days it is a warning."
    ),
    leaves_alone: leaves![
        "procedures of the three days before the admission, where the statement begins with \
            them"
    ],
    why: "Medicare pays by the procedures of the stay; one without its day, or of another day, \
        is returned.",
    example: prose!(
        r#"{"bill": "surgery", "replace": {"BBR:021109W:D8:20250506": "BBR:021109W"}}"#
    ),
    fix: "give the day of the procedure",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (i, given) in bill.hospital.procedures.iter().enumerate() {
            let at = Field::InpatientProcedureDate.item(i);
            if given.from.is_missing() && !given.code.is_missing() {
                out.add(at, "the procedure has no day");
            }
            let (Some(day), Some(from), Some(through)) =
                (given.from.get(), bill.from, bill.through)
            else {
                continue;
            };
            if *day > through || from.days_since(*day) > 3 {
                out.add(
                    at,
                    format!(
                        "the procedure of {day} is outside the statement, {from} to \
                        {through}"
                    ),
                );
            } else if *day < from {
                out.add(
                    at,
                    format!(
                        "the procedure of {day} is before the statement, which begins on {from}"
                    ),
                )
                .severity(Severity::Warning);
            }
        }
    },
    ..Rule::BASE
};

/// ICD-10-PCS on an outpatient's bill.
pub static PROCEDURE_MISPLACED: Rule = Rule {
    id: "bill.procedure-misplaced",
    title: "an inpatient's procedure code stands on an outpatient's bill",
    fields: &[Field::InpatientProcedureQualifier, Field::BillType],
    snip: 4,
    predicts: predicts("A8:490", "16", "M67"),
    source: super::CHAPTER_25,
    what: prose!(
        "ICD-10-PCS stands on stays alone: on another bill it is an error for \
        Medicare, a warning for others."
    ),
    why: "HIPAA's code set for outpatients is HCPCS and CPT.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {
            "HI*ABF:I10~\n": "HI*ABF:I10~\nHI*BBR:0DTJ4ZZ:D8:20250225~\n"}}"#
    ),
    fix: "bill the procedure by its HCPCS or CPT code on a line",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        if bill.is_inpatient() || matches!(bill.facility, 0 | 12 | 22) {
            return;
        }
        for i in 0..bill.hospital.procedures.len() {
            let message = format!(
                "type of bill {} has no ICD-10-PCS procedures",
                bill.facility
            );
            out.add(Field::InpatientProcedureQualifier.item(i), message)
                .severity(bill.medicare().unwrap_or(Severity::Warning));
        }
    },
    ..Rule::BASE
};
