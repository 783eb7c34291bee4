#!/usr/bin/env bash
# debian-rust.sh FOLDER MINOR: rustc of that minor version (like 1.85) from Debian's packages, for machines that cannot reach
# rustup's servers. Unpacked below FOLDER, nothing is installed; prints the path of rustc, which rustup's cargo can drive.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

ROOT=$1 MINOR=$2
have apt-get && have dpkg || die "neither rustup nor Debian's packages can give Rust $MINOR here; run: rustup toolchain install $MINOR"
mkdir -p "$ROOT" && cd "$ROOT"
RUSTC=$ROOT/root/usr/bin/rustc
if [ ! -x "$RUSTC" ]; then
  version=$(apt-cache madison rustc-web | awk -F'|' '{ gsub(/ /, "", $2); print $2 }' | grep "^$MINOR\." | head -n 1 || true)
  [ -n "$version" ] || die "no configured Debian suite has rustc-web $MINOR"
  say "Rust $MINOR from Debian (90 MB, unpacked into the cache, not installed)"
  llvm=$(apt-cache show "rustc-web=$version" | grep -o 'libllvm[0-9]*' | head -n 1 || true)
  apt-get download -q "rustc-web=$version" "libstd-rust-web-$MINOR=$version" "libstd-rust-web-dev=$version" "${llvm:-libllvm19}" >&2
  for deb in ./*.deb; do dpkg -x "$deb" root; done
  rm -f ./*.deb
fi
printf '%s\n' "$RUSTC"
