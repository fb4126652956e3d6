#compdef attnscope
# Completion for zsh: commands, options and their values as --help tells them; names of palettes and steps; files elsewhere.
_attnscope() {
    local command=window before=$words[CURRENT-1] values
    (( CURRENT > 2 )) && attnscope "$words[2]" --help >/dev/null 2>&1 && command=$words[2]
    # of "--labels FILE|on|off" on and off, and files
    [[ $before == --* ]] && values=$(attnscope "$command" --help 2>/dev/null | sed -nE "s/^ .*$before ([^ ]+\|[^ ]+) .*/\1/p" | head -1)
    case $command$before in
    *--step | export--layer) compadd -- $(attnscope steps 2>/dev/null | awk '$1 ~ /\./ { print $1 }'); return ;;
    *--palette) compadd default viridis cividis magma inferno blues greens reds oranges purples grey greys print red-blue rdbu; return ;;
    lessons--format) ;;
    *--format) compadd png apng svg pdf csv json npy; return ;;
    *--lang) compadd en ru; return ;;
    *--form) compadd matrix ribbons bars heads tree alone lens; return ;;
    *--beam) compadd 2 3 4 5 6 7 8; return ;;
    *--axes) compadd heads,q,k batch,heads,q,k layers,heads,q,k layers,batch,heads,q,k; return ;;
    *--kernels) compadd plain sse2 avx2 avx512; return ;;
    *--model) compadd ${(f)"$(attnscope models 2>/dev/null | awk '{ print $1 }')"}; _files -/; return ;;
    esac
    if [[ -n $values ]]; then
        compadd -- ${(M)${(s:|:)values}:#[a-z]*}
        [[ $values == *(FILE|DIR)* ]] && _files
    elif [[ $PREFIX == -* ]]; then
        compadd -- $(attnscope "$command" --help 2>/dev/null | grep -o -- '--[a-z][a-z-]*' | sort -u)
    elif (( CURRENT == 2 )); then
        compadd -- $(attnscope --help 2>/dev/null | awk '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }')
    else
        _files
    fi
}
_attnscope "$@"
