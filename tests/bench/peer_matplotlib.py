"""The same labelled heatmap by Matplotlib: what `make bench` compares figures with. Usage: peer_matplotlib.py data N FILE.npy
LABELS | warm FILE.npy LABELS | draw FILE.npy LABELS OUT.png"""
import sys
import time

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np


def data(n, path, labels):
    x = np.random.default_rng(n).normal(size=(n, n)) * 2
    e = np.exp(x - x.max(axis=1, keepdims=True))
    np.save(path, (e / e.sum(axis=1, keepdims=True)).astype(np.float32))
    with open(labels, "w") as f:
        f.writelines("token%d\n" % i for i in range(n))


def draw(x, labels, out):
    n = len(x)
    fig, ax = plt.subplots(figsize=(19.2, 10.8), dpi=100)
    image = ax.imshow(x, cmap="viridis", vmin=0, vmax=1)
    if n <= 64:
        ax.set_xticks(range(n), labels, rotation=45, ha="left")
        ax.set_yticks(range(n), labels)
        ax.xaxis.tick_top()
    if n <= 20:
        for i in range(n):
            for j in range(n):
                ax.text(j, i, "%.2f" % x[i, j], ha="center", va="center", color="w" if x[i, j] < 0.5 else "k")
    fig.colorbar(image)
    ax.set_title("weights")
    fig.savefig(out)
    plt.close(fig)


def warm(x, labels, out):
    times = []
    for _ in range(9):
        start = time.perf_counter()
        draw(x, labels, out)
        times.append(time.perf_counter() - start)
    print("matplotlib_ms", round(1e3 * sorted(times)[len(times) // 2], 2))


if sys.argv[1] == "data":
    data(int(sys.argv[2]), sys.argv[3], sys.argv[4])
else:
    array, names = np.load(sys.argv[2]), open(sys.argv[3]).read().split()
    {"warm": warm, "draw": draw}[sys.argv[1]](array, names, sys.argv[4])
