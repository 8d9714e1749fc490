"""Passages of which each word is asked, as `Words` in `encoder` makes them, for those who train on such."""

import random

import torch

MOST_OF_WORD = 12  # pieces


def shape(word):
    """How a word is written, by its letters; as `shape` in `encoder`."""
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


def passages(sentences, cut, room, edges):
    """As few as hold the sentences whole, each of at most `room` pieces beside its edges.

    A sentence is a list of words with their shapes; words are numbered throughout.
    """
    words = [word for sentence in sentences for word, _ in sentence]
    shapes = [shape for sentence in sentences for _, shape in sentence]
    unknown = cut.token_to_id("[UNK]")
    pieces = [found.ids[:MOST_OF_WORD] or [unknown] for found in cut.encode_batch(words, add_special_tokens=False)]
    units, at = [], 0
    for sentence in sentences:
        unit, size = [], 0
        for number in range(at, at + len(sentence)):
            if size + len(pieces[number]) > room:
                units.append((unit, size))
                unit, size = [], 0
            unit.append(number)
            size += len(pieces[number])
        at += len(sentence)
        if unit:
            units.append((unit, size))
    found, left = [], 0
    for unit, size in units:
        if size > left:
            found.append(Passage())
            left = room
        left -= size
        passage = found[-1]
        for number in unit:
            start = 1 + len(passage.pieces)
            passage.pieces += pieces[number]
            passage.shapes += [shapes[number]] * len(pieces[number])
            passage.words.append(number)
            passage.asked.append((start, start + len(pieces[number]) - 1))
    for passage in found:
        passage.pieces = [edges[0], *passage.pieces, edges[1]]
        passage.shapes = [0, *passage.shapes, 0]
    return found


def batches(lessons, most):
    """Lessons (a passage, and what belongs to it) of like length together, of at most `most` pieces."""
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


def judged(model, texts, labels):
    """How probable each label of each word is, as logarithms; `texts` are lists of passages, each of one text."""
    found = [torch.zeros(1 + max(passage.words[-1] for passage in text), labels) for text in texts]
    all = [(number, passage) for number, text in enumerate(texts) for passage in text]
    all.sort(key=lambda one: len(one[1].pieces))
    model.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(all), 16):
            some = all[start : start + 16]
            scores = model(*tensors([passage for _, passage in some])).float().log_softmax(-1)
            for (number, passage), score in zip(some, scores):
                found[number][passage.words] = score[: len(passage.words)]
    model.train()
    return found
