//! What tests find outside of the checkout, and how they say that they found nothing.

use serde_json::Value;
use std::io::{Read, Write};
use std::path::PathBuf;

/// Says that the running test proves nothing here, and why. `./x test` counts it as skipped and not as passed.
///
/// The caller returns right after it. Written past the runner, which keeps what a passing test prints to itself.
pub fn skip(reason: &str) {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    let line = format!("SKIPPED {}::{test}: {reason}\n", env!("CARGO_CRATE_NAME"));
    std::io::stderr()
        .write_all(line.as_bytes())
        .expect("the standard error can be written");
}

/// The file or folder of that name in the shared folder, which is `$SUPERBILL_SHARED` and else `../shared` beside the
/// checkout. `None`, and the test is skipped, where it is not there.
pub fn shared(name: &str) -> Option<PathBuf> {
    let given = std::env::var_os("SUPERBILL_SHARED").filter(|folder| !folder.is_empty());
    let folder = given.unwrap_or_else(|| "../shared".into());
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join(folder)
        .join(name);
    if path.exists() {
        return Some(path);
    }
    skip(&format!("the shared folder has no {name} here"));
    None
}

/// The lines of a shared file of JSON, one value a line, plain or packed with gzip.
pub fn shared_lines(name: &str) -> Option<Vec<Value>> {
    let bytes = std::fs::read(shared(name)?).expect("a shared file can be read");
    let mut text = String::new();
    if name.ends_with(".gz") {
        let mut unpacked = flate2::read::GzDecoder::new(&*bytes);
        unpacked.read_to_string(&mut text).expect("it is gzip");
    } else {
        text = String::from_utf8(bytes).expect("it is UTF-8");
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    Some(
        lines
            .map(|line| serde_json::from_str(line).expect("each line is JSON"))
            .collect(),
    )
}

/// The rows of an oracle: answers of another program.
pub fn oracle(name: &str) -> Option<Vec<Value>> {
    shared_lines(&format!("oracles/{name}"))
}
