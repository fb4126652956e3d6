# What the tests of the real window share: an Xvfb of their own, the program in it, its pixels, its view as a line.
# To be sourced: . xvfb.sh SUITE PROGRAM TOOL...; afterwards $program, $root, $work and the display are there, and the folder
# is a new one. Everything that was started is ended at exit.
suite=$1 program=$(realpath "$2")
shift 2
root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")
work=$(mktemp -d)
server='' app='' window='' last='' failed=0

finish() {
    [ -n "$app" ] && kill "$app" 2>/dev/null
    [ -n "$server" ] && kill "$server" 2>/dev/null
    rm -rf "$work"
}
trap finish EXIT

ok() { # NAME COMMAND...
    local what=$1
    shift
    if "$@"; then echo "ok $suite: $what"; else echo "not ok $suite: $what"; failed=1; fi
}
fails() { ! "$@"; }

for tool in Xvfb xdotool "$@"; do
    command -v "$tool" >/dev/null || { echo "not ok $suite: $tool is missing (make deps-test)"; exit 1; }
done
# The libraries keep some memory until the end; only the program's own leaks count.
printf 'leak:lib%s\n' fontconfig X11 SDL2 dbus wayland expat GL Xcursor xkbcommon >"$work/leaks"
export LC_ALL=C.UTF-8 LANG=C.UTF-8 LSAN_OPTIONS=suppressions=$work/leaks:print_suppressions=0 XDG_STATE_HOME=$work/state
unset WAYLAND_DISPLAY SDL_VIDEODRIVER
Xvfb -displayfd 3 -screen 0 2400x1600x24 -nolisten tcp -noreset 3>"$work/display" 2>"$work/xvfb" &
server=$!
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.05; done
DISPLAY=:$(cat "$work/display")
export DISPLAY
mkdir "$work/here"
cd "$work/here" || exit 1

# Starts the program and waits for its window; what it prints goes to $work/out and $work/err.
open_window() { # ARGUMENT...
    "$program" "$@" >>"$work/out" 2>>"$work/err" &
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
}
# Puts the pointer where it is in nobody's way.
rest_pointer() { # X Y
    xdotool mousemove 0 0 # it would be waited for long if it were there already
    xdotool mousemove --sync --window "$window" "$1" "$2"
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
ticks() { awk '{print $14 + $15}' "/proc/$app/stat"; }                                            # of processor time
silent() { ! cat "$work/out" "$work/err" | grep -v XDG_RUNTIME_DIR | sed 's/^/# /' | grep .; } # nothing was printed

move() { xdotool mousemove --sync --window "$window" "$1" "$2"; }
click() { move "$1" "$2"; xdotool click "${3:-1}"; sleep 0.2; } # X Y [BUTTON]

shot() { import -window "$window" -depth 8 rgb:- 2>/dev/null | md5sum; }
colours() { import -window "$window" -depth 8 png:- 2>/dev/null | identify -format %k -; }
drawn() { for _ in $(seq 100); do [ "$(colours)" -gt 10 ] && return 0; sleep 0.05; done; return 1; }
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
settles() { sleep "${1:-0.4}"; last=$(shot); }
is() { settles; [ "$last" = "$1" ]; }
changes_by() { # NAME KEY: the key changes the picture
    xdotool key --clearmodifiers "$2"
    ok "$1" changes
}

# What the window shows, as the line that V copies, in $line.
line=''
copy_line() {
    printf 'nothing' | xclip -selection clipboard >/dev/null 2>&1
    for try in $(seq 120); do
        [ $((try % 30)) -eq 1 ] && xdotool key --clearmodifiers v # once more: the machine may be busy
        line=$(timeout 2 xclip -selection clipboard -o 2>/dev/null)
        [ -n "$line" ] && [ "$line" != nothing ] && return 0
        sleep 0.03
    done
    return 1
}
# The command in a figure that is exported now; the file is taken away.
exported_command() {
    local file
    xdotool key x Return
    for _ in $(seq 200); do ls ./*.png >/dev/null 2>&1 && break; sleep 0.05; done
    sleep 0.3
    file=$(ls ./*.png | head -1)
    tr -d '\0' <"$file" | grep -a -o 'attnscope export .* -o' | head -1
    rm -f ./*.png
}
shows() { # TEXT...: all of them in that command
    local text view
    view=$(exported_command)
    for text in "$@"; do
        case $view in *"$text"*) ;; *) echo "# wanted '$text' in: $view"; return 1 ;; esac
    done
}
lacks() { ! case $(exported_command) in *"$1"*) true ;; *) false ;; esac; }
