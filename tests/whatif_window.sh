#!/usr/bin/env bash
# What-ifs in the window, under its own Xvfb: the menu by keys and by the pointer, a number typed at its cell and
# dragged, all of it taken back to the same picture, and figures that say under what they were made.
# Usage: whatif_window.sh PROGRAM. Starts and ends only its own processes.
. "$(dirname "$0")/xvfb.sh" what-if "$1" import identify xclip
model=$root/assets/models/dates
start() { # OPTION...
    open_window --model "$model" --size 960x600 --no-motion --view "show encoder.0.self.scores head=0" "$@" &&
        rest_pointer 3 300 && drawn && sleep 0.5
}
key() { xdotool key --clearmodifiers "$@"; sleep 0.2; }
same_as() { # PICTURE: after a while, for the program may be busy
    for _ in $(seq 60); do [ "$(shot)" = "$1" ] && return 0; sleep 0.05; done
    return 1
}
what() { # the what-ifs of the view, "" none
    copy_line || { echo "no line"; return; }
    grep -o 'what-if [^;]*' <<<"$line" | sed 's/^what-if //; s/ *$//'
}
# A busy machine takes its time: asked again for a while.
has() {
    local now
    for _ in 1 2 3 4 5 6; do now=$(what); [ "$now" = "$1" ] && return 0; sleep 0.3; done
    echo "# it has '$now' instead of '$1'"
    return 1
}
begins() {
    local now
    for _ in 1 2 3 4 5 6; do now=$(what); [[ $now == "$1"* ]] && return 0; sleep 0.3; done
    echo "# it has '$now' instead of '$1…'"
    return 1
}

ok "the window opens" start || exit 1
plain=$(shot)
scale='w Down Down Down Down Down' # below what belongs to the head
key $scale Right
key Escape
ok "W, ↓, → switches the scale off" has "scale=off"
key $scale Down 7 Return
key Escape
ok "a divisor is typed in its place" has "scale=7"
key Delete
ok "Delete takes it back" has ""
key bracketright bracketleft # the message goes
ok "and the picture is the same" same_as "$plain"
key ctrl+z ctrl+z ctrl+z
ok "Ctrl Z brings it back" has "scale=7"
key ctrl+shift+z
ok "Ctrl Shift Z takes it again" has ""
key w
click 740 326
click 740 253
key Escape
ok "clicks in the panel switch the scale off, and change Q for K" has "scale=off swap-qk=encoder.0.self"
key w
move 871 348
xdotool click 4
sleep 0.3
key Escape
ok "the wheel turns the divisor" has "swap-qk=encoder.0.self scale=5"
key Delete
sleep 0.2
click 600 400
key equal 2 period 5 Return
ok "a number is typed at its cell" begins "cell=encoder.0.self.scores[0,"
key w
key Down Down Down Down Delete Escape
ok "its row of the menu takes it back" has ""
move 600 350
xdotool keydown shift mousedown 1
for y in 345 335 325 315 310; do move 600 $y; done
xdotool mouseup 1 keyup shift
sleep 0.3
ok "Shift and a drag change a number" begins "cell=encoder.0.self.scores[0,"
key ctrl+z
ok "in one step" has ""
key $scale Right Escape
key x Return
for _ in $(seq 100); do compgen -G './*.png' >/dev/null && break; sleep 0.1; done
sleep 0.3
again() { # the figure tells the command that makes it again, what-ifs too
    local told
    told=$(tr -d '\0' <"$(ls ./*.png)" | grep -a -o 'attnscope export .* -o [a-z0-9.-]*png' | head -1)
    [[ $told == *scale=off* ]] && mkdir "$work/again" &&
        (cd "$work/again" && eval "${told/attnscope/\"$program\"}") 2>>"$work/err" && cmp -s ./*.png "$work"/again/*.png
}
ok "a figure's command makes the same bytes" again
ok "the window closes" stop

# A ribbon is taken by its end. The figure's own marks, as a picture of the same size has them, say where that is.
ribbons='show decoder.1.cross.weights head=2 form=ribbons; point row=10'
"$program" export --view "$ribbons; theme night" --frame window --size 1440x900 -o "$work/ribbons.svg" 2>>"$work/err"
read -r grip_x grip_y < <(grep '<path' "$work/ribbons.svg" | grep -v opacity |
    sed -n 's/.*[ ,]\([0-9.]*\)[ ,]\([0-9.]*\)" .*stroke-width="\([0-9.]*\)".*/\3 \1 \2/p' | sort -rn | head -1 | cut -d' ' -f2-)
read -r key_x key_y < <(sed -n 's/.*<text x="\([0-9.]*\)" y="\([0-9.]*\)".*>street<.*/\1 \2/p' "$work/ribbons.svg" | tail -1)
grip_x=${grip_x%.*} grip_y=${grip_y%.*} key_x=${key_x%.*} key_y=${key_y%.*}
ok "ribbons open" open_window --size 1440x900 --no-motion --view "$ribbons"
rest_pointer 3 300
drawn
straight=$(shot)
carry() { # from the grip to a place, the button still down
    move $((grip_x - 20)) "$grip_y"
    xdotool mousedown 1
    for part in 1 2 3 4; do
        move $((grip_x - 20 + ($1 - grip_x + 20) * part / 4)) $((grip_y + ($2 - grip_y) * part / 4)); sleep 0.05
    done
    sleep 0.3
}
carry $((key_x + 5)) $((key_y - 4))
xdotool mouseup 1
ok "a ribbon's end is dragged to another key" has "move=decoder.1.cross.weights[2,10,dog]:street"
key ctrl+z
ok "which is one step" has ""
carry $((key_x + 5)) $((key_y - 4))
xdotool key Escape mouseup 1 # --clearmodifiers would let the button go
ok "Esc puts it back" has ""
move 3 300
key bracketright bracketleft
ok "and the picture is the same" same_as "$straight"
click $((grip_x - 20)) "$grip_y"
key shift+Down
ok "Shift ↓ carries it to the next key" has "move=decoder.1.cross.weights[2,10,dog]:did"
key shift+Up
ok "Shift ↑ back" has ""
ok "and that window closes" stop
sentence='show decoder.1.cross.weights@10 head=2; depth sentence'
"$program" export --view "$sentence; theme night" --frame window --size 1440x900 -o "$work/sentence.svg" 2>>"$work/err"
read -r grip_x grip_y < <(grep '<path' "$work/sentence.svg" | grep 'd="M[0-9.]* [0-9.]*C' |
    sed -n 's/.*d="M\([0-9.]*\) \([0-9.]*\)C.* \([0-9.]*\) [0-9.]*" .*stroke-width="\([0-9.]*\)".*/\1 \2 \3 \4/p' |
    awk '$4 > 20 && $3 - $1 > 300 { print $1, $2; exit }')
read -r key_x key_y < <(sed -n 's/.*<text x="\([0-9.]*\)" y="\([0-9.]*\)".*>street<.*/\1 \2/p' "$work/sentence.svg" | tail -1)
grip_x=$((${grip_x%.*} + 20)) grip_y=$((${grip_y%.*} + 20)) key_x=${key_x%.*} key_y=${key_y%.*}
ok "the first screen opens" open_window --size 1440x900 --no-motion --view "$sentence"
rest_pointer 3 300
drawn
carry $((key_x + 30)) $((key_y + 30))
xdotool mouseup 1
ok "a ribbon of the first screen is dragged" has "move=decoder.1.cross.weights[2,10,dog]:street"
key shift+Down
ok "and goes on by keys" has "move=decoder.1.cross.weights[2,10,dog]:because"
ok "and that one closes" stop
ok "it opens with --what-if" start --what-if mask=off --what-if scale=3
ok "and has them" has "mask=off scale=3"
ok "and closes" stop
refused() { ! "$program" --what-if scale=0 2>/dev/null; }
ok "nonsense is refused" refused
ok "nothing is said on standard error" [ ! -s "$work/err" ]
[ -s "$work/err" ] && sed 's/^/# /' "$work/err" | head -20
exit $failed
