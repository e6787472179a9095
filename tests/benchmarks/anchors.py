"""What others need for an answer: python-telegram-bot alone, and an ordinary stack."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiogram import Bot
from aiogram import Dispatcher as AiogramDispatcher
from aiogram.client.session.base import BaseSession
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.types import Message as AiogramMessage
from sqlalchemy import JSON, BigInteger, event, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup as Markup
from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes

from tests.benchmarks.edge import TOKEN, LibraryEdge, answer, update

Rows = list[list[dict[str, str]]]


class Library:
    """python-telegram-bot: the update parsed and processed, a reply built, its answer parsed."""

    def __init__(self, text: str, rows: Rows) -> None:
        self._text = text
        self._rows = rows
        self.edge = LibraryEdge()
        builder = Application.builder().token(TOKEN).request(self.edge)
        self.app = builder.get_updates_request(LibraryEdge()).updater(None).build()
        self.app.add_handler(CommandHandler("menu", self._menu))
        self._number = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Library"]:
        async with self.app:
            yield self

    async def _menu(self, told: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        markup = Markup([[Button(**key) for key in row] for row in self._rows])
        assert told.message is not None
        await told.message.reply_text(self._text, reply_markup=markup)

    async def turn(self) -> None:
        self._number += 1
        raw = update(self._number, 1000 + self._number % 50, "/menu")
        await self.app.process_update(Update.de_json(json.loads(raw), self.app.bot))


class Base(DeclarativeBase):
    """The ordinary stack's tables."""


class Person(Base):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[int] = mapped_column(BigInteger, unique=True)
    name: Mapped[str]


class Said(Base):
    __tablename__ = "said"
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[int]
    text: Mapped[str]


class Kept(Base):
    __tablename__ = "fsm"
    key: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str | None]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)


class DatabaseStorage(BaseStorage):
    """The state machine's state in the same database, as people write it."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def _write(self, key: StorageKey, **values: Any) -> None:
        async with self._sessions() as session:
            row = await session.get(Kept, f"{key.chat_id}")
            if row is None:
                row = Kept(key=f"{key.chat_id}", state=None, data={})
                session.add(row)
            for name, value in values.items():
                setattr(row, name, value)
            await session.commit()

    async def _read(self, key: StorageKey) -> Kept | None:
        async with self._sessions() as session:
            return await session.get(Kept, f"{key.chat_id}")

    async def set_state(self, key: StorageKey, state: str | State | None = None) -> None:
        await self._write(key, state=state.state if isinstance(state, State) else state)

    async def get_state(self, key: StorageKey) -> str | None:
        row = await self._read(key)
        return row.state if row else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._write(key, data=dict(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        row = await self._read(key)
        return dict(row.data) if row else {}

    async def close(self) -> None:
        pass


class Session(BaseSession):
    """aiogram's client down to the body's bytes; the answer is parsed."""

    sent = 0

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:  # noqa: ASYNC109 (aiogram's)
        files: dict[str, Any] = {}
        fields = {
            name: encoded
            for name, value in method.model_dump(warnings=False).items()
            if (encoded := self.prepare_value(value, bot=bot, files=files))
        }
        assert urlencode(fields).encode()
        self.sent += 1
        content = answer(method.__api_method__).decode()
        return self.check_response(bot, method, 200, content).result

    async def close(self) -> None:
        pass

    async def stream_content(self, *given: Any, **named: Any) -> Any:
        raise NotImplementedError
        yield b""


class Ordinary:
    """aiogram, its state in a database, the async ORM: select the person, insert, commit."""

    def __init__(self, folder: Path, text: str, rows: Rows) -> None:
        self._text = text
        self._rows = rows
        self._engine = create_async_engine(f"sqlite+aiosqlite:///{folder}/ordinary.db")
        event.listen(self._engine.sync_engine, "connect", _pragmas)
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        self.session = Session()
        self._bot = Bot(TOKEN, session=self.session)
        self._dispatcher = AiogramDispatcher(storage=DatabaseStorage(self._sessions))
        self._dispatcher.message.register(self._menu, Command("menu"))
        self._number = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Ordinary"]:
        async with self._engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        yield self
        await self._engine.dispose()

    async def _menu(self, message: AiogramMessage, state: FSMContext) -> None:
        async with self._sessions() as session:
            chat = message.chat.id
            person = await session.scalar(select(Person).where(Person.chat == chat))
            if person is None:
                person = Person(chat=chat, name=message.chat.first_name or "")
                session.add(person)
                await session.flush()
            session.add(Said(person=person.id, text=message.text or ""))
            await session.commit()
        await state.update_data(shown="menu")
        await state.set_state("menu")
        keys = [[InlineKeyboardButton(**key) for key in row] for row in self._rows]
        await message.answer(self._text, reply_markup=InlineKeyboardMarkup(inline_keyboard=keys))

    async def turn(self) -> None:
        self._number += 1
        raw = update(self._number, 1000 + self._number % 50, "/menu")
        await self._dispatcher.feed_raw_update(self._bot, json.loads(raw))


def _pragmas(connection: Any, _record: Any) -> None:
    """As our own database: a write-ahead log, synced at checkpoints."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()
