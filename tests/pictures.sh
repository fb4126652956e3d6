#!/usr/bin/env bash
# Makes the pictures that FOLDER/pictures.txt lists, with the program itself. Usage: pictures.sh PROGRAM FOLDER [OUT]
program=$1 folder=$2 out=${3:-$2}
grep -v '^#' "$folder/pictures.txt" | while IFS='|' read -r name lang view options; do
    name=$(echo $name) lang=$(echo $lang)
    [ -n "$options" ] || options='--frame window --size 1440x900'
    eval "options=($options)"
    "$program" export --view "$view" "${options[@]}" --lang "$lang" --force -o "$out/$name.png" || exit 1
done
