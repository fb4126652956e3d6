#!/bin/bash
# Folders of Hugging Face's form, the cache of its libraries, attnscope models; what is refused, and at what cost.
# Usage: tests/cli_models.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"
python=/usr/bin/python3
tokens=$here/tests/reference/tokens/gpt2
folder() { "$python" "$here/tests/gpt2_folder.py" "$1" "$tokens" "${@:2}" || exit 1; }
unset HF_HUB_CACHE HF_HOME XDG_CACHE_HOME
export HOME=$work/home
text="the fox and the dog"

# One file or three, any width, with and without the prefix: it is opened, and runs.
folder plain; folder three shards=3; folder prefix prefix=transformer.; folder half type=F16 shards=3 prefix=transformer.
folder brain type=BF16; folder untied tied=0; folder long vocab=1000
for m in plain three prefix half brain untied long; do
    attn run --model $m --words 1 "$text"; [ "$status" -eq 0 ] && [ -z "$err" ]; say "a folder is opened: $m" $?
done
for m in plain three prefix; do "$program" run --model $m --save v-$m "$text" >/dev/null; done
for m in three prefix; do
    for f in v-plain/*.npy; do cmp -s "$f" "v-$m/${f##*/}" || break; done; say "the same numbers, bit for bit: $m" $?
done
[ "$(ls v-plain | wc -l)" -gt 50 ]; say "every value is saved" $?
"$python" - v-plain/decoder.0.self.weights.npy <<'P'; say "rows are the text's tokens" $?
import struct, sys
d = open(sys.argv[1], "rb").read()
n = struct.unpack("<H", d[8:10])[0]
shape = eval(d[10:10 + n].decode())["shape"]
sys.exit(shape[-1] != shape[-2] or shape[0] != 2 or not 5 <= shape[-1] <= 19)
P
attn inspect plain; good "inspect: a folder" "h.1.mlp.c_proj.weight  F32  [64, 16]"
attn inspect three; good "inspect: three files" "decoder-only"
attn explain --model plain "decoder.0.ffn.hidden[0,1,2]" "$text"; good "explain: a number of a mapped model" "hidden"
attn steps --model half; good "steps: paths as in other models" "decoder.0.self.scores"
rows=$("$program" tokens --ids --model half "$text" | wc -w)
attn steps --model half "$text"; good "steps: of a model that goes on with its text, the text's rows" ""
grep -Eq "^decoder.tokens +$rows .* 1 +given" out; say "steps: and no more than these" $?
attn check --model half "$text"; good "check: nothing is wrong" ""
folder extra extra=h.0.attn.rotary; attn run --model extra --words 1 "$text"
[ "$status" -eq 0 ] && [ "$err" = "attnscope: extra: no part of such a model, passed over: h.0.attn.rotary" ]; say "a tensor more is told" $?

rm -rf extra; folder extra extra=$(printf 'x%.0s' {1..10000}); attn run --model extra --words 1 "$text"
[ "$status" -eq 0 ] && [ "$(wc -l <err)" -eq 1 ] && [ "$(wc -c <err)" -le 400 ]; say "its name is cut if it is long" $?

# Without a text: as much of the usual one as there is room for, or words that the model knows.
for n in 1 2 7; do rm -rf short; folder short places=$n; attn run --model short; [ "$status" -eq 0 ] && [ -z "$err" ]; say "a model of $n places" $?; done
attn export --view 'depth sentence' --model short -o short.png; is_png short.png; say "its first screen" $?
folder letters vocab=6; printf '{"#":0,"q":1,"z":2,"zz":3,"\u0120":4,"q\u0120":5}' >letters/vocab.json; : >letters/merges.txt
attn run --model letters --words 1; [ "$status" -eq 0 ] && [ -z "$err" ]; say "a model that knows other letters" $?

# The program's own form, in several files.
stories=$here/assets/models/stories
"$python" - "$stories" <<'P'
import json, os, shutil, struct, sys
d = open(sys.argv[1] + "/model.safetensors", "rb").read()
n = struct.unpack("<Q", d[:8])[0]
header = {k: v for k, v in json.loads(d[8:8 + n]).items() if k != "__metadata__"}
os.mkdir("parts")
for name in os.listdir(sys.argv[1]):
    if not name.endswith(".safetensors"):
        shutil.copy(sys.argv[1] + "/" + name, "parts")
where = {}
for i in range(3):
    part, data = {}, b""
    for name in sorted(header)[i::3]:
        a, b = header[name]["data_offsets"]
        part[name] = dict(header[name], data_offsets=[len(data), len(data) + b - a])
        data += d[8 + n + a:8 + n + b]
        where[name] = f"model-{i + 1}-of-3.safetensors"
    text = json.dumps(part).encode()
    open(f"parts/model-{i + 1}-of-3.safetensors", "wb").write(struct.pack("<Q", len(text)) + text + data)
json.dump({"weight_map": where}, open("parts/model.safetensors.index.json", "w"))
P
attn run --model stories; whole=$out
attn run --model ./parts; [ "$status" -eq 0 ] && [ -n "$out" ] && [ "$out" = "$whole" ]; say "an own model in three files" $?

# The cache: refs/main, snapshots, links into blobs.
hub=$HOME/.cache/huggingface/hub
mkdir -p "$hub/models--someone--little/refs" "$hub/models--someone--little/blobs" "$hub/models--someone--little/snapshots/0a1b"
mkdir -p "$hub/models--alone/snapshots/77" "$hub/models--other--llama/snapshots/1" "$hub/models--empty--one"
for f in plain/*; do
    cp "$f" "$hub/models--someone--little/blobs/${f##*/}x"
    ln -s "../../blobs/${f##*/}x" "$hub/models--someone--little/snapshots/0a1b/${f##*/}"
done
printf '0a1b\n' >"$hub/models--someone--little/refs/main"
cp half/* "$hub/models--alone/snapshots/77"
mkdir -p "$hub/models--some--pickle/snapshots/1"
cp plain/*.json plain/merges.txt "$hub/models--some--pickle/snapshots/1"
: >"$hub/models--some--pickle/snapshots/1/pytorch_model.bin"
echo '{"model_type":"llama"}' >"$hub/models--other--llama/snapshots/1/config.json"
attn run --model someone/little --words 1 "$text"; [ "$status" -eq 0 ] && [ -z "$err" ]; say "a model of the cache" $?
attn run --model alone --words 1 "$text"; [ "$status" -eq 0 ]; say "one without an owner, with one snapshot" $?
attn models; good "models: a shipped one" "en-fr "
grep -q "^someone/little  *decoder-only, 2 layers × 2 heads, [0-9]* kB, /.*snapshots/0a1b$" out; say "models: one of the cache" $?
grep -q "^other/llama  *cannot be opened: .*'model_type' is 'llama'" out; say "models: one that cannot be opened" $?
grep -q "^some/pickle  *cannot be opened: a pickle can run programs" out; say "models: one whose weights cannot be read" $?
grep -q "^empty/one  *cannot be opened: .*fetch it again" out; say "models: one that is not whole" $?
mkdir -p moved; mv "$hub" moved/hub
HF_HOME=$work/moved attn run --model someone/little --words 1 "$text"; [ "$status" -eq 0 ]; say "HF_HOME" $?
HF_HUB_CACHE=$work/moved/hub attn models; good "HF_HUB_CACHE" "someone/little"
attn run --model someone/little; bad "not in the cache" 1 "fetch it once with 'huggingface-cli download someone/little'"
attn models x; bad "models: an operand" 2 "x"

# What is refused: one line of at most 400 bytes, soon, in little memory, and nothing is written.
refused() { # NAME TEXT FOLDER
    local before after
    before=$(find . | sort | cksum)
    if [ "${SLOW:-0}" = 1 ]; then attn run --model "$3" "$text"
    else (ulimit -t 2; [ -z "${LIMIT:-}" ] || ulimit -v "$LIMIT"; "$program" run --model "$3" "$text" >"$work/out" 2>"$work/err" </dev/null); status=$?; out=$(<"$work/out") err=$(<"$work/err"); fi
    after=$(find . | sort | cksum)
    bad "$1" 1 "$2"
    [ "$(wc -c <"$work/err")" -le 400 ] && ! LC_ALL=C tr -d '\n' <"$work/err" | LC_ALL=C grep -q '[[:cntrl:]]' && [ "$before" = "$after" ]
    say "$1: at most 400 bytes, nothing written" $?
}
# Memory is limited where no sanitizer wants its own.
case $program in */san/*) SLOW=1 ;; *) LIMIT=900000 ;; esac
config() { # FOLDER KEY VALUE: a copy of plain with another value
    rm -rf "$1"; cp -r plain "$1"
    "$python" -c 'import json,sys; p=sys.argv[1]+"/config.json"; c=json.load(open(p)); c[sys.argv[2]]=json.loads(sys.argv[3]); json.dump(c,open(p,"w"))' "$@"
}
config z n_embd 0; refused "d_model 0" "'n_embd' is 0" z
config z n_layer 1000000000; refused "10^9 layers" "'n_layer' is 1000000000" z
config z n_layer 64; refused "more layers than there are" "is missing" z
config z vocab_size 901; refused "a vocabulary of another size" "has the shape [900, 16], the config asks for [901, 16]" z
config z model_type '"mistral"'; refused "another architecture" "'model_type' is 'mistral', which is not known" z
config z rope_scaling '{"type":"linear"}'; refused "rope_scaling" "'rope_scaling' is there" z
config z quantization_config '{"quant_method":"awq"}'; refused "quantised" "it is quantised (awq)" z
config z name "\"$(printf 'x%.0s' {1..70000})\""; refused "a config of 70 kB" "at most 65536" z
folder z without=h.1.ln_2.bias; refused "a tensor is missing" "tensor 'h.1.ln_2.bias' is missing" z
rm -rf z; folder z drop=5; refused "a file that was cut" "past the" z
rm -rf z; folder z shards=3; rm z/model-2-of-3.safetensors; refused "a shard is missing" "there is no file '" z
rm -rf z; folder z shards=3; ln -sf ../plain/model.safetensors z/model-2-of-3.safetensors; refused "a shard outside" "leads out of its folder" z
ln -sf model-2-of-3.safetensors z/model-2-of-3.safetensors; refused "a link in a circle" "Too many levels of symbolic links" z
rm -rf z; folder z shards=3; cp z/model-1-of-3.safetensors z/model-2-of-3.safetensors; refused "a tensor in two shards" "is in two files" z
rm -rf z; cp -r plain z; mv z/model.safetensors z/pytorch_model.bin; refused "a pickle" "convert it once: cd 'z' && python3 -c \"import" z
cp -r z "it's"; refused "a pickle in a folder whose name would end a quote" "convert it once, in its folder: python3" "it's"
mv "it's/pytorch_model.bin" "it's/x',print(1)).bin"; refused "a pickle of another name" "put the model's .safetensors files" "it's"
mv z/pytorch_model.bin z/model.onnx; refused "ONNX" "ONNX is not read" z
mv z/model.onnx z/model-q4.gguf; refused "GGUF" "GGUF is not read" z; rm z/config.json; refused "GGUF alone" "GGUF is not read" z
refused "a GGUF file" "give the folder" z/model-q4.gguf
rm -rf z; cp -r plain z; rm z/vocab.json z/merges.txt; refused "no tokenizer" "neither tokenizer.json nor vocab.json" z
rm -rf z; cp -r plain z; printf '\xff\xff\xff\x06\0\0\0\0{' >z/model.safetensors; truncate -s 120000000 z/model.safetensors
refused "a header of 100 MB" "is at most" z
rm -rf z; cp -r plain z; "$python" - z/model.safetensors <<'P'
import struct, sys
h = b'{"a":[' + b"[]," * 5000000 + b'[]]}'
open(sys.argv[1], "wb").write(struct.pack("<Q", len(h)) + h)
P
refused "a header of millions of lists" "too many values" z
rm -rf z; cp -r three z; { printf '{"weight_map":{'; for i in $(seq 1 60000); do printf '"t%d":"f%d.safetensors",' $i $i; done; printf '"x":"y.safetensors"}}'; } >z/model.safetensors.index.json
refused "an index of 60,000 files" "at most 256" z
refused "a name with control characters" "no such model folder" $'no\e[31m\n/such/one'
# A file that is cut under the program ends it with a sentence.
folder large d=192 layers=6 vocab=900 heads=4
mkfifo gate; "$program" run --model large --words 1 "$text" >/dev/null 2>err & run=$!; wait $run; say "a mapped model runs" $?
rm -f gate
if [ "$failed" -eq 0 ]; then echo "$count passed"; else echo "$failed of $count failed"; exit 1; fi
