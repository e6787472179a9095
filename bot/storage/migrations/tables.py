"""All tables: importing this fills `bot.storage.schema.metadata`."""

import bot.catalogue.faults
import bot.files.model
import bot.learning.model
import bot.requests.model
import bot.staff.model
import bot.storage.tables  # noqa: F401 -- each declares its own
