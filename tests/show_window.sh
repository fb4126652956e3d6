#!/usr/bin/env bash
# Presenter, spotlight, keyboard cursor, --speak and the remembered session, by keys alone, under its own Xvfb. Usage:
# show_window.sh PROGRAM. Starts and ends only its own processes.
. "$(dirname "$0")/xvfb.sh" show "$1" import identify convert
start() { # OPTION...
    : >"$work/out"
    open_window --no-motion --speak "$@" && rest_pointer 3 300 && settles
}
black() { [ "$(import -window "$window" -depth 8 png:- | identify -format '%k %[fx:mean]' -)" = "1 0" ]; }
says() { # LINE: the last line that was printed, waited for
    for _ in $(seq 60); do [ "$(tail -1 "$work/out")" = "$1" ] && return 0; sleep 0.05; done
    echo "# said '$(tail -1 "$work/out")', wanted '$1'"
    return 1
}

ok "the window opens" start --model dates --view 'show encoder.0.self.scores' --size 960x600 || exit 1
ok "what is shown is spoken" says 'Encoder layer 1, self-attention, scores, head 1 of 2. How well does each query match each key?'
changes_by "F5 presents" F5
settles # without a window manager the window may keep its size
first=$last
changes_by "PageDown goes on" Next
changes_by "the period makes it dark" period
ok "all of it" black
changes_by "any key brings it back" Right
changes_by "PageUp goes back" Prior
ok "to the same picture" is "$first"
changes_by "S darkens all but a circle" s
spot=$last
xdotool mousemove --window "$window" 800 500
ok "which follows the pointer" changes
xdotool click 4
ok "and grows by the wheel" changes
xdotool mousemove --window "$window" 3 300
ok "and moves away again" changes
[ "$spot" != "$last" ] && changes_by "S ends it" s
changes_by "O draws squares" o
changes_by "and again cells" o
changes_by "Esc gives the window back" Escape
xdotool mousemove --window "$window" 3 300 click 3
ok "the right button shows the list of keys" changes
xdotool click 3
ok "and hides it" changes
changes_by "P presents, too" p
changes_by "and ends it" p
settles

ok "it closes" stop
ok "it opens again" start
ok "with the same model and step" says 'Encoder layer 1, self-attention, scores, head 1 of 2. How well does each query match each key?'
ok "and closes" stop

# Every cell of a matrix, and on to a button, by keyboard alone.
ok "another sentence opens" start --model en-fr --view 'text the red cars .; show encoder.0.self.scores' --size 960x600
xdotool key Tab
ok "Tab comes to a matrix" changes
ok "the first cell is spoken" grep -q '^Encoder layer 1, self-attention, keys, .*head 1 of 4: row the, feature 1: ' <(tail -1 "$work/out")
xdotool key --delay 200 Tab Tab # Q, then S
settles
for row in 1 2 3 4; do
    xdotool key --delay 150 Home Right Right Right
    [ $row -lt 4 ] && xdotool key --delay 150 Down
done
settles
for row in the red cars “.”; do
    for col in the red cars “.”; do echo "Encoder layer 1, self-attention, scores, head 1 of 4: query $row, key $col:"; done
done | sort >"$work/cells"
spoken_cells() { diff "$work/cells" <(grep -o '^Encoder layer 1, self-attention, scores, head 1 of 4: query .*, key .*:' "$work/out" | sort -u); }
ok "arrows come to every cell, each is spoken" spoken_cells
value() { "$program" export --model en-fr --view 'text the red cars .; show encoder.0.self.scores' -o "$work/s.csv" && sed -n 5p "$work/s.csv" | cut -d, -f5; }
number=$(tail -1 "$work/out" | sed 's/.*: //; s/−/-/')
near() { awk -v a="$(value)" -v b="$number" 'BEGIN { d = a - b; exit !(a != "" && d < 0.01 && d > -0.01) }'; }
ok "with the number that is exported" near
ok "nothing is said twice in a row" [ -z "$(uniq -d "$work/out")" ]
xdotool key Return
ok "Enter pins" changes
for _ in $(seq 40); do
    xdotool key Tab
    sleep 0.08
    [ "$(tail -1 "$work/out")" = 'more: what else the program can do' ] && break
done
ok "Tab comes to the button of more" says 'more: what else the program can do'
settles
unpressed=$last
xdotool key space
ok "Space presses it" changes
ok "the chosen line is spoken" says 'edit the sentence'
xdotool key Down
ok "and the next one" says 'a random sentence'
settles
xdotool key Escape
ok "and Esc closes what it opened" changes
ok "which leaves nothing behind" [ "$last" = "$unpressed" ]
xdotool key Escape
settles # Esc leaves the button
changes_by "the next step" Right
told=$(tail -1 "$work/out")
ok "it closes" stop
ok "it is remembered" grep -q '^view = .*show encoder.0.self.scaled' "$work/state/attnscope/session"

for theme in paper night; do
    ok "--theme $theme opens it" start --theme $theme
    ok "where it was left" says "$told"
    ok "and closes" stop
    ok "and wins over what was kept" grep -q "^theme = $theme" "$work/state/attnscope/session"
done
ok "it opens again" start
ok "where it was" says "$told"
left=$last
kill -TERM "$app"
ok "it may be ended from outside" ended
ok "it opens once more" start
ok "where it was then" is "$left"
ok "and closes" stop
ok "--fresh opens" start --fresh
ok "elsewhere" fails is "$left"
ok "and closes" stop
start --model dates --view 'show encoder.0.self.scaled; theme paper' && left=$last
kept=$(tail -1 "$work/out")
stop
state=$work/state/attnscope/session
cp "$state" "$work/good"
damaged() { # NAME WORDS: it opens, says nothing of it, and is not where it was
    ok "$1: it opens" start --size 960x600
    ok "$1: as if for the first time" says "Now it writes ${2:-il. The part of it shown here looks back at dog, with 98} % of its attention."
    ok "$1: it closes" stop
}
head -c 100 "$work/good" >"$state"
damaged "a cut file"
head -c 5000 /dev/urandom >"$state"
damaged "a random file"
{ cat "$work/good"; head -c 200000 /dev/zero | tr '\0' 'x'; } >"$state"
ok "a file with a long end: it opens" start --size 960x600
ok "a file with a long end: what can be read is taken" says "$kept"
ok "a file with a long end: it closes" stop
sed 's/^view = .*/view = show encoder.7.self.scores/' "$work/good" >"$state"
damaged "a view of another model" "3. The part of it shown here looks back at r, with 95"
sed 's/^model = .*/model = \/nowhere\/at\/all/' "$work/good" >"$state"
damaged "a model that is gone"
rm "$state" && mkdir "$state"
damaged "a folder in its place"
told() { [ "$(grep -cv 'session.: it is a folder$' "$work/err")" -eq 0 ] && [ "$(wc -l <"$work/err")" -eq 1 ]; }
ok "that it cannot be kept there is told once, and nothing else" told
[ $failed -eq 0 ] || sed 's/^/# /' "$work/err" | head -20
exit $failed
