#!/usr/bin/env bash
# The source is laid out as .clang-format says, and no line is longer than 100 columns. Prints ok / not ok.
# Usage: format.sh [--fix]
cd "$(dirname "$0")/.." || exit 1
mapfile -t files < <(find src tests -name '*.[ch]' | sort)
if [ "${1:-}" = --fix ]; then exec clang-format -i "${files[@]}"; fi
if found=$(clang-format --dry-run -Werror "${files[@]}" 2>&1); then echo "ok layout"
else grep -oE '^[^ ]+:[0-9]+:' <<<"$found" | head -10 | sed 's/^/# /'; echo "not ok layout: make format"; fi
