"""MurmurHash64A, by which the package of word vectors keeps its words."""

import struct

MASK = (1 << 64) - 1


def murmur(data, seed=1):
    """MurmurHash64A (Appleby), under which the package keeps its words."""
    factor, shift = 0xC6A4A7935BD1E995, 47
    state = (seed ^ (len(data) * factor)) & MASK
    whole = len(data) // 8 * 8
    for (word,) in struct.iter_unpack("<Q", data[:whole]):
        word = word * factor & MASK
        word = (word ^ word >> shift) * factor & MASK
        state = (state ^ word) * factor & MASK
    if data[whole:]:
        state = (state ^ int.from_bytes(data[whole:], "little")) * factor & MASK
    state = (state ^ state >> shift) * factor & MASK
    return state ^ state >> shift
