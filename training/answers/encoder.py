"""Tunes the encoder: a question and the sentence that answers it shall point the same way.

InfoNCE over the sentences of a batch (van den Oord et al., 2018), each question with its answer and two hard negatives
among what a search by words and the network itself, as it was at the start, finds (Karpukhin et al., "Dense Passage
Retrieval", 2020). A second run from where the first one ended meets harder ones (Xiong et al., "ANCE", 2021).
"""

import argparse
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from data import Lexical, Record, fused, listed
from network import Bert, embed, half, optimiser, warm
from safetensors.torch import save_file

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
        sentences = grouped(network, [record.in_context(number) for number in chosen])
    likeness = SHARPNESS * asked @ sentences.T
    for row, question in enumerate(batch):
        for column, number in enumerate(chosen):
            if column != 3 * row and number in question["gold"]:
                likeness[row, column] = -1e4
    return F.cross_entropy(likeness, 3 * torch.arange(len(batch)))


def grouped(network, texts, size=24):
    """Directions of texts, the long ones apart from the short ones: less is filled up."""
    order = sorted(range(len(texts)), key=lambda text: len(texts[text]))
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    directions = torch.cat([network.directions([texts[text] for text in group]) for group in groups])
    place = torch.empty(len(texts), dtype=torch.long)
    place[torch.tensor(order)] = torch.arange(len(texts))
    return directions[place]


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
    steps = int(arguments.epochs * len(questions) / BATCH)
    optimise = optimiser(network, arguments.rate)
    network.train()
    network.dropout = 0.05
    left, started, shown = [], time.time(), 0.0
    for step in range(steps):
        if len(left) < BATCH:
            left = dice.sample(questions, len(questions))
        batch, left = left[:BATCH], left[BATCH:]
        for group in optimise.param_groups:
            group["lr"] = warm(arguments.rate, step, steps)
        lost = loss(record, network, batch, dice)
        lost.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimise.step()
        optimise.zero_grad()
        shown = 0.95 * shown + 0.05 * lost.item() if step else lost.item()
        if step % 20 == 0:
            print(f"step {step} of {steps}, loss {shown:.3f}, {time.time() - started:.0f} s", flush=True)
    save_file({name: weights.contiguous() for name, weights in network.state_dict().items()}, arguments.out)
    # The judge learns from what the tuned encoder finds.
    np.save(arguments.directions, everything(record, network))


if __name__ == "__main__":
    main()
