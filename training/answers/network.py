"""A BERT of MiniLM's shape in plain PyTorch, and how texts become its inputs.

MiniLM: Wang et al., "MiniLM: Deep Self-Attention Distillation", 2020. The names of the state dict are those of Hugging
Face's checkpoints, so that `export.py` reads trained and untrained weights alike.
"""

import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

WIDTH, HEADS, INNER = 384, 12, 1536
CLS, SEP = 101, 102
# How many word pieces of each part are read. The program cuts alike: `src/encoder/tokens.rs`.
QUESTION, SENTENCE, SPEAKER, BEFORE, HEADLINE = 40, 72, 12, 32, 20


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))

    def forward(self, states, mask):
        batch, length, _ = states.shape
        cut = lambda linear: linear(states).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
        mixed = F.scaled_dot_product_attention(cut(self.query), cut(self.key), cut(self.value), attn_mask=mask)
        return mixed.transpose(1, 2).reshape(batch, length, WIDTH)


class Output(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.dense, self.LayerNorm = nn.Linear(width, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, values, states, dropout):
        return self.LayerNorm(states + F.dropout(self.dense(values), dropout, self.training))


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.ModuleDict({"self": Attention(), "output": Output(WIDTH)})
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(WIDTH, INNER)})
        self.output = Output(INNER)

    def forward(self, states, mask, dropout):
        states = self.attention["output"](self.attention["self"](states, mask), states, dropout)
        return self.output(F.gelu(self.intermediate["dense"](states)), states, dropout)


class Embeddings(nn.Module):
    def __init__(self):
        super().__init__()
        self.word_embeddings = nn.Embedding(30522, WIDTH)
        self.position_embeddings = nn.Embedding(512, WIDTH)
        self.token_type_embeddings = nn.Embedding(2, WIDTH)
        self.LayerNorm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, pieces, types):
        places = self.position_embeddings.weight[: pieces.shape[1]]
        return self.LayerNorm(self.word_embeddings(pieces) + places + self.token_type_embeddings(types))


class Bert(nn.Module):
    """The network; with a `classifier` on the first state if it is a judge."""

    def __init__(self, is_judge=False, layers=6, classes=1):
        super().__init__()
        self.embeddings = Embeddings()
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(Layer() for _ in range(layers))})
        self.dropout = 0.0
        if is_judge:
            self.classifier = nn.Linear(WIDTH, classes)
            nn.init.normal_(self.classifier.weight, std=0.02)
            nn.init.zeros_(self.classifier.bias)

    def load(self, path):
        """Takes the weights of a checkpoint; a judge keeps its own classifier where the checkpoint has none.

        The tables of words and places are frozen: both networks share them in the program's file.
        """
        weights = {name.removeprefix("bert."): values.float() for name, values in load_file(path).items()}
        own = self.state_dict()
        weights = {name: values for name, values in weights.items() if name in own and values.shape == own[name].shape}
        lacking = set(own) - set(weights) - {"classifier.weight", "classifier.bias"}
        if lacking:
            raise SystemExit(f"{path} lacks {sorted(lacking)[:3]} …")
        self.load_state_dict(weights, strict=False)
        self.embeddings.word_embeddings.weight.requires_grad_(False)
        self.embeddings.position_embeddings.weight.requires_grad_(False)
        return self

    def share_places(self, path):
        """Takes the table of places of another checkpoint."""
        places = {name.removeprefix("bert."): values for name, values in load_file(path).items()}
        self.embeddings.position_embeddings.weight.data.copy_(places["embeddings.position_embeddings.weight"].float())

    def forward(self, texts, behind=None):
        """Last states and mask of `texts`, lists of word pieces; from `behind` on each is of the second type."""
        length = max(map(len, texts))
        pieces = torch.zeros(len(texts), length, dtype=torch.long)
        mask = torch.zeros(len(texts), length, dtype=torch.bool)
        types = torch.zeros_like(pieces)
        for row, text in enumerate(texts):
            pieces[row, : len(text)] = torch.tensor(text)
            mask[row, : len(text)] = True
            if behind is not None:
                types[row, behind[row] : len(text)] = 1
        states = F.dropout(self.embeddings(pieces, types), self.dropout, self.training)
        for layer in self.encoder["layer"]:
            states = layer(states, mask[:, None, None, :], self.dropout)
        return states, mask

    def directions(self, texts):
        """The mean over a text's states, of length 1."""
        states, mask = self(texts)
        weights = mask[:, :, None].float()
        return F.normalize((states.float() * weights).sum(1) / weights.sum(1), dim=-1)

    def scores(self, pairs):
        """How well each sentence answers its question: `pairs` of word pieces."""
        states, _ = self([question + sentence for question, sentence in pairs], [len(question) for question, _ in pairs])
        return self.classifier(states[:, 0].float())[:, 0]


def half():
    """Runs products in bfloat16, twice as fast on processors that know it."""
    return torch.autocast("cpu", dtype=torch.bfloat16)


def embed(network, texts, batch=64):
    """Directions of `texts`, as rows of a numpy array; the training state of the network is kept."""
    was_training = network.training
    network.eval()
    order = sorted(range(len(texts)), key=lambda text: len(texts[text]))
    directions = np.zeros((len(texts), WIDTH), np.float32)
    with torch.no_grad(), half():
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            directions[chosen] = network.directions([texts[text] for text in chosen]).numpy()
    network.train(was_training)
    return directions


def optimiser(network, rate):
    """AdamW without decay on biases and norms."""
    free = [weights for weights in network.parameters() if weights.requires_grad]
    groups = [
        {"params": [weights for weights in free if weights.ndim > 1], "weight_decay": 0.01},
        {"params": [weights for weights in free if weights.ndim < 2], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=rate)


def fit(network, questions, loss, batch, epochs, rate, dice, after=lambda step, steps: None):
    """Trains on `questions`, shuffled anew when all were seen: `loss` of a batch of them. Calls `after` each step."""
    steps = int(epochs * len(questions) / batch)
    optimise = optimiser(network, rate)
    network.train()
    left, started, shown = [], time.time(), 0.0
    for step in range(steps):
        if len(left) < batch:
            left = dice.sample(questions, len(questions))
        chosen, left = left[:batch], left[batch:]
        for group in optimise.param_groups:
            group["lr"] = warm(rate, step, steps)
        lost = loss(chosen)
        lost.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimise.step()
        optimise.zero_grad()
        shown = 0.95 * shown + 0.05 * lost.item() if step else lost.item()
        if step % 20 == 0:
            print(f"step {step} of {steps}, loss {shown:.3f}, {time.time() - started:.0f} s", flush=True)
        after(step, steps)


def keep(network, path):
    """Writes a checkpoint."""
    save_file({name: weights.contiguous() for name, weights in network.state_dict().items()}, path)


def grouped(values, texts, size):
    """What `values` makes of texts, the long ones apart from the short ones, so that less is filled up; in their order.
    A text may be a pair of texts."""
    length = lambda text: sum(map(len, text)) if isinstance(text, tuple) else len(text)
    order = sorted(range(len(texts)), key=lambda number: length(texts[number]))
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    made = torch.cat([values([texts[number] for number in group]) for group in groups])
    place = torch.empty(len(texts), dtype=torch.long)
    place[torch.tensor(order)] = torch.arange(len(texts))
    return made[place]


def warm(rate, step, steps, share=0.06):
    """The learning rate: up for the first share of the steps, then down in a line."""
    return rate * min(1.0, (step + 1) / (share * steps)) * max(0.02, 1 - step / steps)
