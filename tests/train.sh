#!/usr/bin/env bash
# A training that is killed and resumed ends with the same bits as one that is not. Usage: train.sh PROGRAM
cd "$(dirname "$0")/.." || exit 1
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { if [ "$1" -eq 0 ]; then echo "ok $2"; else echo "not ok $2"; fi; }
"$program" train dates --steps 400 --evaluate 200 -o "$work/whole" >"$work/log" 2>&1
say $? "train dates"
[ -s "$work/whole/evaluation.txt" ] && [ ! -e "$work/whole/checkpoint.safetensors" ]
say $? "evaluation is written, the checkpoint removed"
"$program" train dates --steps 400 --evaluate 200 -o "$work/killed" >"$work/log" 2>&1 &
pid=$!
for _ in $(seq 600); do [ -e "$work/killed/checkpoint.safetensors" ] && break; sleep 0.1; done
kill -9 $pid
wait $pid 2>/dev/null
[ -e "$work/killed/checkpoint.safetensors" ] && [ ! -e "$work/killed/model.safetensors" ]
say $? "killed after a checkpoint"
"$program" train dates --steps 400 --evaluate 200 -o "$work/killed" --resume >"$work/log" 2>&1
say $? "resume"
cmp -s "$work/whole/model.safetensors" "$work/killed/model.safetensors"
say $? "the same weights, bit for bit"
cmp -s "$work/whole/evaluation.txt" "$work/killed/evaluation.txt"
say $? "the same evaluation"
