"""Every danger sign and what its answers say, pinned. A change is a decision about safety: a clinician has to see it.

No lint can know that a sign ought to be an emergency, or which answer ought to be grave; these tables do.
"""

from __future__ import annotations

from typing import NamedTuple

from backcheck.knowledge.levels import URGENCY


class Sign(NamedTuple):
    """A row that is asked. The level of a tick alone is that of the gravest answer.

    `floors` has for each answer with a level the one that it must never be below. The `harmless` answers give none and
    raise no other sign, those of `raises_others` give none but raise other signs: each of them is a decision. `group`
    is the row of the short check-in that it belongs to, `word` what somebody who has it finds it by there. A retired
    row that keeps its answers has neither, but a `successor`: the row that asks for its sign now, or "none".
    """

    floors: dict[str, str]
    harmless: set[str]
    group: str = ""
    word: str = ""
    raises_others: set[str] = set()  # noqa: RUF012 - nobody changes it
    successor: str = ""

    @property
    def alone(self) -> str:
        """The level of a tick alone."""
        return max(self.floors.values(), key=lambda level: URGENCY[level], default="modifier")


LIVE: dict[str, dict[str, Sign]] = {
    "safety-body": {
        # Worst at once in chest, belly or high in the back, or ripping: also where it has eased or gone.
        "sudden": Sign(
            {"chest-belly": "emergency", "ripping-or-fixed": "emergency", "low-back-hardly": "clinician"},
            {"low-back-eases", "low-back-untried", "slow"},
            "ill",
            "sudden",
        ),
        "chest": Sign(
            {"inside": "emergency", "breathless": "emergency", "passed": "urgent"},
            {"puffed", "sore-muscle"},
            "sudden",
            "chest pain",
        ),
        "faint": Sign(
            {"passed-out": "emergency", "at-rest": "emergency", "passed-out-once": "clinician"},
            {"minutes", "seconds"},
            "sudden",
            "faint",
        ),
        "breath-in": Sign(
            {"both": "emergency", "stab": "urgent", "one-leg": "urgent", "sore-calf": "clinician"},
            {"same-size"},
            "sudden",
            "swollen leg",
        ),
        "belly-side": Sign(
            {"sudden-belly": "emergency", "beat-or-testicle": "emergency", "waves": "urgent", "steady": "clinician"},
            {"on-moving"},
            "belly",
            "belly",
        ),
        "hard-back": Sign(
            {"hard-or-numb": "emergency", "sickle": "emergency", "numb-or-swelling": "urgent", "swollen": "clinician"},
            {"gives"},
            "muscle",
            "hard",
        ),
        "pee-look": Sign(
            {"brown": "emergency", "brown-before": "urgent", "red-or-fever": "urgent", "burning": "clinician"},
            {"dark-yellow"},
            "muscle",
            "pee",
        ),
        "muscle-sore": Sign(
            {"cannot-use": "urgent", "third-day": "urgent", "weak": "clinician"}, {"early", "less"}, "muscle", "muscles"
        ),
    },
    "safety-nerves": {
        # New loss of feeling or control: emergency. Older and unchanged numbness or bowel loss: never less than today,
        # save what for over a year comes only with a seat and goes in minutes.
        "numb-saddle": Sign(
            {"numb": "emergency", "old": "urgent", "sitting": "urgent", "years": "clinician"},
            {"sore"},
            "numb",
            "between my legs",
        ),
        "bladder": Sign(
            {"start-or-feel": "emergency", "leak": "emergency", "months": "urgent", "since-birth": "clinician"},
            {"amount", "years"},
            "toilet",
            "pee",
        ),
        "bowel": Sign({"lost": "emergency", "slow-unsure": "emergency", "old": "urgent"}, {"slow"}, "toilet", "poo"),
        "sexual": Sign({"less": "emergency", "months": "urgent"}, {"as-before", "years"}, "toilet", "sex"),
        "sit-wipe": Sign(
            {"duller": "emergency", "old": "urgent", "odd": "urgent"}, {"hurts", "sore-spot"}, "numb", "sit or wipe"
        ),
        "both-legs": Sign(
            {"tingling": "emergency", "line": "emergency", "settling": "urgent", "on-load": "clinician"},
            {"asleep", "sore"},
            "legs",
            "hurts",
        ),
        "clumsy": Sign(
            {"trip": "emergency", "both-weak": "emergency", "one-foot": "urgent", "heavy": "clinician"},
            {"days"},
            "legs",
            "clumsy",
        ),
        "leg-weak": Sign({"growing": "emergency", "since": "urgent", "years": "clinician"}, {"works"}, "legs", "weak"),
    },
    "safety-pain": {
        "one-leg": Sign(
            {"other-leg": "emergency", "numb-patch": "clinician", "past-knee": "clinician"},
            {"thigh-only"},
            "legs",
            "tingles",
        ),
        "high": Sign(
            {"all-at-once": "emergency", "band": "urgent", "unmoved": "urgent"},
            {"low-only"},
            "ill",
            "high up",
            raises_others={"moves"},
        ),
        "night": Sign(
            {"no-position": "urgent", "wakes-week": "clinician", "months": "clinician"},
            {"eases"},
            "ill",
            "at night",
            raises_others={"wakes-days"},
        ),
        "growing": Sign({"daily": "clinician"}, {"sessions", "up-down"}, "ill", "growing"),
        "blow": Sign(
            {"crash-bad": "emergency", "crash-mild": "urgent", "knock": "urgent", "small-fall": "clinician"},
            {"rubbed"},
            "new",
            "fall",
        ),
        "ill": Sign(
            {"very-ill": "emergency", "hot": "urgent", "sweats": "urgent", "worn-out": "clinician"},
            {"cold"},
            "new",
            "fever",
        ),
        "skin-lump": Sign(
            {"groin": "emergency", "strip": "urgent", "back-lump": "urgent", "testicle": "clinician"},
            {"harmless"},
            "belly",
            "lump",
        ),
        "stiff": Sign(
            {"half-hour": "clinician", "wakes": "clinician", "signs": "clinician"},
            {"after-training", "short"},
            "ill",
            "at night",
        ),
    },
    "safety-you": {
        "cancer-ever": Sign({"active": "urgent", "past": "clinician"}, {"relative", "skin"}, "new", "illness"),
        "thin-bones": Sign(
            {"thin": "clinician", "steroids": "clinician"}, {"no-tablets", "one-course", "wonder"}, "new", "illness"
        ),
        "thinner": Sign({"bruises": "clinician"}, {"aspirin", "bumps"}, "new", "pills", raises_others={"takes"}),
        "infection": Sign(
            {"needle-now": "clinician", "needle": "clinician", "bad": "clinician"},
            {"small"},
            "new",
            "illness",
            raises_others={"healed"},
        ),
        "immune": Sign({}, {"doctor"}, "new", "illness", raises_others={"diabetes", "injects", "tb", "weak"}),
        "heart": Sign(
            {"aorta-own": "clinician", "aorta-family": "clinician", "heart": "clinician"},
            {"controlled", "wonder"},
            "new",
            "illness",
        ),
        "maybe-pregnant": Sign(
            {
                "bleeding": "emergency",
                "rhythm": "emergency",
                "after-birth": "urgent",
                "no-test": "urgent",
                "well": "clinician",
            },
            set(),
            "belly",
            "period",
        ),
        "energy": Sign(
            {"groin-hop": "urgent", "spot-hop": "clinician", "low-energy": "clinician", "recent": "clinician"},
            {"long-ago"},
            "new",
            "weight loss",
        ),
    },
}
"""The rows of the four lists that are asked, by list."""

OTHERS: dict[str, dict[str, str]] = {
    "safety-body": {
        "tearing": "emergency",
        "faint-chest": "emergency",
        "rock-hard": "emergency",
        "dark-urine": "emergency",
        "belly": "emergency",
        "kidney": "urgent",
        "fever": "urgent",
        "blister-rash": "urgent",
        "unsure": "emergency",
    },
    "safety-nerves": {
        "both-legs-tingle": "emergency",
        "legs-weaker": "emergency",
        "one-leg-weak": "urgent",
        "unsure": "emergency",
    },
    "safety-pain": {
        "both-legs-pain": "urgent",
        "leg-below-knee": "clinician",
        "leg-numb": "clinician",
        "trauma": "urgent",
        "constant": "urgent",
        "weight-loss": "urgent",
        "morning-stiff": "clinician",
        "spine-named": "modifier",
        "unsure": "clinician",
    },
    "safety-you": {
        "cancer": "clinician",
        "bones": "clinician",
        "periods": "clinician",
        "infection-risk": "modifier",
        "spine-procedure": "clinician",
        "blood-thinner": "modifier",
        "pregnant": "clinician",
        "heart-risk": "clinician",
        "unsure": "clinician",
    },
    "pain-changes": {"growing": "clinician"},
    "past": {
        "told-disc": "clinician",
        "told-narrow": "clinician",
        "told-pars": "clinician",
        "told-inflam": "clinician",
        "surgery": "clinician",
    },
    "test-ten-bends": {"spreads": "clinician"},
}
"""The levels of retired rows, of "not sure" to a list, and of the signs of other questions."""

HALVES: dict[str, dict[str, tuple[str, ...]]] = {
    "sudden": {"low-back-untried": ("sudden", "haven't tried")},
    "faint": {"minutes": ("faint", "sweaty")},
    "both-legs": {"line": ("past a knee", "less each day")},
    "high": {"all-at-once": ("all at once", "chest pain", "faintness")},
    "blow": {"knock": ("knock", "fall", "sore", "bruised", "grazed")},
    "ill": {"very-ill": ("confused", "fast", "blotchy", "awake"), "hot": ("fever", "shivers", "hot")},
    "stiff": {"signs": ("psoriasis", "eye", "gut", "buttock")},
    "thin-bones": {"thin": ("thin", "broke", "shorter")},
    "heart": {"aorta-own": ("aorta", "valve", "Marfan"), "heart": ("heart", "blood pressure", "blackouts")},
    "maybe-pregnant": {
        "bleeding": ("sharp", "bad", "one-sided", "doesn't let up", "bleeding", "fluid", "faint"),
        "rhythm": ("waves", "moves less", "headache", "sight"),
    },
}
"""Row -> answer -> the things that it names: whoever ticked it for one of them is not told that it was another."""
