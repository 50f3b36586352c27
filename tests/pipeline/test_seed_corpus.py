import importlib.util
from datetime import date
from pathlib import Path

import pytest

from watchdesk.pipeline.seed import Corpus, read_corpus

TODAY = date(2026, 11, 20)
STORY = "Latif Karimi, a former minister, met villagers in Ghor province. "


def page(text: str) -> str:
    return f"<html lang='en'><head><title>T</title></head><body><article><p>{text * 4}</p></article></body></html>"


def pdf(text: str) -> bytes:
    """A PDF of one page with one line, written by hand."""
    content = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, held in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table, len(body),
    )  # fmt: skip


def read(*paths: Path) -> Corpus:
    return read_corpus(paths, TODAY)


def reasons(corpus: Corpus) -> dict[str, str]:
    return {one.path.name: one.reason for one in corpus.passed_over}


def test_a_folder_stands_for_the_texts_in_it_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "b.txt").write_text("Second. " + STORY)
    (tmp_path / "a.md").write_text(
        "---\ntitle: Kept out of it\n---\n# First\n\nA [link](https://example.org). " + STORY
    )
    (tmp_path / "deep" / "c.html").write_text(page("Third. " + STORY))
    (tmp_path / ".hidden.txt").write_text("not read")
    corpus = read(tmp_path)
    assert [reading.text.split(".")[0].split("\n")[0] for reading in corpus.readings] == ["First", "Second", "Third"]
    assert "Kept out" not in corpus.readings[0].text
    assert "A link." in corpus.readings[0].text
    assert corpus.passed_over == ()


def test_what_cannot_be_read_is_named_and_passed_over(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY)
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "nothing.txt").write_bytes(b"")
    (tmp_path / "image.png").write_bytes(b"\x89PNG")
    (tmp_path / "short.html").write_text("<html><body>Hm</body></html>")
    (tmp_path / "folder.txt").mkdir()
    corpus = read(tmp_path, tmp_path / "gone.txt")
    assert len(corpus.readings) == 1
    assert reasons(corpus) == {
        "binary.txt": "is binary data, not a text",
        "empty.txt": "is empty",
        "nothing.txt": "is empty",
        "image.png": "is no .txt, .md, .html or .pdf file",
        "short.html": "the page holds no article text",
        "gone.txt": "does not exist",
    }


def test_a_file_without_rights_is_named(tmp_path: Path) -> None:
    locked = tmp_path / "locked.txt"
    locked.write_text(STORY)
    locked.chmod(0)
    try:
        locked.read_bytes()
    except PermissionError:
        assert reasons(read(locked)) == {"locked.txt": "cannot be read: permission denied"}
    else:
        pytest.skip("this user may read every file")
    finally:
        locked.chmod(0o600)


def test_a_text_in_another_encoding_is_read(tmp_path: Path) -> None:
    (tmp_path / "wide.txt").write_bytes(STORY.encode("utf-16"))
    (tmp_path / "marked.txt").write_bytes(b"\xef\xbb\xbf" + STORY.encode())
    assert [reading.text.strip() for reading in read(tmp_path).readings] == [STORY.strip()] * 2


def test_a_text_file_of_another_ending_is_read_when_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "note").write_text(STORY)
    assert len(read(tmp_path / "note").readings) == 1


def test_a_pdf_is_read_with_the_extra(tmp_path: Path) -> None:
    pytest.importorskip("pypdf", reason="the extra pdf is not installed")
    (tmp_path / "a.pdf").write_bytes(pdf("Latif Karimi, a former minister, met villagers."))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4\nbroken")
    corpus = read(tmp_path)
    assert [reading.text.strip() for reading in corpus.readings] == ["Latif Karimi, a former minister, met villagers."]
    assert "sound PDF" in reasons(corpus)["b.pdf"]


@pytest.mark.skipif(importlib.util.find_spec("pypdf") is not None, reason="the extra pdf is installed")
def test_without_the_extra_a_pdf_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    assert "watchdesk[pdf]" in reasons(read(tmp_path))["a.pdf"]


def test_progress_is_told_to_the_last_file(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(STORY)
    told: list[tuple[int, int]] = []
    read_corpus([tmp_path], TODAY, lambda _what, done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
