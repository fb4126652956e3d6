#!/usr/bin/env bash
# Drives the real window under its own Xvfb with xdotool and looks at its pixels. Usage: window.sh PROGRAM [MODEL]
# Prints ok / not ok lines. Starts and ends only its own processes.
program=$(realpath "$1")
root=$(realpath "$(dirname "$0")/..")
model=${2:-$root/assets/models/en-fr}
[ -d "$model" ] || model=$root/tests/reference/runs/post
work=$(mktemp -d)
server='' app='' failed=0

finish() {
    [ -n "$app" ] && kill "$app" 2>/dev/null
    [ -n "$server" ] && kill "$server" 2>/dev/null
    rm -rf "$work"
}
trap finish EXIT

ok() { # NAME COMMAND...
    local name=$1
    shift
    if "$@"; then echo "ok $name"; else echo "not ok $name"; failed=1; fi
}

for tool in Xvfb xdotool import; do
    command -v $tool >/dev/null || { echo "not ok window: $tool is missing (make deps-test)"; exit 1; }
done

# The libraries keep some memory until the end; only the program's own leaks count.
printf 'leak:lib%s\n' fontconfig X11 SDL2 dbus wayland expat GL Xcursor xkbcommon >"$work/leaks"
export LC_ALL=C.UTF-8 LSAN_OPTIONS=suppressions=$work/leaks:print_suppressions=0
unset WAYLAND_DISPLAY SDL_VIDEODRIVER

no_display() {
    (unset DISPLAY; timeout 20 "$program" --model "$model") >"$work/out" 2>"$work/err"
    [ $? -eq 1 ] && grep -q 'no window can be opened' "$work/err" && [ ! -s "$work/out" ]
}
ok "window: without a display there is one sentence and status 1" no_display

Xvfb -displayfd 3 -screen 0 2400x1600x24 -nolisten tcp -noreset 3>"$work/display" 2>"$work/xvfb" &
server=$!
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.05; done
DISPLAY=:$(cat "$work/display")
export DISPLAY
export XDG_STATE_HOME=$work/state
mkdir "$work/here"
cd "$work/here" || exit 1
start=$(date +%s%N)
"$program" --model "$model" >"$work/out" 2>"$work/err" &
app=$!
window=''
for _ in $(seq 400); do
    window=$(xdotool search --onlyvisible --name '^attnscope$' 2>/dev/null | head -1)
    [ -n "$window" ] && break
    kill -0 $app 2>/dev/null || break
    sleep 0.02
done
ok "window: it opens" [ -n "$window" ]
[ -n "$window" ] || { sed 's/^/# /' "$work/err"; exit 1; }
xdotool windowfocus --sync "$window"

shot() { import -window "$window" -depth 8 rgb:- 2>/dev/null | md5sum; }
colours() { import -window "$window" -depth 8 png:- 2>/dev/null | identify -format %k - ; }
# Waits until the picture is another one than $last, and then until it stands still.
changes() {
    local now before=''
    for _ in $(seq 60); do
        now=$(shot)
        [ "$now" != "$last" ] && [ "$now" = "$before" ] && { last=$now; return 0; }
        before=$now
        sleep 0.05
    done
    return 1
}
settles() { sleep 0.3; last=$(shot); }
is() { settles; [ "$last" = "$1" ]; }
key() { # NAME KEY: the key changes the picture
    xdotool key --clearmodifiers "$2"
    ok "window: $1" changes
}

drawn() { for _ in $(seq 100); do [ "$(colours)" -gt 10 ] && return 0; sleep 0.05; done; return 1; }
ok "window: it shows a picture" drawn
echo "# first picture seen after $((($(date +%s%N) - start) / 1000000)) ms (the looking takes most of it)"
xdotool mousemove --sync --window "$window" 5 5
settles
first=$last
key "→ goes to the next step" Right
second=$last
key "← goes back" Left
ok "window: back is the same picture" is "$first"
key "PageDown is →" Next
ok "window: PageDown gives the same picture as →" is "$second"
key "Ctrl+Z undoes" ctrl+z
key "Ctrl+Shift+Z does it again" ctrl+shift+z
ok "window: undone and done again is the same picture" is "$second"
key "Home goes to the first step" Home
key "End goes to the last step" End
xdotool key ctrl+z ctrl+z Left
settles
key "] goes to the next head" bracketright
key "[ goes back to the head before" bracketleft
key "; pins a row" semicolon
key "Esc lets it go" Escape
key "T changes the theme" t
key "T changes it back" t
key "N changes the language" n
key "N changes it back" n
key "+ makes text larger" plus
key "0 makes it normal" 0
before_keys=$last
key "? lists the keys" question
key "Esc closes the list" Escape
ok "window: the list leaves nothing behind" is "$before_keys"
key "Shift+← goes to an earlier word" shift+Left
key "Shift+→ comes back" shift+Right

# A cell of the figure: the pointer moves over the window until something answers.
seek() {
    local x y
    for y in 450 400 500 350 550 300; do for x in 500 560 620 440 680 740 380; do
        xdotool mousemove --sync --window "$window" $x $y
        sleep 0.12
        [ "$(shot)" != "$last" ] && return 0
    done; done
    return 1
}
settles
ok "window: the pointer lights a cell" seek
settles
xdotool click 1
ok "window: a click pins it" changes
pinned=$last
xdotool mousemove --sync --window "$window" 5 5
sleep 0.3
settles
xdotool key Escape
ok "window: Esc lets the pin go" changes
[ -n "$pinned" ]

has_png() {
    for _ in $(seq 100); do [ "$(find . -name '*.png' | wc -l)" -eq "$1" ] && break; sleep 0.1; done
    [ "$(find . -name '*.png' | wc -l)" -eq "$1" ] && identify ./*.png >/dev/null
}
key "X opens the export sheet" x
key "Enter tells where the figure is" Return
ok "window: X, Enter writes a PNG" has_png 1
first_sum=$(cat ./*.png | md5sum)
xdotool key x Return
ok "window: X, Enter again writes another file" has_png 2
kept() { [ "$(find . -name '*.png' ! -name '*-2.png' -exec cat {} + | md5sum)" = "$first_sum" ]; }
ok "window: the first file is kept" kept
message_goes() { settles; sleep 6; [ "$(shot)" != "$last" ]; }
ok "window: the message goes by itself" message_goes

ticks() { awk '{print $14 + $15}' "/proc/$app/stat"; }
idle() { local a; a=$(ticks); sleep 2; [ $(($(ticks) - a)) -le 2 ]; }
ok "window: standing still it takes no time" idle

resized() {
    local size=$1x$2
    xdotool windowsize "$window" "$1" "$2"
    for _ in $(seq 60); do
        sleep 0.05
        [ "$(import -window "$window" png:- | identify -format %wx%h -)" = "$size" ] && [ "$(colours)" -gt 10 ] && return 0
    done
    return 1
}
for size in "960 600" "640 400" "300 200" "1600 1000" "1440 900"; do
    ok "window: it is drawn at $size" resized $size
done
ok "window: it lives" kill -0 "$app"

# A folder that cannot be written: X tells so and the window lives. Nothing stops root but a folder that is gone.
gone() {
    settles
    rm -rf "$work/here"
    xdotool key x Return
    changes && kill -0 "$app" && [ ! -e "$work/here" ]
}
ok "window: X, Enter into a folder that is gone is told" gone

# Three hundred keys, clicks, turns of the wheel and sizes, the same each time.
monkey() {
    local i keys=(Left Right Up Down Home End Next Prior bracketleft bracketright semicolon Escape Return space Tab t n x
        question plus minus 0 1 2 3 a e l w b s m h slash BackSpace Delete ctrl+z ctrl+shift+z shift+Left shift+Right F1
        F11 comma period colon odiaeresis Cyrillic_ef)
    local sizes=("1 1" "3000 2000" "320 240" "2400 100" "100 1600" "1440 900")
    RANDOM=20
    for ((i = 0; i < 300; i++)); do
        case $((RANDOM % 12)) in
        0 | 1) xdotool mousemove --window "$window" $((RANDOM % 1440)) $((RANDOM % 900)) click $((1 + RANDOM % 5)) ;;
        2) [ $((RANDOM % 3)) -eq 0 ] && xdotool windowsize "$window" ${sizes[RANDOM % 6]} ;;
        *) xdotool key --delay 0 "${keys[RANDOM % ${#keys[@]}]}" ;;
        esac
        kill -0 "$app" 2>/dev/null || return 1
    done
    xdotool key Escape Escape
    resized 1440 900
}
ok "window: it outlives three hundred random keys, clicks and sizes" monkey

xdotool windowfocus --sync "$window"
xdotool key Escape Escape ctrl+q
ended() {
    for _ in $(seq 100); do kill -0 "$app" 2>/dev/null || break; sleep 0.1; done
    kill -0 "$app" 2>/dev/null && return 1
    wait "$app"
    local status=$?
    app=''
    [ $status -eq 0 ] || { echo "# status $status"; sed 's/^/# /' "$work/err"; return 1; }
}
ok "window: Ctrl+Q ends it with status 0" ended
silent() { ! grep -v XDG_RUNTIME_DIR "$work/err" | grep -q . && [ ! -s "$work/out" ]; }
ok "window: it said nothing on the terminal" silent
exit $failed
