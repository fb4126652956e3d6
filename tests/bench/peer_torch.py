"""The peers in PyTorch: the same model's eager forward with all attention kept, and a training step on the same batch.
Usage: peer_torch.py forward | train < the batch's lines; also figure: sentence to PNG by torch and matplotlib."""
import json
import math
import statistics
import struct
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_num_threads(1)
FOLDER = "assets/models/en-fr/"


def load():
    c = json.load(open(FOLDER + "config.json"))
    data = open(FOLDER + "model.safetensors", "rb").read()
    n = struct.unpack("<Q", data[:8])[0]
    w = {}
    for name, t in json.loads(data[8:8 + n]).items():
        if name != "__metadata__":
            a, b = t["data_offsets"]
            w[name] = torch.frombuffer(bytearray(data[8 + n + a:8 + n + b]), dtype=torch.float32).view(t["shape"]).clone()
    return c, w


def attention(w, p, heads, x, memory, mask, kept):
    def split(name, y):
        y = y @ w[f"{p}.w.{name}"] + w[f"{p}.b.{name}"]
        return y.view(y.shape[0], y.shape[1], heads, -1).transpose(1, 2)
    q, k, v = split("q", x), split("k", memory), split("v", memory)
    a = ((q @ k.transpose(-1, -2)) / math.sqrt(q.shape[-1]) + mask).softmax(-1)
    kept.append(a)
    return (a @ v).transpose(1, 2).reshape(x.shape) @ w[f"{p}.w.out"] + w[f"{p}.b.out"]


def norm(w, p, x):
    return F.layer_norm(x, x.shape[-1:], w[f"{p}.w.gamma"], w[f"{p}.w.beta"], 1e-5)


def ffn(w, p, x):
    return F.relu(x @ w[f"{p}.w.hidden"] + w[f"{p}.b.hidden"]) @ w[f"{p}.w.out"] + w[f"{p}.b.out"]


def forward(c, w, wave, source, target):
    d, h, kept = c["d_model"], c["heads"], []
    pad = torch.zeros_like(source, dtype=torch.float32).masked_fill(source == 0, -1e9)[:, None, None, :]
    causal = torch.full((target.shape[1],) * 2, -math.inf).triu(1)
    x = F.embedding(source, w["encoder.w.embed"]) * math.sqrt(d) + wave[:source.shape[1]]
    for i in range(c["encoder_layers"]):
        p = f"encoder.{i}"
        x = norm(w, p + ".self", x + attention(w, p + ".self", h, x, x, pad, kept))
        x = norm(w, p + ".ffn", x + ffn(w, p + ".ffn", x))
    y = F.embedding(target, w["decoder.w.embed"]) * math.sqrt(d) + wave[:target.shape[1]]
    for i in range(c["decoder_layers"]):
        p = f"decoder.{i}"
        y = norm(w, p + ".self", y + attention(w, p + ".self", h, y, y, causal, kept))
        y = norm(w, p + ".cross", y + attention(w, p + ".cross", h, y, x, pad, kept))
        y = norm(w, p + ".ffn", y + ffn(w, p + ".ffn", y))
    return y @ w["decoder.w.embed"].t(), kept


def linear(w, p, name):
    rows, cols = w[f"{p}.w.{name}"].shape
    l = nn.Linear(rows, cols)
    l.weight.data, l.bias.data = w[f"{p}.w.{name}"].t().contiguous(), w[f"{p}.b.{name}"]
    return l


def layer_norm(w, p):
    n = nn.LayerNorm(len(w[f"{p}.w.gamma"]), 1e-5)
    n.weight.data, n.bias.data = w[f"{p}.w.gamma"], w[f"{p}.w.beta"]
    return n


class Attention(nn.Module):
    def __init__(self, w, p, heads):
        super().__init__()
        self.heads, self.norm = heads, layer_norm(w, p)
        self.q, self.k, self.v, self.out = (linear(w, p, n) for n in ("q", "k", "v", "out"))

    def forward(self, x, memory, mask, kept):
        def split(y):
            return y.view(y.shape[0], y.shape[1], self.heads, -1).transpose(1, 2)
        q, k, v = split(self.q(x)), split(self.k(memory)), split(self.v(memory))
        a = (q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]) + mask).softmax(-1)
        kept.append(a)
        return self.norm(x + self.out((a @ v).transpose(1, 2).reshape(x.shape)))


class FeedForward(nn.Module):
    def __init__(self, w, p):
        super().__init__()
        self.hidden, self.out, self.norm = linear(w, p, "hidden"), linear(w, p, "out"), layer_norm(w, p)

    def forward(self, x):
        return self.norm(x + self.out(F.relu(self.hidden(x))))


class Model(nn.Module):
    """The same model as modules, the way PyTorch models are usually written."""

    def __init__(self, c, w):
        super().__init__()
        self.d = c["d_model"]
        self.source, self.target = nn.Embedding.from_pretrained(w["encoder.w.embed"]), nn.Embedding.from_pretrained(w["decoder.w.embed"])
        stack = lambda name, n, parts: nn.ModuleList(nn.ModuleList(
            [Attention(w, f"{name}.{i}.{p}", c["heads"]) for p in parts] + [FeedForward(w, f"{name}.{i}.ffn")]) for i in range(n))
        self.encoder = stack("encoder", c["encoder_layers"], ["self"])
        self.decoder = stack("decoder", c["decoder_layers"], ["self", "cross"])
        self.register_buffer("wave", waves(self.d))

    def forward(self, source, target):
        kept = []
        pad = torch.zeros_like(source, dtype=torch.float32).masked_fill(source == 0, -1e9)[:, None, None, :]
        causal = torch.full((target.shape[1],) * 2, -math.inf).triu(1)
        x = self.source(source) * math.sqrt(self.d) + self.wave[:source.shape[1]]
        for attention, ffn in self.encoder:
            x = ffn(attention(x, x, pad, kept))
        y = self.target(target) * math.sqrt(self.d) + self.wave[:target.shape[1]]
        for attention, cross, ffn in self.decoder:
            y = ffn(cross(attention(y, y, causal, kept), x, pad, kept))
        return y @ self.target.weight.t(), kept


def waves(d):
    a = torch.arange(64)[:, None] / 10000 ** (torch.arange(0, d, 2)[None] / d)
    return torch.stack((a.sin(), a.cos()), -1).reshape(64, d)


def median(f, runs):
    times = []
    for _ in range(runs):
        t = time.perf_counter()
        f()
        times.append(time.perf_counter() - t)
    return statistics.median(times)


def default_ids(c):
    words = open(FOLDER + "vocab.en.txt").read().split("\n")
    return torch.tensor([[words.index(t) for t in c["default_text"].split()]])


def main():
    c, w = load()
    wave = waves(c["d_model"])
    if sys.argv[1] == "forward":
        source, target = default_ids(c), torch.ones(1, 16, dtype=torch.long)
        with torch.no_grad():
            model = Model(c, w).eval()
            assert torch.allclose(model(source, target)[0], forward(c, w, wave, source, target)[0], atol=1e-3)
            print("torch_forward_us %.1f" % (1e6 * median(lambda: model(source, target), 200)))
            print("torch_functions_us %.1f" % (1e6 * median(lambda: forward(c, w, wave, source, target), 200)))
    elif sys.argv[1] == "train":
        pairs = [[list(map(int, side.split())) for side in line[5:].split(";")] for line in sys.stdin if line.startswith("pair")]
        pad = lambda rows: torch.tensor([r + [0] * (max(map(len, rows)) - len(r)) for r in rows])
        s, y, z = pad([p[0] for p in pairs]), pad([[1] + p[1] for p in pairs]), pad([p[1] + [2] for p in pairs])
        w = {k: v.requires_grad_() for k, v in w.items()}
        adam = torch.optim.Adam(list(w.values()), lr=1e-6, betas=(.9, .98), eps=1e-9)

        def step():
            logits, kept = forward(c, w, wave, s, y)
            real = z != 0
            loss = F.cross_entropy(logits[real], z[real])
            for a in kept[-1:-4:-2]:
                loss = loss + .005 * (-(a * (a + 1e-9).log()).sum(-1) * real[:, None]).sum() / (real.sum() * a.shape[1])
            adam.zero_grad(set_to_none=True)
            loss.backward()
            adam.step()
        step()
        print("torch_train_ms %.1f" % (1e3 * median(step, 10)))
    else:
        import matplotlib
        matplotlib.use("Agg")
        import matplotlib.pyplot as plt
        with torch.no_grad():
            _, kept = forward(c, w, wave, default_ids(c), torch.ones(1, 1, dtype=torch.long))
        words = c["default_text"].split()
        fig, ax = plt.subplots(figsize=(19.2, 10.8), dpi=100)
        a = kept[0][0, 0].numpy()
        fig.colorbar(ax.imshow(a))
        ax.set_xticks(range(len(words)), words, rotation=45)
        ax.set_yticks(range(len(words)), words)
        for i in range(len(words)):
            for j in range(len(words)):
                ax.text(j, i, "%.2f" % a[i, j], ha="center", va="center", color="w")
        fig.savefig(sys.argv[2])


main()
