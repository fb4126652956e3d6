#!/bin/bash
# The manual names every option, and the shells' completion offers what --help tells. Nothing of it asks the program for more
# than its help and its lists, so that one build tells all.
# Usage: tests/completion.sh PROGRAM   from the repository's root. Prints "ok NAME" or "not ok NAME" for each test.
. "$(dirname "$0")/shell.sh"

commands="run steps explain heads lesson lessons export attend heatmap inspect check words sample train window"
page=$(sed 's/\\-/-/g' "$here/assets/attnscope.1")
for command in $commands; do
    attn $command --help
    for option in $(echo "$out" | grep -o -- ' --[a-z][a-z-]*' | sort -u); do
        case $page in *"$option"*) ;; *) echo "# $command $option"; missing=1 ;; esac
    done
done
[ -z "${missing:-}" ]; say "manual: every option is in it" $?
mkdir shell; ln -s "$program" shell/attnscope
offered() { # WORD…: what the completion offers for the last one
    PATH=$work/shell:$PATH bash -c '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _attnscope; echo "${COMPREPLY[*]}"' \
        "$here/assets/attnscope.bash" "$@"
}
[ "$(offered attnscope exp)" = "explain export" ]; say "completion: commands" $?
[ "$(offered attnscope export --pal)" = "--palette" ]; say "completion: options" $?
[ "$(offered attnscope export --palette vir)" = "viridis" ]; say "completion: palettes" $?
[ "$(offered attnscope export --step output.log)" = "output.logits" ]; say "completion: steps" $?
[ "$(offered attnscope heatmap m.npy --palette bl)" = "blues" ]; say "completion: heatmap's palettes" $?
# Every value that --help names, too: --theme paper|night, --labels FILE|on|off.
for command in $commands; do
    attn $command --help
    while read -r option values; do
        for value in $(tr '|' '\n' <<<"$values" | grep '^[a-z]'); do
            case " $(offered attnscope $command "$option" "${value%?}") " in *" $value "*) ;; *) echo "# $command $option $value"; unoffered=1 ;; esac
        done
    done < <(echo "$out" | grep -oE -- '--[a-z-]+ [^ ]+\|[^ ]+')
done
[ -z "${unoffered:-}" ]; say "completion: every value that --help names" $?
for kind in bash zsh fish; do # what --help does not list
    for option in step palette format lang form beam axes kernels model; do
        grep -qE -- "(\\*--|-l )$option\b" "$here/assets/attnscope.$kind" || { echo "# $kind --$option"; unknown=1; }
    done
done
[ -z "${unknown:-}" ]; say "completion: the same options in all three" $?
if command -v fish >/dev/null; then
    for line in 'heatmap m.npy --labels o=on' 'heatmap m.npy --head me=mean' 'export --palette vir=viridis' 'heatmap --gro=--groups'; do
        got=$(PATH=$work/shell:$PATH fish -c "source $here/assets/attnscope.fish; complete -C 'attnscope ${line%=*}'" 2>/dev/null | cut -f1 | tr '\n' ' ')
        case " $got" in *" ${line#*=} "*) ;; *) echo "# fish: ${line%=*} gives $got"; fishy=1 ;; esac
    done
    [ -z "${fishy:-}" ]; say "completion: fish" $?
fi
if command -v zsh >/dev/null; then # its completion, with the shell's own words printed
    for line in 'heatmap m.npy --labels =on' 'heatmap m.npy --head =mean' 'export --palette =viridis' 'heatmap --gro=--groups'; do
        got=$(PATH=$work/shell:$PATH zsh -fc 'compadd() { print -- "$@"; }; _files() { print files; }
            words=(attnscope "${(@s: :)1}"); CURRENT=$#words PREFIX=$words[-1]; . "$0"' "$here/assets/attnscope.zsh" "${line%=*}" 2>/dev/null | tr '\n' ' ')
        case " $got" in *" ${line#*=} "*) ;; *) echo "# zsh: ${line%=*} gives $got"; zealous=1 ;; esac
    done
    [ -z "${zealous:-}" ]; say "completion: zsh" $?
fi
if command -v zsh >/dev/null; then zsh -n "$here/assets/attnscope.zsh"; say "completion: zsh reads its file" $?; fi
if command -v fish >/dev/null; then fish -n "$here/assets/attnscope.fish"; say "completion: fish reads its file" $?; fi
[ "$(offered attnscope --no-m)" = "--no-motion" ]; say "completion: the window's options" $?

echo "# $((count - failed)) of $count"
[ "$failed" -eq 0 ]
