#!/usr/bin/python3
"""Makes the reference attentions: softmax(Q K^T * scale + mask) V by NumPy in float64.

Writes attend/CASE/{q,k,v,mask}.npy (the input), attend/CASE/options (further options of the command) and
attend/CASE/want/*.npy (every result, float32). Run: /usr/bin/python3 tests/reference/make_attend.py
"""
import os

import numpy as np

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "attend")
random = np.random.default_rng(7)


def attend(q, k, v, mask, causal, scale):
    q, k = q.astype(np.float64), k.astype(np.float64)
    out = {"scores": q @ np.swapaxes(k, -1, -2)}
    out["scaled"] = out["scores"] * (1 / np.sqrt(q.shape[-1]) if scale is None else scale)
    add = np.zeros(out["scaled"].shape)
    if mask is not None and mask.dtype.kind in "biu":
        add = add + np.where(mask != 0, 0.0, -np.inf)
    elif mask is not None:
        add = add + mask
    if causal:
        add = add + np.where(np.tri(*add.shape[-2:], dtype=bool), 0.0, -np.inf)
    s = out["masked"] = out["scaled"] + add
    top = out["weights.max"] = s.max(-1, keepdims=True)
    exp = out["weights.exp"] = np.exp(s - np.where(np.isfinite(top), top, 0.0))
    total = out["weights.sum"] = exp.sum(-1, keepdims=True)
    out["weights"] = exp / np.where(total == 0.0, 1.0, total)
    if v is not None:
        out["output"] = out["weights"] @ v.astype(np.float64)
    return out


def case(name, q, k, v=None, mask=None, causal=False, scale=None):
    folder = os.path.join(HERE, name)
    os.makedirs(os.path.join(folder, "want"), exist_ok=True)
    for key, x in {"q": q, "k": k, "v": v, "mask": mask}.items():
        if x is not None:
            np.save(os.path.join(folder, key + ".npy"), x)
    with open(os.path.join(folder, "options"), "w") as f:
        f.write(" ".join((["--causal"] if causal else []) + ([f"--scale {scale}"] if scale is not None else [])) + "\n")
    for key, x in attend(q, k, v, mask, causal, scale).items():
        np.save(os.path.join(folder, "want", key + ".npy"), x.astype(np.float32))


def normal(*shape):
    return (random.standard_normal(shape) * 1.5).astype(np.float32)


def some(*shape):
    """A random mask that leaves at least one key to each row."""
    m = random.random(shape) < 0.6
    m[..., 0] = True
    return m


hidden = some(2, 5, 7)
hidden[0, 2] = hidden[1, 0] = hidden[1, 4] = False
bias = np.where(some(4, 6), normal(4, 6), -np.inf).astype(np.float32)

case("plain", normal(5, 8), normal(7, 8), normal(7, 6))
case("no-values", normal(3, 4), normal(9, 4))
case("heads", normal(3, 4, 16), normal(3, 6, 16), normal(3, 6, 16))
case("bool-mask", normal(5, 8), normal(7, 8), normal(7, 3), some(5, 7))
case("shared-mask", normal(3, 5, 4), normal(3, 7, 4), normal(3, 7, 4), some(5, 7))
case("head-masks", normal(2, 4, 4), normal(2, 6, 4), normal(2, 6, 4), some(2, 4, 6))
case("int8-mask", normal(4, 4), normal(6, 4), normal(6, 2), (some(4, 6) * -3).astype(np.int8))
case("uint8-mask", normal(4, 4), normal(6, 4), normal(6, 2), (some(4, 6) * 255).astype(np.uint8))
case("float-mask", normal(4, 4), normal(6, 4), normal(6, 2), bias)
case("hidden-rows", normal(2, 5, 4), normal(2, 7, 4), normal(2, 7, 4), hidden)
case("causal", normal(6, 4), normal(6, 4), normal(6, 4), causal=True)
case("causal-wide", normal(2, 3, 4), normal(2, 7, 4), normal(2, 7, 5), causal=True)
case("causal-tall", normal(7, 4), normal(3, 4), normal(3, 4), causal=True)
case("causal-mask", normal(5, 4), normal(5, 4), normal(5, 4), some(5, 5), causal=True)
case("scale", normal(4, 4), normal(5, 4), normal(5, 4), scale=-0.75)
case("one-head", normal(1, 3, 4), normal(1, 5, 4), normal(1, 5, 4), some(1, 3, 5))
case("other-types", np.asfortranarray(normal(5, 6).astype(np.float64)), normal(4, 6).astype(np.float16),
     normal(4, 3).astype(">f4"))
