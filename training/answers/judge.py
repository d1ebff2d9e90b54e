"""Trains the judge: of the sentences that are found for a question, which answers it?

A cross-encoder (Nogueira and Cho, "Passage Re-ranking with BERT", 2019) with a softmax over one answer and seven others
that words and meaning together find for the question: a list-wise loss (Cao et al., 2007).
"""

import argparse
import random

import numpy as np
import torch
import torch.nn.functional as F
from data import Lexical, Record, fused, listed, written
from network import Bert, embed, fit, grouped, half, keep

BATCH = 8
OTHERS = 7
POOL = 40


def candidates(record, lexical, encoder, sentences, questions):
    asked = embed(encoder, [record.question(question["text"]) for question in questions])
    for question, direction in zip(questions, asked):
        both, _ = fused(lexical, question["text"], sentences @ direction)
        question["found"] = [int(number) for number in np.argsort(-both)[:POOL]]
        question["worth"] = both[question["found"]]
        gold = question["gold"]
        question["negatives"] = [n for n in question["found"] if n not in gold and not record.is_copy(n, gold)]


def others(record, question, answer, dice):
    """Seven sentences that do not answer: near the top, further down, sometimes the one beside the answer."""
    top, rest = question["negatives"][:10], question["negatives"][10:]
    chosen = dice.sample(top, min(3, len(top))) + dice.sample(rest, min(OTHERS - 3, len(rest)))
    beside = [n for n in (answer - 1, answer + 1) if record.is_beside(answer, n) and n not in question["gold"]]
    if beside and dice.random() < 0.4:
        chosen[-1] = dice.choice(beside)
    while len(chosen) < OTHERS:
        chosen.append(dice.randrange(len(record.rows)))
    return chosen


def loss(record, network, batch, dice):
    pairs = []
    for question in batch:
        answer = question["gold"][0] if dice.random() < 0.7 else dice.choice(question["gold"])
        text = record.question(question["text"])
        pairs += [(text, record.context(number)) for number in [answer, *others(record, question, answer, dice)]]
    with half():
        scores = grouped(network.scores, pairs, 16).float()
    return F.cross_entropy(scores.view(len(batch), OTHERS + 1), torch.zeros(len(batch), dtype=torch.long))


def evaluate(record, network, questions, first=20):
    """Prints how often an answer is first, and among three: as found, as judged, and both in equal parts."""
    network.eval()
    right = {"found": 0, "judged": 0, "judged 3": 0, "both": 0, "both 3": 0}
    for question in questions:
        text = record.question(question["text"])
        found = question["found"][:first]
        with torch.no_grad(), half():
            judged = grouped(network.scores, [(text, record.context(number)) for number in found], 16).float().numpy()
        gold = np.array([number in question["gold"] for number in found])
        worth = question["worth"][:first]
        both = (judged - judged.mean()) / judged.std() + (worth - worth.mean()) / worth.std()
        right["found"] += gold[0]
        for name, scores in (("judged", judged), ("both", both)):
            order = np.argsort(-scores)
            right[name] += gold[order[0]]
            right[name + " 3"] += gold[order[:3]].any()
    network.train()
    print({name: round(float(count) / len(questions), 3) for name, count in right.items()}, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", help="what `onrecord attribute --format sentences` printed")
    parser.add_argument("pieces", help="wordpieces.txt")
    parser.add_argument("encoder", help="checkpoint of the tuned encoder, .safetensors")
    parser.add_argument("directions", help="what the encoder's training wrote, .npy")
    parser.add_argument("out", help="checkpoint to write, .safetensors")
    parser.add_argument("--questions", nargs="+", required=True, help="questions.tsv, or questions with answers as .jsonl")
    parser.add_argument("--begin", help="checkpoint of a judge to go on from; else the encoder's")
    parser.add_argument("--held-out", help="questions to print figures on, .jsonl")
    parser.add_argument("--epochs", type=float, default=1)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    dice = random.Random(arguments.seed)
    record = Record(arguments.sentences, arguments.pieces)
    lexical, encoder = Lexical(record), Bert().load(arguments.encoder)
    sentences = np.load(arguments.directions).astype(np.float32)
    read = lambda path: [one for one in (listed if path.endswith(".tsv") else written)(path, record) if one["gold"]]
    questions = [question for path in arguments.questions for question in read(path)]
    candidates(record, lexical, encoder, sentences, questions)
    held_out = read(arguments.held_out) if arguments.held_out else []
    if held_out:
        candidates(record, lexical, encoder, sentences, held_out)
    network = Bert(is_judge=True).load(arguments.begin or arguments.encoder)
    network.dropout = 0.1

    def after(step, steps):
        if held_out and (step + 1) % max(1, steps // 4) == 0:
            evaluate(record, network, held_out)

    fit(network, questions, lambda batch: loss(record, network, batch, dice), BATCH, arguments.epochs, arguments.rate, dice, after)
    keep(network, arguments.out)


if __name__ == "__main__":
    main()
