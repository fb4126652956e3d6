#!/usr/bin/env bash
# No mutable globals below platform and cli: the objects hold nothing in .data or .bss. Prints ok / not ok.
# Usage: globals.sh BUILD_FOLDER (a build without sanitizers)
cd "$(dirname "$0")/.." || exit 1
for floor in base math model trace train lesson scene draw app; do
    found=$(for o in "$1"/src/"$floor"/*.o; do
        [ -e "$o" ] && nm "$o" | awk -v f="$o" '$2 ~ /^[bBdDC]$/ && $3 !~ /^\.?(LC|\.)/ {print "# " f ": " $3}'
    done)
    if [ -n "$found" ]; then echo "$found"; echo "not ok no mutable globals in $floor"; else echo "ok no mutable globals in $floor"; fi
done
