"""Editions by mail: a message is composed once and kept as bytes; a session carries those bytes to the relay."""

from watchdesk.deliver.mail.compose import Mailing, compose_test, message_id
from watchdesk.deliver.mail.session import Outcome, Session

__all__ = ["Mailing", "Outcome", "Session", "compose_test", "message_id"]
