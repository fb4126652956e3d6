#!/bin/bash
# --beam, --sample and --top-k of run, explain, export and the window.
# Usage: tests/cli_search.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"
python=/usr/bin/python3
odd="yellow apples is apples famous house 2018 1992 treaty ." # no sentence: the answer is uncertain

# --- beam
attn run; greedy=$out
for width in 2 3 8; do
    attn run --beam $width; good "beam $width" "n'a pas"
    [ "$(echo "$out" | wc -l)" -eq $width ]; say "beam $width: so many hypotheses" $?
    [ "$(echo "$out" | sort -rg -k1,1)" = "$out" ]; say "beam $width: the best first" $?
    [ "$(echo "$out" | cut -c12- | sort -u | wc -l)" -eq $width ]; say "beam $width: no two alike" $?
done
[ "$(echo "$out" | head -1 | cut -c12-)" = "$greedy" ]; say "beam: here the best one is greedy's" $?
attn run "$odd"; single=$out; attn run "$odd" --beam 8
[ "$(echo "$out" | head -1 | cut -c12-)" != "$single" ]; say "beam: elsewhere it is better than greedy's" $?
score() { # of a saved run: the sum of the logarithms of its words' probabilities, by NumPy
    $python -c '
import numpy as np, sys
p, ids = np.load(sys.argv[1] + "/output.probabilities.npy"), np.load(sys.argv[1] + "/decoder.tokens.npy").ravel()
words = list(ids[1:].astype(int)) + [2]
print("%.4f" % sum(np.log(float(p[i][w])) for i, w in enumerate(words)))' "$1"
}
attn run "$odd" --beam 8 --save best; first=$(echo "$out" | head -1 | awk '{ print $1 }')
[ "$(score best)" = "$first" ]; say "beam: --save keeps the best one's values, whose score it is ($first)" $?
attn run "$odd" --save plain
$python -c '
import sys
sys.exit(not float(sys.argv[1]) > float(sys.argv[2]))' "$first" "$(score plain)"; say "beam: its score is above greedy's" $?
attn run --beam 4 --kernels plain; plain=$out; attn run --beam 4; [ "$out" = "$plain" ]; say "beam: the same with all kernels" $?
attn run --beam 3 --model dates; good "beam: dates" "1998-03-04"
attn run --beam 3 --what-if scale=off; good "beam: with a what-if" "-"; changed=$out
attn run --beam 3; [ "$out" != "$changed" ]; say "beam: a what-if changes it" $?
attn run --beam 3 --what-if head=encoder.0.self:1:off; good "beam: with a head off" "-"
attn explain 'output.probabilities@0[0,ses]' "$odd" --beam 3; good "explain: of a beam's run" "output.probabilities"

# --- lots
attn run "$odd" --sample 4; one=$out; attn run "$odd" --sample 4; [ -n "$out" ] && [ "$out" = "$one" ]; say "sample: equal seeds, equal words" $?
for seed in 1 2 3 4 5 6; do attn run "$odd" --sample $seed; echo "$out"; done | sort -u >drawn
[ "$(wc -l <drawn)" -gt 2 ]; say "sample: other seeds, other words" $?
attn run "$odd" --sample 9 --top-k 1; [ "$out" = "$single" ]; say "sample: of one word it is greedy" $?
attn run "$odd" --sample 9 --top-p 0.000001; [ "$out" = "$single" ]; say "sample: of the least share it is greedy" $?
for seed in 1 2 3 4 5 6; do attn run "$odd" --sample $seed --top-p 0.8; echo "$out"; done | sort -u >shared
[ "$(wc -l <shared)" -gt 1 ]; say "sample: of a share it is not always the same" $?
attn run "$odd" --words 3; [ "$(wc -w <<<"$out")" -le 3 ] && [ -n "$out" ] && [ "${single#"$out"}" != "$single" ]; say "words: the beginning of the answer" $?
attn run "$odd" --top-k 3 --sample 9; good "sample: --top-k before --sample" ""

# --- figures
for how in "--beam 4" "--sample 7 --top-k 5" ""; do
    attn export $how --view 'show output.probabilities form=tree; depth model' --force -o tree.png
    is_png tree.png && [ -z "$err" ]; say "export: the tree, ${how:-greedy}" $?
done
for model in en-fr dates stories; do
    attn export --model $model --step output.probabilities --form lens -o $model-lens.svg
    attn export --model $model --view 'show output.probabilities form=lens; depth model' -o $model-line.svg
    grep -q 'the answer<' $model-lens.svg && cmp -s <(grep '<path\|<text' $model-lens.svg) <(grep '<path\|<text' $model-line.svg)
    say "export: what each layer would say, $model" $?
done
attn export --beam 4 --view 'show output.probabilities form=tree; depth model' -o beam.svg
grep -q 'search beam=4' beam.svg; say "export: the figure's own command tells the search" $?
attn export --view 'search beam=4; show output.probabilities form=tree; depth model' -o line.svg
cmp -s <(grep '<path\|<text' beam.svg) <(grep '<path\|<text' line.svg); say "export: as option and in the view's line" $?
attn export "$odd" --beam 4 --step output.probabilities@2 -o a.npy; attn export "$odd" --step output.probabilities@2 -o b.npy
good "export: numbers of the best hypothesis" ""
attn export --view 'search beam=4 node=99999; show output.probabilities' -o x.png; bad "export: no such node" 1 "there is no node 99999"

# --- wrong
for command in run "explain output.logits[0,0]" "export --all -o f" window; do
    attn $command --beam 9; bad "$command: --beam 9" 2 "not between 2 and 8"
    attn $command --beam 1; bad "$command: --beam 1" 2 "not between 2 and 8"
    attn $command --beam two; bad "$command: --beam two" 2 "--beam"
    attn $command --sample -1; bad "$command: --sample -1" 2 "--sample"
    attn $command --sample x; bad "$command: --sample x" 2 "--sample"
    attn $command --sample 1 --top-k 0; bad "$command: --top-k 0" 2 "--top-k"
    attn $command --top-k 3; bad "$command: --top-k alone" 2 "--top-k goes with --sample"
    attn $command --beam 3 --top-k 3; bad "$command: --top-k with a beam" 2 "--top-k goes with --sample"
    attn $command --sample 1 --top-p 0; bad "$command: --top-p 0" 2 "--top-p"
    attn $command --sample 1 --top-p 1.5; bad "$command: --top-p 1.5" 2 "--top-p"
    attn $command --top-p 0.5; bad "$command: --top-p alone" 2 "--top-p goes with --sample"
    attn $command --words 0; bad "$command: --words 0" 2 "--words"
    attn $command --beam 3 --sample 3; bad "$command: both" 2 "exclude each other"
done
[ $failed -eq 0 ]
