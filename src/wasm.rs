//! The JavaScript side: thin, and the only file that names wasm_bindgen and js_sys.
//!
//! Answers cross the boundary as one JSON text, which the loader hands to `JSON.parse`: building the same objects property
//! by property, as serde-wasm-bindgen does, is slower and costs code for every type (see DESIGN.md).

use crate::date::Date;
use crate::formats::json::Typing;
use crate::rows::CodeSet;
use crate::rules::{self, Checked};
use crate::search::{Options, MAX_LIMIT};
use crate::tables::Tables;
use crate::{Error, ErrorCode, Report};
use js_sys::Reflect;
use serde::Serialize;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

thread_local! {
    static TABLES: RefCell<Option<Tables>> = const { RefCell::new(None) };
    static TYPING: RefCell<Typing> = const { RefCell::new(Typing::new()) };
}

fn with_tables<T>(run: impl FnOnce(&mut Tables) -> Result<T, Error>) -> Result<T, JsValue> {
    TABLES.with(|cell| {
        let mut tables = cell.borrow_mut();
        if tables.is_none() {
            *tables = Some(first_tables().map_err(thrown)?);
        }
        match tables.as_mut() {
            Some(tables) => run(tables).map_err(thrown),
            None => Err(thrown(Error::bad_table("no table could be opened"))),
        }
    })
}

#[cfg(feature = "embedded")]
fn first_tables() -> Result<Tables, Error> {
    Tables::embedded()
}

#[cfg(not(feature = "embedded"))]
fn first_tables() -> Result<Tables, Error> {
    Ok(Tables::empty())
}

/// A JavaScript `Error` whose `code` is the stable name.
fn thrown(e: Error) -> JsValue {
    let error = js_sys::Error::new(e.message());
    error.set_name("SuperbillError");
    // Setting a property of a fresh Error cannot fail.
    let _ = Reflect::set(&error, &"code".into(), &e.code().as_str().into());
    error.into()
}

fn json<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|_| {
        Error::new(
            ErrorCode::BadInput,
            "the answer could not be written as JSON",
        )
    })
}

fn bad(option: &str, want: &str) -> Error {
    Error::new(
        ErrorCode::BadOption,
        format!("option `{option}` must be {want}"),
    )
}

/// Reads one option; `undefined` and `null` count as not given.
fn option(options: &JsValue, name: &str) -> Option<JsValue> {
    // A getter that throws, or a value that is no object at all, counts as not given too.
    Reflect::get(options, &name.into())
        .ok()
        .filter(|v| !v.is_undefined() && !v.is_null())
}

fn date_option(options: &JsValue, name: &str) -> Result<Option<Date>, Error> {
    option(options, name)
        .map(|v| {
            v.as_string()
                .and_then(|s| Date::parse(&s))
                .ok_or_else(|| Error::bad_date(name))
        })
        .transpose()
}

fn search_options(options: &JsValue) -> Result<Options, Error> {
    let mut out = Options::default();
    if options.is_undefined() || options.is_null() {
        return Ok(out);
    }
    if !options.is_object() {
        return Err(Error::new(
            ErrorCode::BadOption,
            "options must be an object, like { sets: [\"icd10cm\"], limit: 10 }",
        ));
    }
    if let Some(sets) = option(options, "sets") {
        let want = "a list of icd10cm, icd10pcs, hcpcs, cpt";
        if !js_sys::Array::is_array(&sets) {
            return Err(bad("sets", want));
        }
        for set in js_sys::Array::from(&sets).iter().take(16) {
            let name = set.as_string().ok_or_else(|| bad("sets", want))?;
            out.sets.push(CodeSet::from_name(&name).ok_or_else(|| {
                Error::new(
                    ErrorCode::UnknownSet,
                    format!("option `sets` must be {want}"),
                )
            })?);
        }
    }
    if let Some(limit) = option(options, "limit") {
        let n = limit
            .as_f64()
            .filter(|n| n.fract() == 0.0 && (1.0..=MAX_LIMIT as f64).contains(n));
        out.limit = n
            .ok_or_else(|| bad("limit", &format!("a whole number from 1 to {MAX_LIMIT}")))?
            as usize;
    }
    out.on = date_option(options, "on")?;
    if let Some(b) = option(options, "billable") {
        out.billable = Some(
            b.as_bool()
                .ok_or_else(|| bad("billable", "true or false"))?,
        );
    }
    if let Some(w) = option(options, "within") {
        out.within =
            Some(w.as_string().ok_or_else(|| {
                bad("within", "a code or a chapter, like \"E11\" or \"E00-E89\"")
            })?);
    }
    if let Some(b) = option(options, "fallback") {
        out.fallback = b
            .as_bool()
            .ok_or_else(|| bad("fallback", "true or false"))?;
    }
    Ok(out)
}

/// Opens the embedded tables now instead of at the first call.
#[wasm_bindgen]
pub fn open() -> Result<(), JsValue> {
    with_tables(|_| Ok(()))
}

/// Hits as JSON text.
#[wasm_bindgen]
pub fn search(query: &str, options: &JsValue) -> Result<String, JsValue> {
    let options = search_options(options).map_err(thrown)?;
    with_tables(|t| json(&t.search(query, &options)?))
}

/// What is known of a code as JSON text, or `undefined`.
#[wasm_bindgen]
pub fn lookup(set: &str, code: &str, options: &JsValue) -> Result<Option<String>, JsValue> {
    let on = date_option(options, "on").map_err(thrown)?;
    with_tables(|t| t.lookup(set, code, on)?.map(|info| json(&info)).transpose())
}

/// What lies below a code, a block or a chapter, as JSON text; without a code, the chapters.
#[wasm_bindgen]
pub fn browse(set: &str, code: Option<String>, options: &JsValue) -> Result<String, JsValue> {
    let on = date_option(options, "on").map_err(thrown)?;
    with_tables(|t| json(&t.browse(set, code.as_deref(), on)?))
}

/// Verifies a table and takes it in; what it says of itself as JSON text.
#[wasm_bindgen(js_name = loadTable)]
pub fn load_table(bytes: &[u8]) -> Result<String, JsValue> {
    with_tables(|t| json(&t.load(bytes)?))
}

/// What is loaded, as JSON text.
#[wasm_bindgen]
pub fn tables() -> Result<String, JsValue> {
    with_tables(|t| json(&t.infos()))
}

fn validate_options(options: &JsValue) -> Result<rules::Options, Error> {
    let mut out = rules::Options {
        on: date_option(options, "on")?,
        today: date_option(options, "today")?,
        ..rules::Options::default()
    };
    if let Some(at) = option(options, "at") {
        let want = "a JSON Pointer into the claim, like \"/claimInformation/serviceLines/0\"";
        out.at = Some(at.as_string().ok_or_else(|| bad("at", want))?);
    }
    if let Some(days) = option(options, "timelyFilingDays") {
        let n = days
            .as_f64()
            .filter(|n| n.fract() == 0.0 && (1.0..=36_500.0).contains(n));
        out.timely_filing_days =
            Some(n.ok_or_else(|| bad("timelyFilingDays", "a whole number of days"))? as u32);
    }
    Ok(out)
}

/// What is different in every report. The loader adds the rest, which it asks for once: most bytes of a report would be
/// texts that it has read before.
fn own(report: Report) -> Report {
    let rule = |id| rules::all().iter().find(|r| r.id == id);
    let findings = report.findings.into_iter().map(|f| match rule(f.rule) {
        Some(rule) => f.without_texts(rule),
        None => f,
    });
    let not_checked = report.not_checked.into_iter().filter(|n| !n.lasting);
    Report {
        findings: findings.collect(),
        not_checked: not_checked.collect(),
        releases: Arc::default(),
        ran: None,
        ..report
    }
}

/// What is the same in every report with these options until another table is loaded, as a report.
#[wasm_bindgen]
pub fn lasting(options: &JsValue) -> Result<String, JsValue> {
    let options = validate_options(options).map_err(thrown)?;
    with_tables(|t| json(&rules::lasting(t, &options)))
}

/// The report on one claim, JSON in and JSON out.
#[wasm_bindgen]
pub fn validate(claim: &[u8], options: &JsValue) -> Result<String, JsValue> {
    let options = validate_options(options).map_err(thrown)?;
    let report = with_tables(|t| {
        TYPING.with_borrow_mut(|typing| rules::validate_typing(claim, typing, t, &options))
    })?;
    json(&own(report)).map_err(thrown)
}

/// Claims in batches that remember each other, for duplicates; the loader's `validateMany` makes and frees it.
#[wasm_bindgen]
pub struct Batch(rules::batch::Batch);

#[wasm_bindgen]
impl Batch {
    /// A batch without claims yet.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<Batch, JsValue> {
        Ok(Batch(rules::batch::Batch::new(
            validate_options(options).map_err(thrown)?,
        )))
    }

    /// Checks NDJSON, whole lines; the answers as a JSON list.
    pub fn push(&mut self, ndjson: &[u8]) -> Result<String, JsValue> {
        with_tables(|t| {
            let checked = self.0.check_lines(ndjson, t).map(|c| Checked {
                report: c.report.map(own),
                ..c
            });
            json(&checked.collect::<Vec<_>>())
        })
    }
}

/// What every rule is and says, as JSON text.
#[wasm_bindgen(js_name = rules)]
pub fn rule_list() -> Result<String, JsValue> {
    json(&rules::all()).map_err(thrown)
}

/// The linear memory in bytes, for benchmarks and tests of growth.
#[wasm_bindgen(js_name = memoryBytes)]
pub fn memory_bytes() -> usize {
    core::arch::wasm32::memory_size(0) * 65_536
}
