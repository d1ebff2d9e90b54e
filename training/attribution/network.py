"""The tagger's network: WordPieces and classes, two bidirectional LSTM layers, tags and links."""

import numpy as np
import torch
from torch import nn

from data import PAIR_SIZES, TAGS

CLASS_WIDTHS = (24, 8, 8, 8, 12, 12, 6)


class Bidirectional(nn.Module):
    """An LSTM layer in both directions over padded windows (packed ones are far slower to train on a CPU)."""

    def __init__(self, width, hidden):
        super().__init__()
        self.onward, self.backward = (nn.LSTM(width, hidden, batch_first=True) for _ in range(2))
        for name, weights in self.named_parameters():
            if "bias" in name:
                weights.data.zero_()
            if "bias_ih" in name:
                weights.data[hidden : 2 * hidden] = 1

    def forward(self, x, turned):
        index = turned.unsqueeze(-1)
        back, _ = self.backward(x.gather(1, index.expand(-1, -1, x.shape[2])))
        return torch.cat([self.onward(x)[0], back.gather(1, index.expand(-1, -1, back.shape[2]))], -1)


class Tagger(nn.Module):
    def __init__(self, table, class_sizes, hidden=160, link=96, dropout=0.4):
        super().__init__()
        self.pieces = nn.Embedding(*table.shape)
        self.pieces.weight.data.copy_(torch.from_numpy(table))
        self.classes = nn.ModuleList(nn.Embedding(size, width) for size, width in zip(class_sizes, CLASS_WIDTHS))
        width = table.shape[1] + sum(CLASS_WIDTHS)
        self.first = Bidirectional(width, hidden)
        self.second = Bidirectional(2 * hidden, hidden)
        self.tags = nn.Linear(2 * hidden, TAGS)
        self.heads = nn.ModuleDict()
        for sort in ("cue", "source"):
            self.heads[sort] = nn.ModuleDict({
                "head": nn.Linear(4 * hidden, link),
                "tail": nn.Linear(4 * hidden, link),
                "none": nn.Linear(link, 1),
                "score": nn.Linear(link, 1, bias=False),
                "features": nn.ModuleList(nn.Embedding(size, link) for size in PAIR_SIZES),
            })
            for features in self.heads[sort]["features"]:
                nn.init.normal_(features.weight, std=0.1)
        self.dropout = dropout

    def drop(self, x):
        """Drops whole columns of a window, the same at each token."""
        if not self.training:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[2]) >= self.dropout
        return x * keep / (1 - self.dropout)

    def states(self, pieces, counts, classes, lengths):
        """Of a batch of windows, padded: the second layer's output at each token."""
        known = (pieces > 0).unsqueeze(-1)
        words = (self.pieces(pieces) * known).sum(2) / counts.unsqueeze(-1)
        if self.training:
            words = words * (torch.rand(words.shape[:2]) >= 0.06).unsqueeze(-1)
        x = torch.cat([words] + [table(classes[..., i]) for i, table in enumerate(self.classes)], -1)
        places = torch.arange(x.shape[1]).unsqueeze(0)
        ends = lengths.unsqueeze(1)
        turned = torch.where(places < ends, ends - 1 - places, places)
        for layer in (self.first, self.second):
            x = layer(self.drop(x), turned)
        return self.drop(x)

    def span(self, flat, ranges):
        """The states at the first and last token of each range."""
        ranges = torch.as_tensor(ranges)
        return torch.cat([flat[ranges[:, 0]], flat[ranges[:, 1] - 1]], -1)

    def scores(self, sort, flat, heads, tails, which_head, which_tail, features):
        """The score of each pair, and of each head alone for 'none'."""
        part = self.heads[sort]
        h = part["head"](self.span(flat, heads))
        none = part["none"](torch.relu(h)).squeeze(-1)
        if len(which_head) == 0:
            return torch.zeros(0), none
        t = part["tail"](self.span(flat, tails))
        x = h[which_head] + t[which_tail]
        for i, table in enumerate(part["features"]):
            x = x + table(features[:, i])
        return part["score"](torch.relu(x)).squeeze(-1), none


def batch(articles):
    """The windows of several articles as padded arrays, and where each token of the padded whole lies."""
    windows = [(article, a, b) for article in articles for a, b in article.windows]
    longest = max(b - a for _, a, b in windows)
    pieces = np.zeros((len(windows), longest, articles[0].pieces.shape[1]), np.int64)
    counts = np.ones((len(windows), longest), np.float32)
    classes = np.zeros((len(windows), longest, articles[0].classes.shape[1]), np.int64)
    where = []
    for i, (article, a, b) in enumerate(windows):
        pieces[i, : b - a] = article.pieces[a:b]
        counts[i, : b - a] = article.counts[a:b]
        classes[i, : b - a] = article.classes[a:b]
        where.append(np.arange(b - a) + i * longest)
    lengths = torch.tensor([b - a for _, a, b in windows])
    return (torch.from_numpy(pieces), torch.from_numpy(counts), torch.from_numpy(classes), lengths), torch.from_numpy(np.concatenate(where))


def flat_states(model, articles):
    inputs, where = batch(articles)
    x = model.states(*inputs)
    return x.reshape(-1, x.shape[-1])[where]
