#!/usr/bin/python3
"""Makes the reference runs: small random models, run by PyTorch in float64 with every named value kept.

Writes for each variant runs/NAME/{config.json, model.safetensors, vocab.*.txt} (a model folder that attnscope opens)
and runs/NAME/values.safetensors (every value of the run, by its path), gradients.safetensors (of the mean cross-entropy
of the target moved by one, with respect to every weight) and input.txt (source and target numbers).
Each layer is also compared with torch.nn.TransformerEncoderLayer / TransformerDecoderLayer, so that the reference is
PyTorch's own and not this script's reading of the paper. A decoder-only model has one list of tokens. Run: /usr/bin/python3 tests/reference/make_runs.py
"""
import json
import math
import os
import struct

import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
torch.set_default_dtype(torch.float64)


def save(path, tensors):
    header, offset, blobs = {}, 0, []
    for name in sorted(tensors):
        t = tensors[name].detach().to(torch.float32).contiguous()
        data = t.numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(t.shape), "data_offsets": [offset, offset + len(data)]}
        offset += len(data)
        blobs.append(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))


class Run:
    temperature = 1.0
    rms = False  # RMSNorm in place of LayerNorm

    def __init__(self, c, generator):
        self.c, self.g, self.w, self.v = c, generator, {}, {}

    def weight(self, path, *shape, near=0.0):
        if path not in self.w:
            spread = 0.3 if near else 1.0 / math.sqrt(shape[-1] if len(shape) > 1 else 4)
            t = torch.randn(*shape, generator=self.g) * spread + near
            self.w[path] = t.to(torch.float32).to(torch.float64).requires_grad_()
        return self.w[path]

    def keep(self, path, t):
        self.v[path] = t
        return t

    def linear(self, scope, name, w, b, x, n):
        y = F.linear(x, self.weight(f"{scope}.{w}", x.shape[-1], n).t(), self.weight(f"{scope}.{b}", n))
        return self.keep(f"{scope}.{name}", y)

    def softmax(self, path, s):
        top = s.max(-1, keepdim=True).values
        e = (s - top).exp()
        self.keep(path + ".max", top), self.keep(path + ".exp", e), self.keep(path + ".sum", e.sum(-1, keepdim=True))
        return self.keep(path, F.softmax(s, -1))

    def heads(self, scope, name, x):
        d = self.c["d_model"]
        y = self.linear(scope, f"{name}.linear", f"w.{name}", f"b.{name}", x, d)
        return self.keep(f"{scope}.{name}", y.view(-1, self.c["heads"], d // self.c["heads"]).transpose(0, 1))

    def attention(self, scope, x, memory, mask):
        q, k, v = self.heads(scope, "q", x), self.heads(scope, "k", memory), self.heads(scope, "v", memory)
        s = self.keep(f"{scope}.scores", q @ k.transpose(-1, -2))
        s = self.keep(f"{scope}.scaled", s / math.sqrt(q.shape[-1]))
        s = self.keep(f"{scope}.masked", s + mask)
        a = self.softmax(f"{scope}.weights", s)
        z = self.keep(f"{scope}.heads", a @ v)
        z = self.keep(f"{scope}.concat", z.transpose(0, 1).reshape(x.shape[0], -1))
        return self.linear(scope, "out", "w.out", "b.out", z, self.c["d_model"])

    def ffn(self, scope, x):
        h = self.linear(scope, "hidden", "w.hidden", "b.hidden", x, self.c["d_ff"])
        act = {"relu": F.relu, "gelu": F.gelu, "gelu_tanh": lambda t: F.gelu(t, approximate="tanh")}[self.c["activation"]]
        return self.linear(scope, "out", "w.out", "b.out", self.keep(f"{scope}.active", act(h)), self.c["d_model"])

    def norm(self, scope, x):
        if self.rms:
            return self.rms_norm(scope, x)
        self.keep(f"{scope}.norm.mean", x.mean(-1, keepdim=True))
        self.keep(f"{scope}.norm.variance", x.var(-1, unbiased=False, keepdim=True))
        d = self.c["d_model"]
        return self.keep(f"{scope}.norm", F.layer_norm(x, (d,), self.weight(f"{scope}.w.gamma", d, near=1.0),
                                                       self.weight(f"{scope}.w.beta", d), self.c["norm_epsilon"]))

    def rms_norm(self, scope, x):
        """By PyTorch's layer norm of each row with its negative behind it: their mean is 0, and so their variance is
        the mean of the row's squares."""
        d = self.c["d_model"]
        square = self.keep(f"{scope}.norm.square", x.pow(2).mean(-1, keepdim=True))
        self.weight(f"{scope}.w.beta", d)  # of the model, and not used
        y = F.layer_norm(torch.cat((x, -x), -1), (2 * d,), eps=self.c["norm_epsilon"])[..., :d]
        assert torch.allclose(y, x / (square + self.c["norm_epsilon"]).sqrt(), atol=1e-12)
        return self.keep(f"{scope}.norm", y * self.weight(f"{scope}.w.gamma", d, near=1.0))

    def sublayer(self, scope, x, inside):
        if self.c["norm"] == "pre":
            return self.keep(f"{scope}.add", x + inside(self.norm(scope, x)))
        return self.norm(scope, self.keep(f"{scope}.add", x + inside(x)))

    def front(self, stack, ids, vocab):
        d = self.c["d_model"]
        e = F.embedding(ids, self.weight(f"{stack}.w.embed", vocab, d))
        self.keep(f"{stack}.tokens", ids.double()[:, None])
        e = self.keep(f"{stack}.embed", e * (math.sqrt(d) if self.c["embedding_scale"] else 1.0))
        place = self.keep(f"{stack}.position", self.places(stack, len(ids)))
        x = self.keep(f"{stack}.input", e + place)
        if self.c["architecture"] == "decoder-only":
            return x, None
        padding = torch.zeros(1, len(ids)).masked_fill(ids[None] == 0, -math.inf)
        return x, self.keep(f"{stack}.padding", padding)

    def places(self, stack, count):
        d = self.c["d_model"]
        if self.c.get("positions") == "learned":
            n = torch.arange(count)
            self.keep(f"{stack}.places", n.double()[:, None])
            return F.embedding(n, self.weight(f"{stack}.w.position", self.c["max_positions"], d))
        p = torch.arange(count).double()[:, None] / 10000 ** (torch.arange(0, d, 2).double()[None] / d)
        return torch.stack((p.sin(), p.cos()), -1).reshape(count, d) * self.c.get("position_scale", 1)

    def encoder(self, ids):
        x, pad = self.front("encoder", ids, self.c["source_vocab"])
        for i in range(self.c["encoder_layers"]):
            before = x
            x = self.sublayer(f"encoder.{i}.self", x, lambda y: self.attention(f"encoder.{i}.self", y, y, pad))
            x = self.sublayer(f"encoder.{i}.ffn", x, lambda y: self.ffn(f"encoder.{i}.ffn", y))
            self.witness(f"encoder.{i}", before, x, pad)
        return (self.norm("encoder", x) if self.c["norm"] == "pre" else x), pad

    def decoder(self, ids, memory, memory_pad):
        x, pad = self.front("decoder", ids, self.c["target_vocab"])
        causal = self.keep("decoder.causal", torch.full((len(ids), len(ids)), -math.inf).triu(1))
        for i in range(self.c["decoder_layers"]):
            before = x
            x = self.sublayer(f"decoder.{i}.self", x, lambda y: self.attention(f"decoder.{i}.self", y, y, causal + pad))
            x = self.sublayer(f"decoder.{i}.cross", x, lambda y: self.attention(f"decoder.{i}.cross", y, memory, memory_pad))
            x = self.sublayer(f"decoder.{i}.ffn", x, lambda y: self.ffn(f"decoder.{i}.ffn", y))
            self.witness(f"decoder.{i}", before, x, causal + pad, memory, memory_pad)
        return self.norm("decoder", x) if self.c["norm"] == "pre" else x

    def line(self, ids):
        """A decoder alone: no cross-attention, nothing padded."""
        x, _ = self.front("decoder", ids, self.c["target_vocab"])
        causal = self.keep("decoder.causal", torch.full((len(ids), len(ids)), -math.inf).triu(1))
        for i in range(self.c["decoder_layers"]):
            before = x
            x = self.sublayer(f"decoder.{i}.self", x, lambda y: self.attention(f"decoder.{i}.self", y, y, causal))
            x = self.sublayer(f"decoder.{i}.ffn", x, lambda y: self.ffn(f"decoder.{i}.ffn", y))
            self.witness(f"decoder.{i}", before, x, causal)
        return self.norm("decoder", x) if self.c["norm"] == "pre" else x

    def witness(self, scope, x, y, mask, memory=None, memory_pad=None):
        """The same layer by torch.nn, with these weights. It has none with RMSNorm."""
        if self.rms:
            return
        c = self.c
        act = {"relu": F.relu, "gelu": F.gelu, "gelu_tanh": lambda t: F.gelu(t, approximate="tanh")}[c["activation"]]
        kind = torch.nn.TransformerDecoderLayer if memory is not None else torch.nn.TransformerEncoderLayer
        layer = kind(c["d_model"], c["heads"], c["d_ff"], 0.0, act, c["norm_epsilon"], False, c["norm"] == "pre").train()
        w = lambda p: self.w[f"{scope}.{p}"]
        blocks = [("self", layer.self_attn)] + ([("cross", layer.multihead_attn)] if memory is not None else [])
        with torch.no_grad():
            for name, a in blocks:
                a.in_proj_weight.copy_(torch.cat([w(f"{name}.w.{i}").t() for i in "qkv"]))
                a.in_proj_bias.copy_(torch.cat([w(f"{name}.b.{i}") for i in "qkv"]))
                a.out_proj.weight.copy_(w(f"{name}.w.out").t()), a.out_proj.bias.copy_(w(f"{name}.b.out"))
            for part, l in (("hidden", layer.linear1), ("out", layer.linear2)):
                l.weight.copy_(w(f"ffn.w.{part}").t()), l.bias.copy_(w(f"ffn.b.{part}"))
            names = [b[0] for b in blocks] + ["ffn"]
            for name, n in zip(names, [layer.norm1, layer.norm2] + ([layer.norm3] if memory is not None else [])):
                n.weight.copy_(w(f"{name}.w.gamma")), n.bias.copy_(w(f"{name}.w.beta"))
            full = mask.expand(len(x), -1)
            if memory is None:
                z = layer(x[:, None], full)
            else:
                z = layer(x[:, None], memory[:, None], full, memory_pad.expand(len(x), -1))
            assert torch.allclose(z[:, 0], y, atol=1e-10), scope

    def run(self, source, target):
        if self.c["architecture"] == "decoder-only":
            x = self.line(torch.tensor(target))
        else:
            memory, pad = self.encoder(torch.tensor(source))
            x = self.decoder(torch.tensor(target), memory, pad)
        if self.c["tied_output"]:
            z = self.keep("output.logits", x @ self.w["decoder.w.embed"].t())
        else:
            z = self.linear("output", "logits", "w.logits", "b.logits", x, self.c["target_vocab"])
        z = self.keep("output.tempered", z / self.temperature)
        self.softmax("output.probabilities", z)


SOURCE, TARGET = [3, 5, 4, 7, 5, 10, 0], [1, 4, 9, 3, 12]


def variant(name, seed, rms=False, **changes):
    c = dict(architecture="encoder-decoder", name=name, source_language="en", target_language="fr", tokens="words",
             default_text="a b c", d_model=16, heads=4, d_ff=24, encoder_layers=2, decoder_layers=2, source_vocab=11,
             target_vocab=13, max_positions=16, norm="post", norm_epsilon=1e-5, activation="relu", tied_output=True,
             embedding_scale=True)
    c.update(changes)
    c = {key: value for key, value in c.items() if value is not None}
    r = Run(c, torch.Generator().manual_seed(seed))
    r.rms = rms
    source, target = SOURCE, TARGET
    r.run(source, target)
    folder = os.path.join(HERE, "runs", name)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "config.json"), "w") as f:
        json.dump(c, f, indent=2)
        f.write("\n")
    for language, count in (("en", c.get("source_vocab")), ("fr", c["target_vocab"])):
        if not count:
            continue
        with open(os.path.join(folder, f"vocab.{language}.txt"), "w") as f:
            f.write("".join(w + "\n" for w in ["<pad>", "<bos>", "<eos>"] + [chr(97 + i) for i in range(count - 3)]))
    save(os.path.join(folder, "model.safetensors"), r.w)
    save(os.path.join(folder, "values.safetensors"), r.v)
    F.cross_entropy(r.v["output.logits"], torch.tensor(target[1:] + [2])).backward()
    save(os.path.join(folder, "gradients.safetensors"), {p: w.grad if w.grad is not None else torch.zeros_like(w) for p, w in r.w.items()})
    with open(os.path.join(folder, "input.txt"), "w") as f:
        f.write(" ".join(map(str, source)) + "\n" + " ".join(map(str, target)) + "\n")
    return r


def main():
    variant("post", 1)
    variant("pre", 2, norm="pre", activation="gelu", tied_output=False, embedding_scale=False)
    variant("tanh", 3, activation="gelu_tanh", heads=1, norm_epsilon=1e-3, encoder_layers=1, decoder_layers=3)
    variant("rms", 4, rms=True, norm="pre", encoder_layers=1, decoder_layers=1)
    line = dict(architecture="decoder-only", source_language=None, encoder_layers=None, source_vocab=None, norm="pre")
    variant("line-learned", 5, **line, positions="learned", activation="gelu_tanh", embedding_scale=False)
    variant("line-waves", 6, **line, position_scale=0.5, activation="gelu", tied_output=False, decoder_layers=3)
    variant("line-post", 7, **{**line, "norm": "post"})


if __name__ == "__main__":
    main()
