//! The JavaScript boundary: thin, and the only file that names wasm_bindgen and js_sys.
//!
//! Answers cross as JavaScript objects by their `Serialize`, with the same types and names as for those who use the crate. Those
//! that are asked for at every keystroke and for every claim cross as JSON text, which `JSON.parse` of the loader makes into
//! objects several times as fast. No claim stays in memory after its call.
//!
//! With the feature `js-codes` alone there are no claims, which is most of the code.
#![cfg_attr(not(feature = "js"), allow(dead_code, unused_imports))]

use crate::catalog::Catalog;
use crate::claim::Format;
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::formats;
use crate::report::{Severity, X12Place};
use crate::rules;
use crate::search::{Options, MAX_LIMIT};
use crate::{Error, ErrorCode};
use js_sys::Reflect;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen::JsCast;

/// Smaller and faster than the standard library's allocator; for a module without threads.
#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A set of tables and everything that is asked of them.
#[wasm_bindgen]
pub struct Superbill(Catalog);

#[wasm_bindgen]
impl Superbill {
    /// With the embedded tables, if the module has any.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Superbill, JsValue> {
        #[cfg(feature = "embedded")]
        let catalog = Catalog::embedded()?;
        #[cfg(not(feature = "embedded"))]
        let catalog = Catalog::empty();
        Ok(Superbill(catalog))
    }

    /// Opens some of the embedded tables now instead of at the first call that needs them; `false` when all are open.
    pub fn open(&mut self) -> bool {
        self.0.open_some()
    }

    /// The hits, as JSON text.
    pub fn search(&self, query: &str, options: &JsValue) -> Result<String, JsValue> {
        json(&self.0.search(query, &search_options(options)?)?)
    }

    /// Everything known of a code, or `undefined`.
    pub fn lookup(&self, set: &str, code: &str, options: &JsValue) -> Result<JsValue, JsValue> {
        let on = date_option(options, "on")?;
        if set == "ms-drg" {
            let drg = self.0.drg(code, on);
            return drg.map_or(Ok(JsValue::UNDEFINED), |drg| object(&drg));
        }
        let info = self.0.lookup(set_named(set)?, code, on)?;
        info.map_or(Ok(JsValue::UNDEFINED), |info| object(&info))
    }

    /// The codes below a code, a block or a chapter; without a code, the chapters.
    pub fn browse(
        &self,
        set: &str,
        code: Option<String>,
        options: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let on = date_option(options, "on")?;
        object(&self.0.browse(set_named(set)?, code.as_deref(), on)?)
    }

    /// Verifies a table and takes it in; gives what it says of itself.
    #[wasm_bindgen(js_name = loadTable)]
    pub fn load_table(&mut self, bytes: &[u8]) -> Result<JsValue, JsValue> {
        object(&self.0.load(bytes)?)
    }

    /// Descriptions of the loaded tables, in the order of loading.
    pub fn tables(&self) -> Result<JsValue, JsValue> {
        object(&self.0.infos())
    }
}

/// A table on its way in, of which a page takes in some at a time; the loader's `init` makes and frees it.
#[wasm_bindgen]
pub struct Loading(crate::catalog::Loading);

#[wasm_bindgen]
impl Loading {
    /// Verifies the envelope.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>) -> Result<Loading, JsValue> {
        Ok(Loading(crate::catalog::Loading::begin(bytes)?))
    }

    /// Goes on, and says whether there is more to do.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, superbill: &mut Superbill) -> Result<bool, JsValue> {
        Ok(self.0.go_on(&mut superbill.0)?.is_none())
    }
}

#[cfg(feature = "js")]
#[wasm_bindgen]
impl Superbill {
    /// The report on a claim of any format, as JSON text.
    pub fn validate(&self, claim: &[u8], options: &JsValue) -> Result<String, JsValue> {
        let options = validate_options(options)?;
        json(&rules::validate_bytes(claim, &self.0, &options)?)
    }

    /// Keys of the services of claims, as JSON text.
    #[wasm_bindgen(js_name = serviceKeys)]
    pub fn service_keys(&self, claims: &[u8]) -> Result<String, JsValue> {
        json(&rules::service_keys(claims, &self.0))
    }
}

/// Batches that share claims among them, at most.
const MOST_PARTS: u32 = 1024;

/// Claims in batches that remember each other, for duplicates; the loader's `validateMany` makes and frees it.
#[cfg(feature = "js")]
#[wasm_bindgen]
pub struct Batch(rules::Batch, rules::Brief);

#[cfg(feature = "js")]
#[wasm_bindgen]
impl Batch {
    /// A batch without claims yet.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<Batch, JsValue> {
        let mut batch = rules::Batch::new(validate_options(options)?);
        if let Some(share) = option(options, "share") {
            let of = whole_option(&share, "of", MOST_PARTS)?.unwrap_or(1);
            let part = whole_option(&share, "part", of)?.unwrap_or(1);
            batch = batch.share(part as usize, of as usize);
            const BY: &str = "turn or patient";
            match text_option(&share, "by", BY)?.as_deref() {
                None | Some("turn") => {}
                Some("patient") => batch = batch.by_patient(),
                Some(_) => return Err(bad("by", BY).into()),
            }
        }
        Ok(Batch(batch, rules::Brief::new()))
    }

    /// Checks NDJSON, whole lines; the list of answers in short, as JSON text.
    pub fn push(&mut self, superbill: &Superbill, ndjson: &[u8]) -> Result<String, JsValue> {
        let answers = self.0.check_lines(ndjson, &superbill.0);
        Ok(self.1.write(answers).map_err(unwritten)?)
    }

    /// Checks what is whole by now of an X12 file that comes in pieces; the list of answers in short, as JSON text.
    pub fn feed(
        &mut self,
        superbill: &Superbill,
        piece: &[u8],
        last: bool,
    ) -> Result<String, JsValue> {
        let answers = self.0.feed_x12(piece, last, &superbill.0);
        Ok(self.1.write(answers.into_iter()).map_err(unwritten)?)
    }
}

/// Every rule with its documentation, as an array.
#[cfg(feature = "js")]
#[wasm_bindgen(js_name = rules)]
pub fn rule_list() -> Result<JsValue, JsValue> {
    object(&rules::all())
}

/// An X12 file with another value at a place.
#[wasm_bindgen(js_name = changeX12)]
pub fn change_x12(
    file: &[u8],
    segment: String,
    element: String,
    at: usize,
    value: &str,
) -> Result<Vec<u8>, JsValue> {
    let place = X12Place {
        segment,
        element,
        bytes: Some([at, at]),
        ..X12Place::default()
    };
    Ok(formats::x12::change(file, &place, value)?)
}

/// The linear memory in bytes, for benchmarks and tests of growth.
#[wasm_bindgen(js_name = memoryBytes)]
pub fn memory_bytes() -> usize {
    core::arch::wasm32::memory_size(0) * 65_536
}

/// A JavaScript `Error` with the stable name as its `code`, of which the loader makes one of its class.
impl From<Error> for JsValue {
    fn from(e: Error) -> JsValue {
        let error = js_sys::Error::new(e.message());
        error.set_name("SuperbillError");
        // Setting a property of a fresh Error cannot fail.
        let set = |name: &str, value: JsValue| {
            let _ = Reflect::set(&error, &name.into(), &value);
        };
        set("code", e.code().as_str().into());
        if let Some(place) = e.place() {
            set("line", place.line.into());
            set("column", place.column.into());
        }
        if let Some(limit) = e.limit() {
            set("limit", limit.into());
        }
        if let Some(byte) = e.byte_offset() {
            set("byteOffset", byte.into());
        }
        error.into()
    }
}

/// As `JSON.parse` of its JSON would make it: plain objects, and null for what is `None`.
fn object<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    Ok(value.serialize(&serializer)?)
}

fn json<T: Serialize>(value: &T) -> Result<String, JsValue> {
    Ok(serde_json::to_string(value).map_err(unwritten)?)
}

fn unwritten(_: serde_json::Error) -> Error {
    Error::new(
        ErrorCode::BadInput,
        "the answer could not be written as JSON",
    )
}

fn set_named(name: &str) -> Result<CodeSet, Error> {
    CodeSet::from_name(name).ok_or_else(|| {
        let what = bad("set", "one of icd10cm, icd10pcs, hcpcs, cpt");
        Error::new(ErrorCode::UnknownSet, what.message())
    })
}

fn bad(option: &str, want: &str) -> Error {
    Error::new(
        ErrorCode::BadOption,
        format!("option `{option}` must be {want}"),
    )
}

/// One option. `undefined` and `null` count as not given; the loader refuses what is no object and unknown names. (Asking
/// what is no object throws, and an exception that is caught leaves something behind in the module's memory.)
fn option(options: &JsValue, name: &str) -> Option<JsValue> {
    let value = options
        .is_object()
        .then(|| Reflect::get(options, &name.into()));
    value?.ok().filter(|v| !v.is_undefined() && !v.is_null())
}

fn date_option(options: &JsValue, name: &str) -> Result<Option<Date>, Error> {
    let Some(value) = option(options, name) else {
        return Ok(None);
    };
    let date = value.as_string().and_then(|s| Date::parse(&s));
    date.map(Some).ok_or_else(|| Error::bad_date(name))
}

fn bool_option(options: &JsValue, name: &str) -> Result<Option<bool>, Error> {
    let read = |value: JsValue| value.as_bool().ok_or_else(|| bad(name, "true or false"));
    option(options, name).map(read).transpose()
}

fn text_option(options: &JsValue, name: &str, want: &str) -> Result<Option<String>, Error> {
    let read = |value: JsValue| value.as_string().ok_or_else(|| bad(name, want));
    option(options, name).map(read).transpose()
}

fn whole_option(options: &JsValue, name: &str, most: u32) -> Result<Option<u32>, Error> {
    let read = |value: JsValue| {
        let fits = |n: &f64| n.fract() == 0.0 && (1.0..=f64::from(most)).contains(n);
        let number = value.as_f64().filter(fits).map(|n| n as u32);
        number.ok_or_else(|| bad(name, &format!("a whole number from 1 to {most}")))
    };
    option(options, name).map(read).transpose()
}

fn format_option(options: &JsValue) -> Result<Option<Format>, Error> {
    const WANT: &str = "x12, json or fhir";
    let name = text_option(options, "format", WANT)?;
    let read = |name: String| match name.as_str() {
        "x12" => Ok(Format::X12),
        "json" => Ok(Format::Json),
        "fhir" => Ok(Format::Fhir),
        _ => Err(bad("format", WANT)),
    };
    name.map(read).transpose()
}

fn sets_option(options: &JsValue) -> Result<Vec<CodeSet>, Error> {
    const WANT: &str = "a list of icd10cm, icd10pcs, hcpcs, cpt";
    let Some(sets) = option(options, "sets") else {
        return Ok(Vec::new());
    };
    if !js_sys::Array::is_array(&sets) {
        return Err(bad("sets", WANT));
    }
    let read = |set: JsValue| {
        let name = set.as_string().ok_or_else(|| bad("sets", WANT))?;
        let unknown = || Error::new(ErrorCode::UnknownSet, bad("sets", WANT).message());
        CodeSet::from_name(&name).ok_or_else(unknown)
    };
    js_sys::Array::from(&sets)
        .iter()
        .take(16)
        .map(read)
        .collect()
}

fn search_options(options: &JsValue) -> Result<Options, Error> {
    let usual = Options::default();
    let limit = whole_option(options, "limit", MAX_LIMIT as u32)?;
    Ok(Options {
        sets: sets_option(options)?,
        limit: limit.map_or(usual.limit, |n| n as usize),
        on: date_option(options, "on")?,
        billable: bool_option(options, "billable")?,
        within: text_option(
            options,
            "within",
            "a code or a chapter, like \"E11\" or \"E00-E89\"",
        )?,
        fallback: bool_option(options, "fallback")?.unwrap_or(usual.fallback),
    })
}

fn names_option(options: &JsValue, name: &str) -> Result<Option<Vec<String>>, Error> {
    const WANT: &str = "a list of ids of rules, or of groups of them, like [\"dx.*\"]";
    let want = || bad(&format!("rules.{name}"), WANT);
    let Some(names) = option(options, name) else {
        return Ok(None);
    };
    if !js_sys::Array::is_array(&names) {
        return Err(want());
    }
    let names = js_sys::Array::from(&names);
    let names = names.iter().map(|name| name.as_string().ok_or_else(want));
    names.collect::<Result<_, _>>().map(Some)
}

fn rules_option(options: &JsValue) -> Result<rules::Choice, Error> {
    let mut choice = rules::Choice::default();
    let Some(given) = option(options, "rules") else {
        return Ok(choice);
    };
    if let Some(only) = names_option(&given, "only")? {
        choice = choice.only(only)?;
    }
    if let Some(without) = names_option(&given, "without")? {
        choice = choice.without(without)?;
    }
    let Some(severities) = option(&given, "severity") else {
        return Ok(choice);
    };
    let want = || {
        bad(
            "rules.severity",
            "an object of ids of rules, each with error, warning or info",
        )
    };
    if !severities.is_object() || js_sys::Array::is_array(&severities) {
        return Err(want());
    }
    for entry in js_sys::Object::entries(severities.unchecked_ref()).iter() {
        let entry = js_sys::Array::from(&entry);
        let severity = entry.get(1).as_string();
        let severity = severity
            .and_then(|s| Severity::from_name(&s))
            .ok_or_else(want)?;
        choice = choice.severity(&entry.get(0).as_string().unwrap_or_default(), severity)?;
    }
    Ok(choice)
}

fn validate_options(options: &JsValue) -> Result<rules::Options, Error> {
    Ok(rules::Options {
        on: date_option(options, "on")?,
        today: date_option(options, "today")?,
        field: text_option(
            options,
            "field",
            "a JSON Pointer into the claim, like \"/claimInformation/serviceLines/0\"",
        )?,
        timely_filing_days: whole_option(options, "timelyFilingDays", 36_500)?,
        medicare_edits: bool_option(options, "medicareEdits")?.unwrap_or(false),
        opps: bool_option(options, "opps")?,
        identifiers: bool_option(options, "identifiers")?.unwrap_or(false),
        rules: rules_option(options)?,
        format: format_option(options)?,
    })
}
