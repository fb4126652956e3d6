#!/usr/bin/python3
"""Makes the reference of the what-ifs: the random models of make_runs.py, changed in PyTorch and run in float64.

Of every named value of a run three numbers are kept, Σ x·cos(0.7 i + 0.3), Σ x·sin(1.3 i + 0.1) and Σ |x| over all its
numbers in order (−∞ counted as −1000), in the order of the values' names: whatif/NAME.safetensors has one tensor
[values, 3] for each line of whatif/items.txt, called by its number; values that the changed run has not are zeros.

The shipped en-fr model translates its default sentence under each line, too, by the most probable word:
whatif/words.safetensors has a tensor [words, 2] for each, the words' numbers and their probabilities.
Run: /usr/bin/python3 tests/reference/make_whatif.py
"""
import json
import math
import os
import struct

import torch
import torch.nn.functional as F

import make_runs as base

ITEMS = """scale=off
scale=3
mask=off
padding=2
padding=2 padding-mask=off
norm=pre
norm=post
norm-kind=rms
norm=pre norm-kind=rms scale=off
positions=off
softmax=columns
swap-qk
swap-qk=encoder.0.self
temperature=2
temperature=0.25
head=decoder.1.cross:2:off
head=encoder.0.self:0:off
sublayer=encoder.0.ffn:off
sublayer=decoder.1.self:off
pattern=encoder.0.self:1:uniform
pattern=decoder.0.self:0:uniform
pattern=decoder.1.cross:3:diagonal
pattern=encoder.1.self:2:diagonal
pattern=decoder.0.self:3:previous
pattern=encoder.0.self:0:previous
cell=encoder.0.self.w.q[0,3,5]=2
cell=decoder.w.embed[0,4,2]=-1.5
cell=encoder.input[0,2,1]=3
cell=decoder.0.self.scores[1,3,2]=4
cell=encoder.1.self.weights[0,1,2]=0.75
cell=decoder.0.cross.k.linear[0,2,3]=-2 scale=off
move=decoder.1.cross.weights[3,2,4]:1
move=encoder.0.self.weights[1,0,2]:5
move=decoder.0.self.weights[2,3,0]:3 move=decoder.0.self.weights[2,3,3]:1
move=encoder.1.self.weights[0,2,1]:3 cell=encoder.1.self.weights[0,2,4]=0.25 softmax=columns
pattern=decoder.1.cross:2:uniform move=decoder.1.cross.weights[2,1,3]:0
scale=off mask=off positions=off temperature=0.5""".split("\n")


class Changed(base.Run):
    """A run under what-ifs; each of them is done here in PyTorch's own words."""

    def __init__(self, c, generator, items):
        super().__init__(c, generator)
        self.items = [i.partition("=")[::2] for i in items.split()]
        self.temperature = float(self.said("temperature") or 1)
        self.place = self.said("norm") or c["norm"]
        self.rms = self.said("norm-kind") == "rms"

    def said(self, name):
        return next((value for key, value in self.items if key == name), None)

    def all_said(self, name):
        return [value for key, value in self.items if key == name]

    def set_cell(self, path, t):
        for cell in self.all_said("cell"):
            place, _, number = cell.rpartition("=")
            name, _, at = place.rstrip("]").partition("[")
            if name != path:
                continue
            head, row, col = map(int, at.split(","))
            t = t.detach().clone()
            sheet = t if t.dim() == 2 else t[head]
            if row < len(sheet) and col < len(sheet[0]):  # a row that the words so far do not have yet is waited for
                sheet[row, col] = float(number)
        return t

    def move_shares(self, path, t):
        """One query's share of a key goes to another key, and 0 is left."""
        for move in self.all_said("move"):
            place, _, to = move.rpartition(":")
            name, _, at = place.rstrip("]").partition("[")
            head, row, key = map(int, at.split(","))
            if name == path and row < len(t[head]):
                t = t.detach().clone()
                share = t[head, row, key].clone()
                t[head, row, key] = 0
                t[head, row, int(to)] += share
        return t

    def weight(self, path, *shape, near=0.0):
        return self.set_cell(path, super().weight(path, *shape, near=near))

    def keep(self, path, t):
        for value in self.all_said("head"):
            scope, n, _ = value.split(":")
            if path == f"{scope}.heads":
                t = t.detach().clone()
                t[int(n)] = 0
        if path in [f"{value.split(':')[0]}.out" for value in self.all_said("sublayer")]:
            t = torch.zeros_like(t)
        for value in self.all_said("pattern"):
            scope, n, kind = value.split(":")
            if path == f"{scope}.weights":
                t = t.detach().clone()
                t[int(n)] = self.pattern(kind, self.v[f"{scope}.masked"][int(n)])
        return super().keep(path, self.set_cell(path, self.move_shares(path, t)))

    def pattern(self, kind, scores):
        out = torch.zeros_like(scores)
        for i, row in enumerate(scores):
            seen = [j for j in range(len(row)) if row[j] > -math.inf]
            want = i - (kind == "previous")
            if kind == "uniform":
                out[i, seen] = 1 / len(seen)
            else:
                out[i, min(seen, key=lambda j: (abs(j - want), j))] = 1
        return out

    def softmax(self, path, s):
        if self.said("softmax") != "columns" or not path.endswith(".weights"):
            return super().softmax(path, s)
        top = s.max(-2, keepdim=True).values
        e = (s - top).exp().nan_to_num(0)
        total = e.sum(-2, keepdim=True)
        self.keep(path + ".max", top), self.keep(path + ".exp", e), self.keep(path + ".sum", total)
        return self.keep(path, torch.where(total > 0, F.softmax(s, -2), torch.zeros_like(s)))

    def heads(self, scope, name, x):
        swap = self.said("swap-qk")
        other = {"q": "k", "k": "q", "v": "v"}[name] if swap == "" or swap == scope else name
        d = self.c["d_model"]
        y = self.linear(scope, f"{name}.linear", f"w.{other}", f"b.{other}", x, d)
        return self.keep(f"{scope}.{name}", y.view(-1, self.c["heads"], d // self.c["heads"]).transpose(0, 1))

    def attention(self, scope, x, memory, mask):
        q, k, v = self.heads(scope, "q", x), self.heads(scope, "k", memory), self.heads(scope, "v", memory)
        s = self.keep(f"{scope}.scores", q @ k.transpose(-1, -2))
        scale = self.said("scale")
        divisor = 1.0 if scale == "off" else float(scale) if scale else math.sqrt(q.shape[-1])
        s = self.keep(f"{scope}.scaled", s / divisor)
        s = self.keep(f"{scope}.masked", s + mask)
        z = self.keep(f"{scope}.heads", self.softmax(f"{scope}.weights", s) @ v)
        z = self.keep(f"{scope}.concat", z.transpose(0, 1).reshape(x.shape[0], -1))
        return self.linear(scope, "out", "w.out", "b.out", z, self.c["d_model"])

    def sublayer(self, scope, x, inside):
        if self.place == "pre":
            return self.keep(f"{scope}.add", x + inside(self.norm(scope, x)))
        return self.norm(scope, self.keep(f"{scope}.add", x + inside(x)))

    def front(self, stack, ids, vocab):
        d = self.c["d_model"]
        e = F.embedding(ids, self.weight(f"{stack}.w.embed", vocab, d))
        self.keep(f"{stack}.tokens", ids.double()[:, None])
        e = self.keep(f"{stack}.embed", e * (math.sqrt(d) if self.c["embedding_scale"] else 1.0))
        p = torch.arange(len(ids)).double()[:, None] / 10000 ** (torch.arange(0, d, 2).double()[None] / d)
        wave = torch.stack((p.sin(), p.cos()), -1).reshape(len(ids), d) * (self.said("positions") != "off")
        self.keep(f"{stack}.position", wave)
        padding = torch.zeros(1, len(ids))
        if self.said("padding-mask") != "off":
            padding = padding.masked_fill(ids[None] == 0, -math.inf)
        return self.keep(f"{stack}.input", e + wave), self.keep(f"{stack}.padding", padding)

    def decoder(self, ids, memory, memory_pad):
        x, pad = self.front("decoder", ids, self.c["target_vocab"])
        causal = torch.full((len(ids), len(ids)), -math.inf).triu(1)
        causal = self.keep("decoder.causal", torch.zeros_like(causal) if self.said("mask") == "off" else causal)
        for i in range(self.c["decoder_layers"]):
            x = self.sublayer(f"decoder.{i}.self", x, lambda y: self.attention(f"decoder.{i}.self", y, y, causal + pad))
            x = self.sublayer(f"decoder.{i}.cross", x, lambda y: self.attention(f"decoder.{i}.cross", y, memory, memory_pad))
            x = self.sublayer(f"decoder.{i}.ffn", x, lambda y: self.ffn(f"decoder.{i}.ffn", y))
        return self.norm("decoder", x) if self.c["norm"] == "pre" else x

    def witness(self, *ignored):
        """The unchanged model has been compared with torch.nn by make_runs.py."""

    def run(self, source, target):
        memory, pad = self.encoder(torch.tensor(source + [0] * int(self.said("padding") or 0)))
        x = self.decoder(torch.tensor(target), memory, pad)
        if self.c["tied_output"]:
            z = self.keep("output.logits", x @ self.weight("decoder.w.embed", self.c["target_vocab"], self.c["d_model"]).t())
        else:
            z = self.linear("output", "logits", "w.logits", "b.logits", x, self.c["target_vocab"])
        z = self.keep("output.tempered", z / self.temperature)
        self.softmax("output.probabilities", z)


def summary(t):
    x = t.detach().reshape(-1)
    x = torch.where(x.isinf(), torch.full_like(x, -1000), x)
    i = torch.arange(len(x)).double()
    return [(x * (0.7 * i + 0.3).cos()).sum(), (x * (1.3 * i + 0.1).sin()).sum(), x.abs().sum()]


def variant(name, seed, plain):
    out = {}
    for k, items in enumerate(ITEMS):
        r = Changed(plain.c, torch.Generator().manual_seed(seed), items)
        r.w = dict(plain.w)
        r.run(base.SOURCE, base.TARGET)
        missing = [p for p in plain.v if p not in r.v]
        assert all(p.endswith((".norm.mean", ".norm.variance")) for p in missing) and bool(missing) == r.rms
        assert all(p in plain.v or p.endswith(".norm.square") for p in r.v)
        out[str(k)] = torch.tensor([summary(r.v[p]) if p in r.v else [0, 0, 0] for p in sorted(plain.v)])
    folder = os.path.join(base.HERE, "whatif")
    os.makedirs(folder, exist_ok=True)
    base.save(os.path.join(folder, name + ".safetensors"), out)
    with open(os.path.join(folder, "items.txt"), "w") as f:
        f.write("".join(i + "\n" for i in ITEMS))


variant("post", 1, base.variant("post", 1))
variant("pre", 2, base.variant("pre", 2, norm="pre", activation="gelu", tied_output=False, embedding_scale=False))


def words_of(folder, language):
    with open(os.path.join(folder, f"vocab.{language}.txt"), encoding="utf-8") as f:
        return {w: i for i, w in enumerate(f.read().split("\n"))}


def load(folder):
    with open(os.path.join(folder, "config.json")) as f:
        c = json.load(f)
    with open(os.path.join(folder, "model.safetensors"), "rb") as f:
        blob = f.read()
    size = struct.unpack("<Q", blob[:8])[0]
    w = {}
    for path, t in json.loads(blob[8:8 + size]).items():
        if path != "__metadata__":
            a, b = (8 + size + at for at in t["data_offsets"])
            w[path] = torch.frombuffer(bytearray(blob[a:b]), dtype=torch.float32).reshape(t["shape"]).double()
    return c, w


def translate(c, w, source, items):
    said = []
    words = [1]
    while words[-1] != 2 and len(words) <= c["max_positions"]:
        r = Changed(c, None, items)
        r.w = dict(w)
        r.run(source, words)
        p, word = r.v["output.probabilities"][-1].max(-1)
        said.append([float(word), float(p)])
        words.append(int(word))
    return torch.tensor(said)


def shipped():
    folder = os.path.join(base.HERE, "..", "..", "assets", "models", "en-fr")
    c, w = load(folder)
    number = words_of(folder, c["source_language"])
    source = [number[word] for word in c["default_text"].split()]
    with torch.no_grad():
        out = {str(k): translate(c, w, source, items) for k, items in enumerate(ITEMS)}
    base.save(os.path.join(base.HERE, "whatif", "words.safetensors"), out)


shipped()
