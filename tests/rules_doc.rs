//! `RULES.md` and the corpus of examples are made from the rules themselves; `UPDATE=1 cargo test` writes them again.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::{json, Value};
use std::fmt::Write;
use superbill::report::{ExpectedResponse, Severity};
use superbill::rules::{self, Need, Options, Rule};
use superbill::Date;

fn compare(path: &str, made: &str) {
    if std::env::var_os("UPDATE").is_some() {
        let full = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        std::fs::write(full, made).expect("a generated file can be written");
        return;
    }
    let there = String::from_utf8(support::read(path)).expect("a generated file is UTF-8");
    assert!(
        there == made,
        "{path} is not what the rules say; run UPDATE=1 cargo test --test \
        rules_doc and read the diff"
    );
}

fn needs(rule: &Rule) -> Vec<&'static str> {
    let vital = rule.needs.iter().filter(|n| n.is_vital());
    vital.map(Need::name).collect()
}

/// A patch on one operation per line, so that it can be read and its diff too.
fn pretty(patch: &Value) -> String {
    if patch.is_object() {
        return patch.to_string();
    }
    let ops: Vec<String> = patch
        .as_array()
        .into_iter()
        .flatten()
        .map(|op| format!("  {op}"))
        .collect();
    format!("[\n{}\n]", ops.join(",\n"))
}

fn document() -> String {
    let mut out = String::from(
        "# The rules\n\nMade from the rules' own texts by `UPDATE=1 cargo test --test \
            rules_doc`; do not edit.\n\n**Severity.** *error*: will be rejected or denied \
            under the cited rule. *warning*: likely, or it depends on the payer. *info*: would \
            be accepted; better coding exists.\n\n**Examples** are JSON Patches on the clean \
            claim `tests/corpus/base.json`; those of rules that only hospitals' claims have \
            are replacements in the right 837I claims of `tests/hospital/`. Every one runs as \
            a test.\n\n**What a rule leaves alone** is a test too: `tests/exceptions.jsonl` \
            and `tests/hospital/exceptions.jsonl` have two claims for each line, which differ \
            in it. Apart from these a rule says nothing where the table that it needs does not \
            answer for the day: the report lists it under `notChecked`.\n\n**Expected \
            answers** (277CA status, CARC, RARC) are our reading of the published code lists; \
            which one a payer really sends was not verified against a public source unless it \
            says so.\n\n| rule | severity | SNIP | title |\n|---|---|---|---|\n",
    );
    for rule in rules::all() {
        let anchor: String = rule.id.chars().filter(|c| *c != '.').collect();
        writeln!(
            out,
            "| [`{}`](#{anchor}) | {} | {} | {} |",
            rule.id,
            word(rule.severity),
            rule.snip,
            rule.title
        )
        .unwrap();
    }
    for rule in rules::all() {
        let patch: Value = serde_json::from_str(rule.example).expect("an example is JSON");
        write!(
            out,
            "\n## {}\n\n{}. {}, SNIP type {}.\n",
            rule.id,
            capital(rule.title),
            capital(word(rule.severity)),
            rule.snip
        )
        .unwrap();
        write!(out, "\n### What it checks\n\n{}\n", rule.what).unwrap();
        if rules::hospital().iter().any(|r| r.id == rule.id) {
            let only = !rules::professional().iter().any(|r| r.id == rule.id);
            let of = if only {
                "Of hospitals' claims only."
            } else {
                "Of hospitals' claims too."
            };
            writeln!(out, "\n{of}").unwrap();
        }
        out.push_str("\n### What it leaves alone\n\n");
        match rule.leaves_alone {
            [] => out.push_str("Nothing.\n"),
            all => all
                .iter()
                .for_each(|text| writeln!(out, "- {}", capital(text)).unwrap()),
        }
        if !rule.needs.is_empty() {
            writeln!(
                out,
                "\nCannot be answered without: {}.",
                needs(rule).join(", ")
            )
            .unwrap();
        }
        write!(out, "\n### Why it matters\n\n{}\n", rule.why).unwrap();
        match rule.example {
            "[]" if rule.id.starts_with("x12.") => writeln!(
                out,
                "\n### Example\n\nShows in an 837 file, not on a claim in JSON: see \
                    `tests/x12.rs`."
            )
            .unwrap(),
            "[]" => writeln!(
                out,
                "\n### Example\n\nShows between two claims of a batch: the same claim twice."
            )
            .unwrap(),
            _ => writeln!(out, "\n### Example\n\n```json\n{}\n```", pretty(&patch)).unwrap(),
        }
        let fix = capital(rule.fix);
        let stop = if fix.ends_with('.') { "" } else { "." };
        write!(out, "\n### Fix\n\n{fix}{stop}\n").unwrap();
        let link = if rule.source.1.is_empty() {
            String::new()
        } else {
            format!(": <{}>", rule.source.1)
        };
        write!(out, "\n### Source\n\n{}{link}\n", rule.source.0).unwrap();
        if let Some(edit) = rule.edit {
            let numbers = edit.code.starts_with(|c: char| c.is_ascii_digit());
            let kind = if numbers { " edit" } else { ":" };
            writeln!(out, "\nMirrors {}{kind} {}.", edit.system, edit.code).unwrap();
        }
        answers(&mut out, rule);
    }
    out
}

/// How a payer is expected to answer, in general and in the cases that differ.
fn answers(out: &mut String, rule: &Rule) {
    let codes = |p: &ExpectedResponse| {
        let codes = [
            ("277CA", p.stc),
            ("with", p.stc2),
            ("CARC", p.carc),
            ("RARC", p.rarc),
        ];
        let codes = codes.iter().filter(|c| !c.1.is_empty());
        let codes: Vec<String> = codes.map(|c| format!("{} {}", c.0, c.1)).collect();
        let codes = codes.join(", ").replace(", with ", " with ");
        match p.source {
            "" => codes,
            source => format!("{codes} (status published: {source})"),
        }
    };
    let general = codes(&rule.predicts);
    if !general.is_empty() {
        writeln!(out, "\nExpected answer: {general}.").unwrap();
    } else if rule.predicts_for.is_empty() {
        let none = match rule.severity {
            _ if rule.id.starts_with("x12.") => {
                "none by claim: the file is refused before, with TA1 or 999"
            }
            _ if rule.id.starts_with("input.") => "none: such input is not sent",
            Severity::Info => "none: the claim is taken",
            _ => "none known",
        };
        writeln!(out, "\nExpected answer: {none}.").unwrap();
    }
    if !rule.predicts_for.is_empty() {
        out.push_str("\n| for | expected answer |\n|---|---|\n");
    }
    for case in rule.predicts_for {
        let field = case.field.map(|f| format!("`{}`", f.pattern()));
        let who = case.who.name();
        let of: Vec<&str> = [who, field.as_deref().unwrap_or_default()].into();
        let of: Vec<&str> = of.into_iter().filter(|t| !t.is_empty()).collect();
        writeln!(out, "| {} | {} |", of.join(", "), codes(&case.expected)).unwrap();
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|c| c.to_uppercase().collect::<String>() + chars.as_str())
        .unwrap_or_default()
}

#[test]
fn rules_md_is_what_the_rules_say() {
    compare("RULES.md", &document());
}

#[test]
fn every_rule_is_documented_and_named_once() {
    let mut ids: Vec<&str> = rules::all().iter().map(|r| r.id).collect();
    for r in rules::all() {
        for (what, text) in [
            ("title", r.title),
            ("what", r.what),
            ("why", r.why),
            ("fix", r.fix),
            ("source", r.source.0),
        ] {
            assert!(!text.is_empty(), "{} has no {what}", r.id);
        }
        assert!(
            matches!(r.snip, 1..=7) && !r.title.ends_with('.'),
            "{}",
            r.id
        );
        assert!(
            r.id.starts_with("input.") || r.id.starts_with("x12.") || !r.fields.is_empty(),
            "{} reads no field",
            r.id
        );
    }
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count, "a rule id stands twice");
}

/// The examples as a file of the corpus, with everything that they find, for the engines that cannot read Rust.
#[test]
fn the_corpus_has_every_example() {
    let tables = support::tables();
    let options = Options::new().today(Date::new(2026, 11, 20));
    let mut cases = Vec::new();
    for rule in rules::professional() {
        let patch: Value = serde_json::from_str(rule.example).expect("an example is JSON");
        let mut claim = support::clean_claim();
        support::patch(&mut claim, &patch);
        let bytes = serde_json::to_vec(&claim).expect("a value is JSON");
        let report =
            rules::validate_json(&bytes, &tables, &options).expect("an example can be read");
        if report.not_checked.iter().any(|n| n.rule == rule.id)
            && !report.findings.iter().any(|f| f.rule == rule.id)
        {
            continue;
        }
        let expect: Vec<Value> = report
            .findings
            .iter()
            .map(|f| json!({"rule": f.rule, "path": f.path}))
            .collect();
        if rule.example == "[]" {
            continue;
        }
        cases.push(json!({"name": format!("example of {}", rule.id), "needs": needs(rule), "patch": patch, "expect": expect}));
    }
    compare(
        "tests/corpus/examples.json",
        &(serde_json::to_string_pretty(&cases).expect("values are JSON") + "\n"),
    );
}
