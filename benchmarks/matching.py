"""Times the matcher beside a compiled regular expression and beside pyahocorasick with a boundary check.

    python -m benchmarks.matching            the texts of WATCHDESK_MATERIAL, or our own without it

The goals are for the former; our own articles name somebody every 70 code points, half as often again, and have none.
All three search the same texts for the same written forms; only the matcher also finds spellings, surnames and
acronyms, and says why. They take turns at every few texts, and each row is the median of the rounds: a machine that is
busy slows all of them. The shipped watchlist is timed without its keywords, as the others know none, and with them
("+ words", no goal). Its actors are among the 10,000, so that these too are named in the texts.
pyahocorasick comes with the dependency group ``bench``; without it there is no ratio.
"""

import json
import multiprocessing
import os
import random
import re
import time
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain
from pathlib import Path
from statistics import median

from tests.eval.scoring import labelled_articles

from watchdesk.config.watchlist import load_watchlist
from watchdesk.core.matching import compile_watchlist
from watchdesk.core.matching.forms import forms_of
from watchdesk.model import Actor, Document

try:
    import ahocorasick
except ImportError:
    ahocorasick = None

MATERIAL = os.environ.get("WATCHDESK_MATERIAL")
MANY = 10_000
ROUNDS = 9
BATCH = 10_000
"""Code points that a search reads at least before it is the next one's turn."""
SAMPLE, SAMPLES = 1_000, 2
"""The regular expression, by far the slowest, reads the beginnings of a few texts."""
GOALS = {"shipped": {"beat": 20, "news": 6}, str(MANY): {"beat": 40, "news": 12}}
"""How many times as fast as the matcher pyahocorasick may be."""
MOST_SECONDS, MOST_MEGABYTES = 1.0, 150
GIVEN = ["Ahmad", "Mohammad", "Karim", "Rahim", "Jawad", "Farid", "Nasir", "Hamid", "Latif", "Qasim", "Yusuf", "Idris"]
SYLLABLES = ["ba", "da", "fa", "ka", "la", "ma", "na", "ra", "sa", "ta", "wa", "za", "sh", "ni", "ri", "zi", "mo", "lo"]
SYLLABLES += ["ru", "du", "shan", "war", "yar", "gul", "zar", "pur", "din", "mand"]
ELSEWHERE = "Afghan|Taliban|Kabul|Pakistan|Turkey|Qatar|Trump|Biden"


def shipped():
    """The watchlist that comes with the project."""
    watchlist, _ = load_watchlist(Path(__file__).parents[1] / "config" / "watchlist.yaml")
    return watchlist


def with_made_up(watchlist, count, seed=7):
    """The same watchlist and persons, groups and places with invented names, so many in all."""
    rng = random.Random(seed)
    actors = {}
    while len(watchlist.actors) + len(actors) < count:
        family = "".join(rng.choices(SYLLABLES, k=3)).capitalize()
        kind = rng.choice(("person", "person", "org", "place"))
        name = {
            "person": f"{rng.choice(GIVEN)} {rng.choice(GIVEN)} {family}",
            "org": f"{family} {rng.choice(('Front', 'Council', 'Movement'))} of {family[:4]}stan",
            "place": f"{family} {rng.choice(('Valley', 'District'))}",
        }[kind]
        actors[name] = Actor(f"{kind[0]}-made-up-{len(actors)}", name, kind)
    return replace(watchlist, actors=(*watchlist.actors, *actors.values()))


def corpora():
    """The texts to search: those of the beat, with names in them, and those of other news."""
    if not MATERIAL:
        quiet = "The council met on Monday and said that prices rose again while rain fell on the northern hills.\n\n"
        articles = (text for language, text, _ in labelled_articles() if language == "en")
        return {"beat": list(articles), "news": [quiet] * 5_000}
    base = Path(MATERIAL)
    rows = (base / "newsroom/captures/match/entries_2021_08.jsonl").read_text("utf-8").splitlines()
    news = [f"{row['title']}. {row['description']}" for row in map(json.loads, rows)]
    return {
        "beat": [path.read_text("utf-8") for path in sorted((base / "corpus").glob("*.txt"))],
        "news": [text for text in news if not re.search(ELSEWHERE, text)],
    }


def our_search(watchlist):
    matcher = compile_watchlist(watchlist)
    return lambda text: matcher.match(Document(text))


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


def speeds(searches, batches):
    """Megabytes (of code points) a CPU second of each search in each round; they take turns at every batch of texts."""
    rounds = [dict.fromkeys(searches, 0.0) for _ in range(ROUNDS + 1)]
    for took in rounds:
        for batch in batches:
            for name, search in searches.items():
                started = time.process_time()
                for text in batch:
                    search(text)
                took[name] += time.process_time() - started
    size = sum(map(len, chain.from_iterable(batches))) / 1e6
    return [{name: size / seconds for name, seconds in took.items()} for took in rounds[1:]]  # the first warms up


def in_batches(texts):
    """The texts in lots that are long enough to be timed."""
    batches, size = [[]], 0
    for text in texts:
        if size >= BATCH:
            batches.append([])
            size = 0
        batches[-1].append(text)
        size += len(text)
    return batches


def seconds_to_compile(watchlist):
    started = time.process_time()
    compile_watchlist(watchlist)
    return time.process_time() - started


def megabytes_to_compile(watchlist):
    tracemalloc.start()
    compile_watchlist(watchlist)
    return tracemalloc.get_traced_memory()[1] / 1e6


def in_fresh_process(measure, watchlist):
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, watchlist).result()


def met(reached, goal):
    return "met" if reached <= goal else "missed"


def show_speeds(label, watchlist):
    forms = sorted({form.text for actor in watchlist.actors for form in forms_of(actor)})
    searches = {"matcher": our_search(watchlist)}
    if ahocorasick is not None:
        searches["automaton"] = automaton_search(forms)
    slow = {"regex": regex_search(forms)}
    for name, texts in corpora().items():
        batches = in_batches(texts)
        rounds = speeds(searches, batches)
        shown = {key: median(one[key] for one in rounds) for key in searches}
        some = [[text[:SAMPLE] for text in batch[:1]] for batch in batches[:SAMPLES]]
        shown["regex"] = median(one["regex"] for one in speeds(slow, some))
        row = f"{label:>8} {name:6} {shown['matcher']:8.2f} {shown['regex']:8.2f}"
        if ahocorasick is not None:
            ratio = median(one["automaton"] / one["matcher"] for one in rounds)
            goal = MATERIAL and GOALS.get(label, {}).get(name)
            row += f" {shown['automaton']:9.1f} {f'1/{ratio:.1f}':>9}"
            row += f" {f'1/{goal}':>6}  {met(ratio, goal)}" if goal else ""
        print(row, flush=True)


def main():
    actors = shipped()
    plain = replace(actors, keywords=())
    lists = {"shipped": plain, "+ words": actors, str(MANY): with_made_up(plain, MANY)}
    print(f"{'actors':>8} {'texts':6} {'matcher':>8} {'regex':>8} {'automaton':>9}  MB/s")
    print(f"{'':>8} {'':6} {'':>8} {'':>8} {'':>9} {'reached':>9} {'goal':>6}")
    for label, watchlist in lists.items():
        show_speeds(label, watchlist)
    for label, watchlist in lists.items():
        seconds = in_fresh_process(seconds_to_compile, watchlist)
        megabytes = in_fresh_process(megabytes_to_compile, watchlist)
        row = f"{label:>8} compiled in {seconds:.2f} s, goal {MOST_SECONDS:g} s, {met(seconds, MOST_SECONDS)};"
        print(f"{row} {megabytes:.0f} MB, goal {MOST_MEGABYTES} MB, {met(megabytes, MOST_MEGABYTES)}", flush=True)


if __name__ == "__main__":
    main()
