//! One catalog serves all threads; reports and hits travel between them.
#![cfg(not(target_arch = "wasm32"))]

fn crosses<T: Send + Sync>() {}

#[test]
fn what_is_public_crosses_threads() {
    crosses::<superbill::Catalog>();
    crosses::<superbill::Error>();
    crosses::<superbill::Report>();
    crosses::<superbill::claim::Claim<'static>>();
    crosses::<superbill::CodeInfo>();
    crosses::<superbill::rules::Batch>();
    crosses::<superbill::rules::Options>();
    crosses::<superbill::search::Hit>();
    crosses::<superbill::search::Options>();
}
