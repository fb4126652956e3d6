#!/usr/bin/env bash
# Pictures of the real window, for a page to be compared with. Usage: window.sh PROGRAM FOLDER FILE: writes lesson.png, phone.png and
# matrix.png, which is FILE's.
folder=$(realpath "$2") file=$(realpath "$3")
. "$(dirname "$0")/../xvfb.sh" page "$1" import
picture() { # NAME ARGUMENT...
    local name=$1
    shift
    open_window "$@" || exit 1
    xdotool mousemove 2399 1599
    last='' && drawn && changes && import -window "$window" "$folder/$name.png"
    kill "$app"
    wait "$app" 2>/dev/null
    app=''
}
look=(--theme paper --lang en)
picture lesson lesson 4 "${look[@]}" --no-motion --size 1440x900
picture phone --fresh "${look[@]}" --no-motion --size 390x844
picture matrix heatmap "$file" --open "${look[@]}"
