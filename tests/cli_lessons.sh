#!/bin/bash
# attnscope lessons: the list, and every claim of every lesson held against the shipped model.
# Usage: tests/cli_lessons.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"

attn lessons; good "lessons" "18  "
[ "$(echo "$out" | wc -l)" -eq "$(ls "$here"/lessons/en/[0-9][0-9]-*.md | wc -l)" ]; say "lessons: all of them" $?
{
    locale() { LC_ALL='' LC_MESSAGES='' LANGUAGE=$2 LANG=$1 attn lessons; }
    locale ru_RU.UTF-8 ''; good "lessons: of the locale" "Вся машина"
    locale de_DE ''; good "lessons: of a locale that nobody has translated" "The whole machine"
    locale C ru; good "lessons: of no locale" "The whole machine"
    locale de_DE.UTF-8 de:ru:en; good "lessons: of the language wished first" "Вся машина"
    locale rus ''; good "lessons: ru is no beginning of a word" "The whole machine"
    LC_ALL='' LANG=en_US.UTF-8 LC_MESSAGES=ru_RU attn lessons; good "lessons: messages go before the rest" "Вся машина"
    LC_ALL=ru_RU attn lessons --lang en; good "lessons: --lang goes before the locale" "The whole machine"
    LC_ALL=ru_RU attn export --lang en --step encoder.embed -o figure.svg; grep -q -- '--lang en' figure.svg; say "export: the command in a figure is right here, too" $?
    attn export --step encoder.embed -o figure.svg --force; ! grep -q -- '--lang' figure.svg; say "export: and short where nothing else is meant" $?
} 2>/dev/null # the shell warns of locales that are not installed
attn lessons --lang ru; good "lessons --lang ru" "00  "
attn lessons --check; good "lessons --check: every claim is so" "ok "
[ "$(echo "$out" | grep -c '^ok ')" -eq "$(ls "$here"/lessons/??/[0-9][0-9]-*.md | wc -l)" ]; say "lessons --check: both languages, all lessons" $?

lesson() { # LINES…: one page with these in its step block
    { printf '# T\n\n## P\n\nWords.\n\n```step\nshow encoder.0.self.weights\n'; printf '%s\n' "$@"; printf '```\n'; } >lesson.md
}
faulty() { # NAME TEXT: the lesson is refused with line 9 and TEXT, status 1, nothing on standard error
    attn lessons --check lesson.md
    case $out in lesson.md:9:*"$2"*) [ "$status" -eq 1 ] && [ -z "$err" ] ;; *) false ;; esac
    local fine=$?
    [ $fine -eq 0 ] || echo "# status $status, output '$out', error '$err'"
    say "$1" $fine
}
lesson 'expect encoder.0.self.weights rows sum 1' 'ask Is it? | yes* | no'; attn lessons --check lesson.md
good "check: a lesson of one's own" "ok lesson.md: 2"
lesson 'expect encoder.0.self.scores rows sum 1'; faulty "check: a false claim" "expect: row 0 of head 0 sums to"
lesson 'expect encoder.0.self.score rows sum 1'; faulty "check: an unknown path" "did you mean 'encoder.0.self.scores'?"
lesson 'expect encoder.0.self.weights row=mouse sum=1'; faulty "check: an unknown token" "no token 'mouse'"
lesson 'expect encoder.0.self.weights is odd'; faulty "check: no claim" "'is odd' is no claim"
lesson 'value encoder.0.self.weights[0,0,0] = 7'; faulty "check: a wrong value" "value: the number is"
lesson 'ask Which? | one | two'; faulty "check: no right answer" "ask: no answer has a star"
lesson 'ask encoder.1.self.weights row=it max : Which? | it | dog'; faulty "check: an answer that the model does not give" "ask: the model says"
lesson 'predict decoder.causal row=0 min'; faulty "check: no single cell" "predict: two cells of the row are equal"
lesson 'expect translation "no"'; faulty "check: a wrong translation" "the translation is"
printf '# T\n\n## P\n\n```step\nshow encoder.0.self.scaled\nwhat-if scale=off\nexpect encoder.0.self.scaled changed\nexpect encoder.0.self.scores same\n```\n' >lesson.md
attn lessons --check lesson.md; good "check: beside the run without what-ifs" "ok lesson.md: 2"
attn lessons --check missing.md; [ "$status" -eq 1 ] && [[ $out == *missing.md* ]]; say "check: a missing file" $?
attn lessons --check "$work"; bad "check: a folder without lessons" 1 "$work: there is no lesson in it"
mkdir mine; printf '# One\n\n## P\n\nWords.\n' | tee mine/01-one.md >mine/notes.md
sed 's/One/Two/' mine/01-one.md >mine/02-two.md
attn lessons mine; good "lessons: a folder of one's own" "01  One (1)"
[ "$(echo "$out" | wc -l)" -eq 2 ]; say "lessons: what is no lesson is not listed" $?
attn lessons mine lesson.md; [ "$(echo "$out" | wc -l)" -eq 3 ]; say "lessons: a folder and a file" $?
attn lessons --check mine; good "check: a folder of one's own" "ok mine/02-two.md: 0"
attn lessons mine --export slides; [ -s slides/02-two/index.md ]; say "lessons --export: a folder of one's own" $?
mkdir both; mv mine both/en; cp -r both/en both/ru; rm both/ru/02-two.md
attn lessons --lang ru both; good "lessons: a folder with languages" "01  One (1)"
[ "$(echo "$out" | wc -l)" -eq 1 ]; say "lessons: the language's own" $?
attn lessons --check both; [ "$status" -eq 1 ] && [[ $out == *"ru has fewer lessons than en"* ]]; say "check: a folder's languages are compared" $?
mkdir many; for i in $(seq 201); do printf '# T\n\n## P\n\nw\n' >"many/00-$i.md"; done
attn lessons many; bad "lessons: a folder with more than can be listed" 1 "many: there are more than 200 lessons in it"
attn lessons --check many; bad "check: so many" 1 "more than 200 lessons"
attn lessons many/*.md; bad "lessons: more files than can be listed" 1 "more than 200 lessons at once"
rm many/00-1.md; attn lessons many; good "lessons: as many as can be" "00  T (1)"
printf '# T\033[31mx\n\n## P\n\nw\n' >$'\033[31m.md'; attn lessons ./*31m.md; good "lessons: a title that would colour the terminal" "T?[31mx"
attn lessons --check ./*31m.md; good "check: a name that would" "ok ./?[31m.md"
mkdir '[x]'; printf '1,2\n3,4\n' >'[x]/v.csv'
printf '# T\n\n## P\n\n```step\nattend q=v.csv k=v.csv\nshow weights\n```\n' >'[x]/lesson.md'
attn lessons --check '[x]/lesson.md'; good "check: files beside it, where a folder looks like a matrix" "ok [x]/lesson.md"
lesson 'compare encoder.0.self.k' 'compare-model ../../none'; faulty "check: a comparison with no model" "compare: ../../none"
lesson 'compare encoder.0.self.k' 'compare-attend q=[1] k=[1;2;nan]'; faulty "check: a comparison with no matrices" "compare: attend: k holds NaN"
attn lesson "$work"; bad "lesson: a folder without lessons" 1 "there is no lesson in it"
mkfifo pipe; attn lessons --check pipe; [ "$status" -eq 1 ]; say "check: a FIFO does not hang" $?
head -c 11000000 /dev/zero | tr '\0' 'a' >long.md; attn lessons --check long.md; [ "$status" -eq 1 ] && [ "$(echo "$out" | wc -l)" -eq 1 ]
say "check: a line of 11 MB" $?
attn lessons missing.md; bad "lessons: a missing file" 1 "missing.md"
attn lessons --lang de; bad "lessons --lang de" 2 "de"
cp -r "$here/assets" assets; mkdir -p lessons/en lessons/ru; cp "$here"/lessons/en/00-*.md lessons/en; cp "$here"/lessons/ru/00-*.md lessons/ru
two() { ATTNSCOPE_ASSETS=$work/assets attn lessons --check; }
sed -i '/^ask /d' lessons/ru/00-template.md; two; [ "$status" -eq 1 ] && [[ $out == *"'ask' is there 0 times"* ]]
say "check: languages that differ" $?
cp lessons/en/00-template.md lessons/en/01-more.md; two; [ "$status" -eq 1 ] && [[ $out == *"fewer lessons than en"* ]]
say "check: a lesson without a translation" $?
mv lessons/en/01-more.md lessons/ru/02-other.md; two; [ "$status" -eq 1 ] && [[ $out == *"no counterpart in en"* ]]
say "check: a translation of nothing" $?
echo "# $((count - failed)) of $count"
[ $failed -eq 0 ]
