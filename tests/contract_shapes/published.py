"""The published description of the API that we speak, as something that an answer can be held against.

The file is not ours to keep here; its path is in the environment variable NYLAS_OPENAPI.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml  # type: ignore[import-untyped]
from werkzeug.test import TestResponse


@cache
def description() -> dict[str, Any]:
    """The whole document, with YAML's dates as text again."""
    raw = yaml.safe_load(Path(os.environ["NYLAS_OPENAPI"]).read_text())
    # Its `oneOf` are meant as "any of": an answer with `data` fits the variant without, too.
    text = json.dumps(raw, default=str).replace('"oneOf":', '"anyOf":')
    document: dict[str, Any] = json.loads(text)
    # It says of lists that `data` is an object and, beside it, that it is an array of rows: the rows are meant.
    del document["components"]["schemas"]["common_response_with_cursor"]["properties"]["data"]
    return document


def complaints(answer: TestResponse, method: str, path: str) -> list[str]:
    """What in an answer differs from the schema published for this operation, as `path: message`."""
    schema = {"components": description()["components"], **_schema(method, path)}
    found = jsonschema_rs.Draft202012Validator(schema).iter_errors(answer.get_json())
    return [f"{'.'.join(map(str, problem.instance_path))}: {problem.message}" for problem in found]


def _schema(method: str, path: str) -> dict[str, Any]:
    responses = description()["paths"][path][method.lower()]["responses"]
    response = responses.get("200") or responses["201"]
    if "$ref" in response:
        response = description()["components"]["responses"][response["$ref"].rpartition("/")[2]]
    schema: dict[str, Any] = response["content"]["application/json"]["schema"]
    return schema
