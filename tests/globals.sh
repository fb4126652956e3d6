#!/usr/bin/env bash
# No mutable globals: the objects hold nothing in .data or .bss (.data.rel.ro is constant: tables with pointers in them),
# but what is named here. Prints ok / not ok.
# Usage: globals.sh BUILD_FOLDER (a build without sanitizers)
cd "$(dirname "$0")/.." || exit 1
allowed=(
    "png.o: mapping" # stb's; only read, though it is not called const
    "save.o: save_begun" # what a signal's handler must find
    "look.o: all"    # which languages there are, read once
    "look.o: names"
)
is_allowed() { # LINE
    local it
    for it in "${allowed[@]}"; do [[ $1 == */"$it"* ]] && return 0; done
    return 1
}
for floor in base math model trace train view lesson scene draw export app platform cli; do
    bad=0
    while read -r found; do
        [ -z "$found" ] || is_allowed "$found" || { echo "# $found"; bad=1; }
    done < <(find "$1/src/$floor" -name "*.o" | while read -r o; do
        objdump -t "$o" |
            awk -v f="$o" '$3 != "d" && $2 != "d" && /[ \t](\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && !/\.data\.rel\.ro/ {print f ": " $NF}'
    done)
    if [ $bad = 1 ]; then echo "not ok no mutable globals in $floor"; else echo "ok no mutable globals in $floor"; fi
done
