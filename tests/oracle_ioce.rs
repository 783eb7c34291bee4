//! Outpatient claims answered by pyoce, an unofficial port of CMS's Integrated Outpatient Code Editor: the edits that a
//! professional claim shares with it, compared by claim and field.
//!
//! The oracle is not part of the project; without it the test is skipped, and counted so.
#![cfg(all(feature = "write", not(target_arch = "wasm32")))]

mod support;

use serde_json::{json, Value};
use std::collections::{BTreeMap, BTreeSet};
use superbill::edits::{AddOn, AddOnType};
use superbill::report::Finding;
use superbill::rules::{self, Options};
use superbill::Date;

/// The claim as a professional one, and for each of our lines and diagnoses the path in the oracle's claim.
fn adapt(claim: &Value) -> (Value, Vec<String>, Vec<String>) {
    let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
    let (mut diagnoses, mut dx_paths) = (Vec::new(), Vec::new());
    let mut push = |v: &Value, path: String| {
        let code = text(&v["diagnosis"]);
        if !code.is_empty() {
            let qualifier = if diagnoses.is_empty() { "ABK" } else { "ABF" };
            diagnoses.push(json!({"diagnosisTypeCode": qualifier, "diagnosisCode": code}));
            dx_paths.push(path);
        }
    };
    push(
        &claim["principalDiagnosisCode"],
        "/principalDiagnosisCode".into(),
    );
    for list in [
        "reasonForVisitDiagnosisCodeList",
        "secondaryDiagnosisCodeList",
    ] {
        for (i, d) in claim[list].as_array().into_iter().flatten().enumerate() {
            push(d, format!("/{list}/{i}"));
        }
    }
    let (mut lines, mut line_paths) = (Vec::new(), Vec::new());
    for (i, line) in claim["lineItemList"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
    {
        let modifiers = line["hcpcsModifierInputList"]
            .as_array()
            .into_iter()
            .flatten();
        let modifiers: Vec<String> = modifiers.map(|m| text(&m["hcpcsModifier"])).collect();
        lines.push(json!({"serviceDate": line["serviceDate"], "professionalService": {
            "procedureCode": line["hcpcs"], "procedureModifiers": modifiers, "serviceUnitCount": line["unitsInput"],
        }}));
        line_paths.push(format!("/lineItemList/{i}"));
    }
    // An age in whole years, turned over on the first day of the claim, holds for a year from there.
    let start: u32 = text(&claim["dateStarted"]).parse().unwrap_or(0);
    let age: u32 = text(&claim["age"]).parse().unwrap_or(0);
    let day = if start % 10_000 == 229 {
        start - 1
    } else {
        start
    };
    let sex = match claim["sex"].as_str() {
        Some("1") => "M",
        Some("2") => "F",
        _ => "U",
    };
    let value = json!({
        "subscriber": {"dateOfBirth": (day - age * 10_000).to_string(), "gender": sex},
        "claimInformation": {"claimFilingCode": "MB", "healthCareCodeInformation": diagnoses, "serviceLines": lines},
    });
    (value, dx_paths, line_paths)
}

/// Where a finding is in the oracle's claim: the diagnosis or the line (the oracle places nothing more finely but modifiers).
fn place(f: &Finding, dx: &[String], lines: &[String]) -> Option<String> {
    let mut steps = f.path.split('/').skip(2);
    match steps.next()? {
        "healthCareCodeInformation" => dx.get(steps.next()?.parse::<usize>().ok()?).cloned(),
        "serviceLines" => {
            let line = lines.get(steps.next()?.parse::<usize>().ok()?)?;
            Some(match steps.nth(1)? {
                "procedureModifiers" if f.rule != "mod.conflict" => {
                    format!(
                        "{line}/hcpcsModifierInputList/{}",
                        steps.next().unwrap_or("0")
                    )
                }
                _ => format!("{line}/hcpcs"),
            })
        }
        _ => None,
    }
}

/// The edit that a finding stands for.
fn edit(f: &Finding) -> Option<&'static str> {
    Some(match f.rule {
        "dx.format" | "dx.unknown" | "dx.header-not-billable" | "dx.not-valid-on-date" => "001",
        "dx.age-conflict" => "002",
        "dx.external-cause-first" => "005",
        "dx.manifestation-first" => "086",
        "proc.unknown" | "proc.not-valid-on-date" => "006",
        "mod.unknown" | "mod.not-valid-on-date" | "mod.format" => "022",
        // Of a pair that a modifier may part, the modifiers are named as well.
        "ncci.ptp" if f.related.len() == 1 => "020",
        "ncci.ptp" => "040",
        "mod.conflict" => "102",
        "ncci.add-on-without-primary" => "add-on",
        _ => return None,
    })
}

/// Whether the editor runs an edit on a claim at all: it leaves edits out by bill type, and for hospitals paid by packages.
/// What is left out here is left out on both sides.
fn runs(edit: &str, row: &Value) -> bool {
    let bill = row["claim"]["billType"]
        .as_str()
        .unwrap_or("")
        .get(..2)
        .unwrap_or("")
        .to_owned();
    let packaged = row["claim"]["oppsFlag"] == "1";
    let has = |edits: &[&str]| {
        row["result"]["located"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|l| edits.contains(&l["edit"].as_str().unwrap_or("")))
    };
    // A claim of incidental services only, or of one psychiatric service too few, is refused as a whole, and its other edits
    // are dropped.
    let refused = row["result"]["claimEdits"].to_string();
    if refused.contains("\"027\"") || refused.contains("\"029\"") {
        return false;
    }
    match (edit, bill.as_str()) {
        // Religious non-medical institutions: nothing is edited.
        (_, "43") => false,
        // Rural health clinics and health centers are not under NCCI; lines of an inpatient-only day are denied before it.
        ("020" | "040", "71" | "77") => false,
        ("020" | "040", _) => !has(&["018", "049", "060", "107"]),
        ("106" | "108", "12" | "13" | "14" | "76") => !packaged,
        ("102", "22") => false,
        ("102", _) => packaged,
        _ => true,
    }
}

/// Whether a line stands on the ambulance revenue code with a code that is no transport: the editor reads no modifiers
/// there, and a professional claim has no revenue codes. Lines of transport codes are compared like all others.
fn no_transport_on_0540(row: &Value, path: &str) -> bool {
    let line = path.split('/').take(3).collect::<Vec<_>>().join("/");
    row["claim"].pointer(&line).is_some_and(|l| {
        let code = l["hcpcs"].as_str().unwrap_or("");
        l["revenueCode"] == "0540" && !code.starts_with("A0")
    })
}

/// Whether the editor says of a line that its code was not payable yet, or no more, on that day of the quarter.
fn between_quarters(row: &Value, path: &str) -> bool {
    let located = row["result"]["located"].as_array().into_iter().flatten();
    let mut here = located.filter(|l| l["path"] == path);
    here.any(|l| {
        let edit = l["edit"].as_str().unwrap_or("");
        matches!(edit, "067" | "068" | "069" | "110" | "124" | "134" | "136")
    })
}

/// The editor's number for an add-on code without its primary, by the code's type. For type 2 it asks only at professional
/// services (revenue codes 096x to 098x) of critical access hospitals (bill type 85x) and of hospitals not paid by packages.
fn add_on_edit(row: &Value, path: &str, table: &AddOn) -> Option<&'static str> {
    let line = path.split('/').take(3).collect::<Vec<_>>().join("/");
    let line = row["claim"].pointer(&line)?;
    let text = |key: &str| line[key].as_str().unwrap_or("");
    let bill = row["claim"]["billType"].as_str().unwrap_or("");
    let unpackaged = bill.starts_with("13") && row["claim"]["oppsFlag"] == "2";
    let professional = ["096", "097", "098"]
        .iter()
        .any(|r| text("revenueCode").starts_with(r));
    match table.kind(text("hcpcs"), Date::parse(text("serviceDate"))?)? {
        AddOnType::One => Some("106"),
        AddOnType::Two if professional && (bill.starts_with("85") || unpackaged) => Some("107"),
        AddOnType::Two => None,
        AddOnType::Three => Some("108"),
    }
}

#[test]
fn shared_edits_are_found_at_the_same_fields() {
    let Some(rows) = support::oracle("ioce.pyoce.jsonl.gz") else {
        return;
    };
    let tables = support::tables();
    let add_on = tables.edits().add_on.as_ref().expect("the add-on table");
    let options = Options::new().today(Date::new(2026, 11, 1));
    // Per edit: (claim, path) of the oracle, and ours.
    let mut sets: BTreeMap<&str, [BTreeSet<(String, String)>; 2]> = BTreeMap::new();
    for row in rows.iter().filter(|r| r["result"]["returnCode"] == 0) {
        let id = row["id"].as_str().unwrap_or("").to_owned();
        let (value, dx, lines) = adapt(&row["claim"]);
        let report = rules::validate_json(value.to_string().as_bytes(), &tables, &options)
            .expect("an adapted claim can be read");
        let runs = |edit: &str| runs(edit, row);
        for located in row["result"]["located"].as_array().into_iter().flatten() {
            let edit = located["edit"].as_str().unwrap_or("");
            let path = located["path"].as_str().unwrap_or("").to_owned();
            if let Some(known) = [
                "001", "002", "005", "086", "006", "022", "020", "040", "102", "106", "107", "108",
            ]
            .iter()
            .find(|k| **k == edit && runs(k))
            {
                sets.entry(known).or_default()[0].insert((id.clone(), path));
            }
        }
        for f in &report.findings {
            if let (Some(edit), Some(path)) = (edit(f), place(f, &dx, &lines)) {
                let edit = match edit {
                    // For a day between two quarters the editor has edits of its own, by the reason: approval (067,
                    // 068, 069, 110, 134, 136) or end within the quarter (124). They are Medicare's days of payment,
                    // which are the code's own only for some codes; so here they are asked for what we find alone.
                    "006" if between_quarters(row, &path) => continue,
                    "add-on" => add_on_edit(row, &path, add_on),
                    edit => Some(edit),
                };
                let Some(edit) = edit.filter(|e| runs(e)) else {
                    continue;
                };
                if edit == "022" && no_transport_on_0540(row, &path) {
                    continue;
                }
                sets.entry(edit).or_default()[1].insert((id.clone(), path));
            }
        }
    }
    if let Some(path) = std::env::var_os("IOCE_DUMP") {
        std::fs::write(path, format!("{:?}", sets)).expect("dump");
    }
    println!(
        "{:<9}{:>8}{:>8}{:>8}{:>10}{:>12}",
        "edit", "oracle", "ours", "both", "agree", "only oracle / only ours"
    );
    for (edit, [oracle, ours]) in &sets {
        let both = oracle.intersection(ours).count();
        let all = oracle.union(ours).count();
        println!(
            "{edit:<9}{:>8}{:>8}{both:>8}{:>9.1}%",
            oracle.len(),
            ours.len(),
            100.0 * both as f64 / all.max(1) as f64
        );
        println!(
            "   only oracle {:?}",
            oracle.difference(ours).take(6).collect::<Vec<_>>()
        );
        println!(
            "   only ours   {:?}",
            ours.difference(oracle).take(6).collect::<Vec<_>>()
        );
        assert!(both * 100 >= all * 99, "edit {edit}: {both} of {all}");
    }
}
