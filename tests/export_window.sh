#!/usr/bin/env bash
# The window's export sheet and series, by keys, under its own Xvfb: files that are valid, choices that are remembered, a
# series that can be stopped. Usage: export_window.sh PROGRAM. Starts and ends only its own processes.
. "$(dirname "$0")/xvfb.sh" export "$1" xmllint identify compare
model=$root/assets/models/dates
start() { open_window --model "$model" --size 960x600 --no-motion --view "depth step" && rest_pointer 3 300 && sleep 0.3; }
count() { find "$1" -maxdepth 1 -type f -name "*$2" 2>/dev/null | wc -l; } # FOLDER ENDING
comes() { # FOLDER ENDING COUNT
    for _ in $(seq 300); do [ "$(count "$1" "$2")" -ge "$3" ] && break; sleep 0.1; done
    [ "$(count "$1" "$2")" -eq "$3" ]
}

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
ok "nothing is said on standard error" [ ! -s "$work/err" ]
ok "and closes" stop
ok "and says that its place is not kept" grep -qx "attnscope: cannot make the folder '$XDG_STATE_HOME': Not a directory" "$work/err"
ok "in one line" [ "$(wc -l <"$work/err")" -eq 1 ]
[ "$failed" -eq 0 ] || sed 's/^/# /' "$work/err" | head -20
exit $failed
