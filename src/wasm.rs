//! The JavaScript side: thin, and the only file that names wasm_bindgen, js_sys and serde_wasm_bindgen.
//!
//! Hits cross the boundary as numbers, whose texts the loader asks for once. Other answers cross as one JSON text, which
//! the loader hands to `JSON.parse`: building the same objects property by property through serde-wasm-bindgen is slower and
//! costs code for every type (see DESIGN.md). What a table says of itself, asked for seldom, uses serde-wasm-bindgen.

use crate::catalog::Catalog;
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::formats::json::Typing;
use crate::report::Report;
use crate::rules::{self, Rule};
use crate::search::{Options, MAX_LIMIT};
use crate::{Error, ErrorCode};
use js_sys::Reflect;
use serde::Serialize;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen::JsCast;

thread_local! {
    static TABLES: RefCell<Option<Catalog>> = const { RefCell::new(None) };
    static TYPING: RefCell<Typing<Vec<&'static Rule>>> = const { RefCell::new(Typing::new()) };
}

fn with_tables<T>(run: impl FnOnce(&mut Catalog) -> Result<T, Error>) -> Result<T, JsValue> {
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
fn first_tables() -> Result<Catalog, Error> {
    Catalog::embedded()
}

#[cfg(not(feature = "embedded"))]
fn first_tables() -> Result<Catalog, Error> {
    Ok(Catalog::empty())
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

fn object<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(JsValue::from)
}

fn bad(option: &str, want: &str) -> Error {
    Error::new(
        ErrorCode::BadOption,
        format!("option `{option}` must be {want}"),
    )
}

#[wasm_bindgen]
extern "C" {
    /// The options of a call. Read through getters of their own: `Reflect::get` would make a JavaScript string of every
    /// name at every call.
    type Given;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn sets(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn limit(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn on(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn billable(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn within(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn fallback(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn today(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn at(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = timelyFilingDays)]
    fn timely_filing_days(this: &Given) -> Result<JsValue, JsValue>;
}

/// The caller's options; `None` when there are none.
fn given(options: &JsValue) -> Result<Option<&Given>, Error> {
    if options.is_undefined() || options.is_null() {
        return Ok(None);
    }
    if !options.is_object() {
        return Err(Error::new(
            ErrorCode::BadOption,
            "options must be an object, like { sets: [\"icd10cm\"], limit: 10 }",
        ));
    }
    Ok(Some(options.unchecked_ref()))
}

/// One option. `undefined` and `null` count as not given, and so does a getter that throws.
fn option(value: Result<JsValue, JsValue>) -> Option<JsValue> {
    value.ok().filter(|v| !v.is_undefined() && !v.is_null())
}

fn date_option(value: Result<JsValue, JsValue>, name: &str) -> Result<Option<Date>, Error> {
    let Some(value) = option(value) else {
        return Ok(None);
    };
    let date = value.as_string().and_then(|s| Date::parse(&s));
    date.map(Some).ok_or_else(|| Error::bad_date(name))
}

fn on_option(options: &JsValue) -> Result<Option<Date>, Error> {
    given(options)?.map_or(Ok(None), |o| date_option(o.on(), "on"))
}

fn search_options(options: &JsValue) -> Result<Options, Error> {
    let mut out = Options::default();
    let Some(given) = given(options)? else {
        return Ok(out);
    };
    if let Some(sets) = option(given.sets()) {
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
    if let Some(limit) = option(given.limit()) {
        let n = limit
            .as_f64()
            .filter(|n| n.fract() == 0.0 && (1.0..=MAX_LIMIT as f64).contains(n));
        out.limit = n
            .ok_or_else(|| bad("limit", &format!("a whole number from 1 to {MAX_LIMIT}")))?
            as usize;
    }
    out.on = date_option(given.on(), "on")?;
    if let Some(b) = option(given.billable()) {
        out.billable = Some(
            b.as_bool()
                .ok_or_else(|| bad("billable", "true or false"))?,
        );
    }
    if let Some(w) = option(given.within()) {
        out.within =
            Some(w.as_string().ok_or_else(|| {
                bad("within", "a code or a chapter, like \"E11\" or \"E00-E89\"")
            })?);
    }
    if let Some(b) = option(given.fallback()) {
        out.fallback = b
            .as_bool()
            .ok_or_else(|| bad("fallback", "true or false"))?;
    }
    Ok(out)
}

/// Opens the embedded tables now instead of at the first call.
#[wasm_bindgen]
pub fn open() -> Result<(), JsValue> {
    with_tables(|t| {
        t.open_all();
        Ok(())
    })
}

/// How to search, worked out once for as many keystrokes as have the same options; the loader keeps it.
#[wasm_bindgen]
pub struct Search {
    options: Options,
    numbers: Vec<u32>,
}

#[wasm_bindgen]
impl Search {
    /// By these options.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<Search, JsValue> {
        Ok(Search {
            options: search_options(options).map_err(thrown)?,
            numbers: Vec::new(),
        })
    }

    /// Finds hits; gives how many numbers they are (`src/search/numbers.rs`).
    pub fn find(&mut self, query: &str) -> Result<usize, JsValue> {
        self.numbers.clear();
        with_tables(|t| t.search_numbers(query, &self.options, &mut self.numbers))?;
        Ok(self.numbers.len())
    }

    /// Where these numbers stand in the memory, until the next call. (A JavaScript array of them for every keystroke would be
    /// memory of its own, outside the heap, and take longer than reading them.)
    pub fn numbers(&self) -> *const u32 {
        self.numbers.as_ptr()
    }

    /// The note of a hit that has one.
    pub fn note(&self, set: u32, row: u32) -> Result<String, JsValue> {
        with_tables(|t| Ok(t.note_text(set, row, self.options.on)))
    }
}

/// The linear memory, a `WebAssembly.Memory`.
#[wasm_bindgen(js_name = linearMemory)]
pub fn linear_memory() -> JsValue {
    wasm_bindgen::memory()
}

/// The code and the title of a row that hits name, with a space between them. The loader asks once for each.
#[wasm_bindgen(js_name = rowText)]
pub fn row_text(set: u32, row: u32) -> Result<String, JsValue> {
    with_tables(|t| Ok(t.row_text(set, row)))
}

/// An other name that hits name. The loader asks once for each.
#[wasm_bindgen(js_name = nameText)]
pub fn name_text(set: u32, name: u32) -> Result<String, JsValue> {
    with_tables(|t| Ok(t.name_text(set, name)))
}

/// What is known of a code as JSON text, or `undefined`.
#[wasm_bindgen]
pub fn lookup(set: &str, code: &str, options: &JsValue) -> Result<Option<String>, JsValue> {
    let on = on_option(options).map_err(thrown)?;
    with_tables(|t| t.lookup(set, code, on)?.map(|info| json(&info)).transpose())
}

/// What lies below a code, a block or a chapter, as JSON text; without a code, the chapters.
#[wasm_bindgen]
pub fn browse(set: &str, code: Option<String>, options: &JsValue) -> Result<String, JsValue> {
    let on = on_option(options).map_err(thrown)?;
    with_tables(|t| json(&t.browse(set, code.as_deref(), on)?))
}

/// Verifies a table and takes it in.
#[wasm_bindgen(js_name = loadTable)]
pub fn load_table(bytes: &[u8]) -> Result<JsValue, JsValue> {
    object(&with_tables(|t| t.load(bytes))?)
}

/// What is loaded.
#[wasm_bindgen]
pub fn tables() -> Result<JsValue, JsValue> {
    object(&with_tables(|t| Ok(t.infos().to_vec()))?)
}

fn validate_options(options: &JsValue) -> Result<rules::Options, Error> {
    let mut out = rules::Options::default();
    let Some(given) = given(options)? else {
        return Ok(out);
    };
    out.on = date_option(given.on(), "on")?;
    out.today = date_option(given.today(), "today")?;
    if let Some(at) = option(given.at()) {
        let want = "a JSON Pointer into the claim, like \"/claimInformation/serviceLines/0\"";
        out.at = Some(at.as_string().ok_or_else(|| bad("at", want))?);
    }
    if let Some(days) = option(given.timely_filing_days()) {
        let n = days
            .as_f64()
            .filter(|n| n.fract() == 0.0 && (1.0..=36_500.0).contains(n));
        out.timely_filing_days =
            Some(n.ok_or_else(|| bad("timelyFilingDays", "a whole number of days"))? as u32);
    }
    Ok(out)
}

/// How to check a claim, worked out once for as many calls as have the same options; the loader keeps it.
#[wasm_bindgen]
pub struct Check(rules::Options);

#[wasm_bindgen]
impl Check {
    /// By these options.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<Check, JsValue> {
        Ok(Check(validate_options(options).map_err(thrown)?))
    }

    /// What is the same in every report until another table is loaded, as JSON text: what is not checked, the releases, the
    /// rules that run. The loader asks for it once.
    pub fn baseline_report(&self) -> Result<String, JsValue> {
        with_tables(|t| {
            let report = rules::baseline_report(t, &self.0);
            json(&(report.not_checked, &*report.releases, report.ran))
        })
    }

    /// What is different in every report: the row of the one on this claim, JSON in and JSON out. While a field is typed
    /// the claim is kept by that number.
    pub fn validate(&self, claim: &[u8], number: u32) -> Result<String, JsValue> {
        let report = with_tables(|t| {
            TYPING.with_borrow_mut(|typing| {
                let report = rules::validate_typing(claim, typing, t, &self.0);
                typing.name(number);
                report
            })
        })?;
        Ok(row(&report))
    }

    /// The same of the claim that is kept by that number, with this text in the field; `undefined` when none is.
    pub fn retype(&self, text: &str, number: u32) -> Result<Option<String>, JsValue> {
        with_tables(|t| {
            TYPING.with_borrow_mut(|typing| {
                let report = rules::validate_retyped(text, number, typing, t, &self.0);
                Ok(report.map(|r| row(&r)))
            })
        })
    }
}

fn row(report: &Report) -> String {
    let mut row = String::with_capacity(1024);
    report.push_row(&mut row);
    row
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

    /// Checks NDJSON, whole lines; the rows of the answers as a JSON list.
    pub fn push(&mut self, ndjson: &[u8]) -> Result<String, JsValue> {
        with_tables(|t| {
            let mut rows = String::from("[");
            for checked in self.0.check_lines(ndjson, t) {
                rows.push_str(if rows.len() == 1 { "" } else { "," });
                checked.push_row(&mut rows);
            }
            rows.push(']');
            Ok(rows)
        })
    }
}

/// What the number of a field in a report stands for, as JSON text. The loader asks once for each.
#[wasm_bindgen]
pub fn field(number: f64) -> Option<String> {
    crate::report::field(number as u64)
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
