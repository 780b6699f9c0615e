"""What the model is asked to reply: lists of objects with fixed keys, every one present, none free.

Strict schemas allow no free keys and no defaults. Each model here accepts a
missing nullable field all the same, for endpoints that hold nothing to a schema.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

__all__ = [
    "Change", "Declaration", "Explained", "NewConstraint", "Statement", "Statements", "WireGoal", "WireObjective",
    "WireQuantity", "WireSet", "WireTable", "WireVariable", "strict_schema",
]  # fmt: skip


def _to_text(value: Any) -> Any:
    """A bare number where text is expected is what it says."""
    return repr(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_to_text)]
Cited = Annotated[list[str], Field(description="numbers of sentences, such as S3; empty if implied")]


class Wire(BaseModel):
    """Base: closed to unknown fields."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class WireSet(Wire):
    """A set of labels."""

    name: str
    members: list[Text]


class WireTable(Wire):
    """Data by key."""

    keys: str
    across: str | None = None
    set: str | None = None
    columns: list[str]
    rows: list[str]
    source: str | None = None


class WirePatterns(Wire):
    """All maximal cutting patterns."""

    set: str
    count: str
    items: str
    size: Text
    capacity: Text


class WireParameter(Wire):
    """A known number with a name."""

    symbol: str
    value: Text | None = None
    basis: Literal["stated", "computed", "assumed"] = "stated"
    unit: str | None = None


class WireVariable(Wire):
    """A decision variable."""

    symbol: str
    label: str | None = Field(default=None, description="the text's own noun")
    kind: Literal["continuous", "integer", "binary"]
    why: str | None = Field(default=None, description="why whole or divisible")
    lower: Text | None = "0"
    upper: Text | None = None
    outside: Text | None = None
    unit: str | None = None
    meaning: str | None = None
    sentences: Cited = []


class WireQuantity(Wire):
    """A defined expression."""

    symbol: str
    value: Text
    unit: str | None = None


class Declaration(Wire):
    """Reply of phase i."""

    plan: str = Field(description="what is decided and what is counted, in at most 60 words")
    title: str | None = None
    sets: list[WireSet] = []
    tables: list[WireTable] = []
    patterns: list[WirePatterns] = []
    parameters: list[WireParameter] = []
    variables: list[WireVariable]
    assumptions: list[str] = []
    questions: list[str] = []


class Statement(Wire):
    """One demand, the objective, or what needs no model."""

    sentences: Cited
    says: str
    template: str


class Statements(Wire):
    """Reply of phase ii."""

    statements: list[Statement]


class WireGoal(Wire):
    """One of several aims."""

    priority: int = 1
    rule: Text | None = None
    sense: Literal["minimize", "maximize"] | None = None
    value: Text | None = None
    weight: Text = "1"
    for_: str | None = Field(default=None, alias="for")


class WireObjective(Wire):
    """One expression with a sense, or goals."""

    sense: Literal["minimize", "maximize"]
    value: Text | None = None
    goals: list[WireGoal] = []


class Explained(Wire):
    """Why something in the text is not in the model."""

    sentence: str
    what: str
    why: str


class NewConstraint(Wire):
    """What every item of phase iii has beside its slots."""

    statement: int
    name: str
    for_: str | None = Field(default=None, alias="for")


class Change(Wire):
    """What an instruction to change takes away; what it adds comes as in phase iii."""

    remove: list[str] = []


_UNSUPPORTED = {
    "default", "title", "maxLength", "minLength", "minItems", "maxItems", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "pattern", "format",
}  # fmt: skip


def strict_schema(model: type[BaseModel], name: str) -> dict[str, Any]:
    """The JSON schema of `model` as strict endpoints want it: closed, all fields required, nothing referred to.

    Examples
    --------
    >>> strict_schema(Explained, "explained")["required"]
    ['sentence', 'what', 'why']
    """
    schema = model.model_json_schema(by_alias=True)
    definitions = schema.pop("$defs", {})
    return {"title": name, **_strict(schema, definitions)}


def _strict(node: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_strict(one, definitions) for one in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        merged = {**definitions[node["$ref"].rpartition("/")[2]], **{k: v for k, v in node.items() if k != "$ref"}}
        return _strict(merged, definitions)
    kept = {key: value for key, value in node.items() if key not in _UNSUPPORTED}
    if "prefixItems" in kept:
        options = kept.pop("prefixItems")
        kept["items"] = options[0] if all(one == options[0] for one in options) else {"anyOf": options}
    if kept.get("type") == "object":
        properties = {key: _strict(value, definitions) for key, value in kept.get("properties", {}).items()}
        return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {key: _strict(value, definitions) for key, value in kept.items()}
