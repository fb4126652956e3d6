#!/usr/bin/env bash
# A learner: lesson 4 from its first page to its last by keyboard alone, answers wrong and then right, closed and opened again;
# and lessons of one's own that are changed, broken, missing. Under its own Xvfb. Usage: lesson_window.sh PROGRAM. Starts and
# ends only its own processes.
. "$(dirname "$0")/xvfb.sh" lesson "$1" import identify convert
start() { # OPTION...
    : >"$work/out"
    open_window "$@" --no-motion --speak && rest_pointer 3 300 && settles
}
says() { # PATTERN: the last line that was printed has it, waited for
    for _ in $(seq 80); do tail -1 "$work/out" | grep -q -- "$1" && return 0; sleep 0.05; done
    echo "# said '$(tail -1 "$work/out")', wanted '$1'"
    return 1
}
press() { xdotool key --clearmodifiers "$@"; }
kept() { # PATTERN: the file of what was done has it
    for _ in $(seq 40); do grep -q -- "$1" "$work/state/attnscope/lessons" 2>/dev/null && return 0; sleep 0.05; done
    echo "# kept: $(cat "$work/state/attnscope/lessons" 2>&1)"
    return 1
}
# Turns pages until the page's words have PATTERN; each page is spoken as "Page N of M".
turn_to() {
    local before
    for _ in $(seq 12); do
        tail -1 "$work/out" | grep -q -- "$1" && return 0
        before=$(cat "$work/out")
        press Right
        for _ in $(seq 60); do [ "$(cat "$work/out")" != "$before" ] && break; sleep 0.05; done
    done
    echo "# never came to '$1'"
    return 1
}

pages=$(grep -c '^## ' "$root/lessons/en/04-scores.md")
asks=$(grep -m1 '^ask ' "$root/lessons/en/04-scores.md")

ok "a lesson opens" start lesson 4 --size 960x600 || exit 1
ok "its first page is spoken" says "^Page 1 of $pages: "
ok "a question comes, with its answers" turn_to '1: dog'
here=$(tail -1 "$work/out" | sed 's/^Page \([0-9]*\).*/\1/')
ok "which asks what the file asks" says "$(echo "${asks##* : }" | cut -d'|' -f1 | tr -d '*' | sed 's/ *$//')"
press 1
ok "a wrong answer is told" says 'Not that one'
ok "and kept" kept "^page $((here - 1)) seen 1 ticks 0 0/1/"
settles
press h
ok "a hint is given" changes
ok "and kept" kept "^page $((here - 1)) seen 1 ticks 0 0/1/-1/1"
ok "it closes in the middle" stop
ok "it opens again where it was" start
ok "on the same page" says "^Page $here of $pages: "
ok "the wrong answer is not offered again" fails says '1: dog'
press 2
ok "the right answer is told" says 'Right: it'
ok "and kept" kept "^page $((here - 1)) seen 1 ticks 0 3/3/-1/1"
ok "a prediction comes" turn_to 'Click the cell'
there=$(tail -1 "$work/out" | sed 's/^Page \([0-9]*\).*/\1/')
press greater
ok "the chosen cell tells where it is, and no number" says ': ?$'
press Return
ok "Enter takes it" says 'Not quite\|Right'
ok "and the number is told" says '([0-9.−]*)\.'
ok "it is kept" kept "^page $((there - 1)) seen 1 ticks [0-9]* [23]/0/0/"
press End
ok "End comes to the last page" says "^Page $pages of $pages: "
press Right
ok "behind it is the list, with the next lesson" says '^Lessons: 5\. '
press Down
ok "arrows choose" says '^Lessons: 6\. '
press Return
ok "Enter opens" says '^Page 1 of '
press n
ok "N shows it in Russian" says '^Страница 1 из '
press n
press l
settles
press Right
ok "L puts it away, and arrows walk the model" says '^Encoder\|^Decoder\|^Output'
press l
ok "L brings it back" says '^Page 1 of '
ok "it closes" stop

# One's own.
printf '# Mine\n\n## First\n\nSome words.\n\n```step\nshow encoder.0.self.scores head=1\ntry another head : Press ]\n```\n' >mine.md
ok "a lesson of one's own opens" start lesson mine.md --size 960x600
ok "and is spoken" says '^Page 1 of 1: First\. Some words\.'
press bracketright
ok "what is tried is ticked" kept '^page 0 seen 1 ticks 1 '
sed -i 's/First/Second/' mine.md
press ctrl+r
ok "Ctrl+R reads it again" says '^Page 1 of 1: Second\.'
sed -i 's/^show/shwo/' mine.md
press ctrl+r
ok "what is wrong is told with its line" says "mine.md:8: no directive 'shwo': did you mean"
rm mine.md
press ctrl+r
ok "a lesson that is gone is told" says 'mine.md'
ok "and the program runs on" press bracketleft
ok "and closes well" stop
ok "it opens without the lesson that is gone" start --size 960x600
ok "and closes well" stop

# What a figure tells of the files: as they were given, and its command makes it again.
mkdir far away
printf '1,2\n3,4\n' >far/q.csv
printf '# Far\n\n## First\n\n```step\nattend q=q.csv k=q.csv\nshow weights\n```\n' >far/l.md
told() { # WANTED: in the command of an exported figure, which has no path from the root
    local command
    command=$(exported_command)
    case $command in *"$1"*) ;; *) echo "# wanted '$1' in: $command"; return 1 ;; esac
    case $command in *"$work"*) echo "# from the root: $command"; return 1 ;; esac
}
ok "a lesson below the folder opens" start lesson far/l.md --size 960x600
ok "its figures tell files as it was given" told "attend q=far/q.csv k=far/q.csv; show weights "
ok "and its own" told "lesson far/l.md"
xdotool key x Return; for _ in $(seq 200); do ls ./*.png >/dev/null 2>&1 && break; sleep 0.05; done; sleep 0.3
again=$(tr -d '\0' <weights.png | grep -a -o "attnscope export .* -o weights.png" | head -1)
(cd away && ln -s ../far far && eval "${again/attnscope/\"$program\"}") && ok "its command makes the same bytes" cmp weights.png away/weights.png
rm weights.png away/weights.png # the next one there is waited for
ok "it closes" stop
ok "it opens again from there" start
ok "what is remembered is told from the folder, too" told "attend q=far/q.csv k=far/q.csv; show weights "
ok "it closes" stop
cd away && rm far
ok "a lesson beside the folder opens" start lesson ../far/l.md --size 960x600
ok "and is told so" told "attend q=../far/q.csv k=../far/q.csv; show weights "
ok "it closes" stop
cd ..
ok "a lesson that is given from the root opens" start lesson "$PWD/far/l.md" --size 960x600
ok "and is told so" shows "attend q=$PWD/far/q.csv "
ok "it closes" stop
ok "matrices of this folder open" start --size 960x600 --view 'attend q=far/q.csv k=far/q.csv; show weights'
ok "it closes" stop
cd away
ok "they are found from another" start --size 960x600
ok "and shown" shows "attend q=$work/here/far/q.csv "
ok "it closes" stop
cd ..
ok "a lesson in this folder opens" eval 'cd far && start lesson l.md --size 960x600'
ok "and is told so" told "attend q=q.csv k=q.csv; show weights "
ok "it closes" stop
cd ..

# A folder of one's own, with both languages.
mkdir -p own/en own/ru
printf '# Mine\n\n## First\n\nSome words.\n' >own/en/01-mine.md
printf '# Мой\n\n## Первая\n\nСлова.\n' >own/ru/01-mine.md
ok "a folder's lessons are listed" start lesson own --size 960x600
ok "and spoken" says '^Lessons: 1\. Mine'
press Return
ok "Enter opens" says '^Page 1 of 1: First'
ok "it is kept apart from the shipped ones" kept "/own/en/01-mine.md"
press n
ok "N shows the other language's" says '^Страница 1 из 1: Первая'
press n
ok "and back" says '^Page 1 of 1: First'
ok "it closes" stop
ok "it opens again without the folder" start --size 960x600
ok "where it was" says '^Page 1 of 1: First'
ok "it closes" stop

# What was kept and cannot be read: the program starts, and nothing is written over it.
kept=$work/state/attnscope
printf 'attnscope-lessons 2\nof another time\n' >"$kept/lessons"
cp "$kept/lessons" "$work/other"
printf 'attnscope-session 1\nmodel = ' >"$kept/session"
ok "it opens beside what it cannot read" start lesson 4 --size 960x600
ok "at the beginning" says "^Page 1 of $pages: "
ok "it is kept anew" kept '^page 0 seen 1'
ok "what was there is put aside" cmp -s "$kept/lessons.unread-1" "$work/other"
ok "it closes" stop
rm "$kept/lessons" "$kept/session"
mkfifo "$kept/lessons"
mkdir "$kept/session"
ok "it opens beside a FIFO and a folder" start lesson 4 --size 960x600
ok "and closes well" stop
ok "they are left as they were" [ -p "$kept/lessons" -a -d "$kept/session" ]
rm -r "$kept/lessons" "$kept/session"
{ echo 'attnscope-lessons 1'
  for lesson in $(seq 20); do
      echo "lesson 0 128 /lesson-$lesson.md"
      for page in $(seq 0 127); do echo "page $page seen 1 ticks 255 3/255/-1/1 3/255/-1/1 3/255/-1/1 3/255/-1/1"; done
  done; echo 'latest -1'; } >"$kept/lessons"
ok "it opens with much that was done" start lesson 4 --size 960x600
ok "of which nothing is lost" kept '^lesson 0 128 /lesson-20.md'
ok "when more is done" kept '^lesson 0 [0-9]* 04-scores'
ok "it closes" stop

# What cannot be opened: one line, and no window.
refused() { # STATUS TEXT ARGUMENT...
    local status=$1 text=$2
    shift 2
    timeout 20 "$program" "$@" >"$work/o" 2>"$work/e"
    [ $? -eq "$status" ] && [ "$(grep -vc '^Usage\|^attnscope: usage\|^  ' "$work/e")" -ge 1 ] && grep -q -- "$text" "$work/e"
}
mkfifo pipe
head -c 10485760 /dev/zero | tr '\0' 'a' >long.md
printf '# T\n\n\xff\xfe\n' >bytes.md
printf '# T\n\n```step\nshow encoder.0.self.scores\n' >open.md
printf '# T\n\n## P\n\n```step\nshow encoder.0.self.wights\n```\n' >path.md
printf '# T\n\n## P\n\n```step\nshow encoder.0.self.weights\npoint row=mouse\n```\n' >token.md
ok "no such number" refused 1 'no lesson 99: there are 1 to 18' lesson 99
ok "no such file" refused 1 'missing.md' lesson missing.md
ok "a folder" refused 1 "$work" lesson "$work"
ok "a FIFO" refused 1 'pipe' lesson ./pipe
ok "a line of 10 MB" refused 1 'long.md' lesson long.md
ok "not UTF-8" refused 1 'bytes.md:3' lesson bytes.md
ok "a block that is not closed" refused 1 'open.md:3' lesson open.md
ok "two lessons" refused 2 'lesson' lesson 1 2
for bad in path:6 token:7; do # its words can be read, its figure not
    name=${bad%:*}.md
    ok "$name opens" start lesson "$name" --size 960x600
    ok "and tells file, line and reason" says "$name:${bad#*:}: "
    ok "and closes well" stop
done
grep -q 'ERROR: \|runtime error' "$work/err" && { sed -n 1,30p "$work/err"; failed=1; }
[ $failed -eq 0 ]
