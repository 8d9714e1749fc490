"""What the two transformers of names have in common: texts as words, passages of them, batches, and the labels that fit together.

The texts are those that `cargo run --release -p presswork --example names -- ../shared/gold ../shared/news words` prints.
"""

import json
import random

import torch

KINDS = ["person", "organisation", "place", "group", "other"]
LABELS = 1 + 2 * len(KINDS)  # outside; the first word of a name of each kind; its further words
MOST_OF_WORD = 12  # pieces
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


def shape(word):
    """How a word is written, by its letters; as `shape` in `src/deep.rs`."""
    letters = [letter for letter in word if letter.isalpha()]
    if not letters:
        return 1
    if all(letter.islower() for letter in letters):
        return 2
    if letters[0].isupper() and all(letter.islower() for letter in letters[1:]):
        return 3 if len(letters) > 1 else 4
    return 5 if all(letter.isupper() for letter in letters) else 6


class Passage:
    """Some sentences in pieces: their words by number, and of each the places of its first and last piece."""

    def __init__(self):
        self.pieces, self.shapes, self.words, self.asked = [], [], [], []


def passages(text, cut, room, edges):
    """As few as hold the sentences whole, each of at most `room` pieces beside its edges; as `Words` in `encoder`."""
    words = [text.bytes[start:end].decode(errors="replace") for start, end in text.words]
    pieces = [found.ids[:MOST_OF_WORD] for found in cut.encode_batch(words, add_special_tokens=False)]
    unknown = cut.token_to_id("[UNK]")
    pieces = [found or [unknown] for found in pieces]
    units, at = [], 0
    for _, end in text.sentences:
        unit, size = [], 0
        while at < len(words) and text.words[at][0] < end:
            if size + len(pieces[at]) > room:
                units.append((unit, size))
                unit, size = [], 0
            unit.append(at)
            size += len(pieces[at])
            at += 1
        if unit:
            units.append((unit, size))
    found, left = [], 0
    for unit, size in units:
        if size > left:
            found.append(Passage())
            left = room
        left -= size
        passage = found[-1]
        for word in unit:
            start = 1 + len(passage.pieces)
            passage.pieces += pieces[word]
            passage.shapes += [shape(words[word])] * len(pieces[word])
            passage.words.append(word)
            passage.asked.append((start, start + len(pieces[word]) - 1))
    for passage in found:
        passage.pieces = [edges[0], *passage.pieces, edges[1]]
        passage.shapes = [0, *passage.shapes, 0]
    return found


def batches(lessons, most):
    """Lessons (a passage and what is allowed) of like length together, of at most `most` pieces."""
    order = random.sample(lessons, len(lessons))
    found = []
    for start in range(0, len(order), 400):
        some = sorted(order[start : start + 400], key=lambda lesson: len(lesson[0].pieces))
        batch = []
        for lesson in some:
            if batch and (len(batch) + 1) * len(lesson[0].pieces) > most:
                found.append(batch)
                batch = []
            batch.append(lesson)
        found.append(batch)
    random.shuffle(found)
    return found


def tensors(passages):
    """Pieces, where there are any, what is asked, shapes."""
    long = max(len(passage.pieces) for passage in passages)
    many = max(len(passage.words) for passage in passages)
    pieces, shapes = (torch.zeros(len(passages), long, dtype=torch.long) for _ in range(2))
    asked = torch.zeros(len(passages), many, 2, dtype=torch.long)
    for number, passage in enumerate(passages):
        pieces[number, : len(passage.pieces)] = torch.tensor(passage.pieces)
        shapes[number, : len(passage.pieces)] = torch.tensor(passage.shapes)
        asked[number, : len(passage.words)] = torch.tensor(passage.asked)
    lengths = torch.tensor([len(passage.pieces) for passage in passages])
    return pieces, torch.arange(long) < lengths[:, None], asked, shapes


def lessons(text, passages):
    """Each passage with the labels that its words may have."""
    return [(passage, [text.allowed[word] for word in passage.words]) for passage in passages]


def surprise(model, lessons):
    """How surprised it is, on average, that each word has one of the labels that are allowed."""
    with torch.autocast("cpu", torch.bfloat16):
        scores = model(*tensors([passage for passage, _ in lessons]))
    bits = torch.zeros(scores.shape[:2], dtype=torch.long)
    for number, (_, allowed) in enumerate(lessons):
        bits[number, : len(allowed)] = torch.tensor(allowed)
    may = (bits[..., None] >> torch.arange(LABELS)) & 1 == 1
    each = -scores.float().log_softmax(-1).masked_fill(~may, -1e9).logsumexp(-1)
    there = bits > 0
    return (each * there).sum() / there.sum()


def judged(model, text, found):
    """How probable each label of each word is, as logarithms; `found` are its passages."""
    beliefs = torch.zeros(len(text.words), LABELS)
    model.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(found), 16):
            some = found[start : start + 16]
            for passage, scores in zip(some, model(*tensors(some)).float().log_softmax(-1)):
                beliefs[passage.words] = scores[: len(passage.words)]
    model.train()
    return beliefs


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
        both = [names(text, likeliest(judged(model, text, found))), gold]
        one, other = ({tuple(name) for name in names if name[2] in KINDS[:3]} for names in both)
        right, all = counts.get(text.set, (0, 0))
        counts[text.set] = right + len(one & other), all + len(one) + len(other)
    return ", ".join(f"{name} {200 * right / all:.2f}" for name, (right, all) in counts.items())
