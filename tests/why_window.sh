#!/usr/bin/env bash
# Asking numbers in the window by keys and by clicks, under its own Xvfb: Y down to a weight, Backspace all the way back, G
# on to the word, a line of terms. Usage: why_window.sh PROGRAM. Starts and ends only its own processes.
program=$(realpath "$1")
root=$(realpath "$(dirname "$0")/..")
model=$root/assets/models/en-fr
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
    if "$@"; then echo "ok why: $name"; else echo "not ok why: $name: '$line'"; failed=1; fi
}

for tool in Xvfb xdotool xclip; do
    command -v $tool >/dev/null || { echo "not ok why: $tool is missing (make deps-test)"; exit 1; }
done
printf 'leak:lib%s\n' fontconfig X11 SDL2 dbus wayland expat GL Xcursor xkbcommon >"$work/leaks"
export LC_ALL=C.UTF-8 LSAN_OPTIONS=suppressions=$work/leaks:print_suppressions=0 XDG_STATE_HOME=$work/state
unset WAYLAND_DISPLAY SDL_VIDEODRIVER
Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp -noreset 3>"$work/display" 2>"$work/xvfb" &
server=$!
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.05; done
DISPLAY=:$(cat "$work/display")
export DISPLAY
cd "$work" || exit 1

start() { # VIEW
    "$program" --model "$model" --size 1440x900 --no-motion --view "$1" >>"$work/out" 2>>"$work/err" &
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
    xdotool mousemove 0 0
    xdotool mousemove --sync --window "$window" 700 3
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

line=''
view() { # what the window shows, as its line, from the clipboard
    printf 'nothing' | xclip -selection clipboard >/dev/null 2>&1
    xdotool key --clearmodifiers v
    for try in $(seq 90); do
        line=$(timeout 2 xclip -selection clipboard -o 2>/dev/null)
        case $line in text\ *) return 0 ;; esac
        [ $((try % 30)) -eq 0 ] && xdotool key --clearmodifiers v # the machine is busy: asked for once more
        sleep 0.05
    done
    return 1
}
says() { view && [[ $line == *"$1"* ]]; } # TEXT

ok "the window opens" start 'show encoder.1.self.heads head=1; point row=it col=0; depth step'
view
first=$line lines=()
for _ in $(seq 30); do
    lines+=("$line")
    xdotool key y
    view
    [ "$line" = "${lines[-1]}" ] && break
done
asked=$((${#lines[@]} - 1))
ok "Y goes on, again and again ($asked times)" [ "$asked" -ge 5 ]
trained() { [[ $line == *"show encoder.w.embed "* || $line == *"show encoder."*".w."* || $line == *"show encoder.tokens "* ]]; }
ok "down to the weights or the sentence" trained
returns() {
    local i
    for ((i = asked - 1; i >= 0; i--)); do
        xdotool key BackSpace
        view
        [ "$line" = "${lines[i]}" ] || return 1
    done
}
ok "Backspace returns along the same places" returns
ok "to where it began" [ "$line" = "$first" ]
for _ in $(seq 45); do
    before=$line
    xdotool key g
    view
    [ "$line" = "$before" ] && break
done
ok "G leads to a word" says "show output.probabilities "
ok "in the last row" says "point row=."
ok "the window closes" stop
ok "it opens at one number" start 'show encoder.1.self.scores head=1; point row=it col=dog; depth cell; fold map=shut notes=shut timeline=shut'
xdotool key Return
ok "Enter goes on from a number" says "show encoder.1.self."
none() { [[ $line != *"show encoder.1.self.scores"* ]]; }
ok "to another figure" none
xdotool key BackSpace
ok "and back" says "show encoder.1.self.scores"
clicked() { # the lines of terms stand in the lower half
    local y
    for y in 420 460 500 540 580; do
        xdotool mousemove --sync --window "$window" 120 $y
        sleep 0.2
        xdotool click 1
        sleep 0.3
        xdotool mousemove --sync --window "$window" 700 3
        view && none && return 0
    done
    return 1
}
ok "a click on a line of terms follows its operand" clicked
xdotool key BackSpace
ok "from which Backspace returns, too" says "show encoder.1.self.scores"
ok "the window closes again" stop
exit $failed
