"""The reader that asks a language model, in three phases; only this package imports LangChain."""

from nl2milp.readers.llm.progress import Listener, Progress
from nl2milp.readers.llm.reader import LLMReader
from nl2milp.readers.llm.settings import Mode, Settings, Structured, is_configured

__all__ = ["LLMReader", "Listener", "Mode", "Progress", "Settings", "Structured", "is_configured"]
