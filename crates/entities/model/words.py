"""What the two transformers of names have in common: texts as words, and the labels that fit together.

The texts are those that `cargo run --release -p presswork --example names -- ../shared/gold ../shared/news words` prints.
"""

import json
import sys
from pathlib import Path

import torch

sys.path.append(str(Path(__file__).parents[2] / "encoder" / "model"))
import asked

KINDS = ["person", "organisation", "place", "group", "other"]
LABELS = 1 + 2 * len(KINDS)  # outside; the first word of a name of each kind; its further words
SHAPES = 7  # that of a passage's edges, and six of words


class Text:
    def __init__(self, line):
        found = json.loads(line)
        self.set, self.id, self.held_out = found["set"], found["id"], found["held_out"]
        self.bytes, self.words, self.sentences = found["text"].encode(), found["words"], found["sentences"]
        self.allowed = found["allowed"]


def texts(path):
    with open(path) as lines:
        yield from (Text(line) for line in lines)


def passages(text, cut, room, edges):
    """Those of a text, as `passages` in asked.py makes them."""
    words = [text.bytes[start:end].decode(errors="replace") for start, end in text.words]
    sentences, at = [], 0
    for _, end in text.sentences:
        sentence = []
        while at < len(words) and text.words[at][0] < end:
            sentence.append((words[at], asked.shape(words[at])))
            at += 1
        sentences.append(sentence)
    return asked.passages(sentences, cut, room, edges)


def lessons(text, passages):
    """Each passage with the labels that its words may have."""
    return [(passage, [text.allowed[word] for word in passage.words]) for passage in passages]


def surprise(model, lessons):
    """How surprised it is, on average, that each word has one of the labels that are allowed."""
    with torch.autocast("cpu", torch.bfloat16):
        scores = model(*asked.tensors([passage for passage, _ in lessons]))
    bits = torch.zeros(scores.shape[:2], dtype=torch.long)
    for number, (_, allowed) in enumerate(lessons):
        bits[number, : len(allowed)] = torch.tensor(allowed)
    may = (bits[..., None] >> torch.arange(LABELS)) & 1 == 1
    each = -scores.float().log_softmax(-1).masked_fill(~may, -1e9).logsumexp(-1)
    there = bits > 0
    return (each * there).sum() / there.sum()


def judged(model, found):
    """How probable each label of each word of a text is, as logarithms; `found` are its passages."""
    return asked.judged(model, [found], LABELS)[0]


def may_follow():
    may = torch.zeros(LABELS, LABELS)
    for further in range(1 + len(KINDS), LABELS):
        may[:, further] = -1e4
        may[further, further] = may[further - len(KINDS), further] = 0.0
    return may


def likeliest(beliefs):
    """The labels that are likeliest together (Viterbi 1967)."""
    may, before = may_follow(), []
    sums = beliefs[0].clone()
    sums[1 + len(KINDS) :] = -1e4
    for belief in beliefs[1:]:
        best, origin = (sums[:, None] + may).max(0)
        before.append(origin)
        sums = best + belief
    labels = [int(sums.argmax())]
    for origin in reversed(before):
        labels.append(int(origin[labels[-1]]))
    return labels[::-1]


def names(text, labels):
    """Where names start and end, in bytes, and their kinds."""
    found = []
    for (start, end), label in zip(text.words, labels):
        if 1 <= label <= len(KINDS):
            found.append([start, end, KINDS[label - 1]])
        elif label and found:
            found[-1][1] = end
    return found


def f1(model, held_out):
    """Of people, organisations and places, exact span and kind, by set. `held_out` are texts with their passages."""
    counts = {}
    for text, found in held_out:
        gold = names(text, [(allowed & -allowed).bit_length() - 1 for allowed in text.allowed])
        both = [names(text, likeliest(judged(model, found))), gold]
        one, other = ({tuple(name) for name in names if name[2] in KINDS[:3]} for names in both)
        right, all = counts.get(text.set, (0, 0))
        counts[text.set] = right + len(one & other), all + len(one) + len(other)
    return ", ".join(f"{name} {200 * right / all:.2f}" for name, (right, all) in counts.items())
