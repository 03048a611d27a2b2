"""The tables. Models import no services and no views; `busy_span` explains how the database refuses an overlap."""

from webapp.models.absence import Absence
from webapp.models.administrator_act import AdministratorAct
from webapp.models.application import ApiKey, Application
from webapp.models.booking import (
    BOOKED,
    CANCELLED,
    DECLINED,
    EXPIRED,
    ICS_STATUS,
    OVER,
    PENDING,
    WITHDRAWN,
    Booking,
    BookingChange,
    BookingHost,
)
from webapp.models.busy_span import BusySpan
from webapp.models.calendar import Calendar
from webapp.models.configuration import Configuration, ConfigurationColumns, HoursFollower
from webapp.models.event import Event
from webapp.models.event_edit import EventEdit
from webapp.models.grant import Grant
from webapp.models.image import Image
from webapp.models.invitation import Invitation
from webapp.models.logo import Logo
from webapp.models.metrics import MetricsSnapshot
from webapp.models.mirror import Mirror
from webapp.models.oauth import ACCESS, REFRESH, Authorization, RedirectUri, Token
from webapp.models.organizer import AccountLink, Organizer, SetupLink, SignIn
from webapp.models.outbox import Attempt, OutboxEntry, WorkerBeat
from webapp.models.push_channel import PushChannel
from webapp.models.rate_limit import RateLimit
from webapp.models.second_factor import RecoveryCode, SecondFactor, SignInAttempt
from webapp.models.session import SchedulerSession
from webapp.models.tally import Tally
from webapp.models.types import Model, new_id
from webapp.models.webhook import Webhook

__all__ = [
    "ACCESS",
    "BOOKED",
    "CANCELLED",
    "DECLINED",
    "EXPIRED",
    "ICS_STATUS",
    "OVER",
    "PENDING",
    "WITHDRAWN",
    "REFRESH",
    "Absence",
    "AdministratorAct",
    "AccountLink",
    "ApiKey",
    "Application",
    "Attempt",
    "Authorization",
    "Booking",
    "BookingChange",
    "BookingHost",
    "BusySpan",
    "Calendar",
    "Configuration",
    "ConfigurationColumns",
    "Event",
    "EventEdit",
    "Grant",
    "HoursFollower",
    "Image",
    "Invitation",
    "Logo",
    "MetricsSnapshot",
    "Mirror",
    "Model",
    "Organizer",
    "OutboxEntry",
    "PushChannel",
    "RateLimit",
    "RecoveryCode",
    "RedirectUri",
    "SchedulerSession",
    "SecondFactor",
    "SetupLink",
    "SignIn",
    "SignInAttempt",
    "Tally",
    "Token",
    "Webhook",
    "WorkerBeat",
    "new_id",
]
