#!/usr/bin/env bash
# Fuzzes every reader with libFuzzer (clang). Usage: fuzz.sh SECONDS_EACH [SEED]. Prints ok / not ok for each.
cd "$(dirname "$0")/.." || exit 1
seconds=${1:-60}
seed=${2:-0} # 0: another one each time
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pkgs="jansson libutf8proc libcmark libdeflate fribidi harfbuzz"
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
flags="-O1 -g -std=c11 -D_GNU_SOURCE -ffp-contract=off -Isrc $(pkg-config --cflags stb 2>/dev/null)"

# What all targets share, compiled once. The ways through sums and products are not counted: no input chooses them, and
# counting takes half of the time.
objects() { # SOURCE…
    local source count wraps
    for source in "$@"; do
        case $source in src/math/*) count="" ;; *) count=fuzzer-no-link, ;; esac
        case $source in */photo.c) wraps="-fwrapv -fno-sanitize=shift,signed-integer-overflow" ;; *) wraps="" ;; esac # as the Makefile does
        # shellcheck disable=SC2086,SC2046
        clang $flags -fsanitize=${count}address,undefined $wraps $(pkg-config --cflags $pkgs) -c "$source" \
            -o "$work/$(echo "$source" | tr / _).o" 2>>"$work/log-objects" || return 1
    done
}

fuzz() { # SOURCE: one target
    local source=$1 name
    name=$(basename "$source" .c)
    # shellcheck disable=SC2086,SC2046
    clang $flags -fsanitize=fuzzer,address,undefined $(pkg-config --cflags $pkgs) "$source" "$work/lib.a" \
        $(pkg-config --libs $pkgs) -lm -o "$work/$name" 2>"$work/log-$name" ||
        { sed 's/^/# /' "$work/log-$name"; echo "not ok $name does not compile"; return; }
    mkdir -p "$work/corpus-$name"
    if "$work/$name" -max_total_time="$seconds" -seed="$seed" -rss_limit_mb=512 -timeout=5 -print_final_stats=0 \
        -artifact_prefix="$work/" "$work/corpus-$name" "tests/fuzz/seeds/${name#fuzz_}" >"$work/log-$name" 2>&1; then
        echo "ok $name ($(grep -oE '#[0-9]+' "$work/log-$name" | tail -1 | tr -d '#') inputs)"
    else tail -30 "$work/log-$name" | sed 's/^/# /'; echo "not ok $name"; fi
}

mapfile -t shared < <(find src/base src/math src/model src/trace src/train src/view src/lesson src/export/html.c -name "*.c" | sort)
half=$(((${#shared[@]} + 1) / 2))
objects "${shared[@]:0:half}" & objects "${shared[@]:half}"
wait
ar rcs "$work/lib.a" "$work"/*.o
for source in tests/fuzz/fuzz_*.c; do
    while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n; done
    fuzz "$source" >"$work/told-$(basename "$source" .c)" &
done
wait
cat "$work"/told-*
