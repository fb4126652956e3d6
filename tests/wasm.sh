#!/usr/bin/env bash
# The whole program compiles for wasm32-wasi and links to one module there, as a page needs it: only the libraries' own names are missing.
# What a page has otherwise (SDL's window, events, letters; PDF, which it leaves to its browser) is replaced by src/platform/web. Prints ok / not ok.
cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
floors="base math model trace train view lesson scene draw export app platform cli"
replaced="src/export/pdf.c src/platform/window.c src/platform/input.c src/platform/host.c src/platform/font_ttf.c src/platform/font_shape.c src/platform/font_advice.c"
for header in utf8proc.h jansson.h jansson_config.h cmark.h cmark_export.h cmark_version.h libdeflate.h stb_image.h stb_image_write.h; do # the libraries' declarations, without the host's other headers
    found=$(find /usr/include /usr/local/include -name "$header" 2>/dev/null | head -1)
    [ -n "$found" ] && cp "$found" "$work/"
done
for header in fribidi.h hb.h; do # whole folders
    found=$(find /usr/include /usr/local/include -name "$header" 2>/dev/null | head -1)
    [ -n "$found" ] && cp "$(dirname "$found")"/*.h "$work/"
done
cp -R /usr/include/freetype2/. "$work/" # letters of the page
# one FILE: compiles it into $work; what is not declared, loses bits or is no pointer is an error
one() {
    local name=${1//\//_}
    clang --target=wasm32-wasi -std=c11 -O0 -ffp-contract=off -D_GNU_SOURCE -Wall -Werror -Werror=implicit-function-declaration -Wshorten-64-to-32 -Isrc -I"$work" -isystem src/platform/web/wasm \
        -c "$1" -o "$work/$name.o" 2>"$work/$name.log" || { grep error: "$work/$name.log" | head -3 | sed 's/^/# /'; exit 1; }
}
export -f one; export work
for floor in $floors; do
    find src/"$floor" -name "*.c" | sort | grep -vxF "$(tr ' ' '\n' <<<"$replaced")" | xargs -P "$(nproc)" -I{} bash -c 'one {}'; bad=$?
    if [ $bad = 0 ]; then echo "ok $floor compiles for wasm32-wasi"; else echo "not ok $floor compiles for wasm32-wasi"; fi
done

# The names that other libraries bring: utf8proc, fribidi, harfbuzz, jansson, cmark, libdeflate, and clang's own for 128 bits.
sort >"$work/allowed" <<'NAMES'
utf8proc_category
utf8proc_charwidth
utf8proc_errmsg
utf8proc_grapheme_break_stateful
fribidi_get_bidi_type
fribidi_get_bidi_types
fribidi_get_bracket_types
fribidi_get_par_embedding_levels_ex
hb_unicode_funcs_get_default
hb_unicode_script
utf8proc_map_custom
utf8proc_tolower
utf8proc_toupper
json_array_get
json_array_size
json_delete
json_integer_value
json_loadb
json_object_iter
json_object_iter_key
json_object_iter_next
json_object_iter_value
json_object_size
json_real_value
json_string_value
cmark_consolidate_text_nodes
cmark_iter_free
cmark_iter_get_node
cmark_iter_new
cmark_iter_next
cmark_node_free
cmark_node_get_end_line
cmark_node_get_fence_info
cmark_node_get_heading_level
cmark_node_get_list_start
cmark_node_get_list_tight
cmark_node_get_list_type
cmark_node_get_literal
cmark_node_get_start_line
cmark_node_get_type
cmark_node_get_url
cmark_parse_document
libdeflate_adler32
libdeflate_alloc_compressor
libdeflate_alloc_decompressor
libdeflate_crc32
libdeflate_deflate_decompress
libdeflate_free_compressor
libdeflate_free_decompressor
libdeflate_gzip_decompress
libdeflate_zlib_compress
libdeflate_zlib_compress_bound
FT_Activate_Size
FT_Done_FreeType
FT_Get_Char_Index
FT_Init_FreeType
FT_Load_Glyph
FT_MulFix
FT_New_Memory_Face
FT_New_Size
FT_Render_Glyph
FT_Set_Char_Size
__multi3
__muloti4
NAMES
wasm-ld --no-entry --no-gc-sections --allow-undefined-file="$work/allowed" "$work"/*.o -L/usr/lib/wasm32-wasi -lc -lm -o "$work/all.wasm" \
    >"$work/link" 2>&1
linked=$?
grep -o 'undefined symbol: .*\|duplicate symbol: .*\|wasm-ld: error.*' "$work/link" | sort -u | head -12 | sed 's/^/# /'
if [ $linked = 0 ] && [ -s "$work/all.wasm" ]; then echo "ok the whole program links for wasm32-wasi"; else echo "not ok the whole program links for wasm32-wasi"; fi

# A size that needs more than 32 bits is 0 there, and no compiler says so.
grep -rnoE '\(size_t\)[0-9]+ << [0-9]+' src | sed -E 's/^(.*):\(size_t\)([0-9]+) << ([0-9]+)$/\1 \2 \3/' |
    awk '$2 * 2 ^ $3 >= 2 ^ 32 { print "# " $1; bad = 1 } END { exit bad }'
if [ $? = 0 ]; then echo "ok no size is 0 on 32 bits"; else echo "not ok no size is 0 on 32 bits"; fi
