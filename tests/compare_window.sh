#!/usr/bin/env bash
# Comparing and the grid of heads in the window, by keys alone and by mouse alone, under its own Xvfb. What is shown is read
# from the command in an exported figure. Usage: compare_window.sh PROGRAM. Starts and ends only its own processes.
program=$(realpath "$1")
root=$(realpath "$(dirname "$0")/..")
model=$root/assets/models/dates
work=$(mktemp -d)
server='' app='' window='' failed=0 extra=''

finish() {
    [ -n "$app" ] && kill "$app" 2>/dev/null
    [ -n "$server" ] && kill "$server" 2>/dev/null
    rm -rf "$work"
}
trap finish EXIT

ok() { # NAME COMMAND...
    local name=$1
    shift
    if "$@"; then echo "ok compare: $name"; else echo "not ok compare: $name"; failed=1; fi
}

for tool in Xvfb xdotool; do
    command -v $tool >/dev/null || { echo "not ok compare: $tool is missing (make deps-test)"; exit 1; }
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
    "$program" --model "$model" --size 960x600 --no-motion ${extra:+"$extra"} >>"$work/out" 2>>"$work/err" &
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

# --- by keys alone
xdotool key c
ok "C pins the figure" shows "compare encoder.0.self.weights head=0" "show encoder.0.self.weights head=0"
xdotool key bracketright
ok "] moves the other half" shows "compare encoder.0.self.weights head=0" "show encoder.0.self.weights head=1"
xdotool key z
ok "Z: their difference" shows " difference;"
xdotool key z
ok "Z again: side by side" lacks " difference;"
xdotool key --clearmodifiers shift+c
ok "Shift C changes the halves about" shows "compare encoder.0.self.weights head=1" "show encoder.0.self.weights head=0"
xdotool key Right
ok "an arrow moves only the second half" shows "compare encoder.0.self.weights head=1" "show encoder.0.self.heads"
xdotool key --clearmodifiers ctrl+z
ok "Ctrl Z goes back" shows "show encoder.0.self.weights head=0"
xdotool key c
ok "C lets it go" lacks "compare"
xdotool key r
ok "R: all heads" shows "form=heads" "depth model"
xdotool key r
ok "R again: by entropy" shows "sort entropy"
xdotool key Return
ok "Enter enlarges" shows "enlarge on"
xdotool key bracketright
ok "] goes to the next head" shows "enlarge on" "depth model"
xdotool key Escape
ok "Esc comes back to all" lacks "enlarge on"
xdotool key Return Return
ok "twice Enter: its step" shows "depth step" "form=matrix" "self.weights"
xdotool key r r r r r r
ok "R goes round; here no alignment is known" lacks "sort"
ok "the window closes" stop

# --- by mouse alone
rm -rf "$work/state"
ok "it opens again" start || exit 1
click 865 55
ok "a click on Compare pins" shows "compare encoder.0.self.weights head=0"
click 746 55
ok "on ›: the next head" shows "compare encoder.0.self.weights head=0" "show encoder.0.self.weights head=1"
click 852 55
ok "on Side by side: the difference" shows " difference;"
ok "the window closes" stop
rm -rf "$work/state"
extra="--view=depth model; show encoder.0.self.weights head=0 form=heads"
ok "it opens with all heads" start || exit 1
click 94 107
ok "a click on a pill sorts" shows "sort entropy"
click 152 190
ok "on a head: it is enlarged" shows "enlarge on" "head=1"
click 152 190
ok "again: its step" shows "depth step" "form=matrix" "head=1"
ok "the window closes" stop
ok "nothing is said on standard error" [ ! -s "$work/err" ]
[ -s "$work/err" ] && sed 's/^/# /' "$work/err" | head -20
exit $failed
