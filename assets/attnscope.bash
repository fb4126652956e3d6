# Completion for bash: commands, options as --help tells them, names of models, palettes and steps.
_attnscope() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=window list
    [ "$COMP_CWORD" -gt 1 ] && command=${COMP_WORDS[1]}
    attnscope "$command" --help >/dev/null 2>&1 || command=window
    case $before in
    --step | --layer) list=$(attnscope steps 2>/dev/null | awk '$1 ~ /\./ { print $1 }') ;;
    --palette) list='default viridis cividis magma inferno blues greens reds oranges purples grey greys print red-blue rdbu' ;;
    --format) list='png apng svg pdf csv json npy' ;;
    --theme) list='paper night' ;;
    --lang) list='en ru' ;;
    --form) list='matrix ribbons bars heads tree alone' ;;
    --beam) list='2 3 4 5 6 7 8' ;;
    --frame) list='figure window' ;;
    --crop) list='page figure' ;;
    --numbers) list='auto on off top' ;;
    --cells) list='plain dots' ;;
    --labels)
        list='on off'
        [[ $command == heatmap || $command == attend ]] && list+=" $(compgen -f -- "$word")"
        ;;
    --notes | --outline) list='on off' ;;
    --axes) list='heads,q,k batch,heads,q,k layers,heads,q,k layers,batch,heads,q,k' ;;
    --scale | --colors) list='auto robust log row lock' ;;
    --shrink) list='largest mean' ;;
    --head) list='all grid' ;;
    --kernels) list='plain sse2 avx2 avx512' ;;
    --model) list='en-fr dates' ;;
    esac
    if [ -n "$list" ]; then
        COMPREPLY=($(compgen -W "$list" -- "$word"))
        [ "$before" = --model ] && COMPREPLY+=($(compgen -d -- "$word"))
    elif [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$(attnscope "$command" --help 2>/dev/null | grep -o -- '--[a-z-]*' | sort -u)" -- "$word"))
    elif [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "$(attnscope --help 2>/dev/null | awk '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }')" -- "$word"))
    else
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}
complete -o filenames -F _attnscope attnscope
