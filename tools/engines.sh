# The plain module, the Python wheel over it, and the engines that its tests run in.

# make_engine: engine/python/superbill/ gets the module and the tables, target/engine/ the wheel.
make_engine() {
  local inputs package=engine/python/superbill
  need_rust; need_wasm_target; need_python; need_npm_tools
  tables_if_changed
  node tools/tables.mjs >&2
  inputs=$(fingerprint src .cargo Cargo.toml Cargo.lock engine/Cargo.toml engine/src engine/python/*.* engine/python/superbill/*.py target/tables/*.tbl tools/engines.sh)
  if fresh engine "$inputs" && compgen -G 'target/engine/superbill-*.whl' >/dev/null; then
    say "target/engine/ is up to date"
    return
  fi
  say "compiling the plain module (about 1 min)"
  on_wasm cargo build --quiet --release --package superbill-engine --lib --target wasm32-unknown-unknown
  rm -rf target/engine "$package/tables" && mkdir -p target/engine "$package/tables"
  wasm-opt -O2 --enable-bulk-memory --enable-sign-ext --enable-mutable-globals --enable-nontrapping-float-to-int --enable-reference-types \
    --enable-multivalue --strip-producers "$TARGET/wasm32-unknown-unknown/release/superbill_engine.wasm" -o "$package/superbill_engine.wasm"
  for table in $(node -e "import('./tools/tables.mjs').then((t) => console.log(t.BESIDE.join(' ')))"); do
    cp "target/tables/$table.tbl" "$package/tables/"
  done
  cp LICENSE-MIT LICENSE-APACHE NOTICE RULES.md "$package/"
  sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml >engine/python/VERSION
  say "making the wheel in target/engine/ (10 s)"
  python3 -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir target/engine engine/python
  rm -rf engine/python/build engine/python/*.egg-info
  done_with engine "$inputs"
}

# need_engines: ENGINES, a virtual environment with the engines (pinned in engine/python/engines.txt) and the wheel, installed as a
# user installs it.
need_engines() {
  local pinned
  ENGINES=$PWD/target/engines
  pinned=$(fingerprint engine/python/engines.txt target/engine)
  have java || { say "installing a Java runtime for Spark (about 30 s)"; apt_install default-jre-headless || true; }
  have java || die "Java 17 or newer is missing (Spark runs on it): install it, then run this again"
  if ! fresh engines "$pinned" || [ ! -x "$ENGINES/bin/python" ]; then
    say "installing Spark, DuckDB, ClickHouse, pandas and polars into target/engines (about 2 min the first time)"
    [ -x "$ENGINES/bin/python" ] || python3 -m venv "$ENGINES"
    "$ENGINES/bin/python" -m pip install --quiet --disable-pip-version-check -r engine/python/engines.txt >&2
    "$ENGINES/bin/python" -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps target/engine/superbill-*.whl >&2
    done_with engines "$pinned"
  fi
}

# Python's unittest says its counts in its own words; test.sh reads those of Node's runner.
said_as_node() {
  local log status
  log=$(mktemp)
  tee "$log"
  status=$(tail -n 1 "$log")
  awk '/^Ran [0-9]+ test/ { ran = $2 } /^(OK|FAILED)/ { while (match($0, /(failures|errors|skipped)=[0-9]+/)) { split(substr($0, RSTART, RLENGTH), a, "="); n[a[1]] += a[2]; $0 = substr($0, RSTART + RLENGTH) } }
    END { bad = n["failures"] + n["errors"]; print "# pass " ran - bad - n["skipped"]; print "# fail " bad }' "$log"
  rm -f "$log"
  [[ $status == OK* ]]
}

# The only crate with pointers, natively, with every access watched.
run_asan() {
  rustup toolchain list 2>/dev/null | grep -q '^nightly' || die "AddressSanitizer needs a nightly toolchain: rustup toolchain install nightly"
  need_rust; need_python; tables_if_changed
  RUSTFLAGS=-Zsanitizer=address cargo +nightly test --package superbill-engine --target x86_64-unknown-linux-gnu --target-dir target/asan
}
