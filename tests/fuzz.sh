#!/usr/bin/env bash
# Fuzzes the readers with libFuzzer (clang). Usage: fuzz.sh SECONDS_EACH [SEED [TARGET...]]. Prints ok / not ok for each.
# Without targets all are built, and as many run at a time as there are processors; those that are named are there already.
cd "$(dirname "$0")/.." || exit 1
seconds=${1:-60}
seed=${2:-0} # 0: another one each time
shift $(($# < 2 ? $# : 2))
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)

fuzz() { # NAME: one target
    local name=$1 log=$work/log-$1
    mkdir -p "$work/corpus-$name"
    if "build/fuzz/fuzz/$name" -max_total_time="$seconds" -seed="$seed" -rss_limit_mb=512 -timeout=5 -print_final_stats=0 \
        -artifact_prefix="$work/" "$work/corpus-$name" "tests/fuzz/seeds/${name#fuzz_}" >"$log" 2>&1; then
        echo "ok $name ($(grep -oE '#[0-9]+' "$log" | tail -1 | tr -d '#') inputs)"
    else tail -30 "$log" | sed 's/^/# /'; echo "not ok $name"; fi
}

if [ $# -eq 0 ]; then
    make -s -j"$jobs" MODE=fuzz fuzzers >"$work/built" 2>&1 || { sed 's/^/# /' "$work/built"; echo "not ok the targets do not compile"; exit 1; }
    for source in tests/fuzz/fuzz_*.c; do set -- "$@" "$(basename "$source" .c)"; done
fi
for name in "$@"; do
    while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n; done
    fuzz "$name" >"$work/told-$name" &
done
wait
cat "$work"/told-*
