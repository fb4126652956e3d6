#!/bin/bash
# A language is its files: words laid into the assets folder, lessons beside the others, and nothing built.
# Usage: tests/cli_languages.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"

cp -r "$here/assets" assets && cp -r "$here/lessons" assets/lessons
sed 's/^\(what\.scores\|bar\.language\) *=.*/\1 = XX-&/; s/XX-bar.*/XX/' assets/lang/en.txt >assets/lang/xx.txt
echo 'step.note = unused' >>assets/lang/xx.txt
rm -rf assets/lessons/ru assets/lessons/en/{0[4-9],[1-9]}*.md # three lessons of the course tell as much
mkdir assets/lessons/xx && cp assets/lessons/en/*.md assets/lessons/xx/
sed -i '1s/.*/# XX title/' assets/lessons/xx/01-*.md
export ATTNSCOPE_ASSETS=$work/assets
window() { attn export --view 'show encoder.0.self.scores' --frame window --format svg --size 1440x900 "$@"; }

window --lang xx -o xx.svg; good "languages: one more is there" ""
grep -q '>XX<' xx.svg && grep -q '>EN · RU · <' xx.svg; say "languages: its name stands beside the others" $?
LANG=xx_XX.UTF-8 LC_ALL= window -o locale.svg; good "languages: the locale names it" ""
grep -q '>XX<' locale.svg; say "languages: and it is taken" $?
window --lang en -o en.svg; grep -q '> · RU · XX<' en.svg; say "languages: the others tell of it" $?
window --lang yy -o yy.svg; bad "languages: one that is not there" 2 "'yy' is none of en, ru, xx"
attn lessons --lang xx; good "languages: its lessons are listed" "XX title"
attn lessons --lang ru; good "languages: without lessons of its own there are the English ones" "The whole machine"
attn lessons --check; good "languages: lessons are compared" "xx/01-"
rm assets/lessons/xx/03-*.md
attn lessons --check; [ "$status" -eq 1 ] && grep -q 'xx has fewer lessons than en' out; say "languages: a lesson that is missing is told" $?
for n in $(seq 20); do cp assets/lang/xx.txt assets/lang/l$n.txt; done
window --lang ru -o many.svg; good "languages: more than there is room for" ""
echo "# $((count - failed)) of $count"
[ $failed -eq 0 ]
