"""The application, put together: extensions, blueprints, errors, filters."""

from __future__ import annotations

from typing import Any

from flask import Flask

from app import models
from app import settings as settings_module
from app.accounts.routes import bp as accounts
from app.api.routes import bp as api
from app.attachments.routes import bp as attachments
from app.audit.routes import bp as audit
from app.comments.routes import bp as comments
from app.demo.command import demo
from app.exports.routes import bp as exports
from app.extensions import db, htmx, migrate
from app.filters.routes import bp as filters
from app.goodbyes.routes import bp as goodbyes
from app.history.routes import bp as history
from app.insights.routes import bp as insights
from app.instance.routes import bp as instance
from app.keyboard.routes import bp as keyboard
from app.keyboard.routes import init_keyboard
from app.live import publishing
from app.live.routes import bp as live
from app.notifications.routes import bp as notifications
from app.offline.routes import bp as offline
from app.ops.backups import backup, restore
from app.ops.doctor.command import doctor
from app.ops.durability import refuse_forgetful_database
from app.ops.routes import bp as ops
from app.ops.walls import walls
from app.palette.routes import bp as palette
from app.projects.routes import bp as projects
from app.projects.shell import init_shell
from app.settings import Settings
from app.shares.routes import bp as shares
from app.tasks.refs import RefConverter
from app.tasks.routes import bp as tasks
from app.template_filters import init_filters
from app.translation.commands import sentences
from app.trash.routes import bp as trash
from app.watching.routes import bp as watching
from app.web.assets import BUILD, init_assets
from app.web.cache import init_cache
from app.web.compression import init_compression
from app.web.cross_site import init_cross_site
from app.web.errors import init_errors
from app.web.flash import init_flash
from app.web.headers import init_headers
from app.web.hosts import init_hosts
from app.web.limits import init_limits
from app.web.logs import configure_logs
from app.web.redis import init_redis
from app.web.request_ids import init_request_ids
from app.web.retries import RetryingFlask
from app.web.templating import init_templating
from app.words.commands import words
from app.workspaces.guards import init_guards
from app.workspaces.routes import bp as workspaces

WATCHED = (models.__all__, publishing.publish)  # loading them also loads what seals, and tells of, each transaction
BLUEPRINTS = (
    ops,
    offline,
    accounts,
    workspaces,
    projects,
    tasks,
    filters,
    comments,
    attachments,
    watching,
    api,
    trash,
    insights,
    notifications,
    history,
    live,
    keyboard,
    palette,
    shares,
    exports,
    audit,
    goodbyes,
    instance,
)
COMMANDS = (demo, doctor, words, sentences, walls, backup, restore)


def build(settings: Settings | None = None) -> Flask:
    """Return the application for these settings, by default those of the environment."""
    settings = settings or settings_module.load()
    configure_logs(settings.log_level)
    app = RetryingFlask(__name__, template_folder="../templates", static_folder=None)
    app.config |= flask_config(settings)
    app.url_map.converters["ref"] = RefConverter
    db.init_app(app)
    migrate.init_app(app, db, directory="migrations")
    htmx.init_app(app)
    for init in (
        init_compression,
        init_hosts,
        init_redis,
        init_request_ids,
        init_headers,
        init_errors,
        init_flash,
        init_cross_site,
        init_guards,
        init_limits,
        init_cache,
        init_filters,
        init_templating,
        init_assets,
        init_shell,
        init_keyboard,
    ):
        init(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    if settings.is_production:
        refuse_forgetful_database(settings)
    return app


def flask_config(settings: Settings) -> dict[str, Any]:
    """Return Flask's configuration: our settings in upper case, and the limits on what is read."""
    return {
        **{name.upper(): value for name, value in settings.model_dump().items()},
        "SETTINGS": settings,
        "BUILD": BUILD,
        "TRUSTED_HOSTS": None,  # Flask would refuse all others, health checks too; see web/hosts.py
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_size": settings.database_pool_size,
            "max_overflow": 5,
            "pool_timeout": 5,
            "pool_recycle": 1800,
            "hide_parameters": True,  # errors are logged, and what people typed is not
            "connect_args": {
                "connect_timeout": 3,
                **({"prepare_threshold": None} if settings.database_pooler else {}),
                "options": (
                    f"-c statement_timeout={settings.statement_timeout_ms} -c lock_timeout=2000"
                    " -c idle_in_transaction_session_timeout=15000 -c timezone=UTC"
                ),
            },
        },
        "MAX_CONTENT_LENGTH": 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 1000,
        "TEMPLATES_AUTO_RELOAD": settings.debug,
    }
