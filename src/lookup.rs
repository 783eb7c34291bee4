//! Everything known of one code: state on a day, place in the hierarchy, history, notes.

use crate::catalog::Catalog;
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::edits::{Complication, NoteKind};
use crate::error::Error;
use crate::lookup_stays::Axis;
use crate::search::meant;
use crate::table::rows::Span;
use crate::table::{note, CodeId, CodeStatus, CodeTable};
use serde::Serialize;

/// The state of a code on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Status {
    /// The code can be billed on that day.
    Valid,
    /// Codes lie below it; it cannot be billed itself.
    Header,
    /// The code ended before that day.
    Ended,
    /// The code begins after that day.
    NotYet,
}

/// A code with its title, as it stands in chains and lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CodeTitle {
    /// Written form; for a chapter or block its range, e.g. `E00-E89`.
    pub code: String,
    /// Title.
    pub display: String,
    /// Billable on the day asked for.
    pub billable: bool,
}

/// A span as the outside sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SpanInfo {
    /// First day; null when the source does not reach back to it.
    pub from: Option<Date>,
    /// Last day; absent while in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Billable or header during the span.
    pub billable: bool,
}

impl From<&Span> for SpanInfo {
    fn from(s: &Span) -> SpanInfo {
        SpanInfo {
            from: Some(s.from).filter(|d| *d != Date::MIN),
            to: Some(s.to).filter(|d| *d != Date::MAX),
            billable: s.billable,
        }
    }
}

/// A seventh character that may complete a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Seventh {
    /// The character.
    pub character: String,
    /// Meaning of the character, e.g. `initial encounter`.
    pub display: String,
    /// The whole code with this character, in its written form.
    pub code: String,
}

/// One official note that applies to a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NoteInfo {
    /// Kind of the note, in JSON `includes`, `excludes1`, `codeFirst`, ...
    pub kind: NoteKind,
    /// The text of the official list.
    pub text: String,
    /// Code at which the note stands: this one, or the one above that passes it down.
    pub at: String,
}

/// Everything that is known of one code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CodeInfo {
    /// Code set of the code.
    pub set: CodeSet,
    /// The code in its written form, e.g. `E11.40`.
    pub code: String,
    /// Title: the official one; of HCPCS and CPT codes in our own plain words.
    pub display: String,
    /// On the day asked for, or in the newest span.
    pub status: Status,
    /// Whether the code can be billed on that day.
    pub billable: bool,
    /// First day of the span that answers; null when unknown.
    pub from: Option<Date>,
    /// Last day of that span; absent while in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// In words what happened to it, as in a hit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// All spans, oldest first.
    pub validity: Vec<SpanInfo>,
    /// From the chapter down to the code above.
    pub parents: Vec<CodeTitle>,
    /// The codes directly below, on that day.
    pub children: Vec<CodeTitle>,
    /// Seventh characters that may complete a partial code, with the whole codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seventh: Vec<Seventh>,
    /// Codes for the same condition or procedure on another side of the body.
    pub laterality: Vec<CodeTitle>,
    /// Codes that this one replaced.
    pub predecessors: Vec<String>,
    /// Codes that replaced this one.
    pub successors: Vec<String>,
    /// Other names: inclusion terms and everyday terms.
    pub synonyms: Vec<String>,
    /// Official notes that apply, inherited ones included; null when the notes table is not loaded (see `notesHint`).
    pub notes: Option<Vec<NoteInfo>>,
    /// Table to load to get the notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes_hint: Option<&'static str>,
    /// Whether a diagnosis is a complication for Medicare's groups of stays: `MCC` (major), `CC` or `none`. Only while the
    /// table `ms-drg` is loaded; information, for nothing is grouped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complication: Option<Complication>,
    /// Meanings of the seven characters of an ICD-10-PCS code; empty for other sets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub axes: Vec<Axis>,
    /// CMS's record of a HCPCS Level II code: coverage, pricing, types of service, BETOS, days added, changed and ended, such as
    /// `coverage C: carrier judgment`. Only while the table `hcpcs-records` is loaded, which is made of the agency's own file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub record: Vec<String>,
    /// The release that answered.
    pub release: String,
}

pub(crate) fn titled(table: &CodeTable, row: CodeId, on: Option<Date>) -> CodeTitle {
    CodeTitle {
        code: table.formatted_row(row),
        display: table.row_title(row),
        billable: table.span(row, on).is_some_and(|s| s.billable),
    }
}

/// Upper case, without dots, hyphens and blanks: the form that tables use.
pub fn plain(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .take(16)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

impl Catalog {
    /// Says everything known of `code` (dotted or not, any case) in `set`; `None` when it was never valid.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")] {
    /// use superbill::{Catalog, CodeSet, Date, Status};
    ///
    /// let catalog = Catalog::embedded()?;
    /// let code = catalog.lookup(CodeSet::Icd10cm, "e1140", Date::new(2026, 10, 1))?;
    /// let code = code.expect("it is a code");
    /// assert_eq!((code.code.as_str(), code.status), ("E11.40", Status::Valid));
    /// assert!(catalog.lookup(CodeSet::Icd10cm, "E11.999", None)?.is_none());
    /// # }
    /// # Ok::<(), superbill::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorCode::UnknownSet`](crate::ErrorCode::UnknownSet).
    pub fn lookup(
        &self,
        set: CodeSet,
        code: &str,
        on: Option<Date>,
    ) -> Result<Option<CodeInfo>, Error> {
        let table = self.loaded(set)?;
        let text = code;
        let mut code = plain(text);
        if table.find(&code).is_none() {
            code = meant::wrapped(table, text).unwrap_or(code);
        }
        let Some(row) = table.find(&code) else {
            return Ok(None);
        };
        let status = match on {
            Some(on) => match table.row_status(row, on) {
                CodeStatus::Valid => Status::Valid,
                CodeStatus::NotYet(_) => Status::NotYet,
                CodeStatus::Ended(_) => Status::Ended,
                CodeStatus::Header | CodeStatus::Unknown => Status::Header,
            },
            None => match table.span(row, None) {
                Some(s) if s.to != Date::MAX => Status::Ended,
                Some(s) if s.billable => Status::Valid,
                _ => Status::Header,
            },
        };
        let span = table.span(row, on).or_else(|| table.span(row, None));
        let mut parents: Vec<CodeTitle> = table
            .chapters_of(&code)
            .map(|c| CodeTitle {
                code: format!("{}-{}", c.first, c.last),
                display: c.title.clone(),
                billable: false,
            })
            .collect();
        let mut chain = Vec::new();
        let mut above = table.parent(row);
        while let Some(p) = above {
            chain.push(titled(table, p, on));
            above = table.parent(p);
        }
        parents.extend(chain.into_iter().rev());
        let children = table
            .child_rows(row)
            .filter(|r| {
                table
                    .span(*r, on)
                    .is_some_and(|s| on.is_some() || s.to == Date::MAX)
            })
            .map(|r| titled(table, r, on))
            .collect();
        let seventh = table
            .exts(if row.ext() == 0 {
                row.entry()
            } else {
                usize::MAX
            })
            .iter()
            .enumerate()
            .map(|(x, e)| Seventh {
                character: char::from(e.letter).to_string(),
                display: table.ext_title(e),
                code: table.formatted_row(CodeId::new(row.entry(), x + 1)),
            })
            .collect();
        let written = |codes: Vec<String>| codes.iter().map(|c| table.formatted(c)).collect();
        let icd10cm = table.set() == CodeSet::Icd10cm;
        let notes = self.edits().notes.as_ref().filter(|_| icd10cm).map(|n| {
            n.for_code(&code)
                .into_iter()
                .map(|n| NoteInfo {
                    kind: n.kind,
                    text: n.text,
                    at: table.formatted(&n.at),
                })
                .collect()
        });
        Ok(Some(CodeInfo {
            set: table.set(),
            code: table.formatted(&code),
            display: table.row_title(row),
            status,
            billable: status == Status::Valid,
            from: span.map(|s| s.from).filter(|d| *d != Date::MIN),
            to: span.map(|s| s.to).filter(|d| *d != Date::MAX),
            note: note(table, row, on),
            validity: table.spans(row).iter().map(SpanInfo::from).collect(),
            parents,
            children,
            seventh,
            laterality: laterality(table, row, on),
            predecessors: written(table.predecessors(&code)),
            successors: written(table.successors(&code)),
            synonyms: table.synonyms(row),
            notes_hint: (icd10cm && notes.is_none()).then_some(
                "pass the bytes of notes-icd10cm.tbl to loadTable to get the official notes",
            ),
            notes,
            complication: self.complication(table.set(), &code, on.or(span.map(|s| s.from))),
            axes: self.axes(table, &code),
            record: self.record(table.set(), &code),
            release: table.info().release.clone(),
        }))
    }
}

impl Catalog {
    fn record(&self, set: CodeSet, code: &str) -> Vec<String> {
        let records = self.edits().hcpcs_records.as_ref();
        let found = records.filter(|_| set == CodeSet::Hcpcs);
        let found = found.and_then(|r| r.term('H', 0, code));
        let parts = found.map_or("", |t| &t.definition).split_terminator('|');
        parts.map(String::from).collect()
    }
}

/// The siblings whose titles differ from this one only in the side of the body.
fn laterality(table: &CodeTable, row: CodeId, on: Option<Date>) -> Vec<CodeTitle> {
    let sided = |title: &str| -> Option<String> {
        let mut any = false;
        let rest: Vec<&str> = title
            .split([' ', ','])
            .filter(|w| {
                let side = matches!(
                    w.to_ascii_lowercase().as_str(),
                    "left" | "right" | "bilateral" | "unspecified" | "both"
                );
                any |= side;
                !side && !w.is_empty()
            })
            .collect();
        any.then(|| rest.join(" ").to_ascii_lowercase())
    };
    let entry = CodeId::new(row.entry(), 0);
    let Some(own) = sided(&table.row_title(entry)) else {
        return Vec::new();
    };
    let Some(parent) = table.parent(entry) else {
        return Vec::new();
    };
    let letter = row
        .ext()
        .checked_sub(1)
        .and_then(|x| table.exts(row.entry()).get(x))
        .map(|e| e.letter);
    table
        .child_rows(parent)
        .filter(|r| *r != entry && sided(&table.row_title(*r)).as_ref() == Some(&own))
        .filter_map(|r| match letter {
            None => Some(r),
            Some(l) => {
                let x = table.exts(r.entry()).iter().position(|e| e.letter == l)?;
                Some(CodeId::new(r.entry(), x + 1))
            }
        })
        .filter(|r| table.span(*r, on).is_some())
        .map(|r| titled(table, r, on))
        .collect()
}
