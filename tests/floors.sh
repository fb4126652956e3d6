#!/usr/bin/env bash
# A file includes only from its own floor or a lower one; SDL and fontconfig are known only in src/platform, stb only where pictures are read and written. Prints ok / not ok.
cd "$(dirname "$0")/.." || exit 1
floors=(base math model trace train view lesson scene draw export app platform cli)
level() { for i in "${!floors[@]}"; do [ "${floors[$i]}" = "$1" ] && { echo "$i"; return; }; done; echo -1; }
bad=0
for file in $(find src -name "*.[ch]" | sort); do
    floor=${file#src/}
    own=$(level "${floor%%/*}")
    [ "$own" -ge 0 ] || { echo "# $file: no such floor"; bad=1; }
    while read -r floor; do
        other=$(level "$floor")
        if [ "$other" -lt 0 ] || [ "$other" -gt "$own" ]; then echo "# $file includes from $floor/"; bad=1; fi
    done < <(sed -nE 's/^#include "([a-z]+)\/.*/\1/p' "$file")
    if [ "$own" -ne "$(level platform)" ] && grep -qE '#include [<"](SDL|fontconfig)' "$file"; then
        echo "# $file includes SDL or fontconfig outside src/platform"; bad=1
    fi
    if [ "$file" != src/export/png.c ] && [ "$file" != src/base/photo.c ] && grep -qE '#include [<"]stb_' "$file"; then echo "# $file includes stb"; bad=1; fi
    if [ "$own" -lt "$(level cli)" ] && [ "$file" != src/base/arena.c ] && grep -nE '\b(exit|_exit|_Exit|abort) *\(' "$file"; then
        echo "# $file ends the program below cli"; bad=1
    fi
done
[ $bad = 0 ] && echo "ok floors" || echo "not ok floors"

# A fact about a kind of step is a column of its row, a fact about a value a field: above the model only one table, and
# the files that build programs or say what others call a weight, name ops and values. (What begins as a path and is a key of the interface is none.)
builders='^src/(model/(ops/|pages/|hugging\.c)|train/|trace/(attend|foreign)\.c|scene/figures/kinds\.c)'
named=$(grep -rnE '\bOP_[A-Z_]+\b' src --include=*.[ch] | grep -vE "$builders" | grep -vE '\bOP_(INPUTS|OUTPUTS|COUNT)\b')
if [ -n "$named" ]; then echo "$named" | sed 's/^/# /'; echo "not ok ops are named where they are made and in one table"
else echo "ok ops are named where they are made and in one table"; fi
keys=$(sed -n 's/^\(output\.[^ =]*\) *=.*/"\1"/p' assets/lang/en.txt | paste -sd'|')
paths=$(grep -rnE '"\.?(encoder|decoder|output|self|cross|ffn)\.[^"]*"' src --include=*.[ch] | grep -vE "$builders" |
    grep -vE "$keys" | grep -vE '^[^:]*:[0-9]*: *(/\*|\*)|/\*[^"]*"[^"]*".*(\*/)?$|^[^:]*:[0-9]*: +[^"]*"[^"]*"[^"]*; "" none')
if [ -n "$paths" ]; then echo "$paths" | sed 's/^/# /'; echo "not ok paths of values are written where they are made"
else echo "ok paths of values are written where they are made"; fi

for word in '\brand\(' '\bsrand\(' 'TODO' 'FIXME'; do
    if grep -rnE "$word" src | sed 's/^/# /' | grep .; then echo "not ok no $word in src"; else echo "ok no $word in src"; fi
done
