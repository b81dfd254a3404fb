# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of windows as they are, with their shadow and their round corners: PNG files with an alpha channel.

A window that a compositor draws has its shadow in its own pixels. They are asked of the X server as they are, because
tools that take pictures of the screen leave the alpha channel out.
"""
import ctypes
import ctypes.util
import struct
import zlib


class XImage(ctypes.Structure):
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
                ("data", ctypes.c_void_p), ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
                ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int), ("depth", ctypes.c_int),
                ("bytes_per_line", ctypes.c_int), ("bits_per_pixel", ctypes.c_int)]


ALL_PLANES = ctypes.c_ulong(-1).value
Z_PIXMAP = 2


def grab(window, x, y, width, height):
    """The pixels of a part of an X window, four bytes each: blue, green, red, and alpha, which has been multiplied in.
    None for the whole screen."""
    x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    x11.XGetImage.restype = ctypes.POINTER(XImage)
    x11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint,
                              ctypes.c_ulong, ctypes.c_int]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(None)
    window = int(window) if window is not None else x11.XDefaultRootWindow(display)
    image = x11.XGetImage(display, window, x, y, width, height, ALL_PLANES, Z_PIXMAP).contents
    assert image.bits_per_pixel == 32 and image.bytes_per_line == 4 * width
    pixels = ctypes.string_at(image.data, 4 * width * height)
    x11.XCloseDisplay(display)
    return pixels, image.depth


def to_rgba(pixels, depth):
    """With alpha last, and not multiplied in, as PNG has it."""
    rgba = bytearray(len(pixels))
    rgba[0::4], rgba[1::4], rgba[2::4] = pixels[2::4], pixels[1::4], pixels[0::4]
    rgba[3::4] = pixels[3::4] if depth == 32 else b"\xff" * (len(pixels) // 4)
    alphas = bytes(rgba[3::4])
    for i, alpha in enumerate(alphas):
        # all but the shadow, which is black, and the edges of the corners is opaque
        if 0 < alpha < 255 and (rgba[4 * i] or rgba[4 * i + 1] or rgba[4 * i + 2]):
            for j in range(4 * i, 4 * i + 3):
                rgba[j] = min(255, rgba[j] * 255 // alpha)
    return bytes(rgba)


def write_png(path, rgba, width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + rgba[4 * width * y : 4 * width * (y + 1)] for y in range(height))
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.write(chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)))
        file.write(chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def lay_over(pixels, size, above, place, above_size):
    """Puts one picture over another, both with their alpha multiplied in."""
    (width, _), (x, y), (above_width, above_height) = size, place, above_size
    for row in range(above_height):
        for column in range(above_width):
            source = 4 * (row * above_width + column)
            rest = 255 - above[source + 3]
            if rest == 255:
                continue
            target = 4 * ((y + row) * width + x + column)
            for i in range(4):
                pixels[target + i] = above[source + i] + pixels[target + i] * rest // 255


def take(desktop, window, path, above=()):
    """A picture of an X window, with others that stand over it, such as menus; or of the whole screen without one."""
    if window is None:
        (width, height) = desktop.size
        pixels, depth = grab(window, 0, 0, width, height)
    elif not above:
        _, _, width, height = desktop.geometry(window)
        pixels, depth = grab(window, 0, 0, width, height)
    else:
        pixels, depth, width, height = join(desktop, [window, *above])
    write_png(path, to_rgba(bytes(pixels), depth), width, height)


def join(desktop, windows):
    """All of them, as far as they go, the last one on top."""
    places = [desktop.geometry(window) for window in windows]
    left, top = min(place[0] for place in places), min(place[1] for place in places)
    width = max(x + w for x, _, w, _ in places) - left
    height = max(y + h for _, y, _, h in places) - top
    pixels = bytearray(4 * width * height)
    for window, (x, y, w, h) in zip(windows, places):
        lay_over(pixels, (width, height), grab(window, 0, 0, w, h)[0], (x - left, y - top), (w, h))
    return pixels, 32, width, height
