# What the tests of the command line share; sourced with the program as $1, from the repository's root. Each runs in a folder
# of its own, $work.
set -u
export LC_ALL=C
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(pwd)
model=$here/tests/reference/runs/post # a small random model, the same on every machine
cases=$here/tests/reference/attend
export ATTNSCOPE_ASSETS=$here/assets
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0 count=0 out= err= status=0

# say NAME STATUS: reports one test.
say() {
    count=$((count + 1))
    if [ "$2" -eq 0 ]; then echo "ok $1"; else echo "not ok $1"; failed=$((failed + 1)); fi
}
# attn ARGUMENT…: runs the program; keeps output, error and status.
attn() {
    "$program" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
    out=$(<"$work/out") err=$(<"$work/err")
}
# good NAME TEXT: the run succeeded, said nothing on standard error, and its result holds TEXT.
good() {
    local fine=1
    case $out in *"$2"*) [ "$status" -eq 0 ] && [ -z "$err" ] && fine=0 ;; esac
    [ $fine -eq 0 ] || echo "# status $status, output '${out:0:200}', error '$err', wanted '$2'"
    say "$1" $fine
}
# bad NAME STATUS TEXT: it failed so, with nothing on standard output and one line that holds TEXT.
bad() {
    local fine=1 lines
    lines=$(wc -l <"$work/err")
    case $err in "attnscope: "*"$3"*) [ "$status" -eq "$2" ] && [ -z "$out" ] && [ "$lines" -eq 1 ] && fine=0 ;; esac
    [ $fine -eq 0 ] || echo "# status $status, output '${out:0:200}', error '$err', wanted '$3'"
    say "$1" $fine
}
none_left() { # no hidden file stayed in a folder
    [ -z "$(find "$1" -name '.attnscope*' 2>/dev/null)" ]
}
png_size() { od -A n -t u1 -j 16 -N 8 "$1" | awk '{ print $1*16777216+$2*65536+$3*256+$4 "x" $5*16777216+$6*65536+$7*256+$8 }'; }
is_png() { [ "$(head -c 4 "$1" 2>/dev/null | tail -c 3)" = PNG ]; }
