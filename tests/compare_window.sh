#!/usr/bin/env bash
# Comparing and the grid of heads in the window, by keys alone and by mouse alone, under its own Xvfb. What is shown is read
# from the command in an exported figure. Usage: compare_window.sh PROGRAM. Starts and ends only its own processes.
. "$(dirname "$0")/xvfb.sh" compare "$1" import identify
model=$root/assets/models/dates
start() { open_window --model "$model" --size 960x600 --no-motion --view "depth step" "$@" && rest_pointer 3 300 && sleep 0.3; }

ok "the window opens" start || exit 1

# --- by keys alone
xdotool key c
ok "C pins the figure" shows "compare encoder.0.self.weights head=0" "show encoder.0.self.weights head=0"
xdotool key bracketright
ok "] moves the other half" shows "compare encoder.0.self.weights head=0" "show encoder.0.self.weights head=1"
xdotool key z
ok "Z: their difference" shows " difference;"
xdotool key z
ok "Z again: side by side" lacks " difference;"
xdotool key --clearmodifiers shift+c
ok "Shift C changes the halves about" shows "compare encoder.0.self.weights head=1" "show encoder.0.self.weights head=0"
xdotool key Right
ok "an arrow moves only the second half" shows "compare encoder.0.self.weights head=1" "show encoder.0.self.heads"
xdotool key --clearmodifiers ctrl+z
ok "Ctrl Z goes back" shows "show encoder.0.self.weights head=0"
xdotool key c
ok "C lets it go" lacks "compare"
xdotool key r
ok "R: all heads, one of them large" shows "form=heads" "depth model" "enlarge on"
xdotool key r
ok "R again: by entropy" shows "sort entropy" "enlarge on"
xdotool key bracketright
ok "] goes to the next head" shows "enlarge on" "depth model"
xdotool key Escape
ok "Esc comes back to all" lacks "enlarge on"
xdotool key Return Return
ok "twice Enter: its step" shows "depth step" "self.weights"
xdotool key r r r r r r
ok "R goes round; here no alignment is known" lacks "sort"
ok "the window closes" stop

# --- by mouse alone
rm -rf "$work/state"
ok "it opens again" start || exit 1
click 796 125
ok "a click on Compare pins" shows "compare encoder.0.self.weights head=0"
click 781 88
ok "on ›: the next head" shows "compare encoder.0.self.weights head=0" "show encoder.0.self.weights head=1"
click 854 88
ok "on Side by side: the difference" shows " difference;"
ok "the window closes" stop
rm -rf "$work/state"
all_heads="depth model; show encoder.0.self.weights head=0 form=heads"
ok "it opens with all heads" start --view "$all_heads" || exit 1
click 212 164
ok "a click on a pill sorts" shows "sort entropy"
click 113 272
ok "on a head: it is enlarged" shows "enlarge on" "head=1"
click 200 249
ok "again: its step" shows "depth step" "head=1"
ok "the window closes" stop
ok "nothing is said on standard error" [ ! -s "$work/err" ]
[ -s "$work/err" ] && sed 's/^/# /' "$work/err" | head -20
exit $failed
