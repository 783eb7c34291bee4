//! A report as it crosses to JavaScript: rows of values without names, in JSON. The loader (`api.js`) makes the objects,
//! with what it knows already: what every finding of a rule says, and what is the same in every report.
//!
//! ```text
//! report       [valid, checked on, [rule, reason, supply, ... of each entry], [finding, ...]]
//! finding      [rule, severity, field, path, message, fix, from, to, [option, ...],
//!               [field, message, ... of each related field]]
//! field        [path, line, loop, segment, element, form, FHIRPath], sent as its number; the loader asks for each once
//! ```
//!
//! What is absent is an empty text, and line 0. A path is given where it is not that of the field, a fix where it is not that
//! of the rule.

use super::{Finding, Report};
use crate::json_text::{push_date, push_text, push_whole};

impl Report {
    /// Adds the report's row.
    pub fn push_row(&self, out: &mut String) {
        out.push_str(if self.valid { "[true" } else { "[false" });
        push_date(out, ",", self.checked_on);
        out.push_str(",[");
        let mut comma = "";
        for entry in self.not_checked.iter().filter(|n| !n.for_every_claim) {
            push_text(out, comma, entry.rule);
            push_text(out, ",", &entry.reason);
            push_text(out, ",", entry.remedy);
            comma = ",";
        }
        out.push_str("],[");
        let mut start = "[";
        for f in &self.findings {
            finding(out, start, f);
            start = ",[";
        }
        out.push_str("]]");
    }
}

fn finding(out: &mut String, start: &str, f: &Finding) {
    push_text(out, start, f.rule);
    push_text(out, ",", f.severity.as_str());
    out.push(',');
    push_whole(out, f.position.number());
    let own = |has: bool, text| if has { text } else { "" };
    push_text(out, ",", own(f.has_own_path, &f.path));
    push_text(out, ",", &f.message);
    push_text(out, ",", own(f.has_own_fix, &f.fix.description));
    push_date(out, ",", f.source.from);
    push_date(out, ",", f.source.to);
    out.push_str(",[");
    let mut comma = "";
    for option in &f.fix.options {
        push_text(out, comma, option);
        comma = ",";
    }
    out.push_str("],[");
    comma = "";
    for related in &f.related {
        out.push_str(comma);
        push_whole(out, related.position.number());
        push_text(out, ",", &related.message);
        comma = ",";
    }
    out.push_str("]]");
}

/// What the number of a field stands for, as JSON; `None` when it is no field's.
#[cfg(any(target_arch = "wasm32", test))]
pub(crate) fn field(number: u64) -> Option<String> {
    let at = crate::field::FieldRef::of_number(number)?;
    let super::FieldLocations {
        x12,
        form,
        fhir_path,
    } = super::FieldLocations::of(at);
    let mut out = String::with_capacity(256);
    push_text(&mut out, "[", &at.json());
    out.push(',');
    push_whole(&mut out, at.line.map_or(0, |i| i as u64 + 1));
    for text in [x12.in_loop, x12.segment, x12.element, form, fhir_path] {
        push_text(&mut out, ",", &text);
    }
    out.push(']');
    Some(out)
}

#[cfg(test)]
mod tests {
    use crate::claim::Role;
    use crate::field::{Field, FieldRef, Owner};
    use crate::report::FieldLocations;
    use crate::rules::{validate_json, Options};
    use crate::Catalog;
    use serde_json::{json, Value};

    /// The claim is far from clean, and its texts have to be escaped.
    #[test]
    fn a_row_holds_what_differs_from_report_to_report() {
        let claim = r#"{"claimInformation": {"healthCareCodeInformation": [{"diagnosisCode": "E1140"}], "serviceLines": [
            {"serviceDate": "20251103", "professionalService": {"procedureCode": "A0021", "procedureModifiers": ["25", "\"\\\n"]}}]}}"#;
        let tables = Catalog::empty();
        let report = validate_json(claim.as_bytes(), &tables, &Options::default()).unwrap();
        let mut row = String::new();
        report.push_row(&mut row);
        let row: Value = serde_json::from_str(&row).unwrap();

        let own = report.not_checked.iter().filter(|n| !n.for_every_claim);
        let entries: Vec<&str> = own.flat_map(|n| [n.rule, &n.reason, n.remedy]).collect();
        assert_eq!(row[0], json!(report.valid));
        assert_eq!(row[1], json!("2025-11-03"));
        assert_eq!(row[2], json!(entries));
        assert!(report.findings.len() > 5);
        for (i, f) in report.findings.iter().enumerate() {
            let rule = crate::rules::all().iter().find(|r| r.id == f.rule).unwrap();
            let fix = &*f.fix.description;
            let fix = if fix == rule.fix { "" } else { fix };
            let number = |at: FieldRef| serde_json::Number::from(at.number());
            let related = f.related.iter();
            let related: Vec<Value> = related
                .flat_map(|r| [json!(number(r.position)), json!(r.message)])
                .collect();
            let day = |date: Option<crate::Date>| date.map_or(String::new(), |d| d.to_string());
            let own_path = f.path != f.position.json();
            let wanted = json!([
                f.rule,
                f.severity,
                number(f.position),
                if own_path { &*f.path } else { "" },
                f.message,
                fix,
                day(f.source.from),
                day(f.source.to),
                f.fix.options,
                related
            ]);
            assert_eq!(row[3][i], wanted);
        }
        assert_eq!(row[3].as_array().map(Vec::len), Some(report.findings.len()));
    }

    #[test]
    fn the_number_of_a_field_stands_for_all_of_it() {
        let mut owners = vec![Owner::Claim, Owner::Subscriber, Owner::Dependent];
        for role in Role::ALL {
            owners.extend([
                Owner::Provider(role),
                Owner::Listed(role, 0),
                Owner::Listed(role, 999),
            ]);
        }
        let mut seen = std::collections::BTreeSet::new();
        for field in Field::ALL.iter().copied() {
            for owner in owners.iter().copied() {
                for (line, item) in [(None, 0), (Some(0), 0), (Some(999), 999), (None, 7)] {
                    let at = FieldRef {
                        field,
                        line,
                        item,
                        owner,
                    };
                    assert_eq!(FieldRef::of_number(at.number()), Some(at));
                    assert!(at.number() < 1 << 53 && seen.insert(at.number()));
                    let texts = FieldLocations::of(at);
                    let wanted = json!([
                        at.json(),
                        line.map_or(0, |i| i + 1),
                        texts.x12.in_loop,
                        texts.x12.segment,
                        texts.x12.element,
                        texts.form,
                        texts.fhir_path
                    ]);
                    let got: Value =
                        serde_json::from_str(&super::field(at.number()).unwrap()).unwrap();
                    assert_eq!(got, wanted);
                }
            }
        }
        assert_eq!(super::field(u64::MAX), None);
        assert_eq!(super::field(63 << 30), None);
    }
}
