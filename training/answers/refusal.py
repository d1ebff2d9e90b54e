"""The decision to refuse: the probability that a question has no answer, by logistic regression over what is known of
its best candidates and of the question itself. The names of the inputs are read by src/answer/refusal.rs, which does
the same."""

import numpy

BEST = 5  # how many of the first candidates "best" looks at
# Of the first candidate, and the most that one of the first five has.
OF_FIRST = ["bm25", "sentence", "window", "near", "content", "names", "names_around", "names_in_article", "numbers", "article", "headline", "alike", "pairs", "article_sum",
            "cosine", "cosine_below_best", "statement", "by_asked", "by_another", "asked_name", "asked_name_around", "asked_name_in_speaker", "speaker", "opposite",
            "number_given", "time_given", "name_given", "place_given"]
OF_BEST = ["bm25", "sentence", "window", "content", "names_around", "numbers", "cosine", "by_asked", "asked_name_around", "asked_name_in_speaker", "article", "number_given", "time_given",
           "name_given"]
L2 = 0.005
MOST_REFUSED = 0.09  # of the answerable ones
SHARE = 1 / 6  # of questions without an answer, for which the threshold is chosen
SMALL = 3.0  # what a question counts that was asked of a small record
REMOVED = 0.05  # what a question counts whose answers were taken away, beside one that people wrote to have none


def sign(name):
    """Which way a number may speak: evidence for an answer may only speak against refusing, however the questions of
    the training are made; what is known of the question itself, either way."""
    if name.startswith("question_") or name == "same_article":
        return 0
    return 1 if name in ("first_cosine_below_best", "first_by_another", "first_opposite") else -1


def toml_table(name, about, pairs):
    return "\n".join([f"# {line}" for line in about.splitlines()] + [f"[{name}]"] + [f"{key} = {value:.4f}" for key, value in pairs]) + "\n"


def inputs(head, question, order, scores, with_judge, with_vectors):
    """Pairs of name and number."""
    places = {name: place for place, name in enumerate(head["features"])}
    is_known = lambda name: with_vectors or "cosine" not in name
    row = [(f"question_{name}", value) for name, value in zip(head["question_features"], question.about)]
    first, best = (question.features[order[:1]], question.features[order[:BEST]])
    nothing = numpy.zeros((1, len(places)))
    first, best = (first if len(first) else nothing), (best if len(best) else nothing)
    row += [(f"first_{name}", first[0, places[name]]) for name in OF_FIRST if is_known(name)]
    row += [(f"best_{name}", best[:, places[name]].max()) for name in OF_BEST if is_known(name)]
    ahead = scores[order[0]] - scores[order[1:10]].mean() if len(order) > 1 else 0.0
    row += [("ahead_score", ahead), ("same_article", numpy.log1p(sum(len(order) > 0 and question.places[n][0] == question.places[order[0]][0] for n in order[:10])))]
    if with_judge:
        judged = question.judged[order[:BEST]]
        judged = judged[~numpy.isnan(judged)]
        first_judge = judged[0] if len(judged) else -10.0
        others = judged[1:].max() if len(judged) > 1 else -10.0
        row += [("first_judge", first_judge), ("best_judge", judged.max() if len(judged) else -10.0), ("ahead_judge", first_judge - others)]
    return row


def without_right(question, folds=None):
    """The question as if its answers were not on record: right candidates and those beside them are gone."""
    if not question.right.any():
        return None
    gone = question.right.copy()
    spans = [question.places[number] for number in numpy.flatnonzero(question.right)]
    for number, (doc, start, end) in enumerate(question.places):
        gone[number] |= any(doc == other and start <= last + 3 and end >= begin - 3 for other, begin, last in spans)
    return numpy.flatnonzero(~gone)


def logistic(X, y, weights, l2=L2):
    """Weights and bias of an L2-regularised logistic regression, by Newton's method."""
    X = numpy.column_stack([X, numpy.ones(len(X))])
    beta = numpy.zeros(X.shape[1])
    penalty = numpy.full(len(beta), l2 * weights.sum())
    penalty[-1] = 0
    for _ in range(30):
        p = 1 / (1 + numpy.exp(-(X @ beta)))
        slope = X.T @ (weights * (p - y)) + penalty * beta
        curve = (X * (weights * p * (1 - p))[:, None]).T @ X + numpy.diag(penalty + 1e-9)
        step = numpy.linalg.solve(curve, slope)
        beta = beta - step
        if numpy.abs(step).max() < 1e-7:
            break
    return beta


def f1(refused, unanswerable):
    hits = (refused & unanswerable).sum()
    precision, recall = hits / max(1, refused.sum()), hits / max(1, unanswerable.sum())
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def auroc(p, unanswerable):
    order = numpy.argsort(numpy.argsort(p))
    positive, negative = unanswerable.sum(), (~unanswerable).sum()
    return (order[unanswerable].sum() - positive * (positive - 1) / 2) / max(1, positive * negative)


def threshold(p, unanswerable):
    """The bound with the best F1 that refuses few enough of the answerable, were SHARE of the questions unanswerable."""
    best = (-1.0, 1.0)
    for bound in numpy.unique(numpy.round(p, 3)):
        refused = p >= bound
        if refused[~unanswerable].mean() <= MOST_REFUSED:
            hits = SHARE * refused[unanswerable].mean()
            best = max(best, (2 * hits / (hits + (1 - SHARE) * refused[~unanswerable].mean() + SHARE), bound))
    return best[1]


def rows_of(head, question, scores, weight, first, final, with_judge, with_vectors):
    order = final(question, scores, weight if with_judge else 0, first)
    return inputs(head, question, order, scores, with_judge, with_vectors)


def fit_refusal(name, head, questions, folds, scores, more, more_folds, more_scores, held_out, held_scores, weight, first, final):
    """Tables for ranker.toml: with the judge where it has read anything, and without. `more` are questions to learn
    from only, each with the fold that must not be judged by it, or -1."""
    with_vectors = name == "with_vectors"
    tables = []
    has_judge = any((~numpy.isnan(question.judged)).any() for question in questions)
    for with_judge in [True, False] if has_judge else [False]:
        describe = lambda question, score: rows_of(head, question, score, weight, first, final, with_judge, with_vectors)
        rows = [describe(question, score) for question, score in zip(questions, scores)]
        names = [key for key, _ in rows[0]]
        X = numpy.array([[value for _, value in row] for row in rows], dtype=float)
        y = numpy.array([question.type == "unanswerable" for question in questions])
        removed_X, removed_folds = [], []
        for question, score, fold in zip(questions, scores, folds):
            kept = without_right(question)
            if kept is None or len(kept) < 2:
                continue
            rest = subset(question, kept)
            removed_X.append([value for _, value in describe(rest, score[kept])])
            removed_folds.append(fold)
        removed_X, removed_folds = numpy.array(removed_X, dtype=float).reshape(-1, len(names)), numpy.array(removed_folds)
        more_X = numpy.array([[value for _, value in describe(one, score)] for one, score in zip(more, more_scores)], dtype=float).reshape(-1, len(names))
        more_y = numpy.array([one.type == "unanswerable" for one in more], dtype=bool)
        more_weights = numpy.where(more_y, ANSWERLESS, 1.0) * numpy.where(more_folds < 0, 1 / ANSWERLESS, SMALL)
        mean, scale = X.mean(0), X.std(0)
        scale[scale < 1e-6] = numpy.inf
        fitted = numpy.zeros(len(X))
        used = numpy.arange(len(names))
        fit = lambda own, removed, others: logistic(
            (numpy.concatenate([X[own], removed_X[removed], more_X[others]]) - mean)[:, used] / scale[used],
            numpy.concatenate([y[own], numpy.ones(removed.sum(), bool), more_y[others]]),
            numpy.concatenate([numpy.where(y[own], ANSWERLESS, 1.0), numpy.full(removed.sum(), REMOVED), more_weights[others]]),
        )
        chance = lambda beta, rows: 1 / (1 + numpy.exp(-(((rows - mean) / scale)[:, used] @ beta[:-1] + beta[-1])))
        everything = (numpy.ones(len(X), bool), numpy.ones(len(removed_X), bool), numpy.ones(len(more), bool))
        while True:
            beta = fit(*everything)
            wrong = [(abs(weight), place) for place, weight in zip(used, beta) if sign(names[place]) * weight < 0]
            if not wrong:
                break
            used = used[used != max(wrong)[1]]
        for fold in range(folds.max() + 1):
            fitted[folds == fold] = chance(fit(folds != fold, removed_folds != fold, more_folds != fold), X[folds == fold])
        bound = threshold(fitted, y)
        title = f"refusal, {name}{', judge' if with_judge else ''}"
        report(f"{title}, cross-validated", fitted, y, bound)
        if held_out:
            held = numpy.array([[value for _, value in describe(question, score)] for question, score in zip(held_out, held_scores)])
            report(f"{title}, held out", chance(beta, held), numpy.array([question.type == "unanswerable" for question in held_out]), bound)
        raw = beta[:-1] / scale[used]
        bias = beta[-1] - (raw * mean[used]).sum()
        pairs = [("bias", bias), ("threshold", bound)] + [(names[place], value) for place, value in zip(used, raw) if abs(value) >= 5e-5]
        tables.append(toml_table(f"refusal.{name}{'_and_judge' if with_judge else ''}", "The logarithm of the odds that there is no answer; from the threshold (a probability) on it is refused.", pairs))
    return tables


ANSWERLESS = 2.0  # what an unanswerable question counts beside an answerable one: there are few


def subset(question, kept):
    copy = object.__new__(type(question))
    copy.__dict__.update(question.__dict__)
    copy.places = [question.places[number] for number in kept]
    copy.features, copy.judged, copy.right = question.features[kept], question.judged[kept], question.right[kept]
    return copy


def report(title, p, unanswerable, bound):
    refused = p >= bound
    value, precision, recall = f1(refused, unanswerable)
    print(f"\n{title}: AUROC {auroc(p, unanswerable):.3f}, F1 {value:.3f} (P {precision:.3f}, R {recall:.3f}), answerable refused {refused[~unanswerable].mean():.3f}, threshold {bound:.3f}")
