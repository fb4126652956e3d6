#!/usr/bin/env bash
# Prints measured speeds beside their goals, and beside peers where they are installed. Usage: bench.sh BUILD_FOLDER
# Ratios come from runs in turn (ours, peer, ours, peer …), because machines drift; milliseconds are only of this machine.
cd "$(dirname "$0")/.." || exit 1
build=$1
python=/usr/bin/python3
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
make -s MODE="${build#build/}" bench-programs || exit 1
run=$build/bench/bench_run
has_torch() { $python -c 'import torch' 2>/dev/null; }
# A peer that multiplies with the reference BLAS is none.
void=
if has_torch && [ "$($python tests/bench/peer_blas.py)" = reference ]; then
    void="   VOID: PyTorch has only the reference BLAS here; install libopenblas0-pthread"
fi
middle() { sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }
value() { awk -v k="$1" '$1 == k {print $2}'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", a / b}'; }

echo "== matmul beside OpenBLAS (ratio > 1: faster than it)"
"$build/bench/bench_math"

best=$("$run" forward | awk 'NR==1 {sub("forward_us_", "", $1); print $1}')
echo "== a whole traced run of the default sentence (goal: 5 × faster than PyTorch eager)"
for k in plain sse2 avx2 avx512; do "$run" forward $k 2>/dev/null; done
if has_torch; then
    for _ in 1 2 3 4 5; do
        ours=$("$run" forward | value "forward_us_$best")
        $python tests/bench/peer_torch.py forward >"$build/bench/peer"
        peer=$(value torch_forward_us <"$build/bench/peer") bare=$(value torch_functions_us <"$build/bench/peer")
        echo "$(ratio "$peer" "$ours") $(ratio "$bare" "$ours") $ours $peer $bare"
    done >"$build/bench/pairs"
    echo "PyTorch modules / attnscope, median of 5 pairs: $(awk '{print $1}' "$build/bench/pairs" | middle)$void"
    echo "PyTorch as bare functions / attnscope:          $(awk '{print $2}' "$build/bench/pairs" | middle)$void"
    echo "µs (ours, modules, functions): $(head -1 "$build/bench/pairs" | cut -d' ' -f3-)"
else echo "PyTorch is not installed here (python3-torch): no comparison"; fi

echo "== what-if run / plain run, in turn (goal: at most 1.1)"
"$run" what-if

echo "== a training step, batch 64 (goal: no slower than PyTorch)"
"$run" train >"$build/bench/batch"
grep train_ms "$build/bench/batch"
if has_torch; then
    for _ in 1 2 3; do
        ours=$("$run" train | value "train_ms_$best")
        peer=$($python tests/bench/peer_torch.py train <"$build/bench/batch" | value torch_train_ms)
        ratio "$peer" "$ours"; echo " $ours $peer"
    done >"$build/bench/pairs"
    echo "PyTorch / attnscope, median of 3 pairs: $(middle <"$build/bench/pairs")   (ours ms, PyTorch ms: $(awk '{print $2 ", " $3}' "$build/bench/pairs" | head -1))$void"
fi

echo "== a folder of GPT-2's size, 12 × 12 heads, 498 MB, everything recorded, processor time (goals: 1.4 × PyTorch at 16 rows, 1.1 × at 64)"
if has_torch; then
    gpt=$build/bench/gpt2
    [ -f "$gpt/merges.txt" ] || $python tests/reference/make_gpt2.py --large "$gpt"
    for rows in 16 64; do
        for _ in 1 2 3; do
            ours=$("$build/bench/bench_gpt" "$gpt" $rows 7 | tee "$build/bench/gpt" | value gpt_run_ms)
            peer=$($python tests/bench/peer_gpt.py "$gpt" $rows 7 | value torch_gpt_ms)
            echo "$(ratio "$peer" "$ours") $ours $peer"
        done >"$build/bench/pairs"
        echo "$rows rows: PyTorch / attnscope, median of 3 pairs: $(awk '{print $1}' "$build/bench/pairs" | middle) ($(head -1 "$build/bench/pairs" | cut -d' ' -f2-) ms)$void; $(grep -v gpt_run "$build/bench/gpt" | tr '\n' ' ')"
    done
    echo "its first screen, the temperature dragged at 1920 × 1080 (goal: 16 ms a frame): $("$build/bench/bench_drag" "$gpt" "a b a b a b a b" | tr '\n' ' ')"
else echo "PyTorch is not installed here: no comparison"; fi

echo "== sentence to PNG as a whole process (goals: 0.10 s warm, 20 × faster than Python + torch + matplotlib)"
seconds() { local t0=$EPOCHREALTIME; "$@" >/dev/null 2>&1; awk -v a="$t0" -v b="$EPOCHREALTIME" 'BEGIN {printf "%.3f\n", b - a}'; }
ours() { "$build/attnscope" export --step encoder.0.self.weights --size 1920x1080 --force -o "$build/bench/a.png"; }
theirs() { $python tests/bench/peer_torch.py figure "$build/bench/b.png"; }
ours; a=$(for _ in 1 2 3 4 5 6 7; do seconds ours; done | middle)
echo "attnscope: $a s"
if has_torch && $python -c 'import matplotlib' 2>/dev/null; then
    b=$(for _ in 1 2 3; do seconds theirs; done | middle)
    echo "Python: $b s, ratio $(ratio "$b" "$a")"
else echo "PyTorch or matplotlib is not installed here: no comparison"; fi

echo "== a drag: run and scene (goal: 8 ms p99 at 1920 × 1080); frames: p99 of building the scene (goal: 2 ms) and of repainting (goals: 8 ms at 1920 × 1080, 16 ms at 3840 × 2160)"
"$run" frame
echo "== frames of a model of 12 × 12 heads and 50,257 words at 61 to 64 tokens, 1920 × 1080 (goal: build and repaint 8 ms p99)"
"$run" size
echo "== a 1920 × 1080 figure drawn and written, warm (goal: ≤ 40 ms)"
"$run" png

echo "== your own matrix as a labelled figure at 1920 × 1080 beside Matplotlib (goals: warm 15 ×, of 1024 × 1024 8 ×; as a process 8 ×; no larger a file)"
if $python -c 'import matplotlib, numpy' 2>/dev/null; then
    for n in 12 64 1024; do
        m=$build/bench/m$n
        $python tests/bench/peer_matplotlib.py data $n "$m.npy" "$m.txt"
        theirs() { $python tests/bench/peer_matplotlib.py draw "$m.npy" "$m.txt" "$m.b.png"; }
        ours() { "$build/attnscope" heatmap "$m.npy" --labels "$m.txt" --palette viridis --force -o "$m.c.png"; }
        for _ in 1 2 3; do
            "$build/bench/bench_figures" "$m.npy" "$m.txt" "$m.a.png" >"$build/bench/figure"
            a=$(value figure_ms <"$build/bench/figure")
            b=$($python tests/bench/peer_matplotlib.py warm "$m.npy" "$m.txt" "$m.b.png" | value matplotlib_ms)
            echo "$(ratio "$b" "$a") $a $b $(ratio "$(seconds theirs)" "$(seconds ours)")"
        done >"$build/bench/pairs"
        echo "$n × $n: Matplotlib / attnscope: warm $(awk '{print $1}' "$build/bench/pairs" | middle)" \
            "($(head -1 "$build/bench/pairs" | awk '{print $2 ", " $3}') ms), as a process $(awk '{print $4}' "$build/bench/pairs" | middle)," \
            "bytes $(wc -c <"$m.c.png") and $(wc -c <"$m.b.png")"
    done
else echo "Matplotlib is not installed here (python3-matplotlib): no comparison"; fi

echo "== export --all of the default sentence at 1920 × 1080 (goal: 10 s)"
rm -rf "$build/bench/all"
all() { "$build/attnscope" export --all -o "$build/bench/all"; }
s=$(seconds all)
echo "$(ls "$build/bench/all" | wc -l) figures in $s s"
