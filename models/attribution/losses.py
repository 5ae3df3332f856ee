"""The joint loss of the tagger: people's labels, and teachers' probabilities where there are any."""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from models.attribution.batches import Batch
from models.attribution.data import IGNORED
from models.attribution.network import N_TAGS

ROLE_SCALE = 40  # pieces of a window that a cue usually says something about
TAUGHT = 0.5  # share of the loss on people's labels that is their teachers'


class Logits(NamedTuple):
    """What a model says of a batch: tags [n, WINDOW, 14] and roles [cues, WINDOW, 5], in float."""

    tags: Tensor
    roles: Tensor


def _cross(logits: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy of each piece; 0 where nothing is to be learnt."""
    return functional.cross_entropy(
        logits.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED, reduction="none"
    ).view(wanted.shape)


def _apart(logits: Tensor, taught: Tensor) -> Tensor:
    """Cross-entropy of each piece against a teacher's probabilities."""
    return -(taught * torch.log_softmax(logits, -1)).sum(-1)


def _mean(values: Tensor, wanted: Tensor) -> Tensor:
    return values.sum() / (wanted != IGNORED).sum().clamp(min=1)


def _blend(own: Tensor, taught: Tensor, certain: Tensor) -> Tensor:
    """People's labels and the teachers', where there are both; the teachers' alone elsewhere."""
    share = 1 - certain * (1 - TAUGHT)
    return (1 - share) * own + share * taught


def loss_of(said: Logits, batch: Batch, taught: Logits | None) -> Tensor:
    """The joint loss of both layers of tags and of what each cue sees; `taught` are probabilities."""
    flat, nested = said.tags[..., :N_TAGS], said.tags[..., N_TAGS:]
    tags, inner, roles = (
        _cross(flat, batch.tags),
        _cross(nested, batch.nested),
        _cross(said.roles, batch.roles),
    )
    if taught is not None:
        certain, real = batch.certain[:, None], (batch.ids != 0).float()
        tags = _blend(tags, _apart(flat, taught.tags[..., :N_TAGS]), certain) * real
        inner = _blend(inner, _apart(nested, taught.tags[..., N_TAGS:]), certain) * real
        known = (batch.roles != IGNORED).float()
        roles = _blend(roles, _apart(said.roles, taught.roles), certain[batch.rows]) * known
    per_cue = roles.sum() / (ROLE_SCALE * max(1, len(batch.rows)))
    return _mean(tags, batch.tags) + _mean(inner, batch.nested) + per_cue
