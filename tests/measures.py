#!/usr/bin/python3
"""Measures the source: lengths of functions, names that are not unique, local functions with one caller, files
without a header of their own, public declarations without a comment. Needs universal-ctags.

Usage: measures.py [--list unique|callers|headers|comments]
Prints ok / not ok beside each limit; --list tells where.
"""
import collections
import glob
import os
import re
import subprocess
import sys

LIMITS = {  # name: (most, unit)
    "function length, 9 of 10": (19, "lines"),
    "function length, most": (60, "lines"),
    "names that are not unique": (3.0, "%"),
    "local functions with one caller": (68.9, "%"),  # a ratchet: the aim is 62
    "files without a header of their own": (0, ""),
    "public declarations without a comment": (5.0, "%"),
}

# Each of these is included in one table: commands, kinds of steps, sets of kernels, what finds claims.
INSTEAD = "src/platform/web/"
IN_A_TABLE = INSTEAD + r"host\.c|src/cli/(main|cmd_\w+)\.c|src/model/ops/\w+\.c|src/math/kernels_\w+\.c|src/trace/claims_\w+\.c"


def tags(files):
    """(name, file, line, end, local) of every function, (name, file, line) of every declared one."""
    text = subprocess.run(["ctags", "-f-", "--languages=C", "--langmap=C:.c.h", "--c-kinds=fp", "--fields=+neKf", "--sort=no"] + files,
                          capture_output=True, text=True, check=True).stdout
    functions, declared = [], []
    for line in text.splitlines():
        name, file, rest = line.split("\t", 2)
        field = dict(f.split(":", 1) for f in rest.split(';"')[1].split("\t") if ":" in f)
        if "\tfunction" in rest:
            functions.append((name, file, int(field["line"]), int(field["end"]), "file" in field or "\tfile:" in rest))
        elif "\tprototype" in rest and file.endswith(".h"):
            declared.append((name, file, int(field["line"])))
    return functions, declared


def words(text):
    """The source without comments and strings."""
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', " ", text, flags=re.S)


def callers(functions, sources):
    """How many functions or tables name each local function, itself not counted."""
    inside = collections.defaultdict(list)
    for name, file, line, end, _ in functions:
        inside[file].append((line, end, name))
    count = {}
    plain = {f: words_by_line(sources[f]) for f in inside}
    for name, file, line, end, local in functions:
        if not local:
            continue
        users = set()
        for at, text in enumerate(plain[file], 1):
            if line <= at <= end or not re.search(r"\b%s\b" % re.escape(name), text):
                continue
            user = next((n for a, b, n in inside[file] if a <= at <= b), None)
            if user or not re.match(r"^(static )?[A-Za-z_][\w *]*\b%s\(" % re.escape(name), text):
                users.add(user or at)
        count[name, file] = len(users)
    return count


def words_by_line(text):
    return words(re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), text, flags=re.S)).split("\n")


def uncommented(declared, sources):
    """Public functions with no comment above them, behind them, or above the block of declarations they stand in."""
    missing = []
    for name, file, line in declared:
        lines = sources[file].split("\n")
        at = line - 1
        while at > 0 and lines[at - 1].strip() and not re.search(r"[;{}]\s*(/\*.*\*/)?$|\*/$", lines[at - 1]):
            at -= 1  # to the first line of the declaration
        above = at - 1
        while above >= 0 and re.search(r"\);\s*$|,\s*$", lines[above]) and not lines[above].strip().startswith("#"):
            above -= 1  # over the declarations of the same block
        same = lines[line - 1]
        if "/*" in same or (above >= 0 and lines[above].rstrip().endswith("*/") and above > 2):
            continue
        missing.append(f"{file}:{line} {name}")
    return missing


def main():
    files = sorted(glob.glob("src/**/*.[ch]", recursive=True))
    sources = {f: open(f, encoding="utf-8").read() for f in files}
    functions, declared = tags(files)
    lengths = sorted(end - line + 1 for _, _, line, end, _ in functions)
    # Two of one file are each for another machine; what stands in a page for a desktop's file has its names.
    same = collections.Counter(name for name, _ in {f[:2] for f in functions if not f[1].startswith(INSTEAD)})
    twice = [f for f in functions if same[f[0]] > 1 and f[0] != "main"]
    calls = callers(functions, sources)
    once = [key for key, n in calls.items() if n == 1]
    tables = " ".join(sources.values())
    lonely = [f for f in files if f.endswith(".c") and f[:-2] + ".h" not in sources and not re.match(IN_A_TABLE, f)]
    bare = uncommented(declared, sources)
    found = {
        "function length, 9 of 10": lengths[len(lengths) * 9 // 10],
        "function length, most": lengths[-1],
        "names that are not unique": 100 * len(twice) / len(functions),
        "local functions with one caller": 100 * len(once) / len(calls),
        "files without a header of their own": len(lonely),
        "public declarations without a comment": 100 * len(bare) / len(declared),
    }
    lists = {
        "unique": sorted(f"{n} {f}:{l}" for n, f, l, _, _ in twice),
        "callers": sorted(f"{f} {n}" for n, f in once),
        "headers": lonely,
        "comments": bare,
        "long": sorted((f"{e - l + 1} {f}:{l} {n}" for n, f, l, e, _ in functions if e - l >= 30), key=lambda s: -int(s.split()[0])),
    }
    if len(sys.argv) > 2:
        print("\n".join(lists[sys.argv[2]]))
        return
    print(f"# {sum(s.count(chr(10)) for s in sources.values())} lines, {len(functions)} functions, {len(declared)} declared")
    for name, (most, unit) in LIMITS.items():
        value = found[name]
        print(f"{'ok' if value <= most else 'not ok'} {name}: {value:.3g} {unit} (at most {most})")


main()
