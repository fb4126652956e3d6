#!/bin/bash
# Lessons as slides: figures, a page with all of them in it, refusals with file and line; and, where there is a
# Chromium, every key of that page.
# Usage: tests/cli_deck.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"

deck() { attn export --size 640x360 "$@"; }
count() { grep -o "$2" "$1" | wc -l; }

# --- a lesson
for language in en ru; do
    lesson=$here/lessons/$language/00-template.md
    deck --lesson "$lesson" --lang $language -o $language; good "deck: the $language template" ""
    [ "$(ls -A $language | wc -l)" -eq 4 ] && [ -f $language/index.html ] && [ -z "$out" ]
    say "deck: $language: three figures and a page" $?
    for picture in $language/00[123]-*.png; do
        is_png "$picture" && [ "$(png_size "$picture")" = 640x360 ] &&
            base64 -w 0 "$picture" >picture && [ "$(grep -c -F -f picture $language/index.html)" -eq 1 ]
        say "deck: $picture lies in the page" $?
    done
    [ "$(count $language/index.html '<section class="slide')" -eq 3 ]; say "deck: $language: three slides" $?
    grep -q "<html lang=\"$language\">" $language/index.html; say "deck: $language: its language" $?
    [ "$(count $language/index.html ' alt=""')" -eq 0 ] && [ "$(count $language/index.html ' alt="')" -eq 3 ]
    say "deck: $language: every picture is told in words" $?
done
grep -q '<h1>Every word asks</h1>' en/index.html && grep -q '<span class="role q">query</span>' en/index.html &&
    grep -q '<b class="token">la</b>' en/index.html; say "deck: headings, roles and tokens" $?
! grep -v '^<meta http-equiv' en/index.html | sed 's/data:image[^"]*//g' | grep -qE 'https?:|url\(|@import|<link'
say "deck: nothing is fetched" $?
if command -v node >/dev/null; then
    node --check "$here/assets/deck/deck.js"; say "deck: its script is JavaScript" $?
fi
deck --lesson "$here/lessons/en/00-template.md" -o again; diff -r en again >/dev/null
say "deck: the same command, the same bytes" $?

# --- where a page has the program, its views are found there
base=https://example.org/attention/
link() { grep -o "${base}#view=[^\"<]*" "$1" | head -1 | sed 's/&amp;/\&/g'; }
view='show decoder.1.cross.weights head=2; point row=il col=dog; theme night'
attn export --view "$view" --lang ru --link $base -o linked.svg; good "link: a figure tells it" ""
[ "$(link linked.svg | grep -c 'lang=ru$')" -eq 1 ]; say "link: with its language" $?
attn export --view "$(link linked.svg)" --link $base -o followed.svg; good "link: --view follows it" ""
cmp -s linked.svg followed.svg; say "link: to the same picture" $?
attn export --view "$(link linked.svg)" --lang en -o english.svg; good "link: --lang wins over it" ""
! grep -q 'примечани\|слой' english.svg && ! grep -q 'Link' english.svg; say "link: that is English, without a link" $?
attn export --view "$view" --link $base -o linked.png; good "link: of a PNG" ""
grep -qa "Link.*$base" linked.png; say "link: in its texts" $?
echo "$(link linked.svg)" >views.txt
attn export --list views.txt -o listed.svg; good "link: in a list of views" ""
attn export --model dates --step output.probabilities --link $base -o dates.svg; good "link: of another model" ""
link dates.svg | grep -q 'view=model%20dates%3B'; say "link: names it" $?
cp -R "$here/assets/models/dates" own
attn export --model ./own --step output.probabilities --link $base -o own.svg; good "link: of a model of one's own" ""
! grep -q 'Link' own.svg; say "link: there is none, for no page has it" $?
deck --lesson "$here/lessons/en/00-template.md" --link $base -o linked; good "link: a deck" ""
[ "$(count linked/index.html "<a href=\"$base#view=[^\"]*&amp;lang=en\">Open it live</a>")" -eq 3 ]; say "link: behind each figure" $?
! grep -q 'data-view\|live.js\|wasm' linked/index.html; say "link: nothing is alive" $?
deck --lesson "$here/lessons/en/00-template.md" --link $base --live -o live; good "live: a deck" ""
[ "$(count live/index.html '<img [^>]* data-view="#view=[^"]*&amp;lang=en"></figure>')" -eq 3 ]; say "live: each figure tells its view" $?
grep -q "<script src=\"${base}live.js\" defer></script>" live/index.html &&
    grep -q "script-src 'unsafe-inline' 'wasm-unsafe-eval' $base; connect-src $base\"" live/index.html
say "live: by one script of that page, and from nowhere else" $?
attn lessons "$here/lessons/en/00-template.md" --export markdown --link $base --live; good "live: a lesson as Markdown" ""
[ "$(count markdown/00-template/index.md '<p><img src="0[123].png" alt="[^"]*" data-view="#view=[^"]*"></p>')" -eq 3 ] &&
    [ "$(count markdown/00-template/index.md "^.Open it live.($base#view=")" -eq 3 ] &&
    [ "$(tail -1 markdown/00-template/index.md)" = "<script src=\"${base}live.js\" defer></script>" ]
say "live: its figures, their links and the script" $?
attn lessons --live --link $base; bad "live: lessons alone" 2 "goes with --export"
attn lessons --export x --live; bad "live: without a page" 2 "needs --link"
deck --all --live --link $base -o x; bad "live: no deck" 2 "goes with --deck"
deck --all --deck T --live -o x; bad "live: a deck without a page" 2 "needs --link"
for wrong in page 'a b' 'https://example.org/#x' ''; do
    deck --all --link "$wrong" -o x; bad "link: '$wrong' is none" 2 "is no address"
done
deck --view "$base#lang=ru" -o x.png; bad "link: no view in it" 1 "tells no view"
deck --view "$base#view=show%2" -o x.png; bad "link: a wrong sign in it" 1 "two digits"
deck --view "$base#view=%FF" -o x.png; bad "link: no text in it" 1 "UTF-8"
[ ! -e x ] && [ ! -e x.png ]; say "link: no file of an error" $?

# In the whole window the page stands beside its figure, as it is before anything is answered.
"$program" export --lesson "$here/lessons/en/00-template.md" --frame window --format svg --size 1440x900 -o frame >out 2>err
[ $? -eq 0 ] && grep -q '>Every word asks<' frame/001-*.svg && grep -q '>query<' frame/001-*.svg && grep -q '>Lessons<' frame/001-*.svg
say "deck: --frame window: with the lesson's panel" $?
"$program" export --lesson "$here/lessons/en/00-template.md" --format svg --size 1440x900 -o plain >out 2>err
! grep -q '>Every word asks<' plain/001-*.svg; say "deck: without it the figure alone" $?
[ "$(count frame/003-*.svg '>?<')" -gt 20 ] && [ "$(count plain/003-*.svg '>?<')" -eq 0 ]
say "deck: --frame window: what a question hides is hidden" $?
# Without a size pictures have three quarters of a wide screen, and letters for its last row.
attn export --lesson "$here/lessons/en/00-template.md" -o large; good "deck: of its own size" ""
[ "$(png_size large/001-*.png)" = 1440x1080 ] &&
    tr -d '\0' <"$(ls large/001-*.png)" | grep -a 'attnscope export' | grep -a -q 'present on'
say "deck: pictures for the last row, as high as the slide" $?
deck --lesson "$here/lessons/en/00-template.md" -o en; bad "deck: what is there stays" 1 "--force"
deck --lesson "$here/lessons/en/00-template.md" -o en --force --theme night; good "deck: --force" ""
grep -q '<meta name="color-scheme" content="dark">' en/index.html && ! cmp -s en/index.html again/index.html
say "deck: --theme night" $?
none_left en; say "deck: no hidden file stays" $?

printf '# T\n## a\n```step\ntext zzz\nshow encoder.input\n```\n' >wrong.md
deck --lesson wrong.md -o wrong; bad "deck: a sentence that the model cannot read" 1 "wrong.md:4: "

# --- words only, and what must not get through
cat >words.md <<'L'
# Words
<script>alert(1)</script>

[a](javascript:alert(1)) "b" ![c](http://e.org/c.png)

---

```step
show encoder.0.self.scores
```
L
deck --lesson words.md --model "$model" -o words; good "deck: a page without a figure" ""
[ "$(count words/index.html '<script>')" -eq 1 ] && [ "$(count words/index.html '&lt;script&gt;alert(1)')" -eq 1 ] &&
    [ "$(count words/index.html 'javascript:')" -eq 0 ] && [ "$(count words/index.html '<img ')" -eq 1 ] &&
    [ "$(count words/index.html 'class="slide alone"')" -eq 1 ]
say "deck: typed HTML, scripts and pictures stay text" $?

# --- a series
deck --layer output --model "$model" --deck 'A "series" <1>' -o series; good "deck: of a series" ""
[ "$(count series/index.html 'class="slide figure"')" -eq "$(ls series/*.png | wc -l)" ] &&
    grep -q '<title>A &quot;series&quot; &lt;1&gt;</title>' series/index.html; say "deck: a slide for each figure" $?

# --- refusals
wrong() { # NAME LESSON TEXT
    printf "$2" >wrong.md
    deck --lesson wrong.md --model "$model" -o never; bad "deck: $1" 1 "$3"
    [ ! -e never ] && none_left .; say "deck: $1: nothing is left" $?
}
wrong "an unknown value" \
    '# T\n## P\n\n```step\ntext a b\nshow encoder.0.self.score\n```\n' \
    "wrong.md:6: show: no value 'encoder.0.self.score'"
wrong "a token that is not there" '# T\n```step\ntext a b\npoint row=zebra\n```\n' "wrong.md:4: point: "
wrong "an unknown word in the sentence" '# T\n```step\ntext a elephant\n```\n' "elephant"
wrong "an unknown directive" '# T\n```step\nshwo x\n```\n' "wrong.md:3: no directive 'shwo': did you mean show?"
wrong "a fence that is not closed" '# T\nwords\n```step\nshow x\n' "wrong.md:3: the block that begins here is not closed"
wrong "not UTF-8" '# T\n\n\377\n' "wrong.md:3: this is not UTF-8 text"
wrong "no title" 'words\n' "wrong.md:1: a lesson begins with its title"
wrong "an unknown role" '# T\n[x](role:z)\n' "wrong.md:2: no role 'z'"
deck --lesson nowhere.md -o never; bad "deck: no file" 1 "nowhere.md"
deck --lesson . -o never; bad "deck: a folder" 1 "folder"
mkfifo pipe && timeout 10 "$program" export --lesson pipe -o never 2>err.txt; [ $? -eq 1 ] && grep -q pipe err.txt
say "deck: a pipe" $?
head -c 10000000 /dev/zero | tr '\0' x >big.md; deck --lesson big.md -o never; bad "deck: 10 MB" 1 "too large"
{ echo "# T"; head -c 100000 /dev/zero | tr '\0' x; } >long.md; deck --lesson long.md -o never
bad "deck: a long line" 1 "long.md:2: the line is too long"
[ ! -e never ]; say "deck: none of them left anything" $?

# --- in a browser
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
if [ -z "$browser" ]; then echo "# no Chromium here: the page's keys were not pressed"; exit $((failed > 0)); fi
cat >keys.txt <<'L'
<script>
var log = [], all = document.documentElement.classList;
function key(name, more) {
  document.dispatchEvent(new KeyboardEvent('keydown', Object.assign({key: name, bubbles: true}, more)));
  note(name);
}
function note(name) {
  log.push(name + location.hash + (all.contains('all') ? ' all' : '') + (all.contains('blank') ? ' blank' : '') + ' ' +
    [].map.call(document.querySelectorAll('.now'), function (s) { return s.id; }));
}
function click(x) { document.body.dispatchEvent(new MouseEvent('click', {bubbles: true, clientX: x})); note('click'); }
function swipe(from, to) {
  var slide = document.querySelector('.now');
  function at(x) { return [new Touch({identifier: 1, target: slide, clientX: x, clientY: 50})]; }
  slide.dispatchEvent(new TouchEvent('touchstart', {bubbles: true, touches: at(from), changedTouches: at(from)}));
  slide.dispatchEvent(new TouchEvent('touchend', {bubbles: true, touches: [], changedTouches: at(to)}));
  note('swipe');
}
note('open');
['Home', 'ArrowRight', 'PageDown', 'ArrowRight', 'ArrowLeft', 'PageUp', ' '].forEach(function (k) { key(k); });
key(' ', {shiftKey: true});
['End', 'Escape', 'ArrowLeft', 'Enter', '.', 'ArrowRight', 'x'].forEach(function (k) { key(k); });
key('Home', {ctrlKey: true});
click(1); click(innerWidth - 1); swipe(200, 20); swipe(20, 200); swipe(20, 30);
log.push('focus ' + document.activeElement.id, document.querySelector('.spoken').textContent);
location.hash = '#1';
setTimeout(function () { note('address'); document.body.setAttribute('data-log', '|' + log.join('|') + '|'); }, 100);
</script>
L
cat >want.txt <<'L'
open#2 2
Home#1 1
ArrowRight#2 2
PageDown#3 3
ArrowRight#3 3
ArrowLeft#2 2
PageUp#1 1
 #2 2
 #1 1
End#3 3
Escape#3 all 3
ArrowLeft#2 all 2
Enter#2 2
.#2 blank 2
ArrowRight#3 3
x#3 3
Home#3 3
click#2 2
click#3 3
swipe#3 3
swipe#2 2
swipe#2 2
focus 2
Slide 2 of 3: Shares of one whole
address#1 1
L
cat again/index.html keys.txt >keys.html
"$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$work/browser" --virtual-time-budget=5000 \
    --dump-dom "file://$work/keys.html#2" >dom.html 2>/dev/null
grep -o 'data-log="[^"]*"' dom.html | tr '|' '\n' | sed '1d;$d' >got.txt
cmp -s got.txt want.txt; fine=$?
[ $fine -eq 0 ] || diff want.txt got.txt | sed 's/^/# /'
say "deck: every key, click, swipe and address in a browser" $fine
[ $failed -eq 0 ]
