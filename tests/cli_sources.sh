#!/bin/bash
# Views and lessons of another model, and of matrices that they bring: numbers, lines that make a figure again, refusals.
# Usage: tests/cli_sources.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"

small="attend q=[0 1; 2 0; -1 2] k=[2 0; 0 1; 1 2] v=[1 0; 0 1; 2 2] rows=she,likes,cats"
view() { # NAME LINE TEXT [OPTION]…: the line's numbers hold TEXT
    local name=$1 line=$2 text=$3; shift 3
    rm -f x.csv
    attn export --view "$line" -o x.csv "$@"; out=$(cat x.csv 2>/dev/null); good "$name" "$text"
}

# --- numbers
view "attend: scores" "$small; show scores" "likes,4,0,2"
view "attend: weights" "$small; show weights" "likes,0.76791"
view "attend: output" "$small; show output" "likes,1.141"
view "attend: one number of scale" "attend q=[2 0] k=[2 0] scale=0.5; show scaled" "0,2"
view "attend: no scale" "attend q=[2 0] k=[2 0] scale=off; show scaled" "0,4"
view "attend: causal" "$small causal; show masked" "she,0,-inf,-inf"
view "attend: a mask hides" "attend q=[1 0] k=[1 0; 0 1] mask=[0 -inf]; show weights" "0,1,0"
view "attend: no model's own matters" "$small; show scores" "likes,4,0,2" --model dates
view "model: another, its own sentence" "model dates; show encoder.tokens" "W,"
view "model: its sentence" "model dates; text 3 May 2004; show decoder.0.cross.weights" "0 → 3,"
view "model: the usual one by its name" "model en-fr; text she likes cats .; show encoder.0.self.weights head=2" "likes,"
view "model: the one of --model" "model own; show encoder.tokens" "W," --model dates
view "model: a folder" "model $here/assets/models/dates; show encoder.tokens" "W,"
attn attend --q "$cases/q.npy" --k "$cases/k.npy" 2>/dev/null
if [ "$status" -eq 0 ]; then
    view "attend: a file" "attend q=$cases/q.npy k=$cases/k.npy; show weights head=0" "0,"
fi

# --- the picture's own command makes it again
attn export --view "$small; show output; point row=likes col=0; depth row" -o a.svg --size 640x360; good "attend: a picture" ""
again=$(grep -o 'attnscope export[^<]*' a.svg | head -1 | sed "s/&apos;/'/g; s/&#39;/'/g")
mkdir again; (cd again && eval "${again/attnscope/\"$program\"}") >/dev/null 2>&1; cmp -s a.svg again/*.svg
say "attend: the picture's command makes it again" $?

# --- beside a figure of another model
attn export --view "$small; show scores; compare encoder.0.self.scores head=2; compare-attend none; compare-text she likes cats ." \
    -o beside.png --size 960x540
good "attend: beside a figure of the model" ""; is_png beside.png; say "attend: beside: a picture" $?

# --- refusals
no() { attn export --view "$2" -o no.csv; bad "$1" 1 "$3"; [ ! -e no.csv ]; say "$1: nothing is written" $?; }
no "model: a near name" "model datse; show encoder.tokens" "no model 'datse': did you mean dates?"
no "model: an unknown name" "model zzzzzzzzz; show encoder.tokens" "there is neither a shipped one nor a folder of this name"
no "attend: shapes" "attend q=[1 2] k=[1 2 3]; show scores" "does not fit"
no "attend: NaN" "attend q=[1 nan] k=[1 2]; show scores" "q holds NaN at [0, 1]"
no "attend: a missing file" "attend q=nowhere.npy k=[1]; show scores" "nowhere.npy"
no "attend: an unknown word" "attend q=[1] k=[1] cauzal; show scores" "did you mean causal?"
no "attend: a sentence" "attend q=[1] k=[1]; text a b" "matrices have no sentence"
no "attend: a what-if" "attend q=[1] k=[1]; what-if scale=off" "what-if: matrices have none"
no "attend: a name where nothing is named" "attend q=[0 1; 2 0] k=[2 0; 0 1]; show scores; point row=a" \
    "no token 'a' along this axis"
no "attend: a name's second where nothing is named" "attend q=[0 1; 2 0] k=[2 0; 0 1]; show scores; point col=1#2" \
    "no token '1' along this axis"
no "attend: no such value" "$small; show encoder.0.self.scores" "no value 'encoder.0.self.scores'"
mkfifo pipe; no "attend: a FIFO does not hang" "attend q=pipe k=[1]; show scores" "pipe"

# --- lessons
page() { { printf '# T\n\n## P\n\nWords.\n\n```step\n'; printf '%s\n' "$@"; printf '```\n'; } >lesson.md; }
faulty() { # NAME LINE TEXT
    attn lessons --check lesson.md
    case $out in lesson.md:$2:*"$3"*) [ "$status" -eq 1 ] && [ -z "$err" ] ;; *) false ;; esac
    local fine=$?
    [ $fine -eq 0 ] || echo "# status $status, output '$out', error '$err'"
    say "$1" $fine
}
page "$small" "show scores" "expect scores row=likes col=she value~4" "expect weights rows sum 1" "predict scores row=likes max"
attn lessons --check lesson.md; good "lesson: matrices" "ok lesson.md: 3"
attn export --lesson lesson.md -o deck --size 640x360; good "lesson: a deck of matrices" ""
is_png deck/001-scores.png; say "lesson: its figure" $?
page "$small" "show scores" "expect scores row=likes col=she value~5"; faulty "lesson: a false claim" 10 "the number is 4, not 5"
page "attend q=[0 1; 2 0] k=[2 0; 0 1]" "show scores" "expect scores row=a col=0 value~1"
faulty "lesson: a claim's name where nothing is named" 10 "no token 'a' along this axis"
page "attend q=[0 1; 2 0] k=[2 0; 0 1]" "show scores" "expect scores row=1 col=0 value~4"
attn lessons --check lesson.md; good "lesson: a claim's numbers where nothing is named" "ok lesson.md: 1"
page "show scores" "attend q=[1 2] k=[1]"; faulty "lesson: shapes, with the line" 9 "attend: k [1, 1] does not fit q [1, 2]"
page "attend q=q.npy k=[1]"; faulty "lesson: a missing file, with the line" 8 "q.npy"
page "theme paper" "model datse"; faulty "lesson: an unknown model, with the line" 9 "did you mean dates?"
page "model dates" "expect translation \"1998-03-04\""; attn lessons --check lesson.md; good "lesson: another model" "ok lesson.md: 1"
mkdir "own files"; printf 'she,0,1\nlikes,2,0\n' >"own files/q.csv"; page "attend q=q.csv k=[2 0; 0 1]" "show scores" \
    "expect scores row=likes col=she value~4"
mv lesson.md "own files"; attn lessons --check "own files/lesson.md"; good "lesson: files lie beside it" ": 1"
attn export --lesson "own files/lesson.md" -o beside --size 640x360; good "lesson: files lie beside it, in a deck" ""
attn lessons --check "$here/lessons/en/02-words-become-vectors.md" --model dates; good "lesson: both models by their names" "ok "
echo "# $((count - failed)) of $count"
[ $failed -eq 0 ]
