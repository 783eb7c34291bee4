//! Searches by the row, and single questions as JSON.

use crate::answer::{Answer, Failed};
use crate::options;
use crate::rows::{Column, Rows};
use serde::Deserialize;
use superbill::search::Options;
use superbill::{rules, Catalog};

/// One list of hits a row.
pub(crate) fn search(rows: &Rows<'_>, tables: &Catalog, by: &Options) -> Result<Answer, Failed> {
    let mut hits = Column::default();
    for row in rows.iter() {
        let query = String::from_utf8_lossy(row);
        // Writing to memory cannot fail.
        let _ = serde_json::to_writer(hits.open(), &tables.search(&query, by)?);
        hits.end();
    }
    Ok(Answer::new(hits.into_buffers().into()))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
enum Question {
    Lookup {
        set: String,
        code: String,
        on: Option<String>,
    },
    Browse {
        set: String,
        code: Option<String>,
        on: Option<String>,
    },
    Tables {},
    Rules {},
}

/// One question, one answer.
pub(crate) fn ask(question: &[u8], tables: &Catalog) -> Result<Answer, Failed> {
    let question: Question = serde_json::from_slice(question).map_err(|_| {
        options::bad("a question is a JSON object with one of lookup, browse, tables, rules")
    })?;
    match question {
        Question::Lookup { set, code, on } => {
            Answer::json(&tables.lookup(options::set(&set)?, &code, options::on(on.as_deref())?)?)
        }
        Question::Browse { set, code, on } => Answer::json(&tables.browse(
            options::set(&set)?,
            code.as_deref(),
            options::on(on.as_deref())?,
        )?),
        Question::Tables {} => Answer::json(tables.infos()),
        Question::Rules {} => Answer::json(&rules::all()),
    }
}
