#!/usr/bin/python3
"""Measures the heads of the reference run `post` by NumPy: heads.txt has a line for each head,
"PATH head entropy rows most previous rows itself rows first rows last rows", and "rollout STACK" with its rows.
Run: /usr/bin/python3 tests/reference/make_heads.py
"""
import json
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def load(path):
    raw = open(path, "rb").read()
    n = int.from_bytes(raw[:8], "little")
    head = json.loads(raw[8:8 + n])
    return {k: np.frombuffer(raw[8 + n:], "<f4")[h["data_offsets"][0] // 4:h["data_offsets"][1] // 4]
            .reshape(h["shape"]).astype(np.float64) for k, h in head.items()}


def mean(values):
    return (float(np.mean(values)), len(values)) if len(values) else (0.0, 0)


def measure(a, masked, causal, cross):
    seen = np.isfinite(masked).sum(1)
    rows = [i for i in range(len(a)) if seen[i] >= 2]
    n = a.shape[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        bits = -np.nansum(np.where(a > 0, a * np.log2(a), 0), 1)
    entropy, count = mean([bits[i] for i in rows])
    out = [entropy, count, float(np.mean([np.log2(seen[i]) for i in rows]))]
    out += mean([a[i, i - 1] for i in rows if i >= 1 and not cross])
    out += mean([a[i, i] for i in rows if not cross])
    out += mean([a[i, 0] for i in rows])
    out += mean([a[i, n - 1] for i in rows if not causal])
    return out


def rollout(layers):
    n = layers[0].shape[-1]
    r = np.eye(n)
    for a in layers:
        m = a.mean(0) * 0.5 + np.eye(n) * 0.5
        r = (m / m.sum(1, keepdims=True)) @ r
    return r


values = load(os.path.join(HERE, "runs", "post", "values.safetensors"))
with open(os.path.join(HERE, "heads.txt"), "w") as f:
    for stack, part in (("encoder", "self"), ("decoder", "self"), ("decoder", "cross")):
        layers = [values[f"{stack}.{i}.{part}.weights"] for i in range(2)]
        for i, a in enumerate(layers):
            masked = values[f"{stack}.{i}.{part}.masked"]
            for h in range(len(a)):
                numbers = measure(a[h], masked[h], stack == "decoder" and part == "self", part == "cross")
                f.write(f"{stack}.{i}.{part} {h} " + " ".join(f"{x:.9g}" for x in numbers) + "\n")
        if part == "self":
            for row in rollout(layers):
                f.write(f"rollout {stack} " + " ".join(f"{x:.9g}" for x in row) + "\n")
