#!/usr/bin/python3
"""Prints a C file with what the page needs of HarfBuzz: the script of each letter, as a table of ranges."""
from fontTools import unicodedata

ranges, before = [], None
for code in range(0x110000):
    script = unicodedata.script(chr(code))
    if script != before:
        ranges.append((code, script))
        before = script
print("/* Made by scripts.py. */\n#include <hb.h>\n\nstatic const struct { unsigned from; char script[5]; } ranges[] = {")
for code, script in ranges:
    print('    {0x%x, "%s"},' % (code, script))
print("""};

hb_unicode_funcs_t *hb_unicode_funcs_get_default(void) {
    return (hb_unicode_funcs_t *)0;
}

hb_script_t hb_unicode_script(hb_unicode_funcs_t *unused, hb_codepoint_t code) {
    int low = 0, high = sizeof ranges / sizeof *ranges;
    (void)unused;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        *(ranges[middle].from <= code ? &low : &high) = middle;
    }
    const char *s = ranges[low].script;
    return (hb_script_t)HB_TAG(s[0], s[1], s[2], s[3]);
}""")
