#!/usr/bin/env bash
# The window's export sheet and series, by keys, under its own Xvfb: files that are valid, choices that are remembered, a
# series that can be stopped. Usage: export_window.sh PROGRAM. Starts and ends only its own processes.
program=$(realpath "$1")
root=$(realpath "$(dirname "$0")/..")
model=$root/assets/models/dates
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
    if "$@"; then echo "ok export: $name"; else echo "not ok export: $name"; failed=1; fi
}

for tool in Xvfb xdotool xmllint identify compare; do
    command -v $tool >/dev/null || { echo "not ok export: $tool is missing (make deps-test)"; exit 1; }
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

start() {
    "$program" --model "$model" --size 960x600 --no-motion >>"$work/out" 2>>"$work/err" &
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
    sleep 0.3
}

stop() {
    xdotool key --clearmodifiers ctrl+q
    for _ in $(seq 200); do kill -0 "$app" 2>/dev/null || break; sleep 0.05; done
    wait "$app"
    local status=$?
    app=''
    return $status
}

count() { find "$1" -maxdepth 1 -type f -name "*$2" 2>/dev/null | wc -l; } # FOLDER ENDING
comes() { # FOLDER ENDING COUNT
    for _ in $(seq 300); do [ "$(count "$1" "$2")" -ge "$3" ] && break; sleep 0.1; done
    [ "$(count "$1" "$2")" -eq "$3" ]
}
fails() { ! "$@"; }

ok "the window opens" start || exit 1
xdotool key x Escape
sleep 0.5
ok "Esc writes nothing" [ -z "$(ls)" ]
xdotool key x Return
ok "X, Enter writes a PNG" comes . .png 1
sized() { [ "$(identify -format %wx%h ./*.png)" = 1920x1080 ]; }
ok "of 1920 × 1080" sized
again() { # the file tells the command that makes it again, to the last byte
    local told
    told=$(tr -d '\0' <"$(ls ./*.png)" | grep -a -o 'attnscope export .* -o [a-z0-9.-]*png' | head -1)
    [ -n "$told" ] && mkdir "$work/again" && (cd "$work/again" && eval "${told/attnscope/\"$program\"}") 2>>"$work/err" &&
        cmp -s ./*.png "$work"/again/*.png
}
ok "its command makes the same bytes" again
ok "nothing is remembered that is as usual" fails test -e "$work/state/attnscope/export"
xdotool key x Right Right Return
ok "SVG is written" comes . .svg 1
valid() { xmllint --noout ./*.svg; }
ok "and valid" valid
remembered() { grep -qx 'format = svg' "$work/state/attnscope/export"; }
ok "the choice is remembered" remembered
ok "the window closes" stop
ok "it opens again" start
xdotool key x Return
ok "and still writes SVG" comes . .svg 2
xdotool key x Left Left Down Right Right Escape # PNG, 960 × 540
xdotool key --clearmodifiers shift+x
for _ in $(seq 200); do [ "$(count attnscope-figures .png)" -ge 2 ] && break; sleep 0.02; done
xdotool key Escape
sleep 1
first=$(count attnscope-figures .png)
sleep 1
stopped() { [ "$first" -ge 2 ] && [ "$(count attnscope-figures .png)" -eq "$first" ] && identify attnscope-figures/*.png >/dev/null; }
ok "Esc stops a series and what is written is whole" stopped
xdotool key --clearmodifiers shift+x
"$program" export --model "$model" --all --size 960x540 -o "$work/all" 2>>"$work/err"
same_names() {
    comes attnscope-figures-2 .png "$(count "$work/all" .png)" &&
        diff <(ls attnscope-figures-2) <(ls "$work/all")
}
ok "a series has the files that export --all has" same_names
same_pixels() {
    local f
    for f in "$work"/all/00[1-9]-*.png; do
        [ "$(compare -metric AE "$f" "attnscope-figures-2/${f##*/}" null: 2>&1 | cut -d' ' -f1)" = 0 ] || return 1
    done
}
ok "and the same pictures" same_pixels
ok "the window closes after a series" stop
printf 'nonsense\nformat = \xff\nsize = 960x540' >"$work/state/attnscope/export"
rm -f ./*.png
ok "with a damaged memory it opens" start
xdotool key x Return
ok "and writes what could be read" comes . .png 1
small() { [ "$(identify -format %wx%h ./*.png)" = 960x540 ]; }
ok "of 960 × 540" small
ok "and closes" stop
rm -rf "$XDG_STATE_HOME"
printf 'x' >"$XDG_STATE_HOME"
ok "without a place to remember it opens" start
rm -f ./*.png
xdotool key x Down Right Return
ok "and writes" comes . .png 1
ok "and closes" stop
ok "nothing is said on standard error" [ ! -s "$work/err" ]
[ -s "$work/err" ] && sed 's/^/# /' "$work/err" | head -20
exit $failed
