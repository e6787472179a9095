"""Alembic's environment: one connection, handed over by `bot.storage.migrate`."""

from alembic import context

import bot.catalogue.faults
import bot.desk.model
import bot.files.model
import bot.learning.model
import bot.staff.model  # noqa: F401 -- the tables of features
from bot.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=False,
)
with context.begin_transaction():
    context.run_migrations()
