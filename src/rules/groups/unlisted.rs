//! Codes that stand for what has no code: the claim says in words what was done.

use crate::field::Field;
use crate::rules::{leaves, predicts, prose, Context, Rule};

/// Unlisted procedures of the CPT book: their values, which all sections publish as such.
const UNLISTED: &[u32] = &[
    1_999, 15_999, 17_999, 19_499, 20_999, 21_089, 21_299, 21_499, 21_899, 22_899, 22_999, 23_929,
    24_999, 25_999, 26_989, 27_299, 27_599, 27_899, 28_899, 29_799, 29_999, 30_999, 31_299, 31_599,
    31_899, 32_999, 33_999, 36_299, 37_501, 37_799, 38_129, 38_589, 38_999, 39_499, 39_599, 40_799,
    40_899, 41_599, 41_899, 42_299, 42_699, 42_999, 43_289, 43_499, 43_659, 43_999, 44_238, 44_799,
    44_899, 44_979, 45_399, 45_499, 45_999, 46_999, 47_379, 47_399, 47_579, 47_999, 48_999, 49_329,
    49_659, 49_999, 50_549, 50_949, 51_999, 53_899, 54_699, 55_559, 55_899, 58_578, 58_579, 58_679,
    58_999, 59_897, 59_898, 59_899, 60_659, 60_699, 64_999, 66_999, 67_299, 67_399, 67_599, 67_999,
    68_399, 68_899, 69_399, 69_799, 69_949, 69_979, 76_496, 76_497, 76_498, 76_499, 76_999, 77_299,
    77_399, 77_499, 77_799, 78_099, 78_199, 78_299, 78_399, 78_499, 78_599, 78_699, 78_799, 78_999,
    79_999, 81_099, 81_479, 81_599, 84_999, 85_999, 86_486, 86_849, 86_999, 87_797, 87_999, 88_099,
    88_199, 88_299, 88_399, 88_749, 89_240, 89_398, 90_399, 90_749, 90_899, 90_999, 91_299, 92_499,
    92_700, 93_799, 93_998, 94_799, 95_199, 95_999, 96_379, 96_549, 96_999, 97_039, 97_139, 97_799,
    99_199, 99_429, 99_499, 99_600,
];

/// HCPCS codes whose public text says unclassified, miscellaneous, not otherwise classified or unlisted. Sorted.
const UNCLASSIFIED: &[&str] = &[
    "A0999", "A4421", "A4649", "A4913", "A9698", "A9699", "A9999", "B9998", "B9999", "C9399",
    "E0769", "E0770", "E1399", "E1699", "E2599", "J3490", "J3590", "J3591", "J7199", "J7599",
    "J7699", "J7799", "J7999", "J8498", "J8499", "J8597", "J8999", "J9999", "K0108", "K0812",
    "K0898", "K0899", "L0999", "L1499", "L2999", "L3649", "L3999", "L5999", "L7499", "L8039",
    "L8048", "L8499", "L8698", "L8699", "Q2039", "Q4050", "Q4051", "Q4082", "Q4100", "S9379",
    "S9542", "T1999", "T5999", "V2199", "V2299", "V2399", "V2499", "V2599", "V2799", "V5298",
    "V5299",
];

/// Whether a code stands for what has no code of its own.
fn is_unlisted(number: u32, code: &str) -> bool {
    // 86486 is a skin test with an unlisted antigen, and has its own payment.
    (number != 86_486 && UNLISTED.binary_search(&number).is_ok())
        || UNCLASSIFIED.binary_search(&code).is_ok()
}

/// An unlisted code that says nothing.
pub static DESCRIPTION_MISSING: Rule = Rule {
    id: "proc.unlisted-without-description",
    title: "an unlisted code has no description",
    fields: &[Field::Description, Field::ProcedureCode],
    snip: 4,
    predicts: predicts("A6:306", "16", "N350"),
    source: (
        "ASC X12N 837P implementation guide (005010X222A1), SV101-07; CMS Medicare Claims \
            Processing Manual, chapter 26, section 10.4, item 19",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/\
            clm104c26pdf.pdf",
    ),
    what: prose!(
        "A line with an unlisted CPT code, or a HCPCS code for what is not classified \
        (J3490, E1399 ...), has a description."
    ),
    leaves_alone: leaves![
        "a note of the line or the claim",
        "a document with the line or the claim",
        "the NDC of a drug, for payers other than Medicare",
    ],
    why: "The code alone does not say what was done, so nobody can price it: the line is \
        rejected.",
    example: prose!(
        r#"[{"op": "replace", "value": "43999",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"}]"#
    ),
    fix: "describe what was done, or which drug and dose was given (SV101-07; on paper the shaded \
        part of box 24, for Medicare box 19)",
    check: |cx, out| {
        for (i, line) in cx.lines().iter().enumerate() {
            if is_unlisted(line.number, &line.code) && !says_what(cx, i) {
                out.add(
                    Field::Description.line(i),
                    format!(
                        "{} is an unlisted code, and nothing says what it stands for",
                        line.code
                    ),
                )
                .related(Field::ProcedureCode.line(i), "the unlisted code");
            }
        }
    },
    ..Rule::BASE
};

fn says_what(cx: &Context<'_>, i: usize) -> bool {
    let info = &cx.claim.info;
    let noted = info.note.is_some() || info.numbers.attachment.is_some();
    let line = info.lines.get(i);
    noted
        || !info.numbers.attachments.is_empty()
        || line.is_some_and(|l| {
            !l.service.description.is_missing()
                || !l.note.is_missing()
                || !l.attachments.is_empty()
                || (!cx.is_medicare() && l.drug.as_deref().is_some_and(|d| !d.ndc.is_missing()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_in_order() {
        assert!(UNLISTED.windows(2).all(|w| w[0] < w[1]));
        assert!(UNCLASSIFIED.windows(2).all(|w| w[0] < w[1]));
    }
}
