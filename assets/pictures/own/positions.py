import io
import sys

import numpy as np

place, pair = np.arange(48)[:, None], np.arange(32)
angle = place / 10000 ** (pair / 32)
positions = np.hstack([np.sin(angle), np.cos(angle)])
file = io.BytesIO()
np.save(file, positions @ positions.T)
sys.stdout.buffer.write(file.getvalue())
