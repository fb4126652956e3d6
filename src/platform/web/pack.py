#!/usr/bin/python3
"""Puts the page together. Usage: pack.py WASM FONTS OUT

OUT/index.html with OUT/attnscope.pack, OUT/attnscope.html with all in one, OUT/live.js and attnscope.pack.js for decks, OUT/licences.txt. The same input gives the
same bytes. A pack is, compressed: four bytes, how long the list is; the list, [[path, size], …]; the files, the program first.
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


def files(wasm, fonts):
    yield "attnscope.wasm", wasm
    # What the page opens with; models that come later do not make it wait.
    for pattern in ("assets/models/en-fr/*", "assets/models/dates/*", "assets/lang/*", "assets/deck/*"):
        for path in sorted(glob.glob(pattern)):
            yield "/" + path, path
    for path in sorted(glob.glob("lessons/*/*.md")):
        yield "/assets/" + path, path
    for path in sorted(glob.glob(fonts + "/*.?tf")):
        yield "/fonts/" + os.path.basename(path), path


def pack(wasm, fonts):
    named = [(name, read(path)) for name, path in files(wasm, fonts)]
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


def write(name, data):
    with open(os.path.join(sys.argv[3], name), "wb") as f:
        f.write(data)
    print("  %-18s %8d bytes" % (name, len(data)))


os.makedirs(sys.argv[3], exist_ok=True)
whole = pack(sys.argv[1], sys.argv[2])
write("attnscope.pack", whole)
write("index.html", page(None, "'self'").encode())
write("attnscope.html", page(whole, "'none'").encode())
write("attnscope.pack.js", b'globalThis.attnscopePack = "' + base64.b64encode(whole) + b'";\n')
write("live.js", joined("live").encode())
write("licences.txt", licences().encode())
