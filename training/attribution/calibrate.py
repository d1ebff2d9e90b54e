"""Fits how sure a statement is to what the tagger gives its parts, on the dev articles."""

import numpy as np
import torch

from decode import decode, prediction


def logit(p):
    p = min(max(p, 1e-3), 1 - 1e-3)
    return np.log(p / (1 - p))


def agrees(article, source, cue, contents):
    """Whether the rules propose a link with this cue, this source and some of this content."""
    def meet(a, b):
        return a[0] < b[1] and b[0] < a[1]
    for one in article.proposals:
        if cue and meet(one["cue"], cue) and any(meet(p, c) for p in one["content"] for c in contents):
            proposed = one["source"][0] < one["source"][1]
            if (source is None and not proposed) or (source and proposed and meet(one["source"], source)):
                return 1.0
    return 0.0


def features(article, source, cue, contents, evidence):
    """As `features` in `src/attribution/tagger/mod.rs` has them."""
    places = [i for a, b in contents for i in range(a, b)]
    quoted = float(np.mean(article.quotations[places] >= 0))
    content, said, to_cue, to_source = evidence
    return [
        logit(content), logit(said) if source else 0.0, logit(to_cue), logit(to_source) if cue else 0.0,
        float(source is None), float(cue is None), float(quoted == 1), float(0 < quoted < 1),
        agrees(article, source, cue, contents),
    ]


def examples(model, article, scorer, gold, text):
    """Of each statement found in an article: its features, and whether content and source are right."""
    d = scorer.Doc(open(f"{text}/{article.doc}.txt", encoding="utf-8", newline="").read())
    found = decode(model, article)
    gold = [one for one in (scorer.A(d, one) for one in gold["attributions"]) if one.c]
    own = [scorer.A(d, one) for one in prediction(model, article)["attributions"]]
    kept = [i for i, one in enumerate(own) if one.c]
    matched = scorer.match(gold, [own[i] for i in kept])
    right = {j for i, j, dice in matched if dice >= .5 and scorer.src_soft(gold[i], own[kept[j]])}
    return [(features(article, *found[i]), float(j in right)) for j, i in enumerate(kept)]


def arrays(examples):
    return np.array([x for x, _ in examples], np.float32), np.array([y for _, y in examples], np.float32)


def crossed(by_article, folds=5):
    """How sure each statement would be if its article had not been fitted on, and whether it is right."""
    sure, right = [], []
    for fold in range(folds):
        held = [one for i, article in enumerate(by_article) if i % folds == fold for one in article]
        rest = [one for i, article in enumerate(by_article) if i % folds != fold for one in article]
        weights, bias = fit(*arrays(rest))
        x, y = arrays(held)
        sure.append(torch.sigmoid(torch.from_numpy(x) @ weights + bias).numpy())
        right.append(y)
    return np.concatenate(sure), np.concatenate(right)


def fit(x, y, decay=1e-3):
    """Logistic regression: weights and bias."""
    x, y = torch.from_numpy(x), torch.from_numpy(y)
    w, b = torch.zeros(x.shape[1], requires_grad=True), torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([w, b], max_iter=200)

    def step():
        optimiser.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(x @ w + b, y) + decay * (w * w).sum()
        loss.backward()
        return loss

    optimiser.step(step)
    return w.detach(), b.detach()


def reliability(p, y):
    rows = []
    for low, high in ((.95, 1.01), (.9, .95), (.8, .9), (.7, .8), (.6, .7), (.4, .6), (0, .4)):
        held = (p >= low) & (p < high)
        rows.append(f"{low:.2f}: {int(held.sum())} statements, {100 * float(y[held].mean()) if held.any() else 0:.1f} % right")
    return "\n".join(rows)
