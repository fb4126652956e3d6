#!/usr/bin/env bash
# Installs what `make web` needs beside what building needs, and says what it runs. Debian and Ubuntu only. Usage: deps.sh [test]
# test: what tests/web.sh needs, too.
packages="clang lld wasi-libc libclang-rt-dev-wasm32 dpkg-dev python3 fonttools libdeflate-tools fonts-inter fonts-jetbrains-mono fonts-dejavu-core fonts-dejavu-extra"
[ "$1" = test ] && packages="$packages nodejs chromium firefox-esr"
command -v apt-get >/dev/null || { echo "the page is built from Debian's sources: apt-get is not here" >&2; exit 1; }
as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
say() { echo "+ $*"; "$@"; }
there() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
missing=""
for p in $packages; do
    # The runtime's package is named after its compiler.
    if [ "$p" = libclang-rt-dev-wasm32 ]; then
        [ -n "$(find /usr/lib -name 'libclang_rt.builtins-wasm32.a' 2>/dev/null)" ] && continue
        version=$(dpkg-query -W -f='${Version}' clang 2>/dev/null) || version=$(apt-cache policy clang | sed -n 's/.*Candidate: //p')
        p=libclang-rt-$(sed -E 's/^[0-9]+:([0-9]+)\..*/\1/' <<<"$version")-dev-wasm32
    fi
    there "$p" || missing="$missing $p"
done
[ -z "$missing" ] && { echo "nothing is missing"; exit 0; }
say $as_root apt-get update -q >/dev/null || echo "the package lists could not be renewed; trying with those that are there"
say $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
