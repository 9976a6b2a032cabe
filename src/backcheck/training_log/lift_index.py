"""Names of exercises as apps and people write them, and the lift that each one names: exactly, or none.

A near name is never taken for a lift here; near names are for a person to choose from. Besides the names of the
knowledge base there are those in German, French, Spanish and Portuguese, as apps on such phones and gyms there write
them: a base, such as "Sentadilla", and perhaps the gear in brackets. Only what names one lift alone is among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from backcheck.knowledge.lifts import Activity
from backcheck.knowledge.names import Named
from backcheck.knowledge.near import MOST, NearNames, plain
from backcheck.knowledge.training import WarmUp
from backcheck.training_log.cells import bare_letters

_GEAR = {
    "smith": "smith; smith machine; smith maschine; maquina smith; multipresse",
    "trap": "trap bar; trapbar; barra trap; barre trap; barra hexagonal; barre hexagonale",
    "body": "korpergewicht; poids corps; peso corporal; peso corpo; bodyweight",
    "bar": "langhantel; barre; barra; barbell",
    "dumbbell": "kurzhantel; kurzhanteln; haltere; halter; mancuerna; dumbbell",
    "kettlebell": "kettlebell",
    "machine": "maschine; machine; maquina",
}
"""What stands beside a base; the longer words of one kind before a shorter one of another."""

ONLY = "only"
"""After the gear of a row: the name is this lift only with such gear."""

_LITTLE = " a al am an au avec com con de del der des do du el em en la le les mit na no un une "
"""Words that people put in or leave out."""

LIFTS: tuple[tuple[str, str, str], ...] = (
    ("squat", "bar dumbbell body machine",
     "kniebeuge; kniebeugen; squat; sentadilla; sentadilla trasera; agachamento; agachamento livre"),
    ("smith-squat", "smith only", "kniebeuge; kniebeugen; squat; sentadilla; agachamento"),
    ("front-squat", "bar",
     "frontkniebeuge; frontkniebeugen; front squat; squat avant; sentadilla delantera; sentadilla frontal; "
     "agachamento frontal"),
    ("goblet-squat", "dumbbell kettlebell",
     "goblet squat; goblet kniebeuge; squat gobelet; sentadilla goblet; agachamento goblet"),
    ("box-squat", "bar", "box squat; box kniebeuge; sentadilla al cajon"),
    ("hack-squat", "machine", "hack squat; hack kniebeuge; sentadilla hack; agachamento hack"),
    ("deadlift", "bar dumbbell smith", "kreuzheben; souleve de terre; peso muerto; levantamento terra"),
    ("sumo-deadlift", "bar dumbbell",
     "sumo kreuzheben; souleve de terre sumo; peso muerto sumo; levantamento terra sumo"),
    ("trap-bar-deadlift", "trap only", "kreuzheben; souleve de terre; peso muerto; levantamento terra"),
    ("romanian-deadlift", "bar dumbbell",
     "rumanisches kreuzheben; souleve de terre roumain; peso muerto rumano; levantamento terra romeno; terra romeno"),
    ("stiff-leg-deadlift", "bar dumbbell",
     "kreuzheben mit gestreckten beinen; gestrecktes kreuzheben; souleve de terre jambes tendues; "
     "peso muerto piernas rigidas; peso muerto piernas estiradas; stiff"),
    ("good-morning", "bar", "good morning; buenos dias; buen dia; bom dia"),
    ("bulgarian-split-squat", "bar dumbbell body smith",
     "bulgarian split squat; bulgarische kniebeuge; bulgarische kniebeugen; squat bulgare; split squat bulgare; "
     "fente bulgare; sentadilla bulgara; agachamento bulgaro"),
    ("lunge", "bar dumbbell body",
     "lunge; ausfallschritt; ausfallschritte; fente; fente avant; zancada; estocada; afundo; avanco"),
    ("walking-lunge", "bar dumbbell body",
     "walking lunge; gehende ausfallschritte; ausfallschritte gehend; fente marchee; zancada caminando; passada"),
    ("reverse-lunge", "bar dumbbell body",
     "reverse lunge; ausfallschritt ruckwarts; ausfallschritte ruckwarts; fente arriere; zancada inversa; "
     "zancada hacia atras; zancada atras"),
    ("step-up", "bar dumbbell body", "step up"),
    ("hip-thrust", "bar dumbbell machine smith body", "hip thrust; empuje de cadera; elevacao pelvica"),
    ("glute-bridge", "bar dumbbell body",
     "glute bridge; beckenheben; pont fessier; puente de gluteo; ponte de gluteo"),
    ("leg-press", "machine",
     "leg press; beinpresse; presse a cuisse; prensa de pierna; press de pierna"),
    ("45-degree-leg-press", "machine", "leg press 45; leg press 45\u00ba"),
    ("seated-leg-press", "machine",
     "beinpresse sitzend; sitzende beinpresse; horizontale beinpresse; presse a cuisse horizontale; "
     "prensa de pierna horizontal; leg press horizontal"),
    ("leg-extension", "machine",
     "leg extension; beinstrecker; beinstrecken; extension jambe; extension de pierna; extension de cuadriceps; "
     "cadeira extensora"),
    ("leg-curl", "machine",
     "leg curl; beinbeuger; beinbeugen; beinbeuger liegend; beinbeuger sitzend; liegendes beinbeugen; "
     "sitzendes beinbeugen; beinbeugen liegend; beinbeugen sitzend; leg curl allonge; leg curl assis; "
     "curl de pierna; curl de pierna acostado; curl de pierna sentado; curl femoral; curl femoral acostado; "
     "curl femoral tumbado; curl femoral sentado; mesa flexora; cadeira flexora"),
    ("calf-raise", "bar dumbbell machine body smith",
     "wadenheben; wadenheben stehend; wadenheben sitzend; stehendes wadenheben; sitzendes wadenheben; "
     "extension mollet; extension mollet debout; extension mollet assis; mollet debout; mollet assis; "
     "elevacion de gemelo; elevacion de gemelo de pie; elevacion de gemelo sentado; elevacion de talon; "
     "elevacion de talon de pie; elevacion de pantorrilla; elevacao de panturrilha; elevacao de panturrilha em pe; "
     "elevacao de panturrilha sentado; panturrilha em pe; panturrilha sentado; panturrilha no leg press; "
     "extensao de panturrilha"),
    ("back-extension", "machine body",
     "back extension; ruckenstrecker; ruckenstrecken; extension lombaire; extension de espalda; hiperextension; "
     "hiperextensiones; extensao lombar; hiperextensao"),
)  # fmt: skip
"""Lift, gear that it may have (`ONLY`: must have), and names without accents. A plural s may follow any word."""

OTHERS = (
    "bankdrucken; schragbankdrucken; schulterdrucken; brustpresse; latziehen; latzug; klimmzug; klimmzuge; rudern; "
    "langhantelrudern; seitheben; bizepscurl; trizepsdrucken; liegestutz; liegestutze; "
    "developpe couche; developpe incline; developpe militaire; tirage vertical; tirage poitrine; traction; rowing; "
    "elevation laterale; curl biceps; extension triceps; pompe; dip; gainage; planche; "
    "press de banca; press banca; press de banca inclinado; press militar; press de hombros; jalon al pecho; dominada; "
    "remo; remo sentado; elevacion lateral; curl de biceps; extension de triceps; flexion; plancha; "
    "supino; supino reto; supino inclinado; desenvolvimento; puxada alta; barra fixa; remada; remada curvada; "
    "elevacao lateral; rosca direta; rosca martelo; triceps na polia; crucifixo; flexao; prancha; "
    "huftadduktion; huftabduktion; adduction hanche; abduction hanche; aduccion de cadera; abduccion de cadera; "
    "cadeira adutora; cadeira abdutora"
)
"""The commonest exercises that are no leg lift, so that a log of such a phone does not list them as not known."""


def find_translated(name: str) -> str | None:
    """The id of the lift that has this name in one of these languages, with its gear or without; None for none."""
    names, gears, _ = _tables()
    words = _bare(name)
    if found := names.get((words, "")):
        return found
    own = words.split()
    for gear, spellings in gears:
        for one in spellings:
            if one <= set(own) and (found := names.get((" ".join(w for w in own if w not in one), gear))):
                return found
    return None


def is_translated_other(name: str) -> bool:
    """Whether the name, without what is in brackets, is an exercise that is no leg lift."""
    return _bare(name.partition("(")[0]) in _tables()[2]


def _bare(name: str) -> str:
    """The words in a fixed order, without accents, brackets, plural and little words."""
    return " ".join(sorted(word for word in plain(bare_letters(name)).split() if f" {word} " not in _LITTLE))


@cache
def _tables() -> tuple[dict[tuple[str, str], str], list[tuple[str, list[frozenset[str]]]], frozenset[str]]:
    """The lift of a base and a kind of gear (empty for none), the words of each kind, longest first, and `OTHERS`."""
    names: dict[tuple[str, str], str] = {}
    for lift, kinds, bases in LIFTS:
        with_kinds = kinds.split() if kinds.endswith(ONLY) else [*kinds.split(), ""]
        for base in bases.split("; "):
            names |= {(_bare(base), kind): lift for kind in with_kinds}
    gears: list[tuple[str, list[frozenset[str]]]] = []
    for gear, spellings in _GEAR.items():
        words = (frozenset(_bare(one).split()) for one in spellings.split("; "))
        gears.append((gear, sorted(words, key=len, reverse=True)))
    return names, gears, frozenset(_bare(one) for one in OTHERS.split("; "))


NO_LOAD = frozenset(
    (
        "band", "banded", "assisted", "gummiband", "assistiert", "elastique", "assiste", "assistee",
        "banda", "asistido", "asistida", "elastico", "assistido", "assistida",
    )
)  # fmt: skip
"""Words of a name whose weight is no load: the number of a band, or the help that a machine gives."""


class LiftIndex:
    """Finds the lift of a name. `added` are a person's own names, each with the id of a lift; they go first.

    `warm_ups` tell of each family of lifts whether the back has to hold trunk and weight in it.
    """

    def __init__(
        self,
        lifts: Iterable[Named],
        activities: Iterable[Activity] = (),
        added: Mapping[str, str] | None = None,
        warm_ups: Iterable[WarmUp] = (),
    ) -> None:
        lifts = tuple(lifts)
        held = {one.family for one in warm_ups if one.back_holds}
        self._on_back = {lift.id for lift in lifts if lift.family in held}
        self._lifts: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for lift in lifts:
            for name in (lift.id, lift.name, *lift.names, *lift.covers):
                self._lifts.setdefault(words_of(name), lift.id)
                self._names.setdefault(name, lift.id)
        self._others = {words_of(name) for one in activities for name in one.names}
        self._lifts |= {words_of(name): lift for name, lift in (added or {}).items()}
        self._known = {lift.id for lift in lifts}

    def find(self, name: str) -> str | None:
        """The id of the lift that has this name, or covers it; None for no such name."""
        found = self._lifts.get(words_of(name)) or find_translated(name)
        return found if found in self._known else None

    def is_on_back(self, lift: str) -> bool:
        """Whether the back has to hold trunk and weight in the lift of this id."""
        return lift in self._on_back

    def is_other(self, name: str) -> bool:
        """Whether it is known that this is no leg lift ("Bench Press (Barbell)")."""
        words = words_of(name)
        if words in self._others:
            return True
        bare = words_of(name.partition("(")[0])  # "Bench Press (Barbell)": in brackets is the gear
        return (bare in self._others and bare not in self._lifts) or is_translated_other(name)

    @cached_property
    def _near(self) -> NearNames:
        return NearNames(self._names.items())

    @cached_property
    def _parts(self) -> list[tuple[frozenset[str], str]]:
        """The words of each name with its lift, those of most words first."""
        bases = [
            (base, lift)
            for lift, gears, names in LIFTS
            if lift in self._known and not gears.endswith(ONLY)
            for base in names.split("; ")
        ]
        pairs = {frozenset(words_of(name).split()): lift for name, lift in (*bases, *self._names.items())}
        return sorted(pairs.items(), key=lambda pair: (-len(pair[0]), pair[1]))

    def suggest(self, name: str) -> list[str]:
        """The ids of lifts that may be meant, likeliest first; for a person to choose from.

        They are near in spelling, or their whole name is a part of this one ("Squat Paused (Barbell)").
        """
        words = frozenset(words_of(name).split())
        found = [*self._near.find(bare_letters(name)), *(lift for part, lift in self._parts if part <= words)]
        return list(dict.fromkeys(found))[:MOST]


def words_of(name: str) -> str:
    """The words of a name in a fixed order, in lower case and without accents, brackets, hyphens or a plural s.

    Apps put the same words in different orders: "Squat (Barbell)", "Barbell Squats".
    """
    return " ".join(sorted(plain(bare_letters(name)).split()))
