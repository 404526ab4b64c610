"""Colours and words that every form of a report shares."""

#: Colours of the frames, in their order; told apart by colour-blind readers too.
PALETTE = ("#a63d2f", "#96690a", "#2f64a8", "#737373", "#5b8c3a", "#7b4f9e", "#17807e", "#a3527a", "#54442b")

#: What is compared, one and many.
GROUPS = {
    "source": ("source", "sources"),
    "speaker": ("speaker", "speakers"),
    "kind": ("kind of speaker", "kinds of speaker"),
}

OWN = "own words"
#: How the voices of the prevalence table are called.
VOICES = {"all": "all sentences", "own": OWN, "others": "others’ speech"}
