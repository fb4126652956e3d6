#!/usr/bin/env bash
# Asking numbers in the window by keys and by clicks, under its own Xvfb: Y down to a weight, Backspace all the way back, G
# on to the word, a line of terms. Usage: why_window.sh PROGRAM. Starts and ends only its own processes.
. "$(dirname "$0")/xvfb.sh" why "$1" xclip
model=$root/assets/models/en-fr
start() { # VIEW
    open_window --model "$model" --size 1440x900 --no-motion --view "$1" && rest_pointer 700 3 && sleep 0.3
}
says() { copy_line && [[ $line == *"$1"* ]]; } # TEXT

ok "the window opens" start 'show encoder.1.self.heads head=1; point row=it col=0; depth step'
copy_line
first=$line lines=()
for _ in $(seq 30); do
    lines+=("$line")
    xdotool key y
    copy_line
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
        copy_line
        [ "$line" = "${lines[i]}" ] || return 1
    done
}
ok "Backspace returns along the same places" returns
ok "to where it began" [ "$line" = "$first" ]
for _ in $(seq 45); do
    before=$line
    xdotool key g
    copy_line
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
        copy_line && none && return 0
    done
    return 1
}
ok "a click on a line of terms follows its operand" clicked
xdotool key BackSpace
ok "from which Backspace returns, too" says "show encoder.1.self.scores"
ok "the window closes again" stop
exit $failed
