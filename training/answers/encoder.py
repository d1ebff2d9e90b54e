"""Tunes the encoder: a question and the sentence that answers it shall point the same way.

InfoNCE over the sentences of a batch (van den Oord et al., 2018), each question with its answer and two hard negatives
among what a search by words and the network itself, as it was at the start, finds (Karpukhin et al., "Dense Passage
Retrieval", 2020). A second run from where the first one ended meets harder ones (Xiong et al., "ANCE", 2021).
"""

import argparse
import random

import numpy as np
import torch
import torch.nn.functional as F
from data import Lexical, Record, fused, listed
from network import Bert, embed, fit, grouped, half, keep

BATCH = 32
SHARPNESS = 20.0


def everything(record, network):
    return embed(network, [record.in_context(number) for number in range(len(record.rows))])


def hard_negatives(record, lexical, network, sentences, questions):
    asked = embed(network, [record.question(question["text"]) for question in questions])
    for question, direction in zip(questions, asked):
        cosines = sentences @ direction
        both, words = fused(lexical, question["text"], cosines)
        found = dict.fromkeys([*np.argsort(-both)[:25], *np.argsort(-cosines)[:12], *np.argsort(-words)[:8]])
        gold = question["gold"]
        question["negatives"] = [int(n) for n in found if n not in gold and not record.is_copy(n, gold)]


def loss(record, network, batch, dice):
    chosen = []
    for question in batch:
        answer = question["gold"][0] if dice.random() < 0.7 else dice.choice(question["gold"])
        chosen += [answer, dice.choice(question["negatives"][:12]), dice.choice(question["negatives"][6:])]
    with half():
        asked = network.directions([record.question(question["text"]) for question in batch])
        sentences = grouped(network.directions, [record.in_context(number) for number in chosen], 24)
    likeness = SHARPNESS * asked @ sentences.T
    for row, question in enumerate(batch):
        for column, number in enumerate(chosen):
            if column != 3 * row and number in question["gold"]:
                likeness[row, column] = -1e4
    return F.cross_entropy(likeness, 3 * torch.arange(len(batch)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", help="what `onrecord attribute --format sentences` printed")
    parser.add_argument("questions", help="questions.tsv")
    parser.add_argument("pieces", help="wordpieces.txt")
    parser.add_argument("model", help="checkpoint of MiniLM to start from, .safetensors")
    parser.add_argument("out", help="checkpoint to write, .safetensors")
    parser.add_argument("directions", help="where to write the directions of all sentences, .npy")
    parser.add_argument("--begin", help="directions that an earlier run wrote with the checkpoint, .npy")
    parser.add_argument("--epochs", type=float, default=2)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    dice = random.Random(arguments.seed)
    record = Record(arguments.sentences, arguments.pieces)
    questions = [question for question in listed(arguments.questions, record) if question["gold"]]
    network = Bert().load(arguments.model)
    sentences = np.load(arguments.begin).astype(np.float32) if arguments.begin else everything(record, network)
    hard_negatives(record, Lexical(record), network, sentences, questions)
    network.dropout = 0.05
    fit(network, questions, lambda batch: loss(record, network, batch, dice), BATCH, arguments.epochs, arguments.rate, dice)
    keep(network, arguments.out)
    # The judge learns from what the tuned encoder finds.
    np.save(arguments.directions, everything(record, network))


if __name__ == "__main__":
    main()
