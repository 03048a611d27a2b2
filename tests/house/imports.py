"""Which module may import which: the storeys, the engine's standard library, and no circle."""

from graphlib import CycleError, TopologicalSorter

from tests.house.sources import Sources, imported, is_in, own_imports

# A module imports only from storeys below its own; siblings do not import each other, except inside their folder.
STOREYS: list[tuple[str, ...]] = [
    ("webapp.errors", "webapp.database_errors"),
    ("webapp.extensions",),
    ("webapp.scheduling",),
    ("webapp.lib",),
    ("webapp.words", "webapp.security_headers", "webapp.compression", "webapp.request_bodies"),
    ("webapp.display", "webapp.assets"),
    ("webapp.models",),
    ("webapp.outbox", "webapp.rate_limits", "webapp.providers"),
    (
        "webapp.services.locks",
        "webapp.services.applications",
        "webapp.services.windows",
        "webapp.services.one_by_one",
        "webapp.services.listeners",
        "webapp.services.audit",
        "webapp.delivery",
    ),
    ("webapp.services.calendars", "webapp.services.images"),
    ("webapp.services.configurations",),
    ("webapp.services.availability", "webapp.services.promises", "webapp.services.access"),
    ("webapp.services.bookings", "webapp.services.oauth"),
    (
        "webapp.services.demo",
        "webapp.services.people",
        "webapp.services.housekeeping",
        "webapp.services.health",
        "webapp.services.keys",
    ),
    ("webapp.refusals",),
    (
        "webapp.calendar_reader",
        "webapp.calendar_writer",
        "webapp.event_writer",
        "webapp.validators",
        "webapp.reading_habits",
        "webapp.commands",
        "webapp.request_source",
        "webapp.picker",
    ),
    ("webapp.question_inputs",),
    (
        "webapp.blueprints.api",
        "webapp.blueprints.dashboard",
        "webapp.blueprints.images",
        "webapp.blueprints.public",
        "webapp.blueprints.pushes",
        "webapp.health",
    ),
    ("webapp.blueprints.previews", "webapp.account_commands"),
    ("webapp.worker", "webapp.cli", "webapp.catalogues", "webapp.error_pages", "webapp.unreadable_requests"),
    ("webapp.web_worker",),
]
# Whatever their storeys: a service promises, a delivery keeps, and the outbox row is all they share.
NEVER = {("webapp.services", "webapp.delivery"), ("webapp.delivery", "webapp.services")}


def imports_going_up(modules: Sources) -> list[str]:
    """`importer -> imported` for every import that does not go down."""
    wrong = []
    for name, source in modules.items():
        for other in own_imports(name, source, known=modules):
            if not _goes_down(name, other) or _never_goes(name, other):
                wrong.append(f"{name} -> {other}")
    return wrong


def foreign_imports(modules: Sources, *, of: str, allowed: frozenset[str]) -> list[str]:
    """Imports of a package that are neither its own nor of an allowed top-level package."""
    return [
        f"{name} -> {other}"
        for name, source in modules.items()
        if is_in(name, of)
        for other in imported(name, source, known=modules)
        if other.split(".")[0] not in allowed and not is_in(other, of)
    ]


def importers(modules: Sources, *, of: str) -> list[str]:
    """Who imports a top-level package of the outside."""
    return [
        name
        for name, source in modules.items()
        if any(other.split(".")[0] == of for other in imported(name, source, known=modules))
    ]


def reached_from(modules: Sources, *, start: str) -> set[str]:
    """The modules of ours that a module imports, and those that they import, and so on."""
    reached, ahead = set[str](), [start]
    while ahead:
        if (name := ahead.pop()) not in reached:
            reached.add(name)
            ahead += own_imports(name, modules[name], known=modules)
    return reached


def circle(modules: Sources) -> list[str]:
    """The modules of one circle of imports, the first of them again at the end, or an empty list."""
    imports = {name: set(own_imports(name, source, known=modules)) for name, source in modules.items()}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as problem:
        return list(problem.args[1])
    return []


def _goes_down(importer: str, imported: str) -> bool:
    above, room = _place(importer)
    below, other_room = _place(imported)
    return below < above or (below == above and room == other_room)


def _never_goes(importer: str, imported: str) -> bool:
    return any(is_in(importer, room) and is_in(imported, other) for room, other in NEVER)


def _place(name: str) -> tuple[int, str]:
    for storey, rooms in enumerate(STOREYS):
        for room in rooms:
            if is_in(name, room):
                return storey, room
    if name == "webapp":
        return len(STOREYS), name
    raise AssertionError(f"{name} has no storey: give it one in tests/house/imports.py")
