"""Editions by mail: a message is composed once and kept as bytes; a session carries those bytes to the relay."""

from watchdesk.deliver.mail.compose import compose, compose_test, message_id
from watchdesk.deliver.mail.session import Outcome, send

__all__ = ["Outcome", "compose", "compose_test", "message_id", "send"]
