# The steps from official tables to the npm package and the demo page.
source tools/setup.sh

# What a table's bytes depend on, and the tables that the library embeds.
TABLE_INPUTS=(codesets src Cargo.toml Cargo.lock)
table_inputs() { find "${TABLE_INPUTS[@]}" -type f -not -name '*.tbl' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64; }

codesets() { cargo run --quiet --profile tables -p codesets -- "$@"; }

make_tables() {
  need_rust; need_python
  case "${1:-}" in
    --check) tables_if_changed; say "checking counts and fingerprints of the tables (about 10 s)"; codesets check ;;
    "")      tables_if_changed ;;
    build|official) build_tables "$@" ;;
    *)       codesets "$@" ;;
  esac
}

# Whoever makes tables of their own (--from, --no-cpt) keeps them: they are not made anew behind their back when a source file
# changes, and nothing is packed of them unasked (tools/tables.mjs).
build_tables() {
  rm -f "$STAMPS/tables" "$STAMPS/own-tables"
  codesets "$@"
  case " $* " in
    *" --fetch-only "*) ;;
    " official "*|*" --from "*|*" --no-cpt "*) done_with own-tables "$*" ;;
    *) done_with tables "$(table_inputs)" ;;
  esac
}

tables_if_changed() {
  local inputs
  if [ -f "$STAMPS/own-tables" ]; then
    say "the tables are your own ($(cat "$STAMPS/own-tables")) and stay; ./x tables build makes those of the pinned sources again"
    return
  fi
  inputs=$(table_inputs)
  if fresh tables "$inputs" && compgen -G 'src/embedded/*.tbl' >/dev/null && compgen -G 'target/tables/*.tbl' >/dev/null; then
    return
  fi
  say "building the table compiler (about 1 min the first time)"
  cargo build --quiet --profile tables -p codesets
  say "fetching the pinned table sources into the cache (about 2 min the first time)"
  codesets fetch >&2
  say "making the tables (about 2 min)"
  codesets build >&2
  done_with tables "$inputs"
}

pkg_inputs() { fingerprint src .cargo Cargo.toml Cargo.lock pkg-template tools/pkg.mjs tools/tables.mjs tools/without-wasm.mjs tools/licenses.mjs tools/build.sh RULES.md www-demo/claim.json LICENSE-MIT LICENSE-APACHE NOTICE target/tables/*.tbl; }

# make_pkg [--custom-tables]
make_pkg() {
  local inputs custom=${1:-}
  [ -z "$custom" ] || [ "$custom" = --custom-tables ] || die "unknown option $custom: ./x pkg takes --custom-tables"
  need_rust; need_wasm_target; need_bindgen; need_npm_tools
  tables_if_changed
  node tools/tables.mjs $custom
  inputs="$(pkg_inputs)$custom"
  if fresh pkg "$inputs" && compgen -G 'pkg/superbill-*.tgz' >/dev/null; then
    say "pkg/ is up to date"
    return
  fi
  say "compiling the library to WebAssembly (about 1 min)"
  # The crate's own profile `module`, with the flags of .cargo/config.toml; only the file is taken from cargo. As a cdylib alone:
  # Cargo leaves out link-time optimization for a library that is to be an rlib, too.
  # Where this machine keeps its crates is nobody's business.
  local module=(on_wasm cargo rustc --quiet --profile module --lib --crate-type cdylib --target wasm32-unknown-unknown
    --config "target.wasm32-unknown-unknown.rustflags=['--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=crates']")
  "${module[@]}" --features js
  say "and once more without tables and claims (about 1 min)"
  "${module[@]}" --no-default-features --features js-codes --target-dir "$TARGET/slim"
  say "making the package in pkg/ (about 2 min)"
  rm -rf target/wasm && mkdir -p target/wasm
  make_wasm "$TARGET/wasm32-unknown-unknown/module/superbill.wasm" "$TARGET/slim/wasm32-unknown-unknown/module/superbill.wasm"
  node tools/pkg.mjs $custom
  done_with pkg "$inputs"
}

# What wasm-bindgen and binaryen make of the compiled libraries, the whole one and the slim one, in target/wasm.
make_wasm() {
  local out=target/wasm bindgen=(wasm-bindgen --target web --no-typescript --omit-default-module-path --out-name superbill)
  # The features are those that rustc enables for this target; without them wasm-opt refuses the file.
  local plain=(--enable-bulk-memory --enable-sign-ext --enable-mutable-globals --enable-nontrapping-float-to-int --strip-producers)
  # Splitting the tables at runs of zeros (memory-packing) would cost brotli 20 KB of context, and inlining functions that
  # have one caller (-ocimfs) another 8. Very small ones may be inlined everywhere (-aimfs). The passes at the end fold and
  # coalesce once more and save 0.8 KB. Functions in the order of their names stand beside those that are like them, for 2.3.
  "${bindgen[@]}" --out-dir $out "$1"
  wasm-opt -O2 -ocimfs=0 -aimfs=4 --converge --reorder-functions-by-name --skip-pass=memory-packing --code-folding --coalesce-locals --reorder-locals --vacuum \
    "${plain[@]}" --enable-reference-types --enable-multivalue $out/superbill_bg.wasm -o $out/superbill_bg.wasm
  "${bindgen[@]}" --out-dir $out/slim "$2"
  wasm-opt -O2 -ocimfs=0 -aimfs=10 --reorder-functions "${plain[@]}" --enable-reference-types --enable-multivalue $out/slim/superbill_bg.wasm -o $out/slim/superbill_bg.wasm
  # The same as JavaScript. Its translator takes fewer features, and the data comes from the module's own file.
  node tools/without-wasm.mjs plain "$1" $out/plain.wasm
  "${bindgen[@]}" --out-dir $out/js $out/plain.wasm
  wasm-opt -O2 --skip-pass=memory-packing "${plain[@]}" --signext-lowering --llvm-nontrapping-fptoint-lowering --llvm-memory-copy-fill-lowering \
    $out/js/superbill_bg.wasm -o $out/js/lowered.wasm
  node tools/without-wasm.mjs no-data $out/js/lowered.wasm $out/superbill_bg.wasm $out/js/code.wasm
  wasm2js -O2 --enable-bulk-memory --enable-mutable-globals $out/js/code.wasm -o $out/js/translated.js
  node tools/without-wasm.mjs pack $out/js $out/without-wasm.js
}

# The packed tarball, unpacked as npm does it, in an otherwise empty project.
install_pkg() {
  local inputs
  inputs=$(fingerprint pkg)
  if ! fresh consumer "$inputs" || [ ! -d target/consumer/node_modules/superbill ]; then
    say "installing the packed tarball into an empty project (2 s)"
    rm -rf target/consumer && mkdir -p target/consumer
    printf '{ "name": "consumer", "private": true }\n' >target/consumer/package.json
    (cd target/consumer && npm install --no-audit --no-fund --offline --loglevel=error ../../pkg/superbill-*.tgz >&2)
    done_with consumer "$inputs"
  fi
}

exec_demo() {
  make_pkg
  install_pkg
  cp tools/demo.mjs target/consumer/demo.mjs
  node target/consumer/demo.mjs www-demo/claim.json
  [ "${1:-}" = --once ] && return
  exec node tools/serve.mjs www-demo target/consumer/node_modules/superbill
}

lint() {
  say "formatting and clippy (about 1 min)"
  cargo fmt --all --check
  node tools/lint.mjs
  cargo clippy --quiet --workspace --all-targets -- -D warnings
  # As it is shipped, without the encoders: only so the lints against panics are on.
  cargo clippy --quiet --package superbill -- -D warnings
  # The fuzz targets are a workspace of their own. Only running them needs the C++ library, so this one is never looked for.
  CUSTOM_LIBFUZZER_PATH=$PWD/target/absent/libfuzzer.a cargo clippy --quiet --manifest-path fuzz/Cargo.toml --target-dir target/fuzz -- -D warnings
}

run_bench() {
  if [ "${1:-}" = engines ]; then bench_engines "${@:2}"; return; fi
  make_pkg; install_pkg; need_python
  say "installing the peers (about 30 s)"
  (cd bench && npm ci --no-audit --no-fund --loglevel=error >&2)
  case "${1:-}" in
    x12) node bench/x12.mjs ;;
    answers) node bench/answers.mjs ;;
    *)
      need_browser
      node bench/run.mjs "$@"
      [ "${1:-}" = --quick ] || node bench/answers.mjs
      node bench/x12.mjs
      ;;
  esac
}

run_fuzz() {
  [ -d fuzz ] || die "there is no fuzz/ folder"
  local toolchain=nightly seconds=${2:-60} target
  rustup toolchain list 2>/dev/null | grep -q '^nightly' || die "fuzzing needs a nightly toolchain: rustup toolchain install nightly"
  have cargo-fuzz || { say "installing cargo-fuzz $CARGO_FUZZ into the cache (about 2 min, once)"; cargo install cargo-fuzz --version "$CARGO_FUZZ" --locked --root "$CACHE/tools" --target-dir "$CACHE/build" --quiet; }
  need_rust; need_python; tables_if_changed
  for target in ${1:-$(cargo +$toolchain fuzz list)}; do
    say "fuzzing $target for $seconds s"
    # What is found goes into the first folder, which git ignores; the small made-up seeds of the second are read only.
    mkdir -p "fuzz/corpus/$target"
    cargo +$toolchain fuzz run "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- -max_total_time="$seconds"
  done
}

# The crate with the Rust of `rust-version`: rustup's, or Debian's where rustup's servers cannot be reached.
check_msrv() {
  local minor root=$CACHE/tools/rust rustc
  minor=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  need_rust; tables_if_changed
  if rustup toolchain install "$minor" --profile minimal >&2 2>/dev/null; then
    cargo "+$minor" check --package superbill && cargo "+$minor" check --package superbill --no-default-features
  else
    rustc=$(bash tools/machines/debian-rust.sh "$root-$minor" "$minor")
    for features in "" --no-default-features; do
      LD_LIBRARY_PATH="$root-$minor/root/usr/lib:$root-$minor/root/usr/lib/x86_64-linux-gnu" RUSTC=$rustc \
        cargo check --package superbill --target-dir "target/msrv" $features
    done
  fi
  say "the crate compiles with Rust $minor"
}
