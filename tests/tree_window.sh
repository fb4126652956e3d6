#!/usr/bin/env bash
# The tree of hypotheses in the window, by keys alone and by mouse alone, under its own Xvfb. What is shown is read from the
# command in an exported figure. Usage: tree_window.sh PROGRAM. Starts and ends only its own processes.
. "$(dirname "$0")/xvfb.sh" tree "$1" import
model=$root/assets/models/dates
start() { open_window --model "$model" --size 960x600 --no-motion --view "depth step" && rest_pointer 3 300 && sleep 0.3; }

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

click 152 171
ok "a click on a pill: a beam" shows "search beam=4;"
click 389 171
ok "on its +: wider" shows "search beam=5;"
click 224 272
ok "on a word of the second lane: the hypothesis that ended there" shows "search beam=5 node=2;"
click 91 171
ok "on the first pill: greedy" lacks "search"
ok "the window closes" stop
ok "nothing is said on standard error" [ ! -s "$work/err" ]
[ -s "$work/err" ] && sed 's/^/# /' "$work/err" | head -20
exit $failed
