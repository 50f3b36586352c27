"""Times the matcher beside a compiled regular expression and beside pyahocorasick with a boundary check.

    python benchmarks/matching.py            the texts of WATCHDESK_MATERIAL, or made-up ones without it

The shipped watchlist is timed without its keywords, as the others know none, and with them ("+ words").
All three search the same texts for the same written forms; only the matcher also finds spellings and surnames.
pyahocorasick comes with the dependency group ``bench``; without it that column stays empty.
"""

import json
import os
import random
import re
import resource
import time
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from watchdesk.config.watchlist import load_watchlist
from watchdesk.core.matching import compile_watchlist
from watchdesk.core.matching.forms import forms_of
from watchdesk.model import Actor, Document, Watchlist

try:
    import ahocorasick
except ImportError:
    ahocorasick = None

SIZES = (100, 10_000)
ENOUGH = 1_000_000
REGEX_ENOUGH = 100_000
GIVEN = ["Ahmad", "Mohammad", "Karim", "Rahim", "Jawad", "Farid", "Nasir", "Hamid", "Latif", "Qasim", "Yusuf", "Idris"]
SYLLABLES = ["ba", "da", "fa", "ka", "la", "ma", "na", "ra", "sa", "ta", "wa", "za", "sh", "ni", "ri", "zi", "mo", "lo"]
SYLLABLES += ["ru", "du", "shan", "war", "yar", "gul", "zar", "pur", "din", "mand"]
ELSEWHERE = "Afghan|Taliban|Kabul|Pakistan|Turkey|Qatar|Trump|Biden"


def made_up(count, seed=7):
    """A watchlist of persons, groups and places with invented names."""
    rng = random.Random(seed)
    actors = {}
    while len(actors) < count:
        family = "".join(rng.choices(SYLLABLES, k=3)).capitalize()
        kind = rng.choice(("person", "person", "org", "place"))
        name = {
            "person": f"{rng.choice(GIVEN)} {rng.choice(GIVEN)} {family}",
            "org": f"{family} {rng.choice(('Front', 'Council', 'Movement'))} of {family[:4]}stan",
            "place": f"{family} {rng.choice(('Valley', 'District'))}",
        }[kind]
        actors[name] = Actor(f"{kind[0]}-{len(actors)}", name, kind)
    return Watchlist(tuple(actors.values()))


def corpora(names):
    """The texts to search: those of the beat, with names in them, and those of other news."""
    folder = os.environ.get("WATCHDESK_MATERIAL")
    if not folder:
        filler = [
            "The council met on Monday and said that prices rose again while rain fell on the northern hills.\n\n"
        ]
        beat = " ".join(sentence + name for sentence, name in zip(cycle(filler), names, strict=False))
        return {"beat": [beat], "news": filler * 5_000}
    base = Path(folder)
    rows = (base / "newsroom/captures/match/entries_2021_08.jsonl").read_text("utf-8").splitlines()
    news = [f"{row['title']}. {row['description']}" for row in map(json.loads, rows)]
    return {
        "beat": [path.read_text("utf-8") for path in sorted((base / "corpus").glob("*.txt"))],
        "news": [text for text in news if not re.search(ELSEWHERE, text)],
    }


def regex_search(forms):
    longest_first = map(re.escape, sorted(forms, key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{'|'.join(longest_first)})\b", re.IGNORECASE)
    return lambda text: sum(1 for _ in pattern.finditer(text))


def automaton_search(forms):
    automaton = ahocorasick.Automaton()
    for form in forms:
        automaton.add_word(form.lower(), len(form))
    automaton.make_automaton()

    def search(text):
        folded = text.lower()
        found = 0
        for end, length in automaton.iter(folded):
            start = end - length + 1
            found += (start == 0 or not folded[start - 1].isalnum()) and not folded[end + 1 : end + 2].isalnum()
        return found

    return search


def speed(search, texts, enough):
    """Megabytes (of code points) a second, the best of three passes over at least so much text."""
    for text in texts[:200]:
        search(text)
    best = 0.0
    for _ in range(3):
        size, started = 0, time.perf_counter()
        for text in cycle(texts):
            search(text)
            size += len(text)
            if size >= enough:
                break
        best = max(best, size / 1e6 / (time.perf_counter() - started))
    return best


def shipped():
    """The watchlist that comes with the project."""
    watchlist, _ = load_watchlist(Path(__file__).parents[1] / "config" / "watchlist.yaml")
    return watchlist


def main():
    actors = shipped()
    lists = {"shipped": replace(actors, keywords=()), "+ words": actors}
    lists |= {str(size): made_up(size) for size in SIZES}
    print(f"{'actors':>8} {'texts':6} {'matcher':>8} {'regex':>8} {'automaton':>9}  MB/s  matcher/automaton")
    for label, watchlist in lists.items():
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.perf_counter()
        matcher = compile_watchlist(watchlist)
        took = time.perf_counter() - started
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        forms = sorted({form.text for actor in watchlist.actors for form in forms_of(actor)})
        others = {"regex": regex_search(forms)}
        if ahocorasick is not None:
            others["automaton"] = automaton_search(forms)
        for name, texts in corpora([actor.name for actor in watchlist.actors]).items():
            ours = speed(lambda text, matcher=matcher: matcher.match(Document(text)), texts, ENOUGH)
            slow = {"regex": REGEX_ENOUGH if len(forms) > 1000 else ENOUGH}
            theirs = {key: speed(search, texts, slow.get(key, ENOUGH)) for key, search in others.items()}
            automaton = theirs.get("automaton")
            ratio = f"1/{automaton / ours:.1f}" if automaton else ""
            shown = f"{automaton:9.1f}" if automaton else " " * 9
            print(f"{label:>8} {name:6} {ours:8.2f} {theirs['regex']:8.2f} {shown}        {ratio}")
        print(f"{label:>8} compiled in {took:.2f} s, {grown:.0f} MB more at the peak")


if __name__ == "__main__":
    main()
