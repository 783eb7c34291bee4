# All tests, in groups, each with its time; the last line counts what the runners counted.

GROUPS_OF_TESTS=(lint doc native tables wasm-node wasm-browser package packing e2e size hosts engines)
PASSED=0 FAILED=0 SKIPPED=0
# The groups that failed, each between blanks.
BROKEN=" "

run_tests() {
  local group
  # What takes too long for every run: the hosts that are the largest to install.
  [ "${!#}" != --all ] || { export SUPERBILL_ALL_HOSTS=1; set -- "${@:1:$#-1}"; }
  [ $# != 0 ] || set -- "${GROUPS_OF_TESTS[@]}"
  for group in "$@"; do
    [[ " ${GROUPS_OF_TESTS[*]} " == *" $group "* ]] || die "unknown test group $group; there are: ${GROUPS_OF_TESTS[*]}"
  done
  mkdir -p target/logs
  need_rust; need_node; need_python
  # The library does not compile without the tables that it embeds.
  tables_if_changed
  for group in "$@"; do run_group "$group"; done
  name_skipped "$@"
  name_failed "$@"
  echo "superbill: $PASSED passed, $FAILED failed, $SKIPPED skipped"
  [ "$FAILED" = 0 ]
}

run_group() {
  local group=$1 log=target/logs/$1.log begin=$SECONDS status=0
  say "test group $group"
  # A group ends at its first failing command; set -e does not reach into a condition, so it runs in its own shell.
  bash -c "set -euo pipefail; source tools/lib.sh; source tools/build.sh; source tools/test.sh; group_$group" 2>&1 | tee "$log" || status=1
  count "$log" "$status" "$group"
  say "test group $group: $([ $status = 0 ] && echo ok || echo FAILED), $((SECONDS - begin)) s"
}

# The groups that are one check, without a runner that counts.
CHECKS=" lint doc tables size "

# Adds what cargo's and Node's runners reported. A group that broke before a failure could be counted is one failure, and
# so is a runner that ran nothing. What was skipped proves nothing, so it is no pass: Node counts it apart, cargo counts a test
# that said SKIPPED (tests/support/shared.rs) as passed.
count() {
  local passed failed skipped said
  passed=$(sum "$1" 's/^test result: .* \([0-9]*\) passed;.*/\1/p; s/^[#ℹ]* *pass \([0-9]*\)$/\1/p')
  failed=$(sum "$1" 's/^test result: .* \([0-9]*\) failed;.*/\1/p; s/^[#ℹ]* *fail \([0-9]*\)$/\1/p')
  skipped=$(skipped_in "$1" | wc -l)
  said=$(said_skipped "$1" | wc -l)
  if [[ $CHECKS == *" $3 "* ]]; then passed=$(($2 == 0)) failed=$(($2 != 0)); fi
  passed=$((passed > said ? passed - said : 0))
  if [ "$failed" = 0 ] && { [ "$2" != 0 ] || [ $((passed + skipped)) = 0 ]; }; then failed=1; fi
  [ "$failed" = 0 ] || BROKEN+="$3 "
  PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed)) SKIPPED=$((SKIPPED + skipped))
}

# skip_check REASON: a group that is one check says that it cannot be done here, and returns.
skip_check() { echo "SKIPPED this check: $*"; }

plain() { sed 's/\x1b\[[0-9;]*m//g' "$1"; }
sum() { plain "$1" | sed -n "$2" | awk '{ n += $1 } END { print n + 0 }'; }

# The tests of a log that said so themselves, once each, and with them those that cargo's and Node's runners were told to skip.
said_skipped() { plain "$1" | sed -n 's/.*SKIPPED \(.*\)/\1/p' | LC_ALL=C sort -u -t: -k1,3; }
skipped_in() {
  said_skipped "$1"
  plain "$1" | sed -n 's/^test \(.*\) \.\.\. ignored\(, \)\{0,1\}/\1: /p; s/^ *﹣ \(.*\) ([0-9.]*ms) # \(.*\)/\1: \2/p'
}

name_skipped() {
  local group
  [ "$SKIPPED" = 0 ] || say "skipped, and so not proven:"
  for group in "$@"; do skipped_in "target/logs/$group.log" | sed "s/^/    $group: /" >&2; done
}

# The tests that failed, once more at the end; of a group that broke otherwise, how its output ends.
failed_in() {
  plain "$1" | sed -n 's/^test \(.*\) \.\.\. FAIL\(ED\)\{0,1\}$/\1/p; s/^ *✖ \(.*\) ([0-9.]*ms)$/\1/p; s/^\(FAIL\|ERROR\): \(.*\)/\2/p' | LC_ALL=C sort -u
}

name_failed() {
  local group names
  [ "$FAILED" = 0 ] || say "failed:"
  for group in "$@"; do
    [[ $BROKEN == *" $group "* ]] || continue
    names=$(failed_in "target/logs/$group.log")
    sed "s/^/    $group: /" <<<"${names:-$(plain "target/logs/$group.log" | tail -n 5)}" >&2
  done
}

group_lint() { lint; }
group_doc() { RUSTDOCFLAGS="-D warnings" cargo doc --quiet --workspace --no-deps --document-private-items; }
# All of them, also behind one that fails: what broke is seen at once.
group_native() { cargo test --workspace --no-fail-fast; }
group_tables() { codesets check; }

group_wasm-node() {
  need_wasm_target; need_bindgen; need_wasm_pack
  on_wasm wasm-pack test --node -- --features js --test wasm
}

group_wasm-browser() {
  need_wasm_target; need_bindgen; need_wasm_pack; need_browser
  # The tests name no host, so that both run them; the runner would take Node, and wasm-pack would then skip them.
  WASM_BINDGEN_USE_BROWSER=1 on_wasm wasm-pack test --headless --chrome --chromedriver "$CHROMEDRIVER" -- --features js --test wasm
}

# The tests lie beside the installed package, as a user's own would.
group_package() {
  make_pkg; install_pkg
  cp tests/package/* target/consumer/
  (cd target/consumer && SUPERBILL_ROOT=$OLDPWD node --test --test-timeout=600000 --test-reporter=spec ./*.test.mjs)
}

group_e2e() {
  make_pkg; install_pkg; need_npm_tools; need_browser
  node --test --test-timeout=600000 --test-reporter=spec tests/e2e/*.test.mjs
}

# What is packed, unpacked and used from an empty project, and what must never be packed.
group_packing() {
  make_pkg
  node --test --test-timeout=600000 --test-reporter=spec tests/packing/*.test.mjs
}

# The package in its hosts, as an application without configuration meets it. They are installed in pinned versions when first needed.
group_hosts() {
  make_pkg; need_npm_tools; need_browser; need_other_browsers
  node --test --test-concurrency=1 --test-timeout=900000 --test-reporter=spec tests/hosts/*.test.mjs
}

# The plain module in real engines, by the wheel that was made of it.
group_engines() {
  source tools/engines.sh
  make_engine; need_engines; need_node
  node tests/one_corpus/native.mjs
  node --test --test-timeout=600000 --test-reporter=spec engine/tests/*.test.mjs
  (cd engine/python && timeout 1200 "$ENGINES" -m unittest discover -v -s tests -t .) 2>&1 | said_as_node
}

group_size() { make_pkg; node tools/size.mjs; }
