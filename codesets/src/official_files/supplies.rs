//! HCPCS Level II from the agency's record file.

use super::{everyday_terms, file_name, finish};
use crate::sources::hcpcs_record::{self, Record};
use crate::sources::SetSource;
use crate::spans::{quarter_end, row_spans, Days};
use crate::{codes, hcpcs};
use anyhow::{ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use superbill::table::rows::{Alias, AliasKind, Row, TableInput};
use superbill::CodeSet;
use superbill::Date;

/// HCPCS Level II from a contractor record file.
pub(super) fn supplies(quarter: Date, path: &Path) -> Result<TableInput> {
    let name = file_name(path);
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let text = hcpcs_record::text(bytes);
    let records = hcpcs_record::read(&name, &text)?;
    let (year, month, _) = quarter.parts();
    let to = quarter_end(quarter)?;
    let changed = records
        .iter()
        .map(|r| r.changed)
        .filter(|d| *d <= to)
        .max()
        .unwrap_or(Date::MIN);
    ensure!(
        changed >= quarter,
        "{name} has its last change on {changed}, before its quarter: it is altered or of \
            another quarter"
    );
    let reaches = records.last().is_some_and(|r| r.code.starts_with('V'));
    ensure!(
        reaches,
        "{name} does not reach the V codes: it is cut short; take it from the agency's zip \
            again"
    );
    let level_ii = records.into_iter().filter(|r| codes::is_level_ii(&r.code));
    let mut short: Vec<Alias> = Vec::new();
    let keep_short = |r: &Record| Alias {
        term: r.short.clone(),
        codes: vec![r.code.clone()],
        rewrite: String::new(),
        kind: AliasKind::Index,
    };
    let rows: Vec<Row> = level_ii
        .inspect(|r| short.extend((!r.short.is_empty()).then(|| keep_short(r))))
        .map(|r| Row {
            code: r.code,
            title: r.title,
            spans: row_spans(&Days::new(r.from, r.to), &Days::default()),
        })
        .collect();
    let first = rows
        .iter()
        .filter_map(|r| r.spans.first())
        .map(|s| s.from)
        .min()
        .unwrap_or(quarter);
    let source = SetSource {
        release: format!("{year}-{month:02}"),
        from: first,
        to,
        source: format!("CMS, HCPCS contractor records ({name})"),
        expect: Vec::new(),
    };
    let mut terms = everyday_terms(CodeSet::Hcpcs, &rows, quarter)?;
    // The short text stays for search: it is what lists and old notes have.
    terms.append(&mut short);
    finish(
        CodeSet::Hcpcs,
        source,
        rows,
        terms,
        &BTreeSet::new(),
        BTreeMap::new(),
        hcpcs::chapters(),
    )
}
