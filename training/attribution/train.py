"""Trains the tagger: Adam with a falling rate, dropout, and an average of the weights along the way."""

import argparse
import random
import sys
import time

import numpy as np
import torch
from torch import nn

from data import read
from decode import prediction
from network import Tagger, flat_states

DEV = "polnear/dev"
SHOWN = ("attr_50", "attr_50:direct", "attr_50:mixed", "attr_50:indirect", "token_attr", "token_attr:direct")


def table(path, width):
    """The word embeddings of MiniLM, reduced to their first principal components."""
    from safetensors.torch import load_file
    weights = load_file(path)["embeddings.word_embeddings.weight"].float()
    weights = weights - weights.mean(0)
    _, _, v = torch.svd_lowrank(weights, q=width, niter=6)
    reduced = weights @ v
    return (reduced / reduced.std() * 0.35).numpy()


def loss(model, articles, link_weight):
    """The loss over a batch, and that of the tags and the links alone."""
    flat = flat_states(model, articles)
    tags = torch.from_numpy(np.concatenate([a.tags for a in articles]))
    mask = torch.from_numpy(np.concatenate([a.mask for a in articles]))
    tag = (nn.functional.cross_entropy(model.tags(flat), tags, reduction="none") * mask).sum() / mask.sum()
    links = torch.zeros(())
    for sort in ("cue", "source"):
        heads, tails, which_head, which_tail, features, right, groups = [], [], [], [], [], [], []
        base = 0
        for a in articles:
            places = {}
            for head, near, fs, place in a.pairs[sort]:
                for tail, f in zip(near, fs):
                    if tail not in places:
                        places[tail] = len(tails)
                        tails.append((tail[0] + base, tail[1] + base))
                    which_head.append(len(heads))
                    which_tail.append(places[tail])
                    features.append(f)
                heads.append((head[0] + base, head[1] + base))
                right.append(place)
                groups.append(len(near))
            base += len(a.tokens)
        if not heads:
            continue
        features = torch.as_tensor(features, dtype=torch.long).reshape(-1, 3)
        scores, none = model.scores(sort, flat, heads, tails or [(0, 1)], which_head, which_tail, features)
        most = max(groups) + 1
        padded = torch.full((len(heads), most), -1e4)
        column = torch.as_tensor([i for g in groups for i in range(g)], dtype=torch.long)
        if len(column):
            padded = padded.index_put((torch.as_tensor(which_head), column), scores)
        padded = padded.index_put((torch.arange(len(heads)), torch.as_tensor(groups)), none)
        links = links + nn.functional.cross_entropy(padded, torch.as_tensor(right))
    return tag + link_weight * links, tag.item(), links.item()


def evaluate(model, articles, shared):
    """What the scorer says of the model on the dev articles."""
    sys.path.insert(0, f"{shared}/tools")
    import score_attribution as scorer
    model.eval()
    found = {a.doc: prediction(model, a) for a in articles}
    totals = scorer.total(scorer.run(scorer.load(f"{shared}/{DEV}/attributions.jsonl"), found, f"{shared}/{DEV}/text"))
    return {key: round(100 * scorer.prf(totals[key])[2], 1) for key in SHOWN}


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--shared", required=True, help="the folder that holds polnear/ and tools/")
    ap.add_argument("--inputs", required=True, help="the folder of train.inputs and dev.inputs")
    ap.add_argument("--model", required=True, help="MiniLM's model.safetensors")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--epochs", type=int, default=12)
    ap.add_argument("--hidden", type=int, default=160)
    ap.add_argument("--width", type=int, default=100)
    ap.add_argument("--dropout", type=float, default=0.4)
    ap.add_argument("--rate", type=float, default=2e-3)
    ap.add_argument("--batch", type=int, default=6, help="articles")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    train = read(f"{args.inputs}/train.inputs", f"{args.shared}/polnear/train/attributions.jsonl")
    dev = read(f"{args.inputs}/dev.inputs", f"{args.shared}/{DEV}/attributions.jsonl")
    model = Tagger(table(args.model, args.width), train[0].class_sizes, args.hidden, dropout=args.dropout)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    optimiser = torch.optim.Adam(model.parameters(), lr=args.rate)
    size, steps, started = args.batch, 0, time.process_time()
    total = args.epochs * (len(train) // size + 1)
    for epoch in range(args.epochs):
        model.train()
        random.shuffle(train)
        sums = np.zeros(3)
        for i in range(0, len(train), size):
            for group in optimiser.param_groups:
                group["lr"] = args.rate * min(1, (steps + 1) / 100) * max(0.02, 1 - steps / total)
            optimiser.zero_grad()
            whole, tag, links = loss(model, train[i : i + size], 0.15)
            whole.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            steps += 1
            decay = min(0.995, steps / (steps + 10))
            with torch.no_grad():
                for k, v in model.state_dict().items():
                    average[k].mul_(decay).add_(v, alpha=1 - decay)
            sums += (whole.item(), tag, links)
        print(epoch, "loss", (sums / (len(train) / size)).round(4), "cpu s", round(time.process_time() - started), flush=True)
        if epoch % 4 == 3 or epoch == args.epochs - 1:
            kept = {k: v.clone() for k, v in model.state_dict().items()}
            model.load_state_dict(average)
            print("   ", evaluate(model, dev, args.shared), flush=True)
            torch.save(model.state_dict(), args.out)
            model.load_state_dict(kept)


if __name__ == "__main__":
    main()
