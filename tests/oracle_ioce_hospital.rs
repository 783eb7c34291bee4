//! Outpatient claims answered by pyoce, an unofficial port of CMS's Integrated Outpatient Code Editor, as hospitals send them:
//! every edit number, claim by claim and place by place, with what is found of it (recall) and what is right of what is found
//! (precision).
//!
//! The oracle is not part of the project; without it the test is skipped, and counted so.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use superbill::report::{Finding, Report};
use superbill::rules::{Batch, Options};
use superbill::{Catalog, Date};

/// Edits that a validator of claims does not answer, and why.
const OUT_OF_SCOPE: &[(&str, &str)] = &[
    (
        "024",
        "the claim is older or newer than the editor's tables: said as not checked",
    ),
    (
        "119",
        "the day on which the contractor got the claim is no field of it",
    ),
];

fn text(v: &Value) -> &str {
    v.as_str().unwrap_or_default()
}

fn each(v: &Value) -> impl Iterator<Item = &Value> {
    v.as_array().into_iter().flatten()
}

/// The oracle's claim as a hospital sends it: the outpatient claim of the tests with other codes, days and patient.
fn edi(base: &str, claim: &Value) -> String {
    let (from, through) = (text(&claim["dateStarted"]), text(&claim["dateEnded"]));
    let age: i64 = text(&claim["age"]).parse().unwrap_or(-1);
    let start: i64 = from.parse().unwrap_or(20250101);
    let born = match start % 10_000 {
        229 => start - 1,
        _ => start,
    } - age.max(0) * 10_000;
    let born = if age < 0 {
        String::new()
    } else {
        format!("{born:08}")
    };
    let sex = match text(&claim["sex"]) {
        "1" => "M",
        "2" => "F",
        "0" => "U",
        _ => "X",
    };
    let bill = text(&claim["billType"]);
    let (facility, frequency) = bill.split_at(bill.len().min(2));
    let mut hi = String::new();
    let mut add = |qualifier: &str, code: &str| {
        if !code.is_empty() {
            write!(hi, "HI*{qualifier}:{code}~").expect("a text grows");
        }
    };
    add("ABK", text(&claim["principalDiagnosisCode"]["diagnosis"]));
    for d in each(&claim["reasonForVisitDiagnosisCodeList"]) {
        add("APR", text(&d["diagnosis"]));
    }
    for d in each(&claim["secondaryDiagnosisCodeList"]) {
        add("ABF", text(&d["diagnosis"]));
    }
    for v in each(&claim["valueCodeInputList"]) {
        let amount = text(&v["value"]).trim_start_matches('0');
        add("BE", &format!("{}:::{amount}", text(&v["code"])));
    }
    for c in each(&claim["conditionCodeInputList"]) {
        add("BG", text(c));
    }
    let mut lines = String::new();
    for (i, line) in each(&claim["lineItemList"]).enumerate() {
        let modifiers = each(&line["hcpcsModifierInputList"]);
        let modifiers: String = modifiers
            .map(|m| format!(":{}", text(&m["hcpcsModifier"])))
            .collect();
        let code = text(&line["hcpcs"]);
        let code = if code.is_empty() {
            String::new()
        } else {
            format!("HC:{code}{modifiers}")
        };
        let cents: i64 = text(&line["charge"]).parse().unwrap_or(0);
        write!(
            lines,
            "LX*{}~SV2*{}*{code}*{}.{:02}*UN*{}~",
            i + 1,
            text(&line["revenueCode"]),
            cents / 100,
            cents % 100,
            text(&line["unitsInput"]),
        )
        .expect("a text grows");
        let date = text(&line["serviceDate"]);
        if !date.is_empty() {
            write!(lines, "DTP*472*D8*{date}~").expect("a text grows");
        }
    }
    let mut out = String::new();
    for segment in base.split_inclusive('~').map(str::trim_start) {
        let own = match segment {
            s if s.starts_with("CLM*") => format!("CLM*X1*1***{facility}:A:{frequency}**A*Y*Y~"),
            s if s.starts_with("DTP*434") => format!("DTP*434*RD8*{from}-{through}~"),
            s if s.starts_with("DMG*") => format!("DMG*D8*{born}*{sex}~"),
            s if s.starts_with("CL1*") => format!("CL1*1*1*{}~", text(&claim["patientStatus"])),
            s if s.starts_with("HI*ABK") => hi.clone(),
            s if s.starts_with("LX*1~") => lines.clone(),
            s if ["HI*", "LX*", "SV2*", "DTP*472"]
                .iter()
                .any(|p| s.starts_with(p)) =>
            {
                String::new()
            }
            s => s.to_owned(),
        };
        out.push_str(&own);
    }
    out
}

fn check(edi: &str, opps: bool, tables: &Catalog) -> Report {
    let options = Options::new().today(Date::new(2026, 12, 31)).opps(opps);
    let mut batch = Batch::new(options);
    let reports = batch.check_bytes(edi.as_bytes(), tables);
    let mut reports = reports.filter_map(|c| c.report);
    reports.next().expect("a report on the claim")
}

/// The number of the edit that a finding stands for.
fn edit(f: &Finding) -> Option<String> {
    let number = match f.rule {
        "dx.format"
        | "dx.unknown"
        | "dx.header-not-billable"
        | "dx.not-valid-on-date"
        | "dx.hospital-invalid"
        | "dx.missing" => Some("001"),
        "proc.unknown" | "proc.not-valid-on-date" => Some("006"),
        "mod.unknown" | "mod.not-valid-on-date" | "mod.format" => Some("022"),
        "member.gender-unknown-code" => Some("026"),
        "bill.line-date-missing" => Some("023"),
        _ => f.edit.filter(|e| e.system == "I/OCE").map(|e| e.code),
    };
    number.map(|n| format!("{n:0>3}"))
}

/// Where a finding is in the oracle's claim, as finely as it places an edit: diagnosis, line, modifier or the claim.
fn place(f: &Finding, claim: &Value) -> String {
    let mut steps = f.path.split('/').skip(2);
    let (list, item) = (
        steps.next(),
        steps.next().and_then(|n| n.parse::<usize>().ok()),
    );
    let principal = usize::from(!text(&claim["principalDiagnosisCode"]["diagnosis"]).is_empty());
    match (list, item) {
        (Some("healthCareCodeInformation"), Some(0)) if principal == 1 => {
            "/principalDiagnosisCode".into()
        }
        (Some("healthCareCodeInformation"), Some(n)) => {
            format!("/secondaryDiagnosisCodeList/{}", n - principal)
        }
        (Some("patientReasonForVisitInformation"), Some(n)) => {
            format!("/reasonForVisitDiagnosisCodeList/{n}")
        }
        (Some("serviceLines"), Some(n)) => match steps.nth(1) {
            Some("procedureModifiers")
                if !f.rule.starts_with("oce.") || f.rule == "oce.emergency-ended" =>
            {
                format!("/lineItemList/{n}/{}", steps.next().unwrap_or("0"))
            }
            _ => format!("/lineItemList/{n}"),
        },
        _ => String::new(),
    }
}

/// The same of the oracle's own places.
fn shortened(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts[..] {
        ["lineItemList", n, "hcpcsModifierInputList", m] => format!("/lineItemList/{n}/{m}"),
        ["lineItemList", n, ..] => format!("/lineItemList/{n}"),
        _ => path.to_owned(),
    }
}

/// A place that an 837I has not, or that the rules leave alone on purpose: modifiers without a procedure, and those of
/// ambulance lines, which are a trip's two places; days that no calendar has, which are a fault of the file.
fn not_ours(claim: &Value, number: &str, path: &str) -> bool {
    let mut steps = path.split('/').skip(1);
    let (list, item) = (steps.next(), steps.next().unwrap_or(""));
    let line = claim.pointer(&format!("/lineItemList/{item}"));
    let empty = line.is_none_or(|l| text(&l["hcpcs"]).is_empty());
    let ambulance = line.is_some_and(|l| text(&l["revenueCode"]) == "0540");
    let date = line.map_or("", |l| text(&l["serviceDate"]));
    let no_day = matches!(date, "00000000" | "20260231" | "20261301" | "2026040");
    list == Some("lineItemList")
        && (number == "022" && (empty || ambulance) || number == "023" && no_day)
}

/// Dental codes are the ADA's, and in no table: claims with them are left out.
fn is_dental(claim: &Value) -> bool {
    each(&claim["lineItemList"]).any(|l| text(&l["hcpcs"]).starts_with('D'))
}

type Places = BTreeSet<(String, String)>;

#[test]
fn every_edit_is_the_editors() {
    let Some(rows) = support::oracle("ioce.pyoce.jsonl.gz") else {
        return;
    };
    let tables = support::tables();
    let base = support::read("tests/hospital/outpatient.edi");
    let base = String::from_utf8(base).expect("a claim is text");
    // By edit: what the oracle has, and what we have.
    let mut sets: BTreeMap<String, [Places; 2]> = BTreeMap::new();
    let mut dental = 0;
    for row in &rows {
        let (claim, result) = (&row["claim"], &row["result"]);
        let code = result["returnCode"].as_i64().unwrap_or(-1);
        let located: Vec<&Value> = each(&result["located"]).collect();
        if code == -1 || code != 0 && located.is_empty() {
            continue;
        }
        if is_dental(claim) {
            dental += 1;
            continue;
        }
        let id = text(&row["id"]).to_owned();
        let (mut placed, mut said) = (BTreeSet::new(), BTreeSet::new());
        for l in located {
            let number = text(&l["edit"]).to_owned();
            placed.insert(number.clone());
            said.insert(number.clone());
            if not_ours(claim, &number, text(&l["path"])) {
                continue;
            }
            let at = (id.clone(), shortened(text(&l["path"])));
            sets.entry(number).or_default()[0].insert(at);
        }
        let lists = result["claimEdits"].as_object().into_iter().flatten();
        for number in lists.flat_map(|(_, list)| each(list)).map(text) {
            said.insert(number.to_owned());
            if !placed.contains(number) {
                let entry = sets.entry(number.to_owned()).or_default();
                entry[0].insert((id.clone(), String::new()));
            }
        }
        // A claim that the editor refuses is not edited further, nor is one of a religious nonmedical institution.
        let refused = code != 0 || text(&claim["billType"]).starts_with("43");
        let report = check(&edi(&base, claim), claim["oppsFlag"] == "1", &tables);
        for f in &report.findings {
            if let Some(number) = edit(f) {
                let at = match &*number {
                    "026" | "029" | "109" => (id.clone(), String::new()),
                    _ => (id.clone(), place(f, claim)),
                };
                // A claim of packaged services alone is not looked at any further.
                let ended = number == "026" && said.contains("027");
                if (refused || ended) && !said.contains(&number) || not_ours(claim, &number, &at.1)
                {
                    continue;
                }
                sets.entry(number).or_default()[1].insert(at);
            }
        }
    }
    println!("{dental} claims with dental codes, which no table has, are left out");
    println!("edit   oracle    ours    both  precision  recall");
    let mut low = Vec::new();
    for (number, [theirs, ours]) in &sets {
        if let Some((_, why)) = OUT_OF_SCOPE.iter().find(|(n, _)| n == number) {
            println!("{number:<6}{:>7}  out of scope: {why}", theirs.len());
            continue;
        }
        let both = theirs.intersection(ours).count();
        let share = |of: usize| 100.0 * both as f64 / of.max(1) as f64;
        let (precision, recall) = (share(ours.len()), share(theirs.len()));
        println!(
            "{number:<6}{:>7}{:>8}{both:>8}{precision:>10.1}%{recall:>7.1}%",
            theirs.len(),
            ours.len()
        );
        let some = |a: &Places, b: &Places| a.difference(b).take(5).cloned().collect::<Vec<_>>();
        if precision < 99.0 || recall < 99.0 {
            low.push(format!(
                "{number}: {precision:.1} % and {recall:.1} %\n   only theirs {:?}\n   only ours   {:?}",
                some(theirs, ours),
                some(ours, theirs)
            ));
        }
    }
    assert!(low.is_empty(), "{} edits:\n{}", low.len(), low.join("\n"));
}
