#!/usr/bin/env bash
# Every floor below platform compiles for wasm32-wasi too, as a browser build will need. Prints ok / not ok.
cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for header in utf8proc.h jansson.h jansson_config.h cmark.h cmark_export.h cmark_version.h libdeflate.h stb_image_write.h; do # the libraries' declarations, without the host's other headers
    found=$(find /usr/include /usr/local/include -name "$header" 2>/dev/null | head -1)
    [ -n "$found" ] && cp "$found" "$work/"
done
for floor in base math model trace train view lesson scene draw export app; do
    bad=0
    for file in $(find src/"$floor" -name "*.c" | sort); do
        clang --target=wasm32-wasi -std=c11 -O1 -ffp-contract=off -D_GNU_SOURCE -Isrc -I"$work" -c "$file" -o "$work/o" \
            2>"$work/log" || { bad=1; head -3 "$work/log" | sed 's/^/# /'; }
    done
    if [ $bad = 0 ]; then echo "ok $floor compiles for wasm32-wasi"; else echo "not ok $floor compiles for wasm32-wasi"; fi
done
