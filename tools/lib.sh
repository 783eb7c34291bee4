# What every command of ./x shares: messages, the cache folder, and steps that are skipped when nothing changed.

CACHE=${SUPERBILL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/superbill}
TARGET=${CARGO_TARGET_DIR:-$PWD/target}
STAMPS=target/stamps
mkdir -p "$CACHE" "$STAMPS"
export SUPERBILL_CACHE=$CACHE
export PATH="$CACHE/tools/bin:$PWD/tools/node_modules/.bin:$PATH"

say()  { printf '==> %s\n' "$*" >&2; }
warn() { printf 'warning: %s\n' "$*" >&2; }
die()  { printf 'error: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Only Linux is tried. Elsewhere the first command that is not there would end in a riddle, so it is said before.
[ "${BASH_VERSINFO[0]}" -ge 4 ] || die "bash ${BASH_VERSION%%[^0-9.]*} is too old: 4 or newer is needed (macOS: brew install bash, and run it as: bash x ...)"
for tool in sha256sum find sort xargs sed awk tar; do
  have "$tool" || die "$tool is missing on this $(uname -s); ./x is tried on Linux only (macOS: brew install coreutils findutils gnu-sed, with their gnubin folders first in PATH)"
done
if [ "$(uname -s)" != Linux ]; then
  sort -z </dev/null >/dev/null 2>&1 && xargs -r true </dev/null 2>/dev/null ||
    die "the sort or xargs of this $(uname -s) lack what ./x uses; install GNU's (macOS: brew install coreutils findutils, with their gnubin folders first in PATH)"
  warn "$(uname -s) is not tried: Chromium and missing tools are not installed for you here"
fi

# One hash over the names and contents of files and folders; what is absent counts as empty.
fingerprint() {
  { find "$@" -type f -not -path '*/node_modules/*' -print0 2>/dev/null || true; } | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -c1-64
}

# fresh NAME HASH: whether the step NAME was last finished with that hash of its inputs.
fresh() { [ "$(cat "$STAMPS/$1" 2>/dev/null)" = "$2" ]; }
done_with() { printf '%s\n' "$2" >"$STAMPS/$1"; }

# as_root COMMAND...: directly, or through a sudo that asks nothing.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 1; fi
}

# apt_install PACKAGES...
apt_install() {
  have apt-get || return 1
  # An index may be absent or old; a failed update still leaves the packages that the old one knows.
  as_root timeout 300 env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || true
  as_root timeout 900 env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}
