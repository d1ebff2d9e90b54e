"""Rounds trained weights, fits how sure they are on the dev articles, and writes them as the program reads them."""

import argparse
import sys

import numpy as np
import torch

from calibrate import arrays, crossed, examples, fit, reliability
from data import read
from export import export, rounded
from network import Tagger


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("weights")
    ap.add_argument("out")
    ap.add_argument("--shared", required=True)
    ap.add_argument("--inputs", required=True)
    args = ap.parse_args()
    sys.path.insert(0, f"{args.shared}/tools")
    import score_attribution as scorer

    gold = f"{args.shared}/polnear/dev/attributions.jsonl"
    dev = read(f"{args.inputs}/dev.inputs", gold)
    state = torch.load(args.weights)
    hidden = state["first.onward.weight_hh_l0"].shape[1]
    model = Tagger(np.zeros(state["pieces.weight"].shape, np.float32), dev[0].class_sizes, hidden)
    model.load_state_dict(rounded(state))
    model.eval()
    golds, text = scorer.load(gold), f"{args.shared}/polnear/dev/text"
    by_article = [examples(model, article, scorer, golds[article.doc], text) for article in dev]
    print("how sure and how right in content and source, each article judged by a fit to the others:")
    print(reliability(*crossed(by_article)))
    weights, bias = fit(*arrays([one for article in by_article for one in article]))
    export(state, (weights, bias), args.out)


if __name__ == "__main__":
    main()
