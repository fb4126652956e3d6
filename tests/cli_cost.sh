#!/bin/bash
# What a command costs in system calls and in memory, beside its limits. Usage: tests/cli_cost.sh PROGRAM   from the repository's root.
# Nothing is measured of a build with sanitizers: they take both for themselves.
. "$(dirname "$0")/shell.sh"
sentence="she likes the small red cars"

if grep -q __asan_init "$program"; then
    echo "ok what a command costs (skipped: a build with sanitizers)"
    exit 0
fi

# at_most NAME LIMIT VALUE UNIT
at_most() {
    [ -n "$3" ] && [ "$3" -le "$2" ]
    local fine=$?
    [ $fine -eq 0 ] || echo "# ${3:-no} $4, at most $2 are allowed"
    say "$1 (${3:-no} $4)" $fine
}

# peak ARGUMENT…: the most memory that the program had at a time, in KiB; nothing if it failed.
peak() {
    /usr/bin/python3 - "$program" "$@" <<'EOF'
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
if status == 0: print(used.ru_maxrss)
EOF
}

# calls ARGUMENT…: how many system calls the program makes, from its start to its end.
calls() {
    strace -f -o "$work/calls" "$program" "$@" >/dev/null 2>&1 && grep -cvE 'resumed>|\+\+\+|---' "$work/calls"
}

one=(export "$sentence" --step encoder.0.self.weights --size 1920x1080 --force -o one.png)
attn "${one[@]}" # the system's list of fonts is made now, if it was not
good "a picture" ""
at_most "start to one picture: memory" 36000 "$(peak "${one[@]}")" KiB
if ! strace -o "$work/calls" true 2>/dev/null; then echo "ok start to one picture: system calls (skipped: no strace here)"
else at_most "start to one picture: system calls" 2500 "$(calls "${one[@]}")" calls; fi

echo "# $((count - failed)) of $count"
[ $failed -eq 0 ]
