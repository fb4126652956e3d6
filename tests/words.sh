#!/usr/bin/env bash
# Every key of the interface that src asks for is in assets/lang/en.txt (and so, by test_lang, in every language), and
# every key there is asked for: as it stands, or by the beginning that src puts before a name. Prints ok / not ok.
cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed -n 's/^\([a-z_]*\.[^ =]*\) *=.*/\1/p' assets/lang/en.txt | sort -u >"$work/keys"
families=$(cut -d. -f1 "$work/keys" | sort -u | paste -sd'|')
grep -ohE '"[a-z_]+\.[a-z0-9_.%-]*"' $(find src -name "*.[ch]" -o -name "*.js") | tr -d '"' | sort -u >"$work/said"

# What is left are ends of values' paths, as in "encoder.0.self.norm.mean".
grep -E "^($families)\.[a-z0-9_.-]*[a-z0-9_-]$" "$work/said" | comm -23 - "$work/keys" |
    grep -vxE 'active\.gelu|norm\.(first|mean|variance)|output\.(probabilities|tempered|w\.logits)' >"$work/missing"
sed 's/^/# nobody has written /' "$work/missing"
[ -s "$work/missing" ] && echo "not ok every key that is asked for is there" || echo "ok every key that is asked for is there"

{
    grep -E '^[a-z_]+\.(%s|[a-z_]+\.%s)' "$work/said" | sed 's/%s.*//'
    grep -ohE 'words_text\(s, "[a-z]+"' src/scene/*/*.c | sed 's/.*"\(.*\)"/\1./' # by a value's name
} | sort -u >"$work/heads"
comm -23 "$work/keys" "$work/said" | while read -r key; do
    case $key in *.line) grep -qx "${key%.line}" "$work/said" && continue ;; esac # of a model that reads and writes one line
    case $key in *.short) grep -qx "${key%.short}" "$work/said" && continue ;; esac # where the long one does not fit
    while read -r head; do case $key in "$head"*) continue 2 ;; esac; done <"$work/heads"
    echo "$key"
done >"$work/idle"
sed 's/^/# nobody asks for /' "$work/idle"
[ -s "$work/idle" ] && echo "not ok every key is asked for" || echo "ok every key is asked for"
