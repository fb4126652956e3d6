#!/usr/bin/python3
"""Makes folders of GPT-2's form with random weights, and every value of one run by PyTorch in float64.

Without arguments: the small folders in gpt2/, each with config.json, one safetensors file or three with an index,
values.safetensors (by the paths that attnscope has for them), lens.safetensors (what goes into the first layer and what
each part of a layer hands on, through the last norm, the table and the softmax) and input.txt (the tokens' numbers).
With `--large OUT [key=value]...`: one of any size (d, layers, heads, vocab, places, rows, type, shards).
Written by hand from the paper and the form of the files: no library of models is asked.
Run: /usr/bin/python3 tests/reference/make_gpt2.py
"""
import json
import math
import os
import struct
import sys

import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}


def write(path, tensors, kind="F32"):
    header, offset = {}, 0
    for name, t in tensors.items():
        size = t.numel() * (4 if kind == "F32" else 2)
        header[name] = {"dtype": kind, "shape": list(t.shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for t in tensors.values():
            t = t.detach().to(TYPES[kind]).contiguous()
            f.write((t if kind == "F32" else t.view(torch.int16)).numpy().tobytes())


class Gpt2:
    """c: d, layers, heads, vocab, places, rows, type, act, tied, whole, by_layer."""

    def __init__(self, c, seed):
        g = torch.Generator().manual_seed(seed)
        d, hidden, spread = c["d"], c.get("inner") or 4 * c["d"], c.get("spread", 1.0)

        def random(*shape, near=0.0, scale=None):
            scale = scale or (0.3 if len(shape) == 1 else spread / math.sqrt(shape[0]))
            t = torch.randn(*shape, generator=g, dtype=torch.float32) * scale + near
            return t.to(TYPES[c["type"]]).to(torch.float32)
        near = 1.7 / math.sqrt(d)  # so that logits are of the size that trained ones have
        w = {"wte.weight": random(c["vocab"], d, scale=near), "wpe.weight": random(c["places"], d, scale=0.2)}
        for i in range(c["layers"]):
            p = f"h.{i}."
            w[p + "ln_1.weight"], w[p + "ln_1.bias"] = random(d, near=1.0), random(d)
            w[p + "attn.c_attn.weight"], w[p + "attn.c_attn.bias"] = random(d, 3 * d), random(3 * d)
            w[p + "attn.c_proj.weight"], w[p + "attn.c_proj.bias"] = random(d, d), random(d)
            w[p + "ln_2.weight"], w[p + "ln_2.bias"] = random(d, near=1.0), random(d)
            w[p + "mlp.c_fc.weight"], w[p + "mlp.c_fc.bias"] = random(d, hidden), random(hidden)
            w[p + "mlp.c_proj.weight"], w[p + "mlp.c_proj.bias"] = random(hidden, d), random(d)
        w["ln_f.weight"], w["ln_f.bias"] = random(d, near=1.0), random(d)
        if not c["tied"]:
            w["lm_head.weight"] = random(c["vocab"], d, scale=near)
        self.c, self.w, self.v, self.said = c, w, {}, {}

    def weight(self, name):
        return self.w[name].to(torch.float64)

    def keep(self, path, t):
        self.v[path] = t.to(torch.float32)
        return t

    def conv(self, path, x, name):  # weights lie as [in, out]
        return self.keep(path, x @ self.weight(name + ".weight") + self.weight(name + ".bias"))

    def norm(self, path, x, name):
        self.keep(path + ".mean", x.mean(-1, keepdim=True))
        self.keep(path + ".variance", x.var(-1, unbiased=False, keepdim=True))
        return self.keep(path, F.layer_norm(x, x.shape[-1:], self.weight(name + ".weight"),
                                            self.weight(name + ".bias"), self.c.get("eps", 1e-5)))

    def softmax(self, path, s):
        top = s.max(-1, keepdim=True).values
        e = (s - top).exp()
        self.keep(path + ".max", top), self.keep(path + ".exp", e), self.keep(path + ".sum", e.sum(-1, keepdim=True))
        return self.keep(path, e / e.sum(-1, keepdim=True))

    def attention(self, i, x, mask):
        p, n, rows, heads = f"decoder.{i}.self", f"h.{i}.attn", x.shape[0], self.c["heads"]
        q, k, v = (x @ self.weight(n + ".c_attn.weight") + self.weight(n + ".c_attn.bias")).split(self.c["d"], -1)
        q, k, v = (self.keep(f"{p}.{a}", self.keep(f"{p}.{a}.linear", y).view(rows, heads, -1).transpose(0, 1))
                   for a, y in (("q", q), ("k", k), ("v", v)))
        s = self.keep(p + ".scores", q @ k.transpose(-1, -2))
        if not self.c.get("whole"):
            s = s / math.sqrt(q.shape[-1])
        if self.c.get("by_layer"):
            s = s / (i + 1)
        s = self.keep(p + ".masked", self.keep(p + ".scaled", s) + mask)
        z = self.keep(p + ".heads", self.softmax(p + ".weights", s) @ v)
        z = self.keep(p + ".concat", z.transpose(0, 1).reshape(rows, -1))
        return self.conv(p + ".out", z, n + ".c_proj")

    def lens(self, path, x):
        y = F.layer_norm(x, x.shape[-1:], self.weight("ln_f.weight"), self.weight("ln_f.bias"), self.c.get("eps", 1e-5))
        z = y @ self.weight("wte.weight" if self.c["tied"] else "lm_head.weight").t()
        self.said[path] = z.softmax(-1).to(torch.float32)

    def run(self, ids):
        act = {"relu": F.relu, "gelu": F.gelu}.get(self.c["act"], lambda t: F.gelu(t, approximate="tanh"))
        rows = len(ids)
        self.keep("decoder.tokens", ids.double()[:, None])
        e = self.keep("decoder.embed", self.weight("wte.weight")[ids])
        x = self.keep("decoder.input", e + self.keep("decoder.position", self.weight("wpe.weight")[:rows]))
        self.lens("decoder.input", x)
        mask = self.keep("decoder.causal", torch.full((rows, rows), -math.inf, dtype=torch.float64).triu(1))
        for i in range(self.c["layers"]):
            y = self.attention(i, self.norm(f"decoder.{i}.self.norm", x, f"h.{i}.ln_1"), mask)
            x = self.keep(f"decoder.{i}.self.add", x + y)
            self.lens(f"decoder.{i}.self.add", x)
            p = f"decoder.{i}.ffn"
            h = self.conv(p + ".hidden", self.norm(p + ".norm", x, f"h.{i}.ln_2"), f"h.{i}.mlp.c_fc")
            x = self.keep(p + ".add", x + self.conv(p + ".out", self.keep(p + ".active", act(h)), f"h.{i}.mlp.c_proj"))
            self.lens(p + ".add", x)
        x = self.norm("decoder.norm", x, "ln_f")
        z = self.keep("output.logits", x @ self.weight("wte.weight" if self.c["tied"] else "lm_head.weight").t())
        self.softmax("output.probabilities", self.keep("output.tempered", z))


def folder(out, c, seed, extra=None):
    os.makedirs(out, exist_ok=True)
    m = Gpt2(c, seed)
    ids = torch.randint(0, c["vocab"], (c["rows"],), generator=torch.Generator().manual_seed(seed + 1))
    m.run(ids)
    config = {"activation_function": c["act"], "architectures": ["GPT2LMHeadModel"], "attn_pdrop": 0.1,
              "bos_token_id": c.get("eos"), "embd_pdrop": 0.1, "eos_token_id": c.get("eos"), "initializer_range": 0.02,
              "layer_norm_epsilon": c.get("eps", 1e-5), "model_type": "gpt2", "n_ctx": c["places"], "n_embd": c["d"],
              "n_head": c["heads"], "n_inner": c.get("inner"), "n_layer": c["layers"], "n_positions": c["places"],
              "resid_pdrop": 0.1, "scale_attn_weights": not c.get("whole"),
              "scale_attn_by_inverse_layer_idx": bool(c.get("by_layer")), "reorder_and_upcast_attn": False,
              "tie_word_embeddings": c["tied"], "torch_dtype": "float32", "vocab_size": c["vocab"]}
    json.dump(config, open(out + "/config.json", "w"), indent=2)
    tensors = {c.get("prefix", "") + n if n != "lm_head.weight" else n: t for n, t in m.w.items()}
    for i in range(c["layers"] if c.get("buffers") else 0):
        tensors[f"{c.get('prefix', '')}h.{i}.attn.bias"] = torch.ones(1, 1, c["places"], c["places"]).tril()
        tensors[f"{c.get('prefix', '')}h.{i}.attn.masked_bias"] = torch.tensor(-1e4)
    shards = c.get("shards", 1)
    if shards == 1:
        write(out + "/model.safetensors", tensors, c["type"])
    else:
        names, files, size = list(tensors), {}, 0
        for k in range(shards):
            file = f"model-{k + 1:05d}-of-{shards:05d}.safetensors"
            part = names[k::shards]
            write(f"{out}/{file}", {n: tensors[n] for n in part}, c["type"])
            files.update({n: file for n in part})
        json.dump({"metadata": {"total_size": size}, "weight_map": files},
                  open(out + "/model.safetensors.index.json", "w"), indent=1)
    write(out + "/values.safetensors", m.v)
    write(out + "/lens.safetensors", m.said)
    open(out + "/input.txt", "w").write(" ".join(map(str, ids.tolist())) + "\n")


def pieces(out, count):
    """A tokenizer of that many: GPT-2's letters of the 256 bytes, and words that nothing is merged to."""
    plain = [b for b in range(256) if 33 <= b <= 126 or 161 <= b <= 172 or b >= 174]
    other = [b for b in range(256) if b not in plain]
    letters = [chr(b) for b in plain] + [chr(256 + i) for i in range(len(other))]
    words = letters + [f"w{i}" for i in range(256, count)]
    json.dump({w: i for i, w in enumerate(words[:count])}, open(out + "/vocab.json", "w"))
    open(out + "/merges.txt", "w").write("#version: 0.2\n")


SMALL = {"d": 12, "layers": 2, "heads": 3, "vocab": 23, "places": 8, "rows": 7, "type": "F32", "act": "gelu_new", "tied": True}
VARIANTS = {
    "plain": {"buffers": True, "eos": 22},
    "shards": {"type": "F16", "act": "gelu", "tied": False, "shards": 3, "prefix": "transformer.", "buffers": True},
    "brain": {"type": "BF16", "act": "relu", "prefix": "transformer.", "inner": 10, "eps": 1e-3},
    "scaled": {"act": "gelu_pytorch_tanh", "tied": False, "by_layer": True, "shards": 3, "d": 15, "eos": 50256},
    "whole": {"whole": True, "type": "F16", "rows": 1},
    "deep": {"inner": 330, "layers": 1},  # sums of more products than one chain takes
}


def main():
    if sys.argv[1:2] == ["--large"]:
        c = dict(SMALL, d=768, layers=12, heads=12, vocab=50257, places=1024, rows=16)
        for pair in sys.argv[3:]:
            key, value = pair.split("=")
            c[key] = {"True": True, "False": False}.get(value, int(value) if value.isdigit() else value)
        folder(sys.argv[2], c, 1)
        pieces(sys.argv[2], c["vocab"])
        return
    for k, (name, extra) in enumerate(VARIANTS.items()):
        folder(f"{HERE}/gpt2/{name}", dict(SMALL, **extra), 10 + k)


main()
