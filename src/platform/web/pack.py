#!/usr/bin/python3
"""Puts the page together. Usage: pack.py WASM FONTS OUT MOST MODELS…

OUT/index.html with OUT/attnscope.pack, OUT/attnscope.html with all in one, OUT/live.js and packs as scripts for decks, OUT/licences.txt. The same input
gives the same bytes. MODELS are in the first pack; each of the others is OUT/models/NAME.pack, which a page fetches when it is asked for; the one
file has all as long as it is at most MOST bytes, else the first. A pack is, compressed: four bytes, how long the list is; the list, [[path, size], …];
the files. The first pack's list has the program, "attnscope.wasm", and "packs": which others there are and their sizes, 0 where one cannot be had.
"""
import base64
import glob
import hashlib
import json
import os
import re
import struct
import subprocess
import sys

ROOM = os.path.dirname(__file__)
COPYRIGHT = "build/web/libs/copyright"


def read(path):
    with open(path, "rb") as f:
        return f.read()


def files(pattern, to="/"):
    for path in sorted(glob.glob(pattern)):
        yield to + path, read(path)


def first(models, packs):
    """The files that every page has."""
    yield "attnscope.wasm", read(WASM)
    yield "packs", json.dumps(packs, separators=(",", ":")).encode()
    for pattern in ["assets/models/%s/*" % name for name in models] + ["assets/lang/*", "assets/deck/*"]:
        yield from files(pattern)
    yield from files("lessons/*/*.md", "/assets/")
    for path, data in files(FONTS + "/*.?tf"):
        yield "/fonts/" + os.path.basename(path), data


def pack(named):
    named = list(named)
    index = json.dumps([[name, len(data)] for name, data in named], separators=(",", ":")).encode()
    whole = struct.pack("<I", len(index)) + index + b"".join(data for _, data in named)
    return subprocess.run(["libdeflate-gzip", "-12", "-n"], input=whole, stdout=subprocess.PIPE, check=True).stdout


def script(name):
    """A script without what only its readers need: comments that have a line of their own, and margins."""
    text = re.sub(r"^ */\*.*?\*/ *\n", "", read("%s/%s.js" % (ROOM, name)).decode(), flags=re.M | re.S)
    return "".join(line.strip() + "\n" for line in text.split("\n") if line.strip())


def joined(last):
    """The scripts of the program and of its figures, and what begins."""
    return "".join(script(name) for name in ("files", "letters", "zip", "program", "figure", last))


def page(data, connect):
    """The page; `data` is the pack inside it, or nothing."""
    def sources(text, tag):
        return " ".join("'sha256-%s'" % base64.b64encode(hashlib.sha256(part.split("</%s>" % tag)[0].encode()).digest()).decode()
                        for part in text.split("<%s>" % tag)[1:])
    text = read(ROOM + "/head.html").decode()
    icon = base64.b64encode(read("assets/attnscope.svg")).decode()
    scripts = joined("page")
    for name, value in (("first", script("first")), ("page", scripts), ("icon", "data:image/svg+xml;base64," + icon)):
        text = text.replace("{{%s}}" % name, value)
    policy = ("default-src 'none'; script-src %s 'wasm-unsafe-eval'; style-src %s; img-src data: blob:; connect-src %s; base-uri 'none'; form-action 'none'"
              % (sources(text, "script"), sources(text, "style"), connect))
    inside = '<script id="pack" type="text/plain">%s</script>' % base64.b64encode(data).decode() if data else ""
    return text.replace("{{policy}}", policy).replace("{{pack}}", inside)


def licences():
    parts = [("attnscope", "LICENSE")] + [(name, os.path.join(COPYRIGHT, name)) for name in sorted(os.listdir(COPYRIGHT))]
    start = ("attnscope's page holds, beside the program, what is listed here, each with its own terms, as Debian tells them. "
             "FreeType is used under its own licence (FTL): portions of this software are copyright The FreeType Project "
             "(www.freetype.org), all rights reserved. JetBrains Mono's own licence field names the SIL Open Font License 1.1.\n")
    return start + "".join("\n\n======== %s ========\n\n%s" % (name, read(path).decode()) for name, path in parts)


def as_script(name, data):
    return b'(globalThis.attnscopePacks ??= {})["%s"] = "%s";\n' % (name.encode(), base64.b64encode(data))


def write(name, data):
    os.makedirs(os.path.dirname(os.path.join(OUT, name)), exist_ok=True)
    with open(os.path.join(OUT, name), "wb") as f:
        f.write(data)
    print("  %-24s %8d bytes" % (name, len(data)))


WASM, FONTS, OUT, MOST, *MODELS = sys.argv[1:]
others = sorted(set(os.listdir("assets/models")) - set(MODELS))
packs = {name: pack(files("assets/models/%s/*" % name)) for name in others}
whole = pack(first(MODELS, {name: len(data) for name, data in packs.items()}))
one = page(pack(first(MODELS + others, {})), "'none'").encode()
if len(one) > int(MOST):
    one = page(pack(first(MODELS, {name: 0 for name in others})), "'none'").encode()
write("attnscope.pack", whole)
write("index.html", page(None, "'self'").encode())
write("attnscope.html", one)
write("attnscope.pack.js", as_script("attnscope.pack", whole))
for name, data in packs.items():
    write("models/%s.pack" % name, data)
    write("models/%s.pack.js" % name, as_script("models/%s.pack" % name, data))
write("live.js", joined("live").encode())
write("licences.txt", licences().encode())
