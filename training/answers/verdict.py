"""Fits the weights of config/models/verdict.toml on yes/no questions that people wrote, and says how good they are.

    verdict.py DUMP QUESTIONS --held-out DUMP QUESTIONS --out verdict.toml

DUMP is what `onrecord answer --batch QUESTIONS --format judged` prints: for each question the inputs of the decision. A
logistic regression; the figures are cross-validated over articles.
"""

import argparse
import json

import numpy

from refusal import logistic

# What is told of the claim besides these is of no use: tried, the figure was the same or lower.
INPUTS = ["first_side", "weighted_side", "settled_side"]
FOLDS = 10
# To be called borne out, a claim needs better odds than to be called contradicted: what is wrongly confirmed does more harm.
SUPPORTED_FROM, CONTRADICTED_TO = 0.52, 0.50


def read(dump, questions):
    gold = {one["id"]: one for one in map(json.loads, open(questions, encoding="utf-8"))}
    rows = []
    for line in open(dump, encoding="utf-8"):
        told = json.loads(line)
        if told.get("verdict_inputs") and gold[told["id"]].get("verdict"):
            inputs = dict(told["verdict_inputs"])
            one = gold[told["id"]]
            rows.append(([inputs[name] for name in INPUTS], one["verdict"] == "supported", one["answers"][0]["doc"]))
    X, y, docs = zip(*rows)
    return numpy.array(X), numpy.array(y), docs


def fitted(X, y):
    mean, scale = X.mean(0), X.std(0) + 1e-9
    beta = logistic((X - mean) / scale, y.astype(float), numpy.ones(len(y)), 0.05)
    weights = beta[:-1] / scale
    return weights, beta[-1] - (weights * mean).sum()


def report(name, odds, y):
    share = 1 / (1 + numpy.exp(-odds))
    supported, contradicted = share > SUPPORTED_FROM, share < CONTRADICTED_TO
    right = (supported & y) | (contradicted & ~y)
    print(f"{name}: {right.mean():.3f} right of {len(y)}, {(supported & ~y).mean():.3f} wrongly supported")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dump")
    parser.add_argument("questions")
    parser.add_argument("--held-out", nargs=2, required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    X, y, docs = read(arguments.dump, arguments.questions)
    known = sorted(set(docs))
    fold = numpy.array([known.index(doc) % FOLDS for doc in docs])
    odds = numpy.zeros(len(y))
    for number in range(FOLDS):
        weights, bias = fitted(X[fold != number], y[fold != number])
        odds[fold == number] = X[fold == number] @ weights + bias
    report("cross-validated", odds, y)
    weights, bias = fitted(X, y)
    held_X, held_y, _ = read(*arguments.held_out)
    report("held out", held_X @ weights + bias, held_y)
    with open(arguments.out, "w", encoding="utf-8") as out:
        out.write("# What the record says to a claim that it has an answer for; made by training/answers/verdict.py, which says how\n")
        out.write("# good it is. An input's number times its weight, summed with the bias, is the logarithm of the odds that the\n")
        out.write("# claim is borne out. src/answer/verdict.rs says what each input is.\n")
        out.write(f"bias = {bias:.4f}\n")
        out.writelines(f"{name} = {weight:.4f}\n" for name, weight in zip(INPUTS, weights))
        out.write("\n# The probabilities above which a claim is borne out, and below which it is contradicted.\n")
        out.write(f"supported_from = {SUPPORTED_FROM:.4f}\ncontradicted_to = {CONTRADICTED_TO:.4f}\n")


if __name__ == "__main__":
    main()
