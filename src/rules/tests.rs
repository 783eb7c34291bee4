//! Rules whose tables only the user can build (MUE, practitioner pairs), on made-up ones.

use super::{validate_bytes, validate_json, Options};
use crate::catalog::Catalog;
use crate::container::TableInfo;
use crate::edits::fee_schedule::{self, FeeScheduleEntry, GlobalDays};
use crate::edits::mue::{self, MueEntry};
use crate::edits::ptp::{self, PtpPair};
use crate::report::{NotChecked, Report, Severity};
use crate::Date;

fn info(set: &str) -> TableInfo {
    TableInfo {
        set: set.into(),
        release: "made up".into(),
        rows: 1,
        from: Date::new(2020, 1, 1).unwrap(),
        to: Date::new(2030, 12, 31).unwrap(),
        source: "made up".into(),
    }
}

fn tables() -> Catalog {
    let entry = |code: &str, value: u32, mai: u8| {
        (
            code.to_owned(),
            (MueEntry { value, mai }, "made up".to_owned()),
        )
    };
    let units = [
        entry("97110", 4, 1),
        entry("83036", 1, 3),
        entry("77001", 1, 2),
    ]
    .into_iter()
    .collect();
    let of_hospitals = [
        entry("97110", 6, 1),
        entry("83036", 1, 3),
        entry("99283", 1, 3),
    ]
    .into_iter()
    .collect();
    let pair = |column1: &[u8; 5], column2: &[u8; 5], modifier_indicator: u8| ptp::Row {
        column1: *column1,
        column2: *column2,
        edit: PtpPair {
            modifier_indicator,
            from: Date::new(2020, 1, 1).unwrap(),
            to: Date::MAX,
        },
    };
    let pairs = [
        pair(b"20610", b"99213", 1),
        pair(b"80053", b"80048", 0),
        pair(b"93000", b"93005", 9),
    ];
    let mut tables = Catalog::empty();
    tables
        .load(&mue::encode(&info("mue-practitioner"), &units))
        .unwrap();
    tables
        .load(&mue::encode(&info("mue-hospital"), &of_hospitals))
        .unwrap();
    tables
        .load(&ptp::encode(&info("ncci-ptp-practitioner"), &pairs))
        .unwrap();
    let schedule = |code: &str, global, components, bilateral, assistant| {
        let entry = FeeScheduleEntry {
            global,
            components,
            multiple: 0,
            bilateral,
            assistant,
            co_surgeons: 0,
            team: 0,
        };
        (code.to_owned(), entry)
    };
    let schedule = [
        schedule("27447", GlobalDays::Ninety, 0, 1, 2),
        schedule("45378", GlobalDays::Zero, 0, 0, 1),
        schedule("95810", GlobalDays::None, 1, 0, 9),
    ];
    tables
        .load(&fee_schedule::encode(
            &info("pfs-indicators"),
            &schedule.into(),
        ))
        .unwrap();
    tables
}

/// The findings of one rule on a claim of these lines: code, modifier, units, date.
fn run(
    rule: &str,
    filing: &str,
    lines: &[(&str, &str, &str, &str)],
) -> Vec<(String, Severity, String)> {
    let lines: Vec<String> = lines
        .iter()
        .map(|(code, modifier, units, date)| {
            let modifiers = if modifier.is_empty() {
                String::new()
            } else {
                format!("\"{modifier}\"")
            };
            format!(
                "{{\"serviceDate\": \"{date}\", \"professionalService\": {{\"procedureCode\": \
                    \"{code}\", \"procedureModifiers\": [{modifiers}], \"serviceUnitCount\": \
                    \"{units}\"}}}}"
            )
        })
        .collect();
    let claim = format!(
        "{{\"claimInformation\": {{\"claimFilingCode\": \"{filing}\", \"serviceLines\": \
            [{}]}}}}",
        lines.join(",")
    );
    let report: Report = validate_json(claim.as_bytes(), &tables(), &Options::default()).unwrap();
    // A day that no made-up table covers is the only reason not to answer.
    let unanswered = |n: &NotChecked| n.rule == rule && !n.reason.contains("is outside of what");
    assert!(
        !report.not_checked.iter().any(unanswered),
        "{:?}",
        report.not_checked
    );
    let found = report.findings.into_iter().filter(|f| f.rule == rule);
    found.map(|f| (f.path, f.severity, f.message)).collect()
}

const DAY: &str = "20261103";

#[test]
fn mue_counts_by_line_for_mai_1_and_by_day_for_2_and_3() {
    let rule = "units.over-mue";
    assert_eq!(
        run(
            rule,
            "MB",
            &[("97110", "", "4", DAY), ("97110", "59", "4", DAY)]
        ),
        []
    );
    assert_eq!(run(rule, "MB", &[("97110", "", "5", DAY)]).len(), 1);
    let day = run(
        rule,
        "MB",
        &[("83036", "", "1", DAY), ("83036", "59", "1", DAY)],
    );
    assert_eq!(day.len(), 1, "said once for the day: {day:?}");
    assert_eq!(day[0].1, Severity::Error);
    assert!(day[0].0.contains("serviceLines/0/") && day[0].2.contains("(MAI 3)"));
    assert_eq!(
        run(
            rule,
            "MB",
            &[("83036", "", "1", DAY), ("83036", "", "1", "20261104")]
        ),
        []
    );
    assert_eq!(
        run(rule, "CI", &[("77001", "", "2", DAY)])[0].1,
        Severity::Warning
    );
}

/// A right bill of `tests/hospital` with replacements.
fn bill(name: &str, replace: &[(&str, &str)]) -> Vec<u8> {
    let path = format!("{}/tests/hospital/{name}.edi", env!("CARGO_MANIFEST_DIR"));
    let mut text = std::fs::read_to_string(path).unwrap();
    for (from, to) in replace {
        assert!(text.contains(from), "{name} has no {from}");
        text = text.replace(from, to);
    }
    text.into_bytes()
}

#[test]
fn hospitals_are_held_to_their_own_units() {
    let rule = "units.over-mue";
    let found = |replace: &[(&str, &str)]| {
        let bytes = bill("outpatient", replace);
        let report = validate_bytes(&bytes, &tables(), &Options::default()).unwrap();
        let mut found = report.findings.into_iter().filter(|f| f.rule == rule);
        let first = found.next().map(|f| (f.severity, f.message, f.fix.options));
        assert!(found.next().is_none());
        first
    };
    const LINE: &str = "0301*HC:83036*75*UN*1~\nDTP*472*D8*20250225";
    let line = |units: &str, days: &str| format!("0301*HC:97110*75*UN*{units}~\nDTP*472*{days}");
    let (day, days) = ("D8*20250225", "RD8*20250225-20250226");
    assert_eq!(found(&[(LINE, &line("6", day))]), None);
    let seven = line("7", day);
    let (severity, message, options) = found(&[(LINE, &seven)]).unwrap();
    assert_eq!(severity, Severity::Error);
    assert!(
        message.starts_with("7 units of 97110 (") && message.contains("MUE is 6 on a line"),
        "{message}"
    );
    assert_eq!(options, ["6"]);
    let other_payer = found(&[(LINE, &seven), ("*MA~", "*CI~")]).unwrap();
    assert_eq!(other_payer.0, Severity::Warning);
    assert!(found(&[(LINE, &seven), ("*13:A:1*", "*14:A:1*")]).is_some());
    // Of several days the units of each count, and the line may have as many for each.
    assert_eq!(found(&[(LINE, &line("12", days))]), None);
    let (_, message, options) = found(&[(LINE, &line("16", days))]).unwrap();
    let said = ["16 units of 97110", "MUE is 6 a day (MAI 1)"];
    assert!(said.iter().all(|s| message.contains(s)), "{message}");
    assert_eq!(options, ["12"]);
    // Of two lines it is not known which one has too many.
    let (_, message, options) = found(&[("HC:36415*28", "HC:83036*28")]).unwrap();
    assert!(message.contains("MUE is 1 on a date"), "{message}");
    assert!(options.is_empty());
    // What doctors do stands on a critical access hospital's bill alone.
    let doctors = seven.replace("0301*", "0960*");
    assert!(found(&[(LINE, &doctors)]).is_some());
    assert_eq!(found(&[(LINE, &doctors), ("*13:A:1*", "*85:A:1*")]), None);
    // Of a bill that has such edits it is said that their table is missing.
    let mut tables = Catalog::empty();
    tables
        .load(&mue::encode(&info("mue-practitioner"), &Default::default()))
        .unwrap();
    for (name, said) in [("outpatient", true), ("cah", true), ("inpatient", false)] {
        let bytes = bill(name, &[]);
        let report = validate_bytes(&bytes, &tables, &Options::default()).unwrap();
        let not_checked = report.not_checked.iter().any(|n| n.rule == rule);
        assert_eq!(not_checked, said, "{name}");
    }
}

#[test]
fn pairs_are_errors_for_medicare_unless_a_modifier_bypasses_them() {
    let rule = "ncci.ptp";
    let pair = |modifier| [("20610", "", "1", DAY), ("99213", modifier, "1", DAY)];
    let found = run(rule, "MB", &pair(""));
    assert_eq!((found.len(), found[0].1), (1, Severity::Error));
    assert!(
        found[0].0.contains("serviceLines/1/"),
        "the column 2 line is the one denied"
    );
    assert_eq!(run(rule, "MB", &pair("25")), []);
    assert_eq!(run(rule, "CI", &pair(""))[0].1, Severity::Warning);
    // Indicator 0 is bypassed by nothing, 9 denies nothing.
    assert_eq!(
        run(
            rule,
            "MB",
            &[("80053", "", "1", DAY), ("80048", "59", "1", DAY)]
        )
        .len(),
        1
    );
    assert_eq!(
        run(
            rule,
            "MB",
            &[("93000", "", "1", DAY), ("93005", "", "1", DAY)]
        ),
        []
    );
    // Other days, and the pair the other way round, are no pair.
    assert_eq!(
        run(
            rule,
            "MB",
            &[("20610", "", "1", DAY), ("99213", "", "1", "20261104")]
        ),
        []
    );
}

#[test]
fn the_fee_schedule_knows_which_modifiers_a_code_has() {
    let rule = "mod.not-in-fee-schedule";
    for (code, modifier, found) in [
        ("27447", "80", 0),
        ("45378", "80", 1),
        ("27447", "62", 1),
        ("27447", "50", 0),
        ("45378", "50", 1),
        ("95810", "26", 0),
        ("95810", "TC", 0),
        ("45378", "26", 1),
        ("99999", "26", 0),
    ] {
        let lines = [(code, modifier, "1", DAY)];
        assert_eq!(run(rule, "MB", &lines).len(), found, "{code} {modifier}");
    }
    let outside = run(rule, "MB", &[("45378", "80", "1", "20310101")]);
    assert!(outside[0].1 == Severity::Warning && outside[0].2.contains("made up"));
}

#[test]
fn a_visit_before_an_operation_of_ninety_days_decides_on_it() {
    let rule = "mod.57-missing";
    for (code, modifier, day, found) in [
        ("99213", "", DAY, 1),
        ("99213", "57", DAY, 0),
        ("99213", "25", DAY, 0),
        ("99223", "", "20261102", 1),
        ("99213", "", "20261101", 0),
        ("99213", "", "20261104", 0),
    ] {
        let lines = [(code, modifier, "1", day), ("27447", "", "1", DAY)];
        assert_eq!(
            run(rule, "CI", &lines).len(),
            found,
            "{code} {modifier} {day}"
        );
    }
    let assisted = [("99213", "", "1", DAY), ("27447", "80", "1", DAY)];
    assert_eq!(run(rule, "CI", &assisted), []);
}

/// Puts values into a claim: the operations of the rows, of which only `add` at the end of a path and `replace` occur.
fn put(claim: &mut serde_json::Value, patch: &serde_json::Value) {
    for op in patch.as_array().unwrap() {
        let (parent, key) = op["path"].as_str().unwrap().rsplit_once('/').unwrap();
        claim.pointer_mut(parent).unwrap()[key] = op["value"].clone();
    }
}

/// The exceptions of rules whose tables nobody can pin; `tests/exceptions.rs` runs those of all others.
#[test]
fn exceptions_are_left_alone_by_made_up_tables_too() {
    let base: serde_json::Value =
        serde_json::from_str(include_str!("../../tests/corpus/base.json")).unwrap();
    let rows = [
        include_str!("../../tests/exceptions.jsonl"),
        include_str!("../../tests/hospital/exceptions.jsonl"),
    ];
    let rows = rows.iter().flat_map(|text| text.lines());
    let mut seen = 0;
    for row in rows.map(|r| serde_json::from_str::<serde_json::Value>(r).unwrap()) {
        let rule = row["rule"].as_str().unwrap();
        let made_up = ["ncci.ptp", "units.over-mue", "mod.not-in-fee-schedule"];
        if !made_up.contains(&rule) {
            continue;
        }
        for (patch, speaks) in [("fires", true), ("alone", false)] {
            let claim = match row["bill"].as_str() {
                Some(name) => {
                    let both = [&row["patch"], &row[patch]];
                    let all = both.iter().flat_map(|r| r.as_object().unwrap());
                    let all: Vec<_> = all
                        .map(|(a, b)| (a.as_str(), b.as_str().unwrap()))
                        .collect();
                    bill(name, &all)
                }
                None => {
                    let mut claim = base.clone();
                    put(&mut claim, &row["patch"]);
                    put(&mut claim, &row[patch]);
                    serde_json::to_vec(&claim).unwrap()
                }
            };
            let report = validate_bytes(&claim, &tables(), &Options::default()).unwrap();
            let found = report.findings.iter().any(|f| f.rule == rule);
            assert_eq!(found, speaks, "{rule}, {patch}: {}", row["leaves_alone"]);
        }
        seen += 1;
    }
    assert!(seen >= 9, "only {seen} rows were run");
}
