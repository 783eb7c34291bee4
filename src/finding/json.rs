//! Reports as JSON text, in less time than serde_json takes: a person types meanwhile.

use super::{Finding, NotChecked, Related, Release, Report};
use crate::json_text::{push_date, push_list, push_number, push_some, push_text};

impl Report {
    /// The report as JSON, as serde_json would write it.
    pub fn json(&self) -> String {
        let mut out = String::with_capacity(128 + 512 * self.findings.len());
        self.write(&mut out);
        out
    }

    pub(crate) fn write(&self, out: &mut String) {
        out.push_str(if self.valid {
            "{\"valid\":true,"
        } else {
            "{\"valid\":false,"
        });
        push_list(out, "\"findings\":", &self.findings, finding);
        push_list(out, ",\"notChecked\":", &self.not_checked, not_checked);
        push_date(out, ",\"checkedOn\":", self.checked_on);
        if !self.releases.is_empty() {
            push_list(out, ",\"releases\":", &self.releases, release);
        }
        if let Some(ran) = &self.ran {
            push_list(out, ",\"ran\":", ran, |out, id| push_text(out, "", id));
        }
        out.push('}');
    }
}

fn finding(out: &mut String, f: &Finding) {
    push_text(out, "{\"rule\":", f.rule);
    push_text(out, ",\"severity\":", f.severity.as_str());
    push_text(out, ",\"path\":", &f.path);
    if let Some(line) = f.line {
        out.push_str(",\"line\":");
        push_number(out, line as u32);
    }
    push_text(out, ",\"message\":", &f.message);
    push_some(out, ",\"help\":", f.help);
    if !f.related.is_empty() {
        push_list(out, ",\"related\":", &f.related, related);
    }
    out.push_str(",\"fix\":");
    let mut fields = Fields::new(out);
    fields.text("\"description\":", &f.fix.description);
    if !f.fix.options.is_empty() {
        let option = |out: &mut String, option: &String| push_text(out, "", option);
        push_list(fields.next(), "\"options\":", &f.fix.options, option);
    }
    fields.end();
    push_text(out, ",\"at\":{\"x12\":{\"loop\":", &f.at.x12.in_loop);
    push_text(out, ",\"segment\":", &f.at.x12.segment);
    push_some(out, ",\"element\":", &f.at.x12.element);
    out.push('}');
    push_some(out, ",\"form\":", &f.at.form);
    push_text(out, ",\"fhirPath\":", &f.at.fhir_path);
    out.push('}');
    if f.snip > 0 {
        out.push_str(",\"snip\":");
        push_number(out, u32::from(f.snip));
    }
    if let Some(edit) = f.edit {
        push_text(out, ",\"edit\":{\"system\":", edit.system);
        push_text(out, ",\"code\":", edit.code);
        out.push('}');
    }
    if let Some(predicts) = f.predicts {
        out.push_str(",\"predicts\":");
        let mut fields = Fields::new(out);
        fields.text("\"stc\":", predicts.stc);
        fields.text("\"carc\":", predicts.carc);
        fields.text("\"rarc\":", predicts.rarc);
        fields.end();
    }
    out.push_str(",\"source\":");
    let mut fields = Fields::new(out);
    fields.text("\"name\":", &f.source.name);
    fields.text("\"url\":", f.source.url);
    for (key, date) in [("\"from\":", f.source.from), ("\"to\":", f.source.to)] {
        if date.is_some() {
            push_date(fields.next(), key, date);
        }
    }
    fields.end();
    out.push('}');
}

fn related(out: &mut String, related: &Related) {
    push_text(out, "{\"path\":", &related.path);
    push_text(out, ",\"message\":", &related.message);
    out.push('}');
}

fn not_checked(out: &mut String, entry: &NotChecked) {
    push_text(out, "{\"rule\":", entry.rule);
    push_text(out, ",\"reason\":", &entry.reason);
    push_text(out, ",\"supply\":", entry.supply);
    out.push('}');
}

fn release(out: &mut String, release: &Release) {
    push_text(out, "{\"set\":", &release.set);
    push_text(out, ",\"release\":", &release.release);
    out.push('}');
}

/// An object all of whose fields may be left out, so that none knows whether it is the first.
struct Fields<'a> {
    out: &'a mut String,
    none_yet: bool,
}

impl Fields<'_> {
    fn new(out: &mut String) -> Fields<'_> {
        out.push('{');
        Fields {
            out,
            none_yet: true,
        }
    }

    /// Where the next field is written.
    fn next(&mut self) -> &mut String {
        if !std::mem::take(&mut self.none_yet) {
            self.out.push(',');
        }
        self.out
    }

    fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            push_text(self.next(), key, text);
        }
    }

    fn end(self) {
        self.out.push('}');
    }
}
