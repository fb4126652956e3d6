# Completion for fish: commands and options as --help tells them, files elsewhere.
function __attnscope_options
    set -l words (commandline -opc)
    set -l command window
    test (count $words) -gt 1; and attnscope $words[2] --help >/dev/null 2>&1; and set command $words[2]
    attnscope $command --help 2>/dev/null | string match -r -- '--[a-z-]+' | sort -u
end
complete -c attnscope -n __fish_use_subcommand -a "(attnscope --help 2>/dev/null | awk '/^Commands:/ { on = 1; next } /^\$/ { on = 0 } on { print \$1 }')"
complete -c attnscope -n 'string match -q -- "-*" (commandline -ct)' -a '(__attnscope_options)'
complete -c attnscope -l palette -xa 'default viridis cividis magma inferno blues greens reds oranges purples grey greys print red-blue rdbu'
complete -c attnscope -l format -xa 'png apng svg pdf csv json npy'
complete -c attnscope -l theme -xa 'paper night'
complete -c attnscope -l scale -xa 'auto robust log row lock'
complete -c attnscope -l colors -xa 'auto robust log row lock'
complete -c attnscope -l shrink -xa 'largest mean'
complete -c attnscope -l numbers -xa 'auto on off top'
complete -c attnscope -l labels -ra 'on off'
complete -c attnscope -l outline -xa 'on off'
complete -c attnscope -l notes -xa 'on off'
complete -c attnscope -l crop -xa 'page figure'
complete -c attnscope -l form -xa 'matrix ribbons bars heads tree alone'
