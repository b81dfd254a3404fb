# SPDX-License-Identifier: GPL-3.0-or-later
"""Several pictures in one, beside and below each other."""
import subprocess

import gi

gi.require_version("GdkPixbuf", "2.0")

from gi.repository import GdkPixbuf  # noqa: E402

COLUMNS, GAP, BACKGROUND = 3, 24, 0xF0F0F0FF
# as many colours as nobody misses in windows of few
N_COLORS = 256


def crop(path, shadow):
    """A picture of a window without its shadow."""
    left, right, top, bottom = shadow
    whole = GdkPixbuf.Pixbuf.new_from_file(str(path))
    return whole.new_subpixbuf(left, top, whole.get_width() - left - right, whole.get_height() - top - bottom)


def join(pictures, path, width):
    """Writes pictures of the same size as one of that width."""
    frame = (width - GAP * (COLUMNS + 1)) // COLUMNS
    height = frame * pictures[0].get_height() // pictures[0].get_width()
    rows = -(-len(pictures) // COLUMNS)
    strip = GdkPixbuf.Pixbuf.new(GdkPixbuf.Colorspace.RGB, False, 8, width, rows * (height + GAP) + GAP)
    strip.fill(BACKGROUND)
    for i, shown in enumerate(pictures):
        x, y = GAP + i % COLUMNS * (frame + GAP), GAP + i // COLUMNS * (height + GAP)
        scale = frame / shown.get_width()
        shown.composite(strip, x, y, frame, height, x, y, scale, scale, GdkPixbuf.InterpType.HYPER, 255)
    strip.savev(str(path), "png", [], [])
    subprocess.run(["mogrify", "-dither", "None", "-colors", str(N_COLORS), "-strip",
                    str(path)], check=True)
