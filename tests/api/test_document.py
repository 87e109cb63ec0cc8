"""The document of the API: complete, resolvable, and in step with what is served."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from remit import __version__
from remit.api.access import PUBLIC, DeclaredRouter, Policy
from remit.api.endpoints import router
from remit.api.site import addresses

JSON = "application/json"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The document as programs get it, without a token."""
    response = Client().get("/api/openapi.json")
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every operation with its path and method."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def references(part: object) -> Iterator[str]:
    """Every reference anywhere in the document."""
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def test_the_document_names_what_it_describes(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.")
    assert document["info"]["title"] == "Remit"
    assert document["info"]["version"] == __version__
    assert all(path.startswith("/api/") for path in document["paths"])


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    found = set(references(document))
    assert found
    for reference in found:
        place: Any = document
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
        assert place["type"] == "object"


def test_every_operation_is_described_with_its_answers_and_errors(
    document: dict[str, Any],
) -> None:
    names = []
    for path, method, operation in operations(document):
        names.append(operation["operationId"])
        assert operation["summary"], path
        assert operation["description"], path
        answers = operation["responses"]
        assert {"401", "403", "404", "405", "409", "422"} <= set(answers), (path, method)
        assert set(answers) & {"200", "201"}, (path, method)
        for status in ("401", "404", "422"):
            schema = answers[status]["content"][JSON]["schema"]
            assert schema["$ref"] == "#/components/schemas/Problem"
        if method == "post" and path.endswith(("items", "results", "reports")):
            assert JSON in operation["requestBody"]["content"]
    assert len(names) == len(set(names))


def test_the_parameters_of_a_path_are_declared(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        named = {part[1:-1] for part in path.split("/") if part.startswith("{")}
        declared = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
        assert named == declared


def test_every_operation_takes_a_token_unless_it_is_public(document: dict[str, Any]) -> None:
    open_to_all = {
        path for path, _, operation in operations(document) if not operation.get("security")
    }
    assert open_to_all == {"/api/ledger/state"}
    (scheme,) = document["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")


def test_every_endpoint_declares_its_policy() -> None:
    policies = [
        getattr(operation.view_func, "access_policy", None)
        for view in router.path_operations.values()
        for operation in view.operations
    ]
    assert len(policies) >= 14
    assert all(isinstance(policy, Policy) for policy in policies)
    assert [policy for policy in policies if policy == PUBLIC] == [PUBLIC]


def test_an_endpoint_without_a_policy_stops_the_start() -> None:
    undeclared = DeclaredRouter()
    with pytest.raises(TypeError, match="declares no access policy"):

        @undeclared.get("/secret", response=str)
        def secret(request: object) -> str:
            return "x"


def test_every_address_of_the_api_has_a_policy_for_the_check_of_all_addresses() -> None:
    assert all(hasattr(pattern.callback, "access_policy") for pattern in addresses[0])
