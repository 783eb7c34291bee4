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
use crate::date::Date;
use crate::json_text::{push_date, push_number, push_text};

impl Report {
    /// Adds the report's row.
    pub fn push_row(&self, out: &mut String) {
        out.push_str(if self.valid { "[true" } else { "[false" });
        date(out, self.checked_on);
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
    date(out, f.source.from);
    date(out, f.source.to);
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

fn date(out: &mut String, date: Option<Date>) {
    match date {
        Some(date) => push_date(out, ",", date),
        None => out.push_str(",\"\""),
    }
}
