"""Settings: what is accepted, what it becomes, and what stops the start with a line that names it."""

import stat
import zoneinfo
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from ipaddress import ip_network
from pathlib import Path

import pytest

from config import PROJECT, SettingError, Settings, flask_config, stored_secret_key

PRODUCTION = {"OPENSLOT_ENV": "production", "SECRET_KEY": "a-key-of-enough-letters"}


def test_an_empty_environment_is_the_demo_on_the_loopback_address() -> None:
    settings = Settings.from_environment({})

    assert (settings.environment, settings.host, settings.port) == ("demo", "127.0.0.1", 8000)
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.data == PROJECT / "instance"
    assert settings.database_url == f"sqlite:///{PROJECT}/instance/openslot.sqlite3"
    assert settings.ratelimit_enabled


def test_an_empty_value_counts_as_not_set() -> None:
    assert Settings.from_environment({"PORT": "", "MAIL_SERVER": " "}) == Settings.from_environment({})


def test_settings_of_other_programs_are_left_alone() -> None:
    others = {
        "HOME": "/",
        "MAIL": "/var/mail/me",
        "SECRET_DIR": "/s",
        "POSTGRES_HOST": "db",
        "API_BASE_URL": "x",
    }

    assert Settings.from_environment(others) == Settings.from_environment({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "80a"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "٣"),
        ("HOST", "two words"),
        ("HOST", "127.1"),
        ("BASE_URL", "book.example.org"),
        ("BASE_URL", "ftp://book.example.org"),
        ("BASE_URL", "https://book.example.org/under/a/path"),
        ("BASE_URL", "https://book.example.org?x=1"),
        ("BASE_URL", "https://me:secret@book.example.org"),
        ("BASE_URL", "https://book.example.org:99999"),
        ("BASE_URL", "https://[::1"),
        ("BASE_URL", "https://"),
        ("DATABASE_URL", "openslot.sqlite3"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "mysql://me:secret@db/openslot"),
        ("DATABASE_URL", "postgresql+asyncpg://db/openslot"),
        ("WEB_CONCURRENCY", "0"),
        ("OPENSLOT_ENV", "prod"),
        ("OPENSLOT_PROXIES", "yes"),
        ("OPENSLOT_OUTBOUND_ALLOW", "10.0.0"),
        ("OPENSLOT_OUTBOUND_ALLOW", "http://dav.lan/"),
        ("OPENSLOT_OUTBOUND_ALLOW", "10.0.0.0/64"),
        ("RATELIMIT_ENABLED", "maybe"),
        ("RATELIMIT_MAILS_PER_RECIPIENT", "0"),
        ("RATELIMIT_CHANGES_PER_BOOKING", "many"),
        ("MAIL_SERVER", "smtp://mail.example.org"),
        ("MAIL_DEFAULT_SENDER", "nobody"),
    ],
)
def test_a_senseless_value_is_refused_by_name_in_one_line(name: str, value: str) -> None:
    with pytest.raises(SettingError) as refused:
        Settings.from_environment({name: value})

    assert str(refused.value).startswith(name)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("misspelled", "meant"),
    [
        ("OPENSLOT_DAT", "OPENSLOT_DATA"),
        ("MAIL_SEVER", "MAIL_SERVER"),
        ("DATABSE_URL", "DATABASE_URL"),
        ("SECRETKEY", "SECRET_KEY"),
        ("BASE_ULR", "BASE_URL"),
        ("RATELIMIT_ENABLE", "RATELIMIT_ENABLED"),
    ],
)
def test_a_misspelled_name_is_refused_with_the_name_that_was_meant(misspelled: str, meant: str) -> None:
    with pytest.raises(SettingError, match=f"^{misspelled} is not a setting; did you mean {meant}"):
        Settings.from_environment({misspelled: "anything"})


@pytest.mark.parametrize("name", ["OPENSLOT_FAVOURITE_COLOUR", "MAIL_DEBUG", "RATELIMIT_STORAGE_URI"])
def test_an_unknown_name_under_a_prefix_of_ours_is_refused(name: str) -> None:
    with pytest.raises(SettingError, match=f"^{name} is not a setting"):
        Settings.from_environment({name: "anything"})


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("mails_per_recipient", 20),
        ("addresses_per_visitor", 30),
        ("addresses_per_key", 300),
        ("changes_per_booking", 20),
        ("bookings_per_address", 10),
        ("bookings_per_visitor", 20),
    ],
)
def test_each_limit_is_a_setting(name: str, default: int, tmp_path: Path) -> None:
    data = {"OPENSLOT_DATA": str(tmp_path)}
    settings = Settings.from_environment({f"RATELIMIT_{name.upper()}": "7", **data})

    assert getattr(Settings.from_environment(data).limits, name) == default
    assert getattr(settings.limits, name) == 7
    assert flask_config(settings)["OPENSLOT_LIMITS"] == settings.limits


def test_a_refusal_never_repeats_a_password() -> None:
    with pytest.raises(SettingError) as refused:
        Settings.from_environment({"DATABASE_URL": "mysql://me:hunter2@db/openslot"})

    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_listening_on_every_address_asks_for_the_public_one(host: str) -> None:
    with pytest.raises(SettingError, match="^BASE_URL must be set"):
        Settings.from_environment({"HOST": host})


def test_the_base_url_loses_its_last_slash_and_its_capitals() -> None:
    assert (
        Settings.from_environment({"BASE_URL": "HTTPS://Book.Example.org/"}).base_url
        == "https://book.example.org"
    )


def test_a_base_url_of_an_ipv6_address_has_brackets() -> None:
    assert Settings.from_environment({"HOST": "::1", "PORT": "81"}).base_url == "http://[::1]:81"


@pytest.mark.parametrize("key", [None, "short"])
def test_production_asks_for_a_long_secret_key(key: str | None) -> None:
    environ = {"OPENSLOT_ENV": "production"} | ({"SECRET_KEY": key} if key else {})

    with pytest.raises(SettingError, match="^SECRET_KEY must .* see docs"):
        Settings.from_environment(environ)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_means_the_driver_we_ship(scheme: str) -> None:
    settings = Settings.from_environment({"DATABASE_URL": f"{scheme}://me:pw@db/openslot?sslmode=require"})

    assert settings.database_url == "postgresql+psycopg://me:pw@db/openslot?sslmode=require"


@pytest.mark.parametrize(
    ("given", "file"), [("sqlite:///mine.db", "/data/mine.db"), ("sqlite:////else/mine.db", "/else/mine.db")]
)
def test_a_relative_sqlite_file_lies_in_the_data_folder(given: str, file: str) -> None:
    settings = Settings.from_environment({"DATABASE_URL": given, "OPENSLOT_DATA": "/data"})

    assert settings.database_url == f"sqlite:///{file}"


def test_outbound_exceptions_are_hosts_and_networks() -> None:
    allow = Settings.from_environment(
        {"OPENSLOT_OUTBOUND_ALLOW": "127.0.0.0/8, DAV.lan,fd00::/8"}
    ).outbound_allow

    assert allow.hosts == {"dav.lan"}
    assert allow.networks == (ip_network("127.0.0.0/8"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("base_url", "secure"), [("https://book.example.org", True), ("http://book.lan", False)]
)
def test_cookies_are_secure_where_the_public_address_is(base_url: str, secure: bool, tmp_path: Path) -> None:
    made = flask_config(Settings.from_environment({"BASE_URL": base_url, "OPENSLOT_DATA": str(tmp_path)}))

    assert made["SESSION_COOKIE_SECURE"] is secure
    assert made["SESSION_COOKIE_HTTPONLY"] is True
    assert made["SESSION_COOKIE_SAMESITE"] == "Lax"


def test_a_given_secret_key_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    made = flask_config(Settings.from_environment({**PRODUCTION, "OPENSLOT_DATA": str(tmp_path)}))

    assert made["SECRET_KEY"] == PRODUCTION["SECRET_KEY"]
    assert list(tmp_path.iterdir()) == []


def test_only_its_owner_can_read_a_made_secret_key(tmp_path: Path) -> None:
    key = stored_secret_key(tmp_path / "data")

    assert stored_secret_key(tmp_path / "data") == key
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["secret_key"]


def test_of_many_that_make_the_secret_key_at_once_all_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(stored_secret_key, [tmp_path] * 64))

    assert len(keys) == 1


def test_a_damaged_secret_key_is_refused_rather_than_replaced(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("")

    with pytest.raises(SettingError, match="^SECRET_KEY: .* is damaged"):
        stored_secret_key(tmp_path)


def test_a_data_folder_that_cannot_be_made_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(SettingError, match="^OPENSLOT_DATA: cannot write in"):
        stored_secret_key(tmp_path / "file" / "data")


def test_zones_come_from_the_tzdata_wheel_and_not_from_the_system() -> None:
    shipped = files("tzdata").joinpath("zones").read_text().split()

    assert zoneinfo.TZPATH == ()
    assert zoneinfo.available_timezones() == set(shipped)


@pytest.mark.parametrize("url", ["sqlite:///openslot.sqlite3", "postgresql://app@localhost/openslot"])
def test_an_error_of_the_database_is_logged_without_what_the_statement_carried(
    tmp_path: Path, url: str
) -> None:
    settings = Settings.from_environment({"OPENSLOT_DATA": str(tmp_path), "DATABASE_URL": url})

    options = flask_config(settings)["SQLALCHEMY_ENGINE_OPTIONS"]

    assert options["hide_parameters"] is True
