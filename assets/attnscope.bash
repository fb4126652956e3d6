# Completion for bash: commands, options and their values as --help tells them; names of models, palettes and steps.
_attnscope() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=window values list
    [ "$COMP_CWORD" -gt 1 ] && command=${COMP_WORDS[1]}
    attnscope "$command" --help >/dev/null 2>&1 || command=window
    # of "--labels FILE|on|off" on and off, and files
    [[ $before == --* ]] && values=$(attnscope "$command" --help 2>/dev/null | sed -nE "s/^ .*$before ([^ ]+\|[^ ]+) .*/\1/p" | head -1)
    list=$(tr '|' '\n' <<<"$values" | grep '^[a-z]')
    [[ $values == *FILE* || $values == *DIR* ]] && list+=" $(compgen -f -- "$word")"
    case $command$before in
    *--step | export--layer) list=$(attnscope steps 2>/dev/null | awk '$1 ~ /\./ { print $1 }') ;;
    *--palette) list='default viridis cividis magma inferno blues greens reds oranges purples grey greys print red-blue rdbu' ;;
    lessons--format) ;;
    *--format) list='png apng svg pdf csv json npy' ;;
    *--lang) list='en ru' ;;
    *--form) list='matrix ribbons bars heads tree alone lens' ;;
    *--beam) list='2 3 4 5 6 7 8' ;;
    *--axes) list='heads,q,k batch,heads,q,k layers,heads,q,k layers,batch,heads,q,k' ;;
    *--kernels) list='plain sse2 avx2 avx512' ;;
    *--model) list="$(attnscope models 2>/dev/null | awk '{ print $1 }') $(compgen -d -- "$word")" ;;
    esac
    if [ -n "$list" ]; then
        COMPREPLY=($(compgen -W "$list" -- "$word"))
    elif [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$(attnscope "$command" --help 2>/dev/null | grep -o -- '--[a-z][a-z-]*' | sort -u)" -- "$word"))
    elif [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "$(attnscope --help 2>/dev/null | awk '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }')" -- "$word"))
    else
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}
complete -o filenames -F _attnscope attnscope
