#!/usr/bin/python3
"""Makes the reference of byte-level tokens: a small vocabulary, trained here on tokens/text.txt, in the files of four
tokenizers that cut text in different ways, more than 2,000 strings, and the ids that the library of the tokenizers' own
makers gives them.

Writes tokens/{gpt2,llama,qwen,o200k}/…, tokens/strings.json (a string a line) and tokens/ids.txt: a line a string, the
ids for the four in this order, parted by "|"; "=" where they are the column's before. The ids need Node and two packages:

    npm install @anush008/tokenizers @huggingface/tokenizers     (in any folder)
    NODE_PATH=FOLDER/node_modules /usr/bin/python3 tests/reference/make_tokens.py

The first is that library itself, built from Rust; the second its makers' own version in JavaScript, which differs where
JavaScript's \\s does (U+FEFF is one, U+0085 is none): how often is printed. Without them the ids stay as they are.
"""
import collections
import json
import os
import random
import re
import subprocess
import sys

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tokens")
WORDS = 900
END = "<|endoftext|>"

SUFFIXES = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
LLAMA = SUFFIXES + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
UPPER, LOWER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
O200K = "|".join((r"[^\r\n\p{L}\p{N}]?" + UPPER + "*" + LOWER + "+" + SUFFIXES + "?",
                  r"[^\r\n\p{L}\p{N}]?" + UPPER + "+" + LOWER + "*" + SUFFIXES + "?",
                  r"\p{N}{1,3}", r" ?[^\s\p{L}\p{N}]+[\r\n/]*", r"\s*[\r\n]+", r"\s+(?!\S)", r"\s+"))


def letters():
    """A letter for each byte: those that Latin-1 shows stand for themselves."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    other = iter(range(256, 512))
    return {b: chr(b if b in shown else next(other)) for b in range(256)}


def train(text):
    """The pairs that are merged, the most frequent first, of equal ones the first in the alphabet."""
    letter = letters()
    pieces = collections.Counter(re.findall(r" ?[^\W\d_]+| ?\d{1,3}| ?[^\w\s]+|\s+", text))
    pieces = {tuple(letter[b] for b in p.encode()): n for p, n in pieces.items()}
    merges = []
    while len(merges) + 256 + 1 < WORDS:
        pairs = collections.Counter()
        for piece, n in pieces.items():
            for pair in zip(piece, piece[1:]):
                pairs[pair] += n
        best = min(pairs, key=lambda p: (-pairs[p], p))
        merges.append(best)
        after = collections.Counter()
        for piece, n in pieces.items():
            out = []
            for part in piece:
                if out and not isinstance(out[-1], tuple) and (out[-1], part) == best:
                    out[-1] = (out[-1] + part,)
                else:
                    out.append(part)
            after[tuple(p[0] if isinstance(p, tuple) else p for p in out)] += n
        pieces = after
    words = [*letter.values(), *(a + b for a, b in merges), END]
    assert len(set(words)) == len(words)
    return {w: i for i, w in enumerate(words)}, merges


def split(pattern):
    return {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": False}


def tokenizer(vocab, merges, cut, normalizer=None, **model):
    added = {"id": vocab[END], "content": END, "single_word": False, "lstrip": False, "rstrip": False,
             "normalized": False, "special": True}
    level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": cut is None}
    pre = level if cut is None else {"type": "Sequence", "pretokenizers": [split(cut), level]}
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [added],
            "normalizer": normalizer, "pre_tokenizer": pre,
            "post_processor": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": False, "use_regex": True},
            "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
            "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "",
                      "end_of_word_suffix": "", "fuse_unk": False, "byte_fallback": False, **model,
                      "vocab": vocab, "merges": merges}}


POOLS = ["abcdefghijklmnopqrstuvwxyzABCDEFGH    ", "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕ  ", "的一是不了人我在有他这为之，。河狐",
         "العربيةمرحبا في", "สวัสดีชาวโลกภาษาไทย", "ひらがなカタカナ漢字ー々", "가나다라마바사여우강 ", "हिन्दीभाषानदीதமிழ்",
         "\u0301\u0300\u0308\u0323\u0327\u20e3\ufe0f\u200d\u200c", "😀👩\u200d👧🏽🇷🇺🇫🇷☕️❤\ufe0f", "0123456789٠١٢٣४५Ⅷ½²⑱",
         "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»“”‘’—–…", "\t\n\r \u00a0\u2003\u3000\u180e\u0085\u200b\u2028\u2029\u202f\u205f\x0b\x0c\ufeff",
         "\x01\x02\x1b\x1c\x1d\x1e\x1f\x7f\x80\x9f", "éèàùâêîôûëïüçßæœøåñſŁżÅﬁΩ", "ﷺ\u1100\u1161\u11a8Ǆǅ𐐀𐐨𝒜𝔹"]
PARTS = ["hello", "world", " the", " fox", "don't", "I'll", "WE'RE", "it's", "'S", "f(x):\n    return", "\r\n", "\n\n", "   ", "\t",
         END, "<|end", "http://x.org/a?b=c", "i++){\n\tx[i]", "3.14159", "1000000", "über", "naïve", "лиса", " река", "Ё", "川", "河，",
         "강", "النهر", "แม่น้ำ", "नदी", "👨‍👩‍👧", "e\u0301", "и\u0306", "\u1100\u1161", " \u180e", "\u0085", "\u180ea", "\u0085 a"]
OWN = ["", " ", "  ", "\n", "\r\n", " \n ", "a", " a", "a ", "\t\ta", "a  b", "a   b", "a\u180eb", "a\u0085b", "a \u180e b", "\u0085\u0085",
       END, END + END, " " + END + " ", "a" + END + "b", "<|endoftext|", "< |endoftext|>", "'", "''", "'s", "'S", "'ſ", "can't", "CAN'T",
       "can’t", "it'll've", "1 22 333 4444 55555", "x=1;y=22", "1,000.5", "А1б2", "\u0001", "\u001b[31m", "\u007f", "e\u0301", "é", "Å", "Å"]


def strings():
    r = random.Random(26)
    out = dict.fromkeys(OWN)
    while len(out) < 2200:
        text = ""
        for _ in range(r.choice((1, 2, 2, 3, 4))):
            pool = r.choice(POOLS)
            text += r.choice(PARTS) if r.random() < .35 else "".join(r.choice(pool) for _ in range(r.randrange(1, 6)))
            text += " " * r.choice((0, 0, 0, 1, 2))
        out[text] = None
    return list(out)


ORACLE = """
const fs = require('fs'), { Tokenizer } = require('@anush008/tokenizers'), js = require('@huggingface/tokenizers');
(async () => {
  const [tokenizers, strings] = JSON.parse(fs.readFileSync(0, 'utf8')), all = [];
  let other = 0;
  for (const t of tokenizers) {
    const rust = Tokenizer.fromString(JSON.stringify(t)), script = new js.Tokenizer(t, {}), ids = [];
    for (const s of strings) {
      const one = Array.from((await rust.encode(s, null, { addSpecialTokens: false })).getIds()).join(' ');
      other += one !== Array.from(script.encode(s, { add_special_tokens: false }).ids).join(' ');
      ids.push(one);
    }
    all.push(ids);
  }
  fs.writeSync(2, `${other} of ${tokenizers.length * strings.length} are other ids in JavaScript\\n`);
  fs.writeFileSync(1, JSON.stringify(all));
})();
"""


def write(name, text):
    path = os.path.join(HERE, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(text)


def lines(values):
    return "[\n" + ",\n".join(json.dumps(v, ensure_ascii=False) for v in values) + "\n]\n"


def main():
    with open(os.path.join(HERE, "text.txt"), encoding="utf-8") as f:
        vocab, merges = train(f.read())
    joined, pairs = [" ".join(m) for m in merges], [list(m) for m in merges]
    made = {"gpt2": tokenizer(vocab, joined, None),
            "llama": tokenizer(vocab, pairs, LLAMA, ignore_merges=True),
            "qwen": tokenizer(vocab, joined, LLAMA.replace("{1,3}", ""), {"type": "NFC"}),
            "o200k": tokenizer(vocab, pairs, O200K)}
    for name, t in made.items():
        if name != "gpt2":
            write(name + "/tokenizer.json", json.dumps(t, ensure_ascii=False, separators=(",", ":")) + "\n")
    write("gpt2/vocab.json", json.dumps(vocab, ensure_ascii=True) + "\n")
    write("gpt2/merges.txt", "#version: 0.2\n" + "\n".join(joined) + "\n")
    write("gpt2/special_tokens_map.json", json.dumps({k: END for k in ("bos_token", "eos_token", "unk_token")}) + "\n")
    texts = strings()
    write("strings.json", lines(texts))
    got = subprocess.run(["node", "-e", ORACLE], input=json.dumps([list(made.values()), texts]).encode(),
                         stdout=subprocess.PIPE, check=False)
    if got.returncode != 0:
        sys.exit("The ids are as they were: see how to install the two packages above.")
    rows = zip(*json.loads(got.stdout))
    write("ids.txt", "".join("|".join(c if i == 0 or c != row[i - 1] else "=" for i, c in enumerate(row)) + "\n" for row in rows))


main()
