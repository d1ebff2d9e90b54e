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


def link_scores(model, states, article, heads, tails, sort):
    """Of each head: (tails within reach, their probabilities, the probability of none)."""
    pairs = article.candidates(heads, tails, {}, sort)
    if not pairs:
        return []
    places = {tail: i for i, tail in enumerate(tails)}
    which_head = [i for i, (_, near, _, _) in enumerate(pairs) for _ in near]
    which_tail = [places[tail] for _, near, _, _ in pairs for tail in near]
    features = torch.as_tensor([f for _, _, fs, _ in pairs for f in fs], dtype=torch.long).reshape(-1, 3)
    scores, none = model.scores(sort, states, heads, tails or [(0, 1)], which_head, which_tail, features)
    out, at = [], 0
    for i, (_, near, _, _) in enumerate(pairs):
        p = torch.softmax(torch.cat([scores[at : at + len(near)], none[i : i + 1]]), 0).numpy()
        out.append((near, p[:-1], p[-1]))
        at += len(near)
    return out


def decode(model, article):
    """The statements of one article: source, cue, contents and the probabilities of content, source and both links."""
    with torch.no_grad():
        states = flat_states(model, [article])
        log = torch.log_softmax(model.tags(states), -1).numpy()
        breaks = np.zeros(len(log), bool)
        breaks[1:] = article.paragraphs[1:] != article.paragraphs[:-1]
        tags = viterbi(log, breaks)
        found = spans(tags)
        cues = link_scores(model, states, article, found["content"], found["cue"], "cue")
        sources = link_scores(model, states, article, found["cue"], found["source"], "source")

    def sure(span):
        return float(np.mean([np.exp(log[i][tags[i]]) for i in range(*span)]))

    source_of = {cue: choice(near, p, none) for cue, (near, p, none) in zip(found["cue"], sources)}
    statements = {}
    for content, (near, p, none) in zip(found["content"], cues):
        cue, to_cue = choice(near, p, none)
        source, to_source = source_of[cue] if cue else (None, 1.0)
        new = (source, cue, [], [1.0, sure(source) if source else 1.0, 1.0, to_source])
        one = statements.setdefault(cue if cue else content, new)
        one[2].append(content)
        one[3][0] = min(one[3][0], sure(content))
        one[3][2] = min(one[3][2], to_cue)
    return list(statements.values())


def choice(near, p, none):
    """The likeliest tail, unless none is likelier, and how likely the choice is."""
    best = int(np.argmax(p)) if len(p) else None
    if best is None or p[best] < none:
        return None, float(none)
    return near[best], float(p[best])


def prediction(model, article):
    """The statements as the program writes them."""
    def points(r):
        return [] if r is None else [[article.tokens[r[0]][0], article.tokens[r[1] - 1][1]]]
    found = [
        {"source": points(source), "cue": points(cue), "content": [points(c)[0] for c in contents]}
        for source, cue, contents, _ in decode(model, article)
    ]
    return {"doc": article.doc, "attributions": found}
