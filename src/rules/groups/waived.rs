//! Laboratory tests with QW, which says that a test was waived: those of which none is.

use super::modifier::each;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{answers, leaves, prose, Rule};

/// Tests for which there is no waived kit, as first and last code. CMS's list of waived tests is in none of the tables, so this
/// is our own reading: what is done with a laboratory's instruments and skill alone. Provocation panels and consultations; genes;
/// hormones, vitamins, iron and tumor markers of blood; smears, bone marrow and clotting factors; blood banking; cultures; cells
/// and tissue. Sorted.
const NOT_WAIVED: &[(u32, u32)] = &[
    (80_400, 80_439),
    (80_503, 80_506),
    (81_105, 81_112),
    (81_161, 81_479),
    (82_306, 82_306),
    (82_378, 82_378),
    (82_533, 82_533),
    (82_607, 82_608),
    (82_652, 82_652),
    (82_670, 82_670),
    (82_728, 82_728),
    (82_746, 82_747),
    (83_525, 83_525),
    (83_540, 83_550),
    (83_735, 83_735),
    (83_970, 83_970),
    (84_144, 84_146),
    (84_153, 84_154),
    (84_402, 84_403),
    (84_436, 84_439),
    (84_466, 84_466),
    (84_480, 84_482),
    (85_007, 85_009),
    (85_060, 85_097),
    (85_210, 85_293),
    (85_730, 85_732),
    (86_300, 86_304),
    (86_850, 86_999),
    (87_040, 87_076),
    (87_081, 87_158),
    (87_181, 87_190),
    (88_104, 88_399),
];

/// QW on what is not waived.
pub static QW_NOT_WAIVED: Rule = Rule {
    id: "proc.qw-not-waived",
    title: "QW stands on a laboratory test that is not waived",
    severity: Severity::Warning,
    fields: &[Field::Modifier, Field::ProcedureCode],
    snip: 5,
    predicts: answers::MODIFIERS,
    source: (
        "CMS Medicare Claims Processing Manual, chapter 16, section 70.8; own reading",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c16.pdf",
    ),
    what: prose!(
        "QW stands on no test that is done with a laboratory's instruments and skill alone: \
        genes, hormones and vitamins, smears, clotting factors, blood banking, cultures, tissue. \
        Which tests those are is our own reading, hence a warning."
    ),
    leaves_alone: leaves![
        "other tests, of which some are waived: CMS's list is in none of the tables",
        "codes outside of the laboratory chapter (80047-89398)",
    ],
    why: "QW says that the test was waived; on another test the line is denied.",
    example: prose!(
        r#"[{"op": "replace", "value": "82746",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureCode"}]"#
    ),
    fix: "take QW away; the laboratory needs a certificate for this test",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            let Some((j, _)) = line.any_of(&["QW"]) else {
                return;
            };
            if line.is_laboratory() && never_waived(line.number) {
                out.add(
                    Field::Modifier.line_item(i, j),
                    format!(
                        "QW stands on {}, a test for which there is no waived kit",
                        line.code
                    ),
                )
                .related(Field::ProcedureCode.line(i), "the test");
            }
        });
    },
    ..Rule::BASE
};

fn never_waived(test: u32) -> bool {
    NOT_WAIVED.iter().any(|(a, b)| (*a..=*b).contains(&test))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranges_are_in_order() {
        assert!(NOT_WAIVED.windows(2).all(|w| w[0].1 < w[1].0));
        assert!(NOT_WAIVED.iter().all(|(a, b)| a <= b));
    }

    #[test]
    fn common_waived_tests_are_none_of_them() {
        for test in [
            80_061, 81_003, 82_947, 83_036, 84_443, 85_018, 85_610, 87_077, 87_880,
        ] {
            assert!(!never_waived(test), "{test}");
        }
        assert!(never_waived(82_746) && never_waived(88_305));
    }
}
