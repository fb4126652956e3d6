#!/bin/bash
# explain --why and --where: the walks from one number back to a word or a weight, and on to the word that is chosen.
# Usage: tests/cli_why.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"
ex() { attn explain "$@"; }
# ends_well TEXT...: the last line begins with one of them.
ends() { case $(tail -1 "$work/out") in "$2"*) say "$1" 0 ;; *) tail -1 "$work/out"; say "$1" 1 ;; esac; }

ex 'encoder.1.self.heads[0,it,0]' --why; good "why: a mixed value" "← encoder."; ends "why: ends" "ends at a trained weight"
ex 'encoder.1.self.weights[0,it,dog]' --why; good "why: a weight of attention" "← encoder.1.self.masked"; ends "why: weights end" "ends at"
ex 'decoder.1.self.weights@3[0,0,3]' --why; good "why: a hidden key" "← decoder.causal@3[0,3] = -inf"
ends "why: the mask hides it" "ends at a constant: key 3 > query 0"
ex 'encoder.position[3,4]' --why; good "why: a wave" "ends at a constant: sin("
ex 'encoder.padding[0,3]' --why; good "why: a mask of padding" "ends at a token: "
ex 'encoder.w.embed[5,3]' --why; good "why: a weight at once" "ends at a trained weight"
ex 'encoder.0.self.heads[0,it,3]' --why --what-if 'cell=encoder.0.self.heads[0,it,3]=7'
good "why: a what-if's number" "= 7 "; ends "why: nothing is behind it" "ends at set by a what-if"
ex 'encoder.1.self.heads[0,it,0]' --why --where; good "both ways" "→ output.probabilities"
[ "$(grep -c '^encoder.1.self.heads\[0,8,0\] = ' "$work/out")" -eq 2 ]; say "both ways: each begins with the number" $?
ex 'encoder.1.self.heads' --why; bad "why: no cell" 1 "name a cell"
ex 'encoder.1.self.heads' --where; bad "where: no cell" 1 "name a cell"
ex 'encoder.1.self.heads[0,it,0]' --why=3; bad "why takes no value" 2 "why"

# Word t of the sentence is where the numbers of decoding step t lead.
attn run; line=$out
for t in 0 2 5; do
    ex "encoder.0.self.q@$t[1,dog,3]" --where
    word=$(tail -1 "$work/out"); word=${word#ends at a word: }
    [[ " $line " == *"$word"* ]]; say "where: step $t leads to a word of the sentence, $word" $?
    grep -q "^→ output.probabilities@$t\[$t," "$work/out"; say "where: in the row that chooses it" $?
done
ex 'decoder.1.ffn.norm@5[2,3]' --where; good "where: an earlier row" "→ output.probabilities@5[2,"
ex 'encoder.0.self.weights.exp[0,it,dog]' --where; good "where: inside softmax" "→ encoder.0.self.weights[0,8,1]"

# Every operand and its share, worked out by an outsider from what `explain` lists.
cat >outsider.py <<'P'
import re, subprocess, sys
program, address = sys.argv[1:3]
run = lambda *o: subprocess.run([program, "explain", address, *o], capture_output=True, text=True).stdout
terms = []
for line in run().splitlines():
    m = re.match(r"\s+(\S+) ×\s+(\S+) = (\S+)\s+(\S+) \(.*\) × (\S+) \(", line)
    if m: terms.append((abs(float(m[1]) * float(m[2])), m[4], m[5]))
    m = re.match(r"\s+start\s+(\S+)", line)
    start = abs(float(m[1])) if m else (start if "start" in globals() else 0.0)
size, a, b = max(terms)
walk = run("--why").splitlines()[1]
share = 100 * size / (start + sum(t[0] for t in terms))
told = float(re.search(r"(\S+) % of (\d+) terms", walk)[1])
ok = (a in walk and b in walk and abs(told - share) < 0.006 * share and "of %d terms" % len(terms) in walk)
if not ok: print("#", a, b, share, walk)
sys.exit(not ok)
P
for at in 'encoder.0.self.scores[2,it,dog]' 'encoder.1.ffn.out[3,7]' 'decoder.0.cross.heads@4[1,2,9]' 'output.logits[0,33]' \
    'decoder.1.self.q.linear@2[1,60]' 'encoder.0.ffn.hidden[5,200]'; do
    /usr/bin/python3 outsider.py "$program" "$at"; say "why: the largest product of $at" $?
done
echo "# $((count - failed)) of $count"
[ $failed -eq 0 ]
