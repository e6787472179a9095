"""A small corpus by hand, and a place finder that knows three towns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding import Corpus, CorpusEntry


@dataclass(frozen=True)
class Town:
    code: str


@dataclass(frozen=True)
class Found:
    settlements: tuple[Town, ...]
    spans: tuple[tuple[int, int], ...]


class ThreeTowns:
    """Finds Красилів, Шепетівка and Гуків in any case of the noun."""

    names = (("UA1", "красил[іо]в"), ("UA2", "шепет[іо]в"), ("UA3", "гук[іо]в"))

    def find(self, text: str, *, loose: bool = True) -> Found:
        seen = [
            (Town(code), match.span())
            for code, name in self.names
            for match in re.finditer(rf"\b(?:{name})\w*", text, re.IGNORECASE)
        ]
        return Found(tuple(town for town, _ in seen), tuple(span for _, span in seen))


@dataclass(frozen=True)
class Alarm:
    kind: str
    see: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


ALARMS = (
    Alarm("suicide", always=("хочу померти", "покінч* з собою"), words=("самогуб*",),
          unless=("роман*", "книг*")),
    Alarm("fire", see=("112", "point"), words=("гор* хат*", "пожеж*"), unless=("довідк*",)),
)  # fmt: skip

CORPUS = Corpus(
    entries=(
        CorpusEntry("passport", "service", ("Закордонний паспорт", "Foreign passport"),
              "Оформлення паспорта для виїзду за кордон.", ("закордонний паспорт", "біометричний"),
              ("як зробити закордонний паспорт", "оформить загранпаспорт ребенку",
               "скільки коштує закордонний паспорт", "паспорт для поїздки за кордон",
               "how to get a foreign passport", "passport for travel abroad")),
        CorpusEntry("subsidy", "service", ("Житлова субсидія", "Housing subsidy"),
              "Допомога на оплату комунальних послуг.", ("субсидія", "комунальні послуги"),
              ("як оформити субсидію", "субсидия на газ и свет", "не вистачає на оплату газу",
               "чому скасували субсидію", "help with utility bills", "apply for housing subsidy")),
        CorpusEntry("alimony", "legal_aid", ("Аліменти", "Child support"),
              "Стягнення аліментів на дитину.", ("аліменти",),
              ("чоловік не платить аліменти", "как подать на алименты", "стягнути гроші на дитину",
               "батько не дає грошей на дитину", "father does not pay child support")),
        CorpusEntry("card", "librarian", ("Читацький квиток", "Library card"),
              "Запис до бібліотеки.", ("читацький квиток",),
              ("як записатися до бібліотеки", "хочу стати читачем", "записаться в библиотеку",
               "загубив читацький квиток", "get a library card")),
        CorpusEntry("point", "access_point", ("Бібліотека поруч", "Nearest library"),
              "Де найближча бібліотека і коли відчинена.", ("адреса", "години роботи"),
              ("де найближча бібліотека", "бібліотека в Красилові адреса",
               "режим работы библиотеки", "коли відчинена бібліотека в Шепетівці",
               "nearest library address")),
        CorpusEntry("print", "librarian", ("Роздрукувати", "Print"), "Друк і ксерокопія.",
              ("друк",),
              ("де роздрукувати документ", "зробити ксерокопію", "распечатать фото"),
              on_the_spot=True),
        CorpusEntry("112", "emergency", ("Екстрені служби", "Emergency"),
              "Номери 112, 101, 102, 103.", ("екстрений виклик",),
              ("викличте швидку", "горить будинок", "call an ambulance")),
    ),
    route_examples={
        "greeting": ("привіт", "добрий день", "дякую", "здравствуйте", "hello", "thank you"),
        "out_of_scope.weather": ("яка погода завтра", "чи буде дощ", "какая погода сегодня"),
        "out_of_scope.fun": ("розкажи анекдот", "склади вірш", "tell me a joke"),
    },
    lexicon=(("ребен", "дитин"), ("алимент", "алімент"), ("загранп", "закордонний паспорт"),
             ("получ", "отрим"), ("библиот", "бібліот")),
    version="v1",
)  # fmt: skip
