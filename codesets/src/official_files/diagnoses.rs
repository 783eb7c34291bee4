//! ICD-10-CM from the agencies' order files, tabular list, index and conversion table.

use super::releases::{default_table, of_the_year, releases, replaced, with_history};
use super::{everyday_terms, file_name, finish, text, OfficialFiles};
use crate::sources::{conversion, index, tabular, Expected, Store};
use crate::{defaults, former, icd10cm, ioce, table};
use anyhow::{ensure, Context, Result};
use std::collections::BTreeSet;
use superbill::table::rows::{Alias, AliasKind, TableInput};
use superbill::CodeSet;

impl OfficialFiles {
    pub(super) fn diagnoses(&self, store: &Store, expect: &[Expected]) -> Result<TableInput> {
        let (rows, mut source) = releases(&self.icd10cm, expect, "Z", true)?;
        let newest = self
            .icd10cm
            .keys()
            .next_back()
            .copied()
            .context("no order file")?;
        let current: BTreeSet<&str> = rows
            .iter()
            .filter(|r| table::span_on(r, newest).is_some())
            .map(|r| r.code.as_str())
            .collect();
        let mut aliases = Vec::new();
        let mut chapters = Vec::new();
        let mut of_headers = Vec::new();
        match self.tabular.last_key_value() {
            Some((_, path)) => {
                let list = tabular::read(&text(path)?).with_context(|| file_name(path))?;
                of_the_year(path, list.year, newest)?;
                let unknown: Vec<&str> = list
                    .codes
                    .iter()
                    .map(|e| e.code.as_str())
                    .filter(|c| !current.contains(c))
                    .collect();
                ensure!(
                    unknown.is_empty(),
                    "{} has codes that the order file of its year lacks ({}): one of them is \
                        altered or of another release",
                    file_name(path),
                    table::some(&unknown)
                );
                aliases.extend(list.printed_terms(|code| current.contains(code)));
                let (fitting, faults) = defaults::fitting(&list, &rows)?;
                if !faults.is_empty() {
                    eprintln!(
                        "defaults of headers that do not fit this release are left out ({} faults)",
                        faults.len()
                    );
                }
                of_headers = fitting;
                chapters.extend(list.chapters.into_iter().map(|(c, _)| c));
            }
            None => eprintln!(
                "no icd10cm_tabular_YYYY.xml: the table gets no inclusion terms and no chapters"
            ),
        }
        if let Some((_, path)) = self.index.last_key_value() {
            let index = index::read(&text(path)?).with_context(|| file_name(path))?;
            of_the_year(path, index.year, newest)?;
            let terms = index
                .terms
                .into_iter()
                .filter(|t| current.contains(t.code.as_str()));
            aliases.extend(terms.map(|t| Alias {
                term: t.text,
                codes: vec![t.code],
                rewrite: String::new(),
                kind: AliasKind::Index,
            }));
        }
        aliases.extend(everyday_terms(CodeSet::Icd10cm, &rows, newest)?);
        let known = default_table(store, "icd10cm", source.from, || {
            icd10cm::table(store, &ioce::read(&store.member("pyoce", "ioce")?)?)
        });
        let rows = match &known {
            Some(known) => with_history(known, &rows, &mut source)?,
            None => rows,
        };
        let mut replaced = replaced(&rows);
        let mut changes = BTreeSet::new();
        if let Some((_, path)) = self.conversion.last_key_value() {
            let (read, left_out) = conversion::read(path)?;
            if left_out > 0 {
                eprintln!(
                    "{}: in {left_out} rows ranges, words or misprints are left out",
                    file_name(path)
                );
            }
            changes = read;
        }
        // Of codes about which the agency's table has nothing, what the default table knows serves on.
        let listed: BTreeSet<&str> = changes.iter().map(|c| c.0.as_str()).collect();
        for known in known.into_iter().flat_map(|k| k.successions) {
            if !listed.contains(known.from.as_str()) {
                replaced.entry(known.from).or_default().extend(known.to);
            }
        }
        // The last conversion from ICD-9-CM is of 2018; the agency publishes no newer one.
        let former = former::conversions(store, &rows, newest);
        let mut input = finish(
            CodeSet::Icd10cm,
            source,
            rows,
            aliases,
            &changes,
            replaced,
            chapters,
        )?;
        input.former = former.unwrap_or_default();
        input.defaults = of_headers;
        Ok(input)
    }
}
