//! Vaccines: the ages they are for, and how Medicare wants them administered.

use crate::field::Field;
use crate::report::Severity;
use crate::rules::context::LineFacts;
use crate::rules::{leaves, predicts, prose, Rule};

/// Youngest and oldest age in years of a vaccine: by its public name (CDC's list of CPT codes and vaccines) or its license, and
/// as wide as the two together. Vaccines that are given at every age are left out.
pub(super) const fn ages(number: u32) -> Option<(u32, u32)> {
    Some(match number {
        // Diphtheria, tetanus and pertussis: up to six years, and from seven on.
        90_696 => (4, 6),
        90_697 | 90_698 => (0, 4),
        90_700 | 90_702 | 90_723 => (0, 6),
        90_714 | 90_715 => (7, 130),
        // Rotavirus: the first eight months.
        90_680 | 90_681 => (0, 0),
        // Hepatitis A and B.
        90_633 => (1, 18),
        90_744 => (0, 19),
        90_632 | 90_739 => (18, 130),
        90_746 => (18, 130),
        // Influenza: high dose and with an adjuvant.
        90_653 | 90_662 | 90_694 => (50, 130),
        // Human papilloma virus.
        90_649..=90_651 => (9, 45),
        // Meningitis B.
        90_620 | 90_621 => (10, 130),
        // Zoster.
        90_736 => (50, 130),
        90_750 => (18, 130),
        // Respiratory syncytial virus: antibodies of the infant, vaccines of the adult.
        90_380..=90_382 => (0, 2),
        90_678 => (10, 130),
        90_679 | 90_683 => (18, 130),
        // COVID-19, by age.
        91_318 => (0, 4),
        91_319 => (5, 11),
        91_320 | 91_322 => (12, 130),
        91_321 => (0, 11),
        91_304 => (12, 130),
        _ => return None,
    })
}

/// The code by which Medicare Part B pays the administration of a vaccine of that code.
fn medicare_administration(line: &LineFacts<'_>) -> Option<&'static str> {
    let influenza = matches!(
        line.number,
        90_630 | 90_637 | 90_638 | 90_653..=90_662 | 90_672..=90_674 | 90_682 | 90_685..=90_689
            | 90_694 | 90_756
    ) || ("Q2034"..="Q2039").contains(&line.code.as_ref());
    match line.number {
        _ if influenza => Some("G0008"),
        90_670 | 90_671 | 90_677 | 90_684 | 90_732 => Some("G0009"),
        90_739 | 90_740 | 90_743 | 90_744 | 90_746 | 90_747 | 90_759 => Some("G0010"),
        _ => None,
    }
}

/// A vaccine that Medicare pays, under the code for other payers.
pub static MEDICARE_ADMINISTRATION: Rule = Rule {
    id: "proc.medicare-vaccine-administration",
    title: "Medicare pays the administration of that vaccine under another code",
    severity: Severity::Warning,
    fields: &[Field::ProcedureCode, Field::ServiceDate, Field::Filing],
    snip: 7,
    predicts: predicts("", "16", "M51"),
    source: (
        "CMS Medicare Claims Processing Manual, chapter 18, section 10.2",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c18.pdf",
    ),
    what: prose!(
        "On a claim to Medicare Part B (MB) the vaccines against influenza, pneumococci and \
        hepatitis B are administered under G0008, G0009 and G0010, not under 90471 or 90473."
    ),
    leaves_alone: leaves![
        "payers other than Medicare Part B",
        "claims with another vaccine on that day, which 90471 may be for",
    ],
    why: "Medicare pays these vaccines as preventive, without a share of the patient, and denies \
        the general codes for them.",
    example: prose!(
        r#"[{"op": "replace", "value": "90662",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"},
            {"op": "replace", "value": "90471",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureCode"},
            {"op": "remove",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers"}]"#
    ),
    fix: "bill G0008 for influenza, G0009 for pneumococci, G0010 for hepatitis B",
    check: |cx, out| {
        if cx.claim.info.filing.text() != "MB" {
            return;
        }
        let lines = cx.lines();
        for (i, line) in lines.iter().enumerate() {
            if !matches!(line.number, 90_471 | 90_473) {
                continue;
            }
            let vaccines = || {
                let all = lines.iter().enumerate();
                all.filter(|(_, l)| l.date == line.date && l.is_vaccine())
            };
            let wanted: Option<Vec<_>> = vaccines()
                .map(|(j, l)| Some((j, l, medicare_administration(l)?)))
                .collect();
            let Some((j, vaccine, code)) = wanted.and_then(|all| all.first().copied()) else {
                continue;
            };
            let same = vaccines().all(|(_, l)| medicare_administration(l) == Some(code));
            let finding = out.add(
                Field::ProcedureCode.line(i),
                format!(
                    "Medicare pays the administration of {} under {code}, not under {}",
                    vaccine.code, line.code
                ),
            );
            finding.related(Field::ProcedureCode.line(j), "the vaccine");
            if same {
                finding
                    .fix(format!("bill {code}"))
                    .options([code.to_owned()]);
            }
        }
    },
    ..Rule::BASE
};
