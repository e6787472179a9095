"""A Viber of our own, over real HTTP, for tests: strict where Viber is strict.

- `fixtures.py`: pytest fixtures `viber` (a server in the test's event loop) and `citizen`.
- `citizen.py`: a person; `Citizen(local(fake))` or `Citizen(remote(address))`.
"""
