"""A Bot API server of our own, over real HTTP, for tests: strict where Telegram is strict.

Every call is checked with aiogram's models, every update it hands out too, so two readings of
the Bot API (ours and aiogram's) have to agree.

- `fixtures.py`: pytest fixtures `telegram` (a server in the test's event loop) and `citizen`.
- `python -m tests.fakes.telegram --port N`: a process of its own; it prints its address.
- `citizen.py`: a person; `Citizen(local(fake))` or `Citizen(remote(address))`.
"""
