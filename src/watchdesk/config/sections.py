"""What the schemas of the three files are made of: strict sections, and single values with their forms.

Private to config/: whatever leaves this package is a frozen value of model or settings.
"""

from datetime import time, timedelta
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator

from watchdesk.config import forms, quantities


class Section(BaseModel):
    """A mapping of known keys; an unknown key or a value of another type is an error."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Item = TypeVar("Item")


def _items(said: object) -> object:
    if said is None:
        return ()
    return tuple(said) if isinstance(said, list) else said


# A key whose list or mapping is all commented out says the same as no key.
ListOf: TypeAlias = Annotated[tuple[Item, ...], BeforeValidator(_items)]
Defaulted: TypeAlias = Annotated[Item, BeforeValidator(lambda said: {} if said is None else said)]

Text: TypeAlias = Annotated[str, PlainValidator(forms.text)]
Id: TypeAlias = Annotated[str, PlainValidator(forms.identifier)]
Language: TypeAlias = Annotated[str, PlainValidator(forms.language)]
FeedAddress: TypeAlias = Annotated[str, PlainValidator(forms.feed_address)]
MailAddress: TypeAlias = Annotated[str, PlainValidator(forms.mail_address)]
Contact: TypeAlias = Annotated[str, PlainValidator(forms.contact)]
Network: TypeAlias = Annotated[IPv4Network | IPv6Network, PlainValidator(forms.network)]
TimeZone: TypeAlias = Annotated[ZoneInfo, PlainValidator(forms.timezone)]
HeaderName: TypeAlias = Annotated[str, PlainValidator(forms.header_name)]
HeaderText: TypeAlias = Annotated[str, PlainValidator(forms.header_text)]
SecretText: TypeAlias = Annotated[str, PlainValidator(forms.secret)]
Duration: TypeAlias = Annotated[timedelta, PlainValidator(quantities.duration)]
Size: TypeAlias = Annotated[int, PlainValidator(quantities.size)]
TimeOfDay: TypeAlias = Annotated[time, PlainValidator(quantities.time_of_day)]
