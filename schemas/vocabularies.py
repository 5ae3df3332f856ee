"""Closed lists: every value that a coded column may hold, each with its meaning.

A vocabulary maps value to meaning. Columns, checks, the data dictionary and the transforms read these
mappings; no other place spells the values out.
"""

from collections.abc import Mapping
from types import MappingProxyType

Vocabulary = Mapping[str, str]


def _vocabulary(**meanings: str) -> Vocabulary:
    return MappingProxyType(meanings)


ID_PREFIXES = _vocabulary(
    doc="a document: its origin and locator",
    quo="a quote: its document, normalised content and ordinal among equals",
    spk="a speaker: their normalised name, and where they are first named if others of that name come before",
    rej="a reject: its stage, reason, place and detail",
    clm="a claim: its document, normalised text and ordinal among equals",
    qty="a quantity: its document, normalised text and ordinal among equals",
    sto="a story: its first document",
    sta="a statement: its first quote",
    dis="a discrepancy: what it is about, its type, and what of it differs",
)

ZONE_KINDS = _vocabulary(
    headline="the title of the article, wherever the page prints it",
    dateline="the place, date or agency that opens a report",
    standfirst="the summary between headline and report",
    subhead="a heading inside the report",
    body="the report itself",
    boilerplate="what belongs to the page and not to the article: navigation, forms, disclaimers, footers",
)

MEDIA_TYPES = _vocabulary(
    **{
        "text/plain": "text as it is",
        "text/html": "a page on the web, from which the article is extracted",
    }
)

QUOTE_TYPES = _vocabulary(
    direct="the content stands in quotation marks as a whole, or nine in ten of its words do",
    mixed="part of the content stands in quotation marks",
    indirect="the content is reported in the outlet's words",
)

SPAN_ROLES = _vocabulary(
    content="what is attributed",
    cue="what introduces it",
    source="the mention of who is quoted",
)

CUE_CLASSES = _vocabulary(
    neutral="reports without colouring: said, according to",
    **{"assert": "claims with force: insisted, stressed"},
    deny="denies or rejects: denied, dismissed",
    accuse="blames: accused, criticised",
    demand="asks for action: urged, called on, ordered",
    warn="warns or threatens: warned, cautioned",
    admit="concedes: admitted, acknowledged",
    promise="commits to something: promised, vowed",
    question="asks: asked, wondered",
    think="reports an attitude, not speech: believes, hopes, fears",
    other="introduces content in a way that none of the others covers",
)

SPEAKER_KINDS = _vocabulary(
    person="a human being",
    organisation="a company, party, agency, alliance or other body",
    government="a state or its government, also by metonymy",
    group="people who are not named one by one",
    document="a text, a recording or figures that say something: 'the complaint', 'a poll', 'the memo'",
    unnamed="a source whom the text describes and does not name: 'a senior official', 'experts', 'critics'",
)

HOLDERS = _vocabulary(
    speaker="a source whom the document quotes",
    outlet="the document itself, in its own voice",
)

POLARITIES = _vocabulary(
    positive="the claim says that something is so",
    negative="the claim says that something is not so",
)

MODALITIES = _vocabulary(
    asserted="stated as fact",
    possible="stated as something that may be so, or that is said to be so",
    necessary="stated as something that must or should be so",
    promised="a commitment of its holder",
    demanded="something its holder asks others to do",
    asked="a question",
    conditional="stated to hold only if something else does",
    denied="reported as something its holder rejects",
)

TIMES = _vocabulary(
    past="over when the holder speaks",
    present="going on or general when the holder speaks",
    future="still to come when the holder speaks",
)

QUANTITY_KINDS = _vocabulary(
    count="a number of things",
    duration="a length of time or an age",
    date="a point or stretch of time: a year, month, day, weekday or season, absolute or relative",
    money="an amount of money",
    percentage="a share, as a percentage",
    ordinal="a place in an order",
    measure="a length, area, volume, weight, speed, temperature or energy",
)

COMPARATORS = _vocabulary(
    equal="exactly as stated",
    about="near the value: about, around, roughly, mid-",
    almost="near the value and below it: almost, nearly",
    more_than="above the value, or after it: more than, over, after",
    less_than="below the value, or before it: less than, under, before",
    at_least="the value or above, or since then: at least, no fewer than, since",
    at_most="the value or below, or until then: at most, up to, until",
)

TIME_UNITS = _vocabulary(
    second="a second",
    minute="a minute",
    hour="an hour",
    day="a day",
    week="a week",
    month="a month",
    quarter="three months of a year",
    season="spring, summer, autumn or winter",
    year="a year",
    decade="ten years",
    century="a hundred years",
)

MEASURE_UNITS = _vocabulary(
    metre="length",
    kilometre="length",
    centimetre="length",
    millimetre="length",
    mile="length",
    yard="length",
    foot="length",
    inch="length",
    hectare="area",
    acre="area",
    square_metre="area",
    square_kilometre="area",
    square_mile="area",
    square_foot="area",
    cubic_metre="volume",
    litre="volume",
    gallon="volume",
    barrel="volume",
    gram="weight",
    kilogram="weight",
    tonne="weight, metric",
    ton="weight, as the text says it",
    pound="weight",
    ounce="weight",
    kilometre_per_hour="speed",
    mile_per_hour="speed",
    degree="temperature, scale not stated",
    degree_celsius="temperature",
    degree_fahrenheit="temperature",
    watt="power",
    kilowatt="power",
    megawatt="power",
    gigawatt="power",
    kilowatt_hour="energy",
    megawatt_hour="energy",
    kiloton="yield of an explosion",
)

RENDERINGS = _vocabulary(
    verbatim="the same words in the same order",
    truncated="a part of the representative's words, in their order",
    merged="the representative's words, or nearly, together with more",
    translated="other words, and one of the two articles is in another language or a translation",
    reworded="other words",
)

COVERAGES = _vocabulary(
    direct="quoted in quotation marks as a whole",
    mixed="quoted, a part of it in quotation marks",
    indirect="attributed, in the outlet's words",
    unattributed="somebody's words by their quotation marks or first person, whose attribution was not found",
    own_voice="said in the outlet's own voice, without attribution",
    not_reported="not there: the document is about the same matter, and none of its sentences may tell it",
)

DISCREPANCY_TYPES = _vocabulary(
    numeric="a number, an amount, or a length of time, also since something last happened",
    date="a date, also one that is less exact",
    name="the spelling of a name",
    role="the office of a person, or how they are described beside their name",
    attribution="whom documents name for one statement, or for the same words",
    wording="the word chosen for the same thing",
    modality="how certain something is: whether it may, will, should or did happen, or is alleged",
    polarity="whether something is so",
    loaded_cue="the cue of one statement: 'said', 'claimed', 'admitted'",
    attribution_dropped="whether something is attributed, or said in the outlet's own voice",
    quotation_altered="words inside quotation marks that are not the same",
    quotation_cut="a quotation that breaks off before a condition, a doubt or a contrast",
)

VERDICTS = _vocabulary(
    conflict="at most one of the values can be right",
    compatible="the values can all be right",
    unclear="the texts do not show whether the values can all be right",
)

MENTION_FORMS = _vocabulary(
    name="a name, alone or with titles and offices",
    metonym="a state's name, capital, palace or people, for its government: 'Moscow', 'the Russian side'",
    title="an office without a name: 'the Secretary General'",
    epithet="any other description: 'the diplomat', 'the Norwegian', 'the alliance'",
    pronoun="he, she, it, they, I, we, you, who and their like",
    implied="no mention at all: the quote stands alone, and the span is the quote",
)

MENTION_METHODS = _vocabulary(
    name="the mention names its speaker",
    metonym="the reference table says which state or body the words stand for",
    apposition="the name stands beside it: 'the founder, Jack Herrick'",
    office="the text gives this office, nationality or presence to one person above all",
    body="the text has named the body that these words take up",
    group="the mention names a group by whose it is",
    described="the text describes its source and names nobody: an entity by that description",
    pronoun="learnt weights over the people named before",
    relative="the name stands just before 'who' or 'which'",
    enclosing="it stands inside the words of somebody who is quoted",
    collective="as 'enclosing' or 'turn', but for 'we', which may be more than the one who says it",
    turn="in a transcript or interview, it is this person's turn",
    continued="the quote goes on from the one beside it",
    unresolved="nothing in the text supports an answer",
)

STAGES = _vocabulary(
    ingest="reading and decoding raw files",
    documents="making documents and zones",
    analysis="analysing texts: sentences, base forms, parse, named entities",
    quotes="finding attributions",
    context="taking the text around each quotation",
    speakers="finding out who is behind each attribution",
    claims="finding claims",
    quantities="finding quantities",
    stories="grouping documents by the event that they report",
    statements="matching quotes that render one utterance",
    echoes="finding sentences in an outlet's own voice that say what another article attributes to a speaker",
    coverage="finding how each document of a story reports what several outlets report",
    discrepancies="finding where documents of one story differ",
    contract="holding finished rows against the contract of their table",
)

REJECT_REASONS = _vocabulary(
    empty="the file holds no text",
    binary="the file is not text",
    undecodable="no character encoding fits the bytes",
    too_long="the text is longer than the limit",
    too_costly="reading it would take longer than any article is worth",
    no_article="nothing in the file is an article: no text could be extracted, or all of it is boilerplate",
    access_wall="the page asks to log in, to subscribe or to prove that one is human, in place of an article",
    malformed="the file is not what its origin says it is, here: a broken line, a record that breaks off",
    not_retrieved="its address gave no page: refused, gone, too large, or not to be read by programs",
    superseded="a newer version of the same article stands later in the same file",
    duplicate="the same text was already read from the same origin",
    takedown="the document was taken down: it is left out of every release from then on",
    extraction_failed="this stage raised an error in this document",
    broken_rule="the row breaks a rule of its table",
    orphan="the row points to a row that was rejected",
)

TAKEDOWN_REASONS = _vocabulary(
    publisher="its publisher asked for it",
    person="a person whom it is about asked for it",
    court="a court or authority ordered it",
    retracted="its publisher took it back",
    licence="the terms on which it was kept no longer allow it",
    mistake="it should not have been taken in: no article, or not the one it was taken for",
)

ROW_CHANGES = _vocabulary(
    added="the row is new",
    removed="the row is gone",
    data_changed="the row is still there with another value; numbers that nearly agree count as equal",
)

SEVERITIES = _vocabulary(
    critical="a failure blocks the release",
    warning="a failure is published with the data",
)
