# Checks what a command needs and installs only what is missing, saying so.

# Versions of tools that are installed here. wasm-bindgen's is that of Cargo.lock, the npm tools' those of tools/package-lock.json.
WASM_PACK=0.15.1
CARGO_FUZZ=0.13.2

need_rust() {
  have cargo || die "Rust is missing: install it with rustup (see https://rustup.rs), then run this again"
  local part
  for part in clippy rustfmt; do
    cargo "${part/rust/}" --version >/dev/null 2>&1 || rustup component add "$part" >&2 ||
      die "the Rust component $part is missing: rustup component add $part"
  done
}

need_node() {
  have node && have npm || apt_install nodejs npm || die "Node.js 20 or newer is missing: install it (with npm), then run this again"
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || die "Node.js $major is too old: 20 or newer is needed"
}

need_python() {
  have python3 && python3 -m pip --version >/dev/null 2>&1 || apt_install python3 python3-pip python3-venv ||
    die "python3 with pip is missing (it downloads the pinned table sources): install it, then run this again"
}

# The wasm32 target: with rustup as everybody does it; else from Debian's packages.
# Sets WASM_TOOLCHAIN to the rustup toolchain that has it (empty: the default one).
need_wasm_target() {
  WASM_TOOLCHAIN=
  if [ "${SUPERBILL_WASM_TARGET:-rustup}" = rustup ]; then
    wasm_std_of "" && return
    say "adding the target wasm32-unknown-unknown with rustup (about 15 s)"
    have rustup && rustup target add wasm32-unknown-unknown >&2 && wasm_std_of "" && return
    warn "rustup could not add the target; falling back to Debian's packages"
  fi
  WASM_TOOLCHAIN=superbill-wasm
  wasm_std_of "$WASM_TOOLCHAIN" && return
  bash tools/machines/debian-wasm-target.sh "$CACHE/wasm-toolchain" "$WASM_TOOLCHAIN"
  wasm_std_of "$WASM_TOOLCHAIN" || die "no standard library for wasm32-unknown-unknown could be had; install it, then run this again"
}

# Whether a toolchain has the standard library for wasm32.
wasm_std_of() {
  local sysroot
  sysroot=$(RUSTUP_TOOLCHAIN=${1:-${RUSTUP_TOOLCHAIN:-}} with_toolchain rustc --print sysroot 2>/dev/null) || return 1
  compgen -G "$sysroot/lib/rustlib/wasm32-unknown-unknown/lib/libstd-*.rlib" >/dev/null
}

# An empty RUSTUP_TOOLCHAIN means the default to us and an error to rustup.
with_toolchain() {
  [ -n "${RUSTUP_TOOLCHAIN:-}" ] || unset RUSTUP_TOOLCHAIN
  "$@"
}

# on_wasm COMMAND...: with the toolchain that can build for wasm32.
on_wasm() { ( [ -z "$WASM_TOOLCHAIN" ] || export RUSTUP_TOOLCHAIN=$WASM_TOOLCHAIN; "$@" ); }

need_bindgen() {
  local want
  want=$(grep -A1 '^name = "wasm-bindgen"$' Cargo.lock | sed -n 's/^version = "\(.*\)"/\1/p')
  # The command and the library must be of exactly the same version.
  if [ "$(wasm-bindgen --version 2>/dev/null)" != "wasm-bindgen $want" ]; then
    say "installing wasm-bindgen-cli $want into the cache (about 4 min, once)"
    cargo install wasm-bindgen-cli --version "$want" --root "$CACHE/tools" --target-dir "$CACHE/build" --force --quiet
  fi
}

need_wasm_pack() {
  if [ "$(wasm-pack --version 2>/dev/null)" != "wasm-pack $WASM_PACK" ]; then
    say "installing wasm-pack $WASM_PACK into the cache (about 3 min, once)"
    cargo install wasm-pack --version "$WASM_PACK" --locked --force --root "$CACHE/tools" --target-dir "$CACHE/build" --quiet
  fi
}

need_npm_tools() {
  need_node
  local inputs
  inputs=$(fingerprint tools/package-lock.json)
  if ! fresh npm-tools "$inputs" || [ ! -d tools/node_modules ]; then
    say "installing the build's npm tools: binaryen, esbuild, typescript, playwright-core (about 20 s)"
    (cd tools && npm ci --no-audit --no-fund --loglevel=error >&2)
    done_with npm-tools "$inputs"
  fi
}

# Sets CHROMIUM and CHROMEDRIVER.
need_browser() {
  find_browser && return
  say "installing Chromium and its driver (about 1 min)"
  apt_install chromium chromium-driver || true
  find_browser || die "Chromium with chromedriver is missing: install both (Debian: apt-get install chromium chromium-driver; else set CHROMIUM and CHROMEDRIVER), then run this again"
}

# Firefox, and WebKit's own small browser with a display for it: where they cannot be had, their tests say that they were skipped.
need_other_browsers() {
  local missing=()
  [ -n "${FIREFOX:-}" ] || have firefox-esr || have firefox || missing+=(firefox-esr)
  { have xvfb-run && have xauth; } || missing+=(xvfb xauth)
  [ -n "${WEBKIT:-}" ] || compgen -G '/usr/lib/*/webkit2gtk-4.1/MiniBrowser' >/dev/null || missing+=(libwebkit2gtk-4.1-0)
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing Firefox and WebKit (about 1 min): ${missing[*]}"
  # One that is not known must not keep the others away.
  apt_install "${missing[@]}" || for name in "${missing[@]}"; do apt_install "$name" || warn "$name could not be installed"; done
}

find_browser() {
  local name
  for name in chromium chromium-browser google-chrome; do
    [ -n "${CHROMIUM:-}" ] || CHROMIUM=$(command -v "$name" || true)
  done
  [ -n "${CHROMEDRIVER:-}" ] || CHROMEDRIVER=$(command -v chromedriver || true)
  export CHROMIUM CHROMEDRIVER
  [ -n "$CHROMIUM" ] && [ -n "$CHROMEDRIVER" ]
}
