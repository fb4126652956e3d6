#!/bin/bash
# attnscope heads, and the grid of heads as a figure.
# Usage: tests/cli_heads.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"
python=/usr/bin/python3

attn heads; good "heads" "decoder.1.cross "
[ "$(echo "$out" | wc -l)" -eq 25 ]; say "heads: one line each of 24, and what they tell" $?
[ "$(echo "$out" | awk 'NF && $1 ~ /self/ && $9 != "-"' | wc -l)" -eq 0 ]; say "heads: self-attention has no alignment" $?
[ "$(echo "$out" | awk '$1 ~ /cross/ && ($5 != "-" || $6 != "-")' | wc -l)" -eq 0 ]; say "heads: cross-attention has no previous key" $?
echo "$out" | grep -q "broad"; say "heads: what stands out has a word" $?
attn run --save values; attn heads
numbers=$($python -c '
import numpy as np
a = np.load("values/encoder.1.self.weights.npy")[2].astype(float)
print("%.3f %.3f %.3f" % (-(a * np.log2(a)).sum(1).mean(), np.mean([a[i, i - 1] for i in range(1, len(a))]), a[:, 0].mean()))')
read -r entropy previous first <<<"$numbers"
echo "$out" | awk '$1 == "encoder.1.self" && $2 == 2 { print $3, $5, $7 }' | grep -qx "$entropy $previous $first"
say "heads: entropy, previous and first are NumPy's" $?
for name in entropy previous itself first last gold copied; do
    attn heads --sort $name; good "heads --sort $name" "attention"
    column=$(echo "$out" | head -1 | tr -s ' ' '\n' | grep -nx $name | cut -d: -f1)
    echo "$out" | tail -n +2 | awk -v c="$column" '$c != "-" { print $c }' >found
    sort -rg found | cmp -s - found; say "heads --sort $name: the largest first" $?
    [ "$(echo "$out" | wc -l)" -eq 25 ]; say "heads --sort $name: all are there" $?
done
attn heads --what-if pattern=encoder.0.self:1:previous
echo "$out" | awk '$1 == "encoder.0.self" && $2 == 1 { print $5 }' | grep -qx 1.000; say "heads --what-if: a pattern is measured" $?
attn heads --sort size; bad "heads --sort size" 2 "--sort: 'size' is none of entropy, previous"
attn heads "she does not like cars" --beam 9; bad "heads --beam 9" 2 "beam"
attn heads --model dates; good "heads of dates" "encoder.0.self"
[ "$(echo "$out" | tail -n +2 | awk '$9 != "-"' | wc -l)" -eq 0 ]; say "heads of dates: no alignment is known" $?
attn heads --model stories; good "heads of stories" "decoder.1.self"
[ "$(echo "$out" | awk '$10 > 0.6 { print $1, $2, $11 }' | grep -v ^attention)" = "decoder.1.self 0 copied" ]; say "heads of stories: one copies" $?
attn heads --model stories --what-if head=decoder.1.self:0:off; good "heads of stories, one off" "decoder.1.self"
view="depth model; show encoder.1.self.weights head=1 form=heads"
for sort in place entropy gold; do
    attn export --view "$view; sort $sort" -o "$sort.png"; is_png "$sort.png"; say "export: heads sorted by $sort" $?
done
[ "$(cat place.png entropy.png gold.png | wc -c)" -gt 3000 ] && ! cmp -s place.png entropy.png && ! cmp -s entropy.png gold.png
say "export: each order is another picture" $?
attn export --view "$view; enlarge on" -o large.png; is_png large.png && ! cmp -s large.png place.png; say "export: one head enlarged" $?
attn export --view "$view; sort size" -o x.png; bad "export: no such order" 1 "sort: 'size' is none of place, entropy"
[ ! -e x.png ]; say "export: nothing is left of it" $?
attn export --view "$view; enlarge maybe" -o x.png; bad "export: enlarge maybe" 1 "enlarge: 'maybe' is neither off nor on"
echo "# $((count - failed)) of $count"
[ $failed -eq 0 ]
