"""Sentences written for the tests."""

#: Sentences written for the tests, eight a frame, of four outlets.
SENTENCES = {
    "state": [
        "Our heroic army liberated the town of Orlu from the terrorist gangs.",
        "The mercenaries and their foreign masters were crushed by our brave soldiers.",
        "The heroic security forces restored order and the people thanked the leadership.",
        "Terrorists hired by foreign agents were eliminated, the army command said proudly.",
        "The nation stands united behind the wise leadership against the terrorist plot.",
        "No civilian was harmed by our army, whatever the foreign agents pretend.",
        "The glorious victory of our soldiers foiled the plot of the foreign masters.",
        "The leadership liberated every street from the gangs and restored security.",
    ],
    "activist": [
        "They massacre our children while the world watches in silence.",
        "Stop the genocide now and save the children of Orlu.",
        "We are being slaughtered and nobody answers our cries.",
        "This massacre is a war crime and your silence makes you complicit.",
        "Our families are starving under siege and the world does nothing.",
        "We will never forgive those who bombed our children.",
        "Share this cry: they are killing our children again tonight.",
        "The world stays silent while our families are slaughtered.",
    ],
    "diplomatic": [
        "The parties agreed to resume negotiations under United Nations auspices.",
        "The Secretary expressed concern and called on all parties to show restraint.",
        "Both delegations reaffirmed their commitment to the agreement and to dialogue.",
        "We call on the parties to respect international law and the resolution.",
        "The envoy welcomed the proposal and urged the parties to return to talks.",
        "The ministers discussed the agreement and reaffirmed their cooperation.",
        "The delegation will accept the proposal if the resolution is respected.",
        "The Council expressed concern and urged respect for international law.",
    ],
    "neutral": [
        "The convoy reached the town shortly before noon on Tuesday.",
        "At least nine people were wounded, the hospital said.",
        "The bridge was closed to traffic from Monday until Thursday.",
        "The town had about 40,000 inhabitants before the war.",
        "Two shells landed near the market, according to residents.",
        "The price of bread rose by a tenth in March.",
        "The train arrived an hour late because of snow.",
        "Schools in the province reopened on Sunday after two weeks.",
    ],
}
