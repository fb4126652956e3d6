#!/usr/bin/env bash
# Presenter, spotlight, keyboard cursor, --speak and the remembered session, by keys alone, under its own Xvfb. Usage:
# show_window.sh PROGRAM. Starts and ends only its own processes.
program=$(realpath "$1")
root=$(realpath "$(dirname "$0")/..")
work=$(mktemp -d)
server='' app='' window='' failed=0

finish() {
    [ -n "$app" ] && kill "$app" 2>/dev/null
    [ -n "$server" ] && kill "$server" 2>/dev/null
    rm -rf "$work"
}
trap finish EXIT

ok() { # NAME COMMAND...
    local name=$1
    shift
    if "$@"; then echo "ok show: $name"; else echo "not ok show: $name"; failed=1; fi
}
fails() { ! "$@"; }

for tool in Xvfb xdotool import identify convert; do
    command -v $tool >/dev/null || { echo "not ok show: $tool is missing (make deps-test)"; exit 1; }
done
printf 'leak:lib%s\n' fontconfig X11 SDL2 dbus wayland expat GL Xcursor xkbcommon >"$work/leaks"
export LC_ALL=C.UTF-8 LSAN_OPTIONS=suppressions=$work/leaks:print_suppressions=0 XDG_STATE_HOME=$work/state
unset WAYLAND_DISPLAY SDL_VIDEODRIVER
Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp -noreset 3>"$work/display" 2>"$work/xvfb" &
server=$!
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.05; done
DISPLAY=:$(cat "$work/display")
export DISPLAY
mkdir "$work/here"
cd "$work/here" || exit 1

start() { # OPTION...
    : >"$work/said"
    "$program" --no-motion --speak "$@" >"$work/said" 2>>"$work/err" &
    app=$!
    window=''
    for _ in $(seq 400); do
        window=$(xdotool search --onlyvisible --name '^attnscope$' 2>/dev/null | head -1)
        [ -n "$window" ] && break
        kill -0 $app 2>/dev/null || return 1
        sleep 0.02
    done
    [ -n "$window" ] || return 1
    xdotool windowfocus --sync "$window"
    xdotool mousemove 0 0 # it would be waited for long if it were there already
    xdotool mousemove --sync --window "$window" 3 300
    settles
}

ended() { # waits for the end; the program's status
    local status
    for _ in $(seq 200); do kill -0 "$app" 2>/dev/null || break; sleep 0.05; done
    wait "$app"
    status=$?
    app=''
    return $status
}
stop() { xdotool key --clearmodifiers ctrl+q; ended; }

shot() { import -window "$window" -depth 8 rgb:- 2>/dev/null | md5sum; }
# Waits until the picture is another one than $last, and then until it stands still.
changes() {
    local now before=''
    for _ in $(seq 80); do
        now=$(shot)
        [ "$now" != "$last" ] && [ "$now" = "$before" ] && { last=$now; return 0; }
        before=$now
        sleep 0.05
    done
    return 1
}
settles() { sleep 0.4; last=$(shot); }
is() { settles; [ "$last" = "$1" ]; }
key() { # NAME KEY: the key changes the picture
    xdotool key --clearmodifiers "$2"
    ok "$1" changes
}
black() { [ "$(import -window "$window" -depth 8 png:- | identify -format '%k %[fx:mean]' -)" = "1 0" ]; }
says() { # LINE: the last line that was printed, waited for
    for _ in $(seq 60); do [ "$(tail -1 "$work/said")" = "$1" ] && return 0; sleep 0.05; done
    echo "# said '$(tail -1 "$work/said")', wanted '$1'"
    return 1
}

ok "the window opens" start --model dates --view 'show encoder.0.self.scores' --size 960x600 || exit 1
ok "what is shown is spoken" says 'Encoder layer 1, self-attention, scores, head 1 of 2. How well does each query match each key?'
key "F5 presents" F5
settles # without a window manager the window may keep its size
first=$last
key "PageDown goes on" Next
key "the period makes it dark" period
ok "all of it" black
key "any key brings it back" Right
key "PageUp goes back" Prior
ok "to the same picture" is "$first"
key "S darkens all but a circle" s
spot=$last
xdotool mousemove --window "$window" 800 500
ok "which follows the pointer" changes
xdotool click 4
ok "and grows by the wheel" changes
xdotool mousemove --window "$window" 3 300
ok "and moves away again" changes
[ "$spot" != "$last" ] && key "S ends it" s
key "O draws squares" o
key "and again cells" o
key "Esc gives the window back" Escape
xdotool mousemove --window "$window" 3 300 click 3
ok "the right button shows the list of keys" changes
xdotool click 3
ok "and hides it" changes
key "P presents, too" p
key "and ends it" p
settles

ok "it closes" stop
ok "it opens again" start
ok "with the same model and step" says 'Encoder layer 1, self-attention, scores, head 1 of 2. How well does each query match each key?'
ok "and closes" stop

# Every cell of a matrix, and on to a button, by keyboard alone.
ok "another sentence opens" start --model en-fr --view 'text the red cars .; show encoder.0.self.scores' --size 960x600
xdotool key Tab
ok "Tab comes to a matrix" changes
ok "the first cell is spoken" grep -q '^Encoder layer 1, self-attention, keys, .*head 1 of 4: row the, column 1: ' <(tail -1 "$work/said")
xdotool key --delay 200 Tab Tab # Q, then S
settles
for row in 1 2 3 4; do
    xdotool key --delay 150 Home Right Right Right
    [ $row -lt 4 ] && xdotool key --delay 150 Down
done
settles
for row in the red cars .; do
    for col in the red cars .; do echo "Encoder layer 1, self-attention, scores, head 1 of 4: query $row, key $col:"; done
done | sort >"$work/cells"
spoken_cells() { diff "$work/cells" <(grep -o '^Encoder layer 1, self-attention, scores, head 1 of 4: query .*, key .*:' "$work/said" | sort -u); }
ok "arrows come to every cell, each is spoken" spoken_cells
value() { "$program" export --model en-fr --view 'text the red cars .; show encoder.0.self.scores' -o "$work/s.csv" && sed -n 5p "$work/s.csv" | cut -d, -f5; }
number=$(tail -1 "$work/said" | sed 's/.*: //; s/−/-/')
near() { awk -v a="$(value)" -v b="$number" 'BEGIN { d = a - b; exit !(a != "" && d < 0.01 && d > -0.01) }'; }
ok "with the number that is exported" near
ok "nothing is said twice in a row" [ -z "$(uniq -d "$work/said")" ]
xdotool key Return
ok "Enter pins" changes
for _ in $(seq 40); do
    xdotool key Tab
    sleep 0.08
    [ "$(tail -1 "$work/said")" = 'theme: night or paper' ] && break
done
ok "Tab comes to the theme's button" says 'theme: night or paper'
xdotool key space
ok "Space presses it" changes
xdotool key Escape
settles
key "the next step" Right
told=$(tail -1 "$work/said")
ok "it closes" stop
ok "it is remembered" grep -q '^view = .*show encoder.0.self.scaled' "$work/state/attnscope/session"

ok "it opens again" start
ok "where it was" says "$told"
left=$last
kill -TERM "$app"
ok "it may be ended from outside" ended
ok "it opens once more" start
ok "where it was then" is "$left"
ok "and closes" stop
ok "--fresh opens" start --fresh
ok "elsewhere" fails is "$left"
ok "and closes" stop
start --model dates --view 'show encoder.0.self.scaled; theme paper' && left=$last
stop
state=$work/state/attnscope/session
cp "$state" "$work/good"
damaged() { # NAME HEADS: it opens, says nothing of it, and is not where it was
    ok "$1: it opens" start --size 960x600
    ok "$1: as if for the first time" says "Encoder layer 1, self-attention, attention weights, head 1 of ${2:-4}. One row at a time: scores become shares of attention."
    ok "$1: it closes" stop
}
head -c 100 "$work/good" >"$state"
damaged "a cut file"
head -c 5000 /dev/urandom >"$state"
damaged "a random file"
{ cat "$work/good"; head -c 200000 /dev/zero | tr '\0' 'x'; } >"$state"
damaged "a huge file"
sed 's/^view = .*/view = show encoder.7.self.scores/' "$work/good" >"$state"
damaged "a view of another model" 2
sed 's/^model = .*/model = \/nowhere\/at\/all/' "$work/good" >"$state"
damaged "a model that is gone"
rm "$state" && mkdir "$state"
damaged "a folder in its place"
ok "nothing is said on standard error" [ ! -s "$work/err" ]
[ -s "$work/err" ] && sed 's/^/# /' "$work/err" | head -20
exit $failed
