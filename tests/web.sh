#!/usr/bin/env bash
# The page: the program built for it gives the native bytes, on the command line (in Node, over the page's own files) and in
# a browser. Usage: tests/web.sh PROGRAM   from the repository's root. Prints ok / not ok.
# Skipped with a line where what it needs cannot be installed; wasm.sh then looks at what can be compiled without it.
. "$(dirname "$0")/shell.sh"
export LC_ALL=C XDG_STATE_HOME=$work/state
cd "$here" || exit 1

skip() { echo "ok the page (skipped: $1)"; }
src/platform/web/deps.sh test >"$work/deps" 2>&1 || { skip "$(tail -1 "$work/deps")"; tests/wasm.sh; exit; }
echo 'int main(void) { return 0; }' >"$work/try.c"
clang --target=wasm32-wasi -c "$work/try.c" -o "$work/try.o" 2>/dev/null || { skip "clang makes no WebAssembly here"; exit 0; }
make -s -j"$(nproc)" web-cli >"$work/built" 2>&1
say "the page's program is built" $?
[ -f build/web/attnscope.wasm ] || { tail -20 "$work/built" | sed 's/^/# /'; exit 1; }

# ---- The command line ----
mkdir "$work/native" "$work/page"
printf '.1,.2,.7\n.5,.5,0\n.25,.25,.5\n' >"$work/native/own.csv"
cp -R lessons/en "$work/native/course"
cp -R "$work"/native/* "$work/page/"
# same NAME ARGUMENTS…: both succeed and say the same. What they write is compared at the end.
same() { alike 0 "$@"; }
# alike STATUS NAME ARGUMENTS…: both end so. The page's have their turn when all are told, in one process.
names=() statuses=()
mkdir "$work/said"
alike() {
    statuses+=("$1") names+=("$2")
    shift 2
    local said=$work/said/n${#names[@]}
    (cd "$work/native" && "$program" "$@" >"$said.out" 2>"$said.err" </dev/null)
    echo -n $? >"$said.status"
    printf '%s\0' "$@" "" >>"$work/commands"
}
same "--version" --version
same "--help" --help
same "run" run "the red car is old"
same "run with every number that the model has" run --save numbers
same "run with beam search" run "the red car is old" --beam 4
same "run by lot" run --sample 7 --top-k 5
same "run with a what-if" run --what-if scale=off --what-if norm=pre --save other
same "run of dates" run --model dates "3 may 1999" --save dates
alike 1 "a sentence that it does not know" run "zzz qqq"
same "explain" explain "encoder.0.self.scores[0,1,2]"
same "steps" steps
same "heads" heads
same "check" check
same "words" words
same "sample" sample --seed 3
same "lessons" lessons
same "lessons --check" lessons course/01-the-whole-machine.md --check
same "inspect" inspect numbers/output.logits.npy
same "a matrix of one's own" heatmap own.csv -o own.png
alike 2 "an unknown format" export --step output.logits --format nonsense -o x.nonsense
for theme in paper night; do
    for lang in en ru; do
        same "the sentence, $theme, $lang" export --view "depth sentence" --theme $theme --lang $lang --frame window --size 1440x900 -o "home-$theme-$lang.png"
        same "a step, $theme, $lang" export --step decoder.1.cross.weights --theme $theme --lang $lang -o "step-$theme-$lang.png"
    done
done
same "every step, as windows" export --all --frame window --size 1440x900 --lang ru --theme night -o all
same "a lesson with its deck" export --lesson course/01-the-whole-machine.md -o lesson
same "twice as fine" export --step encoder.1.self.weights --frame window --size 2880x1800 -o fine.png
same "on a phone" export --view "depth sentence" --frame window --size 780x1688 -o phone.png
same "SVG" export --step encoder.0.self.weights -o a.svg
same "SVG of a window" export --view "show encoder.0.self.weights head=1" --frame window --size 1440x900 -o w.svg
same "an animated PNG" export --step encoder.0.self.weights --size 640x480 --seconds 1 -o a.apng
same "all heads" export --step encoder.0.self.weights --head grid -o heads.png
same "CSV" export --step encoder.0.self.scores -o a.csv
same "JSON" export --step encoder.0.self.scores -o a.json
same "npy" export --step encoder.0.self.scores -o a.npy
same "a story" export --model stories --view "depth sentence" --frame window --size 1440x900 -o story.png
same "dates, the tree" export --model dates --view "depth model" --frame window --size 1024x768 -o tree.png
printf '%s\0' export --step encoder.0.self.scores -o a.pdf "" >>"$work/commands"
(cd "$work/page" && node "$here/tests/web/command.js" "$here/build/web/attnscope.wasm" "$here" "$work/commands" "$work/said")
for i in "${!names[@]}"; do
    n=$((i + 1)) fine=0
    [ "$(<"$work/said/n$n.status")" = "${statuses[i]}" ] || fine=1
    for end in status out err; do cmp -s "$work/said/n$n.$end" "$work/said/$n.$end" || fine=1; done
    [ $fine = 0 ] || (cd "$work/said" && echo "# $(head -c 300 n$n.status n$n.err | tr '\n' ' ') | $(head -c 300 $n.status $n.err | tr '\n' ' ') $(diff n$n.out $n.out | head -4)")
    say "page: ${names[i]}" $fine
done
pdf=$work/said/$((${#names[@]} + 1))
[ "$(<"$pdf.status")" = 1 ] && [ ! -s "$pdf.out" ] && [ "$(wc -l <"$pdf.err")" = 1 ] && grep -q PDF "$pdf.err"; say "page: a PDF is refused in a line" $?
(cd "$work/native" && find . -type f | sort) >"$work/n.list"
(cd "$work/page" && find . -type f | sort) >"$work/p.list"
cmp -s "$work/n.list" "$work/p.list" || diff "$work/n.list" "$work/p.list" | head -5 | sed 's/^/# /'
cmp -s "$work/n.list" "$work/p.list"; say "page: the same files are written" $?
different=0
while read -r file; do
    cmp -s "$work/native/$file" "$work/page/$file" || { echo "# $file differs"; different=$((different + 1)); }
done <"$work/n.list"
pictures=$(grep -cE '\.(png|svg|apng)$' "$work/n.list")
[ $different = 0 ] && [ "$pictures" -ge 40 ]; say "page: $(wc -l <"$work/n.list") files, $pictures of them pictures, are the native bytes" $?

# ---- The page ----
make -s -j"$(nproc)" web >"$work/built" 2>&1
say "page: it is put together" $?
size() { stat -c %s "web/$1" 2>/dev/null || echo 999999999; }
[ $(($(size attnscope.pack) + $(size index.html))) -le 2600000 ] && [ "$(size attnscope.html)" -le 4000000 ]
say "page: $(size attnscope.pack) bytes on the wire, one file of $(size attnscope.html)" $?
bytes() { find web -type f | sort | xargs sha256sum; }
bytes >"$work/first"
rm -r web build/web/fonts build/web/page.wasm
make -s web >/dev/null 2>&1
bytes >"$work/second"
cmp -s "$work/first" "$work/second"; say "page: built again it is the same bytes" $?
node tests/web/page.js "$program" web
node tests/web/firefox.js "$program" web
