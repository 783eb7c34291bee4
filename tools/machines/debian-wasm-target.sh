#!/usr/bin/env bash
# debian-wasm-target.sh FOLDER NAME: a Rust toolchain with the wasm32-unknown-unknown target from Debian's packages, for machines
# that cannot reach rustup's servers. Unpacked below FOLDER and linked with rustup as NAME; nothing is installed.
#
# Debian ships no compiled standard library for wasm32-unknown-unknown, but a compiler (rustc-web) and, in some suite, the
# library's source (rust-src). A pair of the same minor version is looked for, the newest first, and the library compiled once.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

ROOT=$1 NAME=$2
HOST=x86_64-unknown-linux-gnu
WASM=wasm32-unknown-unknown
export RUSTUP_TOOLCHAIN=${WASM_DRIVER_TOOLCHAIN:-stable}

have apt-get && have dpkg || die "neither rustup nor Debian's packages can give the target $WASM here; install Rust's $WASM standard library, then run this again"
[ "$(uname -m)" = x86_64 ] || die "the Debian way is only known for x86_64; run: rustup target add $WASM"
rm -rf "$ROOT"
mkdir -p "$ROOT"/{apt/lists/partial,apt/cache/archives/partial,deb,sysroot}

say "Debian's way to $WASM: reading the package lists (about 20 s)"
# The machine's own mirrors and keys, with the suites in which a pair may be found; a suite that a mirror lacks is passed over.
mirror() { { grep -rhoE 'https?://[^ ]+' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null || true; } | grep -E "/$1/?$" | head -n 1; }
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
debian=$(mirror debian) security=$(mirror debian-security)
[ -n "$debian" ] || die "no Debian mirror is configured in /etc/apt"
for suite in "$codename" "$codename-backports" trixie trixie-backports forky; do
  echo "deb [signed-by=$keyring] $debian $suite main"
done | sort -u >"$ROOT/apt/sources.list"
[ -z "$security" ] || echo "deb [signed-by=$keyring] $security $codename-security main" >>"$ROOT/apt/sources.list"

APT=(-qq -o Dir::Etc::sourcelist="$ROOT/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o APT::Sandbox::User=root
  -o Dir::State::Lists="$ROOT/apt/lists" -o Dir::Cache="$ROOT/apt/cache" -o Acquire::Languages=none)
apt-get "${APT[@]}" update >&2 || warn "some suites were not there"

# versions PACKAGE [SUITE]: newest first.
versions() { apt-cache "${APT[@]}" madison "$1" | grep "${2:-}" | awk -F'|' '{ gsub(/ /, "", $2); print $2 }' | sort -Vru; }
minor() { sed -E 's/^([0-9]+\.[0-9]+).*/\1/' <<<"$1"; }
source_of() { versions rust-src | while read -r v; do [ "$(minor "$v")" = "$1" ] && echo "$v" && break; done; }

# The compiler runs here, so it must be built for this release; the source fits every machine.
for compiler in $(versions rustc-web " $codename"); do
  source=$(source_of "$(minor "$compiler")")
  [ -z "$source" ] || break
done
[ -n "${source:-}" ] || die "Debian's suites hold no rustc-web and rust-src of the same minor version"

# What the compiler needs of Rust and LLVM, and what LLVM needs; the C library and the like every machine has.
depends() { apt-cache "${APT[@]}" depends "$1" | sed -nE 's/^ *(Pre)?Depends: ([a-z][-+.a-z0-9]*)(:any)?$/\2/p' | grep -vE '^(libc6|libc6-dev|libgcc-s1|libstdc[+]*6|gcc|binutils)$' || true; }
ours() { echo "$1=$(versions "$1" " $codename" | head -n 1)"; }
llvm=$(depends "libstd-rust-web-$(minor "$compiler")=$compiler" | grep '^libllvm' | head -n 1)
packages=("rustc-web=$compiler" "libstd-rust-web-dev=$compiler" "libstd-rust-web-$(minor "$compiler")=$compiler" "rust-src=$source")
if [ -n "$llvm" ]; then
  for package in "$llvm" $(depends "$(ours "$llvm")"); do packages+=("$(ours "$package")"); done
fi
say "unpacking rustc-web $compiler and rust-src $source (about 250 MB, 1 min)"
(
  cd "$ROOT/deb"
  apt-get "${APT[@]}" download "${packages[@]}" >&2
  for file in *.deb; do dpkg -x "$file" "$ROOT/sysroot"; rm "$file"; done
)
usr=$ROOT/sysroot/usr
mkdir -p "$usr/lib/rustlib/src" "$usr/lib/rustlib/$HOST/bin"
ln -sfn "$(find "$usr/src" -maxdepth 1 -name 'rustc-*' | sort -V | tail -n 1)" "$usr/lib/rustlib/src/rust"

# The compiler's own libraries lie in the unpacked folder, where the loader does not look by itself.
mkdir -p "$ROOT/toolchain/bin"
ln -sfn "$usr/lib" "$ROOT/toolchain/lib"
cat >"$ROOT/toolchain/bin/rustc" <<TXT
#!/bin/sh
LD_LIBRARY_PATH="$usr/lib:$usr/lib/x86_64-linux-gnu\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}" exec "$usr/bin/rustc" "\$@"
TXT
chmod +x "$ROOT/toolchain/bin/rustc"
cargo=$(rustup which cargo) && ln -sfn "$cargo" "$ROOT/toolchain/bin/cargo"
ln -sfn "$(dirname "$(dirname "$cargo")")/lib/rustlib/$HOST/bin/rust-lld" "$usr/lib/rustlib/$HOST/bin/rust-lld"

say "compiling the standard library for $WASM (about 1 min, once)"
mkdir -p "$ROOT/std/src"
printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n' >"$ROOT/std/Cargo.toml"
: >"$ROOT/std/src/lib.rs"
# Unstable flags of a stable compiler: only here, for the library that belongs to that very compiler.
(cd "$ROOT/std" && RUSTC_BOOTSTRAP=1 RUSTC="$ROOT/toolchain/bin/rustc" CARGO_TARGET_DIR="$ROOT/std/target" \
  "$cargo" build --quiet --release --target "$WASM" -Zbuild-std=std,panic_abort,proc_macro,test >&2)
mkdir -p "$usr/lib/rustlib/$WASM/lib"
find "$ROOT/std/target/$WASM/release/deps" -name 'lib*.rlib' -not -name 'libempty-*' -exec cp {} "$usr/lib/rustlib/$WASM/lib/" \;
rm -rf "$ROOT/std" "$ROOT/apt"
rustup toolchain link "$NAME" "$ROOT/toolchain"
say "the toolchain $NAME has the target now"
