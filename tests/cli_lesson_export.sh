#!/bin/bash
# attnscope lessons --export: each lesson as Markdown with pictures: tidy, complete, links that lead somewhere, all or nothing.
# Usage: tests/cli_lesson_export.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"

write() { attn lessons --size 480x320 "$@"; }

# tidy FILE: what a Markdown linter asks for: a title, one level down at a time, empty lines around blocks, no spaces at
# ends, no line with words beyond the 80th letter, every picture told in words, every link to a file that is there.
tidy() {
    awk '
        function fault(what) { print "# " FILENAME ":" FNR ": " what; bad = 1 }
        FNR == 1 && !/^# ./ { fault("no title") }
        /[ \t]$/ { fault("a space at the end") }
        FNR > 1 && $0 == "" && before == "" { fault("two empty lines") }
        /^```/ { if (!code && before != "") fault("no empty line before code"); if (!code && $0 == "```") fault("code of no language")
                 code = !code; before = "x"; next }
        code { before = $0; next }
        /^#+ / { level = index($0, " ") - 1; if (level > last + 1) fault("a level is left out"); last = level
                 if (level == 1 && FNR > 1) fault("a second title"); if (seen[$0]++) fault("the same heading twice")
                 if (FNR > 1 && before != "") fault("no empty line before a heading") }
        after && $0 != "" { fault("no empty line behind a heading") } { after = /^#+ / }
        /^(- |[0-9]+\. )/ && before != "" && before !~ /^(- |[0-9]+\. |  )/ { fault("no empty line before a list") }
        { letters = $0; gsub(/[\200-\277]/, "", letters) } # of each letter its first byte
        length(letters) > 80 { fault("too long") }
        /\]\((role|token):/ || /```step/ { fault("made for attnscope alone") }
        { before = $0 }
        END { if (before == "") fault("empty lines at the end"); if (code) fault("code without end"); exit bad }' "$1" || return 1
    local folder target
    folder=$(dirname "$1")
    tr '\n' ' ' <"$1" | grep -qE '!\[\]' && { echo "# $1: a picture without words"; return 1; }
    grep -oE '\]\([^)]*\)' "$1" | sed 's/^](\(.*\))$/\1/' | while read -r target; do
        case $target in http*) continue ;; esac
        [ -f "$folder/$target" ] || { echo "# $1: '$target' is not there"; exit 1; }
    done
}

# --- one lesson
cat >04-mine.md <<'L'
# Scores: Q·Kᵀ

## Two numbers

Invented [queries](role:q) and [keys](role:k) of [cats](token:cats), **by hand**:

```text
she   0   1
```

## For real

The model's own rows have 16 numbers, not 2; as they are many, these words go on and on, to the end of the line and far beyond.

```step
text    the dog did not cross the street because it was too tired .
show    encoder.0.self.scores head=1
predict encoder.0.self.scores head=1 row=was max
ask     encoder.0.self.scores head=1 row=was max : Which key fits *was* best? | dog | it | tired
hint    Look at the row.
try     what-if scale=off : Switch it off
```

---

The same figure again.
L
for language in en ru; do
    write 04-mine.md --lang $language --export $language; good "export: a lesson ($language)" ""
    [ -z "$out" ] && [ "$(ls $language)" = "04-mine
index.md" ] && [ "$(ls $language/04-mine)" = "02.png
03.png
index.md" ]; say "export: $language: a figure for each page that has one, by the page's number" $?
    is_png $language/04-mine/02.png && [ "$(png_size $language/04-mine/02.png)" = 480x320 ]; say "export: $language: in their size" $?
    for file in $language/index.md $language/04-mine/index.md; do tidy $file; say "export: $file is tidy" $?; done
done
cat >wanted <<'L'
# Scores: Q·Kᵀ

## Two numbers

Invented queries and keys of *cats*, **by hand**:

```text
she   0   1
```

## For real

The model's own rows have 16 numbers, not 2; as they are many, these words go on
and on, to the end of the line and far beyond.

![Encoder · Layer 1 › Self-attention › Scores, Head 2 of 4. How well does each
query match each key?](02.png)

**Question 1.** Predict: where is the largest number of the row “was”?

**Question 2.** Which key fits *was* best?

- dog
- it
- tired

The same figure again.

![Encoder · Layer 1 › Self-attention › Scores, Head 2 of 4. How well does each
query match each key?](03.png)

## Answers

1. it
2. it
L
diff wanted en/04-mine/index.md; say "export: words, figures, questions, answers" $?
[[ $(cat ru/04-mine/index.md) == *"**Вопрос 2.**"*"## Ответы"* ]] && grep -q '^# Уроки' ru/index.md
say "export: the language of the words around" $?
write 04-mine.md --export again; diff -r en again >/dev/null; say "export: the same command, the same bytes" $?

# --- there already
cp -r en before
write 04-mine.md --export en --theme night; bad "export: what is there stays" 1 "--force"
diff -r en before >/dev/null; say "export: nothing of it has changed" $?
rm en/index.md
write 04-mine.md --export en; bad "export: a single file of it stays, too" 1 "--force"
[ ! -e en/index.md ]; say "export: and nothing is added" $?
write 04-mine.md --export en --theme night --force; good "export: --force" ""
[ -f en/index.md ] && ! cmp -s en/04-mine/02.png before/04-mine/02.png; say "export: --theme night" $?
write 04-mine.md --export svg --format svg; good "export: --format svg" ""
grep -q '<svg' svg/04-mine/02.svg && [ -z "$(find svg -name '*.png')" ]; say "export: its figures are SVG" $?
tidy svg/04-mine/index.md && grep -q '](02.svg)' svg/04-mine/index.md; say "export: and its links lead there" $?
for format in png svg; do
    write 04-mine.md --export notes-$format --format $format; grep -a -q 'attnscope export' notes-$format/04-mine/02.$format
    say "export: its $format figures tell their command" $?
    write 04-mine.md --export silent-$format --format $format --notes off; good "export: --notes off" ""
    ! grep -a -q 'attnscope export' silent-$format/04-mine/02.$format; say "export: --notes off of $format" $?
    diff notes-$format/04-mine/index.md silent-$format/04-mine/index.md; say "export: and the same words" $?
done
attn lessons --notes off; bad "lessons: --notes alone" 2 "--notes goes with --export"
write 04-mine.md --export never --notes some; bad "export: --notes some" 2 "--notes"
none_left .; say "export: no hidden file stays" $?

# --- the whole course
write --export course; good "export: all lessons" ""
lessons=$(ls "$here"/lessons/en/[0-9][0-9]-*.md | grep -vc '/00-')
[ "$(ls -d course/*/ | wc -l)" -eq "$lessons" ] && [ "$(grep -c '](' course/index.md)" -eq "$lessons" ]; say "export: each of them, listed" $?
fine=0; for file in course/index.md course/*/index.md; do tidy "$file" || fine=1; done; say "export: all of it is tidy" $fine
write --lang ru --export kurs; good "export: all lessons in Russian" ""
fine=0; for file in kurs/index.md kurs/*/index.md; do tidy "$file" || fine=1; done; say "export: the Russian ones, too" $fine
fine=0
for folder in course/*/; do
    [ "$(ls "$folder" | wc -l)" -eq "$(ls "kurs/$(basename "$folder")" | wc -l)" ] || fine=1
done; say "export: as many figures in both languages" $fine
if command -v mdl >/dev/null; then # tests/markdown.sh asks for it
    LC_ALL=C.UTF-8 mdl --style "$here/tests/markdown.rb" course kurs >lint 2>&1; fine=$?; [ $fine -eq 0 ] || sed 's/^/# /;5q' lint
    say "export: a Markdown linter finds nothing" $fine
fi

# --- odd ones
mkdir more; printf '# One [x]\n\nSee [two](02-two.md) and [none](09-none.md).\n\n---\n\nMore.\n' >more/01-one.md
printf '# Two\n\n## Same\n\na\n\n## Other\n\nb\n\n## Same\n\n```step\ntext a b\nask Is it? | `yes` | 1. no* | -\n```\n' >more/02-two.md
write --model "$model" more/01-one.md more/02-two.md --export odd; good "export: lessons of one's own" ""
for file in odd/index.md odd/*/index.md; do tidy $file; say "export: $file is tidy" $?; done
[[ $(cat odd/01-one/index.md) == *"[two](../02-two/index.md) and none."* ]]; say "export: links to lessons that are there" $?
[[ $(cat odd/02-two/index.md) == *"## Same (2)"*"- 1\\. no
- \\-
"* ]]; say "export: two pages of one name, answers that look like marks" $?

mkdir names; for name in 'a b' '#3' '<a>' 'a](b' $'two\nlines' é; do printf '# T\n\n## P\n\nw\n' >"names/$name.md"; done
write --model "$model" names/*.md --export listed; good "export: names that are no addresses" ""
[ "$(sed -n 's/.*\](\(.*\))/\1/p' listed/index.md | LC_ALL=C sort | tr '\n' ' ')" = \
    "%233/index.md %3Ca%3E/index.md a%20b/index.md a%5D%28b/index.md two%0Alines/index.md é/index.md " ]; say "export: lead to their folders all the same" $?

# --- refusals
for name in ..md ...md; do
    cp more/02-two.md "$name"
    write --model "$model" "./$name" --export deep/never; bad "export: $name would be written elsewhere" 1 "a lesson may not be called so"
done
printf '# T\n\n## P\n\n```step\nshow encoder.0.self.score\n```\n' >wrong.md
write --model "$model" more/02-two.md wrong.md --export never; bad "export: a wrong lesson" 1 "wrong.md:6: show: no value"
[ ! -e never ] && none_left .; say "export: nothing of the others is left" $?
write --model "$model" wrong.md --export deep/er/est; bad "export: a wrong lesson, far below" 1 "wrong.md:6: show: no value"
[ ! -e deep ]; say "export: no folder is left" $?
mkdir deep; echo x >deep/file
write --model "$model" wrong.md --export deep/er/est; bad "export: a wrong lesson, below what is there" 1 "wrong.md:6"
[ "$(ls -A deep)" = file ]; say "export: what was there stays, what was made goes" $?
mkdir twice; cp more/02-two.md twice
write --model "$model" more/02-two.md twice/02-two.md --export never; bad "export: two of one name" 1 "would both be written into 'never/02-two'"
write missing.md --export never; bad "export: a missing lesson" 1 "missing.md"
echo x >file
write more/02-two.md --model "$model" --export file; bad "export: where a file is" 1 "file"
mkdir -p taken/02-two/index.md
write more/02-two.md --model "$model" --export taken --force; bad "export: where a folder is in the way" 1 "it is a folder"
[ "$(find taken -type f | wc -l)" -eq 0 ] && none_left taken; say "export: nothing is left there" $?
write more/02-two.md --model "$model" --export never --format csv; bad "export: --format csv" 2 "png or svg"
attn lessons --theme night; bad "lessons: --theme alone" 2 "--theme goes with --export"
attn lessons --check --export never; bad "lessons: --check and --export" 2 "either --check or --export"
[ ! -e never ]; say "export: never is not there" $?
# on a terminal, with a name that would steer it
odd=$(printf 'a\033[31mb\330\234.md'); cp more/02-two.md "$odd"
/usr/bin/python3 -c 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)' \
    "$program" lessons "$odd" --model "$model" --export shown >typescript 2>&1 </dev/null
fine=$?; [ $fine -eq 0 ] && grep -aq 'a?\[31mb?: 1 of' typescript && ! grep -aq "$(printf '\033\\[31m')" typescript
say "export: a name that would steer the terminal" $?
[ -f "shown/${odd%.md}/index.md" ] && LC_ALL=C grep -q '(a%1B%5B31mb%D8%9C/index.md)' shown/index.md
say "export: its address in the list" $?
echo "# $((count - failed)) of $count"
[ $failed -eq 0 ]
