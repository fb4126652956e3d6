#compdef attnscope
# Completion for zsh: commands and options as --help tells them, files elsewhere.
_attnscope() {
    local command=window
    (( CURRENT > 2 )) && attnscope "$words[2]" --help >/dev/null 2>&1 && command=$words[2]
    case $words[CURRENT-1] in
    --palette) compadd default viridis cividis magma inferno blues greens reds oranges purples grey greys print red-blue rdbu; return ;;
    --format) compadd png apng svg pdf csv json npy; return ;;
    --theme) compadd paper night; return ;;
    --scale | --colors) compadd auto robust log row lock; return ;;
    --shrink) compadd largest mean; return ;;
    --numbers) compadd auto on off top; return ;;
    --labels) compadd on off; _files; return ;;
    --notes | --outline) compadd on off; return ;;
    --crop) compadd page figure; return ;;
    --form) compadd matrix ribbons bars heads tree alone; return ;;
    --step | --layer) compadd -- $(attnscope steps 2>/dev/null | awk '$1 ~ /\./ { print $1 }'); return ;;
    esac
    if [[ $PREFIX == -* ]]; then
        compadd -- $(attnscope "$command" --help 2>/dev/null | grep -o -- '--[a-z-]*' | sort -u)
    elif (( CURRENT == 2 )); then
        compadd -- $(attnscope --help 2>/dev/null | awk '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }')
    else
        _files
    fi
}
_attnscope "$@"
