"""Settings of Remit. Each variable is described in docs/reference/settings.md (kept by a test)."""

import os
from contextlib import suppress
from pathlib import Path
from string import hexdigits

from csp.constants import NONE, SELF

from remit.project.environment import Environment
from remit.project.sqlite import fair

SOURCE = Path(__file__).resolve().parent.parent
ENVIRONMENT = Environment(os.environ)

# Where the database, the secret key and files live when nothing else is said.
HOME = ENVIRONMENT.folder("REMIT_HOME", "var", made=True)


def _key(variable: str, file: str) -> str:
    """A secret from its variable, else made once and kept beside the database."""
    if given := ENVIRONMENT.secret(variable):
        return given
    path = HOME / file
    try:
        if not path.exists():
            with suppress(FileExistsError):  # another process was quicker
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                os.write(handle, os.urandom(32).hex().encode())
                os.close(handle)
        return path.read_text()
    except OSError:
        ENVIRONMENT.fault("REMIT_HOME", str(HOME), "a folder that can be made and written")
        return ""


SECRET_KEY = _key("REMIT_SECRET_KEY", "secret.key")


def _bytes(variable: str, file: str) -> str:
    """A key of 32 bytes in hexadecimal."""
    key = _key(variable, file)
    if len(key) != 64 or not set(key) <= set(hexdigits):
        ENVIRONMENT.fault(variable, "(secret)", "empty or 64 hexadecimal digits")
    return key


# Signs the checkpoints of the ledger.
LEDGER_KEY = _bytes("REMIT_LEDGER_KEY", "ledger.key")
# Wraps the keys under which what is said of people is kept.
VAULT_KEY = _bytes("REMIT_VAULT_KEY", "vault.key")
# Whose cosignatures count, and after how many seconds a silent witness is an alarm.
WITNESSES = ENVIRONMENT.witnesses("REMIT_WITNESSES")
WITNESS_PATIENCE = ENVIRONMENT.number("REMIT_WITNESS_PATIENCE", 180, 10, 604_800)
DEBUG = ENVIRONMENT.flag("REMIT_DEBUG", default=False)
ALLOWED_HOSTS = ENVIRONMENT.hosts("REMIT_HOSTS", "127.0.0.1,localhost,[::1]")
BASE_URL = ENVIRONMENT.origin("REMIT_BASE_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
HTTPS = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_AGE = ENVIRONMENT.number("REMIT_SESSION_HOURS", 12, 1, 720) * 3600

DATABASES = {
    "default": fair(
        ENVIRONMENT.database("REMIT_DATABASE_URL", f"sqlite:///{HOME}/remit.sqlite3"),
        seconds=ENVIRONMENT.number("REMIT_WRITER_PATIENCE", 30, 1, 600),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MAIL_SERVER = ENVIRONMENT.mail("EMAIL_URL")
DEFAULT_FROM_EMAIL = ENVIRONMENT.sender("REMIT_MAIL_FROM", "remit@localhost")
EMAIL_TIMEOUT = 20
globals().update(MAIL_SERVER)

LANGUAGE_CODE = ENVIRONMENT.choice("REMIT_LANGUAGE", "zh-hans", ("zh-hans", "en"))
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = sorted(SOURCE.glob("**/locale"))
TIME_ZONE = ENVIRONMENT.zone("REMIT_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
RULEPACKS = ENVIRONMENT.folder("REMIT_RULEPACKS", str(SOURCE.parent.parent / "rulepacks"))
# Where it says how long what is kept is kept.
RETENTION = ENVIRONMENT.folder(
    "REMIT_RETENTION", str(SOURCE.parent.parent / "rulepacks" / "retention")
)
ACCEPTANCE_DATA = ENVIRONMENT.text("REMIT_ACCEPTANCE_DATA", "../shared/data")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "remit.apps.vault",
    "remit.apps.ledger",
    "remit.apps.correspondence",
    "remit.apps.organisation",
    "remit.apps.matters",
    "remit.apps.plans",
    "remit.apps.cases",
    "remit.apps.retention",
    "remit.apps.lab",
    "remit.web",
]
AUTH_USER_MODEL = "organisation.Person"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "remit.web.published.PublishedMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "remit.web.standpoint.StandpointMiddleware",
]
ROOT_URLCONF = "remit.project.urls"
WSGI_APPLICATION = "remit.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": sorted(path for path in (SOURCE / "web").glob("*/templates")),
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "remit.web.shell.shell",
            ],
            "builtins": ["remit.web.templatetags.remit"],
        },
    }
]
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Scripts and styles are files of the installation; Bootstrap draws small icons from data: addresses.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20
# The largest event log that is handed in on a page, in bytes.
LOG_UPLOAD = ENVIRONMENT.number("REMIT_LOG_UPLOAD", 32, 1, 256) * 2**20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": ENVIRONMENT.choice(
            "REMIT_LOG_LEVEL", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR")
        ),
    },
}

ENVIRONMENT.done()
