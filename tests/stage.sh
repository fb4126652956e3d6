#!/usr/bin/env bash
# Drives the stage in the real window, under its own Xvfb: every step by keyboard alone and by mouse alone, every depth
# and form, typing, pasting and correcting a sentence, and that the window's pixels are those of the exported picture.
# Usage: stage.sh PROGRAM. Prints ok / not ok lines. Starts and ends only its own processes.
. "$(dirname "$0")/xvfb.sh" stage "$1" xclip import compare
model=$root/assets/models/dates width=1280 height=800
start() { # ARGUMENT...: opens the window; the pointer waits at its edge
    open_window --size ${width}x$height --no-motion "$@" && rest_pointer 3 5 && sleep 0.3
}
line() { copy_line && printf '%s' "$line"; }
path() { line | sed 's/.*show \([^ @]*\).*/\1/'; }
has() { line | grep -qF -- "$1"; }
comes() { # TEXT: soon, on a busy machine later
    for _ in $(seq 30); do has "$1" && return 0; sleep 0.1; done
    return 1
}

# The picture of the window is the exported one of the same view, pixel by pixel.
same_pixels() { # VIEW
    local differ
    start --model "$2" --view "$1" || { echo "# no window: $1"; return 1; }
    for _ in $(seq 40); do
        sleep 0.1
        import -window "$window" -depth 8 png:"$work/window.png" 2>/dev/null
        "$program" export --model "$2" --view "theme night; $1" --frame window --size ${width}x$height --lang en --force \
            -o "$work/export.png" 2>>"$work/err" || break
        differ=$(compare -metric AE "$work/window.png" "$work/export.png" null: 2>&1)
        [ "$differ" = 0 ] && break
    done
    stop
    [ "$differ" = 0 ] || { echo "# $differ pixels differ: $1"; return 1; }
}
en_fr=$root/assets/models/en-fr
ok 'pixels: scores' same_pixels 'show encoder.0.self.scores head=1; point row=3 col=4' "$en_fr"
ok 'pixels: softmax, half played' same_pixels 'show decoder.0.self.weights; play 0.5' "$en_fr"
ok 'pixels: the model' same_pixels 'depth model' "$en_fr"
ok 'pixels: ribbons' same_pixels 'show decoder.0.cross.weights head=1 form=ribbons' "$model"
ok 'pixels: one number' same_pixels 'show encoder.0.ffn.hidden; point row=1 col=2; depth cell; part 5' "$model"
ok 'pixels: zoomed' same_pixels 'show encoder.0.ffn.active; zoom 5 0.4 0.5; fold map=shut' "$model"

"$program" steps --model "$model" | awk '$1 !~ /\.[wb]\./ { print $1 }' >"$work/values"
start --model "$model" --lang en --view "depth step" || { echo 'not ok stage: it opens'; exit 1; }

# Keyboard alone: every step in order.
by_keys() {
    local n=0 last='' now
    xdotool key --clearmodifiers Home
    while now=$(path); [ "$now" != "$last" ] && [ $n -lt 200 ]; do
        grep -qxF "$now" "$work/values" || { echo "# no such value: $now"; return 1; }
        echo "$now" >>"$work/by_keys"
        last=$now
        n=$((n + 1))
        xdotool key --clearmodifiers Right
        sleep 0.02
    done
    [ "$last" = output.probabilities ] && [ "$(sort -u "$work/by_keys" | wc -l)" -eq "$n" ]
}
ok 'every step by the arrow alone' by_keys
steps=$(wc -l <"$work/by_keys")

depths() { # KEY DEPTH...
    local key=$1 depth
    shift
    for depth in "$@"; do
        xdotool key --clearmodifiers "$key"
        comes "depth $depth;" || { echo "# not at depth $depth: $(line)"; return 1; }
    done
}
xdotool key --clearmodifiers Home
ok 'down to one number' depths Down row cell
ok 'and up to the whole model' depths Up row step sublayer layer model
ok 'and in again' depths Return layer sublayer step
forms() {
    local form
    xdotool key --clearmodifiers Home
    while [ "$(path)" != encoder.0.self.weights ]; do xdotool key --clearmodifiers Right; sleep 0.02; done
    for form in ribbons bars heads alone matrix; do
        xdotool key --clearmodifiers f
        sleep 0.1
        has "form=$form" || { echo "# not as $form: $(line)"; return 1; }
    done
}
ok 'every form by its key' forms

# Mouse alone: along the timeline; each tick is a step. The line is asked for by key, which shows nothing.
by_mouse() {
    local x
    for ((x = 150; x < width - 100; x += 11)); do
        xdotool mousemove --window "$window" $x $((height - 28)) click 1
        sleep 0.02
        path >>"$work/by_mouse"
        echo >>"$work/by_mouse"
    done
    local found
    found=$(grep -v '^$' "$work/by_mouse" | sort -u | wc -l)
    [ "$found" -eq "$steps" ] || { echo "# $found of $steps steps"; return 1; }
}
ok 'every step by the mouse alone' by_mouse

# A cell: one click pins it, two go in; the crumbs lead out.
by_clicks() {
    local x y
    start_line=$(line)
    for y in 500 450 550 400; do for x in 500 600 700 420; do
        xdotool mousemove --window "$window" $x $y click 1
        sleep 0.15
        has 'point row' && { xdotool click --repeat 2 --delay 40 1; sleep 0.3; has 'depth row' && return 0; }
    done; done
    return 1
}
xdotool key --clearmodifiers Home Right Right Right Right Right Right Right Right Right
ok 'two clicks on a cell go in' by_clicks
out_by_crumbs() {
    local x # from the right: the first of them leads to the sentence, and out of the stage
    for ((x = 330; x >= 250; x -= 10)); do
        xdotool mousemove --window "$window" $x 92 click 1
        sleep 0.15
        has 'depth model' && return 0
    done
    return 1
}
ok 'a crumb leads out' out_by_crumbs
xdotool key --clearmodifiers Return Return Return

# The sentence: typed, pasted, corrected.
typed() {
    xdotool key --clearmodifiers e
    xdotool type --clearmodifiers --delay 8 'march 3 2001'
    xdotool key --clearmodifiers Return
    comes 'text march 3 2001;'
}
ok 'a sentence is typed' typed
corrected() {
    xdotool key --clearmodifiers e End BackSpace
    xdotool type --clearmodifiers --delay 8 '2'
    xdotool key --clearmodifiers Return
    comes 'text march 3 2002;'
}
ok 'and corrected' corrected
pasted() {
    printf 'june 7 1999\n' | xclip -selection clipboard >/dev/null 2>&1
    xdotool key --clearmodifiers e
    xdotool key --clearmodifiers ctrl+a ctrl+v Return
    comes 'text june 7 1999;'
}
ok 'and pasted over' pasted
refused() {
    xdotool key --clearmodifiers e
    xdotool type --clearmodifiers --delay 8 'no %%'
    xdotool key --clearmodifiers Return Escape
    comes 'text june 7 1999;'
}
ok 'a bad one is refused and nothing is lost' refused
clicked_field() {
    xdotool mousemove --window "$window" 212 24 click 1
    xdotool key --clearmodifiers ctrl+a
    xdotool type --clearmodifiers --delay 8 'may 1 1980'
    xdotool mousemove --window "$window" 420 $((height / 2 - 293)) click 1
    comes 'text may 1 1980;'
}
ok 'the field answers the mouse' clicked_field
undone() { xdotool key --clearmodifiers ctrl+z; comes 'text june 7 1999;'; }
ok 'and is undone' undone

# Playing moves by itself, stops, and then takes no time.
plays() {
    local a b
    xdotool key --clearmodifiers Home k k k
    a=$(path)
    xdotool key --clearmodifiers space
    sleep 2.5
    xdotool key --clearmodifiers space
    b=$(path)
    [ "$a" != "$b" ]
}
ok 'space plays' plays
idle() { local a; sleep 0.5; a=$(ticks); sleep 2; [ $(($(ticks) - a)) -le 2 ]; }
ok 'paused it takes no time' idle
ok 'it ends with status 0' stop
ok 'it said nothing on the terminal' silent
exit $failed
