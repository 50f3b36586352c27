"""Spells the names of a labelled text otherwise, at random but by a seed, and moves the labels along."""

import random
import re

_PARTS = {
    word: line.split()
    for line in (
        "Ahmad Ahmed Ahmet",
        "Massoud Masoud Masood Masud Massud Massood",
        "Mohammad Mohammed Muhammad Muhammed Mohamad Mohamed",
        "Noor Nur Nour",
        "Ata Atta",
        "Zia Ziya",
        "Wali Vali",
        "Ismail Esmail Ismael Ismaeel",
        "Yasin Yaseen Yassin",
        "Hamid Hameed Hamed",
        "Ghani Gani",
        "Amrullah Amrollah Amr-Ullah Amrulla",
        "Rahmatullah Rahmatollah Rahmat-Ullah",
        "Habibullah Habibollah Habib-Ullah",
        "Bismillah Besmellah Bismullah",
        "Saleh Salih",
        "Qayoum Qayum Qayyum Qayoom",
        "Zakir Zaker",
        "Aref Arif",
        "Hussain Hussein Husain Hossein",
        "Rasool Rasul Rasoul",
        "Abdul Abdol Abd-al",
        "al-Qaeda al-Qaida al-Qaeda",
        "Taliban Taleban",
    )
    for word in line.split()
}
"""What newsrooms write for a part of a name."""
_SOUNDS = (
    *(("oo", "u"), ("ou", "u"), ("u", "oo"), ("ee", "i"), ("i", "ee"), ("q", "k"), ("ai$", "ay"), ("aw", "au")),
    *(("ss", "s"), ("ll", "l"), ("y$", "i"), ("i$", "y"), ("e", "i"), ("i", "e"), ("gh", "g"), ("w", "v"), ("z", "zz")),
)
_PLACE_SOUNDS = (("i", "ee"), ("ee", "i"), ("u", "oo"), ("K", "Q"), ("i", "e"), ("o", "u"), ("ou", "u"), ("w", "v"))
_KEPT = {"p-donald-trump", "p-joe-biden", "p-antonio-guterres", "p-richard-bennett", "p-michael-kugelman"}
_KEPT |= {"p-mark-frerichs", "p-christopher-solomon", "p-peter-bergen"}
_KEPT |= {"l-vienna", "l-doha", "l-moscow", "l-turkey", "l-qatar", "l-pakistan", "l-ankara"}
"""Names of the West have one spelling; so have the best known places."""


def respelled(text, labels, seed):
    """Give the text with every labelled name spelled otherwise, and its labels; the same for the same seed."""
    chance = random.Random(seed)
    written, moved, end = "", [], 0
    for label in sorted(labels, key=lambda one: one["start"]):
        surface = text[label["start"] : label["end"]]
        written += text[end : label["start"]]
        name = surface if label["id"] in _KEPT else _otherwise(surface, label["type"], chance)
        moved.append({**label, "start": len(written), "end": len(written) + len(name)})
        written += name
        end = label["end"]
    return written + text[end:], moved


def _otherwise(surface, kind, chance):
    if kind == "org" and surface not in _PARTS:
        return surface
    first, *rest = surface.split(" ")
    if kind == "place":
        return " ".join([_sounding(first, _PLACE_SOUNDS, chance), *rest])
    return " ".join(_part(word, chance) for word in (first, *rest))


def _part(word, chance):
    if word in _PARTS:
        return chance.choice(_PARTS[word]).replace("-U", " U")
    return _sounding(word, _SOUNDS, chance) if word[0].isupper() else word


def _sounding(word, sounds, chance):
    """Change one sound of a word, not its first letter unless the sound is a capital."""
    fitting = [(old, new) for old, new in sounds if re.search(old, word if old[0].isupper() else word[1:])]
    if not fitting or chance.random() < 0.25:
        return word
    old, new = chance.choice(fitting)
    return re.sub(old, new, word, count=1) if old[0].isupper() else word[0] + re.sub(old, new, word[1:], count=1)
