#!/usr/bin/env bash
# The tree of hypotheses in the window, by keys alone and by mouse alone, under its own Xvfb. What is shown is read from the
# command in an exported figure. Usage: tree_window.sh PROGRAM. Starts and ends only its own processes.
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
    if "$@"; then echo "ok tree: $name"; else echo "not ok tree: $name"; failed=1; fi
}

for tool in Xvfb xdotool; do
    command -v $tool >/dev/null || { echo "not ok tree: $tool is missing (make deps-test)"; exit 1; }
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


# The view in the command of a figure exported now; the file is taken away.
shown() {
    local file
    xdotool key x Return
    for _ in $(seq 200); do ls ./*.png >/dev/null 2>&1 && break; sleep 0.05; done
    sleep 0.3
    file=$(ls ./*.png | head -1)
    tr -d '\0' <"$file" | grep -a -o 'attnscope export .* -o' | head -1
    rm -f ./*.png
}
shows() { # TEXT…: all of them in the view
    local text view
    view=$(shown)
    for text in "$@"; do
        case $view in *"$text"*) ;; *) echo "# wanted '$text' in: $view"; return 1 ;; esac
    done
}
lacks() { ! case $(shown) in *"$1"*) true ;; *) false ;; esac; }
click() { # X Y
    xdotool mousemove --sync --window "$window" "$1" "$2" click 1
    sleep 0.2
}

ok "the window opens" start || exit 1
xdotool key a
ok "A shows it" shows form=tree "depth model"
xdotool key --clearmodifiers shift+a
ok "Shift A: a beam" shows "search beam=4;"
xdotool key bracketright bracketright
ok "] makes it wider" shows "search beam=6;"
xdotool key semicolon
ok "; opens the next hypothesis" shows "search beam=6 node="
xdotool key --clearmodifiers ctrl+z
ok "Ctrl Z goes back to the best" shows "search beam=6;"
xdotool key Home Right
ok "arrows go through the words" shows "@1 "
xdotool key Return
ok "Enter opens the probabilities" shows "show output.probabilities@1" "depth step" "search beam=6;"
xdotool key a
ok "A leads back to the tree" shows form=tree
xdotool key --clearmodifiers shift+a
xdotool key bracketright greater
ok "Shift A again: sampling, its seed and top-k" shows "search sample=1 top-k=3;"
xdotool key --clearmodifiers shift+a
ok "and greedy" lacks "search"

click 85 111
ok "a click on a pill: a beam" shows "search beam=4;"
click 282 111
ok "on its +: wider" shows "search beam=5;"
click 136 204
ok "on a word of the second lane: the hypothesis that ended there" shows "search beam=5 node=2;"
click 36 111
ok "on the first pill: greedy" lacks "search"
ok "the window closes" stop
ok "nothing is said on standard error" [ ! -s "$work/err" ]
[ -s "$work/err" ] && sed 's/^/# /' "$work/err" | head -20
exit $failed
