"""The cache saves time and never changes what is loaded."""

import json

from bot.content import load
from tests.unit.content.small import broken, small_content


def test_cached_content_is_the_same(tmp_path):
    folder = small_content(tmp_path)
    cache = tmp_path / "cache.json"
    fresh = load(folder, cache=cache)
    assert cache.exists()
    cached = load(folder, cache=cache)
    assert list(cached.content.catalogue) == list(fresh.content.catalogue)
    assert cached.content.calendar == fresh.content.calendar
    assert cached.content.version == fresh.content.version


def test_a_changed_file_is_read_again(tmp_path):
    cache = tmp_path / "cache.json"
    before = load(small_content(tmp_path), cache=cache).content
    changed = broken("services/identity.yaml", "uk: Паспорт громадянина.", "uk: Інше.")
    after = load(small_content(tmp_path, **changed), cache=cache).content
    assert after.catalogue.get("id-card").what.main == "Інше."
    assert after.version != before.version


def test_a_damaged_cache_is_ignored(tmp_path):
    cache = tmp_path / "cache.json"
    cache.write_text("{", encoding="utf-8")
    assert load(small_content(tmp_path), cache=cache).problems == ()


def test_what_comes_from_the_cache_is_validated(tmp_path):
    folder = small_content(tmp_path)
    cache = tmp_path / "cache.json"
    load(folder, cache=cache)
    stored = json.loads(cache.read_text(encoding="utf-8"))
    for data in stored["files"].values():
        if "services" in data:
            data["services"][0]["kind"] = "nonsense"
    cache.write_text(json.dumps(stored), encoding="utf-8")
    loaded = load(folder, cache=cache)
    assert "id-card" not in loaded.content.catalogue
    assert loaded.problems[0].line == 4


def test_a_disk_that_cannot_be_written_costs_nothing_but_time(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert load(small_content(tmp_path), cache=blocked / "cache.json").problems == ()
