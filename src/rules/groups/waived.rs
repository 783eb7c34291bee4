//! Laboratory tests that are waived: which may have QW.

use super::modifier::each;
use crate::date::Date;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{answers, leaves, prose, Rule};

/// The tests of the laboratory chapter of which CMS's laboratory fee schedule (second quarter of 2026) or its yearly list of
/// waived tests names one with QW. Sorted.
const WAIVED: &[u32] = &[
    80_047, 80_048, 80_051, 80_053, 80_061, 80_069, 80_178, 80_305, 81_003, 81_007, 81_514, 81_515,
    82_010, 82_040, 82_042, 82_043, 82_044, 82_120, 82_150, 82_247, 82_271, 82_274, 82_310, 82_330,
    82_374, 82_435, 82_465, 82_523, 82_550, 82_565, 82_570, 82_679, 82_947, 82_950, 82_951, 82_952,
    82_977, 82_985, 83_001, 83_002, 83_036, 83_037, 83_516, 83_518, 83_520, 83_605, 83_655, 83_718,
    83_721, 83_861, 83_880, 83_986, 84_075, 84_132, 84_155, 84_157, 84_295, 84_443, 84_450, 84_460,
    84_478, 84_520, 84_550, 84_703, 85_014, 85_018, 85_025, 85_576, 85_610, 86_294, 86_308, 86_318,
    86_328, 86_386, 86_618, 86_701, 86_703, 86_769, 86_780, 86_803, 87_077, 87_210, 87_338, 87_389,
    87_400, 87_420, 87_426, 87_428, 87_430, 87_449, 87_491, 87_494, 87_502, 87_521, 87_563, 87_591,
    87_631, 87_633, 87_634, 87_635, 87_636, 87_637, 87_650, 87_651, 87_661, 87_801, 87_804, 87_806,
    87_807, 87_808, 87_809, 87_811, 87_812, 87_880, 87_899, 87_905, 89_300, 89_321,
];

/// Tests that are waived by their code alone and need no QW, which stands on them nevertheless at times. Sorted.
const WAIVED_ALONE: &[u32] = &[
    81_002, 81_025, 82_270, 82_272, 82_962, 83_026, 84_830, 85_013, 85_651,
];

/// QW on what is not waived.
pub static QW_NOT_WAIVED: Rule = Rule {
    id: "proc.qw-not-waived",
    title: "QW stands on a laboratory test that is not waived",
    severity: Severity::Warning,
    fields: &[Field::Modifier, Field::ProcedureCode, Field::ServiceDate],
    snip: 5,
    predicts: answers::MODIFIERS,
    source: (
        "CMS clinical laboratory fee schedule, QW; CMS, tests granted waived status under CLIA",
        "https://www.cms.gov/medicare/payment/fee-schedules/clinical-laboratory-fee-schedule-\
            clfs",
    ),
    what: prose!(
        "A laboratory test (80047-89398) with QW is one of which CMS lists a waived kind: some \
        hundred and twenty codes of the second quarter of 2026, when the list was read. A \
        warning, as each quarter may add one."
    ),
    leaves_alone: leaves![
        "services before 2024, for which the list was another one",
        "codes outside of the laboratory chapter (80047-89398)",
    ],
    why: "QW says that the test was waived; on another test the line is denied.",
    example: prose!(
        r#"[{"op": "replace", "value": "82746",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureCode"}]"#
    ),
    fix: "take QW away; the laboratory needs a certificate for this test",
    check: |cx, out| {
        let first = Date::new(2024, 1, 1);
        each(cx, &mut |i, line| {
            let known = |list: &[u32]| list.binary_search(&line.number).is_ok();
            let Some((j, _)) = line.any_of(&["QW"]) else {
                return;
            };
            let asked = line.is_laboratory() && line.date >= first;
            if asked && !known(WAIVED) && !known(WAIVED_ALONE) {
                out.add(
                    Field::Modifier.line_item(i, j),
                    format!(
                        "QW stands on {}, of which CMS's list of the second quarter of 2026 \
                            has no waived test",
                        line.code
                    ),
                )
                .related(Field::ProcedureCode.line(i), "the test");
            }
        });
    },
    ..Rule::BASE
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_in_order() {
        assert!(WAIVED.windows(2).all(|w| w[0] < w[1]));
        assert!(WAIVED_ALONE.windows(2).all(|w| w[0] < w[1]));
    }
}
