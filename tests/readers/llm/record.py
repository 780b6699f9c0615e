"""Record a model's replies to the problems under recordings/: run again after any change of the prompts.

    python -m tests.readers.llm.record --base-url URL [--model NAME] [--known FILE ...]

Replies that are known already, from FILE or from the recordings, are not asked for again. The problems are those of
recordings/problems.jsonl, with their texts and answers as the data sets have them on the day.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from nl2milp import datasets
from nl2milp.datasets.cases import Case, load_cases
from nl2milp.readers.base import Problem
from nl2milp.readers.llm import LLMReader, Settings
from nl2milp.readers.llm.prompts import prompt_digest, prompt_version

from .replay import Replayer, key_of, load, phase_of, serving

FOLDER = Path(__file__).parent / "recordings"
PAIRS, HEAD, PROBLEMS = FOLDER / "pairs.jsonl", FOLDER / "recorded.json", FOLDER / "problems.jsonl"


def cases() -> list[Case]:
    """The recorded problems."""
    return load_cases(PROBLEMS)


def _refreshed() -> list[Case]:
    """The recorded problems as the data sets have them now."""
    known = {case.id: case for name in ("logic", "infeasible", "quantities") for case in datasets.load(name)}
    found = [known[case.id] for case in cases()]
    rows = [{"id": case.id, "text": case.text, "answer": case.answer} for case in found]
    PROBLEMS.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return found


def settings(url: str, model: str = "recorded") -> Settings:
    return Settings(model=model, base_url=url, api_key="none", log=None, cache=None, retries=0, timeout=7200)


async def read_all(found: list[Case], url: str, model: str = "recorded") -> list[Any]:
    """A reading or an error for each case, all at once."""
    reader = LLMReader(settings(url, model))
    return await asyncio.gather(*(reader.aread(Problem(case.text)) for case in found), return_exceptions=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base-url", help="an OpenAI-compatible endpoint; without it, only known replies are used")
    parser.add_argument("--model", default="recorded")
    parser.add_argument("--known", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    os.environ["NL2MILP_MODEL_CALLS"] = "allow"
    with tempfile.TemporaryDirectory() as scratch:
        replayer = Replayer(Path(scratch) / "new.jsonl", options.base_url)
        for path in [PAIRS, *options.known]:
            replayer.replies |= load(path)
        pairs: list[dict[str, str]] = []
        for case in _refreshed():
            replayer.asked.clear()
            with serving(replayer) as url:
                for outcome in asyncio.run(read_all([case], url, options.model)):
                    print(case.id, outcome if isinstance(outcome, Exception) else "recorded")
            answered = [request for request in replayer.asked if key_of(request) in replayer.replies]
            pairs += [_pair(case, request, replayer) for request in answered]
    PAIRS.write_text("".join(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs), encoding="utf-8")
    head = {"prompts": prompt_version(), "digest": prompt_digest()}
    HEAD.write_text(json.dumps(head, indent=1) + "\n", encoding="utf-8")


def _pair(case: Case, request: dict[str, Any], replayer: Replayer) -> dict[str, str]:
    key = key_of(request)
    asked = request["messages"][-1]["content"]
    return {"id": case.id, "phase": phase_of(request), "key": key, "asked": asked, "reply": replayer.replies[key]}


if __name__ == "__main__":
    main()
