"""From scores to statements, as `attribution/tagger` of the program does it."""

import numpy as np
import torch

from data import ROLES, TAGS
from network import flat_states

NEVER = -1e4


def transitions():
    allowed = np.zeros((TAGS, TAGS), np.float32)
    for before in range(TAGS):
        for after in range(2, TAGS, 2):
            if before not in (after, after - 1):
                allowed[before, after] = NEVER
    return allowed


ALLOWED = transitions()


def viterbi(scores, breaks):
    """The best legal tags; no span goes on over a break."""
    n = len(scores)
    best, back = np.zeros((n, TAGS), np.float32), np.zeros((n, TAGS), np.int64)
    first = scores[0].copy()
    first[2::2] += NEVER
    best[0] = first
    for i in range(1, n):
        steps = best[i - 1][:, None] + ALLOWED
        back[i] = steps.argmax(0)
        best[i] = steps.max(0) + scores[i]
        if breaks[i]:
            best[i][2::2] += NEVER
    tags = [int(best[-1].argmax())]
    for i in range(n - 1, 0, -1):
        tags.append(int(back[i][tags[-1]]))
    return tags[::-1]


def spans(tags):
    out = {role: [] for role in ROLES}
    start = None
    for i, tag in enumerate(list(tags) + [0]):
        if start is not None and not (tag and tag % 2 == 0):
            out[ROLES[(tags[start] - 1) // 2]].append((start, i))
            start = None
        if tag % 2 == 1:
            start = i
    return out


def tag_scores(models, articles):
    """The mean log probabilities of the tags over several models, and each one's states."""
    states = [flat_states(model, articles) for model in models]
    total = sum(torch.softmax(model.tags(flat), -1) for model, flat in zip(models, states)) / len(models)
    return torch.log(total + 1e-9).numpy(), states


def link_scores(models, states, article, heads, tails, sort):
    """Of each head: (tails within reach, their probabilities, the probability of none)."""
    pairs = article.candidates(heads, tails, {}, sort)
    if not pairs:
        return []
    which_head = [i for i, (_, near, _, _) in enumerate(pairs) for _ in near]
    tail_place = {tail: i for i, tail in enumerate(tails)}
    which_tail = [tail_place[tail] for _, near, _, _ in pairs for tail in near]
    features = torch.as_tensor([f for _, _, fs, _ in pairs for f in fs], dtype=torch.long).reshape(-1, 3)
    out = [np.zeros(len(near) + 1) for _, near, _, _ in pairs]
    for model, flat in zip(models, states):
        scores, none = model.scores(sort, flat, heads, tails or [(0, 1)], which_head, which_tail, features)
        at = 0
        for i, (_, near, _, _) in enumerate(pairs):
            whole = torch.cat([scores[at : at + len(near)], none[i : i + 1]])
            out[i] += torch.softmax(whole, 0).numpy() / len(models)
            at += len(near)
    return [(near, p[:-1], p[-1]) for (_, near, _, _), p in zip(pairs, out)]


def decode(models, article):
    """The statements of one article: (source, cue, contents, how sure)."""
    with torch.no_grad():
        log, states = tag_scores(models, [article])
        breaks = np.zeros(len(log), bool)
        breaks[1:] = article.paragraphs[1:] != article.paragraphs[:-1]
        found = spans(viterbi(log, breaks))
        cues = link_scores(models, states, article, found["content"], found["cue"], "cue")
        sources = link_scores(models, states, article, found["cue"], found["source"], "source")
    source_of = {}
    for cue, (near, p, none) in zip(found["cue"], sources):
        best = int(np.argmax(p)) if len(p) else None
        source_of[cue] = near[best] if best is not None and p[best] >= none else None
    statements = {}
    for content, (near, p, none) in zip(found["content"], cues):
        best = int(np.argmax(p)) if len(p) else None
        cue = near[best] if best is not None and p[best] >= none else None
        statements.setdefault(cue if cue else content, (source_of.get(cue), cue, []))[2].append(content)
    return list(statements.values())


def prediction(models, article):
    """The statements as the program writes them."""
    def points(r):
        return [] if r is None else [[article.tokens[r[0]][0], article.tokens[r[1] - 1][1]]]
    found = [
        {"source": points(source), "cue": points(cue), "content": [points(c)[0] for c in contents]}
        for source, cue, contents in decode(models, article)
    ]
    return {"doc": article.doc, "attributions": found}
