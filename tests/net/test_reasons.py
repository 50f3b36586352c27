import errno
import socket

import pytest

from watchdesk.net.reasons import FetchError, clean, of_error, of_size, of_status


def caused(outer: Exception, cause: Exception) -> Exception:
    outer.__cause__ = cause
    return outer


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "no such host"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "the host's name could not be looked up"),
        (OSError(errno.ENETUNREACH, "Multiple exceptions: http://u:p@h"), "network is unreachable"),
        (OSError(errno.ENOSPC, "x"), "no space left on device"),
        (FetchError("said plainly"), "said plainly"),
        (
            caused(RuntimeError("http://u:s3cret@h/"), ConnectionResetError(errno.ECONNRESET, "x")),
            "connection reset by peer",
        ),
        (caused(FetchError("said plainly"), OSError(errno.ENOENT, "x")), "said plainly"),
        (RuntimeError("http://u:s3cret@h/"), "unexpected error: RuntimeError"),
        (OSError("several, of several kinds"), "unexpected error: OSError"),
    ],
)
def test_an_error_is_told_in_plain_words(error, reason):
    assert of_error(error, "news.example") == reason


@pytest.mark.parametrize("text", ["a\r\nb", "a\x1b[31m", "a\u202eb", "a\udc80", "a\u200bb", "x" * 5000])
def test_text_of_the_other_side_is_made_fit_for_one_line(text):
    assert clean(text).isprintable()
    assert len(clean(text)) <= 100


def test_a_status_nobody_knows_is_told_by_its_number():
    assert of_status(799) == "HTTP 799"


@pytest.mark.parametrize(
    ("limit", "reason"),
    [(10_000_000, "larger than 10 MB"), (1_500_000, "larger than 1.5 MB"), (512_000, "larger than 512 kB")],
)
def test_a_limit_is_told_in_round_numbers(limit, reason):
    assert of_size(limit) == reason
