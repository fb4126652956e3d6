#!/usr/bin/env bash
# Drives the real window under its own Xvfb with xdotool and looks at its pixels. Usage: window.sh PROGRAM [MODEL]
# Prints ok / not ok lines. Starts and ends only its own processes.
model=${2:-$(realpath "$(dirname "$0")/../assets/models/en-fr")}
. "$(dirname "$0")/xvfb.sh" window "$1" import identify

no_display() {
    (unset DISPLAY; timeout 20 "$program" --model "$model") >"$work/o" 2>"$work/e"
    [ $? -eq 1 ] && grep -q 'no window can be opened' "$work/e" && [ ! -s "$work/o" ]
}
ok "without a display there is one sentence and status 1" no_display

start=$(date +%s%N)
open_window --model "$model" --view "depth step"
ok "it opens" [ -n "$window" ]
[ -n "$window" ] || { sed 's/^/# /' "$work/err"; exit 1; }
ok "it shows a picture" drawn
echo "# first picture seen after $((($(date +%s%N) - start) / 1000000)) ms (the looking takes most of it)"
xdotool mousemove --sync --window "$window" 5 5
settles
first=$last
changes_by "→ goes to the next step" Right
second=$last
changes_by "← goes back" Left
ok "back is the same picture" is "$first"
changes_by "PageDown is →" Next
ok "PageDown gives the same picture as →" is "$second"
changes_by "Ctrl+Z undoes" ctrl+z
changes_by "Ctrl+Shift+Z does it again" ctrl+shift+z
ok "undone and done again is the same picture" is "$second"
changes_by "Home goes to the first step" Home
changes_by "End goes to the last step" End
xdotool key ctrl+z ctrl+z Left
settles
changes_by "] goes to the next head" bracketright
changes_by "[ goes back to the head before" bracketleft
changes_by "; pins a row" semicolon
changes_by "Esc lets it go" Escape
changes_by "T changes the theme" t
changes_by "T changes it back" t
changes_by "N changes the language" n
changes_by "N changes it back" n
changes_by "+ makes text larger" plus
changes_by "0 makes it normal" 0
before_keys=$last
changes_by "? lists the keys" question
changes_by "Esc closes the list" Escape
ok "the list leaves nothing behind" is "$before_keys"
changes_by "Shift+← goes to an earlier word" shift+Left
changes_by "Shift+→ comes back" shift+Right

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
ok "the pointer lights a cell" seek
settles
xdotool click 1
ok "a click pins it" changes
pinned=$last
xdotool mousemove --sync --window "$window" 5 5
sleep 0.3
settles
xdotool key Escape
ok "Esc lets the pin go" changes
[ -n "$pinned" ]

has_png() {
    for _ in $(seq 100); do [ "$(find . -name '*.png' | wc -l)" -eq "$1" ] && break; sleep 0.1; done
    [ "$(find . -name '*.png' | wc -l)" -eq "$1" ] && identify ./*.png >/dev/null
}
changes_by "X opens the export sheet" x
changes_by "Enter tells where the figure is" Return
ok "X, Enter writes a PNG" has_png 1
first_sum=$(cat ./*.png | md5sum)
xdotool key x Return
ok "X, Enter again writes another file" has_png 2
kept() { [ "$(find . -name '*.png' ! -name '*-2.png' -exec cat {} + | md5sum)" = "$first_sum" ]; }
ok "the first file is kept" kept
message_goes() { settles; sleep 6; [ "$(shot)" != "$last" ]; }
ok "the message goes by itself" message_goes

idle() { local a; a=$(ticks); sleep 2; [ $(($(ticks) - a)) -le 2 ]; }
ok "standing still it takes no time" idle

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
    ok "it is drawn at $size" resized $size
done
ok "it lives" kill -0 "$app"

# On a low screen the window leaves its title bar room, on a large one it is larger.
opens_at() { # SCREEN WIDTH HEIGHT
    local own=$server pid=$app shown=$DISPLAY size
    Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp -noreset 3>"$work/other" 2>>"$work/xvfb" &
    server=$!
    for _ in $(seq 100); do [ -s "$work/other" ] && break; sleep 0.05; done
    DISPLAY=:$(cat "$work/other")
    open_window --fresh --model "$model" && size=$(xdotool getwindowgeometry "$window" | sed -n 's/.*Geometry: //p')
    stop
    kill "$server"
    server=$own app=$pid DISPLAY=$shown
    rm -f "$work/other"
    [ "$size" = "$2x$3" ] || { echo "# $size on $1"; return 1; }
}
first=$window
ok "a window fits a low screen with its title bar" opens_at 1366x768 1366 728
ok "a window is larger on a large screen" opens_at 3840x2160 2560 1440
window=$first

# A folder that cannot be written: X tells so and the window lives. Nothing stops root but a folder that is gone.
gone() {
    settles
    rm -rf "$work/here"
    xdotool key x Return
    changes && kill -0 "$app" && [ ! -e "$work/here" ]
}
ok "X, Enter into a folder that is gone is told" gone

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
ok "it outlives three hundred random keys, clicks and sizes" monkey

xdotool windowfocus --sync "$window"
xdotool key Escape Escape ctrl+q
ok "Ctrl+Q ends it with status 0" ended
ok "it said nothing on the terminal" silent
exit $failed
