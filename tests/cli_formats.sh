#!/bin/bash
# Files of figures beside PNG: SVG that validates and looks like the PNG, animated PNG, CSV, JSON and .npy that outsiders read.
# Usage: tests/cli_formats.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"
python=/usr/bin/python3
case $program in */san/*) others= ;; *) others=1 ;; esac # what other programs make of the same bytes is asked of one build
e() { attn export "$@" --force; }

# --- SVG: mean difference to the PNG in percent, over all pixels and over those that either picture inks
cat >compare.py <<'P'
import sys
import numpy as np
from PIL import Image
a, b = (np.asarray(Image.open(f).convert("RGB")).astype(float) for f in sys.argv[1:3])
d = np.abs(a - b).mean(axis=2) / 2.55
ink = (np.abs(a - a[0, 0]).max(axis=2) > 8) | (np.abs(b - a[0, 0]).max(axis=2) > 8)
print("# %s: %.2f %% of all, %.2f %% of the ink" % (sys.argv[1], d.mean(), d[ink].mean()))
sys.exit(not (a.shape == b.shape and d.mean() <= 2 and d[ink].mean() <= 5))
P
n=0
while IFS='|' read -r lang size view; do
    n=$((n + 1))
    e --view "$view" --lang $lang --size $size -o s$n.png; e --view "$view" --lang $lang --size $size -o s$n.svg
    good "svg: $view" ""
    [ -n "$others" ] || continue
    xmllint --noout s$n.svg 2>/dev/null; say "svg: $view: is valid XML" $?
    rsvg-convert s$n.svg -o s$n.r.png 2>/dev/null && $python compare.py s$n.png s$n.r.png; say "svg: $view: looks like the PNG" $?
done <<'V'
en|1200x720|show encoder.0.self.scores head=1; point row=it col=dog
en|1200x720|show decoder.1.cross.weights head=1; point row=10; theme night
ru|1200x720|show decoder.1.cross.weights head=1 form=ribbons; point row=10
ru|1200x720|show decoder.0.self.masked head=1; theme night
en|1200x720|show encoder.position
ru|1920x1080|show decoder.1.cross.weights; depth model
en|800x600|show output.probabilities
en|1200x720|show encoder.0.ffn.hidden
en|1200x720|show encoder.0.self.norm; point row=it; depth row
V
for word in Scores because query sum; do grep -q ">[^<]*$word" s1.svg; say "svg: '$word' is text" $?; done
grep -q '>КЛЮЧИ ПОЛУЧАЮТ</text>' s3.svg; say "svg: Russian is text" $?
e --view 'show encoder.0.self.scores head=1; point row=it col=dog' --size 1200x720 -o again.svg; cmp -s s1.svg again.svg
say "svg: equal runs, equal bytes" $?
grep -q '<a:note name="Command">attnscope export' s1.svg; say "svg: it holds its command" $?
e --step encoder.input --format svg -o named; [ -f named ] && xmllint --noout named 2>/dev/null; say "svg: --format" $?
e --step encoder.input --transparent -o t.svg; ! grep -q '<rect width=' t.svg; say "svg: --transparent" $?
e --step encoder.input --notes off -o q.svg; ! grep -q metadata q.svg; say "svg: --notes off" $?

# --- PDF: letters of its own, text that is found, as the PNG looks
cat >found.py <<'P'
import re, sys
def bare(t): return re.sub("[\\s\u202a-\u202e\u200e\u200f]", "", t)
text = bare(open(sys.argv[1]).read())
missing = [l for l in open(sys.argv[2]) if bare(l) not in text]
print("# not found:", missing) if missing else None
sys.exit(bool(missing))
P
printf 'Wirtschaftsförderungsgesellschaft\ninternational non-proliferation agreement\nהחתול\nالقط\nनमस्ते\nCafé & <b>\n' >labels.txt
$python -c 'import numpy as np; np.save("six.npy", np.random.default_rng(1).random((6, 6))); np.save("many.npy", np.random.default_rng(1).random((300, 300)))'
h() { attn heatmap "$@" --force; }
h six.npy --labels labels.txt -o p.pdf; good "pdf" ""
h six.npy --labels labels.txt -o p.png; h six.npy --labels labels.txt -o again.pdf; cmp -s p.pdf again.pdf; say "pdf: equal runs, equal bytes" $?
pdffonts p.pdf | awk 'NR > 2 && !/ yes yes (yes|no) +[0-9]+ +[0-9]+$/ { exit 1 } END { exit NR < 5 }'; say "pdf: its fonts are embedded, as far as they are used" $?
pdftotext -raw p.pdf p.txt; $python found.py p.txt labels.txt; say "pdf: every label is text" $?
h many.npy -o many.pdf; h many.npy -o many.png
e --view 'show decoder.1.cross.weights head=1 form=ribbons; point row=10; theme night' --size 1200x720 -o r.png
e --view 'show decoder.1.cross.weights head=1 form=ribbons; point row=10; theme night' --size 1200x720 -o r.pdf
e --view 'show decoder.0.self.masked head=1' --size 1200x720 -o k.png; e --view 'show decoder.0.self.masked head=1' --size 1200x720 -o k.pdf
for f in ${others:+p many r k}; do
    size=$(png_size $f.png); pdftoppm -scale-to-x ${size%x*} -scale-to-y ${size#*x} -png -singlefile $f.pdf $f.r && $python compare.py $f.png $f.r.png
    say "pdf: $f looks like the PNG" $?
done
h six.npy --dpi 192 -o d.pdf; pdfinfo d.pdf | grep -q 'Page size: *720 x 405 pts'; say "pdf: --dpi is its size" $?
pdfinfo p.pdf | grep -q 'Subject: *attnscope heatmap six.npy'; say "pdf: it holds its command" $?
! ldd "$program" | grep -q cairo; say "pdf: cairo is loaded when one is written" $?
for ending in eps jpg tiff html; do
    attn heatmap six.npy -o no.$ending; bad "no figure is written as .$ending" 2 "no.$ending: no figure is written as .$ending"
    e --step encoder.input -o no.$ending; bad "export: nor there" 2 ".$ending"
done
h six.npy --format png -o no.jpg; [ "$status" -eq 0 ] && is_png no.jpg; say "unless its format is told" $?
rm -f no.jpg; h six.npy -o UP.PDF; head -c 5 UP.PDF | grep -q '%PDF-'; say "endings in capitals are endings" $?

# --- every PNG is sound; the animated one plays
e --step encoder.0.self.scores --size 640x400 --format apng --seconds 1 -o play.png; good "apng" ""
pngcheck -q s*[0-9].png play.png >/dev/null; say "png: pngcheck finds nothing" $?
e --step encoder.0.self.scores --size 640x400 --notes off -o still.png
$python -c '
import numpy as np
from PIL import Image
a, b = Image.open("play.png"), Image.open("still.png")
same = np.array_equal(np.asarray(a.convert("RGB")), np.asarray(b.convert("RGB")))
a.seek(1)
assert same and a.n_frames > 6 and not np.array_equal(np.asarray(a.convert("RGB")), np.asarray(b.convert("RGB")))
'; say "apng: it plays, and its own picture is the figure at rest" $?
e --step encoder.0.self.scores --size 640x400 --format apng --seconds 2 -o long.png; [ "$(wc -c <long.png)" -gt "$(wc -c <play.png)" ]
say "apng: --seconds" $?
e --step encoder.0.self.scores --size 640x400 --format apng --seconds 1 -o same.png; cmp -s play.png same.png; say "apng: equal bytes" $?
e --step encoder.input --size 640x400 -o x.apng; pngcheck -q x.apng >/dev/null; say "apng: by the file's ending" $?
e --step encoder.input --dpi 300 -o dpi.png; $python -c '
from PIL import Image
assert abs(Image.open("dpi.png").info["dpi"][0] - 300) < 0.1'; say "png: --dpi is told" $?

# --- numbers, read by NumPy, json and csv
attn run --save run; e --step decoder.0.self.masked --head 1 -o m.csv; e --step decoder.0.self.masked --head 1 -o m.json
e --step decoder.0.self.masked --head 1 -o m.npy; e --step decoder.0.self.masked --head all -o all.npy
e --step decoder.0.self.masked --head all -o all.json; e --step decoder.0.self.masked --head all -o all.csv; good "numbers" ""
$python -c '
import csv, json
import numpy as np
whole = np.load("run/decoder.0.self.masked.npy")
assert np.load("m.npy").tobytes() == whole[1].tobytes() and np.load("all.npy").tobytes() == whole.tobytes()
j = json.load(open("m.json"))
assert np.array([[float(x) for x in row] for row in j["values"]], dtype=np.float32).tobytes() == whole[1].tobytes()
assert j["head"] == 1 and j["shape"] == list(whole.shape[1:]) and len(j["rows"]) == whole.shape[1] and "Command" in j
a = json.load(open("all.json"))
assert np.array([[[float(x) for x in r] for r in h] for h in a["values"]], dtype=np.float32).tobytes() == whole.tobytes()
rows = list(csv.reader(open("m.csv", encoding="utf-8")))
assert rows[0][1:] == j["columns"] and [r[0] for r in rows[1:]] == j["rows"]
assert np.array([[float(x) for x in r[1:]] for r in rows[1:]], dtype=np.float32).tobytes() == whole[1].tobytes()
assert len(list(csv.reader(open("all.csv", encoding="utf-8")))) == 1 + whole.shape[0] * whole.shape[1]
assert open("m.rows.txt", encoding="utf-8").read().split("\n")[:-1] == j["rows"]
assert open("m.cols.txt", encoding="utf-8").read().split("\n")[:-1] == j["columns"]
'; say "numbers: others read the same" $?
attn export --step decoder.0.self.masked --head 1 -o m.npy; bad "numbers: a file that is there" 1 "m.npy is there"
rm m.npy; attn export --step decoder.0.self.masked --head 1 -o m.npy; bad "numbers: labels that are there" 1 "m.rows.txt is there"
[ ! -e m.npy ]; say "numbers: nothing is written beside them" $?
attn export --layer encoder.0.self --format csv -o many; good "numbers: a series" ""; [ "$(ls many/*.csv | wc -l)" -gt 8 ]
say "numbers: a file for each step" $?
attn export --layer encoder.0.ffn --format npy -o arrays; [ "$(ls arrays/*.npy | wc -l)" -eq "$(ls arrays/*.rows.txt | wc -l)" ]
say "numbers: labels beside each array" $?
attn export --layer encoder.0.ffn --format csv --deck x -o none; bad "numbers: no deck of them" 1 "a deck has pictures"

# --- names that would steer a terminal: in no note, and the noted command still makes the figure again
odd=$(printf 'a\033[31mb\330\234c\342\200\256\377.csv'); printf '1,2\n3,4\n' >"$odd"
for kind in png svg json; do attn heatmap "$odd" -o odd.$kind; good "odd names: $kind" ""; done
$python -c '
import json, struct
data, at, texts = open("odd.png", "rb").read(), 8, []
while at < len(data):
    size, kind = struct.unpack(">I4s", data[at:at + 8])
    if kind in (b"tEXt", b"iTXt"): texts.append(data[at + 8:at + 8 + size].replace(b"\0", b"").decode())
    at += size + 12
texts += [open("odd.svg", encoding="utf-8").read(), open("odd.json", encoding="utf-8").read()]
assert len(texts) > 4
for text in texts:
    for c in text: assert c == "\n" or (ord(c) >= 32 and not 127 <= ord(c) < 160 and c not in "\u061c\u202e"), repr(text)
print(json.load(open("odd.json"))["Command"])' >command; say "odd names: nothing of them in notes" $?
mkdir odd-again; cp "$odd" odd-again
(cd odd-again && eval "$(sed 's/^attnscope/"$program"/' ../command)") >/dev/null 2>&1; cmp -s odd.json odd-again/*.json
say "odd names: the command makes the figure again" $?
none_left .; say "formats: no hidden file stays" $?
echo "# $((count - failed)) of $count"
[ $failed -eq 0 ]
