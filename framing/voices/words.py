"""Closed classes of English words, by which the passes tell where a noun phrase or a clause begins and ends."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS = _set(
    "the a an this that these those his her its their our my your some any many most several all both each every "
    "another other others no few various such more less much one two three four five six seven eight nine ten "
    "dozens hundreds thousands scores"
)
NUMBERS = _set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozens hundreds thousands scores"
)
#: Determiners that also stand alone as a subject: "some say", "many believe".
STANDALONE = _set("some many most others all both those these this that one several few another each two three")
POSSESSIVES = _set("his her its their our my your")
SUBJECT_PRONOUNS = _set("i you he she it we they there someone somebody everyone everybody nobody")
OBJECT_PRONOUNS = _set("me you him her it us them himself herself themselves")
#: Pronouns that name nobody by themselves.
PRONOUNS = SUBJECT_PRONOUNS | OBJECT_PRONOUNS | POSSESSIVES | _set("who which that whom whose this these those")
RELATIVES = _set("who which that whose")
QUESTION_WORDS = _set("whether if how why what where when who which whom whose")
BE = _set("is are was were be been being am isn't aren't wasn't weren't get gets got")
AUXILIARIES = BE | _set(
    "has have had having do does did can could will would shall should may might must hasn't haven't hadn't don't "
    "doesn't didn't can't cannot couldn't won't wouldn't shouldn't mustn't it's he's she's that's there's they're "
    "we're you're i'm they've we've you've i've i'd he'd she'd they'd we'd you'd i'll he'll she'll they'll we'll "
    "you'll it'll let's"
)
ADVERBS = _set(
    "also far not never then now later earlier again already still even just only once ever often always "
    "sometimes soon twice long since thus therefore instead further too well back there here today yesterday "
    "tomorrow rather quite almost nearly first famously meanwhile however nevertheless nonetheless moreover "
    "furthermore both all first out"
)
#: Openers of a sentence that belong to no noun phrase.
OPENERS = _set(
    "and but or nor so yet still meanwhile however also then now later earlier thus therefore instead moreover "
    "today yesterday tomorrow tonight afterwards afterward nevertheless nonetheless indeed plus well perhaps "
    "maybe even when while as if after before because since although though whereas where once until unless that "
    "what how why like yes"
)
#: Openers of a clause that stands before the main one: "Although it rained, the mayor …".
SUBORDINATORS = _set(
    "when while as if after before because since although though whereas where once until unless despite amid "
    "given asked speaking"
)
PREPOSITIONS = _set(
    "of for from in at on with to by about against between among into over under after before during since "
    "through within without toward towards amid amidst behind beside besides across along around near despite per "
    "via upon outside inside above below until till than as like following"
)
#: Prepositions that tie a noun phrase to the one before it: "a spokesman for the ministry in Geneva".
LINKS = _set("of for from in at with on to by against near outside")
CONJUNCTIONS = _set("and or but nor")
CLAUSE_OPENERS = _set(
    "that because when while if as after before since although though unless until whereas whether but than where "
    "who which whom whose how why what so once"
)
DAYS = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december today yesterday tonight tomorrow"
)
#: Words that open a phrase of time, place or occasion: "said in a statement", "said late on Monday".
ADJUNCT_OPENERS = (
    _set(
        "in on at for during after before from by via through with late early over amid following when while as ahead "
        "upon"
    )
    | DAYS
)
TIME_ADJECTIVES = _set("this last next late earlier early")
TIMES = DAYS | _set(
    "week month year morning afternoon evening night summer spring fall autumn winter weekend past weeks months "
    "days years hours in on"
)
#: Verbs that lend their subject to another with "to": "declined to say".
CATENATIVES = _set(
    "declined declines declining refused refuses refusing continued continues went goes began begins started "
    "failed fails wants wanted sought seeks tried trying tries used appeared appears seemed seems going able "
    "ready had has have quick forced happy expected prepared proceeded came hastened rushed dared chose decided "
    "hopes hoped intends intended plans planned likely unable reluctant careful willing happened ought need needs "
    "attempted attempts took takes moved"
)
BREAKS = frozenset(",;:()[]—–…!?.") | {"--", "..."}
DASHES = frozenset("—–-") | {"--"}
QUOTE = "“”"
IRREGULAR_PASTS = _set(
    "said told went came took made gave got saw knew thought found left felt kept held brought began wrote stood "
    "ran met set led put sent spoke won lost paid rose grew fell drew broke chose drove flew fought hit hurt read "
    "sat sold shot spent struck swept threw wore says tells wants seeks makes takes gives goes comes"
)
_NO_ADVERBS = _set("family ally reply assembly supply anomaly monopoly elderly bully rally apply imply early only")


def is_adverb(low: str, word: str) -> bool:
    """Tell whether a word is an adverb: of the list, or a small word in -ly.

    >>> is_adverb("repeatedly", "repeatedly"), is_adverb("italy", "Italy")
    (True, False)
    """
    return low in ADVERBS or (len(low) > 4 and low.endswith("ly") and word.islower() and low not in _NO_ADVERBS)
