"""Writes tests/reference/npy: one .npy file by NumPy for every type, byte order, axis order and rank that is read.

Each file holds the numbers 0, 1, 2 … in C order, each mapped by value() (see tests/unit/test_npy.c), so that the
test knows what must come out. Run from the repository root: python3 tests/reference/make_npy.py
"""
import io
import os

import numpy

FOLDER = "tests/reference/npy"
SHAPES = [(3,), (2, 3), (2, 3, 4), (2, 1, 3, 4)]
TYPES = ["<f4", ">f4", "<f8", ">f8", "<f2", ">f2", "|b1", "|i1", "|u1"]


def values(dtype, count):
    n = numpy.arange(count)
    if dtype[1] == "b":
        return (n % 3 == 0)
    if dtype[1] == "u":
        return n * 11
    if dtype[1] == "i":
        return n * 11 - 128
    return (n - 5) * 0.375


def write(name, array, version):
    out = io.BytesIO()
    numpy.lib.format.write_array(out, array, version=version)
    with open(os.path.join(FOLDER, name), "wb") as file:
        file.write(out.getvalue())


os.makedirs(FOLDER, exist_ok=True)
for dtype in TYPES:
    side = {"<": "little", ">": "big", "|": "byte"}[dtype[0]]
    for shape in SHAPES:
        count = int(numpy.prod(shape))
        array = values(dtype, count).astype(dtype).reshape(shape)
        for order in "CF":
            name = f"{side}-{dtype[1:]}-{order}-{len(shape)}.npy"
            write(name, numpy.asarray(array, order=order), (1, 0))
# The other types: one shape each.
for dtype in ["<i2", ">i2", "<u2", "<i4", ">i4", "<u4", ">u4", "<i8", ">i8", "<u8", ">u8", "<f16"]:
    side = {"<": "little", ">": "big"}[dtype[0]]
    array = values(dtype, 24).astype(dtype).reshape(2, 3, 4)
    for order in "CF":
        write(f"{side}-{dtype[1:]}-{order}-3.npy", numpy.asarray(array, order=order), (1, 0))
brain = (values("<f4", 6).astype("<f4").view("<u4") >> 16).astype("<u2").view("<V2")  # as ml_dtypes writes bfloat16
write("brain-float.npy", brain.reshape(2, 3), (1, 0))
write("least-f8.npy", numpy.array([0, numpy.finfo("f8").min]), (1, 0))
for major in (2, 3):
    write(f"version-{major}.npy", values("<f4", 6).astype("<f4").reshape(2, 3), (major, 0))
special = numpy.array([numpy.nan, numpy.inf, -numpy.inf, -0.0, 1e-45, 3.4028235e38], "<f4")
write("special-f4.npy", special, (1, 0))
half = numpy.array([0x7E00, 0x7C00, 0xFC00, 0x8000, 0x0001, 0x7BFF], "<u2").view("<f2")
write("special-f2.npy", half, (1, 0))
write("too-large-f8.npy", numpy.array([1.0, 1e300]), (1, 0))
write("complex.npy", numpy.zeros((2,), "<c8"), (1, 0))
write("text.npy", numpy.array(["ab", "c"]), (1, 0))
write("fields.npy", numpy.zeros((2,), [("a", "<f4"), ("b", "<i4")]), (1, 0))
write("objects.npy", numpy.array([{}, None], object), (1, 0))
write("scalar.npy", numpy.float32(1).reshape(()), (1, 0))
write("empty.npy", numpy.zeros((0, 3), "<f4"), (1, 0))
write("rank-5.npy", numpy.zeros((1, 1, 1, 1, 1), "<f4"), (1, 0))
write("rank-9.npy", numpy.zeros((1,) * 9, "<f4"), (1, 0))
