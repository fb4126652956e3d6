#!/usr/bin/env bash
# The first screen in the window, by keys alone and by mouse alone, under its own Xvfb. What is shown is read from the
# command in an exported figure. Usage: home_window.sh PROGRAM. Starts and ends only its own processes.
. "$(dirname "$0")/xvfb.sh" home "$1" import identify
start() { open_window --size 1440x900 --no-motion "$@" && rest_pointer 3 300 && sleep 0.3; }
head="show decoder.1.cross.weights@10 head=2" sentence="depth sentence"
click() { xdotool mousemove --window "$window" "$1" "$2" click 1 && rest_pointer 3 300 && sleep 0.2; }

ok "the window opens" start || exit 1
ok "it opens on the sentence, where most moves" shows "$head" "$sentence"

# --- by keys alone
xdotool key Right
ok "→ goes to the next word" shows "decoder.1.cross.weights@11 head=2" "$sentence"
xdotool key Left Left
ok "← goes back" shows "decoder.1.cross.weights@9 head=2" "$sentence"
xdotool key Home
ok "Home: the first word" shows "@0 head=2" "$sentence"
xdotool key End
ok "End: the last one, which is no ⟨eos⟩" shows "@14 head=2" "$sentence"
xdotool key bracketright
ok "] shows the next head" shows "decoder.1.cross.weights@14 head=3"
xdotool key bracketright
ok "behind the last of a block their mean" shows "decoder.1.cross.weights@14 head=mean"
xdotool key bracketright
ok "and then the first of all" shows "decoder.0.cross.weights@14 head=0"
xdotool key bracketleft bracketleft bracketleft
ok "[ goes back" shows "decoder.1.cross.weights@14 head=2"
xdotool key Home Right Right Right Right Right Right Right Right Right Right
xdotool key --clearmodifiers shift+e
ok "Shift E takes the other sentence at the same word" shows "$head" "too wide ." "$sentence"
xdotool key --clearmodifiers shift+e
ok "and again the first one" shows "$head" "too tired ." "$sentence"
xdotool key Down
ok "↓ opens the machine" shows "depth model"
xdotool key Up
ok "↑ comes back" shows "$head" "$sentence"
xdotool key Down Down Down Down
xdotool key --clearmodifiers shift+Home
ok "Shift Home comes back from anywhere" shows "$head" "$sentence"
xdotool key --clearmodifiers ctrl+z
ok "Ctrl Z is where one was" lacks "$sentence"
xdotool key --clearmodifiers shift+Home e ctrl+a
xdotool type "the cat sees the red cars ."
xdotool key Return
ok "another sentence opens at its last word" shows "the cat sees the red cars ." "$sentence" "@5 "
xdotool key --clearmodifiers shift+e
ok "which has no other one" lacks "wide"
ok "the window closes" stop

# --- by mouse alone
ok "it opens again" start --fresh
click 1258 220
ok "a click on the pill takes the other sentence" shows "too wide ." "$sentence"
click 1258 220
ok "and on it again the first one" shows "too tired ." "$head"
click 297 643
ok "the right half of the word's pill: the next word" shows "@11 head=2"
click 178 643
ok "its left half: the one before" shows "$head"
click 1044 556
ok "a click on a word that is not written yet goes there" shows "@11 head=2" "$sentence"
click 178 643
click 463 643
ok "the head's pill: the next head" shows "head=3"
click 331 643
ok "and the one before" shows "$head"
click 237 280
ok "a click on a word: its row of that head's weights" shows "$head" "col=dog" "depth step"
click 30 32
ok "a click on the logo comes back" shows "$head" "$sentence"
click 195 556
ok "a click on a written word: its own row" shows "decoder.1.cross.weights@10 head=2" "row=" "depth step"
xdotool key --clearmodifiers shift+Home
click 720 822
ok "a card opens the machine" shows "depth model"
ok "the window closes at the end" stop

# --- where one line is read and written: the next word by lot, the temperature by its slider
ok "a model that goes on with its text opens" start --fresh --model stories
xdotool key --clearmodifiers shift+d shift+t
rest_pointer 3 300
ok "Shift D draws the next word once, Shift T ten times" shows "draws 11" "$sentence"
xdotool key --clearmodifiers ctrl+z
ok "Ctrl Z takes the ten back" shows "draws 1;"
xdotool key braceright
ok "} is a higher temperature" shows "temperature=1.2" "draws 1;"
xdotool key braceleft
ok "{ is the lower one again" lacks "temperature"
xdotool key --clearmodifiers ctrl+z ctrl+z ctrl+z
sleep 0.3
xdotool mousemove --window "$window" 1156 716 mousedown 1 mousemove --window "$window" 1120 716
rest_pointer 3 300
xdotool mousemove --window "$window" 1118 718 mouseup 1
rest_pointer 3 300
ok "the slider's knob is dragged: a what-if of the temperature" shows "temperature=0.4" "$sentence"
xdotool key --clearmodifiers ctrl+z
ok "which is one step back" lacks "temperature"
ok "and closes" stop
[ $failed -eq 0 ] || sed 's/^/# /' "$work/err" | head -20
exit $failed
