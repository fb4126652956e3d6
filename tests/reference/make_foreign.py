"""Writes tests/reference/foreign: one matrix, 3 x 4 with the numbers 0, 1/16, 2/16 ... in the order of its rows, as
people's programs save it: arrays by NumPy, tables in every dialect, lists. tests/unit/test_foreign_files.c knows what
must come out of each. Run from the repository root: python3 tests/reference/make_foreign.py
"""
import gzip
import json
import os
import struct

import numpy

FOLDER = "tests/reference/foreign/"
M = numpy.arange(12).reshape(3, 4) / 16
ROWS, COLS = ["the", "cat", "sat"], ["a", "b", "c", "d"]
MANY = numpy.arange(2 * 3 * 2 * 12).reshape(2, 3, 2, 3, 4) / 16  # layers, batch, heads, q, k


def text(name, lines, encoding="utf-8", end="\n"):
    with open(FOLDER + name, "wb") as file:
        file.write("".join(line + end for line in lines).encode(encoding))


def number(x, comma=False, percent=False):
    t = "%g" % (x * 100 if percent else x)
    return (t.replace(".", ",") if comma else t) + ("%" if percent else "")


def table(separator, corner="", rows=True, cols=True, **how):
    lines = [separator.join(([corner] if rows else []) + COLS)] if cols else []
    return lines + [separator.join(([r] if rows else []) + [number(x, **how) for x in m]) for r, m in zip(ROWS, M)]


def safetensors(name, tensors):
    header, data = {}, b""
    for key, (kind, array) in tensors.items():
        raw = array.tobytes()
        header[key] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    with open(FOLDER + name, "wb") as file:
        file.write(struct.pack("<Q", len(head)) + head + data)


def brain(array):
    return (array.astype("<f4").view("<u4") >> 16).astype("<u2")


os.makedirs(FOLDER, exist_ok=True)
numpy.save(FOLDER + "matrix.npy", M)
numpy.save(FOLDER + "ones.npy", M.reshape(1, 1, 1, 3, 1, 4)[:, :, :, :, 0].reshape(1, 1, 1, 1, 3, 4))
numpy.save(FOLDER + "five.npy", MANY)
numpy.save(FOLDER + "turned.npy", numpy.asfortranarray(MANY[:, 0, 0].transpose(2, 1, 0)))  # k, q, layers
numpy.save(FOLDER + "one.npy", numpy.float64(0.5))
numpy.save(FOLDER + "labels.npy", numpy.array(ROWS + ["naïve 😀"]))
numpy.savez(FOLDER + "stored.npz", attn=M.astype("<f4"))
numpy.savez_compressed(FOLDER + "deflated.npz", M.astype(">f8"))
numpy.savez_compressed(FOLDER + "several.npz", attn=M, tokens=numpy.array(ROWS), other=M[:2] + 1)
numpy.save(FOLDER + "dict.npy", {"attn": M.tolist()}, allow_pickle=True)
numpy.save(FOLDER + "ragged.npy", numpy.array([[1], [1, 2]], dtype=object), allow_pickle=True)
safetensors("types.safetensors", {
    "f64": ("F64", M.astype("<f8")), "f32": ("F32", M.astype("<f4")), "f16": ("F16", M.astype("<f2")),
    "bf16": ("BF16", brain(M)), "i64": ("I64", (M * 16).astype("<i8")), "i16": ("I16", (M * 16).astype("<i2")),
    "u8": ("U8", (M * 16).astype("u1")), "bool": ("BOOL", M > 0.3),
    "e4m3": ("F8_E4M3", numpy.array([0x00, 0x38, 0xB8, 0x7E, 0x01, 0x7F], "u1").reshape(2, 3)),
    "e5m2": ("F8_E5M2", numpy.array([0x00, 0x3C, 0xBC, 0x7B, 0x01, 0x7C], "u1").reshape(2, 3))})
safetensors("one-of-2.safetensors", {"layer0": ("F32", M.astype("<f4"))})
with open(FOLDER + "sharded.safetensors.index.json", "w") as file:
    json.dump({"metadata": {"total_size": 48}, "weight_map": {"layer0": "one-of-2.safetensors", "layer1": "gone.safetensors"}}, file)

text("plain.csv", table(",", rows=False, cols=False))
text("labels.csv", table(","))
text("semicolons.csv", table(";", comma=True), "utf-8-sig", "\r\n")
text("commas.csv", table(";", rows=False, cols=False, comma=True))
text("tabs.tsv", table("\t"), end="\r\n")
text("bars.csv", table("|"))
text("sep.csv", ["sep=;"] + table(";", comma=True), end="\r\n")
text("utf16.txt", table("\t"), "utf-16", "\r\n")
with open(FOLDER + "utf16be.txt", "wb") as file:
    file.write("".join(line + "\n" for line in table("\t")).encode("utf-16-be"))
text("percent.csv", table(",", percent=True))
text("trailing.csv", [line + ",," for line in table(",")] + [",,,,,,"])
text("pandas.csv", ["," + ",".join(map(str, range(4)))] + ["%d," % i + ",".join(map(number, m)) for i, m in enumerate(M)])
text("header-only.csv", [",".join(map(str, range(4)))] + [",".join(map(number, m)) for m in M])
text("short-header.txt", [" ".join(COLS)] + table(" ", cols=False))
text("quoted.csv", ['"","a","b","1,000","d ""e"""'] + ['"%s",' % r + ",".join('"%s"' % number(x) for x in m) for r, m in zip(ROWS, M)])
text("mac.csv", table(","), end="\r")
numpy.savetxt(FOLDER + "savetxt.txt", M)
numpy.savetxt(FOLDER + "savetxt-header.csv", M, delimiter=",", header="a,b,c,d", comments="# ", footer="saved by a script")
text("windows.csv", ["é;ü;à;ñ"] + table(";", rows=False, cols=False), "cp1252")
text("tidy.csv", ["query,key,weight"] + ["%s,%s,%s" % (r, c, number(M[i, j])) for i, r in enumerate(ROWS) for j, c in enumerate(COLS)])
text("tidy-words.csv", ["%s\t%s\t%s" % (r, c, number(M[i, j], comma=True)) for j, c in enumerate(COLS) for i, r in enumerate(ROWS)])
text("tidy-twice.csv", ["query,key,weight"] + ["%s,%s,%s" % (r, c, number(M[i, j])) for i, r in enumerate(["the", "cat", "the"]) for j, c in enumerate(["a", "b", "a", "b"])])
text("tidy-heads.csv", ["layer,head,query,key,value"] + ["%d,%d,%d,%d,%s" % (l, h, i, j, number(MANY[l, 0, h, i, j])) for l in range(2) for h in range(2) for i in range(3) for j in range(4)])
text("pairs.csv", ["event,weight", "E7,0.5", "E2,0.25", "E9,0.125", "E4,0.0625"])
text("missing.csv", ["q,a,b,c,d", "the,,NaN,n/a,0.1875", "cat,-,null,None,0.4375", "sat,0.5,NA,#N/A,0.6875"])
with gzip.GzipFile(FOLDER + "labels.csv.gz", "wb", mtime=0) as file:
    file.write("".join(line + "\n" for line in table(",")).encode())

json.dump(M.tolist(), open(FOLDER + "list.json", "w"))
json.dump({"tokens": ROWS, "attn": M.tolist()}, open(FOLDER + "named.json", "w"))
json.dump({"attn": M.tolist(), "other": MANY[0, 0].tolist()}, open(FOLDER + "several.json", "w"))
json.dump({"columns": COLS, "index": ROWS, "data": M.tolist()}, open(FOLDER + "split.json", "w"))
json.dump({c: {r: M[i, j] for i, r in enumerate(ROWS)} for j, c in enumerate(COLS)}, open(FOLDER + "columns.json", "w"))
json.dump([{"query": r, "key": c, "weight": M[i, j]} for i, r in enumerate(ROWS) for j, c in enumerate(COLS)], open(FOLDER + "records.json", "w"))
json.dump([[float("nan"), None, float("inf"), -float("inf")]] + M[1:].tolist(), open(FOLDER + "nan.json", "w"))
open(FOLDER + "print.txt", "w").write(str(M) + "\n")
open(FOLDER + "repr.txt", "w").write(repr(M) + "\n")
json.dump(ROWS, open(FOLDER + "labels.json", "w"))
