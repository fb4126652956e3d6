#!/usr/bin/python3
"""Makes the reference of beam search: a straightforward beam in Python over the shipped models' weights, run by PyTorch
in float64.

Reads beam/sentences.txt ("MODEL WIDTH | sentence", tokens parted by spaces for en-fr, characters for dates; the first
ones as `attnscope sample` gives them, the rest words in any order, whose answers are far from certain) and writes
beam/hypotheses.txt, one line a sentence:

    MODEL WIDTH MARGIN | source numbers | SCORE word numbers | SCORE word numbers | …    the best first

MARGIN is the smallest distance that decided anything: between the last kept and the first dropped candidate of a step,
or two neighbours of the final order. Where it is below float32's error, another machine may rightly answer otherwise.
Run: /usr/bin/python3 tests/reference/make_beam.py
"""
import json
import math
import os
import struct

import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
MODELS = os.path.join(HERE, "..", "..", "assets", "models")
PAD, BOS, EOS = 0, 1, 2
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


class Model:
    def __init__(self, name):
        folder = os.path.join(MODELS, name)
        self.c = c = json.load(open(os.path.join(folder, "config.json")))
        blob = open(os.path.join(folder, "model.safetensors"), "rb").read()
        size = struct.unpack("<Q", blob[:8])[0]
        self.w = {}
        for path, t in json.loads(blob[8:8 + size]).items():
            if path == "__metadata__":
                continue
            a, b = t["data_offsets"]
            flat = torch.frombuffer(bytearray(blob[8 + size + a:8 + size + b]), dtype=torch.float32)
            self.w[path] = flat.reshape(t["shape"]).to(torch.float64)
        lines = open(os.path.join(folder, f"vocab.{c['source_language']}.txt"), encoding="utf-8").read().split("\n")
        self.number = {w: i for i, w in enumerate(lines) if i > EOS}
        assert c["norm"] == "post" and c["activation"] == "relu" and c["tied_output"] and c["embedding_scale"]

    def front(self, stack, ids):
        d = self.c["d_model"]
        angle = torch.arange(ids.shape[1]).double()[:, None] / 10000 ** (torch.arange(0, d, 2).double()[None] / d)
        wave = torch.stack((angle.sin(), angle.cos()), -1).reshape(ids.shape[1], d)
        return F.embedding(ids, self.w[f"{stack}.w.embed"]) * math.sqrt(d) + wave

    def linear(self, x, scope, name):
        return x @ self.w[f"{scope}.w.{name}"] + self.w[f"{scope}.b.{name}"]

    def attention(self, scope, x, memory, mask):
        def heads(y):
            return y.reshape(*y.shape[:2], self.c["heads"], -1).transpose(1, 2)
        q, k, v = (heads(self.linear(y, scope, n)) for y, n in ((x, "q"), (memory, "k"), (memory, "v")))
        a = F.softmax(q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]) + mask, -1)
        return self.linear((a @ v).transpose(1, 2).reshape(x.shape), scope, "out")

    def norm(self, scope, x):
        return F.layer_norm(x, x.shape[-1:], self.w[f"{scope}.w.gamma"], self.w[f"{scope}.w.beta"], self.c["norm_epsilon"])

    def ffn(self, scope, x):
        return self.norm(scope, x + self.linear(F.relu(self.linear(x, scope, "hidden")), scope, "out"))

    def encode(self, source):
        x = self.front("encoder", source)
        for i in range(self.c["encoder_layers"]):
            x = self.norm(f"encoder.{i}.self", x + self.attention(f"encoder.{i}.self", x, x, 0.0))
            x = self.ffn(f"encoder.{i}.ffn", x)
        return x

    def next_logs(self, memory, target):
        """The natural logarithms of the next word's probabilities, for every row of `target`."""
        n = target.shape[1]
        hidden = torch.full((n, n), -math.inf).triu(1)[None, None]
        hidden = hidden + torch.zeros(target.shape).masked_fill(target == PAD, -math.inf)[:, None, None]
        x, memory = self.front("decoder", target), memory.expand(len(target), -1, -1)
        for i in range(self.c["decoder_layers"]):
            x = self.norm(f"decoder.{i}.self", x + self.attention(f"decoder.{i}.self", x, x, hidden))
            x = self.norm(f"decoder.{i}.cross", x + self.attention(f"decoder.{i}.cross", x, memory, 0.0))
            x = self.ffn(f"decoder.{i}.ffn", x)
        return F.log_softmax(x[:, -1] @ self.w["decoder.w.embed"].t(), -1).tolist()


def beam(model, source, width):
    memory, kept, margin = model.encode(torch.tensor([source])), [(0.0, [BOS])], math.inf
    for _ in range(model.c["max_positions"]):
        live = [h for h in kept if h[1][-1] != EOS]
        if not live:
            break
        logs = iter(model.next_logs(memory, torch.tensor([h[1] for h in live])))
        candidates = []
        for order, (score, words) in enumerate(kept):
            if words[-1] == EOS:
                candidates.append((-score, order, -1, words))
            else:
                candidates += [(-score - p, order, w, words) for w, p in enumerate(next(logs))]
        candidates.sort(key=lambda c: c[:3])
        if len(candidates) > width:
            margin = min(margin, candidates[width][0] - candidates[width - 1][0])
        kept = [(-c, words if w < 0 else words + [w]) for c, _, w, words in candidates[:width]]
    return min([margin] + [a[0] - b[0] for a, b in zip(kept, kept[1:])]), kept


models, lines = {}, []
for line in open(os.path.join(HERE, "beam", "sentences.txt"), encoding="utf-8"):
    head, text = line.rstrip("\n").split(" | ")
    name, width = head.split()
    m = models.setdefault(name, None) or models.__setitem__(name, Model(name)) or models[name]
    source = [m.number[t] for t in (text.split(" ") if m.c["tokens"] == "words" else text)]
    margin, kept = beam(m, source, int(width))
    parts = [f"{score:.6f} " + " ".join(map(str, words[1:])) for score, words in kept]
    lines.append(" | ".join([f"{name} {width} {margin:.3g}", " ".join(map(str, source))] + parts))
with open(os.path.join(HERE, "beam", "hypotheses.txt"), "w") as f:
    f.write("\n".join(lines) + "\n")
