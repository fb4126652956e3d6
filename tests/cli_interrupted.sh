#!/bin/bash
# What commands leave when they are interrupted, killed or stopped by a limit: nothing, or what the next one sweeps away; what
# is there is written over with --force only, and keeps its mode.
# Usage: tests/cli_interrupted.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"

hidden() { find "$1" -name '.attnscope*' 2>/dev/null; }
# begun COMMAND…: runs in the background until its hidden folder in made/ has a file; $! is its process, $there whether it was
# seen. The shell would have INT and QUIT passed over in what runs behind it.
begun() {
    rm -rf made
    env --default-signal=INT,QUIT "$program" "$@" >/dev/null 2>err.txt </dev/null &
    for _ in $(seq 500); do
        [ -n "$(find made -path '*/.attnscope*/*' 2>/dev/null)" ] && { there=0; return; }
        sleep 0.01
    done
    there=1
}
all() { begun export --model "$model" --all -o made/deep "$@"; }
lessons() { begun lessons "$here"/lessons/en/0[1-5]-*.md --export made/deep; }
figures() { begun attend --q "$cases/heads/q.npy" --k "$cases/heads/k.npy" --v "$cases/heads/v.npy" --png made/deep; }

# --- signals that end it
for command in all lessons figures; do
    for signal in INT TERM HUP QUIT; do
        $command
        kill -$signal $!; wait $! 2>/dev/null; status=$?
        [ $there -eq 0 ] && [ $status -eq $((128 + $(kill -l $signal))) ]; say "$command: $signal ends it in the middle" $?
        [ ! -e made ]; say "$command: $signal leaves nothing" $?
        [ ! -s err.txt ]; say "$command: $signal, nothing is said" $?
    done
done
mkdir -p kept/deep; echo mine >kept/deep/mine
env --default-signal=INT "$program" export --model "$model" --all -o kept/deep/er 2>/dev/null &
for _ in $(seq 500); do [ -n "$(find kept -name '*.png')" ] && break; sleep 0.01; done
kill -INT $!; wait $! 2>/dev/null
[ "$(find kept -type f)" = kept/deep/mine ] && [ ! -e kept/deep/er ]; say "what was there before stays" $?
all; kill -STOP $!; kill -TERM $!; kill -CONT $!; wait $! 2>/dev/null
[ ! -e made ]; say "TERM to one that is stopped" $?
(trap '' HUP; exec "$program" export --model "$model" --layer encoder.0 --size 640x400 -o nohup) & sleep 0.1; kill -HUP $!; wait $!; status=$?
[ $status -eq 0 ] && [ "$(ls nohup | wc -l)" -gt 8 ] && none_left nohup; say "a signal that is to be passed over (nohup) is" $?
# At any moment at all, files that are written by themselves, too; in eight parts of the time that each takes.
attn run --model "$model" --save whole; good "run --save" ""
mkdir -p moments/0; fine=0
for command in "run --save moments/run" "export --step encoder.input -o moments/x.png" "export --step encoder.input -o moments/n.npy"; do
    start=$(date +%s%N)
    "$program" ${command/moments/moments\/0} --model "$model" >/dev/null
    takes=$((($(date +%s%N) - start) / 1000000))
    for i in $(seq 8); do
        mkdir -p moments/$i
        "$program" ${command/moments/moments\/$i} --model "$model" >/dev/null 2>&1 </dev/null &
        sleep "$(printf '%d.%03d' $((takes * i / 8000)) $((takes * i / 8 % 1000)))"; kill -TERM $! 2>/dev/null; wait $! 2>/dev/null
        none_left moments || { fine=1; hidden moments | head -3 | sed 's/^/# /'; }
    done
done
say "TERM at any moment leaves nothing hidden" $fine
fine=0
for folder in moments/*/run; do [ ! -e "$folder" ] || [ "$(ls "$folder")" = "$(ls whole)" ] || fine=1; done
for file in moments/*/*.png; do tail -c 8 "$file" 2>/dev/null | grep -a -q IEND || [ ! -e "$file" ] || fine=1; done
say "what is there is whole" $fine
(ulimit -f 2; "$program" export --model "$model" --layer encoder.0 -o limit) >out.txt 2>err.txt; status=$?
[ $status -eq 1 ] && [ ! -s out.txt ] && [ "$(wc -l <err.txt)" -eq 1 ] && [ ! -e limit ]; say "XFSZ: told, and nothing left" $?
(ulimit -f 0; "$program" run a --model "$model" --save limit 2>&1) | grep -q 'File too large' && [ ! -e limit ]
say "XFSZ: run --save" $?

# --- kill -9, and the next one
all; kill -9 $!; wait $! 2>/dev/null
[ $there -eq 0 ] && [ -n "$(hidden made)" ]; say "kill -9 leaves something hidden" $?
attn export --model "$model" --step encoder.input -o made/deep/one.png; good "another file is written there" ""
[ "$(ls -A made/deep)" = one.png ]; say "what was left is swept away" $?
all; kill -9 $!; wait $! 2>/dev/null
attn export --model "$model" --layer encoder.0 --size 640x400 -o made/deep; none_left made; say "swept by a series, too" $?
lessons; kill -9 $!; wait $! 2>/dev/null
attn lessons "$here"/lessons/en/0[1-5]-*.md --size 320x240 --export made/deep; none_left made; say "swept by the lessons' export" $?
mkdir names; cd names
dead=$(sh -c 'echo $$')
mkdir .attnscope-$dead-0 .attnscope-mine .attnscope-1-0 .attnscope-$dead .attnscope-$dead-x .attnscope-$dead-7
touch .attnscope-$dead-0/a.png .attnscope-$dead-1.tmp .attnscope-$dead-1.txt .attnscope-1-1.tmp .attnscope-notes .attnscope-$dead-2.tmp.bak
mkdir .attnscope-$dead-7/mine; echo x >.attnscope-$dead-7/mine/file
ln -s "$work/out.txt" .attnscope-$dead-3.tmp
before=$(ls -A | grep -v "^.attnscope-$dead-[01]\(.tmp\)\?$")
cd ..
attn export --model "$model" --step encoder.input -o names/x.png
[ "$(ls -A names)" = "$(printf '%s\nx.png' "$before")" ]; say "only what is ours by its name, and no link, is swept" $?
[ -f names/.attnscope-$dead-7/mine/file ]; say "no folder in a folder is" $?
all --size 640x400; first=$!; kill -STOP $first
attn export --model "$model" --step encoder.input -o made/deep/one.png
[ $there -eq 0 ] && [ -n "$(find made -path '*/.attnscope*/*')" ]; say "what one that lives is at is not swept" $?
kill -CONT $first; wait $first; status=$?
[ $status -eq 0 ] && [ "$(ls made/deep | wc -l)" -gt 50 ] && none_left made; say "which goes on and ends well" $?
mkdir many; for i in $(seq 0 999); do : >many/.attnscope-$i.tmp; done
attn export --model "$model" --step encoder.input -o many/x.png; good "a thousand files that others left stop nothing" ""

# --- over what is there
mode() { stat -c %a "$1"; }
umask 022
x() { attn export --model "$model" --size 320x240 "$@"; }
x --step encoder.input -o m.png; [ "$(mode m.png)" = 644 ]; say "a new file has the usual mode" $?
for mode in 600 640 664; do
    chmod $mode m.png; x --step encoder.input --theme night --force -o m.png; good "--force writes over mode $mode" ""
    [ "$(mode m.png)" = $mode ]; say "and keeps it" $?
done
x --layer encoder.0.ffn --deck T -o series; chmod 600 series/*; x --layer encoder.0.ffn --deck T --force -o series; good "--force over a series" ""
[ "$(stat -c %a series/* | sort -u)" = 600 ]; say "keeps the modes of all its files" $?
x --step encoder.input -o m.npy; chmod 600 m.*; x --step encoder.input -o m.npy --force
[ "$(stat -c %a m.* | sort -u)" = 600 ]; say "and of the labels beside an array" $?
attn run a --model "$model" --save saved; good "run --save" ""
before=$(cat saved/*.npy | md5sum)
attn run a b --model "$model" --save saved; bad "run --save over what is there" 1 "is there already (--force writes over it)"
[ "$(cat saved/*.npy | md5sum)" = "$before" ] && none_left saved; say "run --save: nothing of it has changed" $?
chmod 600 saved/*; attn run a b --model "$model" --save saved --force; good "run --save --force" ""
[ "$(cat saved/*.npy | md5sum)" != "$before" ] && [ "$(stat -c %a saved/* | sort -u)" = 600 ]; say "run --save --force: written over, modes kept" $?
mkdir one; echo mine >one/encoder.input.npy
attn run a --model "$model" --save one; bad "run --save over a single file" 1 "one/encoder.input.npy"
[ "$(ls -A one)" = encoder.input.npy ] && [ "$(cat one/*)" = mine ]; say "run --save: nothing is added" $?
qk="--q $cases/one-head/q.npy --k $cases/one-head/k.npy"
attn attend $qk --save attended; attn attend $qk --save attended; bad "attend --save over what is there" 1 "--force"
attn attend $qk --save attended --force; good "attend --save --force" "weights"
mkdir config; echo '{"mine": 1}' >config/config.json
attn train dates --steps 1 --evaluate 1 -o config; bad "train over a foreign config.json" 1 "config/config.json is there already"
[ "$(ls -A config)" = config.json ] && grep -q mine config/config.json; say "train: it stays" $?
chmod 600 config/config.json; attn train dates --steps 1 --evaluate 1 -o config --force; good "train --force" "config"
! grep -q mine config/config.json && [ "$(mode config/config.json)" = 600 ]; say "train --force: written over, its mode kept" $?
attn train dates --steps 1 --evaluate 1 -o config --resume; bad "train --resume where nothing was stopped" 1 "is there already"

# --- links that lead nowhere
dangle() { ln -sfn "$work/nowhere" "$1"; }
dangle l.png; x --step encoder.input -o l.png; bad "a dangling link is there" 1 "l.png is there already"
[ -L l.png ] && [ ! -e nowhere ]; say "it stays, and so does the place it leads to" $?
x --step encoder.input -o l.png --force; good "--force over a dangling link" ""; is_png l.png && [ ! -L l.png ] && [ ! -e nowhere ]
say "it becomes the file" $?
dangle l.rows.txt; x --step encoder.input -o l.npy; bad "a dangling link beside an array" 1 "l.rows.txt is there already"
dangle series/index.html; x --layer encoder.0.ffn --deck T -o series; bad "a dangling link in a series" 1 "index.html is there already"
mkdir run; dangle run/encoder.input.npy; attn run a --model "$model" --save run; bad "run --save: a dangling link" 1 "encoder.input.npy is there already"
mkdir deck; dangle deck/index.md; attn lessons "$here/lessons/en/01-"*.md --export deck; bad "lessons: a dangling link" 1 "deck/index.md is there already"
mkdir tr; dangle tr/evaluation.txt; attn train dates --steps 1 -o tr; bad "train: a dangling link" 1 "evaluation.txt is there already"
rm -rf names many
[ ! -e nowhere ] && none_left "$work"; say "nothing was written through one, nothing hidden stays" $?

echo "# $((count - failed)) of $count"
[ $failed -eq 0 ]
