"""The words by which English texts name people and bodies without their names; all in lower case.

These are words of the language, not facts about the world (those are in the reference table).
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MALE_TITLES: Final = _words(
    "mr mister sir lord king prince father monsieur señor signor herr baron duke pope"
)
FEMALE_TITLES: Final = _words("mrs ms miss madam lady queen princess sister madame señora frau dame baroness")
TITLES: Final = (
    MALE_TITLES
    | FEMALE_TITLES
    | _words(
        "dr prof rev fr hon sen sens rep reps gov gen col lt maj capt sgt cpl cmdr adm amb pres det "
        "supt st insp"
    )
)

MALE_NOUNS: Final = _words(
    "man boy father husband son brother uncle nephew grandfather spokesman businessman congressman "
    "chairman policeman actor councilman assemblyman salesman fisherman fireman cameraman king prince "
    "gentleman guy widower grandson statesman stepfather"
)
FEMALE_NOUNS: Final = _words(
    "woman girl mother wife daughter sister aunt niece grandmother spokeswoman businesswoman congresswoman "
    "chairwoman policewoman actress councilwoman assemblywoman saleswoman queen princess lady widow heroine "
    "granddaughter stepmother"
)

OFFICES: Final = _words(
    "president premier chancellor minister secretary ambassador envoy senator governor mayor chairman "
    "chairwoman chairperson chair chief director head leader commander commissioner spokesman spokeswoman "
    "spokesperson representative deputy lawmaker congressman congresswoman "
    "councilman councilwoman councillor "
    "councilor attorney prosecutor judge justice sheriff general colonel major captain lieutenant sergeant "
    "admiral marshal officer official delegate negotiator adviser advisor aide strategist pollster manager "
    "ceo cfo founder co-founder cofounder owner co-owner editor publisher reporter journalist correspondent "
    "columnist author writer professor lecturer researcher scientist analyst economist historian expert "
    "coach captain player striker goalkeeper lawyer counsel barrister solicitor doctor "
    "physician nurse surgeon "
    "teacher principal dean rector student activist campaigner organizer organiser candidate nominee "
    "incumbent challenger king queen prince princess pope bishop archbishop cardinal imam "
    "rabbi priest pastor "
    "reverend monk boss chief executive treasurer coordinator inspector detective superintendent constable "
    "consul diplomat politician engineer biologist mathematician philosopher physicist astronomer chemist "
    "geologist poet artist singer actor actress musician filmmaker producer designer architect inventor "
    "businessman businesswoman entrepreneur billionaire tycoon mogul banker investor broker trader farmer "
    "pilot driver astronaut sailor soldier veteran firefighter policeman policewoman police-officer "
    "laureate member fellow partner vice-president undersecretary under-secretary parliamentarian mp mep "
    "congressperson whip speaker moderator host anchor presenter broadcaster blogger victim survivor witness "
    "suspect defendant plaintiff hostage neurosurgeon magistrate ombudsman regulator auditor curator "
    "librarian conductor composer academic scholar trustee warden steward intern volunteer interviewee "
    "winner champion runner athlete swimmer cyclist boxer golfer referee manager father mother husband wife "
    "son daughter brother sister uncle aunt cousin friend colleague neighbour neighbor resident"
)
"""Heads of noun phrases that say what one person is or does."""

OFFICE_MODIFIERS: Final = _words(
    "prime deputy vice foreign defence defense interior finance justice health education home former acting "
    "interim senior chief executive general assistant associate under state press national security "
    "secretary-general permanent special first managing news political economic communications campaign "
    "policy party opposition majority minority house senate presidential vice-presidential republican "
    "democratic federal district county city police team co head research principal lead supreme high "
    "chief-of-staff emeritus adjunct visiting retired late lieutenant major brigadier rear wing affairs "
    "trade energy environment transport labour labor agriculture culture budget tax climate legal medical "
    "public relations information technology marketing sales operations financial board committee crown "
    "then ex attorney field regional local international human rights military intelligence air force army "
    "navy naval defence parliamentary state-secretary junior"
)
"""Words that stand between an affiliation and the head of an office."""

PERSON_NOUNS: Final = (
    MALE_NOUNS
    | FEMALE_NOUNS
    | _words(
        "person individual official figure politician diplomat statesman newcomer native "
        "citizen child teenager "
        "teen youth adult pensioner retiree employee worker source insider observer "
        "critic supporter opponent "
        "poster user commenter caller viewer reader voter speaker star celebrity hero icon veteran"
    )
)
"""Heads that can take up any one person, whatever their office."""

ORGANISATION_WORDS: Final = _words(
    "university college school institute institution academy council commission committee ministry "
    "department agency bureau office administration authority service services organization organisation "
    "association union federation foundation society trust league party parliament congress senate assembly "
    "court tribunal bank fund group company corporation corp inc ltd llc plc gmbh co club team church "
    "times post news herald tribune guardian telegraph journal gazette mail observer mirror review magazine "
    "press radio television tv network broadcasting media channel agency reuters army navy "
    "force forces police "
    "guard corps command hospital clinic center centre laboratory lab museum library conference board "
    "alliance coalition front movement brigade campaign caucus chamber cabinet consortium exchange airlines "
    "airways motors industries holdings partners associates technologies systems studios records "
    "entertainment games project initiative program programme network survey poll report study website blog "
    "brotherhood sisterhood embassy consulate mission delegation government treasury legislature district "
    "intelligence watch international forum lobby enterprise enterprises energy oil gas petroleum pharma "
    "weekly daily today chronicle examiner globe sun star standard independent economist"
)
"""A capitalised name that holds one of these is a body, not a person."""

GOVERNMENT_NOUNS: Final = _words(
    "government side administration leadership state authorities delegation regime presidency executive "
    "representation republic capital nation country kingdom"
)
"""After a state's name or adjective, these mean its government."""

ORGANISATION_NOUNS: Final = _words(
    "company firm agency ministry department organisation organization group party campaign committee "
    "council commission court church university college school institute network channel newspaper paper "
    "magazine journal website site team club bank fund union association federation foundation bureau office "
    "service watchdog charity alliance bloc block body league coalition movement administration government "
    "parliament congress senate house board broadcaster outlet publication station "
    "airline manufacturer maker "
    "regulator think-tank force army military police embassy panel corporation startup band studio label "
    "retailer chain brand developer publisher operator hospital museum society trust"
)
"""Heads by which a text takes up a body that it has named."""

WRITINGS: Final = _words(
    "statement letter tweet post email e-mail memo memorandum note website site blog announcement release "
    "communique communiqué report reports article editorial account paper lawsuit complaint filing tweets"
)
"""What bodies and people speak by: the letter of a ministry speaks for the ministry."""

SPOKESPEOPLE: Final = _words("spokesman spokeswoman spokesperson spokespeople spokesmen representative")

SUBJECT_PRONOUNS: Final = {"he": "male", "she": "female", "him": "male", "her": "female", "his": "male"} | {
    "hers": "female",
    "himself": "male",
    "herself": "female",
}
PLURAL_PRONOUNS: Final = _words("they them their theirs themselves")
NEUTER_PRONOUNS: Final = _words("it its itself")
FIRST_SINGULAR: Final = _words("i me my mine myself")
FIRST_PLURAL: Final = _words("we us our ours ourselves")
SECOND_PERSON: Final = _words("you your yours yourself")
RELATIVES: Final = _words("who whom whose which that")
PRONOUNS: Final = (
    frozenset(SUBJECT_PRONOUNS)
    | PLURAL_PRONOUNS
    | NEUTER_PRONOUNS
    | FIRST_SINGULAR
    | FIRST_PLURAL
    | SECOND_PERSON
    | RELATIVES
)

DEFINITE: Final = _words("the this that these those his her its their our my your said same")
INDEFINITE: Final = _words(
    "a an some one another any many several few most all both no every each two three four five six seven "
    "eight nine ten dozens hundreds thousands numerous various other others certain more"
)
PREPOSITIONS: Final = _words(
    "of for at in from on to by with about into over under against between among during after before near "
    "outside inside within without through across via behind as than"
)
PARTICLES: Final = _words(
    "de da di del della der den des do dos du van von la le el al bin ibn abu ter ten y"
)
HEAD_BREAKS: Final = PREPOSITIONS | _words("who whom whose which that when where and or but")

NO_NAMES: Final = _words(
    "the a an this that these those he she it they we you i me him her us them his its their our my your "
    "who whom whose which what when where why how if then than there here and or but nor so yet for of in "
    "on at by to from with without within into onto upon about after before since until while during "
    "although though because as however meanwhile moreover furthermore also even still just only both "
    "either neither not no yes all any some many most more few each every other another such same one "
    "two three four five six seven eight nine ten according speaking asked citing despite under over "
    "between among through across against along around behind beyond near off out up down again once "
    "twice is are was were be been being has have had do does did will would shall should may might must "
    "can could let now today yesterday tomorrow later earlier ago last next old "
    "recent recently former current monday tuesday wednesday thursday friday saturday sunday january "
    "february march april june july august september october november december photo image file "
    "read see watch share follow like subscribe comment comments related via said says say told added "
    "whether either therefore thus hence instead rather indeed perhaps maybe well oh okay ok thank thanks "
    "nevertheless nonetheless otherwise afterwards absolutely exactly finally recently previously currently "
    "additionally similarly interview interviews i'm i've i'd i'll we're we've we'll it's that's he's she's "
    "they're you're don't "
    "please sure very too yet ever never always often sometimes"
) - _words("will may march april june august")
"""Words that are no part of a name, however they are written."""
