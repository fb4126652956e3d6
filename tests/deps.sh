#!/usr/bin/env bash
# Installs what is missing with the system's package manager, and says what it runs. Usage: deps.sh run | test
# Debian and Ubuntu are tested; the names for Fedora, Arch and Homebrew are not.
what=${1:-run}
case $what in
run)
    debian="gcc libc6-dev pkg-config libsdl2-dev libsdl2-ttf-dev libstb-dev libfontconfig-dev libfribidi-dev libharfbuzz-dev libcairo2-dev libcairo2 libjansson-dev libutf8proc-dev libpcre2-dev libdeflate-dev libcmark-dev fonts-inter fonts-jetbrains-mono fonts-dejavu-core"
    fedora="gcc pkgconf-pkg-config SDL2-devel SDL2_ttf-devel stb-devel fontconfig-devel fribidi-devel harfbuzz-devel cairo-devel jansson-devel utf8proc-devel pcre2-devel libdeflate-devel cmark-devel rsms-inter-fonts jetbrains-mono-fonts dejavu-sans-fonts"
    arch="gcc pkgconf sdl2 sdl2_ttf stb fontconfig fribidi harfbuzz cairo jansson libutf8proc pcre2 libdeflate cmark inter-font ttf-jetbrains-mono ttf-dejavu"
    brew="pkg-config sdl2 sdl2_ttf stb fontconfig fribidi harfbuzz cairo jansson utf8proc pcre2 libdeflate cmark font-inter font-jetbrains-mono"
    ;;
test)
    debian="clang lld clang-format universal-ctags python3 libclang-rt-dev wasi-libc libcmocka-dev xvfb xauth xdotool xclip x11-apps x11-utils imagemagick pngcheck librsvg2-bin libxml2-utils python3-numpy python3-pil valgrind strace binutils ruby-mdl fonts-lohit-deva fonts-dejavu-extra poppler-utils"
    fedora="clang lld clang-tools-extra ctags python3 compiler-rt libcmocka-devel xorg-x11-server-Xvfb xdotool xclip xwd ImageMagick pngcheck librsvg2-tools libxml2 python3-numpy python3-pillow valgrind strace rubygem-mdl poppler-utils"
    arch="clang lld compiler-rt cmocka xorg-server-xvfb xdotool xclip xorg-xwd imagemagick pngcheck librsvg libxml2 python-numpy python-pillow valgrind strace ruby-mdl poppler"
    brew="cmocka imagemagick pngcheck librsvg libxml2"
    ;;
*) echo "usage: deps.sh run | test" >&2; exit 2 ;;
esac
as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
say() { echo "+ $*"; "$@"; }
if command -v apt-get >/dev/null; then
    missing=""
    for p in $debian; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || missing="$missing $p"
    done
    [ -z "$missing" ] && { echo "nothing is missing"; exit 0; }
    say $as_root apt-get update -q >/dev/null || echo "the package lists could not be renewed; trying with those that are there"
    say $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
elif command -v dnf >/dev/null; then say $as_root dnf install -y $fedora
elif command -v pacman >/dev/null; then say $as_root pacman -S --needed --noconfirm $arch
elif command -v brew >/dev/null; then say brew install $brew
else
    echo "no apt-get, dnf, pacman or brew here: install $debian by hand" >&2
    exit 1
fi
