#!/usr/bin/env bash
# Three people, counted: what they want, and how many actions it takes them in the real window, from its start on. An action
# is a key, a click, a drag or a typed line. Under its own Xvfb. Usage: actions_window.sh PROGRAM.
. "$(dirname "$0")/xvfb.sh" actions "$1" import identify
count=0
begin() { # OPTION...
    count=0
    : >"$work/out"
    open_window --size 1440x900 --no-motion --fresh "$@" && rest_pointer 3 300 && settles
}
key() { count=$((count + 1)); xdotool key --clearmodifiers "$1"; sleep 0.15; }
press() { count=$((count + 1)); click "$1" "$2"; } # X Y
drag() { # X Y X Y
    count=$((count + 1))
    move "$1" "$2"
    xdotool mousedown 1
    for i in 1 2 3 4; do move $(($1 + ($3 - $1) * i / 4)) $(($2 + ($4 - $2) * i / 4)); sleep 0.05; done
    xdotool mouseup 1
    sleep 0.3
}
within() { [ "$count" -le "$1" ] || { echo "# $count actions"; return 1; }; } # MOST
figures() { # COUNT: so many files, each a picture
    for _ in $(seq 100); do [ "$(find . -name '*.png' | wc -l)" -ge "$1" ] && break; sleep 0.05; done
    sleep 0.3
    [ "$(find . -name '*.png' | wc -l)" -eq "$1" ] && identify ./*.png >/dev/null
}
all_alone() { # each picture is one matrix of weights and nothing else
    local file
    for file in ./*.png; do
        tr -d '\0' <"$file" | grep -a -q 'attnscope export .*form=alone' || { echo "# $file"; return 1; }
    done
}

# --- a speaker: the attention matrix alone, then three heads of it as slides
ok "the window opens" begin || exit 1
press 195 556 # the word il: its row of the head's weights
key x
key Return
ok "the attention matrix alone is a picture" figures 1
ok "and nothing but the matrix" all_alone
ok "in at most 4 actions" within 4
echo "# $count actions"
for _ in 1 2; do key bracketright; key x; key Return; done
ok "three slides" figures 3
ok "each of one matrix" all_alone
ok "in at most 10 actions" within 10
echo "# $count actions"
rm -f ./*.png
ok "the window closes" stop

# --- a student: "why il?", answered by a drag
ok "the window opens again" begin
drag 245 330 735 300 # from dog, where the ribbon ends, to street
ok "the share was moved" shows "move=decoder.1.cross.weights[2,10,dog]:street"
ok "in at most 3 actions" within 3
echo "# $count actions"
elle() { "$program" run --what-if "move=decoder.1.cross.weights[2,10,dog]:street" 2>/dev/null | grep -q "elle était trop fatiguée"; }
ok "and the answer is another one" elle
ok "the window closes at once" stop

# --- a student: lesson 1 from its first page to its last
kept() { # PATTERN
    for _ in $(seq 40); do grep -q -- "$1" "$work/state/attnscope/lessons" 2>/dev/null && return 0; sleep 0.05; done
    echo "# kept: $(cat "$work/state/attnscope/lessons" 2>&1)"
    return 1
}
says() { # PATTERN
    for _ in $(seq 80); do tail -3 "$work/out" | grep -q -- "$1" && return 0; sleep 0.05; done
    echo "# said '$(tail -3 "$work/out")'"
    return 1
}
pages=$(grep -c '^## ' "$root/lessons/en/01-the-whole-machine.md")
ok "the window opens for lesson 1" begin --speak
press 200 840 # Begin the lessons
ok "the lessons are listed" says "Lessons: 1"
key Return
ok "its first page" says "^Page 1 of $pages: "
for _ in $(seq 20); do
    tail -3 "$work/out" | grep -q "^Page $pages of $pages: " && break
    key Right
    sleep 0.2
done
ok "its last page" says "^Page $pages of $pages: "
ok "in at most 12 actions" within 12
echo "# $count actions"
ok "which is kept" kept "^page $((pages - 1)) seen 1"
ok "the window closes for good" stop
[ $failed -eq 0 ] || sed 's/^/# /' "$work/err" | head -20
exit $failed
