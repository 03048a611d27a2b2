"""All settings, read once from the environment and checked strictly.

Standard library only: `run` checks the settings with this file before anything is installed.
A misspelled setting is never ignored: it stops the start.
"""

import difflib
import ipaddress
import os
import re
import secrets
import zoneinfo
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from webapp.lib import mail_settings, variables
from webapp.lib.data_folder import make_data_folder as make_data_folder  # for the launcher too
from webapp.lib.files import write_whole
from webapp.lib.oauth import apps
from webapp.lib.public_origin import is_public
from webapp.lib.variables import SettingError

PROJECT = Path(__file__).resolve().parent
WEB_THREADS = 8  # in each web process; the pool of database connections is sized by it
LOCK_TIMEOUT_MS = 15_000  # how long a statement waits for a lock of the database
MAX_BODY_BYTES = 1024 * 1024
MAX_UPLOAD_BYTES = 8 * MAX_BODY_BYTES  # of a form that takes pictures
FORM_SECONDS = 2
FORM_TOKEN_SECONDS = 12 * 3600
MIN_SECRET_KEY_LETTERS = 16
MOST_OF_A_LIMIT = 1_000_000
KINDS_OF_ENVIRONMENT = ("demo", "production", "test")
OUR_PREFIXES = ("OPENSLOT_", "MAIL_", "RATELIMIT_")
FOR_TESTS = frozenset(("TEST_DATABASE_URL", "OPENSLOT_SCREENSHOTS"))
KNOWN = {*FOR_TESTS, *apps.NAMES, *mail_settings.NAMES} | frozenset(
    "PORT HOST BASE_URL DATABASE_URL SECRET_KEY WEB_CONCURRENCY RATELIMIT_ENABLED "
    "RATELIMIT_MAILS_PER_RECIPIENT RATELIMIT_ADDRESSES_PER_VISITOR RATELIMIT_ADDRESSES_PER_KEY "
    "RATELIMIT_CHANGES_PER_BOOKING RATELIMIT_BOOKINGS_PER_ADDRESS RATELIMIT_BOOKINGS_PER_VISITOR "
    "OPENSLOT_DATA OPENSLOT_ENV OPENSLOT_OUTBOUND_ALLOW OPENSLOT_PROXIES OPENSLOT_METRICS_TOKEN OPENSLOT_SYNC_SECONDS "
    "OPENSLOT_OLD_SECRET_KEYS OPENSLOT_BLOCKED_GUESTS".split()
)

# Use the zones of the `tzdata` wheel, so that every machine has the same rules.
zoneinfo.reset_tzpath(())

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, kw_only=True)
class OutboundAllow:
    """Private hosts (in lower case) and networks that outgoing requests may reach."""

    hosts: frozenset[str]
    networks: tuple[Network, ...]


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How often guests may do what costs others something. Each is explained in `docs/operating.md`."""

    mails_per_recipient: int = 20  # an hour
    addresses_per_visitor: int = 30  # an hour
    addresses_per_key: int = 300  # an hour
    changes_per_booking: int = 20
    bookings_per_address: int = 10  # live ones, on one page
    bookings_per_visitor: int = 20  # live ones, on one page


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings, with defaults filled in. `secret_key` None: the key is in a file in the data folder."""

    environment: str
    host: str
    port: int
    base_url: str
    data: Path
    database_url: str
    secret_key: str | None
    old_secret_keys: tuple[str, ...]
    web_processes: int
    proxies: int
    metrics_token: str | None
    sync_seconds: int
    outbound_allow: OutboundAllow
    provider_apps: Mapping[str, apps.ProviderApp]
    blocked_guests: tuple[str, ...]
    ratelimit_enabled: bool
    limits: Limits
    mail_server: str | None
    mail_port: int
    mail_username: str | None
    mail_password: str | None
    mail_use_tls: bool
    mail_use_ssl: bool
    mail_default_sender: str

    @property
    def form_seconds(self) -> int:
        """How long a guest has a booking form open at least; no time where no limits count, and in tests."""
        return FORM_SECONDS if self.ratelimit_enabled and self.environment != "test" else 0

    @property
    def is_for_this_machine(self) -> bool:
        """Whether nobody else's machine can connect."""
        if variables.is_address(self.host):
            return ipaddress.ip_address(self.host).is_loopback
        return self.host.lower() == "localhost"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read every setting. Raises SettingError for the first that is misspelled or makes no sense."""
        given = {name: value.strip() for name, value in environ.items() if value.strip()}
        _refuse_misspelled(given)
        environment = variables.choice(given, "OPENSLOT_ENV", default="demo", among=KINDS_OF_ENVIRONMENT)
        data = Path(os.path.abspath(given.get("OPENSLOT_DATA", PROJECT / "instance")))
        host, port = _host(given), variables.number(given, "PORT", default=8000, lowest=1, highest=65535)
        base_url = _base_url(given, host=host, port=port)
        return cls(
            environment=environment,
            host=host,
            port=port,
            base_url=base_url,
            data=data,
            database_url=_database_url(given, data=data),
            secret_key=_secret_key(given, environment=environment),
            old_secret_keys=variables.several(
                given, "OPENSLOT_OLD_SECRET_KEYS", shortest=MIN_SECRET_KEY_LETTERS
            ),
            web_processes=variables.number(given, "WEB_CONCURRENCY", default=2, lowest=1, highest=64),
            proxies=variables.number(given, "OPENSLOT_PROXIES", default=0, lowest=0, highest=8),
            metrics_token=given.get("OPENSLOT_METRICS_TOKEN"),
            sync_seconds=variables.number(
                given, "OPENSLOT_SYNC_SECONDS", default=60, lowest=15, highest=3600
            ),
            outbound_allow=_outbound_allow(given),
            provider_apps=apps.read(given),
            blocked_guests=_blocked_guests(given),
            ratelimit_enabled=variables.boolean(given, "RATELIMIT_ENABLED", default=True),
            limits=_limits(given),
            **mail_settings.read(given, base_url=base_url),
        )


def _blocked_guests(given: Mapping[str, str]) -> tuple[str, ...]:
    entries = variables.several(given, "OPENSLOT_BLOCKED_GUESTS", shortest=4)
    for entry in entries:
        if "." not in entry.rpartition("@")[2] or set(entry) & set(" ;<>*"):
            raise SettingError(f"OPENSLOT_BLOCKED_GUESTS: {entry!r} is no e-mail address and no domain")
    return entries


def flask_config(settings: Settings) -> dict[str, Any]:
    """The mapping for `app.config`. Makes the data folder and, when none was given, the secret key in it.

    What is kept there can be read by its owner only.
    """
    make_data_folder(settings.data)
    return {
        "TESTING": settings.environment == "test",
        "SECRET_KEY": settings.secret_key or stored_secret_key(settings.data),
        "OPENSLOT_OLD_SECRET_KEYS": settings.old_secret_keys,
        "BASE_URL": settings.base_url,
        "PREFERRED_URL_SCHEME": urlsplit(settings.base_url).scheme,
        "OPENSLOT_TAKES_PUSHES": is_public(settings.base_url),  # of calendar providers, on the internet
        "MAX_CONTENT_LENGTH": MAX_BODY_BYTES,
        "OPENSLOT_ENV": settings.environment,
        "OPENSLOT_DATA": settings.data,
        "OPENSLOT_OUTBOUND_ALLOW": settings.outbound_allow,
        "OPENSLOT_PROVIDER_APPS": settings.provider_apps,
        "OPENSLOT_PROXIES": settings.proxies,
        "OPENSLOT_METRICS_TOKEN": settings.metrics_token,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(settings.database_url),
        "SESSION_COOKIE_NAME": "openslot",
        "SESSION_COOKIE_SECURE": settings.base_url.startswith("https://"),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": FORM_TOKEN_SECONDS,
        "OPENSLOT_BLOCKED_GUESTS": settings.blocked_guests,
        "OPENSLOT_FORM_SECONDS": settings.form_seconds,
        "RATELIMIT_ENABLED": settings.ratelimit_enabled,
        "OPENSLOT_LIMITS": settings.limits,
        "OPENSLOT_SYNC_SECONDS": settings.sync_seconds,
        **{name.upper(): value for name, value in vars(settings).items() if name.startswith("mail_")},
    }


def stored_secret_key(data: Path) -> str:
    """The key in the data folder. It is made when there is none; when several processes try, all get the same key."""
    make_data_folder(data)
    path = data / "secret_key"
    if not path.exists():
        with suppress(FileExistsError):
            write_whole(path, f"{secrets.token_urlsafe(48)}\n".encode(), replace=False)
    key = path.read_text().strip()
    if len(key) < MIN_SECRET_KEY_LETTERS:
        raise SettingError(f"SECRET_KEY: the file {path} is damaged; restore it from a backup")
    return key


def _refuse_misspelled(given: Mapping[str, str]) -> None:
    for name in sorted(set(given) - set(KNOWN)):
        meant = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.85)
        is_typo = bool(meant) and len(meant[0]) >= 8 and abs(len(meant[0]) - len(name)) <= 1
        if is_typo or name.startswith(OUR_PREFIXES):
            raise SettingError(f"{name} is not a setting" + (f"; did you mean {meant[0]}?" if meant else ""))


def _host(given: Mapping[str, str]) -> str:
    host = given.get("HOST", "127.0.0.1").strip("[]")
    if not variables.is_address(host) and not variables.is_host_name(host):
        raise SettingError(f"HOST must be an address or a host name to listen on, not {host!r}")
    if host in ("0.0.0.0", "::") and "BASE_URL" not in given:
        raise SettingError(f"BASE_URL must be set when HOST is {host}: mails need a public address")
    return host


def _base_url(given: Mapping[str, str], *, host: str, port: int) -> str:
    value = given.get("BASE_URL", f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or not re.fullmatch(r"[^/]+//[^/?#@\s]+/?", value):
        raise SettingError(f"BASE_URL must be an origin such as https://book.example.com, not {value!r}")
    return value.rstrip("/").lower()


def _database_url(given: Mapping[str, str], *, data: Path) -> str:
    scheme, _, rest = given.get("DATABASE_URL", "sqlite:///openslot.sqlite3").partition("://")
    if rest and scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and re.match("/+[^/]", rest) and ":memory:" not in rest:
        return f"sqlite:///{data / rest[1:]}"  # a relative file lies in the data folder
    raise SettingError("DATABASE_URL must begin with postgresql:// or be such as sqlite:///openslot.sqlite3")


def _secret_key(given: Mapping[str, str], *, environment: str) -> str | None:
    value = given.get("SECRET_KEY")
    if environment == "production" and len(value or "") < MIN_SECRET_KEY_LETTERS:
        raise SettingError(f"SECRET_KEY must have {MIN_SECRET_KEY_LETTERS} letters: see docs/operating.md")
    return value


def _limits(given: Mapping[str, str]) -> Limits:
    def read(name: str, default: int) -> int:
        setting = f"RATELIMIT_{name.upper()}"
        return variables.number(given, setting, default=default, lowest=1, highest=MOST_OF_A_LIMIT)

    return Limits(**{name: read(name, default) for name, default in asdict(Limits()).items()})


def _outbound_allow(given: Mapping[str, str]) -> OutboundAllow:
    hosts: set[str] = set()
    networks: list[Network] = []
    for item in filter(None, (part.strip() for part in given.get("OPENSLOT_OUTBOUND_ALLOW", "").split(","))):
        try:
            networks.append(ipaddress.ip_network(item, strict=False))
        except ValueError:
            if not variables.is_host_name(item):
                raise SettingError(
                    f"OPENSLOT_OUTBOUND_ALLOW must list hosts or networks such as 10.0.0.0/8, not {item!r}"
                ) from None
            hosts.add(item.lower())
    return OutboundAllow(hosts=frozenset(hosts), networks=tuple(networks))


def _engine_options(database_url: str) -> dict[str, Any]:
    # `hide_parameters` keeps the values of statements, such as salts and e-mail addresses, out of every log.
    pool = {"hide_parameters": True, "pool_size": WEB_THREADS + 2, "max_overflow": WEB_THREADS}
    pool["pool_timeout"] = 10
    if database_url.startswith("sqlite"):
        return pool
    # The system itself gives up a connection whose other end has vanished only after hours.
    keepalive = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
    # Our statements are small; compiling one anew, as the server's planner does for many parts, takes seconds.
    options = f"-c lock_timeout={LOCK_TIMEOUT_MS} -c jit=off"
    connect_args = {"connect_timeout": 5, "options": options, **keepalive}
    return {**pool, "pool_pre_ping": True, "connect_args": connect_args}
