#!/bin/bash
# A person's own matrices: heatmap, attend --png, what --open says without a display, and every refusal.
# Usage: tests/cli_heatmap.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"
attn run --model "$model" --save run
cp run/encoder.0.self.weights.npy w.npy # [4 heads, 2, 2]
cp run/encoder.0.self.w.q.npy q.npy
printf ',the,dog\nthe,.25,.75\ndog,-1,2\n' >m.csv
printf '1,2\n3,4\n' >bare.csv; printf 'one\ntwo\n' >two.txt; printf 'one\n' >one.txt; printf '\377\n' >bad.txt
h() { attn heatmap --notes off --size 640x480 "$@"; }
same() { cmp -s "$1" "$2"; }

h m.csv -o m.png; good "heatmap: CSV" ""; is_png m.png && [ "$(png_size m.png)" = 640x480 ]; say "heatmap: a picture" $?
h w.npy -o w.png; good "heatmap: .npy" ""
h w.npy --head 1 -o w1.png; is_png w1.png && ! same w.png w1.png; say "heatmap: --head" $?
h w.npy --head all -o heads; [ "$(ls heads | tr '\n' ' ')" = "001-matrix-head0.png 002-matrix-head1.png 003-matrix-head2.png 004-matrix-head3.png " ]
say "heatmap: --head all" $?
h w.npy --head grid -o grid.png; is_png grid.png; say "heatmap: --head grid" $?
h w.npy --view 'show matrix head=1 form=alone' -o v.png; same v.png w1.png; say "heatmap: --view" $?
h m.csv --labels two.txt -o l.png; is_png l.png && ! same l.png m.png; say "heatmap: --labels" $?
h m.csv --labels off --crop figure -o bare.svg; ! grep -q '>the<\|>rows<\|rows<' bare.svg; say "heatmap: --labels off --crop figure has no word" $?
h m.csv --labels on -o on.png; same on.png m.png; say "heatmap: --labels on" $?
printf 'x\ny\n' >off; h m.csv --labels ./off -o off.svg; grep -q '>x<' off.svg; say "heatmap: a file that is named off" $?
/usr/bin/python3 -c '
import numpy as np
np.save("forty.npy", np.random.default_rng(0).random((40, 40)))
open("forty.txt", "w").write("\n".join(["a label that is so long that no figure has the room for all of it, " * 3] + ["w%d" % i for i in range(1, 40)]) + "\n")
open("long.txt", "w").write("Wirtschaftsförderungsgesellschaft\nquestion: who crossed the street at night?\n")'
attn heatmap forty.npy --labels forty.txt --size 1280x720 --notes off -o forty.svg; [ "$(grep -c ">w[0-9]*<" forty.svg)" -ge 36 ]
say "heatmap: one long label leaves the others theirs" $?
h m.csv --labels long.txt -o long.svg; ! grep -q '…' long.svg && [ "$(grep -c 'gesellschaft<' long.svg)" -eq 2 ] && [ "$(grep -c 'night?<' long.svg)" -eq 2 ]
say "heatmap: long labels are whole" $?
printf 'Ġone\n \n' >blank.txt; h m.csv --cols blank.txt -o blank.svg; grep -q '>·one<' blank.svg && grep -q '>·</text>' blank.svg
say "heatmap: blanks of tokens have signs" $?
printf 'القط\nשלום\n' >rtl.txt; h m.csv --labels rtl.txt -o rtl.svg && h m.csv --labels rtl.txt -o rtl.png
grep -q '>القط<' rtl.svg && grep -q '>שלום<' rtl.svg && xmllint --noout rtl.svg; say "heatmap: an SVG's text keeps its order" $?
cat >fonts.conf <<F
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>$work/cache</cachedir></fontconfig>
F
printf '猫\n👩‍🔬\n' >cjk.txt; FONTCONFIG_FILE=$work/fonts.conf h m.csv --labels cjk.txt -o cjk.png
[ "$status" -eq 0 ] && is_png cjk.png && [ "$(wc -l <err)" -eq 1 ] && case $err in *猫*fonts-noto-cjk*fonts-noto-color-emoji*) true ;; *) false ;; esac
say "heatmap: letters that no font has are told, with the package" $?
h m.csv --rows two.txt -o r.png; h m.csv --cols two.txt -o c.png; is_png r.png && ! same r.png l.png && ! same r.png c.png
say "heatmap: --rows, --cols" $?
for option in '--palette viridis' '--theme night' '--transpose' '--scale -5:5' '--numbers off' '--title T' '--crop figure' '--font-size 20' \
    '--labels two.txt' '--transparent' '--lang ru'; do
    h m.csv $option -o o.png --force; is_png o.png && ! same o.png m.png; say "heatmap: $option" $?
done
for scale in robust log row 0:0.5; do
    h m.csv --scale $scale -o o.png --force; is_png o.png && ! same o.png m.png; say "heatmap: --scale $scale" $?
    h m.csv --view "scale $scale; show matrix form=alone" -o o2.png --force; same o.png o2.png; say "heatmap: the view's scale $scale" $?
done
h m.csv --scale wide -o o.png --force; bad "heatmap: a wrong --scale" 2 "--scale: 'wide' is none of auto, robust, log, row, lock and MIN:MAX"
h m.csv --scale 1:0 -o o.png --force; bad "heatmap: --scale turned round" 2 "the first number must be the smaller one"
h m.csv --scale lock=0 -o o.png --force; bad "heatmap: --scale lock=0" 2 "needs a number above 0"
h m.csv --shrink none -o o.png --force; bad "heatmap: a wrong --shrink" 2 "--shrink"
printf '.1,.2\n.05,.1\n' >little.csv; printf '1,2\n3,4\n' >much.csv
h little.csv much.csv --scale lock -o locked; h little.csv --scale 0:4 -o l1.png; same locked/001-little-matrix.png l1.png && [ "$(ls locked | wc -l)" -eq 2 ]
say "heatmap: --scale lock over files" $?
h much.csv --scale 0:4 -o l2.png; same locked/002-much-matrix.png l2.png; say "heatmap: --scale lock, the other file" $?
printf '.2,.2,.2,.2,.2\n.4,.15,.15,.15,.15\n' >a.csv; printf '.2,.2,.2,.2,.2\n.2,.2,.2,.2,.2\n' >b.csv
h a.csv b.csv --scale lock -o shares; h b.csv -o b.png; ! same shares/002-b-matrix.png b.png; say "heatmap: --scale lock of rows that sum to 1" $?
attn heatmap m.csv --scale log --shrink mean -o logged.png; command=$(tr -d '\0' <logged.png | grep -a -o 'attnscope heatmap .* -o [a-z0-9.-]*png' | head -1)
case $command in *"--scale log --shrink mean"*) true ;; *) false ;; esac; say "heatmap: the command tells the scale" $?
h m.csv -o m.svg; xmllint --noout m.svg && grep -q '>m.csv<' m.svg; say "heatmap: SVG, with its name as title" $?
h m.csv -o again.csv; [ "$(cat again.csv)" = "$(printf ',the,dog\nthe,0.25,0.75\ndog,-1,2')" ]; say "heatmap: CSV back" $?
printf ',=1+1,-\n-1,.25,-2\n@b,1,3\n' >odd.csv; h odd.csv -o odd2.csv; h odd2.csv -o odd3.csv
[ "$(cat odd2.csv)" = "$(printf ",'=1+1,'-\n-1,0.25,-2\n'@b,1,3")" ]; say "heatmap: no label of a CSV is a spreadsheet's formula" $?
same odd2.csv odd3.csv; say "heatmap: such labels read back" $?
attn heatmap m.csv --palette cividis -o first.png
command=$(tr -d '\0' <first.png | grep -a -o 'attnscope heatmap .* -o [a-z0-9.-]*png' | head -1)
(eval "${command/attnscope/\"$program\"}"); same first.png matrix.png; say "heatmap: its command makes the same bytes" $?

/usr/bin/python3 - <<'P'
import numpy as np
rng = np.random.default_rng(0)
np.save("l.npy", rng.normal(size=(3, 2, 5, 6)))
np.save("nan.npy", np.array([[1.0, np.nan]]))
np.save("five.npy", np.zeros((1, 1, 1, 1, 2)))
np.save("big.npy", rng.normal(size=(1024, 1024)).astype(np.float16))
np.save("objects.npy", np.array([{}], dtype=object), allow_pickle=True)
P
h l.npy -o l4.png; good "heatmap: layers and heads" ""
h l.npy --layer 2 --head 1 -o l21.png; h l.npy --view 'show layer.2.matrix head=1 form=alone' -o lv.png; same l21.png lv.png; say "heatmap: --layer" $?
h l.npy --layer 1 --head mean -o mean.csv; h l.npy --layer mean --head max -o most.csv; h l.npy --head mean --layer 0 -o mean.svg
/usr/bin/python3 -c '
import csv, numpy as np
a = np.load("l.npy")
for name, want in ("mean.csv", a[1].mean(0)), ("most.csv", a.max(1).mean(0)):
    got = np.array([[float(x) for x in r[1:]] for r in list(csv.reader(open(name)))[1:]])
    assert np.allclose(got, want, atol=1e-6), name
'; say "heatmap: --head mean and max, --layer mean" $?
grep -q 'Mean of 2 heads' mean.svg; say "heatmap: it says that it is a mean" $?
h l.npy --layer 0 --head 0 --groups 'first 2, the rest 4' -o groups.svg; grep -q '>first<' groups.svg && grep -q '>the rest<' groups.svg
say "heatmap: --groups" $?
h l.npy --layer 0 --head 0 --groups 'first 2, rest 3' -o groups5.svg; [ "$status" -eq 0 ] && grep -q 'rotate(-90 ' groups5.svg; say "heatmap: groups of rows" $?
h l.npy --layer 0 --head 0 --groups 'first 2' -o x.png; bad "heatmap: groups of nothing" 1 "they are of 2, but there are 5 rows and 6 columns"
for groups in 'first' 'first x' '1' 'a 0' ''; do h m.csv --groups "$groups" -o x.png; bad "heatmap: --groups '$groups'" 2 "--groups"; done
h l.npy --layer all --head all -o each; [ "$(ls each | wc -l)" -eq 6 ]; say "heatmap: --layer all --head all" $?
h big.npy -o big.png; good "heatmap: 1024 × 1024, float16" ""

# --- what people bring: which array, which axes, from where
f=$here/tests/reference/foreign
h $f/several.npz --array attn -o npz.csv; h $f/matrix.npy -o npy.csv; good "heatmap: --array" ""; [ "$(tail -n +2 npz.csv | cut -d, -f2-)" = "$(tail -n +2 npy.csv | cut -d, -f2-)" ]
say "heatmap: --array of .npz" $?; grep -q '^cat,' npz.csv; say "heatmap: words in an .npz name what they are as many as" $?
for file in stored.npz types.safetensors:f16 sharded.safetensors.index.json:layer0 plain.csv commas.csv list.json print.txt; do
    h $f/${file%%:*} $(case $file in *:*) echo "--array ${file##*:}" ;; esac) -o kind.csv --force; same kind.csv npy.csv; say "heatmap: $file is the same matrix" $?
done
i() { "$program" heatmap --notes off - "$@"; }
i -o in1.csv <$f/matrix.npy; i -o in2.csv <$f/commas.csv; cat $f/stored.npz | i -o in3.csv; same in1.csv npy.csv && same in2.csv npy.csv && same in3.csv npy.csv
say "heatmap: standard input, told by what comes" $?
h $f/windows.csv -o latin.csv; [ "$status" -eq 0 ] && [ "$err" = "attnscope: windows.csv is no UTF-8 text: it was read as Windows-1252" ] && grep -q '^,é,ü,à,ñ$' latin.csv
say "heatmap: Windows-1252 is told" $?
h $f/five.npy --axes layers,batch,heads,q,k --item 2 --layer 1 --head 0 -o item.csv; grep -q '^0,7.5,' item.csv; say "heatmap: --axes, --item" $?
h $f/pairs.csv -o pairs.svg; grep -q '>E7</text>' pairs.svg && grep -q '>E4</text>' pairs.svg; say "heatmap: names and numbers are named bars" $?
h $f/missing.csv -o missing.csv; grep -q '^the,nan,nan,nan,0.1875$' missing.csv; say "heatmap: what is missing stays so" $?
h bare.csv $f/matrix.npy bare.csv -o many; [ "$(ls many | tr '\n' ' ')" = "001-bare-matrix.png 002-matrix-matrix.png 003-bare-matrix.png " ]
say "heatmap: several files, numbered" $?
h $f/matrix.npy --axes q,b5 -o x.png; bad "heatmap: no such axis" 2 "--axes: 'b5' is none of"
h $f/matrix.npy --item x -o x.png; bad "heatmap: no item" 2 "--item"
h $f/several.npz -o x.png; bad "heatmap: several arrays" 1 "several arrays: attn (3 × 4), tokens (no numbers), other (2 × 4); say which with --array NAME"
h $f/dict.npy -o x.png; bad "heatmap: a dict" 1 "numpy.savez('dict.npz', **numpy.load('dict.npy', allow_pickle=True).item())"
h m.csv -o dump.npy; h dump.npy -o back.csv; [ "$(tail -n +2 back.csv | cut -d, -f2-)" = "$(tail -n +2 again.csv | cut -d, -f2-)" ]; say "heatmap: .npy back" $?

# --- a row as patches of a picture
/usr/bin/python3 - <<'P'
import numpy as np
x = np.random.default_rng(3).random((3, 4, 26, 26)).astype("f4")
np.save("vit.npy", x / x.sum(-1, keepdims=True))
P
h vit.npy --layer 2 --head mean --row 0 --skip 1 --reshape 5x5 -o patches.csv; h vit.npy --layer 2 --head 1 --row 3 --skip 2 --reshape 4x6 -o patches.npy
h vit.npy --layer 0 --head max --row 25 -o row.csv; h vit.npy --layer 1 --head 0 --row 7 --skip 20 -o tail.json
/usr/bin/python3 -c '
import csv, json, numpy as np
a = np.load("vit.npy")
read = lambda name: [[float(x) for x in r[1:]] for r in list(csv.reader(open(name)))[1:]]
assert np.allclose(read("patches.csv"), a[2].mean(0)[0, 1:].reshape(5, 5), atol=1e-6)
assert np.array_equal(np.load("patches.npy"), a[2, 1, 3, 2:].reshape(4, 6))
assert np.allclose(read("row.csv"), a[0].max(0)[25:26], atol=1e-6)
tail = json.load(open("tail.json"))
assert np.allclose(tail["numbers" if "numbers" in tail else "values"], a[1, 0, 7:8, 20:], atol=1e-6) and "20" in json.dumps(tail)
'; say "heatmap: --row, --skip, --reshape: the numbers" $?
h vit.npy --layer 2 --head mean --row 0 --skip 1 --reshape 5x5 -o patches.svg; grep -q 'Row 0’s weights for keys 1 to 25, as 5 × 5 patches; they sum to ' patches.svg
say "heatmap: the caption tells which row" $?
h vit.npy --layer 2 --head grid --row 0 --skip 1 --reshape 5x5 -o heads.svg; grep -q '>Head 4<' heads.svg && grep -q 'Layer 3. Row 0’s' heads.svg; say "heatmap: the heads of one layer" $?
h vit.npy --layer all --head grid --row 0 --skip 1 --reshape 5x5 -o all.svg; h vit.npy --row 0 --skip 1 --reshape 5x5 -o all2.svg; same all.svg all2.svg
say "heatmap: the heads of every layer" $?
h vit.npy --layer 1 --head 0,2 --row 0 --skip 1 --reshape 5x5 -o two; [ "$(ls two | wc -l)" -eq 2 ]; say "heatmap: patches of two heads" $?
attn heatmap vit.npy --layer 2 --head grid --row 0 --skip 1 --reshape 5x5 -o again.png
command=$(tr -d '\0' <again.png | grep -a -o 'attnscope heatmap .* -o [a-z0-9.-]*png' | head -1)
(eval "${command/attnscope/\"$program\"}"); same again.png "${command##* }"; say "heatmap: the command of patches makes the same bytes" $?
h vit.npy --row 26 -o x.png; bad "heatmap: no such row" 1 "--row: vit.npy has 26 rows, counted from 0: there is no 26"
h vit.npy --row 0 --skip 1 --reshape 5x6 -o x.png; bad "heatmap: another count of keys" 1 "vit.npy has 25 keys after --skip 1, not 5 × 6 = 30"
h vit.npy --row 0 --reshape 5x5 -o x.png; bad "heatmap: --skip is missing" 1 "not 5 × 5 = 25: --skip 1 leaves so many"
h vit.npy --reshape 5x5 -o x.png; bad "heatmap: which row" 1 "say which one with --row N"
h vit.npy --row 0 --skip 26 -o x.png; bad "heatmap: all keys skipped" 1 "nothing is left"
h vit.npy --layer 3 --head grid --row 0 -o x.png; bad "heatmap: the heads of no layer" 1 "--layer: 3 is not between 0 and 2"
for wrong in '--row -1' '--row x' '--skip -1' '--skip 1.5' '--reshape 5' '--reshape 0x5' '--reshape 5x5x1'; do h vit.npy $wrong -o x.png; bad "heatmap: $wrong" 2 "${wrong%% *}"; done

# --- several arrays that are one, and grids of heads
/usr/bin/python3 - <<'P'
import json, struct, numpy as np
rng = np.random.default_rng(4)
def soft(x):
    e = np.exp(x - x.max(-1, keepdims=True)); return (e / e.sum(-1, keepdims=True)).astype("f4")
a = soft(rng.normal(size=(12, 1, 3, 5, 5)))
np.save("stacked.npy", a)
np.savez("layers.npz", ids=np.arange(5)[None], tokens=np.array(list("abcdef")), **{"layer_%d" % i: x for i, x in enumerate(a)})
np.savez_compressed("unnamed.npz", *a)
np.savez("heads.npz", head_0=a[0, 0, 0], head_1=a[1, 0, 0])
np.savez("apart.npz", layer_0=a[0], layer_1=a[1, :, :2])
np.savez("one.npz", attn=a[0], ids=np.arange(5))
at, header, data = 0, {}, b""
for i, x in enumerate(a):
    header["model.%d.attn" % i] = {"dtype": "F32", "shape": list(x.shape), "data_offsets": [at, at + x.nbytes]}
    at += x.nbytes; data += x.tobytes()
j = json.dumps(header).encode()
open("layers.safetensors", "wb").write(struct.pack("<Q", len(j)) + j + data)
np.save("columns.npy", soft(rng.normal(size=(6, 6))).T)
m = rng.normal(size=(4, 4)); m[np.triu_indices(4, 1)] = -np.inf; np.save("hidden.npy", m)
open("words.txt", "w").write("we\nsaw\nit\nfly\n.\n")
P
h stacked.npy --layer 10 --head 2 -o stacked.csv
for file in layers.npz unnamed.npz layers.safetensors; do
    h $file --layer 10 --head 2 -o one.csv --force; good "heatmap: $file is one array" ""; same one.csv stacked.csv; say "heatmap: $file is stacked by its numbers" $?
done
h layers.npz -o layers.svg; grep -q '>12 layers of 3 heads, each 5 rows × 5 columns; each row adds up to 1. 12 arrays, a layer each.' layers.svg
say "heatmap: a grid tells what it is" $?
h heads.npz -o pair.svg; grep -q '2 heads, each 5 rows × 5 columns.* 2 arrays, a head each.' pair.svg; say "heatmap: arrays that are heads" $?
h apart.npz -o x.png; bad "heatmap: arrays of two shapes" 1 "several arrays"
h one.npz --head 1 -o one.svg; grep -q 'Head 2 of 3' one.svg; say "heatmap: the only matrix is meant" $?
attn heatmap stacked.npy --labels words.txt --layer 3 --head grid --size 1280x720 -o layer.svg
[ "$(grep -c '>fly<' layer.svg)" -eq 4 ] && grep -q 'Layer 4. 3 heads, each' layer.svg; say "heatmap: --layer N --head grid, with labels at its edges" $?
attn heatmap stacked.npy --size 1920x1080 -o named.svg; [ "$(grep -c '>Head [0-9]*<' named.svg)" -eq 3 ]; say "heatmap: all heads of a grid are named" $?
h columns.npy -o columns.svg; grep -q 'each column adds up to 1' columns.svg && ! grep -q dropout columns.svg; say "heatmap: columns that sum to 1" $?
h hidden.npy -o hidden.svg; grep -q 'Hidden, hatched: 6' hidden.svg; say "heatmap: hidden cells are told" $?
h $f/pairs.csv --view 'show matrix form=alone' -o row.svg; grep -q '1 row × 4 columns' row.svg; say "heatmap: one row is a row" $?
# --- over a photograph
/usr/bin/python3 - <<'P'
import numpy as np
from PIL import Image
y, x = np.mgrid[0:60, 0:80]
photo = Image.fromarray(np.stack([x * 3, y * 4, 255 - x * 3], -1).astype("u1"))
photo.save("photo.png"); photo.save("photo.jpg", quality=90); photo.save("photo.gif"); photo.resize((30, 90)).save("tall.png")
open("cut.png", "wb").write(open("photo.png", "rb").read()[:-20]); open("cut.jpg", "wb").write(open("photo.jpg", "rb").read()[:-300])
b = bytearray(open("photo.png", "rb").read()); b[60] ^= 1; open("bad.png", "wb").write(b)
Image.new("1", (30000, 30000)).save("huge.png")
np.save("signed.npy", np.random.default_rng(4).normal(size=(5, 5)).astype("f4"))
P
v() { h vit.npy --layer 2 --head mean --row 0 --skip 1 --force "$@"; }
v --over photo.png -o over.png; good "heatmap: --over" ""; is_png over.png; v --over photo.jpg -o jpg.png; is_png jpg.png && ! same over.png jpg.png; say "heatmap: --over a JPEG" $?
v --reshape 5x5 --over photo.png -o o.png; same o.png over.png; say "heatmap: --over finds the square" $?
v --over photo.png --patches smooth -o smooth.png; is_png smooth.png && ! same smooth.png over.png; say "heatmap: --patches smooth" $?
v --over photo.png --patches cells -o o.png; same o.png over.png; say "heatmap: --patches cells" $?
for option in '--theme night' '--palette viridis' '--scale log' '--scale robust' '--scale row' '--numbers top' '--numbers on' '--cells dots' '--crop figure' '--title T' \
    '--lang ru' '--outline off' '--size 900x700'; do
    v --over photo.png $option -o o.png; is_png o.png && ! same o.png over.png; say "heatmap: --over $option" $?
done
v --over photo.png -o over.csv; v --reshape 5x5 -o plain.csv; same over.csv plain.csv; say "heatmap: --over: the numbers stay" $?
images() { grep -c 'data:image/png;base64' "$1"; } # the bar of colours is one, too
v --over photo.png -o over.svg; xmllint --noout over.svg && [ "$(images over.svg)" -eq $(($(images patches.svg) + 1)) ] && grep -q 'as 5 × 5 patches, over photo.png; they sum' over.svg && grep -q fill-opacity over.svg
say "heatmap: --over, SVG: the photograph is in it" $?
v --over photo.png --patches smooth -o smooth.svg; xmllint --noout smooth.svg && [ "$(images smooth.svg)" -eq $(($(images patches.svg) + 2)) ] && grep -q Bilinear smooth.svg; say "heatmap: --over, smooth SVG" $?
v --over photo.png -o over.pdf; [ "$status" -eq 0 ] && pdftotext -raw over.pdf - | grep -q 'over photo.png' && [ "$(pdfimages -list over.pdf | grep -c image)" -ge 1 ]; say "heatmap: --over, PDF" $?
h vit.npy --layer 1 --head grid --row 0 --skip 1 --over photo.png -o over-heads.svg; [ "$(images over-heads.svg)" -ge 4 ]; say "heatmap: --over: every head of a layer" $?
h vit.npy --row 0 --skip 1 --over photo.png -o all.png; is_png all.png; say "heatmap: --over: every head" $?
h signed.npy --over photo.png -o signed.svg; grep -q '5 × 5 patches, over photo.png' signed.svg; say "heatmap: --over: a matrix as it is" $?
h signed.npy bare.csv --over tall.png -o both; [ "$(ls both | wc -l)" -eq 2 ]; say "heatmap: --over: several files" $?
attn heatmap vit.npy --layer 2 --head 0 --row 0 --skip 1 --over photo.png --patches smooth -o again.png --force
command=$(tr -d '\0' <again.png | grep -a -o 'attnscope heatmap .* -o [a-z0-9.-]*png' | head -1)
(eval "${command/attnscope/\"$program\"}"); same again.png "${command##* }"; say "heatmap: the command of a photograph makes the same bytes" $?
bad_photo() { v --over "$1" -o x.png; bad "heatmap: --over $1" 1 "$2"; }
bad_photo none.png "none.png"; bad_photo cut.png "cut.png: this PNG ends too early"; bad_photo cut.jpg "cut.jpg: this JPEG ends too early"; bad_photo bad.png "bad.png: this PNG is damaged"
bad_photo photo.gif "photo.gif is a GIF: save it as PNG or JPEG"; bad_photo m.csv "m.csv is no PNG or JPEG"; bad_photo . "."
bad_photo huge.png "huge.png has 30000 × 30000 pixels: at most 67 million are read"
h vit.npy --layer 2 --head 0 --row 0 --over photo.png -o x.png; bad "heatmap: --over: no square" 1 "vit.npy has 26 keys, which are no square of patches: --skip 1 leaves 5 × 5"
h vit.npy --layer 2 --head 0 --row 0 --skip 2 --over photo.png -o x.png; bad "heatmap: --over: no square at all" 1 "24 keys are no square of patches: say --reshape ROWSxCOLS"
h vit.npy --layer 3 --head 0 --open; bad "heatmap: --open looks at --layer" 1 "--layer: 3 is not between 0 and 2"
h vit.npy --head 4 --open; bad "heatmap: --open looks at --head" 1 "there is no head 4"
v --patches smooth -o x.png; bad "heatmap: --patches without --over" 2 "--over"
v --over photo.png --patches soft -o x.png; bad "heatmap: a wrong --patches" 2 "--patches"
v --over photo.png --transpose -o x.png; bad "heatmap: --over --transpose" 2 "not the photograph"

# --- numbers, scales and labels as people expect them
first() { h "$1" -o first.csv --force; head -1 first.csv; }
printf '0,1,2,3\n7,3,3,1\n4,5,0,2\n' >counted.csv; [ "$(first counted.csv)$(wc -l <first.csv)" = ",0,1,2,33" ]; say "heatmap: a first row that only counts is a header" $?
printf '2019,2020,2021\n1.5,2.5,3.5\n' >years.csv; printf 'region,2021,2022,2023\nN,"1,204",1388,1530\nS,987,1002,1110\n' >regions.csv
[ "$(first years.csv)" = ",2019,2020,2021" ] && [ "$(first regions.csv)" = ",2021,2022,2023" ]; say "heatmap: years are a header" $?
printf '0,1,2,3\n4,5,6,7\n8,9,10,11\n' >on.csv; printf '0,1,2,3\n1,0,1,2\n2,1,0,1\n3,2,1,0\n' >apart.csv; printf '2019,2020,2021\n2020,2021,2022\n' >dates.csv
for file in on.csv apart.csv dates.csv; do first $file >/dev/null; [ "$(wc -l <first.csv)" -eq $(($(wc -l <$file) + 1)) ]; say "heatmap: all rows of $file are numbers" $?; done
printf 'from\tto\tscore\nParis\tLyon\t.8\nParis\tNice\t.4\nLyon\tNice\t.5\nNice\tParis\t.3\n' >towns.tsv
[ "$(first towns.tsv)" = ",Paris,Lyon,Nice" ] && grep -q '^Nice,0.3' first.csv; say "heatmap: names of both axes stand in one order" $?
printf 'one two\n' >line.txt; printf 'a b,c\n' >line2.txt
h bare.csv --labels line.txt -o line.csv; h bare.csv --labels line2.txt -o line2.csv; [ "$(head -1 line.csv)$(head -1 line2.csv)" = ",one,two,a b,c" ]
say "heatmap: labels on one line" $?
printf 'l,ms,MB\nq,1.2,300\nk,8.9,12\n' >units.csv; h units.csv -o units.svg; grep -q '>1.2<' units.svg && grep -q '>300.0<' units.svg; say "heatmap: numbers of a table as they stand there" $?
printf '50,2\n0,47\n' >whole.csv; h whole.csv -o whole.svg; grep -q '>50<' whole.svg && ! grep -q '>50.0<' whole.svg; say "heatmap: whole numbers in cells and bar" $?
printf '1000.2,1000.9\n1000.5,1000.4\n' >far.csv; h far.csv -o far.svg; grep -q 'from the least' far.svg && grep -q '>1000.20<' far.svg
say "heatmap: numbers far from 0 are told apart" $?
h far.csv much.csv --scale lock -o far; h far.csv --scale 0:1000.9 -o far2.png; same far/001-far-matrix.png far2.png; say "heatmap: not where a scale is shared" $?
/usr/bin/python3 - <<'P'
import numpy as np
x = np.full((1, 400), 1e-3); x[0, [37, 203, 204, 361]] = .2, .19, .1, .15; np.save("strip.npy", x)
np.save("column.npy", np.array([[3.5], [1.5]])); np.save("cell.npy", np.array([[2.5]]))
np.save("sixty.npy", np.random.default_rng(1).random((60, 60)))
P
attn heatmap strip.npy --size 1280x720 -o strip.svg; grep -q '>37<' strip.svg && grep -q '>203<' strip.svg && grep -q '>361<' strip.svg && ! grep -q '>204<' strip.svg
say "heatmap: of one row the largest have their labels" $?
attn heatmap sixty.npy --size 1280x720 -o sixty.svg; ! grep -q 'rotate(-5' sixty.svg && grep -q '>50<' sixty.svg && ! grep -q '>49<' sixty.svg; say "heatmap: counted columns are level and round" $?
h column.npy -o column.svg; h cell.npy -o cell.svg; grep -q '2 rows × 1 column' column.svg && grep -q '1 row × 1 column' cell.svg; say "heatmap: one column, one cell" $?
h $f/pairs.csv --view 'show matrix form=bars' -o bars.svg; printf 'a,12\nb,120\n' >counts.csv; h counts.csv -o counts.svg; grep -q '>120<' counts.svg && ! grep -q '120.00' counts.svg
say "heatmap: bars of whole numbers" $?

printf '1\n2,3\n4,5,6\n' >half.csv; printf ',a,b,c\na,1\nb,.2,1\nc,.3,.4,1\n' >half2.csv; printf 'a,1\nb,2,3\nc,4,5,6\n' >half3.csv
[ "$(first half.csv; sed -n 2p first.csv)" = ",0,1,2
0,1,nan,nan" ] && [ "$(first half2.csv; tail -1 first.csv)" = ",a,b,c
c,0.300000012,0.400000006,1" ] && [ "$(first half3.csv; sed -n 3p first.csv)" = ",0,1,2
b,2,3,nan" ]; say "heatmap: half of a matrix" $?
printf 'x\ny\nz\n' >three.txt; printf '1,2,3\n4,5,6\n' >wide.csv; h wide.csv --labels three.txt -o wide1.csv; h wide.csv --labels two.txt -o wide2.csv
[ "$(head -1 wide1.csv)" = ",x,y,z" ] && [ "$(tail -1 wide2.csv)" = "two,4,5,6" ]; say "heatmap: labels of the side that has as many" $?
h wide.csv --labels one.txt -o x.png; bad "heatmap: labels of neither side" 1 "one.txt has 1 label, but there are 2"
printf '{"attention": [[[0.1, 0.9], [0.5, 0.5]]], "left_text": ["l1", "l2"], "right_text": ["r1", "r2"]}' >sides.json
[ "$(first sides.json)" = ",r1,r2" ] && grep -q '^l2,' first.csv; say "heatmap: JSON's names of both sides" $?
/usr/bin/python3 -c '
import numpy as np
x = np.full((9, 9), .002); x[:, 0] = 1 - .016; np.save("sink.npy", x); np.save("none.npy", np.full((9, 9), 1 / 9))'
h sink.npy --size 1280x720 -o sink.svg; grep -q 'Column 0 has .98 of it all; --scale robust shows the rest' sink.svg; say "heatmap: one column that has nearly all is told" $?
h sink.npy --size 1280x720 --scale robust -o robust.svg; h none.npy -o none.svg; ! grep -q 'Column 0' robust.svg none.svg; say "heatmap: where it is not pale it is not told" $?

h m.csv; bad "heatmap: no -o" 2 "-o and --open"
h m.csv -o x.png --open; bad "heatmap: -o and --open" 2 "-o and --open"
h -o x.png; bad "heatmap: no matrix" 2 "the matrix is missing"
h m.csv bare.csv -o x.png; bad "heatmap: two matrices, one file" 1 "folder"
h m.csv - - -o x; bad "heatmap: standard input twice" 2 "'-' is there twice"
h m.csv bare.csv --open; bad "heatmap: two matrices in the window" 2 "one matrix"
h missing.npy -o x.png; bad "heatmap: no such file" 1 "missing.npy"
h . -o x.png; bad "heatmap: a folder" 1 "."
h nan.npy -o nan.png; good "heatmap: a missing number" ""
h five.npy -o five.png; good "heatmap: axes of length 1" ""
h objects.npy -o x.png; bad "heatmap: objects" 1 "numpy.savez('objects.npz', *numpy.load('objects.npy', allow_pickle=True))"
h two.txt -o x.png; bad "heatmap: words" 1 "two.txt"
h m.csv --rows one.txt -o x.png; bad "heatmap: too few labels" 1 "one.txt has 1 label, but there are 2"
h m.csv --labels bad.txt -o x.png; bad "heatmap: labels that are no text" 1 "UTF-8"
h m.csv --labels none.txt -o x.png; bad "heatmap: no labels' file" 1 "none.txt"
h l.npy --layer 3 -o x.png; bad "heatmap: no such layer" 1 "--layer"
h l.npy --head 2 -o x.png; bad "heatmap: no such head" 1 "no head 2"
h bare.csv --view 'show matrix; point row=a' -o x.png; bad "heatmap: a name where nothing is named" 1 "no token 'a' along this axis"
h bare.csv --view 'show matrix; point row=1 col=0' -o bare.png; good "heatmap: a number where nothing is named" ""
h m.csv --view 'show matrix.x' -o x.png; bad "heatmap: a wrong view" 1 "--view"
h m.csv -o m.png; bad "heatmap: a file that is there" 1 "--force"
h w.npy --head all -o x.png; bad "heatmap: four figures, one file" 1 "folder"
h m.csv --size 1x1 -o x.png; bad "heatmap: a pixel" 2 "--size"
unset DISPLAY WAYLAND_DISPLAY XDG_RUNTIME_DIR; h m.csv --open; bad "heatmap: --open without a display" 1 "no window can be opened"
[ ! -e x.png ]; say "heatmap: no file of an error" $?

# README, "Your own matrices": every command does what it says, over the files that it names.
/usr/bin/python3 - "$here/README.md" >commands <<'P'
import re, sys
part = open(sys.argv[1], encoding="utf-8").read().split("### Your own matrices")[1].split("\n## ")[0]
for block in re.findall("```sh\n(.*?)```", part, re.S):
    print(*(" ".join(line.split()) for line in block.replace("\\\n", " ").splitlines()), sep="\n")
P
[ "$(wc -l <commands)" -ge 4 ]; say "README: its commands are found" $?
mkdir own; /usr/bin/python3 "$here/assets/pictures/own/inputs.py" own; say "README: their files are made" $?
attnscope() { "$program" "$@"; }
python3() { /usr/bin/python3 "$@"; }
while read -r command; do
    (cd own && eval "$command") >out 2>err </dev/null && [ ! -s err ] && [ -s "own/${command##* -o }" ]; say "README: $command" $?
    made="${command%.*}" listed=$(grep -F "| | $made." "$here/assets/pictures/pictures.txt" | wc -l)
    [ "$listed" -eq 1 ]; say "README: its picture is of this command" $?
done <commands
[ "$(wc -l <commands)" -eq "$(grep -c '^own-' "$here/assets/pictures/pictures.txt")" ]; say "README: each picture has its command" $?

a=$cases/heads
attn attend --q $a/q.npy --k $a/k.npy --v $a/v.npy --png pngs --size 640x480; [ "$status" -eq 0 ] && [ -f pngs/*-weights-head1.png ]
say "attend: --png" $?
attn attend --q $a/q.npy --k $a/k.npy --png coloured --size 640x480 --colors row; [ "$status" -eq 0 ] && ! cmp -s coloured/*-weights-head1.png pngs/*-weights-head1.png
say "attend: --colors" $?
attn attend --q $a/q.npy --k $a/k.npy --png p3 --colors wide; bad "attend: wrong --colors" 2 "--colors: 'wide' is none of"
[ "$(ls pngs | wc -l)" -eq 16 ] && [ -z "$(for f in pngs/*; do is_png "$f" || echo "$f"; done)" ]; say "attend: a figure of each step and head" $?
attn attend --q $a/q.npy --k $a/k.npy --png pngs --size 640x480; bad "attend: --png over what is there" 1 "--force"
attn attend --q $a/q.npy --k $a/k.npy --png p2 --rows one.txt; bad "attend: wrong labels" 1 "one.txt"
/usr/bin/python3 - <<'P'
import numpy as np
rng = np.random.default_rng(1)
q, k, v = (rng.normal(size=s).astype("f4") for s in ((1, 4, 3, 8), (1, 2, 5, 8), (1, 2, 5, 8)))
np.savez("qkv.npz", q=q, k=k, v=v, mask=np.array([[1, 1, 0, 1, 1]]))
s = q @ k.repeat(2, 1).transpose(0, 1, 3, 2) / np.sqrt(8)
s = np.where((np.arange(5) <= np.arange(3)[:, None] + 2) & (np.arange(5) != 2), s, -np.inf)
w = np.exp(s - s.max(-1, keepdims=True)); w /= w.sum(-1, keepdims=True)
np.save("want.npy", w @ v.repeat(2, 1))
P
attn attend --q qkv.npz --k qkv.npz --v qkv.npz --mask qkv.npz --causal=lower-right --save grouped; [ "$status" -eq 0 ] && /usr/bin/python3 -c '
import numpy as np
a, b = np.load("grouped/output.npy"), np.load("want.npy")
assert a.shape == b.shape and np.abs(a - b).max() < 1e-5'; say "attend: a batch of one, heads that share keys, a mask of [1, keys], --causal=lower-right" $?
/usr/bin/python3 - <<'P'
import numpy as np
q = np.random.default_rng(2).normal(size=(3, 4)).astype("f4"); np.save("q3.npy", q)
m = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 1]]); np.save("m_int.npy", m); np.save("m_float.npy", m.astype("f4"))
np.save("m_low.npy", np.where(m, 0, np.finfo("f4").min)); np.savetxt("m.txt", m, fmt="%d")
open("m_bool.csv", "w").write("\n".join(",".join("True" if x else "False" for x in r) for r in m) + "\n")
P
for mask in m_int.npy m_low.npy m.txt m_bool.csv; do
    attn attend --q q3.npy --k q3.npy --mask $mask --save mask-$mask; good "attend: the mask $mask" ""; same mask-m_int.npy/weights.npy mask-$mask/weights.npy
    say "attend: $mask hides the same" $?
done
attn attend --q q3.npy --k q3.npy --mask m_float.npy; [ "$status" -eq 0 ] && [[ $err == *"only 0 and 1 as floats, which are added"* ]]; say "attend: ones that are added are told" $?
/usr/bin/python3 - <<'P'
import numpy as np
q = np.random.default_rng(3).normal(size=(2, 3, 4, 8)).astype("f4"); np.save("q4.npy", q); np.save("q41.npy", q[1])
m = np.array([[1, 1, 1, 1], [1, 1, 0, 1]]); m5 = m[:, None, None]; np.save("m4.npy", m5); np.save("m2.npy", m); np.save("m1.npy", m[1:2])
P
attn attend --q q41.npy --k q41.npy --v q41.npy --mask m1.npy --save item; good "attend: one item" ""
for mask in m4.npy m2.npy; do
    attn attend --q q4.npy --k q4.npy --v q4.npy --mask $mask --item 1 --save item-$mask; good "attend: --item, the mask $mask" ""
    /usr/bin/python3 -c 'import numpy as np, sys; a, b = np.load("item/output.npy"), np.load(sys.argv[1]); assert b.shape == (1,) + a.shape and (a == b).all()' item-$mask/output.npy
    say "attend: --item gives the same, the mask $mask" $?
done
attn attend --q q4.npy --k q4.npy; bad "attend: a batch" 1 "a batch of 2 items: say which one with --item N"
attn attend --q q4.npy --k q4.npy --item 2; bad "attend: no such item" 1 "--item: q4.npy has 2 items, counted from 0: there is no 2"
attn inspect qkv.npz; good "inspect: .npz" "k  <f4  [1, 2, 5, 8]"
printf 'PK\003\004 cut' >cut.npz; attn inspect cut.npz; bad "inspect: a damaged .npz" 1 "cut.npz"
attn attend --q $a/q.npy --k $a/k.npy --causal=upper; bad "attend: another corner" 2 "--causal: 'upper' is none of"
attn attend --q $a/q.npy --k $a/k.npy --open; bad "attend: --open without a display" 1 "no window"
[ ! -e p2 ] && none_left .; say "attend: no folder of an error" $?
echo "# $((count - failed)) of $count"
[ $failed -eq 0 ]
