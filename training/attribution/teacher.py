"""The student's teacher: MiniLM, tuned for the same task on the same inputs. Too slow to ship; it knows more English."""

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn.functional import layer_norm, linear, scaled_dot_product_attention

from network import CLASS_WIDTHS, Tagger

WIDTH, HEADS, LAYERS = 384, 12, 6
CLS, SEP, LONGEST = 101, 102, 512


class Teacher(Tagger):
    """BERT's encoder (Devlin et al. 2019) under the tagger's own tags and links."""

    def __init__(self, path, class_sizes, dropout=0.1):
        import numpy as np
        super().__init__(np.zeros((1, 1), np.float32), class_sizes, WIDTH // 2, dropout=dropout)
        del self.first, self.second, self.pieces
        weights = {name.replace(".", "_"): w.float() for name, w in load_file(path).items() if "pooler" not in name and "position_ids" not in name}
        self.encoder = nn.ParameterDict(weights)
        self.told = nn.Linear(sum(CLASS_WIDTHS), WIDTH)
        nn.init.normal_(self.told.weight, std=0.02)

    def part(self, name, x, layer):
        return linear(x, self.encoder[f"encoder_layer_{layer}_{name}_weight"], self.encoder[f"encoder_layer_{layer}_{name}_bias"])

    def norm(self, name, x):
        return layer_norm(x, (WIDTH,), self.encoder[f"{name}_weight"], self.encoder[f"{name}_bias"], 1e-12)

    def states(self, pieces, counts, classes, lengths):
        tokens = torch.arange(pieces.shape[1]).unsqueeze(0) < lengths.unsqueeze(1)
        used = (torch.arange(pieces.shape[2]) < counts.unsqueeze(-1)) & tokens.unsqueeze(-1)
        sizes = used.sum((1, 2)).clamp(max=LONGEST - 2)
        longest = int(sizes.max()) + 2
        ids = torch.zeros(len(pieces), longest, dtype=torch.long)
        of_token = torch.zeros(len(pieces), longest, dtype=torch.long)
        first = torch.zeros(pieces.shape[:2], dtype=torch.long)
        ids[:, 0] = CLS
        for i, size in enumerate(sizes.tolist()):
            places, _ = used[i].nonzero(as_tuple=True)
            ids[i, 1 : size + 1] = pieces[i][used[i]][:size]
            of_token[i, 1 : size + 1] = places[:size]
            ids[i, size + 1] = SEP
            starts = torch.cumsum(used[i].sum(-1), 0) - used[i].sum(-1) + 1
            first[i] = starts.clamp(max=size)
        told = self.told(torch.cat([table(classes[..., i]) for i, table in enumerate(self.classes)], -1))
        inside = (torch.arange(longest) >= 1) & (torch.arange(longest) <= sizes.unsqueeze(1))
        told = told.gather(1, of_token.unsqueeze(-1).expand(-1, -1, WIDTH)) * inside.unsqueeze(-1)
        e = self.encoder
        x = e["embeddings_word_embeddings_weight"][ids] + e["embeddings_position_embeddings_weight"][:longest] + e["embeddings_token_type_embeddings_weight"][0]
        x = self.norm("embeddings_LayerNorm", x + told)
        mask = (torch.arange(longest) <= sizes.unsqueeze(1) + 1)[:, None, None, :]
        drop = lambda y: nn.functional.dropout(y, self.dropout, self.training)
        with torch.autocast("cpu", torch.bfloat16):
            x = drop(x)
            for layer in range(LAYERS):
                q, k, v = (self.part(f"attention_self_{n}", x, layer).unflatten(-1, (HEADS, -1)).transpose(1, 2) for n in ("query", "key", "value"))
                y = scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).flatten(-2)
                x = self.norm(f"encoder_layer_{layer}_attention_output_LayerNorm", x + drop(self.part("attention_output_dense", y, layer)))
                y = self.part("output_dense", nn.functional.gelu(self.part("intermediate_dense", x, layer)), layer)
                x = self.norm(f"encoder_layer_{layer}_output_LayerNorm", x + drop(y))
        x = x.float()
        return self.drop(x.gather(1, first.unsqueeze(-1).expand(-1, -1, WIDTH)))

    def groups(self, rate):
        """Parameters with their learning rates: the encoder's are tuned gently."""
        tuned = {id(p) for p in self.encoder.values()}
        return [
            {"params": list(self.encoder.values()), "lr": rate / 20},
            {"params": [p for p in self.parameters() if id(p) not in tuned], "lr": rate},
        ]
