"""Makes tests/encoder/tiny.safetensors: a small random network in the program's format, with what PyTorch makes of some
tokens by the same weights. The test of `src/encoder/network.rs` holds the program to it.

    python training/answers/fixture.py tests/encoder/tiny.safetensors
"""

import sys

import numpy
import torch
from safetensors.numpy import load_file, save_file
from torch.nn import functional

from export import export

WIDTH, INNER, HEAD, WORDS, POSITIONS = 64, 40, 32, 40, 16
PIECES, SECOND = [1, 7, 30, 39, 2, 5, 5, 12, 2], 5


def random_state(layers, seed, shared=None):
    draw = numpy.random.default_rng(seed)

    def table(rows, columns, spread=0.15):
        return draw.normal(0, spread, (rows, columns)).astype(numpy.float32)

    def norm(name):
        return {
            f"{name}.weight": draw.normal(1, 0.1, WIDTH).astype(numpy.float32),
            f"{name}.bias": draw.normal(0, 0.1, WIDTH).astype(numpy.float32),
        }

    def linear(name, outputs, inputs):
        return {f"{name}.weight": table(outputs, inputs), f"{name}.bias": table(1, outputs)[0]}

    state = dict(shared or {})
    for name, rows in (("word", WORDS), ("position", POSITIONS), ("token_type", 2)):
        state.setdefault(f"embeddings.{name}_embeddings.weight", table(rows, WIDTH, 1.0))
    state |= norm("embeddings.LayerNorm")
    for layer in range(layers):
        of = f"encoder.layer.{layer}"
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            state |= linear(f"{of}.attention.{part}", WIDTH, WIDTH)
        state |= norm(f"{of}.attention.output.LayerNorm") | norm(f"{of}.output.LayerNorm")
        state |= linear(f"{of}.intermediate.dense", INNER, WIDTH) | linear(f"{of}.output.dense", WIDTH, INNER)
    return state | {"classifier.weight": table(1, WIDTH), "classifier.bias": table(1, 1)[0]}


def states(weights, network, pieces, second):
    """The last states by the weights of an exported file."""

    def tensor(name):
        values = torch.from_numpy(weights[name]).float()
        return values * torch.from_numpy(weights[name + ".scale"])[:, None] if values.dim() == 2 else values

    def own(name):
        return f"{network}.{name}" if f"{network}.{name}" in weights else name

    def linear(values, name):
        return functional.linear(values, tensor(f"{name}.weight"), tensor(f"{name}.bias"))

    def norm(values, name):
        return functional.layer_norm(values, (WIDTH,), tensor(f"{name}.weight"), tensor(f"{name}.bias"), 1e-12)

    types = [int(place >= second) for place in range(len(pieces))]
    values = tensor("embeddings.word_embeddings.weight")[pieces]
    values = values + tensor("embeddings.position_embeddings.weight")[: len(pieces)]
    values = values + tensor(own("embeddings.token_type_embeddings.weight"))[types]
    values = norm(values, own("embeddings.LayerNorm.weight").removesuffix(".weight"))
    layer = 0
    while f"{network}.layer.{layer}.output.dense.bias" in weights:
        of = f"{network}.layer.{layer}"
        query, key, value = (
            linear(values, f"{of}.attention.self.{part}").view(len(pieces), -1, HEAD).transpose(0, 1)
            for part in ("query", "key", "value")
        )
        attended = functional.scaled_dot_product_attention(query, key, value).transpose(0, 1).reshape(-1, WIDTH)
        values = norm(values + linear(attended, f"{of}.attention.output.dense"), f"{of}.attention.output.LayerNorm")
        inner = functional.gelu(linear(values, f"{of}.intermediate.dense"))
        values = norm(values + linear(inner, f"{of}.output.dense"), f"{of}.output.LayerNorm")
        layer += 1
    return values.numpy()


def main(path):
    encoder = random_state(2, 1)
    shared = {name: encoder[name] for name in encoder if "word_" in name or "position_" in name}
    export(encoder, random_state(1, 2, shared), path)
    weights = load_file(path)
    weights["expected.encoder"] = states(weights, "encoder", PIECES, len(PIECES)).flatten()
    weights["expected.judge"] = states(weights, "judge", PIECES, SECOND).flatten()
    save_file(weights, path)


if __name__ == "__main__":
    main(sys.argv[1])
