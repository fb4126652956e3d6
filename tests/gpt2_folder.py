#!/usr/bin/python3
"""Writes a folder of GPT-2's form with random weights, for tests that need one and no reference numbers.

Usage: gpt2_folder.py OUT TOKENIZER [key=value]...   keys: type (F32, F16, BF16), shards, prefix, tied, d, layers, heads,
vocab, places, extra (a name of one tensor more), without (of one that is left out), drop (bytes cut from the end).
"""
import json
import os
import random
import shutil
import struct
import sys

c = dict(type="F32", shards=1, prefix="", tied=1, d=16, layers=2, heads=2, vocab=900, places=64, extra="", without="", drop=0)
out, tokenizer = sys.argv[1:3]
for pair in sys.argv[3:]:
    key, value = pair.split("=")
    c[key] = int(value) if value.isdigit() else value
os.makedirs(out, exist_ok=True)
for name in os.listdir(tokenizer):
    shutil.copy(os.path.join(tokenizer, name), out)
d, r = c["d"], random.Random(5)
shapes = {"wte.weight": [c["vocab"], d], "wpe.weight": [c["places"], d]}
for i in range(c["layers"]):
    for name, shape in (("ln_1.weight", [d]), ("ln_1.bias", [d]), ("attn.c_attn.weight", [d, 3 * d]),
                        ("attn.c_attn.bias", [3 * d]), ("attn.c_proj.weight", [d, d]), ("attn.c_proj.bias", [d]),
                        ("ln_2.weight", [d]), ("ln_2.bias", [d]), ("mlp.c_fc.weight", [d, 4 * d]),
                        ("mlp.c_fc.bias", [4 * d]), ("mlp.c_proj.weight", [4 * d, d]), ("mlp.c_proj.bias", [d])):
        shapes[f"h.{i}.{name}"] = shape
shapes.update({"ln_f.weight": [d], "ln_f.bias": [d]})
if not c["tied"]:
    shapes["lm_head.weight"] = [c["vocab"], d]
shapes = {(c["prefix"] if not n.startswith("lm_head") else "") + n: s for n, s in shapes.items() if n != c["without"]}
if c["extra"]:
    shapes[c["extra"]] = [3]


def number(x):
    b = struct.pack("<f", x)
    return b if c["type"] == "F32" else b[2:] if c["type"] == "BF16" else struct.pack("<e", x)


def write(name, names):
    header, blobs, offset = {}, [], 0
    for n in names:
        count = 1
        for k in shapes[n]:
            count *= k
        blob = b"".join(number(r.gauss(0, 0.2) + ("ln" in n and "weight" in n)) for _ in range(count))
        header[n] = {"dtype": c["type"], "shape": shapes[n], "data_offsets": [offset, offset + len(blob)]}
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    data = struct.pack("<Q", len(text)) + text + b"".join(blobs)
    open(os.path.join(out, name), "wb").write(data[:len(data) - c["drop"]])


names = list(shapes)
if c["shards"] == 1:
    write("model.safetensors", names)
else:
    cut = -(-len(names) // c["shards"])
    files = [(f"model-{k + 1}-of-{c['shards']}.safetensors", names[k * cut:(k + 1) * cut]) for k in range(c["shards"])]
    for name, part in files:
        write(name, part)
    json.dump({"metadata": {}, "weight_map": {n: name for name, part in files for n in part}},
              open(os.path.join(out, "model.safetensors.index.json"), "w"))
json.dump({"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "activation_function": "gelu_new", "n_embd": d,
           "n_head": c["heads"], "n_layer": c["layers"], "n_positions": c["places"], "n_inner": None, "vocab_size": c["vocab"],
           "tie_word_embeddings": bool(c["tied"]), "bos_token_id": 899, "eos_token_id": 899, "layer_norm_epsilon": 1e-5},
          open(os.path.join(out, "config.json"), "w"))
