# Completion for fish: commands, options and their values as --help tells them; names of palettes and steps; files elsewhere.
function __attnscope_help
    set -l words (commandline -opc)
    set -l command window
    test (count $words) -gt 1; and attnscope $words[2] --help >/dev/null 2>&1; and set command $words[2]
    attnscope $command --help 2>/dev/null
end
function __attnscope_options
    __attnscope_help | string match -ra -- '--[a-z][a-z-]*' | sort -u
end
# of "--labels FILE|on|off" on and off
function __attnscope_values
    set -l before (commandline -opc)[-1]
    string match -q -- '--*' $before; or return
    __attnscope_help | string replace -rf -- "^ .*$before (\S+\|\S+) .*" '$1' | head -1 | string split '|' | string match -r '^[a-z].*'
end
complete -c attnscope -n __fish_use_subcommand -a "(attnscope --help 2>/dev/null | awk '/^Commands:/ { on = 1; next } /^\$/ { on = 0 } on { print \$1 }')"
complete -c attnscope -n 'string match -q -- "-*" (commandline -ct)' -a '(__attnscope_options)'
complete -c attnscope -n '__attnscope_values | string length -q' -a '(__attnscope_values)'
complete -c attnscope -l step -xa "(attnscope steps 2>/dev/null | awk '\$1 ~ /\./ { print \$1 }')"
complete -c attnscope -l palette -xa 'default viridis cividis magma inferno blues greens reds oranges purples grey greys print red-blue rdbu'
complete -c attnscope -l format -xa 'png apng svg pdf csv json npy'
complete -c attnscope -l lang -xa 'en ru'
complete -c attnscope -l form -xa 'matrix ribbons bars heads tree alone lens'
complete -c attnscope -l beam -xa '2 3 4 5 6 7 8'
complete -c attnscope -l axes -xa 'heads,q,k batch,heads,q,k layers,heads,q,k layers,batch,heads,q,k'
complete -c attnscope -l kernels -xa 'plain sse2 avx2 avx512'
complete -c attnscope -l model -xa '(attnscope models 2>/dev/null | string split -f1 " ") (__fish_complete_directories)'
