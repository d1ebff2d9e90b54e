"""Trains the reader of claims: does a sentence support a claim, contradict it, or neither?

Recognising textual entailment (Dagan et al., 2006) with a cross-encoder that begins as the judge. Claims come in sets on
one sentence, alike in wording and different in truth, so that the wording alone gives nothing away (Gardner et al.,
"Evaluating Models' Local Decision Boundaries via Contrast Sets", 2020).
"""

import argparse
import random

import numpy as np
import torch
import torch.nn.functional as F
from data import Lexical, Record
from network import Bert, fit, grouped, half, keep

SUPPORTS, CONTRADICTS, NEITHER = range(3)
LABELS = {"supported": SUPPORTS, "contradicted": CONTRADICTS, "neither": NEITHER}
# So many sentences at once, each with the claims on it.
BATCH = 9
# Of so many examples one is a claim with another sentence, and one has somebody else's name in place of the speaker's.
ELSEWHERE, MISASSIGNED = 5, 10


def listed(path, record):
    """Claims of `claims.tsv`, and the yes/no questions of `questions.tsv`, which has the kind before the speaker."""
    for line in open(path, encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        doc, speaker, verdict, spans, text = fields if len(fields) == 5 else (fields[0], *fields[2:])
        spans = [tuple(map(int, span.split("-"))) for span in spans.split(",") if span]
        gold = [number for start, end in spans for number in record.overlapping(doc, start, end)]
        if verdict in LABELS and gold:
            yield {"doc": doc, "text": text, "speaker": speaker, "label": LABELS[verdict], "gold": list(dict.fromkeys(gold))}


def written(path, record):
    """The yes/no questions of a `.jsonl` in the form of `../shared/qa`."""
    import json

    for line in open(path, encoding="utf-8"):
        one = json.loads(line)
        gold = [number for answer in one["answers"] for number in record.overlapping(answer["doc"], answer["start"], answer["end"])]
        if one.get("verdict") and gold:
            speaker, doc = one["speaker"] or "", one["answers"][0]["doc"]
            yield {"doc": doc, "text": one["question"], "speaker": speaker, "label": LABELS[one["verdict"]], "gold": gold}


def elsewhere(record, lexical, claims):
    """For each claim the sentences with the most of its words that are not said to settle it."""
    for claim in claims:
        scores, _, _ = lexical.scores(claim["text"])
        best = np.argsort(-scores)[:12]
        around = {near for gold in claim["gold"] for near in range(gold - 2, gold + 3)}
        claim["others"] = [int(n) for n in best if int(n) not in around and not record.is_copy(int(n), claim["gold"])][:6]


def misassigned(record, claim, dice):
    """The claim with the name of another speaker of the article; nothing where the speaker's name is not in it."""
    last = claim["speaker"].split()[-1] if claim["speaker"] else ""
    sentence = record.rows[claim["gold"][0]]
    known = (sentence["speaker"] or "").endswith(last) or last in sentence["sentence"]
    if claim["label"] != SUPPORTS or len(last) < 3 or last not in claim["text"] or not known:
        return None
    first = record.first[claim["doc"]]
    speakers = {row["speaker"] for row in record.rows[first : first + 200] if row["doc"] == claim["doc"] and row["speaker"]}
    others = [name for name in speakers if name.split()[-1] != last and name[0].isupper() and name not in claim["text"]]
    if not others:
        return None
    other = dice.choice(sorted(others))
    text = claim["text"].replace(claim["speaker"], other)
    return text.replace(last, other.split()[-1])


def example(record, claim, dice):
    """Claim and sentence as word pieces, and the label."""
    chance = dice.random()
    if claim["others"] and chance < 1 / ELSEWHERE:
        number, text, label = dice.choice(claim["others"]), claim["text"], NEITHER
    else:
        number, text, label = claim["gold"][0], claim["text"], claim["label"]
        if len(claim["gold"]) > 1 and dice.random() < 0.2:
            number = dice.choice(claim["gold"])
        other = misassigned(record, claim, dice) if chance > 1 - 1 / MISASSIGNED else None
        if other:
            text, label = other, CONTRADICTS
    return record.question(text), record.context(number), label


def scores(network, pairs):
    """Three logits a pair."""
    states, _ = network([claim + sentence for claim, sentence in pairs], [len(claim) for claim, _ in pairs])
    return network.classifier(states[:, 0].float())


def sets(claims):
    """The claims on one sentence, for each that has any."""
    found = {}
    for claim in claims:
        found.setdefault(claim["gold"][0], []).append(claim)
    return list(found.values())


def loss(record, network, chosen, dice):
    """Of each pair the label; and of claims on one sentence, which is the one that it supports."""
    examples = [(number, *example(record, claim, dice)) for number, claims in enumerate(chosen) for claim in claims]
    with half():
        made = grouped(lambda pairs: scores(network, pairs), [(one[1], one[2]) for one in examples], 12).float()
    labels = torch.tensor([one[3] for one in examples])
    total = F.cross_entropy(made, labels, label_smoothing=0.05)
    side = made[:, SUPPORTS] - made[:, CONTRADICTS]
    pairs = [(one, other) for one in range(len(examples)) for other in range(len(examples))
             if examples[one][0] == examples[other][0] and labels[one] == SUPPORTS and labels[other] == CONTRADICTS]
    if pairs:
        one, other = torch.tensor(pairs).T
        total = total + 0.5 * F.softplus(side[other] - side[one]).mean()
    return total


def evaluate(record, network, claims, name):
    """Prints how often the label is right on the sentence that settles the claim, and between yes and no alone."""
    network.eval()
    right, between = 0, 0
    with torch.no_grad(), half():
        for claim in claims:
            made = scores(network, [(record.question(claim["text"]), record.context(claim["gold"][0]))]).float()[0]
            right += int(made.argmax()) == claim["label"]
            between += int(made[:2].argmax()) == claim["label"]
    network.train()
    print(f"{name}: {right / len(claims):.3f} of three, {between / len(claims):.3f} of yes and no, {len(claims)} claims", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", help="what `onrecord attribute --format sentences` printed")
    parser.add_argument("pieces", help="wordpieces.txt")
    parser.add_argument("begin", help="checkpoint to begin from, .safetensors")
    parser.add_argument("out", help="checkpoint to write, .safetensors")
    parser.add_argument("--claims", nargs="+", required=True, help="claims.tsv, questions.tsv")
    parser.add_argument("--held-out", nargs="*", default=[], help="questions to print figures on, .jsonl")
    parser.add_argument("--places", help="checkpoint whose table of places is taken, for the program has one for all")
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=3)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    dice = random.Random(arguments.seed)
    record = Record(arguments.sentences, arguments.pieces)
    claims = [claim for path in arguments.claims for claim in listed(path, record)]
    elsewhere(record, Lexical(record), claims)
    held_out = {path: list(written(path, record)) for path in arguments.held_out}
    network = Bert(is_judge=True, classes=3).load(arguments.begin)
    if arguments.places:
        network.share_places(arguments.places)
    network.dropout = 0.1
    print(f"{len(claims)} claims", flush=True)

    def after(step, steps):
        if (step + 1) % max(1, steps // 6) == 0:
            for path, questions in held_out.items():
                evaluate(record, network, questions, path.rsplit("/", 1)[-1])
            keep(network, arguments.out)

    fit(network, sets(claims), lambda batch: loss(record, network, batch, dice), BATCH, arguments.epochs, arguments.rate, dice, after)
    keep(network, arguments.out)


if __name__ == "__main__":
    main()
