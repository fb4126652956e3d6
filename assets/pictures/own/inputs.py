#!/usr/bin/python3
"""Makes the files of README's "Your own matrices" in the folder given. All words and numbers are made up.

Usage: inputs.py FOLDER"""
import json
import os
import shutil
import sys

import numpy as np


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


here = os.path.dirname(os.path.abspath(__file__))
os.chdir(sys.argv[1])
shutil.copy(os.path.join(here, "positions.py"), ".")
model()
table()
layer()
