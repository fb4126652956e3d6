#!/usr/bin/env bash
# What a window leaves behind, however it ends: its place after HUP, odd sizes, a reader of what is spoken that ends, two windows
# at once, a disk that is full. Under its own Xvfb. Usage: state_window.sh PROGRAM. Starts and ends only its own processes.
. "$(dirname "$0")/xvfb.sh" state "$1"
other=''
finish() {
    for process in $app $other $server; do kill "$process" 2>/dev/null; done
    rm -rf "$work"
}
session=$work/state/attnscope/session lessons=$work/state/attnscope/lessons

window_of() { # PID: its window, waited for, in $window
    for _ in $(seq 400); do
        window=$(xdotool search --all --onlyvisible --pid "$1" --name '^attnscope$' 2>/dev/null | head -1)
        [ -n "$window" ] && return 0
        kill -0 "$1" 2>/dev/null || return 1
        sleep 0.02
    done
    return 1
}
start() { # OPTION...: $app, $window; the shell would have INT passed over in what runs behind it
    env --default-signal=INT "$program" "$@" --no-motion >"$work/said" 2>>"$work/err" &
    app=$!
    window_of $app && sleep 0.4
}
ends_by() { kill -"$1" "$app" && ended; }
press() { # WINDOW KEY...
    local to=$1
    shift
    xdotool windowfocus --sync "$to" key --clearmodifiers "$@"
    sleep 0.3
}
resize() { xdotool windowsize "$window" "$1" "$2" && sleep 0.5; }
holds() { grep -qx -- "$2" "$1" || { sed 's/^/# /' "$1"; return 1; }; }
lives() { kill -0 "$app" 2>/dev/null; }

# --- HUP, and sizes that no window can be opened with
ok "a window opens" start 'the red cars .' --lang ru --size 800x600 || exit 1
press "$window" t
resize 310 700
ok "HUP ends it well" ends_by HUP
ok "a size that is too small is written as one that can be read" holds "$session" "width = 320"
ok "and the other as it was" holds "$session" "height = 700"
ok "with the language" holds "$session" "language = ru"
ok "and the sentence" grep -q '^view = text the red cars \.;' "$session"
ok "the next window opens" start
ok "and ends well" ends_by TERM
ok "it had the language" holds "$session" "language = ru"
ok "and the sentence" grep -q '^view = text the red cars \.;' "$session"
sed -i 's/^width = .*/width = 310/; s/^text-size = .*/text-size = 9000/' "$session"
ok "a window opens where fields are out of range" start
resize 9000 300
ok "and ends well" ends_by INT
ok "they cost no other" holds "$session" "language = ru"
ok "the text has its usual size" holds "$session" "text-size = 100"
ok "a size that is too large is written as one that can be read" holds "$session" "width = 8192"
(trap '' HUP; exec "$program" --no-motion --fresh --size 640x480 >"$work/said" 2>>"$work/err") &
app=$!
window_of $app && sleep 0.4
kill -HUP $app
sleep 0.3
ok "where HUP is to be passed over (nohup) it is" lives
ok "and TERM ends it" ends_by TERM

# --- a reader that ends, and one that does not read
mkfifo "$work/pipe"
"$program" --speak --no-motion --fresh >"$work/pipe" 2>>"$work/err" &
app=$!
head -1 "$work/pipe" >"$work/first"
ok "what is pointed at is spoken" [ -s "$work/first" ]
window_of $app && sleep 0.4
press "$window" Right Right Left
ok "a reader that ends does not end the window" lives
ok "which ends well" ends_by TERM
sleep 60 <"$work/pipe" &
other=$!
"$program" --speak --no-motion --fresh >"$work/pipe" 2>>"$work/err" &
app=$!
window_of $app && sleep 0.4
xdotool windowfocus --sync "$window"
for _ in $(seq 30); do xdotool key --delay 1 $(printf 'Right Left %.0s' $(seq 20)); done
ok "a reader that does not read holds nothing up" ends_by TERM
kill $other
wait $other 2>/dev/null
other=''

# --- two windows
"$program" lesson 4 --no-motion >"$work/other" 2>>"$work/err" &
other=$!
window_of $other
first=$window
ok "two windows open, each with a lesson" start lesson 5
second=$window
press "$first" Right
press "$second" Right
press "$first" Right
seen() { # LESSON PAGES: so many pages of it are kept as seen
    local count
    for _ in $(seq 20); do
        count=$(awk -v name="$1" '/^lesson / { on = index($4, name) == 1 } on && /^page [0-9]+ seen 1/ { n++ } END { print n + 0 }' "$lessons")
        [ "$count" -ge "$2" ] && return 0
        sleep 0.05
    done
    sed 's/^/# /' "$lessons"
    return 1
}
ok "what the first did is kept" seen 04- 2
ok "and what the second did" seen 05- 2
kill -TERM $other && wait $other
other=''
press "$second" Left
ok "when the first has ended, too" seen 04- 2
ok "the second ends well" ends_by TERM

# --- a disk that is full
rm -rf "$work/state"
cat <"$work/pipe" >"$work/said" &
other=$!
mkfifo "$work/errors"
cat <"$work/errors" >"$work/full" &
(ulimit -f 0; exec "$program" lesson 4 --speak --no-motion >"$work/pipe" 2>"$work/errors") &
app=$!
window_of $app && sleep 0.4
press "$window" Right Right Left
ok "what cannot be kept is told" grep -q 'not kept: cannot write' "$work/said"
ok "once" [ "$(grep -c 'not kept' "$work/said")" -eq 1 ]
ok "the window ends well" ends_by TERM
ok "and says that its place is not kept" grep -q "^attnscope: cannot write '.*session'" "$work/full"
wait $other
other=''
ok "no hidden file stays" [ -z "$(find "$work/state" -name '.attnscope*')" ]
ok "nothing else was said" [ -z "$(grep -v XDG_RUNTIME_DIR "$work/err")" ]
exit $failed
