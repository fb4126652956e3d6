#!/usr/bin/env bash
# Runs the tests and counts them. Usage: run.sh quick | all
#   quick: unit and reference tests, command line, window, floors, words, Markdown, of the release build
#   all:   quick, strict warnings with gcc and clang, no mutable globals, fuzzing (10 s a target), and everything again
#          under AddressSanitizer and UndefinedBehaviorSanitizer
# The last line is "N passed, N failed".
cd "$(dirname "$0")/.." || exit 1
what=${1:-quick}
passed=0 failed=0
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
jobs=$processors

count() { # NAME FILE STATUS SECONDS: counts the ok / not ok lines of a finished run
    local good bad
    good=$(grep -cE '^ok\b' "$2")
    bad=$(grep -cE '^not ok\b' "$2")
    if [ "$3" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; echo "not ok $1 ended with status $3" >>"$2"; fi
    if [ "$good" -eq 0 ] && [ "$bad" -eq 0 ]; then bad=1; echo "not ok $1 ran no test" >>"$2"; fi
    passed=$((passed + good)) failed=$((failed + bad))
    if [ "$bad" -gt 0 ]; then echo "FAILED $1"; grep -vE '^ok\b' "$2" | tail -40; else echo "passed $1 ($good) $4 s"; fi
}

one() { # NAME COMMAND...
    local name=$1 start=$SECONDS
    shift
    timeout 600 "$@" >"$log/out" 2>&1 </dev/null
    count "$name" "$log/out" $? $((SECONDS - start))
}

# Runs beside others, as many as `jobs`.
later() { # NAME COMMAND...
    local at=$((++begun)) name=$1
    shift
    while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n; done
    names[at]=$name
    {
        local start=$SECONDS
        timeout 600 "$@" >"$log/out$at" 2>&1 </dev/null
        echo "$? $((SECONDS - start))" >"$log/end$at"
    } &
}

gather() { # counts what was begun
    local at status seconds
    wait
    for at in $(seq $((counted + 1)) "$begun"); do
        read -r status seconds <"$log/end$at"
        count "${names[at]}" "$log/out$at" "$status" "$seconds"
    done
    counted=$begun
}
begun=0 counted=0 names=()

build() { # MODE TARGETS...
    local mode=$1
    shift
    if make -s -j"$jobs" MODE="$mode" "$@" >"$log/build" 2>&1; then passed=$((passed + 1)); echo "passed build $mode"
    else failed=$((failed + 1)); echo "FAILED build $mode"; tail -40 "$log/build"; return 1; fi
}

suite() { # MODE: every test that runs the program or its parts
    local mode=$1
    build "$mode" all unit || return
    [ "$mode" = san ] && later fuzzing tests/fuzz.sh 10 1
    for t in build/"$mode"/tests/test_*; do
        case $t in *.d | *.o) continue ;; esac
        CMOCKA_MESSAGE_OUTPUT=TAP later "$mode $(basename "$t")" "$t"
    done
    for t in tests/cli*.sh; do later "$mode $(basename "$t" .sh)" "$t" build/"$mode"/attnscope; done
    gather
    jobs=$((processors + 1)) # each has a display of its own, and waits more than it works
    for t in tests/stage.sh tests/window.sh tests/*_window.sh; do
        later "$mode $(basename "$t" .sh)" "$t" build/"$mode"/attnscope
    done
    gather
    jobs=$processors
}

export LC_ALL=C.UTF-8 # the language of what is looked for
export UBSAN_OPTIONS=print_stacktrace=1 ASAN_OPTIONS=detect_leaks=1
one floors tests/floors.sh
one layout tests/format.sh
one words tests/words.sh
one markdown tests/markdown.sh
suite release
one links tests/links.py build/release
one measures tests/measures.py
one "the bench's peer" /usr/bin/python3 tests/bench/peer_blas.py --check
one "train, kill, resume" tests/train.sh build/release/attnscope
if [ "$what" = all ]; then
    one "no mutable globals" tests/globals.sh build/release
    one "other machines" tests/wasm.sh
    one "the page" tests/web.sh build/release/attnscope
    build strict-gcc all unit
    build strict-clang all unit
    suite san
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
