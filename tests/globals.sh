#!/usr/bin/env bash
# No mutable globals below the command line (which has what a signal must know, and the languages that are there): the objects hold nothing in .data or .bss (.data.rel.ro is constant: tables with
# pointers in them). One table of stb's is only read, though it is not called const: "mapping". Prints ok / not ok.
# Usage: globals.sh BUILD_FOLDER (a build without sanitizers)
cd "$(dirname "$0")/.." || exit 1
for floor in base math model trace train view lesson scene draw export app platform; do
    found=$(for o in $(find "$1/src/$floor" -name "*.o"); do
        objdump -t "$o" |
            awk -v f="$o" '$3 != "d" && $2 != "d" && /[ \t](\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && !/\.data\.rel\.ro/ && !(f ~ /\/png.o$/ && $NF ~ /^mapping/) {print "# " f ": " $NF}'
    done)
    if [ -n "$found" ]; then echo "$found"; echo "not ok no mutable globals in $floor"; else echo "ok no mutable globals in $floor"; fi
done
