//! Expected answers can be sent: their codes are current, and what does not stand alone has what goes with it.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::collections::BTreeMap;
use superbill::report::ExpectedResponse;
use superbill::rules;

/// Statuses that do not stand alone: a second one says what they are about.
const NOT_ALONE: &[&str] = &[
    "21", "402", "510", "511", "512", "693", "694", "697", "700", "732", "745", "748",
];

/// Statuses about somebody, who is named.
const OF_AN_ENTITY: &[&str] = &[
    "125", "126", "128", "145", "148", "149", "153", "155", "157", "158", "159", "160", "163",
    "164", "183", "466", "480", "496", "500", "501", "502", "503", "504", "505", "560", "562",
    "680", "695", "741", "755", "775",
];

/// Entities of an 837P: providers, subscriber, patient, payer.
const ENTITIES: &[&str] = &[
    "85", "82", "DN", "DK", "DQ", "77", "71", "72", "QB", "IL", "QC", "PR",
];

/// Every expected answer with the rule's name and the case.
fn all() -> Vec<(String, ExpectedResponse)> {
    let mut all = Vec::new();
    for rule in rules::all() {
        all.push((rule.id.to_owned(), rule.predicts));
        for case in rule.predicts_for {
            let field = case.field.map(|f| f.pattern()).unwrap_or_default();
            let name = format!("{} ({} {field})", rule.id, case.who.name());
            all.push((name, case.expected));
        }
    }
    all
}

#[test]
fn a_status_has_its_second_status_and_its_entity() {
    let mut count = 0;
    for (name, answer) in all() {
        assert!(
            !answer.stc.is_empty() || answer.stc2.is_empty(),
            "{name}: a second status without the first"
        );
        for (status, other) in [(answer.stc, answer.stc2), (answer.stc2, answer.stc)] {
            if status.is_empty() {
                continue;
            }
            count += 1;
            let parts: Vec<&str> = status.split(':').collect();
            let &[category, code, ref entity @ ..] = &parts[..] else {
                panic!("{name}: {status} is not category:status");
            };
            assert!(
                matches!(category, "A3" | "A6" | "A7" | "A8"),
                "{name}: {status}"
            );
            assert!(code.parse().is_ok_and(|n: u16| n < 800), "{name}: {status}");
            assert!(
                !NOT_ALONE.contains(&code) || !other.is_empty(),
                "{name}: {status} does not stand alone"
            );
            match entity {
                [] => assert!(!OF_AN_ENTITY.contains(&code), "{name}: {status} of whom?"),
                [entity] => {
                    assert!(
                        OF_AN_ENTITY.contains(&code),
                        "{name}: {status} is of nobody"
                    );
                    assert!(ENTITIES.contains(entity), "{name}: {status}");
                }
                _ => panic!("{name}: {status} has too many parts"),
            }
        }
    }
    assert!(count > 100, "{count}");
}

/// Whatever a payer refuses or denies is answered; files are refused before, and what is only pointed out is taken.
#[test]
fn what_is_refused_has_an_expected_answer() {
    for rule in rules::professional() {
        let refused = rule.severity != superbill::report::Severity::Info;
        let sent = !rule.id.starts_with("x12.") && !rule.id.starts_with("input.");
        let answered = !rule.predicts_for.is_empty()
            || [rule.predicts.stc, rule.predicts.carc]
                .iter()
                .any(|c| !c.is_empty());
        assert!(!refused || !sent || answered, "{} has no answer", rule.id);
    }
}

/// Providers are told apart by the entity, so no case may keep the billing provider's.
#[test]
fn a_role_is_answered_with_its_own_entity() {
    let of = |who: &str| match who {
        "billing provider" => Some("85"),
        "rendering provider" => Some("82"),
        "referring provider" => Some("DN"),
        "ordering provider" => Some("DK"),
        "supervising provider" => Some("DQ"),
        "service facility" => Some("77"),
        "purchased service provider" => Some("QB"),
        "attending provider" => Some("71"),
        "operating physician" => Some("72"),
        "subscriber" => Some("IL"),
        "dependent" => Some("QC"),
        _ => None,
    };
    for rule in rules::all() {
        for case in rule.predicts_for {
            if let Some(entity) = of(case.who.name()) {
                let answer = case.expected;
                let named = [answer.stc, answer.stc2];
                assert!(
                    named.iter().any(|s| s.split(':').nth(2) == Some(entity)),
                    "{}: {} has {named:?}",
                    rule.id,
                    case.who.name()
                );
            }
        }
    }
}

/// A source is only given where such a pair is among those that contractors published.
#[test]
fn a_published_status_is_one_of_those_published() {
    let Some(path) = support::shared("data/code-systems/stc_field_seen.tsv") else {
        return;
    };
    let seen = std::fs::read_to_string(path).expect("the list of published statuses is text");
    let seen: Vec<&str> = seen.lines().filter_map(|l| l.split('\t').next()).collect();
    let mut published = 0;
    for (name, answer) in all().into_iter().filter(|a| !a.1.source.is_empty()) {
        published += 1;
        assert!(
            seen.contains(&answer.stc),
            "{name}: nobody published {}",
            answer.stc
        );
    }
    assert!(published >= 4, "{published}");
}

#[test]
fn every_reason_and_remark_code_is_current() {
    let Some(path) = support::shared("data/code-systems/carc_rarc_codes_only.tsv") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("the list of codes is text");
    // Of each code whether it is current, whether it is an alert, and whether it needs a remark.
    let mut lists: BTreeMap<(&str, &str), (bool, bool, bool)> = BTreeMap::new();
    for row in text.lines().skip(1) {
        let row: Vec<&str> = row.split('\t').collect();
        let of = |i: usize| row.get(i).copied().unwrap_or_default();
        lists.insert(
            (of(0), of(1)),
            (of(2) == "current", of(3) == "1", of(4) == "1"),
        );
    }
    for (name, answer) in all() {
        for (list, code) in [("CARC", answer.carc), ("RARC", answer.rarc)] {
            if code.is_empty() {
                continue;
            }
            let known = lists.get(&(list, code));
            assert!(
                known.is_some_and(|k| k.0),
                "{name}: {list} {code} is not current"
            );
            if known.is_some_and(|k| list == "CARC" && k.2) {
                let remark = lists.get(&("RARC", answer.rarc));
                assert!(
                    remark.is_some_and(|r| !r.1),
                    "{name}: CARC {code} needs a RARC"
                );
            }
        }
        assert!(
            answer.rarc.is_empty() || !answer.carc.is_empty(),
            "{name}: a remark without a reason"
        );
    }
}
