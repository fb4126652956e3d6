#!/usr/bin/env bash
# A person's own patches over a photograph in the real window: it opens where the file would begin, what is exported there is
# exported again by its command. Under its own Xvfb. Usage: over_window.sh PROGRAM. Starts and ends only its own processes.
. "$(dirname "$0")/xvfb.sh" over "$1" xclip import identify
/usr/bin/python3 - <<'P'
import numpy as np
from PIL import Image
x = np.random.default_rng(3).random((3, 4, 26, 26)).astype("f4")
np.save("vit.npy", x / x.sum(-1, keepdims=True))
y, x = np.mgrid[0:60, 0:80]
Image.fromarray(np.stack([x * 3, y * 4, 255 - x * 3], -1).astype("u1")).save("photo.jpg", quality=90)
P
start() { open_window heatmap vit.npy --row 0 --skip 1 --over photo.jpg --open "$@" && drawn && rest_pointer 5 5 && settles 0.6; }
copied() { copy_line && case $line in *"$1"*) true ;; *) echo "# wanted '$1' in: $line"; false ;; esac; }

ok "it opens at the layer and the head" start --layer 2 --head 1
ok "and says so" copied 'show layer.2.matrix head=1'
changes_by "another head" bracketright
changes_by "another theme" t
changes_by "the pointed patch has an outline" comma
xdotool key x Return
for _ in $(seq 200); do ls ./*.png >/dev/null 2>&1 && break; sleep 0.05; done
sleep 0.3
file=$(ls ./*.png | head -1)
command=$(tr -d '\0' <"$file" | grep -a -o 'attnscope heatmap .* -o [^ ]*png' | head -1)
ok "its command tells of the photograph" grep -q -- '--row 0 --skip 1 --over photo.jpg' <<<"$command"
mv "$file" exported.png
eval "${command/attnscope/\"$program\"}"
ok "and makes the same picture" cmp -s exported.png "${command##* }"
ok "it closes" stop
ok "smooth, with the heads of a layer" start --layer 2 --head grid --patches smooth
ok "and says that it is these" copied 'depth model'
changes_by "one of them is opened" Return
ok "it closes again" stop
ok "nothing was printed" silent
exit $failed
