#!/usr/bin/python3
"""Cuts the fonts down to the letters that a page is likely to show. Usage: fonts.py FOLDER NAMES…

Every letter that the interface, a lesson or the source writes is among them. A font that only helps out has of these what
the one that is asked before it has not, and DejaVu Sans the rarer letters; of the alphabets in which it has one all stay, used or not, for by them FreeType fits
lines of letters to pixels. All names stay, for they stand in SVG. What would hint TrueType letters goes: it is not asked.
"""
import glob
import os
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

ALPHABETS = [(0x20, 0x7E), (0x2B0, 0x2FF), (0x370, 0x3FF), (0x400, 0x45F), (0x1D2C, 0x1D6A), (0x2070, 0x209C)]
LETTERS = ALPHABETS + [(0xA0, 0x24F), (0x490, 0x491), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x22FF),
                       (0x2300, 0x2335), (0x239B, 0x23B3), (0x240D, 0x240D), (0x2500, 0x25FF), (0x2605, 0x2606),
                       (0x2610, 0x2612), (0x2660, 0x2667), (0x2713, 0x2718), (0x27E8, 0x27E9), (0xFFFD, 0xFFFD)]
HELPS = {"DejaVuSans.ttf": "Inter-Regular.otf", "DejaVuSans-Bold.ttf": "Inter-SemiBold.otf",
         "DejaVuSans-Oblique.ttf": "Inter-Italic.otf", "DejaVuSans-BoldOblique.ttf": "Inter-SemiBoldItalic.otf",
         "DejaVuSansMono.ttf": "JetBrainsMono-Regular.ttf"}

LAST = "DejaVuSans.ttf"


def codes(ranges):
    return {code for first, last in ranges for code in range(first, last + 1)}


def written():
    texts = [f for kind in ("assets/lang/*.txt", "assets/models/*/*.txt", "lessons/*/*.md", "src/**/*.c")
             for f in glob.glob(kind, recursive=True)]
    return {ord(c) for f in texts for c in open(f, encoding="utf-8").read() if c >= " "}


def find(name):
    found = sorted(glob.glob("/usr/share/fonts/**/" + name, recursive=True))
    if not found:
        sys.exit("the font %s is not installed" % name)
    return found[0]


def cut(name, to):
    wanted = written() if name in HELPS and name != LAST else codes(LETTERS) | written()
    if name in HELPS:
        wanted -= set(TTFont(find(HELPS[name]))["cmap"].getBestCmap())
        wanted &= set(TTFont(find(name))["cmap"].getBestCmap())
        for alphabet in map(codes, ([each] for each in ALPHABETS)):
            if wanted & alphabet or 0x20 in alphabet:
                wanted |= alphabet
    options = subset.Options(hinting=name.endswith(".otf"), layout_features=[], name_IDs=["*"], name_languages=["*"],
                             name_legacy=True, notdef_outline=True, recalc_timestamp=False)
    options.drop_tables += ["DSIG", "GSUB", "GPOS", "GDEF", "kern", "FFTM"]
    font = subset.load_font(find(name), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    subset.save_font(font, os.path.join(to, name), options)


os.makedirs(sys.argv[1], exist_ok=True)
for each in sys.argv[2:]:
    cut(each, sys.argv[1])
