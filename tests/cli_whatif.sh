#!/bin/bash
# --what-if of run, export, explain, check and steps; what-ifs in a view's line and in lessons.
# Usage: tests/cli_whatif.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"
python=/usr/bin/python3
attn run; words=$out

# Each changes the words' probabilities (patterns and cells: at least that), and goes through all commands.
attn run --save plain
every="scale=off scale=8 mask=off padding=2 positions=off norm=pre norm-kind=rms softmax=columns swap-qk swap-qk=encoder.0.self temperature=2
head=encoder.0.self:1:off sublayer=decoder.1.cross:off pattern=encoder.0.self:0:uniform pattern=decoder.1.cross:2:previous
pattern=encoder.1.self:3:diagonal cell=encoder.0.self.w.q[0,3,5]=2 cell=encoder.w.embed[dog,2]=-1.5
cell=encoder.input[0,dog,3]=2 move=decoder.1.cross.weights[2,10,dog]:street move=encoder.0.self.weights[1,it,dog]:street
move=decoder.0.self.weights[0,10,0]:9"
for what in $every; do
    rm -rf changed; attn run --what-if "$what" --save changed; good "run: $what" ""
    [ "$what" = padding=2 ] || ! cmp -s plain/output.probabilities.npy changed/output.probabilities.npy
    say "run: $what changes the probabilities" $?
    attn check --what-if "$what"; good "check: $what" "ok"
    attn explain 'encoder.1.self.scores[2,3,4]' --what-if "$what"; good "explain: $what" "(equal bit for bit)"
    attn steps --what-if "$what"; good "steps: $what" "output.tempered"
    attn export --step encoder.0.self.weights --what-if "$what" --force -o one.svg; good "export: $what" ""
    grep -qF "what-if $what;" one.svg; say "export: $what is in the picture's command" $?
done

# --- the README's example
attn run --what-if positions=off; good "README: positions=off" "les champs n'ont pas traversé la rue fatiguée."
attn run --what-if sublayer=decoder.1.cross:off; good "README: no cross-attention" "mon bon homme a aidé une une fleur."

what='move=decoder.1.cross.weights[2,10,dog]:street'
attn run --what-if "$what"; good "README: the pronoun looks at the street" "parce qu'elle était trop fatiguée."
attn explain 'decoder.1.cross.weights[2,10,street]' --what-if "$what"; good "move: the moved share is told" "0.980447769 moved here"
attn explain 'decoder.1.cross.weights[2,10,dog]' --what-if "$what"; good "move: and where it is gone" "set by a what-if"
attn explain 'output.probabilities[10,il]' --what-if "$what"; good "move: il" "0.00152"
attn heads --what-if "$what"; good "heads: move" ""
view='side both; show decoder.1.cross.weights head=2; point row=10 col=dog'
attn export --view "$view" --what-if "$what" --frame window --size 1024x768 --lang en -o small.svg; good "move: both runs in a small window" ""
grep -qF '>99.846 %<' small.svg && grep -qF 'With the whole head switched off' small.svg
say "move: with what becomes of the answer" $?
grep -qF '67 of 208 numbers differ, the 2 largest changes are framed' small.svg; say "move: what is framed is told" $?
attn export --view "$view" --what-if "$what" --frame window --size 1920x1080 --lang en -o wide.svg; good "move: in a large one" ""
grep -qF 'what if: il: dog → street' wide.svg; say "move: in words, though it was given in numbers" $?
attn run --what-if 'move=decoder.1.cross.weights[2,10,mean]:street'; bad "move: no such key" 1 "move: no token 'mean' along this axis"
attn run --what-if 'move=decoder.1.cross.weights[mean,10,dog]:street'; bad "move: a mean is no head" 1 "move: head 'mean'"
attn run --what-if 'move=decoder.0.self.weights[0,2,1]:3'; bad "move: a hidden key" 1 "decoder.0.self.weights[0,2,3] is hidden by a mask"
attn run --what-if 'move=decoder.0.self.weights[0,2,1]'; bad "move: no key to move it to" 2 "is not PATH[head,query,from]:to"

# --- what each of them does, seen by NumPy
array() { # NAME EXPRESSION: true of the saved values of the folder changed; v(PATH) reads one, p(PATH) the plain one
    $python -c '
import numpy as np, sys
v = lambda path: np.load("changed/%s.npy" % path)
p = lambda path: np.load("plain/%s.npy" % path)
sys.exit(not np.all(eval(sys.argv[1])))' "$2"
    say "$1" $?
}
with() { rm -rf changed; attn run --what-if "$1" ${2:+--what-if "$2"} --save changed; }
with padding=2
array "padding: two more keys, which weigh nothing" 'v("encoder.0.self.weights")[:, :, 13:] == 0'
array "padding: what is hidden changes no word" 'abs(v("output.probabilities") - p("output.probabilities")) < 1e-5'
[ "$out" = "$words" ]; say "padding: the same words" $?
with padding=2 padding-mask=off
array "padding-mask=off: padding is looked at" 'v("encoder.0.self.weights")[:, :, 13:] > 0'
with positions=off; array "positions=off" 'v("encoder.position") == 0'
array "positions=off: two 'the' are one" 'v("encoder.1.ffn.norm")[0] == v("encoder.1.ffn.norm")[5]'
with softmax=columns; array "softmax=columns" 'abs(v("encoder.0.self.weights").sum(1) - 1) < 1e-5'
array "softmax=columns: not of words" 'abs(v("output.probabilities").sum(-1) - 1) < 1e-5'
with swap-qk=encoder.0.self; array "swap-qk" 'v("encoder.0.self.q") == p("encoder.0.self.k")'
array "swap-qk: scores are turned" 'abs(v("encoder.0.self.scores") - p("encoder.0.self.scores").transpose(0, 2, 1)) < 1e-4'
with norm-kind=rms
array "norm-kind=rms" 'abs((v("encoder.0.self.add") ** 2).mean(1, keepdims=True) - v("encoder.0.self.norm.square")) < 1e-5'
[ ! -e changed/encoder.0.self.norm.mean.npy ]; say "norm-kind=rms: no mean" $?
with temperature=2; array "temperature" 'v("output.tempered") == v("output.logits") / 2'
array "temperature: flatter" 'v("output.probabilities").max(-1) <= p("output.probabilities").max(-1)'
[ "$out" = "$words" ]; say "temperature: greedy says the same" $?
with sublayer=encoder.0.ffn:off; array "sublayer: only the residual" 'v("encoder.0.ffn.add") == v("encoder.0.self.norm")'
with head=encoder.0.self:1:off; array "head: its columns of concat are 0" 'v("encoder.0.self.concat")[:, 16:32] == 0'
with pattern=decoder.0.self:1:uniform
array "pattern: uniform over what is seen" 'abs(v("decoder.0.self.weights")[1] - np.tril(1 / np.arange(1, len(v("decoder.0.self.weights")[1]) + 1)[:, None] + 0 * v("decoder.0.self.weights")[1])) < 1e-6'
with pattern=encoder.0.self:2:diagonal; array "pattern: diagonal" 'v("encoder.0.self.weights")[2] == np.eye(13)'
with pattern=encoder.0.self:2:previous; array "pattern: previous" 'v("encoder.0.self.weights")[2][1:] == np.eye(13)[:-1]'
array "pattern: the first has none before it" 'v("encoder.0.self.weights")[2][0] == np.eye(13)[0]'
with 'move=encoder.0.self.weights[1,it,dog]:street' 'move=encoder.0.self.weights[1,it,street]:0'
array "move: shares add up in order, and rows keep their sums" 'np.allclose(v("encoder.0.self.weights")[1, 8, 0], p("encoder.0.self.weights")[1, 8, [0, 1, 6]].sum(), 1e-6) and (v("encoder.0.self.weights")[1, 8, [1, 6]] == 0).all() and abs(v("encoder.0.self.weights").sum(-1) - 1).max() < 1e-5'
with 'cell=encoder.0.self.w.q[0,3,5]=2'
array "cell of a weight: one column of q moves" '(v("encoder.0.self.q.linear") != p("encoder.0.self.q.linear")).any(0).nonzero()[0] == 5'

# --- explain tells what was set
attn explain 'encoder.0.self.w.q[0,3,5]' --what-if 'cell=encoder.0.self.w.q[0,3,5]=2'; good "explain: set" "set by a what-if"
attn explain 'encoder.0.self.weights.sum[1,0,2]' --what-if softmax=columns; good "explain: a column's sum" "encoder.0.self.weights"
attn check --what-if softmax=columns; good "check: columns, as it says" "columns of attention weights sum to 1"

# --- in views and lessons
attn export --view 'what-if scale=off softmax=columns; show encoder.0.self.weights head=1' -o a.svg; good "view: what-if" ""
attn export --what-if scale=off --what-if softmax=columns --view 'show encoder.0.self.weights head=1' -o b.svg
cmp -s <(grep -v '<desc\|<metadata' a.svg) <(grep -v '<desc\|<metadata' b.svg); say "view: the same picture by line and by options" $?
attn export --what-if mask=off --view 'what-if scale=off softmax=columns; show encoder.0.self.weights head=1' -o c.svg
cmp -s <(grep '<path\|<text' a.svg) <(grep '<path\|<text' c.svg); say "view: a line's own what-ifs win" $?
attn export --view 'what-if none; show encoder.0.self.weights' -o n.png; attn export --view 'show encoder.0.self.weights' -o m.png
good "view: what-if none" ""
attn export --view 'what-if cell=encoder.input[0,dog,3]=2 swap-qk; show encoder.0.self.weights head=1' -o d.svg
again=$(grep -o 'attnscope export[^<]*' d.svg | head -1 | sed "s/&apos;/'/g; s/&#39;/'/g")
mkdir again; (cd again && eval "${again/attnscope/\"$program\"}") >/dev/null 2>&1; cmp -s d.svg again/*.svg
say "view: the picture's own command makes it again" $?
attn export --view 'what-if tea=hot; show encoder.0.self.weights' -o x.png; bad "view: an unknown what-if" 1 "no 'tea'"
attn export --view 'what-if head=encoder.9.self:0:off; show encoder.0.self.weights' -o x.png
bad "view: no such place" 1 "encoder.9.self"
printf '# A title\n\n## One\n\n```step\nwhat-if scale=off\nshow encoder.0.self.weights head=1\n```\n' >good.md
attn export --lesson good.md -o pages; good "lesson: what-if" ""
printf '# A title\n\n## One\n\n```step\nshow encoder.0.self.weights\nwhat-if scale=tea\n```\n' >bad.md
attn export --lesson bad.md -o pages2; bad "lesson: a wrong what-if, with its line" 1 "bad.md:7: "

# --- numbers that grow out of float32's range are drawn as ∞, −∞ and ?
attn export "the dog sees the cat" --what-if scale=1e-38 --all --size 640x400 -o infinite; good "overflow: scale=1e-38" ""
attn export "the dog sees the cat" --what-if 'cell=encoder.input[dog,3]=1e25' --all --size 640x400 --format svg -o huge
good "overflow: a cell of 1e25" ""
attn export "the dog sees the cat" --what-if 'cell=encoder.input[dog,3]=1e25' --step encoder.0.self.scores -o huge.svg
grep -q '>∞<' huge.svg; say "overflow: ∞ in the scores" $?
attn export "the dog sees the cat" --what-if 'cell=encoder.input[dog,3]=1e25' --view 'show output.probabilities; side both' --size 1440x900 -o huge/both.svg
good "overflow: both sides" ""
! grep -E '>([^<]*[^a-z<])?(inf|nan)([^a-z<][^<]*)?<' huge/*.svg | grep -v 'base64' | grep -q .; say "overflow: no inf, no nan" $?
printf '# A title\n\n## One\n\n```step\nwhat-if cell=encoder.input[0,dog,3]=1e25\nshow encoder.0.self.weights head=1\n```\n' >huge.md
attn lessons --check huge.md; good "overflow: a lesson is checked" "ok"
attn export --lesson huge.md -o hugepages; good "overflow: and drawn" ""
attn explain 'encoder.0.self.weights[0,1,1]' "the dog sees the cat" --what-if 'cell=encoder.input[dog,3]=1e25'
good "overflow: NaN has no sign" "re-evaluated nan (equal"

# --- wrong, of every command
for command in run check steps "explain output.logits[0,0]" "export --all -o f"; do
    attn $command --what-if tea=hot; bad "$command: an unknown name" 2 "--what-if: no 'tea'"
    attn $command --what-if softmax; bad "$command: no value" 2 "is not NAME=VALUE"
    attn $command --what-if temperature=0; bad "$command: temperature 0" 2 "temperature"
    attn $command --what-if sublayer=encoder.5.ffn:off; bad "$command: no such sublayer" 1 "encoder.5.ffn"
    attn $command --what-if padding=60; bad "$command: too much padding" 1 "padding"
done
attn run --what-if "scale=off mask=off"; bad "two in one option" 2 "is not NAME=VALUE"
for command in run export explain check steps; do
    attn $command --help; good "$command: --help lists them" "softmax=columns"
done
[ $failed -eq 0 ]
