#!/bin/bash
# What export makes: every option of a figure changes what it should, series, names, notes, errors, no partial files.
# Usage: tests/cli_figures.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"

e() { attn export --model "$model" --notes off --size 640x480 "$@"; }
same() { cmp -s "$1" "$2"; }
# changes NAME OPTION…: the figure with the options is another one than without.
e --step encoder.0.self.scores --head 1 -o plain.png
changes() {
    local name=$1
    shift
    e --step encoder.0.self.scores --head 1 "$@" --force -o other.png
    [ "$status" -eq 0 ] && [ -z "$err" ] && is_png other.png && ! same plain.png other.png
    say "export: $name changes the figure" $?
}
changes "--form matrix" --form matrix
changes "--crop figure" --crop figure
same_as() { # one matrix alone is what --step makes; a view keeps its form
    e --view "show encoder.0.self.scores head=1 form=$1" --force -o view.png
    e --step encoder.0.self.scores --head 1 $2 --force -o step.png
    same view.png step.png
    say "export: --step $2 is form=$1" $?
}
same_as alone ""
same_as matrix "--form matrix"
e --step encoder.0.self.weights --head 1 -o alone.svg && grep -q 'Where each English word looks' alone.svg
say "export: an SVG of one matrix alone" $?
e --step decoder.0.cross.weights --head 1 -o cross.svg && grep -q 'font-style="italic"' cross.svg
say "export: an SVG slants what is written in the other language" $?
changes --palette --palette viridis
changes "--palette print" --palette print
changes --scale --scale -3:3
changes "--scale lock" --scale lock
changes --numbers --numbers off
changes "--numbers top" --numbers top
changes "--numbers 3" --numbers 3
changes --number-size --number-size 9
changes --row-title --row-title "What asks"
changes --col-title --col-title off
changes --bar-title --bar-title "Score"
changes --outline --outline off
for palette in magma inferno blues greens reds oranges purples rdbu; do changes "--palette $palette" --palette $palette; done
changes --decimals --decimals 3
changes --labels --labels off
changes --transpose --transpose
changes --font-size --font-size 20
changes --title --title "A title of one's own"
changes --caption --caption "Words of one's own"
changes --source --source "From the talk"
changes "--title off" --title off
changes "--source off" --source off
changes --crop --crop figure
changes --dpi --dpi 300
e --step encoder.0.self.scores --head 1 --palette grey -o g.png; e --step encoder.0.self.scores --head 1 --palette print -o h.png
same g.png h.png; say "export: print is grey" $?
e --step encoder.0.self.scores --head 1 --palette Greys --force -o h.png; same g.png h.png; say "export: names of palettes as papers write them" $?
e --step encoder.0.self.weights --head 1 --numbers top --row-title "who asks" --force -o top.svg
[ "$(grep -c '>[.][0-9][0-9]*</text>' top.svg)" -eq "$(grep -c '>1.00</text>' top.svg)" ] && grep -q '↓ who asks' top.svg; say "export: each row has one number, and its sum" $?
e --step encoder.0.self.scores --head 1 --palette default --scale auto --numbers auto --labels on --crop page -o d.png
same plain.png d.png; say "export: what is usual changes nothing" $?
e --step encoder.0.self.weights --head 1 -o w.png; e --step encoder.0.self.weights --head 1 --scale 0:1 -o w1.png
e --step encoder.0.self.weights --head 1 --scale 0:0.5 -o w2.png; ! same w1.png w2.png; say "export: --scale MIN:MAX of shares" $?
e --step encoder.0.self.weights --head 1 --form ribbons -o f.png; is_png f.png && ! same w.png f.png; say "export: --form" $?
e --step encoder.0.self.weights --head 1 --numbers on --decimals 2 -o n.png; is_png n.png; say "export: --numbers on" $?

# Sizes
for size in 320x240 16:9 16:9@1x 4:3@2x 1:1@2x; do
    attn export --model "$model" --step encoder.input --size "$size" --force -o size.png
    case $size in 16:9) want=1920x1080 ;; 16:9@1x) want=960x540 ;; 4:3@2x) want=1440x1080 ;; 1:1@2x) want=1080x1080 ;; *) want=$size ;; esac
    [ "$(png_size size.png)" = $want ]; say "export: --size $size is $want" $?
done
for size in 16:9@ 16:9@0x 16:9x2 0:9 16: :9 16:9@2 16:9@99x 1x1 8193x8193 16384x16384; do
    e --step encoder.input --size "$size" -o no.png; bad "export: --size $size" 2 "--size"
done
e --step encoder.input --size 320x240 --font-size 80 -o no.png; bad "export: letters larger than the figure" 1 "at most 11"
e --step encoder.0.self.scores --crop figure -o crop.png
size=$(png_size crop.png); [ "${size%x*}" -lt 640 ] || [ "${size#*x}" -lt 480 ]; say "export: --crop makes it smaller" $?

# Wrong values: one line, status 2, no file
wrong() { e --step encoder.input "$1" "$2" -o no.png; bad "export: $1 '$2'" 2 "$1"; }
wrong --palette jet; wrong --scale 3; wrong --scale 2:1; wrong --scale a:b; wrong --scale 1:1; wrong --scale lock=0
wrong --scale lock=x; wrong --numbers maybe; wrong --numbers 0; wrong --number-size 5; wrong --outline no; wrong --decimals 7; wrong --decimals -1; wrong --labels some; wrong --font-size 5
wrong --font-size big; wrong --crop left; wrong --dpi 10; wrong --dpi many; wrong --format jpeg; wrong --seconds 0
wrong --seconds 100; wrong --seconds soon; wrong --notes some; wrong --form pie; wrong --head 1,; wrong --head -1; wrong --head ,
e --step encoder.input --format svg -o no.png; bad "export: name and format contradict" 2 "--format"
e --step encoder.input --layer encoder.9 -o no; bad "export: no such layer" 1 "encoder.9"
[ ! -e no.png ] && [ ! -e no ]; say "export: no file of a wrong use" $?

e --step encoder.input --transpose -o no.png; bad "export: nothing to transpose" 1 "--transpose: encoder.input"
e --layer encoder.0.ffn --transpose -o no; bad "export: a series with nothing to transpose" 1 "--transpose"
[ ! -e no.png ] && [ ! -e no ]; say "export: nothing is written then" $?

# Series
e --step encoder.0.self.weights --head 0,2 -o two; good "export: --head 0,2" ""
[ "$(ls two | tr '\n' ' ')" = "001-encoder.0.self.weights-head0.png 002-encoder.0.self.weights-head2.png " ]
say "export: a figure for each head" $?
e --step encoder.0.self.weights --head all -o all; [ "$(ls all | wc -l)" -eq 4 ]; say "export: --head all" $?
e --step encoder.0.self.weights --head grid -o grid.png; is_png grid.png && ! same grid.png w.png; say "export: --head grid" $?
e --step encoder.0.self.weights --form heads -o form.png; same grid.png form.png; say "export: grid is the form of all heads" $?
e --layer encoder.0.ffn -o layer; [ "$(ls layer | wc -l)" -ge 4 ] && [ -z "$(ls layer | grep -v encoder.0.ffn)" ]
say "export: --layer" $?
e --step encoder.0.self.scores --step encoder.0.self.weights -o steps; [ "$(ls steps | wc -l)" -eq 2 ]; say "export: --step twice" $?
printf '# a remark\n\nshow encoder.0.self.scores head=1\n  text a b; show encoder.1.self.weights head=2\r\n' >list
e --list list -o listed; [ "$(ls listed | tr '\n' ' ')" = "001-encoder.0.self.scores-head1.png 002-encoder.1.self.weights-head2.png " ]
say "export: --list" $?
e --view 'text a b; show encoder.1.self.weights head=2' -o b.png; same b.png listed/002-encoder.1.self.weights-head2.png
say "export: a list's line is a view" $?
printf 'show encoder.0.self.scores\nshow nothing\n' >list; e --list list -o bad; bad "export: a list with a fault" 1 "list:2: show"
printf '# nothing\n' >list; e --list list -o bad; bad "export: an empty list" 1 "no view"
e --list missing -o bad; bad "export: no list" 1 "missing"
e --step encoder.0.self.weights --head 0,2 -o two.png; bad "export: two figures, one file" 1 "folder"
e --step encoder.0.self.weights --head 0,2 -o two; bad "export: a series over what is there" 1 "--force"
[ ! -e bad ] && [ ! -e two.png ]; say "export: no folder of a wrong series" $?
e --layer encoder.0.self --scale lock -o locked; e --step encoder.0.self.scores --scale auto -o auto.png
! same auto.png locked/*-encoder.0.self.scores.png && [ "$(ls locked | wc -l)" -gt 8 ]; say "export: one scale for a series" $?

# Notes: the file tells how to make it again
attn export --model "$model" a b --step encoder.1.self.weights --head 1 --palette viridis --title "It's mine" --size 640x480 -o first.png
command=$(tr -d '\0' <first.png | grep -a -o 'attnscope export --model .* -o [a-z0-9.-]*png' | head -1)
case $command in *"--palette viridis"*"--title"*) say "export: the file holds its command" 0 ;; *) say "export: the file holds its command" 1 ;; esac
mkdir again && (cd again && eval "${command/attnscope/\"$program\"}"); same first.png again/encoder.1.self.weights-head1.png
say "export: its command makes the same bytes" $?
grep -a -q 'attnscope 0' first.png && grep -a -q 'Sentence' first.png && grep -a -q 'Model' first.png; say "export: notes" $?
! grep -a -q 'Sentence' plain.png; say "export: --notes off" $?

# Places that cannot be written
(trap '' XFSZ; ulimit -f 2; "$program" export --model "$model" --step encoder.input -o full.png) >out 2>err
[ $? -eq 1 ] && [ "$(wc -l <err)" -eq 1 ] && [ ! -e full.png ] && none_left .; say "export: a full disk" $?
(trap '' XFSZ; ulimit -f 2; "$program" export --model "$model" --layer encoder.0 -o fullseries) >out 2>err
[ $? -eq 1 ] && [ "$(wc -l <err)" -eq 1 ] && [ ! -e fullseries ]; say "export: a full disk under a series" $?
e --step encoder.input -o /proc/no.png; bad "export: where nothing can be written" 1 "/proc/no.png"
e --all -o /proc/no; bad "export: a series where nothing can be written" 1 "/proc/no"
"$program" export --model "$model" --all -o killed >out 2>err & sleep 0.4; kill -9 $! 2>/dev/null; wait $! 2>/dev/null
find killed -maxdepth 1 -name '*.png' 2>/dev/null | while read -r f; do tail -c 8 "$f" | grep -a -q IEND || echo "$f"; done >partial
[ ! -s partial ]; say "export: killed midway, no partial file" $?

echo "# $((count - failed)) of $count"
[ $failed -eq 0 ]
