"""Libraries imported without what of them is not needed: together a fifth of the start of a run.

Many import whatever else is installed that they could work with. While one of them is imported, a module can
be hidden from it, as if it were not installed, or put off until somebody uses it.
"""

import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from functools import partial
from types import ModuleType
from typing import Any, Final

OF_CONTRACTS: Final = ("sqlalchemy",)
"""What dataframely imports to tell databases of columns."""

OF_SPACY: Final = ("spacy.cli.info",)
"""spaCy's own command line."""


def import_contracts() -> None:
    """Import dataframely, on which every table rests; called before anything else that does."""
    with hidden(OF_CONTRACTS):
        import dataframely  # noqa: F401, PLC0415 (takes long with all that it finds)


def import_spacy() -> None:
    """Import spaCy; called before anything else that does."""
    with put_off(OF_SPACY):
        import spacy  # noqa: F401, PLC0415 (takes seconds)


@contextmanager
def hidden(names: Sequence[str]) -> Iterator[None]:
    """Who imports one of these modules meanwhile is told that there is none; one that was imported stays."""
    new = [name for name in names if name not in sys.modules]
    # Python takes None here for a module that is not there, and raises the ImportError that libraries expect.
    sys.modules.update(dict.fromkeys(new))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in new:
            del sys.modules[name]


@contextmanager
def put_off(names: Sequence[str]) -> Iterator[None]:
    """Who imports one of these modules meanwhile gets a stand-in for it; everyone else later, the module."""
    stand_ins = {name: _Later(name) for name in names if name not in sys.modules}
    sys.modules |= stand_ins
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]


@contextmanager
def fields_copied_once() -> Iterator[None]:
    """Classes of pydantic's first edition that are made meanwhile copy their parents' fields, one by one.

    Else everything that hangs on a field is copied with it, validators and all: half of the time that many
    classes take. What a class changes in a field is in its copy.
    """
    main: Any = importlib.import_module("pydantic.v1.main")
    before, main.smart_deepcopy = main.smart_deepcopy, _fields_copied
    try:
        yield
    finally:
        main.smart_deepcopy = before


def _fields_copied(fields: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: copy(field) for name, field in fields.items()}
    for field in found.values():
        field.class_validators = dict(field.class_validators)
        field.field_info = copy(field.field_info)
    return found


class _Later(ModuleType):
    """Stands for a module until something of it is used, which then imports it.

    What is only taken from it while it is put off is a function that does so when it is called.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            return partial(self._call, name)
        return getattr(importlib.import_module(self.__name__), name)

    def _call(self, name: str, *given: Any, **named: Any) -> Any:
        return getattr(importlib.import_module(self.__name__), name)(*given, **named)
