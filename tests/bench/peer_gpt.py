"""The peer in PyTorch: the same folder of GPT-2's form, every value kept, one thread. Usage: peer_gpt.py FOLDER ROWS RUNS"""
import json
import math
import statistics
import struct
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
folder, rows, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
c = json.load(open(folder + "/config.json"))
data = open(folder + "/model.safetensors", "rb").read()
n = struct.unpack("<Q", data[:8])[0]
whole = torch.frombuffer(bytearray(data[8 + n:]), dtype=torch.float32)
w = {}
for name, t in json.loads(data[8:8 + n]).items():
    a, b = t["data_offsets"]
    w[name] = whole[a // 4:b // 4].view(t["shape"])
ids = torch.tensor([i * 7919 % c["vocab_size"] for i in range(rows)])


def run():
    kept = []

    def keep(t):
        kept.append(t)
        return t

    def linear(x, name):
        return keep(torch.addmm(w[name + ".bias"], x, w[name + ".weight"]))

    def norm(x, name):
        keep(x.mean(-1)), keep(x.var(-1, unbiased=False))
        return keep(F.layer_norm(x, x.shape[-1:], w[name + ".weight"], w[name + ".bias"], 1e-5))

    def split(x):
        return keep(x.view(rows, c["n_head"], -1).transpose(0, 1).contiguous())
    with torch.no_grad():
        x = keep(keep(w["wte.weight"][ids]) + keep(w["wpe.weight"][:rows]))
        mask = torch.full((rows, rows), -math.inf).triu(1)
        for i in range(c["n_layer"]):
            q, k, v = map(split, linear(norm(x, f"h.{i}.ln_1"), f"h.{i}.attn.c_attn").chunk(3, -1))
            s = keep(keep(keep(q @ k.transpose(-1, -2)) / math.sqrt(q.shape[-1])) + mask)
            z = keep(keep(keep(s.softmax(-1)) @ v).transpose(0, 1).reshape(rows, -1))
            x = keep(x + linear(z, f"h.{i}.attn.c_proj"))
            h = keep(F.gelu(linear(norm(x, f"h.{i}.ln_2"), f"h.{i}.mlp.c_fc"), approximate="tanh"))
            x = keep(x + linear(h, f"h.{i}.mlp.c_proj"))
        keep(keep(norm(x, "ln_f") @ w["wte.weight"].t()).softmax(-1))
    return kept


run()
times = []
for _ in range(runs):
    t = time.process_time()
    run()
    times.append((time.process_time() - t) * 1e3)
print("torch_gpt_ms %.2f" % statistics.median(times))
