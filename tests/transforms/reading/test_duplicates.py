"""Copies of a text point to one original."""

from transforms.reading.duplicates import duplicates


def test_copies_point_to_the_smallest_id_in_any_order() -> None:
    texts = [
        ("doc_c", "“No end”  in sight"),
        ("doc_a", '"no end" in sight\n'),
        ("doc_b", "No end"),
        ("doc_d", ""),
    ]
    assert duplicates(texts) == {"doc_c": "doc_a"}
    assert duplicates(reversed(texts)) == {"doc_c": "doc_a"}
    assert duplicates([("doc_d", ""), ("doc_e", " ")]) == {}
