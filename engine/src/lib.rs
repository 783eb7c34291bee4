//! superbill as a plain WebAssembly module: it imports nothing, so any engine with a WebAssembly runtime can run it.
//!
//! What crosses is bytes. The host asks [`alloc`] for room, writes its input there, calls, and gets the address of an *answer*,
//! which it copies and gives back with [`free`]. Rows come and go in Arrow's layout of binary columns: all values in one piece, and
//! one more offset (a 32-bit number) than there are rows.
//!
//! ```text
//! answer    u32 length of all of it, itself included
//!           u32 0, or 1 when the call could not be done: then the one buffer is JSON, {"code", "message"}
//!           u32 number of buffers, then for each u32 offset from the answer's address, u32 length
//!           the buffers, each at a multiple of 8
//! ```
//!
//! The names are exported in WebAssembly only: natively, where the tests call these functions, a symbol `free` would be everybody's.
//!
//! Offsets and lengths that do not fit the memory they speak of are an error, never an access; what a host passes as an address it
//! must have from `alloc`, as with any such interface. Nothing of a row is kept after its call.

mod answer;
mod ask;
mod check;
mod clickhouse;
mod keys;
mod options;
#[cfg(any(target_arch = "wasm32", test))]
mod pools;
mod rows;

pub use answer::{Answer, Failed};
pub use check::Shape;

use std::sync::{Mutex, MutexGuard, PoisonError};
use superbill::Catalog;

/// Natively the system's own allocator serves, which knows threads.
#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
#[global_allocator]
static POOLS: pools::Pools = pools::Pools::new();

/// The tables of this instance: the embedded ones, and whatever [`load_table`] took in.
static TABLES: Mutex<Option<Catalog>> = Mutex::new(None);

/// Runs with the tables, which are opened at the first call.
fn with_tables<T>(run: impl FnOnce(&mut Catalog) -> T) -> Result<T, Failed> {
    let mut tables: MutexGuard<'_, Option<Catalog>> =
        TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    let opened = match tables.take() {
        Some(catalog) => catalog,
        None => Catalog::embedded()?,
    };
    Ok(run(tables.insert(opened)))
}

/// Runs a call and puts what it gives, or why it fails, into an answer for the host.
fn answer(run: impl FnOnce(&mut Catalog) -> Result<Answer, Failed>) -> *mut u8 {
    let answer = with_tables(run).and_then(|answer| answer);
    answer.unwrap_or_else(|why| Answer::failed(&why)).leak()
}

/// The version of this interface; a host refuses another one than it was written for.
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub extern "C" fn superbill_abi() -> u32 {
    2
}

/// Room for `len` bytes at a multiple of 8, to be given back with [`free`] and the same length; 0 when there is none.
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub extern "C" fn alloc(len: u32) -> *mut u8 {
    let Ok(layout) = answer::layout(len as usize) else {
        return std::ptr::null_mut();
    };
    // SAFETY: the layout is never of size 0.
    unsafe { std::alloc::alloc(layout) }
}

/// Gives back what [`alloc`] gave, or an answer with its length.
///
/// # Safety
/// `address` is from [`alloc`] with this `len`, or an answer whose length this is, and not given back before.
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub unsafe extern "C" fn free(address: *mut u8, len: u32) {
    if let (false, Ok(layout)) = (address.is_null(), answer::layout(len as usize)) {
        // SAFETY: by the caller's promise the room was allocated with this layout.
        unsafe { std::alloc::dealloc(address, layout) }
    }
}

/// # Safety
/// `address` is from [`alloc`] with at least `len` bytes, all of them written.
unsafe fn lent<'a>(address: *const u8, len: u32) -> &'a [u8] {
    if address.is_null() || len == 0 {
        return &[];
    }
    // SAFETY: by the caller's promise.
    unsafe { std::slice::from_raw_parts(address, len as usize) }
}

/// Verifies a table and takes it in; the answer's buffer is JSON, what the table says of itself.
///
/// # Safety
/// As for every call: addresses are from [`alloc`], with at least so many bytes written.
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub unsafe extern "C" fn load_table(bytes: *const u8, len: u32) -> *mut u8 {
    // SAFETY: by the caller's promise.
    let bytes = unsafe { lent(bytes, len) };
    answer(|tables| Answer::json(&tables.load(bytes)?))
}

/// Checks rows, each a claim (JSON, FHIR or X12 837) or an 837 file, for itself: rows do not see each other.
///
/// `shape` 0 gives one report a row as JSON, in two buffers (offsets, values); 1 gives columns, see [`Shape::Columns`].
/// `options` is JSON, see `options.rs`; none at all is `{}`.
///
/// # Safety
/// As for [`load_table`].
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub unsafe extern "C" fn validate_batch(
    values: *const u8,
    values_len: u32,
    offsets: *const u8,
    offsets_len: u32,
    options: *const u8,
    options_len: u32,
    shape: u32,
) -> *mut u8 {
    // SAFETY: by the caller's promise.
    let (values, offsets, options) = unsafe {
        (
            lent(values, values_len),
            lent(offsets, offsets_len),
            lent(options, options_len),
        )
    };
    answer(|tables| {
        let rows = rows::Rows::new(values, offsets)?;
        let options = options::validation(options)?;
        check::batch(&rows, tables, &options, Shape::from_number(shape)?)
    })
}

/// Searches for every row; one list of hits a row as JSON, in two buffers (offsets, values).
///
/// # Safety
/// As for [`load_table`].
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub unsafe extern "C" fn search_batch(
    values: *const u8,
    values_len: u32,
    offsets: *const u8,
    offsets_len: u32,
    options: *const u8,
    options_len: u32,
) -> *mut u8 {
    // SAFETY: by the caller's promise.
    let (values, offsets, options) = unsafe {
        (
            lent(values, values_len),
            lent(offsets, offsets_len),
            lent(options, options_len),
        )
    };
    answer(|tables| {
        let rows = rows::Rows::new(values, offsets)?;
        ask::search(&rows, tables, &options::search(options)?)
    })
}

/// The keys of the services of every row, by which duplicates are found across a data set; four buffers: offsets of each row's
/// services, and by service the line (a 32-bit number), offsets and values of the key.
///
/// # Safety
/// As for [`load_table`].
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub unsafe extern "C" fn service_keys(
    values: *const u8,
    values_len: u32,
    offsets: *const u8,
    offsets_len: u32,
) -> *mut u8 {
    // SAFETY: by the caller's promise.
    let (values, offsets) = unsafe { (lent(values, values_len), lent(offsets, offsets_len)) };
    answer(|tables| Ok(keys::batch(&rows::Rows::new(values, offsets)?, tables)))
}

/// The keys of the services of claims of any format, as the JSON of the npm package's `serviceKeys`.
///
/// # Safety
/// As for [`load_table`].
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub unsafe extern "C" fn services(bytes: *const u8, len: u32) -> *mut u8 {
    // SAFETY: by the caller's promise.
    let bytes = unsafe { lent(bytes, len) };
    answer(|tables| Answer::json(&superbill::rules::service_keys(bytes, tables)))
}

/// Splits an 837 file into rows, each a whole 837 of one claim; two buffers (offsets, values).
///
/// # Safety
/// As for [`load_table`].
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub unsafe extern "C" fn split_837(bytes: *const u8, len: u32) -> *mut u8 {
    // SAFETY: by the caller's promise.
    let bytes = unsafe { lent(bytes, len) };
    let mut rows = rows::Column::default();
    superbill::formats::x12::split(bytes, |claim| rows.push(claim));
    Answer::new(rows.into_buffers().into()).leak()
}

/// One question as JSON (`{"lookup": ...}`, `{"browse": ...}`, `{"tables": {}}`, `{"rules": {}}`), one answer as
/// JSON; see `ask.rs`.
///
/// # Safety
/// As for [`load_table`].
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub unsafe extern "C" fn ask(question: *const u8, len: u32) -> *mut u8 {
    // SAFETY: by the caller's promise.
    let question = unsafe { lent(question, len) };
    answer(|tables| ask::ask(question, tables))
}

/// ClickHouse's buffer (its interface `BUFFERED_V1`): where the bytes are, and how many.
#[repr(C)]
#[derive(Debug)]
pub struct Buffer {
    data: *mut u8,
    size: u32,
}

/// A buffer of that many bytes; 0 when there is no memory.
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub extern "C" fn clickhouse_create_buffer(size: u32) -> *mut Buffer {
    let data = alloc(size);
    if data.is_null() {
        return std::ptr::null_mut();
    }
    Box::into_raw(Box::new(Buffer { data, size }))
}

/// Gives a buffer back.
///
/// # Safety
/// It is from [`clickhouse_create_buffer`] or the answer of a function, and not given back before.
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub unsafe extern "C" fn clickhouse_destroy_buffer(buffer: *mut Buffer) {
    if !buffer.is_null() {
        // SAFETY: by the caller's promise.
        let buffer = unsafe { Box::from_raw(buffer) };
        // SAFETY: the bytes were allocated with this size.
        unsafe { free(buffer.data, buffer.size) }
    }
}

/// # Safety
/// As for [`clickhouse_destroy_buffer`]; all bytes are written.
unsafe fn on_rows(
    input: *const Buffer,
    run: impl FnOnce(&[u8], &Catalog) -> Vec<u8>,
) -> *mut Buffer {
    if input.is_null() {
        return std::ptr::null_mut();
    }
    // SAFETY: by the caller's promise.
    let bytes = unsafe { lent((*input).data, (*input).size) };
    // An interface without errors: no memory and no tables are no buffer, which ClickHouse reports.
    let Ok(out) = with_tables(|tables| run(bytes, tables)) else {
        return std::ptr::null_mut();
    };
    let Ok(size) = u32::try_from(out.len()) else {
        return std::ptr::null_mut();
    };
    let answer = clickhouse_create_buffer(size);
    if !answer.is_null() {
        // SAFETY: the buffer is new and as long as the bytes.
        unsafe { std::ptr::copy_nonoverlapping(out.as_ptr(), (*answer).data, out.len()) }
    }
    answer
}

/// ClickHouse's `superbill_validate(claim String, options String) -> String`: a report a row.
///
/// # Safety
/// As for [`clickhouse_destroy_buffer`].
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub unsafe extern "C" fn superbill_validate(input: *const Buffer, count: u32) -> *mut Buffer {
    // SAFETY: by the caller's promise.
    unsafe {
        on_rows(input, |bytes, tables| {
            clickhouse::validate(bytes, count, tables)
        })
    }
}

/// ClickHouse's `superbill_search(query String, options String) -> String`: the hits of a row.
///
/// # Safety
/// As for [`clickhouse_destroy_buffer`].
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub unsafe extern "C" fn superbill_search(input: *const Buffer, count: u32) -> *mut Buffer {
    // SAFETY: by the caller's promise.
    unsafe {
        on_rows(input, |bytes, tables| {
            clickhouse::search(bytes, count, tables)
        })
    }
}
