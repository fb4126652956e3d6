#!/usr/bin/python3
"""A font for tests, and how a browser finds it. Usage: letters.py FOLDER

In FOLDER/test.ttf 猫 and 犬 are whole squares of an em, 狐 is a red one; FOLDER/fonts.conf is the system's fonts and this one.
"""
import sys

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen


def square():
    pen = TTGlyphPen(None)
    pen.moveTo((0, -200))
    for to in ((0, 800), (1000, 800), (1000, -200)):
        pen.lineTo(to)
    pen.closePath()
    return pen.glyph()


folder = sys.argv[1]
names = [".notdef", "cat", "dog", "face", "layer"]
font = FontBuilder(1000, isTTF=True)
font.setupGlyphOrder(names)
font.setupCharacterMap({ord("猫"): "cat", ord("犬"): "dog", ord("狐"): "face"})
font.setupGlyf({name: square() for name in names})
font.setupHorizontalMetrics({name: (1000, 0) for name in names})
font.setupHorizontalHeader(ascent=800, descent=-200)
font.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
font.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
font.setupPost()
font.setupCOLR({"face": [("layer", 0)]})
font.setupCPAL([[(1, 0, 0, 1)]])
font.save(folder + "/test.ttf")
with open(folder + "/fonts.conf", "w", encoding="utf-8") as out:
    out.write('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>/etc/fonts/fonts.conf</include>'
              "<dir>%s</dir><cachedir>%s/cache</cachedir></fontconfig>\n" % (folder, folder))
