#!/usr/bin/env bash
# Fuzzes every reader with libFuzzer (clang). Usage: fuzz.sh SECONDS_EACH [SEED]. Prints ok / not ok for each.
cd "$(dirname "$0")/.." || exit 1
seconds=${1:-60}
seed=${2:-0} # 0: another one each time
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pkgs="jansson libutf8proc libcmark"
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)

fuzz() { # SOURCE: one target
    local source=$1 name upper=""
    name=$(basename "$source" .c)
    case $name in fuzz_lesson | fuzz_claims | fuzz_csv | fuzz_source) upper="src/trace/*.c src/lesson/*.c" ;; esac # floors above the model
    clang -O1 -g -std=c11 -D_GNU_SOURCE -ffp-contract=off -Isrc -fsanitize=fuzzer,address,undefined \
        $(pkg-config --cflags $pkgs) "$source" src/base/*.c src/math/*.c src/model/*.c $upper $(pkg-config --libs $pkgs) -lm \
        -o "$work/$name" 2>"$work/log-$name" || { sed 's/^/# /' "$work/log-$name"; echo "not ok $name does not compile"; return; }
    mkdir -p "$work/corpus-$name"
    if "$work/$name" -max_total_time="$seconds" -seed="$seed" -rss_limit_mb=512 -timeout=5 -print_final_stats=0 \
        -artifact_prefix="$work/" "$work/corpus-$name" "tests/fuzz/seeds/${name#fuzz_}" >"$work/log-$name" 2>&1; then
        echo "ok $name ($(grep -oE '#[0-9]+' "$work/log-$name" | tail -1 | tr -d '#') inputs)"
    else tail -30 "$work/log-$name" | sed 's/^/# /'; echo "not ok $name"; fi
}

for source in tests/fuzz/fuzz_*.c; do
    while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n; done
    fuzz "$source" >"$work/told-$(basename "$source" .c)" &
done
wait
cat "$work"/told-*
