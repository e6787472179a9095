"""One module per attack: its docstring's first line says what it does; `run` does it.

`run(target)` returns within about `target.seconds` what the program answered, in a few words;
they begin with "!" when somebody honest was not served. `prepare(folder)`, where there is one,
makes before what the attack needs. A module may name `SETTINGS` the program is started with,
`TELEGRAM = True` for a Bot API, and `DISK`, the MB it may take where that is more than usual.
"""

NAMES = (
    "control",
    "bombs",
    "sign_in",
    "letters",
    "connections",
    "half_headers",
    "slow_bodies",
    "streams",
    "dripping",
    "disk",
    "large_bodies",
    "ampersands",
    "forged_updates",
    "telegram_flood",
    "new_sessions",
)
