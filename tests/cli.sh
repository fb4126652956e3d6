#!/bin/bash
# Every command and option from outside: results, exit status, one line for each error, no partial files.
# Usage: tests/cli.sh PROGRAM [--update]   from the repository's root. --update writes tests/golden/steps.txt anew.
# Prints "ok NAME" or "not ok NAME" for each test; ends with 1 if one is not ok.
update=${2:-}
. "$(dirname "$0")/shell.sh"
# shape FILE, numbers FILE: of a .npy file of float32, version 1.0.
shape() { head -c 128 "$1" | tr -d '\0' | sed -n "s/.*'shape': (\([0-9, ]*\)).*/\1/p" | tr -d ' '; }
numbers() {
    local header
    header=$(od -A n -t u2 -j 8 -N 2 "$1" | tr -d ' ')
    od -A n -v -t f4 -j $((header + 10)) "$1" | tr -s ' ' '\n' | sed '/^$/d'
}
# close_enough A B: the same shape, every number within 1e-5 + 1e-5 · |x|, infinities equal.
close_enough() {
    [ -f "$1" ] && [ -f "$2" ] && [ "$(shape "$1")" = "$(shape "$2")" ] && [ -n "$(shape "$1")" ] || return 1
    paste <(numbers "$1") <(numbers "$2") | awk '
        NF != 2 { wrong = 1 }
        $1 == $2 { next }
        $1 !~ /^-?[0-9]/ || $2 !~ /^-?[0-9]/ { wrong = 1; next }
        { d = $1 - $2; if (d < 0) d = -d; x = $2 < 0 ? -$2 : $2; if (d > 1e-5 + 1e-5 * x) wrong = 1 }
        END { exit wrong || NR == 0 }'
}

# --- the program itself
attn --help; good "help" "Usage: attnscope"
attn --version; good "version" "attnscope "
commands="run steps explain heads lesson lessons export attend heatmap inspect check words sample train window"
for command in $commands; do
    attn "$command" --help; good "$command --help" "Usage: attnscope"
    help=$out
    for option in $(sed -n 's/^ .*\(--[a-z-]*\) [A-Za-z].*/\1/p' <<<"$help" | sort -u); do # each must be understood
        case $(grep -e " $option " <<<"$help") in
        *"$option "[A-Z]* | *"$option "[a-z]*\|*)
            attn "$command" "$option"; bad "$command $option needs a value" 2 "$option needs a value" ;;
        esac
    done
    attn "$command" -h; good "$command -h" "--help"
    attn "$command" --nonsense; bad "$command refuses an unknown option" 2 "no option '--nonsense'"
    attn "$command" -Z; bad "$command refuses an unknown letter" 2 "no option '-Z'"
    "$program" "$command" --help >/dev/full 2>"$work/err"
    [ $? -eq 1 ] && [ "$(wc -l <"$work/err")" -eq 1 ]; say "$command --help tells of a full disk" $?
done
attn run --model "$model" --model; bad "an option without its value" 2 "--model needs a value"
"$program" run --model "$model" >/dev/full 2>"$work/err"
[ $? -eq 1 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q "standard output" "$work/err"; say "full disk" $?
"$program" run --model "$model" >&- 2>"$work/err"
[ $? -eq 1 ] && [ "$(wc -l <"$work/err")" -eq 1 ]; say "closed standard output" $?
"$program" steps --model "$model" 2>"$work/err" | head -n 1 >/dev/null
[ "${PIPESTATUS[0]}" -ne 1 ] && [ ! -s "$work/err" ]; say "a reader that leaves early" $?

# --- models
attn run a b --model "$work/nowhere"; bad "a model folder that is not there" 1 "$work/nowhere"
attn run a b --model no-such-name; bad "a model name that is not there" 1 "no model 'no-such-name'"
mkdir broken && cp "$model"/* broken/ && head -c 500 "$model/model.safetensors" >broken/model.safetensors
attn run a b --model "$work/broken"; bad "a cut weights file" 1 "model.safetensors"
cp -r "$model" local-model
attn run a b --model local-model; good "a folder without a slash" ""
ATTNSCOPE_ASSETS=$work/none attn run a b; bad "no assets folder" 1 "ATTNSCOPE_ASSETS"
ATTNSCOPE_ASSETS=$work/none attn run a b --model "$model"; good "a model folder needs no assets" ""

# --- run
attn run --model "$model"; default=$out; good "run: the model's own text" "$default"
attn run a b c --model "$model"; [ "$out" = "$default" ]; say "run: several arguments are one text" $?
attn run "a b c" --model "$model"; [ "$out" = "$default" ]; say "run: one argument" $?
attn run --model "$model" -- a b c; [ "$out" = "$default" ]; say "run: text after --" $?
for kernels in plain sse2 avx2 avx512; do
    attn run --model "$model" --kernels $kernels --save "kernels-$kernels"
    if [ "$status" -eq 1 ]; then bad "run: --kernels $kernels is not for this machine" 1 "$kernels"; continue; fi
    good "run: --kernels $kernels" "$default"
    [ -d kernels-plain ] && diff -r kernels-plain "kernels-$kernels" >/dev/null; say "run: $kernels gives plain's bits" $?
done
attn run --kernels abacus; bad "run: unknown kernels" 2 "'abacus' is none of plain, sse2, avx2, avx512"
attn run elephant --model "$model"; bad "run: an unknown word" 1 "I don't know 'elephant'"
attn run "" --model "$model"; bad "run: an empty text" 1 ""
attn run "$(printf 'a\377')" --model "$model"; bad "run: not UTF-8" 1 "UTF-8"
attn run $(for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18; do echo a; done) --model "$model"
bad "run: too long a text" 1 "16"
attn run a b --model "$model" --save saved; good "run: --save" ""
"$program" steps a b --model "$model" | cut -d ' ' -f 1 | sed 's/$/.npy/' | sort >want
ls -A saved | sort >got; cmp -s want got; say "run: --save writes every value and nothing else" $?
[ "$(shape saved/encoder.0.self.scores.npy)" = 4,2,2 ]; say "run: heads are the first axis" $?
[ "$(shape saved/encoder.input.npy)" = 2,16 ]; say "run: without heads two axes" $?
: >file
# 64 and 64 layers, one hidden feature: thousands of values, W_2 a matrix of one row
mkdir deepest && cp "$model"/vocab.*.txt deepest
sed 's/"d_ff": 24/"d_ff": 1/; s/_layers": 2/_layers": 64/' "$model/config.json" >deepest/config.json
/usr/bin/python3 - <<'END'
import json, struct
shapes = {}
for stack, words in (("encoder", 11), ("decoder", 13)):
    shapes["%s.w.embed" % stack] = [words, 16]
    for i in range(64):
        for part in ("self", "cross", "ffn") if stack == "decoder" else ("self", "ffn"):
            at = "%s.%d.%s." % (stack, i, part)
            shapes[at + "w.gamma"] = shapes[at + "w.beta"] = [16]
            for name in ("hidden", "out") if part == "ffn" else ("q", "k", "v", "out"):
                shapes[at + "w." + name] = {"hidden": [16, 1], "out": [1, 16] if part == "ffn" else [16, 16]}.get(name, [16, 16])
                shapes[at + "b." + name] = shapes[at + "w." + name][1:]
header, end = {}, 0
for name, shape in shapes.items():
    begin, end = end, end + 4 * shape[0] * (shape + [1])[1]
    header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [begin, end]}
text = json.dumps(header).encode()
open("deepest/model.safetensors", "wb").write(struct.pack("<Q", len(text)) + text + struct.pack("<f", 0.01) * (end // 4))
END
attn run a b --model deepest --save many; good "run: --save of 64 + 64 layers" ""
[ "$(ls many | wc -l)" -gt 4096 ] && [ -z "$(ls -A many | grep '^\.')" ]
say "run: --save of 64 + 64 layers writes thousands of values" $?
[ "$(shape many/encoder.63.ffn.hidden.npy)" = 2,1 ]; say "run: one hidden feature" $?

attn run a --model "$model" --save file/inside; bad "run: --save below a file" 1 "file"
attn run a --model "$model" --save file; bad "run: --save into a file" 1 "file"
mkdir -p half/encoder.0.self.scores.npy
attn run a --model "$model" --save half; bad "run: --save meets a folder" 1 "encoder.0.self.scores.npy"
[ "$(ls -A half)" = encoder.0.self.scores.npy ]; say "run: nothing stays of a save that failed" $?
attn run elephant --model "$model" --save never; [ ! -e never ]; say "run: no folder for a text that is refused" $?
[ -z "$(ls -d deep 2>/dev/null)" ] && attn run a --model "$model" --save deep/er/est && [ -f deep/er/est/output.logits.npy ]
say "run: --save makes the folders above" $?

# --- what-ifs
same() { cmp -s "$1/$3.npy" "$2/$3.npy"; }
changed() { # NAME FOLDER PATH: the what-if moved this value of the default run
    [ -f "$2/$3.npy" ] && ! same kernels-plain "$2" "$3"; say "$1" $?
}
attn run --model "$model" --what-if scale=off --save w1; changed "what-if scale=off" w1 encoder.0.self.scaled
same w1 kernels-plain encoder.0.self.scores && cmp -s w1/encoder.0.self.scaled.npy w1/encoder.0.self.scores.npy
say "what-if scale=off: scaled is scores" $?
attn run --model "$model" --what-if scale=2 --save w2; same w2 kernels-plain encoder.0.self.scaled
say "what-if scale=2 is √4" $?
attn run --model "$model" --what-if scale=8 --save w3; changed "what-if scale=8" w3 encoder.0.self.scaled
attn run --model "$model" --what-if mask=off --save w4
[ "$(numbers w4/decoder.causal.npy | sort -u)" = 0 ]; say "what-if mask=off" $?
attn run --model "$model" --what-if norm=pre --save w5; changed "what-if norm=pre" w5 encoder.0.self.scores
attn run --model "$model" --what-if norm=post; [ "$out" = "$default" ]; say "what-if norm=post is this model" $?
attn run --model "$model" --what-if head=encoder.0.self:2:off --save w6
zeros=$(numbers w6/encoder.0.self.heads.npy | sed -n '25,36p' | sort -u)
others=$(numbers w6/encoder.0.self.heads.npy | sed -n '1,24p;37,48p' | grep -c '^-*0$')
[ "$zeros" = 0 ] && [ "$others" -eq 0 ]; say "what-if head=PATH:N:off" $?
attn explain 'encoder.0.self.weights[1,0,c]' --model "$model" --what-if 'cell=encoder.0.self.weights[1,0,2]=0.5'
good "what-if cell" "encoder.0.self.weights[1,0,2] = 0.5 "
attn explain 'encoder.0.self.weights[1,0,2]' --model "$model" --what-if 'cell=encoder.0.self.weights[1,a,c]=0.5'
good "what-if cell by its tokens" "= 0.5 "
attn run --model "$model" --what-if scale=banana; bad "what-if: a wrong scale" 2 "'banana' is not a number"
attn run --model "$model" --what-if scale=0; bad "what-if: scale 0" 2 "cannot be divided by 0"
attn run --model "$model" --what-if scale=nan; bad "what-if: scale nan" 2 "not a number"
attn run --model "$model" --what-if mask=on; bad "what-if: a wrong mask" 2 "'on'"
attn run --model "$model" --what-if norm=mid; bad "what-if: a wrong norm" 2 "'mid' is none of post, pre"
attn run --model "$model" --what-if tea=hot; bad "what-if: an unknown name" 2 "no 'tea'"
attn run --model "$model" --what-if tea; bad "what-if: no value" 2 "'tea' is not NAME=VALUE"
attn run --model "$model" --what-if head=encoder.0.self:2; bad "what-if: half a head" 2 "PATH:N:off"
attn run --model "$model" --what-if head=encoder.0.self:4:off; bad "what-if: no such head" 1 "outside"
attn run --model "$model" --what-if head=encoder.7.self:1:off; bad "what-if: no such attention" 1 "encoder.7.self"
attn run --model "$model" --what-if 'cell=encoder.0.self.weights=1'; bad "what-if: no cell" 2 "PATH[head,row,col]=NUMBER"
attn run --model "$model" --what-if 'cell=encoder.0.self.weights[0,0,9]=1'; bad "what-if: a cell outside" 1 "outside"
attn run --model "$model" --what-if 'cell=encoder.input[0,0]=x'; bad "what-if: no number" 2 "'x' is not a number"

# --- steps
attn steps --model "$model"; good "steps" "encoder.0.self.scores"
[ "$update" = --update ] && cp out "$here/tests/golden/steps.txt"
diff "$work/out" "$here/tests/golden/steps.txt" >/dev/null; say "steps: the list is tests/golden/steps.txt" $?
attn steps a b --model "$model"; good "steps: shapes are the text's" "encoder.0.self.scores          4 × 2 × 2"
attn steps --model "$model" --what-if scale=off; good "steps: the formula changes with a what-if" "S′ = S · 1"

# --- a sentence of any length
attn run "$(yes a b c | head -c 3000 | tr '\n' ' ')" --model "$model"; bad "a sentence longer than the model" 1 "tokens"
attn run "$(printf '%9000s' '') a b c" --model "$model"; good "a sentence of 9,000 bytes" ""
attn export --view "text a b$(printf '%20000s' '')c; show encoder.0.self.scores" --model "$model" -o long.png
good "view: a sentence of 20,000 bytes" ""
attn export --view "$("$program" export --view "text a b$(printf '%20000s' '')c; show encoder.0.self.scores" --model "$model" \
    -o long.json >/dev/null; sed -n 's/.*--view .\(text a b *c\).*/\1/p' long.json | head -1)" --model "$model" --force -o long.png
good "view: and its file tells it" ""

# --- explain
attn explain 'encoder.0.self.scores[1,0,2]' --model "$model"; good "explain" "(equal bit for bit)"
attn explain 'encoder.0.self.scores[1,a,c]' a b c --model "$model"; good "explain: tokens" "scores[1,0,2]"
attn explain 'decoder.0.self.scores@3[0,1,1]' --model "$model"; good "explain: @t" "decoder.0.self.scores@3[0,1,1]"
attn explain 'encoder.input[0,3]' --model "$model"; good "explain: two indices" "(equal bit for bit)"
attn explain 'encoder.0.self.w.q[0,3]' --model "$model"; good "explain: a weight" "a trained weight"
attn explain "output.probabilities.sum[0,0]"; good "explain: a long row" "exponentials, in blocks of 256"
attn explain; bad "explain: no address" 2 "an address is missing"
attn explain 'encoder.0.self.score[0,0,0]' --model "$model"; bad "explain: an unknown path" 1 "did you mean"
attn explain 'encoder.0.self.scores' --model "$model"; bad "explain: no cell" 1 "cell"
attn explain 'encoder.0.self.scores[0,0,99]' --model "$model"; bad "explain: a column outside" 1 "outside"
attn explain 'encoder.0.self.scores[9,0,0]' --model "$model"; bad "explain: a head outside" 1 "head"
attn explain 'encoder.0.self.scores[0,0' --model "$model"; bad "explain: no closing bracket" 1 "]"
attn explain 'encoder.0.self.scores@99[0,0,0]' --model "$model"; bad "explain: a decoding step outside" 1 "decoding step"
attn explain 'encoder.0.self.scores[0,z,0]' --model "$model"; bad "explain: an unknown token" 1 "'z'"

# --- attend, against NumPy
for folder in "$cases"/*/; do
    name=$(basename "$folder")
    set -- --q "$folder/q.npy" --k "$folder/k.npy" --save "attend-$name"
    [ -f "$folder/v.npy" ] && set -- "$@" --v "$folder/v.npy"
    [ -f "$folder/mask.npy" ] && set -- "$@" --mask "$folder/mask.npy"
    attn attend "$@" $(cat "$folder/options"); good "attend: $name" "worst error"
    for want in "$folder"/want/*.npy; do
        close_enough "attend-$name/$(basename "$want")" "$want"; say "attend: $name $(basename "$want" .npy)" $?
    done
    [ "$(ls -A "attend-$name")" = "$(ls -A "$folder/want")" ]; say "attend: $name writes these files and no other" $?
done
cmp -s attend-plain/masked.npy attend-plain/scaled.npy; say "attend: without a mask masked is scaled" $?
q=$cases/plain/q.npy k=$cases/plain/k.npy v=$cases/plain/v.npy
attn attend --k "$k"; bad "attend: no q" 2 "--q is missing"
attn attend --q "$q"; bad "attend: no k" 2 "--k is missing"
attn attend --q "$q" --k "$k" more; bad "attend: an operand" 2 "'more' is one argument too many"
attn attend --q "$q" --k "$k" --scale big; bad "attend: a wrong scale" 2 "'big' is not a number"
attn attend --q "$q" --k "$k" --scale 1e99; bad "attend: a scale too large" 2 "1e99"
attn attend --q "$q" --k "$k" --scale 1e38; bad "attend: scores too large" 1 "beyond float32"
attn attend --q nowhere.npy --k "$k"; bad "attend: no such file" 1 "nowhere.npy"
attn attend --q "$q" --k "$cases/no-values/k.npy"; bad "attend: widths differ" 1 "k [9, 4] does not fit q [5, 8]"
attn attend --q "$q" --k "$k" --v "$cases/no-values/k.npy"; bad "attend: v has other rows" 1 "v [9, 4] does not fit k [7, 8]"
attn attend --q "$cases/heads/q.npy" --k "$cases/head-masks/k.npy"; bad "attend: heads differ" 1 "as many heads"
attn attend --q "$q" --k "$cases/heads/k.npy"; bad "attend: axes differ" 1 "has 3 axes"
attn attend --q "$q" --k "$k" --mask "$cases/int8-mask/mask.npy"; bad "attend: a mask that misfits" 1 "mask [4, 6] does not fit"
attn attend --q "$model/config.json" --k "$k"; bad "attend: not a .npy file" 1 "config.json"
head -c 200 "$q" >cut.npy; attn attend --q cut.npy --k "$k"; bad "attend: a cut file" 1 "cut.npy"
{ head -c 128 "$q"; printf '\0\0\300\177'; tail -c +133 "$q"; } >nan.npy
attn attend --q nan.npy --k "$k"; bad "attend: NaN" 1 "nan.npy holds NaN at [0, 0]"
{ head -c 128 "$q"; printf '\0\0\200\177'; tail -c +133 "$q"; } >infinite.npy
attn attend --q "$q" --k "$k" --v infinite.npy; bad "attend: infinity" 1 "infinite.npy"
attn attend --q "$q" --k "$k" --save file/in; bad "attend: --save below a file" 1 "file"
"$program" attend --q "$q" --k "$k" >/dev/full 2>"$work/err"; [ $? -eq 1 ]; say "attend: full disk" $?

# --- inspect
attn inspect "$q"; good "inspect: .npy" "5"
attn inspect "$model"; good "inspect: a model folder" "post"
attn inspect "$model/model.safetensors"; good "inspect: .safetensors" "encoder.0.self.w.q"
attn inspect cut.npy; bad "inspect: a cut file" 1 "cut.npy"
attn inspect; bad "inspect: no file" 2 "a file is missing"
attn inspect a b; bad "inspect: two files" 2 "one argument too many"
attn inspect nowhere.npy; bad "inspect: no such file" 1 "nowhere.npy"

# --- check
attn check --model "$model"; good "check" "rows of weights sum to 1"
[ "$(grep -c '  ok$' out)" -eq 15 ]; say "check: fifteen invariants hold" $?
for variant in pre tanh; do
    attn check a b --model "$here/tests/reference/runs/$variant"; good "check: $variant" "ok"
done
attn check --model "$model" --seed 5 --kernels plain; good "check: --seed --kernels" "ok"
attn check --model "$model" --seed five; bad "check: a wrong seed" 2 "'five' is not a whole number"
for change in scale=off mask=off norm=pre head=decoder.1.cross:0:off 'cell=encoder.0.self.weights[0,0,0]=3'; do
    attn check --model "$model" --what-if "$change"; good "check: what-if $change" "ok"
done

# --- words, sample
attn words --model "$model"; good "words" "a"
[ "$out" = "$(tail -n +4 "$model/vocab.en.txt")" ]; say "words: the vocabulary" $?
attn words --model stories; good "words: of stories" "fox"
attn sample --model stories --seed 3; good "sample: how a story begins" ""
line=$out; attn run "$line" --model stories; good "run: a story goes on" "."
attn words --target --model "$model"; [ "$out" = "$(tail -n +4 "$model/vocab.fr.txt")" ]; say "words: --target" $?
attn words --model "$model" extra; bad "words: an operand" 2 "one argument too many"
attn sample --model "$model"; bad "sample: a model without a grammar" 1 "'post'"
attn sample --count 0; bad "sample: --count 0" 2 "between 1 and"
attn sample --seed x; bad "sample: a wrong seed" 2 "not a whole number"

# --- train: the smallest training there is; its model opens
attn train; bad "train: no name" 2 "a model's name is missing"
attn train klingon; bad "train: an unknown name" 2 "'klingon'"
attn train dates --steps 0; bad "train: --steps 0" 2 "between 1 and"
attn train dates --steps many; bad "train: --steps many" 2 "not a whole number"
attn train dates --seed -1; bad "train: a wrong seed" 2 "between"
attn train dates --steps 1 -o file/in; bad "train: a folder below a file" 1 "file"
attn train dates --evaluate 0; bad "train: --evaluate 0" 2 "between 1 and"
attn train dates --steps 2 --seed 3 --evaluate 12 -o trained --resume; good "train" "trained"
grep -q "(0 of 12)" trained/evaluation.txt; say "train: --evaluate" $?
none_left trained && [ ! -e trained/checkpoint.safetensors ]; say "train: no checkpoint stays" $?
attn sample --model ./trained --seed 4 --count 5; good "sample" ""
[ "$(wc -l <out)" -eq 5 ]; say "sample: --count" $?
cp out first; attn sample --model ./trained --seed 4 --count 5; cmp -s first out; say "sample: --seed" $?
line=$(head -n 1 first); attn run "$line" --model ./trained; good "run: a sample" ""

# --- export
e() { attn export --model "$model" --notes off --size 640x480 "$@"; } # without notes equal pictures are equal files
e --step encoder.0.self.scores -o a.png; is_png a.png; say "export: --step" $?
[ "$(png_size a.png)" = 640x480 ]; say "export: --size" $?
e --step encoder.0.self.scores -o a.png; bad "export: a file that is there" 1 "--force"
e --step encoder.0.self.scores -o a.png --force; good "export: --force" ""
e --step encoder.0.self.scores -o b.png; cmp -s a.png b.png; say "export: equal runs, equal bytes" $?
e --step encoder.0.self.scores --head 2 -o h.png; is_png h.png && ! cmp -s a.png h.png; say "export: --head" $?
e --step encoder.0.self.scores --theme night -o n.png; is_png n.png && ! cmp -s a.png n.png; say "export: --theme" $?
e --step encoder.0.self.scores --theme paper -o p.png; cmp -s a.png p.png; say "export: paper is the default" $?
e --step encoder.0.self.scores --frame window -o w.png; is_png w.png && ! cmp -s a.png w.png; say "export: --frame" $?
e --step encoder.0.self.scores --lang ru -o r.png; is_png r.png && ! cmp -s a.png r.png; say "export: --lang" $?
e --step encoder.0.self.scores --transparent -o t.png; [ "$(od -A n -t u1 -j 25 -N 1 t.png | tr -d ' ')" = 6 ]
say "export: --transparent" $?
e --step encoder.0.self.scores --what-if scale=off -o s.png; is_png s.png; say "export: --what-if" $?
e --step 'decoder.0.self.weights@2' -o d.png; is_png d.png; say "export: @t" $?
e --view 'text a b; show encoder.1.self.weights head=1; theme night' -o v.png; is_png v.png; say "export: --view" $?
attn export --notes off --size 1440x900 --view 'depth sentence' -o home.svg --frame window # the model that is shipped
grep -q 'il</text>' home.svg && grep -q '99.997 %' home.svg && grep -q '18 lessons' home.svg
say "export: the sentence opens where most moves" $?
e --view 'show decoder.0.cross.weights@3 head=mean; depth sentence' -o mean.svg --frame window; grep -q 'Layer 1, mean' mean.svg
say "export: a mean of heads is called so" $?
mkdir into; e --step encoder.0.self.scores --head 1 -o into; [ -f into/encoder.0.self.scores-head1.png ]
say "export: into a folder" $?
e a --all -o every --size 320x240; good "export: --all" ""
[ "$(ls every | wc -l)" -gt 50 ] && [ -e every/001-sentence.png ] && [ -z "$(ls every | grep -v '^[0-9][0-9][0-9]-[a-z0-9.]*\.png$')" ] && none_left every
say "export: --all names" $?
e a --all -o every --size 320x240; bad "export: --all over what is there" 1 "--force"
e a --all -o file/every; bad "export: --all below a file" 1 "file"
e --step encoder.0.self.score -o x.png; bad "export: an unknown step" 1 "did you mean"
e --step encoder.0.self.scores --head 4 -o x.png; bad "export: no such head" 1 "no head 4"
e --step encoder.0.self.scores --head two -o x.png; bad "export: a wrong head" 2 "a list like 0,2"
e --view 'show nothing' -o x.png; bad "export: a wrong view" 1 "--view"
# Every directive of a view: taken, it draws another picture than the plain one; refused, it says what is wrong with it.
shown='show encoder.0.self.weights'
e --view "$shown" --frame window -o plain.png; is_png plain.png; say "view: the plain one" $?
views=0
while IFS= read -r view; do
    views=$((views + 1))
    e --view "$view" --frame window -o "view$views.png"; good "view: $view" ""
    is_png "view$views.png" && ! cmp -s plain.png "view$views.png"; say "view: $view shows" $?
done <<EOF_VIEWS
depth model
depth layer
depth sublayer
$shown; depth row
$shown; depth cell
$shown; depth cell; part 1
$shown; zoom 2
$shown; zoom 64 1 0.5
$shown; play 0.5
$shown; play 0
$shown; fold map=open notes=shut timeline=shut
$shown form=ribbons
$shown form=bars
$shown form=heads
$shown head=1
$shown; point row=1 col=0
$shown; theme night
$shown; size 200
text a; $shown
EOF_VIEWS
for view in 'depth step' 'zoom 1' 'play 1' 'part 0' 'fold map=auto notes=auto timeline=auto' "$shown form=matrix" ';;' \
    'point none'; do
    e --view "$view" --frame window -o same.png --force; good "view: $view" ""
    cmp -s plain.png same.png; say "view: $view is the plain one" $?
done
refused() { e --view "$1" -o refused.png; bad "view: '${1:0:40}' is refused" 1 "--view: $2"; }
refused 'depth abyss' "depth: 'abyss' is none of sentence, model, layer, sublayer, step, row and cell"
refused 'show decoder.0.cross.weights head=mean; depth step' 'show: head=mean is of depth sentence only'
refused 'attend q=[1 0] k=[0 1]; depth sentence' 'depth: matrices have no sentence'
refused 'depth' 'depth: nothing follows'
for zoom in 0 -1 65 nan inf 1e999 x '4 0.5' '4 2 0' '4 0 -1' '4 0 0 0'; do refused "zoom $zoom" "zoom: '$zoom' is not"; done
for play in -0.1 1.1 nan x '0.5 1'; do refused "play $play" "play: '$play' is not a number from 0 to 1"; done
for part in -1 x 1.5 99999999999999999999; do refused "part $part" "part: '$part' is not a number of terms"; done
for fold in map map=ajar roof=open = map=open=shut 'map=open notes'; do
    refused "fold $fold" "fold: '${fold#map=open }' is not"
done
refused "$shown form=pie" "show: form 'pie' is none of matrix, ribbons, bars, heads, tree, alone and lens"
refused "$shown form=" "show: form ''"
refused "$shown head=9999999999999" "show: head '9999999999999'"
refused "$shown shape=round" "show: 'shape=round' is neither head=N nor form=NAME"
refused 'point row=99999999999 col=0' "point: no token"
refused 'size 20' "size: '20'"
refused 'zoom 2; zoom 3' "'zoom' is there twice"
refused 'turn left' "'turn' is no directive"
refused "text $(head -c 9000 /dev/zero | tr '\0' a)" "I don't know 'aaa"
refused "$(head -c 100000 /dev/zero | tr '\0' a)" "'aaa"
refused "$(printf 'depth a\nb\033[31m\377')" "depth: "
refused "$(head -c 1000 "$program" | tr -d '\0\n')" ""
[ ! -e refused.png ]; say "view: no file of a refused one" $?
e --step encoder.0.self.scores; bad "export: no -o" 2 "-o is missing"
e -o x.png; bad "export: nothing named" 2 "one of --step, --view, --list, --layer, --all and --lesson"
e --step encoder.input --theme dusk -o x.png; bad "export: a wrong theme" 2 "'dusk'"
e --step encoder.input --frame oak -o x.png; bad "export: a wrong frame" 2 "'oak'"
e --step encoder.input --lang tlh -o x.png; bad "export: a wrong language" 2 "'tlh'"
for size in 100x100 9000x9000 640 640x 640x480x1 axb -640x480 99999999999x9 ''; do
    e --step encoder.input --size "$size" -o x.png; bad "export: --size '$size'" 2 "--size"
done
e --step encoder.input -o file/x.png; bad "export: below a file" 1 "file"
e --step encoder.input -o /dev/full; bad "export: into a device" 1 "/dev/full"
[ ! -e x.png ]; say "export: no file of an error" $?

# --- the window, where there is no display
unset DISPLAY WAYLAND_DISPLAY
export SDL_VIDEODRIVER=x11
attn a b --model "$model"; bad "window: no display" 1 "no window"
attn --model "$model" --lang tlh; bad "window: a wrong language" 2 "'tlh'"
attn --model "$model" --theme red; bad "window: a wrong theme" 2 "'red'"
attn --model "$model" --link page; bad "window: a wrong link" 2 "is no address"
attn --model "$model" --size 10x10; bad "window: a wrong size" 2 "--size"
attn elephant --model "$model"; bad "window: an unknown word" 1 "I don't know 'elephant'"
attn a --model "$model" --view 'show nothing'; bad "window: a wrong view" 1 "nothing"
attn a --model "$model" --view 'zoom 65'; bad "window: a view's wrong zoom" 1 "zoom: '65'"
attn window --help; good "window: --no-motion is told of" "--no-motion"
attn a --no-motion --model "$model"; bad "window: --no-motion is understood" 1 "no window"

# The README shows the pictures that are listed, and the program can make each of them; with sanitizers, which take their
# time over pixels, each fourth.
mkdir pictures listed
ln -s "$here/assets/pictures/own" listed/own
case $program in */san/*) each=4 ;; *) each=1 ;; esac
awk -v each=$each '/^#/ { next } n++ % each == 0' "$here/assets/pictures/pictures.txt" >listed/pictures.txt
"$here/tests/pictures.sh" "$program" "$work/listed" pictures >/dev/null; say "pictures: all are made" $?
while IFS='|' read -r name _; do
    name=$(echo $name)
    is_png "pictures/$name.png" && [ -s "$here/assets/pictures/$name.png" ] &&
        grep -q "(assets/pictures/$name.png)" "$here/README.md"; say "pictures: $name is made and shown in the README" $?
done <listed/pictures.txt

none_left "$work"; say "no hidden file stays anywhere" $?
echo "# $((count - failed)) of $count"
[ "$failed" -eq 0 ]
