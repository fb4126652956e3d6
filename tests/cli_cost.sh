#!/bin/bash
# What a command costs in system calls and in memory, beside its limits. Usage: tests/cli_cost.sh PROGRAM   from the repository's root.
# Nothing is measured of a build with sanitizers: they take both for themselves.
. "$(dirname "$0")/shell.sh"

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

one=(export --step encoder.0.self.weights --size 1920x1080 --force -o one.png)
attn "${one[@]}" # the system's list of fonts is made now, if it was not
good "a picture" ""
at_most "start to one picture: memory" 36000 "$(peak "${one[@]}")" KiB
if ! strace -o "$work/calls" true 2>/dev/null; then echo "ok start to one picture: system calls (skipped: no strace here)"
else at_most "start to one picture: system calls" 2500 "$(calls "${one[@]}")" calls; fi

# Ten million rows are a few megabytes of file: labels are made where they are drawn, not for each row.
limited() { # ARGUMENT…: with 512 MiB of memory, in 30 s
    (ulimit -v 524288 && exec timeout 30 "$program" "$@") >"$work/out" 2>"$work/err" </dev/null
    status=$?
    out=$(cat "$work/out") err=$(cat "$work/err")
}
bools() { # FILE ROWS COLUMNS: an .npy file of zeros and ones
    /usr/bin/python3 - "$@" <<'EOF'
import sys
rows, columns = int(sys.argv[2]), int(sys.argv[3])
head = "{'descr': '|b1', 'fortran_order': False, 'shape': (%d, %d), }" % (rows, columns)
head = head.ljust(117) + "\n"
with open(sys.argv[1], "wb") as f:
    f.write(b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head.encode())
    f.write(bytes(i * i % 7 % 2 for i in range(7)) * (rows * columns // 7 + 1))
    f.truncate(10 + len(head) + rows * columns)
EOF
}
bools tall.npy 10000000 1
limited heatmap tall.npy -o tall.png
good "ten million rows: a picture" ""
limited heatmap tall.npy -o tall.csv
good "ten million rows: as CSV" ""
[ "$(tail -n 1 tall.csv)" = "9999999,$(((9999999 % 7) ** 2 % 7 % 2))" ]
say "ten million rows: the last one's number and label" $?
bools wide.npy 1 10000000
limited heatmap wide.npy -o wide.png
good "ten million columns: a picture" ""
yes $'1\n0' | head -n 3000000 >tall.csv
limited heatmap tall.csv --force -o tall.png
good "three million lines of CSV: a picture" ""

echo "# $((count - failed)) of $count"
[ $failed -eq 0 ]
