#!/usr/bin/python3
"""Who calls whom, by the link graph of the objects and by the includes.

A file includes and calls only from its own room, a room further in, or a lower floor, and no circle of
modules is left. Prints ok / not ok lines and names the edges that are against it.
Usage: links.py BUILD_FOLDER
"""
import collections
import os
import re
import subprocess
import sys

# From the ground upwards. Rooms that stand side by side share a place; "." are a floor's own files.
FLOORS = ["base", "math", "model", "trace", "train", "view", "lesson", "scene", "draw", "export", "app",
          "platform", "cli"]
ROOMS = {
    "scene": [["."], ["pen"], ["words"], ["matrix"], ["marks"], ["overview"], ["figures"],
              ["panels"], ["frame"]],
    "app": [["state"], ["acts"], ["layers"], ["."]],
    "model": [["formats"], ["ops"], ["."], ["pages"]],
    "platform": [["."], ["web"]],
}


def place(path):
    """(floor, room's level, room) of "src/scene/pen/marks.c"."""
    parts = path.split("/")
    floor, room = parts[1], parts[2] if len(parts) > 3 else "."
    level = next((i for i, rooms in enumerate(ROOMS.get(floor, [])) if room in rooms), 0)
    return (FLOORS.index(floor) if floor in FLOORS else -1, level, room)


def against(user, used):
    """Why `user` may not use `used`, or None."""
    a, b = place(user), place(used)
    if a[0] < 0 or b[0] < 0:
        return "no such floor"
    if b[0] > a[0]:
        return "a higher floor"
    if a[0] == b[0] and b[1] > a[1]:
        return "a room further out"
    if a[0] == b[0] and b[1] == a[1] and a[2] != b[2]:
        return "a room beside"
    return None


def objects(build):
    for folder, _, names in os.walk(os.path.join(build, "src")):
        for name in sorted(names):
            if name.endswith(".o"):
                path = os.path.join(folder, name)
                yield path, os.path.relpath(path, build)[:-2] + ".c"


def link_graph(build):
    """{file: {file: symbol}}"""
    defined, wanted = {}, collections.defaultdict(set)
    for path, source in objects(build):
        if not os.path.exists(source):
            continue  # an object of a file that has gone
        for line in subprocess.run(["nm", path], capture_output=True, text=True, check=True).stdout.splitlines():
            kind, name = line.split()[-2:]
            if kind == "U":
                wanted[source].add(name)
            elif kind.isupper():
                defined[name] = source
    graph = collections.defaultdict(dict)
    for source, names in wanted.items():
        for name in sorted(names):
            if name in defined and defined[name] != source:
                graph[source].setdefault(defined[name], name)
    return graph


def circles(graph):
    """Tarjan's strongly connected components of more than one module."""
    index, low, stack, found, on = {}, {}, [], [], set()

    def visit(v):
        index[v] = low[v] = len(index)
        stack.append(v)
        on.add(v)
        for w in graph.get(v, {}):
            if w not in index:
                visit(w)
                low[v] = min(low[v], low[w])
            elif w in on:
                low[v] = min(low[v], index[w])
        if low[v] == index[v]:
            part = []
            while True:
                w = stack.pop()
                on.discard(w)
                part.append(w)
                if w == v:
                    break
            if len(part) > 1:
                found.append(part)

    sys.setrecursionlimit(10000)
    for v in sorted(graph):
        if v not in index:
            visit(v)
    return found


def includes():
    for folder, _, names in os.walk("src"):
        for name in sorted(names):
            if not name.endswith((".c", ".h")):
                continue
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as f:
                for used in re.findall(r'^#include "([a-z_0-9/]+\.h)"', f.read(), re.M):
                    yield path, "src/" + used


def report(name, faults):
    for line in faults:
        print("#", line)
    print("not ok" if faults else "ok", name)


def main():
    graph = link_graph(sys.argv[1])
    report("no file includes upwards",
           [f"{a} includes {b}: {why}" for a, b in includes() if (why := against(a, b))])
    report("no module calls upwards",
           [f"{a} calls {name} of {b}: {why}" for a, uses in sorted(graph.items())
            for b, name in sorted(uses.items()) if (why := against(a, b))])
    closed = []
    for part in circles(graph):
        edges = [f"{a} → {b} ({graph[a][b]})" for a in sorted(part) for b in sorted(graph[a]) if b in part]
        closed.append(f"{len(part)} modules in a circle: " + "; ".join(edges))
    report("no circle of modules", closed)


main()
