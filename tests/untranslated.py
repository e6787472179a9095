"""Languages whose typed words are known while all that is said stays in English."""

from gettext import NullTranslations

from bot.engine.texts import Languages, Texts, load_texts
from bot.languages.folder import LOCALES

UNTRANSLATED = Languages(
    {lang: Texts(lang, NullTranslations(), one.words) for lang, one in load_texts(LOCALES).items()}
)
