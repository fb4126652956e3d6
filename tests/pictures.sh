#!/usr/bin/env bash
# Makes the pictures that FOLDER/pictures.txt lists, with the program itself. Usage: pictures.sh PROGRAM FOLDER [OUT]
# Options "keys: w Down" make it a picture of the window after these keys: what lies over a figure is in no view.
# Options without a view are a command, as README gives it, over the files that FOLDER/own/inputs.py makes.
export LC_ALL=C.UTF-8 # a picture says itself which language it has
program=$1 folder=$2 out=${3:-$2}
server='' app='' state=''
finish() {
    [ -n "$app" ] && kill "$app" 2>/dev/null
    [ -n "$server" ] && kill "$server" 2>/dev/null
    [ -n "$state" ] && rm -rf "$state"
    app='' server='' state=''
}
trap finish EXIT

window_picture() { # VIEW LANG FILE KEY...
    local view=$1 lang=$2 file=$3 display window='' last='' now
    shift 3
    display=$(mktemp)
    unset WAYLAND_DISPLAY SDL_VIDEODRIVER
    state=$(mktemp -d)
    Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp -noreset 3>"$display" 2>/dev/null &
    server=$!
    for _ in $(seq 100); do [ -s "$display" ] && break; sleep 0.05; done
    export DISPLAY=:$(cat "$display")
    rm -f "$display"
    XDG_STATE_HOME=$state "$program" --view "$view" --lang "$lang" --size 1440x900 --no-motion 2>/dev/null &
    app=$!
    for _ in $(seq 400); do
        window=$(xdotool search --onlyvisible --name '^attnscope$' 2>/dev/null | head -1)
        [ -n "$window" ] && break
        sleep 0.02
    done
    xdotool windowfocus --sync "$window" mousemove 1590 990 key --clearmodifiers "$@"
    for _ in $(seq 40); do # until the picture stands still
        now=$(import -window "$window" -depth 8 rgb:- 2>/dev/null | md5sum)
        [ "$now" = "$last" ] && break
        last=$now
        sleep 0.3
    done
    import -window "$window" -strip -define png:exclude-chunks=date,time "$file"
    local done=$?
    finish
    return $done
}

# What a command writes, as a PNG.
command_picture() { # COMMAND FILE
    local own=$(mktemp -d) here=$PWD made=${1##* -o }
    attnscope() { "$program" "$@"; }
    python3() { /usr/bin/python3 "$@"; } # Debian's NumPy is there
    /usr/bin/python3 "$folder/own/inputs.py" "$own" && cd "$own" && eval "${1%.*}.png" && cd "$here" &&
        mv "$own/${made%.*}.png" "$2"
    local done=$?
    rm -rf "$own"
    return $done
}

program=$(realpath "$program") folder=$(realpath "$folder") out=$(realpath "$out")
while IFS='|' read -r name lang view options; do
    name=$(echo $name) lang=$(echo $lang)
    if [ -z "${view// /}" ]; then
        command_picture "$options" "$out/$name.png" </dev/null || exit 1
        continue
    fi
    if [[ $options == *keys:* ]]; then
        window_picture "$view" "$lang" "$out/$name.png" ${options#*keys:} </dev/null || exit 1
        continue
    fi
    [ -n "$options" ] || options='--frame window --size 1440x900'
    eval "options=($options)"
    "$program" export --view "$view" "${options[@]}" --lang "$lang" --force -o "$out/$name.png" || exit 1
done < <(grep -v '^#' "$folder/pictures.txt")
