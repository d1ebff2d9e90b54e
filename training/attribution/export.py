"""Writes trained weights as the program reads them: tables in 8 bits with a factor for each row, lists in 32."""

import torch
from safetensors.torch import save_file

LISTS = ("none.weight", "score.weight")


def quantised(weights):
    """Rows of whole numbers from -127 to 127, and the factor of each row."""
    scale = weights.abs().amax(1).clamp(min=1e-8) / 127
    return torch.round(weights / scale.unsqueeze(1)).to(torch.int8), scale


def export(state, path):
    out = {}
    for name, weights in state.items():
        weights = weights.float()
        if name.endswith("bias_hh_l0"):
            continue
        if name.endswith("bias_ih_l0"):
            out[name.replace("bias_ih", "bias")] = weights + state[name.replace("bias_ih", "bias_hh")]
        elif weights.dim() == 1 or name.endswith(LISTS):
            out[name] = weights.flatten()
        else:
            out[name], out[name + ".scale"] = quantised(weights)
    save_file({name: weights.contiguous() for name, weights in out.items()}, path)


def rounded(state):
    """The weights as they will be after export, to measure what the rounding costs."""
    out = {}
    for name, weights in state.items():
        if weights.dim() == 1 or name.endswith(LISTS):
            out[name] = weights
        else:
            whole, scale = quantised(weights.float())
            out[name] = whole.float() * scale.unsqueeze(1)
    return out
