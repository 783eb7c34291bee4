# The plain module, the Python wheel over it, and the engines that its tests run in.

# make_engine: engine/python/superbill/ gets the module and the tables, target/engine/ the wheel.
make_engine() {
  local inputs package=engine/python/superbill
  need_rust; need_wasm_target; need_python; need_npm_tools
  tables_if_changed
  node tools/tables.mjs >&2
  inputs=$(fingerprint src .cargo Cargo.toml Cargo.lock engine/Cargo.toml engine/src engine/python/*.* engine/python/superbill/*.py target/tables/*.tbl \
    LICENSE-* NOTICE RULES.md tools/engines.sh tools/tables.mjs)
  if fresh engine "$inputs" && compgen -G 'target/engine/superbill-*.whl' >/dev/null; then
    say "target/engine/ is up to date"
    return
  fi
  say "compiling the plain module (about 1 min)"
  # It travels to a cluster once, so it is built for speed: with SIMD, which every engine has, and more inlining than native code, because
  # calls cost more (250 KB for 4% of the time). As a cdylib alone for link-time optimization, see make_pkg.
  RUSTFLAGS="-C target-feature=+simd128 -C llvm-args=-inline-threshold=600 --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=crates" CARGO_PROFILE_RELEASE_OPT_LEVEL=3 \
    on_wasm cargo rustc --quiet --release --package superbill-engine --lib --crate-type cdylib --target wasm32-unknown-unknown --target-dir "$TARGET/plain"
  rm -rf target/engine "$package/tables" && mkdir -p target/engine "$package/tables"
  # -O2: what -O3 moves about besides costs wasmtime 2% of a claim, and four times as long here.
  wasm-opt -O2 --enable-bulk-memory --enable-sign-ext --enable-mutable-globals --enable-nontrapping-float-to-int --enable-reference-types \
    --enable-multivalue --enable-simd --strip-producers "$TARGET/plain/wasm32-unknown-unknown/release/superbill_engine.wasm" -o "$package/superbill_engine.wasm"
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

# The major version of a java, 0 when there is none.
java_major() { "$1" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1 | grep . || echo 0; }

# Spark takes the java of JAVA_HOME before that of PATH. One that is too old or not there is left aside, and that is said.
need_java() {
  if [ -n "${JAVA_HOME:-}" ] && [ "$(java_major "$JAVA_HOME/bin/java")" -lt 17 ]; then
    warn "JAVA_HOME ($JAVA_HOME) has no Java 17 or newer; looking for another one"
    unset JAVA_HOME
  fi
  [ -z "${JAVA_HOME:-}" ] || return 0
  if [ "$(java_major java)" -lt 17 ]; then
    say "installing a Java runtime for Spark (about 30 s)"
    apt_install openjdk-17-jre-headless || apt_install default-jre-headless || true
  fi
  [ "$(java_major java)" -ge 17 ] || die "Java 17 or newer is missing (Spark runs on it): install it or set JAVA_HOME, then run this again"
}

# pip_install VENV ARGUMENTS...: once more when a download broke off.
pip_install() {
  local venv=$1 pip
  shift
  pip=("$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile --retries 5 --timeout 60 "$@")
  "${pip[@]}" >&2 || { warn "pip failed; trying once more"; sleep 5; "${pip[@]}" >&2; } ||
    die "pip could not install: $* (see above; PyPI must be reachable)"
}

# need_engines: ENGINES, the Python of a virtual environment with the engines (pinned in engine/python/engines.txt; kept in the cache,
# 1.7 GB), and the wheel in target/engine/installed, where PYTHONPATH finds it.
need_engines() {
  local venv=$CACHE/engines pinned wheel
  need_java
  pinned=$(fingerprint engine/python/engines.txt)
  ENGINES=$venv/bin/python
  # Two checkouts may come here at once.
  exec 8>"$CACHE/engines.lock"
  ! have flock || flock 8
  if [ "$(cat "$venv/stamp" 2>/dev/null)" != "$pinned" ] || ! "$ENGINES" -c '' 2>/dev/null; then
    say "installing Spark, DuckDB, DataFusion, ClickHouse, pandas and polars into the cache (2 to 5 min, once)"
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || die "Spark 4 needs Python 3.10 or newer; this is $(python3 --version)"
    rm -rf "$venv"
    python3 -m venv "$venv" || { apt_install python3-venv && python3 -m venv "$venv"; } || die "python3 -m venv failed: install python3-venv"
    pip_install "$venv" -r engine/python/engines.txt
    echo "$pinned" >"$venv/stamp"
  fi
  exec 8>&-
  wheel=$(sha256sum target/engine/superbill-*.whl)
  if ! fresh engines "$wheel" || [ ! -d target/engine/installed/superbill ]; then
    rm -rf target/engine/installed
    pip_install "$venv" --no-deps --target target/engine/installed target/engine/superbill-*.whl
    done_with engines "$wheel"
  fi
  # Everything stays on this machine and in this folder, whatever its name resolves to.
  mkdir -p target/spark
  export PYTHONPATH=$PWD/target/engine/installed PYSPARK_PYTHON=$ENGINES PYSPARK_DRIVER_PYTHON=$ENGINES SUPERBILL_ROOT=$PWD
  export SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_DIRS=$PWD/target/spark
  unset SPARK_HOME SPARK_CONF_DIR PYSPARK_SUBMIT_ARGS
}

# bench_engines [ROWS]: Spark beside native code, into BENCHMARKS.md; bench_engines long ROWS: once, with memory along the way.
bench_engines() {
  make_engine; need_engines
  say "compiling the native side (about 1 min)"
  cargo build --quiet --release --package superbill-engine --example rate
  "$ENGINES" engine/bench/spark.py "$@"
}

# Python's unittest says its counts in its own words; test.sh reads those of Node's runner. What was skipped is named as cargo's tests do.
said_as_node() {
  awk '{ print; fflush() }
    / \.\.\. skipped / { name = $1; sub(/.* \.\.\. skipped /, ""); skipped[name] = $0 }
    /^Ran [0-9]+ test/ { ran = $2 }
    /^FAILED/ { while (match($0, /(failures|errors)=[0-9]+/)) { split(substr($0, RSTART, RLENGTH), a, "="); bad += a[2]; $0 = substr($0, RSTART + RLENGTH) } }
    END { for (name in skipped) print "SKIPPED " name ": " skipped[name]; print "# pass " ran - bad; print "# fail " bad + 0 }'
}

# The only crate with pointers, natively, with every access watched: by AddressSanitizer where there is a nightly toolchain, else by
# valgrind's memcheck (leaks count as faults in both).
run_asan() {
  local binary
  need_rust; need_python; tables_if_changed
  if [ "${1:-}" != valgrind ] && rustup toolchain list 2>/dev/null | grep -q '^nightly'; then
    say "the interface's tests under AddressSanitizer (about 3 min)"
    RUSTFLAGS=-Zsanitizer=address cargo +nightly test --package superbill-engine --target x86_64-unknown-linux-gnu --target-dir target/asan
    return
  fi
  have valgrind || { say "installing valgrind (about 10 s)"; apt_install valgrind; } || die "neither a nightly toolchain nor valgrind is here"
  say "the interface's tests under valgrind (about 5 min)"
  for binary in $(cargo test --package superbill-engine --lib --tests --no-run --message-format json | sed -n 's/.*"executable":"\([^"]*\)".*/\1/p'); do
    valgrind --quiet --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite "$binary" --test-threads=1
  done
}
