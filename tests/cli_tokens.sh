#!/bin/bash
# attnscope tokens: what a text is cut into.
# Usage: tests/cli_tokens.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"
python=/usr/bin/python3
here_tokens=$here/tests/reference/tokens
gpt2=$here_tokens/gpt2 qwen=$here_tokens/qwen

# is NAME TEXT: the last run succeeded and printed exactly that.
is() { [ "$status" -eq 0 ] && [ -z "$err" ] && printf %s "$2" | cmp -s - out; say "$1" $?; }

attn tokens --model "$gpt2" " the fox"; good "tokens: a piece and its number" "·"
awk -F'\t' 'NF != 2 || $2 !~ /^[0-9]+$/ { exit 1 }' out; say "tokens: two columns, parted by a tab" $?
attn tokens --ids --model "$gpt2" "a b"; is "tokens --ids: one line" $'97 289\n'
attn tokens --ids --model "$gpt2" ""; is "tokens --ids: an empty line for an empty text" $'\n'
attn tokens --ids --model "$gpt2"; is "tokens --ids: an empty line for no text" $'\n'
attn tokens --model "$gpt2" ""; is "tokens: nothing for an empty text" ""
attn tokens --ids --model "$gpt2" -- --ids; is "tokens --: a text that looks like an option" $'45 45 105 100 115\n'
attn tokens --ids --model "$gpt2" $'\r\n\t\x01 '; is "tokens: bytes as they are" $'13 10 9 1 32\n'
attn tokens --ids --model "$gpt2" 'a<|endoftext|>b'; is "tokens: an added token is one" $'97 899 98\n'
attn tokens --model "$gpt2" $'\n\t x\xc2\xa0'; is "tokens: what cannot be seen has a sign" $'⏎\t10\n⇥\t9\n·\t32\nx\t120\n⟨C2⟩\t194\n⟨A0⟩\t160\n'
attn tokens --ids --model "$qwen" $'e\xcc\x81'; first=$out
attn tokens --ids --model "$qwen" $'\xc3\xa9'; [ "$first" = "$out" ]; say "tokens: the normalizer of the files" $?

printf 'a\0b\n' | "$program" tokens --ids --stdin --model "$gpt2" >out; [ "$(cat out)" = "97 0 98 10" ]; say "tokens --stdin: byte for byte" $?
printf '' | "$program" tokens --ids --stdin --model "$gpt2" >out; [ "$(wc -c <out)" -eq 1 ]; say "tokens --stdin: nothing" $?
head -c 1048576 /dev/zero | tr '\0' 'a' >million
"$program" tokens --ids --stdin --model "$gpt2" <million >out; [ "$(wc -w <out)" -ge 1000 ]; say "tokens --stdin: a million bytes of one letter" $?
{ cat million; echo; } | "$program" tokens --stdin --model "$gpt2" >out 2>err
[ $? -eq 1 ] && [ ! -s out ] && grep -q "longer than 1048576 bytes" err; say "tokens --stdin: one more is told" $?
attn tokens --stdin --model "$gpt2" text; bad "tokens --stdin TEXT" 2 "a TEXT beside --stdin"
attn tokens --model "$gpt2" $'ab\xff'; bad "tokens: what is no UTF-8" 1 "the text is not UTF-8: byte 2 is 0xFF"
attn tokens --wings; bad "tokens --wings" 2 "no option '--wings'"

# Models of words and characters.
attn tokens "She doesn't like cars."; good "tokens of en-fr" "cars"
[ "$(cut -f 1 out | tr '\n' ' ')" = "she does not like cars . " ]; say "tokens of en-fr: its words" $?
attn tokens --model dates --ids "1.2.2020"; [ "$(echo "$out" | wc -w)" -eq 8 ]; say "tokens of dates: its characters" $?
mkdir words && cp "$here"/assets/models/en-fr/{config.json,vocab.*} words
attn tokens --ids "the cat"; words=$out; attn tokens --ids --model ./words "the cat"; is "tokens: words without weights" "$words"$'\n'
attn tokens --ids; is "tokens of en-fr: no text" $'\n'
attn tokens "she likes zebras"; bad "tokens of en-fr: an unknown word" 1 "I don't know 'zebras'"

# A folder of a person's own.
mkdir both && cp "$gpt2"/* both && cp "$qwen/tokenizer.json" both
attn tokens --ids --model ./both $'e\xcc\x81'; [ "$out" = "$first" ]; say "tokens: tokenizer.json comes first" $?
mkdir none && attn tokens --model ./none x; bad "tokens: a folder without anything" 1 "config.json"

# A decoder alone whose tokens are pieces of bytes: its texts and labels everywhere.
$python - "$here/tests/reference/runs/line-learned" <<'P'
import json, os, shutil, sys
os.mkdir("pieces")
shutil.copy(sys.argv[1] + "/model.safetensors", "pieces")
config = json.load(open(sys.argv[1] + "/config.json"))
config.update(tokens="bytes", default_text=" fox  fo")
json.dump(config, open("pieces/config.json", "w"))
words = ["a", "f", "o", "x", "\u0120", "\u010a", "fo", "fox", "\u0120fox", "\u00c3", "\u00a9"]
json.dump({"added_tokens": [{"id": 11, "content": "<|end|>", "special": True}],
           "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False},
           "model": {"vocab": {w: i for i, w in enumerate(words)}, "merges": ["f o", "fo x", "\u0120 fox"]}},
          open("pieces/tokenizer.json", "w"))
P
attn words --model ./pieces; is "words: all pieces, and a row without one" $'a\nf\no\nx\n·\n⏎\nfo\nfox\n·fox\n⟨C3⟩\n⟨A9⟩\n<|end|>\n⟨#12⟩\n'
attn run "a fox" --model ./pieces; [ "$status" -eq 0 ] && [ -z "$err" ]; say "run: a text of pieces" $?
attn run --model ./pieces; [ "$status" -eq 0 ] && [ -z "$err" ]; say "run: the model's own text" $?
attn run "box" --model ./pieces; bad "run: a letter without a piece" 1 "the vocabulary has no word for 'b'"
attn export --step decoder.0.self.weights -o one.csv $' fox\n fo ' --model ./pieces; good "export: a text with a line's end" ""
attn export --view 'text \sfox\n fo\s; show decoder.0.self.weights; depth step' -o two.csv --model ./pieces; cmp -s one.csv two.csv; say "export: a view tells any text" $?
attn explain 'decoder.0.self.scores[0,·fox,a]' "a fox" --model ./pieces; good "explain: cells by their pieces" "decoder.0.self.scores[0,1,0]"
attn steps "a fox" --model ./pieces; good "steps: nothing is put before the text" "decoder.tokens"
attn export --view 'depth sentence' --model ./pieces -o home.png; is_png home.png; say "export: the first screen of pieces" $?
attn export --view 'depth sentence' --frame window --model ./pieces -o home.png --force; is_png home.png; say "export: its window" $?
sed -i 's/"decoder-only"/"encoder-decoder"/' pieces/config.json
attn run a --model ./pieces; bad "run: pieces are read by a decoder alone" 1 "config.json"

# hostile NAME WHY [TEXT]: the folder h is refused in one short line, in less than a second, with less than 256 MB (a build
# with sanitizers takes more of both).
grep -q __asan_init "$program" && large=yes || large=
hostile() {
    local cost seconds kb
    cost=$($python - "$program" tokens --model ./h "${3:-aaaa}" <<'EOF'
import os, subprocess, sys
with open("out", "wb") as out, open("err", "wb") as err:
    process = subprocess.Popen(sys.argv[1:], stdout=out, stderr=err)
    _, status, used = os.wait4(process.pid, 0)
print(os.waitstatus_to_exitcode(status), int(1000 * (used.ru_utime + used.ru_stime)), used.ru_maxrss)
EOF
    )
    read -r status seconds kb <<<"$cost"
    [ "$status" -eq 1 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] && [ "$(wc -c <err)" -le 400 ] && grep -qF "$2" err &&
        ! tr -d '\n' <err | grep -q '[[:cntrl:]]' && [ -n "$large" -o "$seconds" -lt 1000 ] && [ -n "$large" -o "$kb" -lt 262144 ]
    local fine=$?
    [ $fine -eq 0 ] || { echo "# status, ms, KiB: $cost"; head -c 500 err | sed 's/^/# /'; }
    say "hostile: $1 ($seconds ms, $kb KiB)" $fine
}
json() { rm -rf h; mkdir h; $python -c "$1" >h/tokenizer.json; }
json 'print("[" * 1000000)'; hostile "lists within lists" "an object is wanted here"
json 'print("{\"normalizer\":" + "[" * 1000000)'; hostile "deeper lists" "nested too deep"
json 'print("{\"model\":{\"vocab\":{\"a\":0,\"b\":7},\"merges\":[]}}")'; hostile "holes" "no word for the number 1"
json 'print("{\"model\":{\"vocab\":{\"a\":0,\"b\":0},\"merges\":[]}}")'; hostile "the same number twice" "have the same number 0"
json 'print("{\"model\":{\"vocab\":{\"a\":-1},\"merges\":[]}}")'; hostile "a negative number" "the number -1"
json 'print("{\"model\":{\"vocab\":{\"a\":0},\"merges\":[\"a x\"]}}")'; hostile "a merge of an unknown word" "the word 'x' is not in the vocabulary"
json 'print("{\"model\":{\"vocab\":{\"a\\u0001\\u001b[31m" + "x" * 100000 + "\":-1},\"merges\":[]}}")'; hostile "control characters in a long word" "the number -1"
json 'print("{\"" + "k" * 1000000 + "\":1}")'; hostile "a long key" "is not known"
json 'import json; print(json.dumps({"pre_tokenizer": {"type": "Split", "pattern": {"Regex": "(a+)+$"}, "behavior": "Isolated"}, "model": {"vocab": {"a": 0, "!": 1}, "merges": []}}))'
hostile "a pattern without an end" "takes too long" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"
json 'import json; print(json.dumps({"pre_tokenizer": {"type": "Split", "pattern": {"Regex": "(" * 5000 + ")" * 5000}, "behavior": "Isolated"}, "model": {"vocab": {"a": 0}, "merges": []}}))'
hostile "a pattern of brackets" "the pattern"
json 'print("{\"model\":{\"vocab\":{" + ",".join("\"%d\":%d" % (i, i) for i in range(3000000)) + "},\"merges\":[]}}")'; hostile "three million words" "the number 2097152"
json 'print("{\"model\":{\"vocab\":{" + ",".join(["\"a\":0"] * 8000000) + "},\"merges\":[]}}")'; hostile "eight million words" "more than 2097152 words"
json 'print("{\"model\":{\"vocab\":{\"a\":0,\"aa\":1},\"merges\":[" + ",".join(["\"a a\""] * 8000000) + "]}}")'; hostile "eight million merges" "more than 2097152 merges"
json 'print("{\"model\":{\"vocab\":{\"a\":0},\"merges\":[" + ",".join(["\"a\""] * 9000000) + "]}}")'; hostile "nine million merges" "is no pair of words"
json 'print("{\"added_tokens\":[" + ",".join(["[]"] * 1300000) + "],\"model\":{\"vocab\":{\"a\":0},\"merges\":[]}}")'; hostile "a million added tokens" "added"
rm -rf h; mkdir h; truncate -s 300M h/tokenizer.json; hostile "300 MB" "is too large"
rm -rf h; mkdir h; ln -s tokenizer.json h/tokenizer.json; hostile "a link to itself" "Too many levels of symbolic links"
rm -rf h; mkdir h; ln -s "$qwen/tokenizer.json" h/tokenizer.json; hostile "a link out of the folder" "leads out of its folder"
rm -rf h; mkdir h; mkfifo h/tokenizer.json; hostile "a pipe" "not a regular file"
rm -rf h; cp -r "$gpt2" h; mkfifo h/added_tokens.json; hostile "a pipe beside" "added_tokens.json"
rm -rf h
none_left . ; say "tokens: nothing is left" $?
echo "# $((count - failed)) of $count"
[ $failed -eq 0 ]
