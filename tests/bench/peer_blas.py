"""Which library multiplies PyTorch's matrices. A comparison with the reference BLAS, which nobody uses for speed, is void.
Usage: peer_blas.py   prints its name;   peer_blas.py --check   tests how the name is found, without PyTorch."""
import doctest
import os
import sys


def blas_of(files, build):
    """The name, from the files that are mapped and from what PyTorch says of its build.

    >>> blas_of(["/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.11.0"], "BLAS_INFO=generic")
    'reference'
    >>> blas_of(["/usr/lib/x86_64-linux-gnu/openblas-pthread/libblas.so.3"], "BLAS_INFO=generic")
    'OpenBLAS'
    >>> blas_of(["/x/numpy.libs/libopenblas64_p-r0-15028c96.3.21.so", "/x/torch/lib/libtorch_cpu.so"], "BLAS_INFO=mkl")
    'MKL'
    >>> blas_of(["/x/torch/lib/libtorch_cpu.so", "/usr/lib/libopenblasp-r0.3.21.so"], "BLAS_INFO=open")
    'OpenBLAS'
    >>> blas_of(["/usr/lib/x86_64-linux-gnu/blis-openmp/libblas.so.3"], "BLAS_INFO=generic")
    'BLIS'
    >>> blas_of(["/x/torch/lib/libtorch_cpu.so"], "")
    'unknown'
    """
    if "BLAS_INFO=mkl" in build or any("libmkl" in f for f in files):
        return "MKL"
    for word, name in (("openblas", "OpenBLAS"), ("blis", "BLIS"), ("atlas", "ATLAS"), ("accelerate", "Accelerate")):
        if any(word in f.lower() for f in files):
            return name
    return "reference" if any(os.path.basename(f).startswith("libblas.so") for f in files) else "unknown"


def mapped():
    try:
        with open("/proc/self/maps") as maps:
            return sorted({os.path.realpath(line.split()[-1]) for line in maps if "/" in line})
    except OSError:
        return []


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        wrong = doctest.testmod().failed
        print("not ok" if wrong else "ok", "PyTorch's BLAS is told by its name")
        sys.exit(wrong > 0)
    import torch
    torch.ones(64, 64) @ torch.ones(64, 64)
    print(blas_of(mapped(), torch.__config__.show()))
