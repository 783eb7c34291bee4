//! A report as it crosses to JavaScript: rows of values without names, in JSON. The loader (`api.js`) makes the objects,
//! with what it knows already: what every finding of a rule says, and what is the same in every report.
//!
//! ```text
//! report       [valid, checked on, [rule, reason, supply, ... of each entry], [finding, ...]]
//! finding      [rule, severity, path, line, message, fix, loop, segment, element, form, FHIRPath, from, to,
//!               [option, ...], [path, message, ... of each related field]]
//! ```
//!
//! What is absent is an empty text, and line 0. A fix is given where it is not that of the rule.

use super::{Finding, Report};
use crate::json_text::{push_date, push_number, push_text};

impl Report {
    /// Adds the report's row.
    pub fn push_row(&self, out: &mut String) {
        out.push_str(if self.valid { "[true" } else { "[false" });
        push_date(out, ",", self.checked_on);
        out.push_str(",[");
        let mut comma = "";
        for entry in self.not_checked.iter().filter(|n| !n.lasting) {
            push_text(out, comma, entry.rule);
            push_text(out, ",", &entry.reason);
            push_text(out, ",", entry.supply);
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
    push_text(out, ",", &f.path);
    out.push(',');
    push_number(out, f.line.unwrap_or_default() as u32);
    let fix = if f.has_own_fix {
        &*f.fix.description
    } else {
        ""
    };
    let places = &f.at;
    let x12 = &places.x12;
    for text in [
        &*f.message,
        fix,
        &x12.in_loop,
        &x12.segment,
        &x12.element,
        &places.form,
        &places.fhir_path,
    ] {
        push_text(out, ",", text);
    }
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
        push_text(out, comma, &related.path);
        push_text(out, ",", &related.message);
        comma = ",";
    }
    out.push_str("]]");
}

#[cfg(test)]
mod tests {
    use crate::rules::{validate_json, Options};
    use crate::Tables;
    use serde_json::{json, Value};

    /// The claim is far from clean, and its texts have to be escaped.
    #[test]
    fn a_row_holds_what_differs_from_report_to_report() {
        let claim = r#"{"claimInformation": {"healthCareCodeInformation": [{"diagnosisCode": "E1140"}], "serviceLines": [
            {"serviceDate": "20251103", "professionalService": {"procedureCode": "A0021", "procedureModifiers": ["25", "\"\\\n"]}}]}}"#;
        let tables = Tables::empty();
        let report = validate_json(claim.as_bytes(), &tables, &Options::default()).unwrap();
        let mut row = String::new();
        report.push_row(&mut row);
        let row: Value = serde_json::from_str(&row).unwrap();

        let own = report.not_checked.iter().filter(|n| !n.lasting);
        let entries: Vec<&str> = own.flat_map(|n| [n.rule, &n.reason, n.supply]).collect();
        assert_eq!(row[0], json!(report.valid));
        assert_eq!(row[1], json!("2025-11-03"));
        assert_eq!(row[2], json!(entries));
        assert!(report.findings.len() > 5);
        for (i, f) in report.findings.iter().enumerate() {
            let rule = crate::rules::all().iter().find(|r| r.id == f.rule).unwrap();
            let fix = &*f.fix.description;
            let fix = if fix == rule.fix { "" } else { fix };
            let related: Vec<&str> = f
                .related
                .iter()
                .flat_map(|r| [&*r.path, &*r.message])
                .collect();
            let day = |date: Option<crate::Date>| date.map_or(String::new(), |d| d.to_string());
            let x12 = &f.at.x12;
            let wanted = json!([
                f.rule,
                f.severity,
                f.path,
                f.line.unwrap_or(0),
                f.message,
                fix,
                x12.in_loop,
                x12.segment,
                x12.element,
                f.at.form,
                f.at.fhir_path,
                day(f.source.from),
                day(f.source.to),
                f.fix.options,
                related
            ]);
            assert_eq!(row[3][i], wanted);
        }
        assert_eq!(row[3].as_array().map(Vec::len), Some(report.findings.len()));
    }
}
