#!/bin/bash
# export --gloss: tokens with what they mean to a reader of Russian, and the figures of lessons that have it by themselves.
# Usage: tests/cli_gloss.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"

figure() { # NAME OPTION…
    local name=$1
    shift
    attn export --step encoder.0.self.masked --size 1280x720 "$@" -o "$name.svg"
}
has() { # FILE WORDS…: all of them, each as a text of its own
    local file=$1 word
    shift
    for word in "$@"; do grep -q ">$word<" "$file" || { echo "# $file: no '$word'"; return 1; }; done
}

figure ru --lang ru --gloss; good "gloss: Russian" ""
has ru.svg собака улица 'потому что' уставший оно; say "gloss: every token has its meaning" $?
[ "$(grep -c '>собака<' ru.svg)" -eq "$(grep -c '>улица<' ru.svg)" ]; say "gloss: all tokens of an axis alike" $?
figure plain --lang ru; ! grep -q 'собака' plain.svg; say "gloss: none without the option" $?
figure en --lang en --gloss; figure en-plain --lang en
sed '/<desc>/,/<\/desc>/d' en.svg >a; sed '/<desc>/,/<\/desc>/d' en-plain.svg >b
cmp -s a b; say "gloss: none in English" $?
grep -q -- '--lang ru --gloss' ru.svg; say "gloss: the file's own command has it" $?
! grep -q -- '--gloss' en.svg && ! grep -q -- '--gloss' plain.svg; say "gloss: and other files' commands have not" $?
attn export --view "$(grep -o -- "--view '[^']*'" ru.svg | head -n 1 | sed "s/^--view '//; s/'$//")" --lang ru --gloss --format svg --size 1280x720 -o again.svg
grep -v 'again.svg' again.svg | sed '/attnscope export/d' >a; sed '/attnscope export/d' ru.svg >b; cmp -s a b; say "gloss: that command gives the same" $?
attn export --model dates --step encoder.0.self.masked --lang ru --gloss -o dates.svg; good "gloss: letters of dates have none" ""

attn export --lesson "$here/lessons/ru/00-template.md" --lang ru --format svg -o deck; good "gloss: a Russian deck" ""
grep -q 'собака' deck/*.svg; say "gloss: its figures have it" $?
attn export --lesson "$here/lessons/en/00-template.md" --format svg -o slides
! grep -q 'собака' slides/*.svg; say "gloss: an English deck has none" $?
attn lessons "$here/lessons/ru/13-cross-attention.md" --lang ru --format svg --export course; good "gloss: a Russian lesson as Markdown" ""
grep -qE '>(договор|соглашение|закон|зона)<' course/13-cross-attention/*.svg; say "gloss: its figures have it, too" $?

printf 'en.the = a\nen.the = b\n' >two.txt
cp -r "$here/assets" assets && cp two.txt assets/lang/ru.gloss.txt
ATTNSCOPE_ASSETS=$work/assets attn export --step encoder.0.self.masked -o bad.png; bad "gloss: a broken file" 1 "ru.gloss.txt:2: 'en.the' is there twice"
rm assets/lang/ru.gloss.txt
ATTNSCOPE_ASSETS=$work/assets attn export --step encoder.0.self.masked --lang ru --gloss -o none.png; good "gloss: without its file" ""
echo "# $((count - failed)) of $count"
[ $failed -eq 0 ]
