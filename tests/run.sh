#!/usr/bin/env bash
# Runs the tests and counts them. Usage: run.sh quick | all
#   quick: unit and reference tests, command line, window, floors, words, Markdown, of the release build
#   all:   the same of a release build whose warnings are errors, clang's warnings, no mutable globals, other machines, the
#          page, fuzzing (10 s a target), and everything again under AddressSanitizer and UndefinedBehaviorSanitizer
# First everything is built; then all tests wait in two queues, from each of which as many run at a time as there are
# processors: those that drive a window or a browser, which wait more than they work, and, nicer than these, all others.
# The last line is "N passed, N failed".
cd "$(dirname "$0")/.." || exit 1
what=${1:-quick}
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
windows=() others=() # what is to be run: "NAME|COMMAND"

# count NAME FILE STATUS SECONDS: counts the ok / not ok lines of a finished run, and says how it went
count() {
    local good bad
    good=$(grep -cE '^ok\b' "$2")
    bad=$(grep -cE '^not ok\b' "$2")
    if [ "$3" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; echo "not ok $1 ended with status $3" >>"$2"; fi
    if [ "$good" -eq 0 ] && [ "$bad" -eq 0 ]; then bad=1; echo "not ok $1 ran no test" >>"$2"; fi
    echo "$good $bad" >>"$log/counts"
    if [ "$bad" -gt 0 ]; then printf '%s\n' "FAILED $1"$'\n'"$(grep -vE '^ok\b' "$2" | tail -40)"; else echo "passed $1 ($good) $4 s"; fi
}

run() { # "NAME|COMMAND"
    local name=${1%%|*} start=$SECONDS out=$log/out.$BASHPID
    # shellcheck disable=SC2086
    timeout 900 ${1#*|} >"$out" 2>&1 </dev/null
    count "$name" "$out" $? $((SECONDS - start))
}

queue() { # COUNT "NAME|COMMAND"...: so many at a time
    local it most=$1
    for it in "${@:2}"; do
        while [ "$(jobs -rp | wc -l)" -ge "$most" ]; do wait -n; done
        run "$it" &
    done
    wait
}

build() { # MODE TARGETS...
    local mode=$1 start=$SECONDS
    shift
    if make -s -j"$((processors + 1))" MODE="$mode" "$@" >"$log/build" 2>&1; then echo "1 0" >>"$log/counts"; echo "passed build $mode $((SECONDS - start)) s"
    else echo "0 1" >>"$log/counts"; echo "FAILED build $mode"; tail -40 "$log/build"; return 1; fi
}

suite() { # MODE: builds it, and notes every test that runs the program or its parts; the longest come first
    local mode=$1 t
    build "$mode" all unit || return
    for t in tests/stage.sh tests/window.sh tests/*_window.sh; do
        windows+=("$mode $(basename "$t" .sh)|$t build/$mode/attnscope")
    done
    for t in tests/cli*.sh; do others+=("$mode $(basename "$t" .sh)|$t build/$mode/attnscope"); done
    for t in tests/unit/test_*.c; do
        t=$(basename "$t" .c)
        others+=("$mode $t|build/$mode/tests/$t")
    done
}

export LC_ALL=C.UTF-8 # the language of what is looked for
export UBSAN_OPTIONS=print_stacktrace=1 ASAN_OPTIONS=detect_leaks=1 CMOCKA_MESSAGE_OUTPUT=TAP
release=release
if [ "$what" = all ]; then
    release=strict-gcc
    windows+=("the page|tests/web.sh build/$release/attnscope")
    build strict-clang syntax
    suite san
fi
suite $release
others+=("floors|tests/floors.sh" "layout|tests/format.sh" "words|tests/words.sh" "completion|tests/completion.sh build/$release/attnscope" "markdown|tests/markdown.sh"
    "links|tests/links.py build/$release" "measures|tests/measures.py"
    "the bench's peer|/usr/bin/python3 tests/bench/peer_blas.py --check"
    "train, kill, resume|tests/train.sh build/$release/attnscope")
if [ "$what" = all ]; then
    others+=("no mutable globals|tests/globals.sh build/$release")
    build fuzz fuzzers
    for t in tests/fuzz/fuzz_*.c; do
        t=$(basename "$t" .c)
        others+=("$t|tests/fuzz.sh 10 1 $t")
    done
fi
# Windows wait a good deal of their time, and what starts many programs does.
queue "$processors" "${windows[@]}" &
(renice -n 10 -p "$BASHPID" >/dev/null; queue "$((processors + 1))" "${others[@]}") &
wait
awk '{ passed += $1; failed += $2 } END { print passed " passed, " failed " failed"; exit failed > 0 }' "$log/counts"
