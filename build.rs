//! Says in words what is missing when the tables that the library embeds have not been made: they are not in git.

use std::path::Path;

/// The tables of the feature `embedded`; `tools/tables.mjs` lists the same.
const EMBEDDED: [&str; 5] = ["icd10cm", "hcpcs", "cpt", "modifiers", "dx-edits"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_EMBEDDED").is_none() {
        return;
    }
    let missing: Vec<String> = EMBEDDED
        .iter()
        .map(|name| format!("src/embedded/{name}.tbl"))
        // A file that is not there would make this run at every build, so only those that are there are watched.
        .filter(|path| !watched(path))
        .collect();
    if !missing.is_empty() {
        println!(
            "cargo::error=the code tables that the library embeds have not been made: {} missing. Run `./x tables` \
             (it fetches the pinned official data and compiles it, about 5 minutes the first time), or build without \
             them: `cargo build --no-default-features`",
            missing.join(", ")
        );
    }
}

fn watched(path: &str) -> bool {
    let there = Path::new(path).exists();
    if there {
        println!("cargo::rerun-if-changed={path}");
    }
    there
}
