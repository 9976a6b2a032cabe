"""Names of exercises as each app writes them, and the lift that each is: exactly, or none."""

from __future__ import annotations

import pytest

from backcheck.knowledge.load import load_lift_names
from backcheck.knowledge.locate import find_data_folder
from backcheck.training_log import lift_index, reading
from backcheck.training_log.cells import bare_letters
from backcheck.training_log.lift_index import LiftIndex, words_of
from backcheck.training_log.reading import read_log
from tests.training_log.exports import MONDAY, Done, hevy, index, strong_4
from tests.training_log.test_shapes import read

NAMES = {
    "squat": "Squat (Barbell); Squat (Machine); Squat; Full Squat; Barbell Squat; Dumbbell Squats; Squats; "
    "Barbell Full Squat; Squat (Bodyweight); Jump Squat; Pistol Squat; Bodyweight Squat HD; Overhead "
    "Squat (Barbell); Overhead Squat",
    "smith-squat": "Squat (Smith Machine); Squats on Multipress",
    "front-squat": "Front Squat (Barbell); Front Squat; Barbell Front Squat; Front Squats",
    "goblet-squat": "Goblet Squat (Kettlebell); Goblet Squat (Dumbbell); Goblet Squat; Kettlebell Goblet Squat; "
    "Dumbbell Goblet Squat",
    "box-squat": "Box Squat (Barbell); Box squat; Low Box Squat - Wide Stance",
    "hack-squat": "Hack Squat; Hack Squat (Machine); Hack Squats",
    "deadlift": "Deadlift (Barbell); Deadlift (Band); Deadlift (Dumbbell); Deadlift (Smith Machine); Deadlift; "
    "Deadlifts; Deficit Deadlift; Hack Squat (Barbell); Barbell Hack Squats",
    "block-pull": "Rack Deadlift",
    "sumo-deadlift": "Sumo Deadlift (Barbell); Sumo Deadlift",
    "trap-bar-deadlift": "Trap Bar Deadlift; Deadlift (Trap bar); Trap Bar Squat",
    "romanian-deadlift": "Romanian Deadlift (Barbell); Romanian Deadlift (Dumbbell); Single Leg Romanian Deadlift "
    "(Barbell); Single Leg Romanian Deadlift (Dumbbell); Romanian Deadlift; Barbell Romanian Deadlift "
    "(RDL); Dumbbell Romanian Deadlift",
    "stiff-leg-deadlift": "Stiff Leg Deadlift (Barbell); Stiff Leg Deadlift (Dumbbell); Straight Leg Deadlift (Band); "
    "Straight Leg Deadlift; Stiff-Legged Deadlift; Stiff-legged Deadlifts",
    "good-morning": "Good Morning (Barbell); Good Morning; Good Mornings",
    "bulgarian-split-squat": "Bulgarian Split Squat; Bulgarian Squat with Dumbbells",
    "lunge": "Lunge (Barbell); Lunge (Dumbbell); Lunge (Bodyweight); Lunge; Curtsy Lunge (Dumbbell); Overhead "
    "Dumbbell Lunge; Dumbbell Lunges; Lunges; Barbell Lunges Standing; Dumbbell Lunges Standing; "
    "Split Squat (Dumbbell); Dumbbell Split Squat",
    "walking-lunge": "Walking Lunges; Barbell Lunges Walking; Dumbbell Lunges Walking",
    "reverse-lunge": "Reverse lunges",
    "step-up": "Step-up; Step Up (Dumbbell); Step Up; Dumbbell Step Up; Step-ups; Weighted Step-ups",
    "hip-thrust": "Hip Thrust (Barbell); Hip Thrust (Bodyweight); Hip Thrust; Single Leg Hip Thrust; Barbell Glute "
    "Bridge; Barbell Hip Thrust; Unilateral Hip Thrust",
    "glute-bridge": "Glute Bridge; Single Leg Bridge; Single Leg Glute Bridge; Hip Bridge",
    "leg-press": "Leg Press; Leg Press (Machine); Leg Press Machine; Leg Presses (narrow); Leg Presses (wide)",
    "seated-leg-press": "Seated Leg Press (Machine); Leg Press Horizontal (Machine)",
    "leg-extension": "Leg Extension (Machine); Leg Extension Machine; Leg Extension",
    "leg-curl": "Lying Leg Curl (Machine); Seated Leg Curl (Machine); Leg Curl; Leg Curls (laying); Leg Curls "
    "(sitting); Leg Curls (standing)",
    "calf-raise": "Standing Calf Raise (Machine); Standing Calf Raise (Barbell); Standing Calf Raise (Dumbbell); "
    "Standing Calf Raise (Bodyweight); Standing Calf Raise (Smith); Seated Calf Raise (Machine); "
    "Seated Calf Raise (Plate Loaded); Calf Press on Leg Press; Calf Press on Seated Leg Press; Calf "
    "Press (Machine); Calf Extension (Machine); Single Leg Standing Calf Raise (Barbell); Machine "
    "Calf Raises; Standing Calf Raises; Sitting Calf Raises; Calf Press Using Leg Press Machine",
    "back-extension": "Back Extension; Back Extension (Machine); Back Extension (Hyperextension); Back Extension "
    "(Weighted Hyperextension); Reverse Hyperextension; Hyperextensions; Lower Back Extensions",
    "kettlebell-swing": "Kettlebell Swing; Kettlebell Swings; Cable Pull Through; Cable pull through",
    "": "Hip Abductor (Machine); Hip Adductor (Machine); Hip Abduction (Machine); Hip Adduction "
    "(Machine); Seated Hip Abduction; Seated Hip Adduction; Machine Hip Abduction; Bench Press "
    "(Barbell); Bicep Curl (Dumbbell); Wall Sit 1:00",
}
"""Lift -> the names that Strong, Hevy, FitNotes and wger have for it. Under "" are names of no lift."""


@pytest.mark.parametrize("lift", NAMES)
def test_every_name_of_every_app_is_its_lift(lift: str) -> None:
    """Whatever the order of the words, the case, brackets, hyphens and plurals."""
    for name in NAMES[lift].split("; "):
        for written in (name, name.upper(), name.replace(" ", "  "), " ".join(reversed(name.split()))):
            assert (index().find(written) or "") == lift, written


TRANSLATED = {
    "squat": "Kniebeuge (Langhantel); Kniebeugen; Squat (Barre); Squat (Poids du Corps); Sentadilla (Barra); "
    "Sentadillas con barra; Sentadilla (Peso Corporal); Agachamento (Barra); Agachamento Livre; Agachamento com Barra",
    "smith-squat": "Kniebeuge (Multipresse); Squat (Smith Machine); Sentadilla (Máquina Smith); Agachamento (Smith)",
    "front-squat": "Frontkniebeuge (Langhantel); Front Squat (Barre); Sentadilla Delantera (Barra); "
    "Sentadilla frontal; Agachamento Frontal (Barra)",
    "goblet-squat": "Goblet Squat (Kurzhantel); Squat Gobelet (Haltère); Sentadilla Goblet (Mancuerna)",
    "box-squat": "Sentadilla al Cajón (Barra)",
    "hack-squat": "Hack Squat (Maschine); Sentadilla hack (máquina); Hack Squat (Máquina)",
    "deadlift": "Kreuzheben; Kreuzheben (Langhantel); Soulevé de Terre (Barre); Peso Muerto (Barra); "
    "Levantamento Terra (Barra); Peso muerto con mancuernas",
    "sumo-deadlift": "Sumo-Kreuzheben; Soulevé de Terre Sumo (Barre); Peso Muerto Sumo (Barra)",
    "trap-bar-deadlift": "Kreuzheben (Trap Bar); Soulevé de Terre (Trap Bar); Peso Muerto (Barra Trap)",
    "romanian-deadlift": "Rumänisches Kreuzheben (Langhantel); Soulevé de Terre Roumain (Haltère); "
    "Peso Muerto Rumano (Barra); Levantamento Terra Romeno (Barra)",
    "stiff-leg-deadlift": "Kreuzheben mit gestreckten Beinen; Soulevé de Terre Jambes Tendues (Barre); "
    "Peso Muerto Piernas Rígidas; Stiff (Barra)",
    "good-morning": "Good Morning (Langhantel); Buenos Días (barra); Buen Día (Barra); Bom Dia (Barra)",
    "bulgarian-split-squat": "Bulgarian Split Squat (Kurzhantel); Fentes Bulgares (Haltère); Squat bulgare; "
    "Sentadilla Búlgara (Mancuerna); Agachamento Búlgaro (Halter)",
    "lunge": "Ausfallschritt (Kurzhantel); Ausfallschritte; Fentes (Haltère); Zancadas; Zancada (Barra); Estocada; "
    "Afundo (Halter)",
    "walking-lunge": "Ausfallschritte gehend (Kurzhantel); Fentes marchées (haltères); Passada (Halter)",
    "reverse-lunge": "Ausfallschritte rückwärts; Fentes Arrière (Haltère); Zancada inversa",
    "step-up": "Step-Up (Haltère); Step-Up (Kurzhantel)",
    "hip-thrust": "Hip Thrust (Langhantel); Hip Thrust (Barre); Empuje de Caderas (Barra); Elevação Pélvica (Barra)",
    "glute-bridge": "Beckenheben; Pont Fessier (Poids du Corps); Puente de glúteos; Ponte de glúteo",
    "leg-press": "Beinpresse; Beinpresse (Maschine); Presse à Cuisses; Presse à Cuisses (Machine); Press de Piernas; "
    "Prensa de Piernas (Máquina); Leg Press (Máquina)",
    "45-degree-leg-press": "Leg Press 45º (Máquina)",
    "seated-leg-press": "Presse à Cuisses horizontale; Prensa de piernas horizontal; Leg Press Horizontal (Máquina)",
    "leg-extension": "Beinstrecken; Beinstrecker (Maschine); Extension Jambes (Machine); Extensión de Pierna; "
    "Cadeira Extensora (Máquina)",
    "leg-curl": "Liegendes Beinbeugen (Maschine); Beinbeuger sitzend (Maschine); Leg Curl Allongé (Machine); "
    "Curl de Piernas Acostado (Máquina); Curl femoral; Mesa Flexora (Máquina); Cadeira Flexora (Máquina)",
    "calf-raise": "Wadenheben sitzend; Wadenheben stehend (Maschine); Extension Mollets Assis; "
    "Extension Mollets Debout (Machine); Elevación de Gemelos Sentado; Elevación de Gemelos de Pie (Barra); "
    "Elevação de Panturrilha Sentado (Máquina); Elevação de Panturrilha em Pé (Máquina)",
    "back-extension": "Rückenstrecker (Maschine); Extension lombaire; Extensión de espalda; Hiperextensiones; "
    "Extensão Lombar",
    "": "Sentadilla (Banda); Kreuzheben (Maschine); Agachamento Sumo; Sentadilla Zercher (Barra); Barra; Press; Squat "
    "sauté à la barre; Bankdrücken (Langhantel); Supino (Barra); Barra Fixa; Développé Couché (Barre); Hüftadduktion",
}
"""The same of phones in German, French, Spanish and Portuguese: names of Hevy's own there, and the plain word for a
lift."""


@pytest.mark.parametrize("lift", TRANSLATED)
def test_names_in_other_languages_are_their_lift(lift: str) -> None:
    """Whatever the case and the order of the words, with their accents or without; of gear that it never has none."""
    for name in TRANSLATED[lift].split("; "):
        for written in (name, name.upper(), bare_letters(name), " ".join(reversed(name.split()))):
            assert (index().find(written) or "") == lift, written


def test_every_translated_name_is_of_one_lift_that_ships() -> None:
    """None of them is another lift by an English name, and no name of one is that of another."""
    seen: dict[tuple[str, str], str] = {}
    known = {lift.id for lift in load_lift_names(find_data_folder(None))}
    for lift, gears, names in lift_index.LIFTS:
        assert lift in known
        for name in names.split("; "):
            for gear in gears.removesuffix(lift_index.ONLY).split():
                assert seen.setdefault((words_of(name), gear), lift) == lift, name
            if not gears.endswith(lift_index.ONLY):
                assert index().find(name) == lift, name


def test_common_exercises_of_other_languages_are_known_to_be_no_leg_lift() -> None:
    """So what stands in the list of names that nobody knows may be a leg lift."""
    for name in ("Bankdrücken (Langhantel)", "Supino (Barra)", "Développé Couché (Barre)", "Press de Banca (Barra)"):
        assert index().is_other(name), name
    assert not index().is_other("Agachamento Sumo")


@pytest.mark.parametrize("word", ["Gummiband", "Assistiert", "Élastique", "Banda", "Asistida", "Assistido"])
def test_bands_and_help_are_no_load_in_other_languages(word: str) -> None:
    """Where a person says which lift it is."""
    name = f"Pistol ({word})"
    own = LiftIndex(load_lift_names(find_data_folder(None)), (), {name: "squat"})
    log = read_log(hevy([Done(MONDAY, name, "30", 5)], "kg"), own)
    assert log.series[0].sessions[0].load is None


def test_machines_for_the_hip_are_known_to_be_no_leg_lift() -> None:
    """They stand in no list of names that nobody knows."""
    assert all(index().is_other(name) for name in NAMES[""].split("; ") if name != "Wall Sit 1:00")
    assert not index().is_other("Wall Sit 1:00")


def test_no_two_lifts_share_their_words() -> None:
    """Else one of them could not be found."""
    seen: dict[str, str] = {}
    for lift in load_lift_names(find_data_folder(None)):
        for name in (lift.id, lift.name, *lift.names, *lift.covers):
            assert seen.setdefault(words_of(name), lift.id) == lift.id, name


@pytest.mark.parametrize("name", ["Squat (Barbel)", "Leg prss", "Romanian Deadlft", "My squat day", "rd"])
def test_near_names_are_suggested_and_never_taken(name: str) -> None:
    """Whoever has to decide is a person."""
    assert index().find(name) is None
    log = read(hevy([Done(MONDAY, name, "80", 5), Done(MONDAY, "Squat", "80", 5)], "kg"))
    assert [(one.name, one.sets) for one in log.unknown] == [(name, 1)]
    assert [one.lift for one in log.series] == ["squat"]


def test_a_suggestion_names_the_lift() -> None:
    """The likeliest first."""
    assert index().suggest("Leg prss")[0] == "leg-press"
    assert index().suggest("Romanian Deadlft")[0] == "romanian-deadlift"


@pytest.mark.parametrize(
    ("name", "lift"),
    [
        ("Squat Paused (Barbell)", "squat"),
        ("Leg press, wide feet", "leg-press"),
        ("Romanian Deadlift slow", "romanian-deadlift"),
        ("Beinpresse schwer", "leg-press"),
        ("Sentadilla Sumo (Barra)", "squat"),
        ("Soulevé de terre déficit", "deadlift"),
        ("Wall Sit 1:00", "squat"),
    ],
)
def test_a_name_that_has_the_whole_name_of_a_lift_in_it_is_suggested(name: str, lift: str) -> None:
    """The longest such name first; it is still not taken."""
    assert index().find(name) is None
    assert index().suggest(name)[0] == lift


def test_a_word_that_is_only_a_part_of_a_lifts_name_suggests_nothing() -> None:
    """A press is no leg press."""
    assert not [
        name for name in ("Cable Fly Crossovers", "Floor Press", "Split Jump", "Calf Stretch") if index().suggest(name)
    ]


def test_the_names_that_are_done_most_get_the_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more than get any, whatever the order of the rows."""
    monkeypatch.setattr(reading, "SUGGESTED", 20)
    many = [Done(MONDAY, f"Xyzzy {number:03}", "20", 8) for number in range(30)]
    squats = [Done(MONDAY, "Squuat", "20", 8)] * 2
    for sets in ([*many, *squats], [*squats, *many]):
        assert read(strong_4(sets, "kg")).unknown[0].near[0] == "squat"


def test_own_names_go_first() -> None:
    """Also before a name that ships."""
    lifts = load_lift_names(find_data_folder(None))
    own = LiftIndex(lifts, (), {"Wall Sit 1:00": "squat", "Squat": "front-squat"})
    assert (own.find("wall sit (1:00)"), own.find("squats")) == ("squat", "front-squat")


def test_spellings_of_one_name_are_one_exercise() -> None:
    """Case and spaces are no other lift; other gear is."""
    names = ("Squat (Barbell)", "SQUAT (barbell)", "Squat  (Barbell)", "Squat (Smith Machine)")
    log = read(hevy([Done(MONDAY, name, "80", 5) for name in names], "kg"))
    assert sorted((one.lift, one.sessions[0].sets) for one in log.series) == [("smith-squat", 1), ("squat", 3)]
