"""Fits the weights of config/models/ranker.toml on questions that people wrote, and says how good they are.

    rank.py DUMP… --questions FILE… --out ranker.toml

DUMP is what `onrecord answer --batch QUESTIONS --format features` prints. A candidate is right if it overlaps a gold
sentence by at least half of the shorter of the two. The ranker is linear: softmax over the candidates of a question,
all right ones together, with L2 on standardised features. Every figure is from cross-validation over articles: no
question is judged by weights that have seen a question on the same article.
"""

import argparse
import json
from pathlib import Path

import numpy

from refusal import fit_refusal, toml_table

FOLDS = 5
# What is known only where sentences have vectors.
OF_VECTORS = ("cosine",)
TYPES = ["who-said", "said-about", "verify", "fact", "role-or-pronoun"]


class Question:
    """A question with its candidates: features X, which are right, which the judge has read."""

    def __init__(self, gold, line):
        self.id, self.type = gold["id"], gold["type"]
        self.gold = gold["answers"]
        self.aim = line["aim"]
        self.about = numpy.array(line["question_features"], dtype=numpy.float64)
        self.has_vectors = line["has_vectors"]
        candidates = line["candidates"]
        self.places = [(one["doc"], one["start"], one["end"]) for one in candidates]
        width = len(candidates[0]["features"]) if candidates else 0
        self.features = numpy.array([one["features"] for one in candidates]).reshape(len(candidates), width)
        self.judged = numpy.array([numpy.nan if one.get("judged") is None else one["judged"] for one in candidates])
        self.right = numpy.array([any(overlap(place, one) for one in self.gold) for place in self.places], dtype=bool)
        self.docs = sorted({one["doc"] for one in self.gold})


def overlap(place, gold):
    doc, start, end = place
    common = min(end, gold["end"]) - max(start, gold["start"])
    return doc == gold["doc"] and common > 0 and 2 * common >= min(end - start, gold["end"] - gold["start"])


def read(dumps, golds):
    """The questions of all dumps, with the names of their features."""
    gold, names, questions = {}, None, []
    for path in golds:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            gold[one["id"]] = one
    for path in dumps:
        with open(path, encoding="utf-8") as lines:
            head = json.loads(next(lines))
            assert names in (None, head), "the dumps are of different programs"
            names = head
            questions += [Question(gold[line["id"]], line) for line in map(json.loads, lines)]
    return names, questions


def folds_of(questions):
    """Which fold each question is in: questions on one article are in one fold, and so are chains of articles that
    share a question. A question without an answer is in any."""
    parent = {}

    def root(doc):
        while parent.setdefault(doc, doc) != doc:
            doc = parent[doc]
        return doc

    for question in questions:
        for doc in question.docs[1:]:
            parent[root(doc)] = root(question.docs[0])
    roots = sorted({root(question.docs[0]) for question in questions if question.docs})
    random = numpy.random.default_rng(1)
    order = random.permutation(len(roots))
    fold = {doc: int(order[number]) % FOLDS for number, doc in enumerate(roots)}
    return numpy.array([fold[root(one.docs[0])] if one.docs else int(random.integers(FOLDS)) for one in questions])


class Ranker:
    """Linear weights over the features `used`."""

    def __init__(self, questions, used, l2):
        trained = [q for q in questions if q.right.any() and not q.right.all()]
        self.used = used
        X = numpy.concatenate([q.features[:, used] - q.features[:, used].mean(0) for q in trained])
        self.scale = X.std(0)
        self.scale[self.scale < 1e-6] = numpy.inf
        X = X / self.scale
        right = numpy.concatenate([q.right for q in trained])
        ends = numpy.cumsum([len(q.right) for q in trained])
        starts = numpy.concatenate([[0], ends[:-1]])
        sizes = ends - starts
        counts = len(trained)

        def loss(weights):
            scores = X @ weights
            scores = scores - numpy.repeat(numpy.maximum.reduceat(scores, starts), sizes)
            worth = numpy.exp(scores)
            all_worth, right_worth = numpy.add.reduceat(worth, starts), numpy.add.reduceat(worth * right, starts)
            right_worth = numpy.maximum(right_worth, 1e-30)
            value = (numpy.log(all_worth) - numpy.log(right_worth)).mean() + l2 / 2 * weights @ weights
            pull = worth / numpy.repeat(all_worth, sizes) - worth * right / numpy.repeat(right_worth, sizes)
            return value, X.T @ pull / counts + l2 * weights

        self.weights = minimum(loss, numpy.zeros(X.shape[1])) / self.scale

    def scores(self, question):
        return question.features[:, self.used] @ self.weights


def minimum(loss, start, steps=300, memory=10):
    """The minimum of a convex function by L-BFGS (Nocedal 1980, Updating Quasi-Newton Matrices with Limited Storage)."""
    x, (value, slope) = start, loss(start)
    pairs = []
    for _ in range(steps):
        direction, kept = slope.copy(), []
        for moved, turned in reversed(pairs):
            share = (moved @ direction) / (moved @ turned)
            kept.append(share)
            direction -= share * turned
        if pairs:
            moved, turned = pairs[-1]
            direction *= (moved @ turned) / (turned @ turned)
        for (moved, turned), share in zip(pairs, reversed(kept)):
            direction += moved * (share - (turned @ direction) / (moved @ turned))
        step = 1.0 if pairs else 1 / max(1.0, numpy.abs(slope).sum())
        while True:
            new = x - step * direction
            new_value, new_slope = loss(new)
            if new_value <= value - 1e-4 * step * (slope @ direction) or step < 1e-10:
                break
            step /= 2
        moved, turned = new - x, new_slope - slope
        if moved @ turned > 1e-12:
            pairs = (pairs + [(moved, turned)])[-memory:]
        is_done = abs(value - new_value) < 1e-9
        x, value, slope = new, new_value, new_slope
        if is_done:
            break
    return x


def standardised(values):
    return (values - values.mean()) / (values.std() + 1e-6)


def final(question, scores, weight, first):
    """The order of the candidates: by the ranker, and among its first ones by ranker and judge together."""
    order = numpy.argsort(-scores, kind="stable")
    read = [number for number in order[:first] if not numpy.isnan(question.judged[number])]
    if weight and len(read) > 1:
        read = numpy.array(read)
        together = standardised(scores[read]) + weight * standardised(question.judged[read])
        rest = [number for number in order if number not in set(read)]
        order = numpy.concatenate([read[numpy.argsort(-together, kind="stable")], rest]).astype(int)
    return order


def figures(questions, orders):
    """hit@1, 3, 10, right article in the first three, recall of the pool."""
    rows = []
    for question, order in zip(questions, orders):
        if question.type == "unanswerable":
            continue
        right = question.right[order] if len(order) else numpy.zeros(0, bool)
        docs = list(dict.fromkeys(question.places[number][0] for number in order[:10]))[:3]
        rows.append([right[:1].any(), right[:3].any(), right[:10].any(), any(doc in question.docs for doc in docs), right.any()])
    return numpy.array(rows, dtype=float)


def table(title, questions, orders):
    print(f"\n{title:24}      n  hit@1  hit@3 hit@10  art@3 recall")
    for type_ in ["all", *TYPES]:
        chosen = [number for number, one in enumerate(questions) if type_ in ("all", one.type) and one.type != "unanswerable"]
        if chosen:
            rows = figures([questions[n] for n in chosen], [orders[n] for n in chosen])
            print(f"{type_:24} {len(rows):6d}  " + "  ".join(f"{value:.3f}" for value in rows.mean(0)))


def cross_validated(questions, folds, used, l2):
    """Scores of every question by weights that have not seen its articles."""
    scores = [None] * len(questions)
    for fold in range(FOLDS):
        ranker = Ranker([q for q, f in zip(questions, folds) if f != fold], used, l2)
        for number in numpy.flatnonzero(folds == fold):
            scores[number] = ranker.scores(questions[number])
    return scores


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", nargs="+")
    parser.add_argument("--questions", nargs="+", required=True)
    parser.add_argument("--small", help="dump of the same questions from records of a few articles, for when to refuse")
    parser.add_argument("--unanswerable", nargs=2, metavar=("DUMP", "QUESTIONS"), help="more to learn from when to refuse")
    parser.add_argument("--held-out", nargs=2, metavar=("DUMP", "QUESTIONS"), help="only to be shown beside: never trained on")
    parser.add_argument("--l2", type=float, default=0.003)
    parser.add_argument("--first", type=int, default=30, help="how many the judge reads")
    parser.add_argument("--out")
    arguments = parser.parse_args()

    head, questions = read(arguments.dumps, arguments.questions)
    names = head["features"]
    folds = folds_of(questions)
    is_of_vectors = numpy.array([any(part in name for part in OF_VECTORS) for name in names])
    held_out = read([arguments.held_out[0]], [arguments.held_out[1]])[1] if arguments.held_out else []
    more = read([arguments.unanswerable[0]], [arguments.unanswerable[1]])[1] if arguments.unanswerable else []
    more_folds = [-1] * len(more)
    if arguments.small:
        # The same questions, asked of records of a few articles: how much stands beside depends on how much there is.
        fold_of = {question.id: fold for question, fold in zip(questions, folds)}
        more += read([arguments.small], arguments.questions)[1]
        more_folds += [fold_of[question.id] for question in more[len(more_folds) :]]
    parts = []
    sets = [("words_alone", numpy.flatnonzero(~is_of_vectors), "Where sentences have no vectors.")]
    if any(question.has_vectors for question in questions):
        sets.insert(0, ("with_vectors", numpy.arange(len(names)), "Where every sentence has a vector."))
    judge_weight = 1.0
    for name, used, about in sets:
        scores = cross_validated(questions, folds, used, arguments.l2)
        ranker = Ranker(questions, used, arguments.l2)
        table(f"{name}, cross-validated", questions, [numpy.argsort(-score, kind="stable") for score in scores])
        held_scores = [ranker.scores(question) for question in held_out]
        if held_out:
            table(f"{name}, held out", held_out, [numpy.argsort(-score, kind="stable") for score in held_scores])
        parts.append(toml_table(name, about, [(names[place], weight) for place, weight in zip(used, ranker.weights) if abs(weight) >= 5e-5]))
        if any((~numpy.isnan(question.judged)).any() for question in questions):
            weights = [0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0]
            hits = [figures(questions, [final(q, s, weight, arguments.first) for q, s in zip(questions, scores)])[:, :2].mean() for weight in weights]
            judge_weight = weights[int(numpy.argmax(hits))]
            table(f"{name}, judge × {judge_weight}", questions, [final(q, s, judge_weight, arguments.first) for q, s in zip(questions, scores)])
            if held_out:
                table("the same, held out", held_out, [final(q, s, judge_weight, arguments.first) for q, s in zip(held_out, held_scores)])
            parts.append(toml_table(f"judge.{name}", "What the judge's score weighs beside the ranker's, both standardised over those it reads.", [("weight", judge_weight)]))
        parts += fit_refusal(name, head, questions, folds, scores, more, numpy.array(more_folds), [ranker.scores(one) for one in more], held_out, held_scores, judge_weight, arguments.first, final)
    if arguments.out:
        if len(sets) == 1:
            # Without vectors in the record there is nothing to fit the other model on: it is the same.
            parts = [part.replace("words_alone", "with_vectors") for part in parts] + parts
        Path(arguments.out).write_text(HEADER + "\n" + "\n".join(parts), encoding="utf-8")


HEADER = """\
# How candidates are ordered and when an answer is refused; made by training/answers/fit, which says how good it is.
# A feature's number times its weight, summed, is the score. src/answer/features.rs says what each feature is.
"""

if __name__ == "__main__":
    main()
