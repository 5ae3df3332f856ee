"""Whom the subject of a claim means: the speaker that it names, or takes up as a pronoun."""

from __future__ import annotations

from typing import Final

import dataframely as dy
import polars as pl

from schemas.claims import Claims
from transforms.language import lexica
from transforms.rows import typed

LEAST: Final = 0.6
"""The least confidence of a mention that is taken over."""

_TITLE: Final = r"^(?:[\p{L}\d.-]+\s+)*$"
_RELATION: Final = rf"(?i)\b(?:{'|'.join(sorted(lexica.words('claims', 'relations')))})\b"
_APPOSITION: Final = r"^\s*[,(–—]"
_KEY: Final = "claim_id"


def with_subjects(claims: pl.DataFrame, mentions: pl.DataFrame) -> dy.DataFrame[Claims]:
    """The claims with the speaker of each subject: a mention that is its head, or the speaker of an "I".

    A mention heads a subject where it ends it, after nothing but a title ("the senator Mara Ilves"), or where
    it starts it before a comma or bracket.
    """
    known = mentions.filter(pl.col("confidence") >= LEAST).select(
        "document_id", found="speaker_id", starts="start", ends="end"
    )
    heads = pl.concat([_ending(claims, known), _starting(claims, known)]).unique(_KEY, keep="first")
    joined = claims.join(heads, on=_KEY, how="left", maintain_order="left")
    speaks = pl.col("subject").str.to_lowercase() == "i"
    subject = pl.when(speaks).then("speaker_id").otherwise("found").alias("subject_speaker_id")
    return typed(Claims, joined.with_columns(subject).drop("found"))


def _ending(claims: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Claim and speaker where the mention ends the subject, the longest first."""
    ending = claims.join(
        mentions, left_on=["document_id", "subject_end"], right_on=["document_id", "ends"]
    ).filter(pl.col("starts") >= pl.col("subject_start"))
    before = pl.col("subject").str.slice(0, pl.col("starts") - pl.col("subject_start"))
    titled = ending.filter(before.str.contains(_TITLE) & ~before.str.contains(_RELATION))
    return titled.sort(_KEY, "starts", maintain_order=True).select(_KEY, "found")


def _starting(claims: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Claim and speaker where the mention starts the subject and an apposition follows, the longest first."""
    starting = claims.join(
        mentions, left_on=["document_id", "subject_start"], right_on=["document_id", "starts"]
    ).filter(pl.col("ends") < pl.col("subject_end"))
    after = pl.col("subject").str.slice(pl.col("ends") - pl.col("subject_start"))
    told = starting.filter(after.str.contains(_APPOSITION))
    return told.sort([_KEY, "ends"], descending=[False, True], maintain_order=True).select(_KEY, "found")
