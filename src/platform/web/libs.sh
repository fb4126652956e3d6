#!/usr/bin/env bash
# Builds the libraries that the page is linked with, for wasm32-wasi, from Debian's sources, which are fetched with lists of
# their own: the system's stay as they are. Usage: libs.sh FOLDER SETJMP "COMPILER AND FLAGS"
# Leaves FOLDER/libs.a, FOLDER/include, FOLDER/copyright. Takes about a minute; once is enough.
set -e
export LC_ALL=C
to=$(mkdir -p "$1" && cd "$1" && pwd) own=$(cd "$2" && pwd) compiler=$3
sources="freetype jansson utf8proc cmark libdeflate fribidi"
rm -rf "$to/lists" "$to/obj" "$to/include" "$to/copyright" "$to/libs.a"
mkdir -p "$to/lists/partial" "$to/obj" "$to/include" "$to/copyright" "$to/src"

# ---- Fetch ----
for list in /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list /etc/apt/sources.list; do
    [ -f "$list" ] || continue
    case $list in
    *.sources) grep -qi 'debian\|ubuntu' "$list" && { sed 's/^Types:.*/Types: deb-src/' "$list"; echo; } >>"$to/lists.sources" ;;
    *) sed -n 's/^deb \(.*\(debian\|ubuntu\).*\)/deb-src \1/p' "$list" >>"$to/lists.list" ;;
    esac
done 2>/dev/null
fetch() { # apt-get with the lists FILE
    apt-get -qq -o Dir::Etc::sourcelist="$to/$1" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists="$to/lists" "${@:2}"
}
for list in lists.sources lists.list; do
    [ -s "$to/$list" ] || continue
    fetch $list update
    (cd "$to/src" && fetch $list source --download-only $sources 2>/dev/null) && break
done
rm -f "$to/lists.sources" "$to/lists.list"
for name in $sources; do
    rm -rf "${to:?}/src/$name"
    dpkg-source --no-check -x "$(ls "$to/src/$name"_*.dsc | tail -1)" "$to/src/$name" >/dev/null
    cp "$to/src/$name/debian/copyright" "$to/copyright/$name"
done

# ---- Declarations ----
# As Debian installs them; of HarfBuzz only these, for the names of scripts.
for name in jansson jansson_config cmark cmark_export cmark_version utf8proc libdeflate; do
    cp "$(find /usr/include -name $name.h | head -1)" "$to/include/"
done
cp -R /usr/include/stb "$to/include/" 2>/dev/null || true
for name in hb fribidi; do cp "$(dirname "$(find /usr/include -name $name.h | head -1)")"/*.h "$to/include/"; done
cp -R "$to/src/freetype/include/." "$to/include/"
config=$to/include/freetype/config
{
    for driver in tt cff; do echo "FT_USE_MODULE( FT_Driver_ClassRec, ${driver}_driver_class )"; done
    for module in autofit psaux psnames pshinter sfnt; do echo "FT_USE_MODULE( FT_Module_Class, ${module}_module_class )"; done
    echo "FT_USE_MODULE( FT_Renderer_Class, ft_smooth_renderer_class )"
} >"$config/ftmodule.h"
# Room enough that a letter never has to be drawn in pieces (setjmp.h).
sed -i -E 's,^#define (FT_CONFIG_OPTION_(USE_ZLIB|USE_LZW|USE_PNG|USE_BROTLI|ENVIRONMENT_PROPERTIES|MAC_FONTS|SVG)\b.*),/* \1 */,
           s,^(#define FT_RENDER_POOL_SIZE).*,\1 1048576L,' "$config/ftoption.h"
mkdir "$to/private"  2>/dev/null || true
echo "#define INITIAL_HASHTABLE_ORDER 3" >"$to/private/jansson_private_config.h"
cat >"$to/private/config.h" <<'H'
#include <stdbool.h>
#define HAVE_STDBOOL_H
#define HAVE___BUILTIN_EXPECT
#define HAVE___ATTRIBUTE__
#define CMARK_ATTRIBUTE(list) __attribute__ (list)
#define CMARK_INLINE inline
#define HAVE_STDLIB_H 1
#define HAVE_STRING_H 1
#define HAVE_MEMORY_H 1
#define STDC_HEADERS 1
#define HAVE_STRINGIZE 1
H

# ---- Compile ----
# What is asked for once a text or a letter is made small: it goes over the wire.
one() { # FILE FLAGS…
    local name=${1#src/}
    $compiler -w "${@:2}" -isystem "$own" -Iprivate -Iinclude -c "$1" -o "obj/${name//\//_}.o"
}
export -f one; export compiler own
cd "$to"
{
    for f in error hashtable hashtable_seed load memory strbuffer strconv utf value; do
        # One of its names is one of ours.
        echo "src/jansson/src/$f.c -Oz -Dutf8_encode=jansson_utf8_encode -DHAVE_CONFIG_H -DHAVE_STDINT_H -DUSE_URANDOM=0 -DHAVE_SYS_TIME_H=1 -DHAVE_GETTIMEOFDAY"
    done
    echo "src/utf8proc/utf8proc.c -DUTF8PROC_STATIC"
    for f in blocks inlines node iterator references buffer cmark cmark_ctype houdini_href_e houdini_html_e houdini_html_u scanners utf8; do
        echo "src/cmark/src/$f.c -Oz -DCMARK_STATIC_DEFINE"
    done
    for f in utils adler32 crc32 deflate_compress deflate_decompress gzip_decompress zlib_compress; do echo "src/libdeflate/lib/$f.c -Isrc/libdeflate"; done
    for f in fribidi fribidi-bidi fribidi-bidi-types fribidi-brackets fribidi-mirroring fribidi-run fribidi-joining-types fribidi-deprecated; do
        echo "src/fribidi/lib/$f.c -Oz -DHAVE_CONFIG_H -DDONT_HAVE_FRIBIDI_CONFIG_H=0"
    done
    for f in base/ftbase base/ftinit base/ftsystem base/ftdebug base/ftbitmap autofit/autofit truetype/truetype cff/cff psaux/psaux \
        psnames/psnames pshinter/pshinter sfnt/sfnt; do echo "src/freetype/src/$f.c -Oz -DFT2_BUILD_LIBRARY"; done
    # It draws curves in the way of 64-bit machines only where it is told that it is on one; the other is a level off here and there.
    echo "src/freetype/src/smooth/smooth.c -DFT2_BUILD_LIBRARY -D__aarch64__"
} | xargs -P "$(nproc)" -I{} bash -c 'one {}'
ar=llvm-ar
command -v $ar >/dev/null || ar=$(ls /usr/lib/llvm-*/bin/llvm-ar | tail -1)
$ar rcsD libs.a obj/*.o
for name in clang wasi-libc libstb-dev fonts-inter fonts-jetbrains-mono fonts-dejavu-core; do
    [ -f /usr/share/doc/$name/copyright ] && cp /usr/share/doc/$name/copyright "copyright/$name"
done
rm -rf obj lists src/*.tar.* src/*.asc src/*.dsc
