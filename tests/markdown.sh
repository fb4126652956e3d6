#!/usr/bin/env bash
# README.md and the lessons as Markdown: a linter's rules (mdl, tests/markdown.rb); that every picture, link to a file,
# link to a heading and link from lesson to lesson leads somewhere; that a lesson is as short as it shall be, asks
# something and changes something. What lessons claim is not looked at here: `attnscope lessons --check`. Usage:
# tests/markdown.sh, from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
export LC_ALL=C.UTF-8 # the linter counts characters
failed=0
ok() { # NAME COMMAND...
    local name=$1
    shift
    if "$@"; then echo "ok markdown: $name"; else echo "not ok markdown: $name"; failed=1; fi
}
command -v mdl >/dev/null || { echo "not ok markdown: mdl is missing (make deps-test, or gem install mdl)"; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
files=(README.md lessons/README.md lessons/*/*.md)

lint() { # FILE...: says what is wrong where
    mdl --style tests/markdown.rb "$@" >"$work/lint" 2>&1 && return 0
    sed 's/^/# /' "$work/lint"
    return 1
}

# The file without what stands in code, where brackets are not links.
prose() {
    awk '/^ *(```|~~~)/ { fenced = !fenced; next } !fenced && !/^    /' "$1" | sed 's/`[^`]*`//g'
}

# What links and pictures lead to, one a line. A link may be broken at the end of a line.
targets() {
    prose "$1" | tr '\n' ' ' | grep -oE '\]\([^)]*\)' | sed 's/^](//; s/)$//'
}

# A file's headings as GitHub names them: small letters, no signs, - for spaces.
anchors() {
    prose "$1" | sed -nE 's/^#+ //p' | tr '[:upper:]' '[:lower:]' | sed -E 's/[^[:alnum:] _-]//g; s/ /-/g'
}

leads() { # FILE TARGET
    local to=$2 file part
    case $to in
    https://* | http://* | role:* | token:*) return 0 ;;
    esac
    if [[ $to =~ ^#([0-9]+)$ ]]; then # a slide of a lesson
        [ "${BASH_REMATCH[1]}" -le "$(prose "$1" | grep -c '^## ')" ] && return 0
        echo "# $1: no page '$to'"
        return 1
    fi
    file=${to%%#*} part=''
    case $to in *'#'*) part=${to#*#} ;; esac
    if [ -n "$file" ]; then file=$(dirname "$1")/$file; else file=$1; fi
    [ -e "$file" ] || { echo "# $1: nothing at '$to'"; return 1; }
    [ -z "$part" ] || anchors "$file" | grep -qxF -- "$part" || { echo "# $1: no heading '#$part'"; return 1; }
}

resolve() { # FILE...: every link of them
    local file target bad=0
    for file in "$@"; do
        while IFS= read -r target; do leads "$file" "$target" || bad=1; done < <(targets "$file")
    done
    return $bad
}

# From each lesson a link to the next one, so that a learner is led through all of them.
chained() { # FOLDER
    local lesson='' next bad=0
    for next in "$1"/[0-9][0-9]-*.md; do
        case $(basename "$next") in 00-*) continue ;; esac
        if [ -n "$lesson" ] && ! targets "$lesson" | grep -qxF "$(basename "$next")"; then
            echo "# $lesson does not lead to $(basename "$next")"
            bad=1
        fi
        lesson=$next
    done
    return $bad
}

# The last lesson leads back to every other one.
# One of the second half's lessons names all that are before it.
gathered() { # FOLDER
    local all at before bad
    all=("$1"/[0-9][0-9]-*.md)
    for ((at = ${#all[@]} - 1; at > ${#all[@]} / 2; at--)); do
        bad=0
        for ((before = 0; before < at; before++)); do
            targets "${all[at]}" | grep -qxF "$(basename "${all[before]}")" || { bad=1; break; }
        done
        [ $bad = 0 ] && return 0
    done
    echo "# $1: no lesson names all before it"
    return 1
}

# Of a lesson: 5 to 9 pages of at most 60 words each, a question, a hint, a suggestion, a what-if. Words are of any
# script: what is not only ASCII signs.
measured() { # FILE...
    awk '
        function fault(what) { printf "# %s: %s\n", file, what; bad = 1 }
        function page_ends() { if (pages && words > 60) fault("page " pages " has " words " words"); words = 0 }
        function lesson_ends() {
            page_ends()
            if (!file) return
            if (pages < 5 || pages > 9) fault(pages " pages")
            for (i = 1; i <= count; i++) if (!(needed[i] in said)) fault("no " needed[i])
        }
        BEGIN { count = split("question hint try what-if", needed) }
        FNR == 1 { lesson_ends(); file = FILENAME; pages = fenced = 0; delete said }
        /^```/ { fenced = !fenced; next }
        fenced { said[$1 == "ask" || $1 == "predict" ? "question" : $1]; next }
        /^## / { page_ends(); pages++; next }
        /^#/ { next }
        { gsub(/\]\([^)]*\)/, "]"); for (i = 1; i <= NF; i++) words += $i ~ /[^[:punct:]]/ }
        END { lesson_ends(); exit bad }' "$@"
}

ok "the linter finds nothing in ${#files[@]} files" lint "${files[@]}"
ok 'every link and picture is there' resolve "${files[@]}"
for folder in lessons/??/; do
    ok "$folder: each lesson leads to the next" chained "${folder%/}"
    ok "$folder: one leads to all before it" gathered "${folder%/}"
    ok "$folder: short pages, questions, what-ifs" measured "$folder"0[1-9]-*.md "$folder"[1-9]*.md
done

# That these tests can fail.
none() { ! "$@" >"$work/said"; }
finds() { none "${@:2}" && grep -qF -- "$1" "$work/said"; }
printf '# A title\n## No empty line\n\nText.\n' >"$work/bad.md"
ok 'the linter sees a heading without space' finds MD022 lint "$work/bad.md"
printf '# A title\n\n[one](missing.md), [two](#a-title), [three](#another), [slide](#2),\n`[four](code.md)`, [a link\nin two lines](gone.md)\n' >"$work/links.md"
ok 'a missing file is found' finds "nothing at 'missing.md'" resolve "$work/links.md"
ok 'a link over two lines is found' finds "nothing at 'gone.md'" resolve "$work/links.md"
ok 'a missing heading is found' finds "no heading '#another'" resolve "$work/links.md"
ok 'a missing page is found' finds "no page '#2'" resolve "$work/links.md"
ok 'code is no link' none grep -qF code.md "$work/said"
mkdir "$work/en"
cp lessons/en/0[1-3]-*.md "$work/en"
sed -i 's/03-query-key-value.md/01-the-whole-machine.md/' "$work"/en/02-*.md
ok 'a missing lesson in the chain is found' finds 'does not lead to 03-' chained "$work/en"
sed '/^what-if/d; /^## /d; /^# /a## One page' lessons/en/06-*.md >"$work/long.md"
ok 'a lesson of one page is found' finds 'long.md: 1 pages' measured "$work/long.md" lessons/en/05-*.md
ok 'and that the page is long' grep -qE 'page 1 has [0-9]{3} words' "$work/said"
ok 'and that nothing is changed' grep -qF 'long.md: no what-if' "$work/said"
exit $failed
