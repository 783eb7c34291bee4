//! The interface as a host uses it: room asked for, calls, answers read and given back; `./x asan` runs it with AddressSanitizer.

#[path = "support/given.rs"]
mod given;

use given::Given;
use superbill_engine as engine;

/// The buffers of an answer, which is given back; `Err` with the JSON of why the call could not be done.
fn read(answer: *mut u8) -> Result<Vec<Vec<u8>>, String> {
    assert!(!answer.is_null());
    // SAFETY: an answer begins with its length.
    let length = unsafe { u32::from_le_bytes(*answer.cast::<[u8; 4]>()) };
    // SAFETY: it is as long as it says.
    let whole = unsafe { std::slice::from_raw_parts(answer, length as usize) }.to_vec();
    // SAFETY: it is an answer of that length.
    unsafe { engine::free(answer, length) }
    let number = |at: usize| u32::from_le_bytes(whole[at..at + 4].try_into().unwrap()) as usize;
    let buffers: Vec<Vec<u8>> = (0..number(8))
        .map(|i| (number(12 + 8 * i), number(16 + 8 * i)))
        .inspect(|(from, _)| assert_eq!(from % 8, 0))
        .map(|(from, len)| whole[from..from + len].to_vec())
        .collect();
    match number(4) {
        0 => Ok(buffers),
        _ => Err(String::from_utf8(buffers[0].clone()).unwrap()),
    }
}

fn offsets(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

fn validate(
    values: &[u8],
    offsets: &[u8],
    options: &str,
    shape: u32,
) -> Result<Vec<Vec<u8>>, String> {
    let (values, offsets) = (Given::new(values), Given::new(offsets));
    let options = Given::new(options.as_bytes());
    // SAFETY: all three are from `alloc` and written.
    read(unsafe {
        engine::validate_batch(
            values.0, values.1, offsets.0, offsets.1, options.0, options.1, shape,
        )
    })
}

fn texts(buffers: &[Vec<u8>]) -> Vec<String> {
    let ends: Vec<usize> = buffers[0]
        .chunks(4)
        .map(|n| u32::from_le_bytes(n.try_into().unwrap()) as usize)
        .collect();
    ends.windows(2)
        .map(|w| String::from_utf8(buffers[1][w[0]..w[1]].to_vec()).unwrap())
        .collect()
}

#[test]
fn rows_become_reports_and_columns() {
    let rows = b"{}junk{}";
    let ends = offsets(&[0, 2, 6, 6, 8]);
    let reports = texts(&validate(rows, &ends, r#"{"today":"2026-11-20"}"#, 0).unwrap());
    assert_eq!(reports.len(), 4);
    assert!(reports[0].starts_with("{\"valid\":false") && reports[0] == reports[3]);
    assert!(reports[1].starts_with("{\"error\":{\"code\":\"bad-input\""));
    let columns = validate(rows, &ends, "", 1).unwrap();
    assert_eq!(columns.len(), 21);
    // Read, valid, and with an error, the first row in the lowest bit.
    assert_eq!(columns[0], [0b1001]);
    assert_eq!(columns[1], [0]);
    assert_eq!(columns[5], [0b0010]);
    assert!(validate(&[], &offsets(&[0]), "{}", 0).unwrap()[1].is_empty());
    assert!(validate(&[], &[], "{}", 1).unwrap()[0].is_empty());
}

#[test]
fn what_does_not_fit_is_an_error_and_never_an_access() {
    for numbers in [
        &[0u32, 9][..],
        &[2, 1],
        &[u32::MAX, u32::MAX],
        &[0, u32::MAX],
    ] {
        let error = validate(b"{}", &offsets(numbers), "{}", 0).unwrap_err();
        assert!(error.contains("bad-option"), "{error}");
    }
    assert!(validate(b"{}", &[0, 0, 0], "{}", 0).is_err());
    assert!(validate(b"{}", &offsets(&[0, 2]), "{}", 7).is_err());
    for options in [
        "[]",
        "{\"todya\":1}",
        "{\"on\":\"2026-02-30\"}",
        "{\"rules\":{\"only\":[\"no.rule\"]}}",
    ] {
        assert!(
            validate(b"{}", &offsets(&[0, 2]), options, 0).is_err(),
            "{options}"
        );
    }
    let table = Given::new(b"not a table");
    // SAFETY: it is from `alloc` and written.
    let said = read(unsafe { engine::load_table(table.0, table.1) }).unwrap_err();
    assert!(said.contains("bad-table"));
    // SAFETY: no bytes at no address are nothing.
    let said = read(unsafe { engine::ask(std::ptr::null(), 0) }).unwrap_err();
    assert!(said.contains("lookup"));
}

#[test]
fn questions_searches_and_files() {
    let ask = |question: &str| {
        let question = Given::new(question.as_bytes());
        // SAFETY: it is from `alloc` and written.
        let answer = read(unsafe { engine::ask(question.0, question.1) }).unwrap();
        String::from_utf8(answer[0].clone()).unwrap()
    };
    assert!(ask(r#"{"lookup":{"set":"icd10cm","code":"e1140"}}"#).contains("\"E11.40\""));
    assert!(ask(r#"{"browse":{"set":"icd10cm"}}"#).contains("A00-B99"));
    assert!(ask(r#"{"tables":{}}"#).contains("hcpcs") && ask(r#"{"rules":{}}"#).contains("dx."));
    let (queries, ends) = (Given::new(b"copdhtn"), Given::new(&offsets(&[0, 4, 7])));
    let options = Given::new(br#"{"sets":["icd10cm"],"limit":1}"#);
    // SAFETY: all three are from `alloc` and written.
    let hits = read(unsafe {
        engine::search_batch(queries.0, queries.1, ends.0, ends.1, options.0, options.1)
    });
    let hits = texts(&hits.unwrap());
    assert!(
        hits[0].contains("J44.9") && hits[1].contains("I10"),
        "{hits:?}"
    );
    let file = Given::new(include_bytes!("../bench/claim.837"));
    // SAFETY: it is from `alloc` and written.
    let parts = texts(&read(unsafe { engine::split_837(file.0, file.1) }).unwrap());
    assert_eq!(parts.len(), 1);
    assert_eq!(parts[0], include_str!("../bench/claim.837"));
}

#[test]
fn clickhouse_rows_go_in_and_out() {
    let rows = b"\x02{}\x00\x02{}\x00";
    let input = engine::clickhouse_create_buffer(rows.len() as u32);
    // SAFETY: a buffer begins with the address of its bytes, which are as many as asked for.
    unsafe {
        let data = *input.cast::<*mut u8>();
        std::ptr::copy_nonoverlapping(rows.as_ptr(), data, rows.len());
        let answer = engine::superbill_validate(input, 2);
        assert!(!answer.is_null());
        engine::clickhouse_destroy_buffer(answer);
        let hits = engine::superbill_search(input, 2);
        engine::clickhouse_destroy_buffer(hits);
        engine::clickhouse_destroy_buffer(input);
        assert!(engine::superbill_validate(std::ptr::null(), 1).is_null());
    }
}

#[test]
fn services_have_keys() {
    let claim = include_bytes!("../bench/claim.837");
    let rows = [&claim[..], b"junk", claim].concat();
    let ends = [claim.len(), claim.len() + 4, rows.len()].map(|n| n as u32);
    let ends = offsets(&[&[0], &ends[..]].concat());
    let (values, ends) = (Given::new(&rows), Given::new(&ends));
    // SAFETY: both are from `alloc` and written.
    let keys = unsafe { engine::service_keys(values.0, values.1, ends.0, ends.1) };
    let buffers = read(keys).unwrap();
    assert_eq!(buffers[0], offsets(&[0, 2, 2, 4]));
    assert_eq!(buffers[1], offsets(&[1, 2, 1, 2]));
    let keys = texts(&buffers[2..]);
    assert!(keys[0] != keys[1] && keys[..2] == keys[2..], "{keys:?}");
}
