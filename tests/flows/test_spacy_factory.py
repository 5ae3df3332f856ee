"""A spaCy user adds the component by name; the installed package brings factory and model."""

import subprocess
import sys

PROGRAM = """
import spacy
nlp = spacy.blank("en")
nlp.add_pipe("attribution")
doc = nlp('"The harbour will be rebuilt," said mayor Anna Lind on Tuesday.')
print([span.text for span in doc.spans["sources"]], [span.label_ for span in doc.spans["contents"]])
"""


def test_the_component_is_found_by_name_without_importing_parallax() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['mayor Anna Lind'] ['direct']"
