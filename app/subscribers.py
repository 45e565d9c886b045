"""Who listens to what happens: the relay tells these, in this order."""

from __future__ import annotations

from app.activity.relay import Subscriber
from app.notifications.listening import LISTENER
from app.notifications.reminding import RESCHEDULER

SUBSCRIBERS: tuple[Subscriber, ...] = (LISTENER, RESCHEDULER)
