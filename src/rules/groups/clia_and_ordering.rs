//! Group 11: laboratory certificates and ordering providers.

use crate::claim::{Role, Value};
use crate::field::{Field, FieldRef, Owner};
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Context, Rule};

const CLIA: (&str, &str) = (
    "42 CFR part 493; CMS Medicare Claims Processing Manual, chapter 16, section 70",
    "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c16.pdf",
);

/// Codes among the laboratory tests that CMS excludes from its CLIA edits: skin tests, measurements through the skin,
/// consultations of a pathologist, breath and blood bank services ("HCPCS codes subject to and excluded from CLIA edits").
const NO_CLIA: &[u32] = &[
    80_500, 80_502, 80_503, 80_504, 80_505, 80_506, 81_050, 82_075, 83_013, 83_014, 83_987, 86_077,
    86_078, 86_079, 86_485, 86_486, 86_490, 86_510, 86_580, 86_910, 86_911, 86_927, 86_930, 86_931,
    86_932, 86_945, 86_950, 86_960, 86_965, 86_985, 86_999, 88_125, 88_240, 88_241, 88_311, 88_720,
    88_738, 88_740, 88_741, 89_049, 89_220, 89_240,
];

/// The CLIA number that holds for a line, with its place.
fn clia_of<'c>(cx: &Context<'c>, line: usize) -> (&'c str, FieldRef) {
    let own = cx
        .claim
        .info
        .lines
        .get(line)
        .and_then(|l| l.references.as_deref())
        .map_or("", |r| r.clia.text());
    match own {
        "" => (cx.claim.info.numbers.clia.text(), Field::Clia.of_claim()),
        own => (own, Field::LineClia.line(line)),
    }
}

/// A waived test without the certificate's number.
pub static CLIA_MISSING: Rule = Rule {
    id: "clia.missing",
    title: "a laboratory test has no CLIA number",
    fields: &[
        Field::Clia,
        Field::LineClia,
        Field::Modifier,
        Field::ProcedureCode,
        Field::PlaceOfService,
    ],
    snip: 4,
    predicts: predicts("A6:544", "16", "MA120"),
    source: CLIA,
    what: prose!(
        "A line with modifier QW (a waived test) has a CLIA number, its own or the \
        claim's: an error without. A laboratory test (80047-89398, G0103, G0328) done in an \
        office, clinic \
        or independent laboratory (11, 49, 50, 71, 72, 81) without one is a warning. For \
        payers other than Medicare and Medicaid both are an info."
    ),
    leaves_alone: leaves![
        "tests that CMS excludes from its CLIA edits (86485, 86580, 88738 ...)",
        "the reading alone (26) and tests of another laboratory (90)",
        "tests without QW in other places than office, clinic and laboratory (11, 49, 50, 71, \
            72, 81)",
    ],
    why: "No test is paid without the certificate under which it was done.",
    example: prose!(
        r#"[{"op": "remove",
            "path": "/claimInformation/claimSupplementalInformation/cliaNumber"}]"#
    ),
    fix: "give the ten-character CLIA number of the laboratory's certificate",
    check: |cx, out| {
        let asked = matches!(cx.claim.info.filing.text(), "MA" | "MB" | "MC");
        for (i, line) in cx.lines().iter().enumerate() {
            let (number, at) = clia_of(cx, i);
            if !number.is_empty() {
                continue;
            }
            let mut at = at;
            at.line = Some(i);
            let path = || Field::Clia.of_claim().json();
            if let Some((j, _)) = line.any_of(&["QW"]).filter(|_| !line.is_visit()) {
                let finding = out.add(
                    at,
                    format!(
                        "{} with QW is a CLIA-waived test, and the claim has no CLIA number (box \
                        23)",
                        line.code
                    ),
                );
                finding.path(path());
                finding.related(Field::Modifier.line_item(i, j), "the waived test");
                if !asked {
                    finding.severity(Severity::Info);
                }
            } else if (line.is_laboratory() || matches!(line.code.as_ref(), "G0103" | "G0328"))
                && NO_CLIA.binary_search(&line.number).is_err()
                && matches!(line.place, "11" | "49" | "50" | "71" | "72" | "81")
                && line.any_of(&["26", "90"]).is_none()
            {
                let finding = out.add(
                    at,
                    format!(
                        "{} is a laboratory test, and the claim has no CLIA number (box 23)",
                        line.code
                    ),
                );
                finding.path(path());
                finding
                    .severity(if asked {
                        Severity::Warning
                    } else {
                        Severity::Info
                    })
                    .related(Field::ProcedureCode.line(i), "the test");
            }
        }
    },
    ..Rule::BASE
};

/// A CLIA number of the wrong form.
pub static CLIA_FORMAT: Rule = Rule {
    id: "clia.format",
    title: "a CLIA number has the wrong form",
    fields: &[Field::Clia, Field::LineClia],
    snip: 5,
    predicts: predicts("A7:544", "16", "MA120"),
    source: CLIA,
    what: prose!("A CLIA number has ten characters: two digits, the letter D, seven digits."),
    why: "The payer looks the certificate up by it, and denies the tests when there is none.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/claimSupplementalInformation/cliaNumber",
                "value": "36E1234567"}]"#
    ),
    fix: "copy the number from the laboratory's certificate",
    check: |cx, out| {
        let claim = std::iter::once((&cx.claim.info.numbers.clia, Field::Clia.of_claim()));
        let lines = cx.claim.info.lines.iter().enumerate();
        let lines = lines
            .filter_map(|(i, l)| Some((&l.references.as_deref()?.clia, Field::LineClia.line(i))));
        for (number, at) in claim.chain(lines) {
            if let Value::Read(number) = number {
                let fits = |(i, b): (usize, u8)| {
                    if i == 2 {
                        b == b'D'
                    } else {
                        b.is_ascii_digit()
                    }
                };
                if number.len() != 10 || !number.bytes().enumerate().all(fits) {
                    out.add(
                        at,
                        "the CLIA number (box 23) is not two digits, the letter D, and \
                    seven digits",
                    );
                }
            }
        }
    },
    ..Rule::BASE
};

/// A service that somebody must have ordered.
pub static ORDERING_MISSING: Rule = Rule {
    id: "order.ordering-provider-missing",
    title: "an ordered service names no ordering or referring provider",
    severity: Severity::Warning,
    fields: &[Field::Provider, Field::Npi, Field::ProcedureCode],
    snip: 4,
    predicts: predicts("A6:562:DK", "16", "N265"),
    source: (
        "42 CFR 410.32 and 424.507; CMS Medicare Claims Processing Manual, chapter 26, item 17",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/\
            clm104c26pdf.pdf",
    ),
    what: prose!(
        "On a claim to Medicare (MA, MB) a line of laboratory, imaging, or equipment \
        (HCPCS E, K, L) has an ordering or referring provider, on the line or on the claim. An \
        info where the claim bills a visit or a procedure too: who treats mostly orders for \
        their own patients."
    ),
    leaves_alone: leaves![
        "payers other than Medicare",
        "what is only read (26)",
        "screening mammography (77063, 77067), to which women refer themselves",
    ],
    why: "Medicare pays ordered services only when the order's author is named and enrolled; \
        most payers follow.",
    example: prose!(r#"[{"op": "remove", "path": "/referring"}]"#),
    fix: "name who ordered the service, with the NPI, as ordering provider of the line or \
        referring provider of the claim",
    check: |cx, out| {
        if !cx.is_medicare() {
            return;
        }
        // Who treats on the same claim mostly orders for their own patients.
        let own = cx.lines().iter().any(|l| {
            l.is_visit() || matches!(l.number, 10_004..=36_399 | 36_417..=69_990 | 90_281..=98_999)
        });
        let orders = |role: Role| matches!(role, Role::Ordering | Role::Referring);
        if cx.claim.providers.iter().any(|p| orders(p.role)) {
            return;
        }
        for (i, line) in cx.lines().iter().enumerate() {
            let what = match () {
                // Women refer themselves to a screening mammography.
                () if matches!(line.number, 77_063 | 77_067) => continue,
                () if line.is_laboratory() => "a laboratory test",
                () if line.is_imaging() => "imaging",
                () if line.is_equipment() => "equipment",
                () => continue,
            };
            if cx
                .claim
                .info
                .lines
                .get(i)
                .is_some_and(|l| l.providers.iter().any(|p| orders(p.role)))
            {
                continue;
            }
            // Read only: CMS asks the laboratory or the owner of the equipment, not the reader.
            if line.has("26") {
                continue;
            }
            let at = Field::Provider
                .line(i)
                .owned(Owner::Provider(Role::Ordering));
            let finding = out.add(
                at,
                format!(
                    "{} is {what}, and no ordering or referring provider is named (box 17)",
                    line.code
                ),
            );
            finding.related(Field::ProcedureCode.line(i), "the ordered service");
            if own {
                finding.severity(Severity::Info);
            }
        }
    },
    ..Rule::BASE
};
