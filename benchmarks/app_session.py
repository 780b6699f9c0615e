"""A session of the web app without a browser: the websocket that Streamlit's page uses, spoken by hand.

Twenty browsers would measure themselves on a small machine; these measure the server.
"""

from __future__ import annotations

import asyncio
import time
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_STARTED_AGAIN = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class Session:
    """One user: presses buttons, fills boxes, and sees what the page says."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("http://", "ws://") + "/_stcore/stream"
        self._values: dict[str, tuple[str, object]] = {}
        self._page = ""
        self._fragments: dict[str, float] = {}
        self.widgets: dict[tuple[str, str], str] = {}
        """Id by kind and label."""
        self._seen = b""  # all that was sent since the last action

    async def __aenter__(self) -> Session:
        self._socket: ClientConnection = await connect(self._url, subprotocols=["streamlit"], max_size=None, proxy=None)
        await self._run()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()

    async def fill(self, label: str, text: str) -> None:
        """Put a text into the text area called `label`, as one does before pressing a button."""
        self._values[self.widgets["text_area", label]] = ("string_value", text)

    async def press(self, label: str, awaited: str) -> float:
        """Press a button; seconds until the page has been drawn and holds `awaited`."""
        return await self._act(self.widgets["button", label], awaited)

    async def open(self, page: str, awaited: str) -> float:
        """Go to a page by its address; seconds until it has been drawn and holds `awaited`."""
        self._page = self._pages[page]
        return await self._act("", awaited)

    def shows(self, awaited: str) -> bool:
        """Whether the page holds a text, or a button, as in `button: Solve`."""
        kind, _, label = awaited.partition(": ")
        return label in self.labels(kind) if kind == "button" else awaited.encode() in self._seen

    def labels(self, kind: str) -> set[str]:
        """Of the widgets of a kind on the page."""
        return {label for one, label in self.widgets if one == kind}

    async def _act(self, widget: str, awaited: str) -> float:
        started = time.perf_counter()
        self._seen = b""
        await self._run(widget)
        while not self.shows(awaited):
            # work that takes longer is shown by a part of the page which draws itself again and again
            if not self._fragments or time.perf_counter() - started > 120:
                raise AssertionError(f"the page never said {awaited!r}")
            fragment, interval = next(iter(self._fragments.items()))
            await asyncio.sleep(interval)
            await self._run(fragment=fragment)
        return time.perf_counter() - started

    async def _run(self, widget: str = "", fragment: str = "") -> None:
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash, state.fragment_id, state.is_auto_rerun = self._page, fragment, bool(fragment)
        for name, (kind, value) in self._values.items():
            setattr(state.widget_states.widgets.add(id=name), kind, value)
        if widget:
            state.widget_states.widgets.add(id=widget, trigger_value=True)
        await self._socket.send(message.SerializeToString())
        while not self._took(await self._socket.recv()):
            pass

    def _took(self, received: str | bytes) -> bool:
        """Take a message in; whether it ends a run."""
        assert isinstance(received, bytes)
        message = ForwardMsg.FromString(received)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page = message.new_session.page_script_hash or self._page
            if not message.metadata.run.fragment_ids:
                self._fragments = {}
                self.widgets = {}
        elif kind == "navigation":
            self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        elif kind == "auto_rerun":
            self._fragments[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "stop_auto_rerun":
            for fragment in message.stop_auto_rerun.fragment_ids:
                self._fragments.pop(fragment, None)
        elif kind == "delta":
            self._seen += received
            element = message.delta.new_element
            name = element.WhichOneof("type")
            if name in ("button", "text_area"):
                widget = getattr(element, name)
                self.widgets[name, widget.label] = widget.id
        elif kind == "script_finished":
            return message.script_finished != _STARTED_AGAIN
        return False
