"""Writes the trained networks as the program reads them: encoder and judge in one file, and the reader of claims, which
has the tables of that file, in another; tables in 8 bits with a factor for each row,
lists in 32.

The networks come as PyTorch state dicts of Hugging Face's BERT, saved as safetensors; the judge has `classifier.weight`
and `classifier.bias` besides, a linear layer on the last state of the first token. Word and position embeddings must be
the same in both, since the file holds them once.
"""

import argparse

import numpy
from safetensors.numpy import load_file, save_file

SHARED = ("embeddings.word_embeddings.weight", "embeddings.position_embeddings.weight")
POSITIONS = 192


def read(path):
    """The state dict at `path` under the names of a bare BERT."""
    return {name.removeprefix("bert."): weights.astype(numpy.float32) for name, weights in load_file(path).items()}


def quantised(weights):
    """Rows of whole numbers from -127 to 127, and the factor of each row."""
    scale = numpy.maximum(numpy.abs(weights).max(1), 1e-8) / 127
    return numpy.round(weights / scale[:, None]).astype(numpy.int8), scale.astype(numpy.float32)


def put(out, name, weights):
    if weights.ndim == 1:
        out[name] = weights
    else:
        out[name], out[name + ".scale"] = quantised(weights)


def put_layers(out, state, prefix):
    for name, weights in state.items():
        if name.startswith("encoder.layer."):
            put(out, prefix + name.removeprefix("encoder"), weights)


def export(encoder, judge, path):
    out = {}
    for name in SHARED:
        if not numpy.array_equal(encoder[name], judge[name]):
            raise SystemExit(f"`{name}` differs between the networks: it must stay as it was in training")
    for name, weights in encoder.items():
        if name.startswith("embeddings.") and name != "embeddings.position_ids":
            put(out, name, weights[:POSITIONS] if "position_embeddings" in name else weights)
    for name, weights in judge.items():
        if name.startswith(("embeddings.LayerNorm", "embeddings.token_type")):
            put(out, "judge." + name, weights)
    put_layers(out, encoder, "encoder")
    put_layers(out, judge, "judge")
    out["judge.head.weight"] = judge["classifier.weight"].flatten()
    out["judge.head.bias"] = judge["classifier.bias"].flatten()
    save_file({name: numpy.ascontiguousarray(weights) for name, weights in out.items()}, path)


def export_claims(encoder, claims, path):
    out = {}
    for name in SHARED:
        if not numpy.array_equal(encoder[name], claims[name]):
            raise SystemExit(f"`{name}` differs between the networks: it must stay as it was in training")
    for name, weights in claims.items():
        if name.startswith(("embeddings.LayerNorm", "embeddings.token_type")):
            put(out, "claims." + name, weights)
    put_layers(out, claims, "claims")
    out["claims.head.weight"] = claims["classifier.weight"].flatten()
    out["claims.head.bias"] = claims["classifier.bias"].flatten()
    save_file({name: numpy.ascontiguousarray(weights) for name, weights in out.items()}, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", help="state dict of the encoder, .safetensors")
    parser.add_argument("other", help="state dict of the judge, or of the reader of claims, .safetensors")
    parser.add_argument("out", help="config/models/encoder.safetensors, or claims.safetensors")
    arguments = parser.parse_args()
    encoder, other = read(arguments.encoder), read(arguments.other)
    write = export if len(other["classifier.bias"].flatten()) == 1 else export_claims
    write(encoder, other, arguments.out)


if __name__ == "__main__":
    main()
