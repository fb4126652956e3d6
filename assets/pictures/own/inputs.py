#!/usr/bin/python3
"""Makes the files of README's "Your own matrices" in the folder given. All words and numbers are made up.

Usage: inputs.py FOLDER"""
import json
import os
import shutil
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def model():
    """What output_attentions gives for one sentence, stacked: (layers, batch, heads, queries, keys)."""
    words = "Anna Ġput Ġthe Ġcup Ġon Ġthe Ġshelf Ġbecause Ġshe Ġwanted Ġto Ġkeep Ġit Ġsafe ."
    tokens = ["<|endoftext|>"] + words.split()
    n, rng = len(tokens), np.random.default_rng(7)
    i, scores = np.arange(n), rng.normal(size=(12, 1, 12, n, n)) * 0.8
    for layer in range(12):
        for head in range(12):
            s, kind = scores[layer, 0, head], (5 * layer + 7 * head + layer * head) % 9
            s[:, 0] += 1 + 0.5 * layer * (layer > 3)
            if kind == 0:
                s[i[1:], i[:-1]] += 6
            elif kind == 1:
                s[i, i] += 5
            elif kind in (2, 7):
                s[:, 0] += 4
            elif kind == 3:
                s -= 0.5 * np.abs(i[:, None] - i)
            elif kind == 4:
                s[9:, 1] += 5
                s[13:, 4] += 5
            elif kind == 5:
                s[i[2:], i[:-2]] += 5
            s[np.triu_indices(n, 1)] = -np.inf
    np.save("attentions.npy", softmax(scores).astype(np.float32))
    with open("tokens.json", "w") as f:
        json.dump(tokens, f)


TABLE = """;the;dog;did;not;cross;the;street
le;0,91;0,04;n/a;0,01;0,01;0,02;0,01
chien;0,06;0,88;0,01;0,02;0,01;0,00;0,02
n';0,01;0,02;0,38;0,52;0,05;0,01;0,01
a;0,01;0,03;0,55;0,12;0,27;0,01;0,01
pas;0,00;0,01;0,11;0,83;0,04;0,00;0,01
traversé;0,01;0,02;0,03;0,02;0,89;0,01;0,02
la;0,05;0,01;0,01;0,01;0,02;0,82;0,08
rue;0,01;0,02;0,01;0,01;0,03;0,07;0,85
"""


def table():
    """What a spreadsheet with a German or French locale writes."""
    with open("Export.csv", "w", encoding="utf-8-sig", newline="\r\n") as f:
        f.write(TABLE)


def layer():
    """One layer of a model that looks for an answer: eight heads, a question and a passage."""
    words = "[CLS] who wore the red hat ? [SEP] a tall woman wore it to the fair [SEP]".split()
    n = len(words)
    scores = np.random.default_rng(3).normal(size=(8, n, n)) * 0.7
    looks = {1: 10, 2: 11, 3: 5, 4: 5, 5: 12, 8: 10, 9: 10, 10: 1, 11: 2, 12: 5, 13: 15, 14: 15, 15: 13}
    for query, key in looks.items():
        scores[:, query, key] += 4
    scores[:, :, 7] += 1.5
    np.save("layer.npy", softmax(scores))
    with open("tokens.txt", "w") as f:
        f.write("\n".join(words) + "\n")


def photograph(width=640, height=480):
    """A dog on a meadow, a tree behind it."""
    w, h = 2 * width, 2 * height
    sky = np.linspace([120, 170, 225], [200, 215, 225], h)[:, None].repeat(w, 1)
    image = Image.fromarray(sky.astype("u1"))
    draw = ImageDraw.Draw(image)
    x = np.arange(0, w + 8, 8)
    for colour, edge in (((96, 120, 92), 0.52 + 0.05 * np.sin(x / w * 7) + 0.03 * np.sin(x / w * 17 + 1)),
                         ((110, 150, 70), 0.64 + 0.02 * np.sin(x / w * 5 + 2))):
        draw.polygon([(0, h), *zip(x, h * edge), (w, h)], fill=colour)

    def box(shape, left, top, right, low, colour):
        shape([w * left, h * top, w * right, h * low], fill=colour)

    box(draw.rectangle, 0.14, 0.36, 0.18, 0.74, (82, 62, 44))
    for left, top, right, low in ((0.06, 0.13, 0.26, 0.39), (0.02, 0.23, 0.16, 0.43), (0.16, 0.23, 0.30, 0.43), (0.08, 0.25, 0.24, 0.47)):
        box(draw.ellipse, left, top, right, low, (58, 98, 52))
    fur, light, dark, black = (236, 222, 196), (246, 236, 216), (120, 86, 56), (20, 16, 14)
    box(draw.ellipse, 0.50, 0.55, 0.78, 0.74, fur)
    for leg in (0.53, 0.58, 0.70, 0.745):
        box(draw.rectangle, leg, 0.68, leg + 0.028, 0.86, fur)
    draw.line([w * 0.51, h * 0.60, w * 0.45, h * 0.50], fill=fur, width=int(h * 0.03))
    box(draw.ellipse, 0.72, 0.41, 0.87, 0.61, fur)
    box(draw.ellipse, 0.83, 0.50, 0.92, 0.59, light)
    draw.polygon([(w * 0.74, h * 0.46), (w * 0.70, h * 0.60), (w * 0.77, h * 0.55)], fill=dark)
    box(draw.ellipse, 0.81, 0.475, 0.828, 0.50, black)
    box(draw.ellipse, 0.90, 0.525, 0.925, 0.555, black)
    image.filter(ImageFilter.GaussianBlur(2)).resize((width, height), Image.LANCZOS).save("photo.jpg", quality=88)


def vision():
    """What a vision model's output_attentions gives, stacked: [CLS] and 14 x 14 patches, 12 layers of 12 heads, the later the
    more at what stands on the meadow."""
    places = [(0.62, 0.64, 0.11, 0.08), (0.80, 0.51, 0.07, 0.08), (0.87, 0.54, 0.05, 0.05), (0.16, 0.30, 0.09, 0.09),
              (0.75, 0.58, 0.12, 0.13), (0.64, 0.66, 0.16, 0.05), (0.50, 0.60, 0.05, 0.10), (0.79, 0.45, 0.08, 0.05),
              (0.66, 0.80, 0.14, 0.05), (0.80, 0.52, 0.04, 0.04), (0.58, 0.62, 0.10, 0.06), (0.66, 0.60, 0.16, 0.12)]
    y, x = (np.mgrid[0:14, 0:14] + 0.5) / 14
    rng = np.random.default_rng(5)
    out = np.empty((12, 12, 197, 197), np.float16)
    for layer in range(12):
        for head, (across, down, wide, high) in enumerate(places):
            noise = rng.normal(size=(197, 16, 16))
            scores = sum(noise[:, i:i + 14, j:j + 14] for i in range(3) for j in range(3)) * 0.2
            looks = np.exp(-(((x - across) / wide) ** 2 + ((y - down) / high) ** 2) / 2)
            scores = (scores + (0.3 + 0.25 * layer) * looks).reshape(197, 196)
            out[layer, head] = softmax(np.concatenate([np.full((197, 1), 3.2), scores], 1))
    np.save("vit.npy", out)


here = os.path.dirname(os.path.abspath(__file__))
os.chdir(sys.argv[1])
shutil.copy(os.path.join(here, "positions.py"), ".")
model()
table()
layer()
photograph()
vision()
