"""Files that a tool or a framework finds by their name or place (facts; extend freely)."""

# What tools, interpreters and servers look for in any repository.
_NAMES = frozenset(
    "__init__.py __main__.py conftest.py manage.py setup.py noxfile.py fabfile.py dodo.py wsgi.py asgi.py settings.py "
    "locustfile.py sitecustomize.py usercustomize.py conf.py gunicorn.py gunicorn_config.py gunicorn.conf.py env.py "
    "versioneer.py _version.py version.py __version__.py __about__.py about.py hubconf.py toxfile.py wscript sconstruct "
    "build.py hatch_build.py pavement.py runtests.py bootstrap.py py.typed hooks.py jupyter_notebook_config.py "
    "ipython_config.py dagfile.py streamlit_app.py factory.py tests.py".split()
)
# Folders whose name says that they are loaded as a whole, whatever loads them.
_FOLDERS = frozenset(
    "settings plugins plugin hooks hookspecs lambdas functions site-packages modules extensions ext backends locale "
    "translations".split()
)
# How folders are named whose modules another program loads by their place, to ask each for names that it knows:
# `mkdocstrings_handlers`, `octoprint_plugins`.
_ASKED = ("_plugins", "_plugin", "_handlers", "_hooks", "_extensions")
# What only some frameworks look for: (frameworks, names of files, names of folders).
_OF_FRAMEWORKS = (
    (
        "django",
        "urls.py admin.py apps.py models.py signals.py routers.py middleware.py context_processors.py search_indexes.py "
        "forms.py views.py serializers.py feeds.py sitemaps.py translation.py routing.py",
        "templatetags migrations commands",
    ),
    ("pyramid", "views.py models.py", ""),
    ("celery invoke huey dramatiq rq", "tasks.py celery.py celeryconfig.py", ""),
    (
        "alembic flask_migrate migrate sqlalchemy south yoyo peewee_migrate tortoise aerich",
        "",
        "migrations versions alembic",
    ),
    ("flask click typer scrapy ckan cliff cement", "", "commands"),
    ("airflow", "", "dags"),
    ("twisted", "", "twisted"),
)


class Conventions:
    """What is found by its name in one repository: what tools look for, and what the frameworks that it uses do."""

    def __init__(self, present: frozenset[str]) -> None:
        """`present` are the distributions and modules that the repository imports, declares or is, in lower case."""
        names, folders = set(_NAMES), set(_FOLDERS)
        for frameworks, files, places in _OF_FRAMEWORKS:
            if not present.isdisjoint(frameworks.split()):
                names.update(files.split())
                folders.update(places.split())
        self._names, self._folders = frozenset(names), frozenset(folders)

    def found_by_name(self, path: str) -> bool:
        """Tell whether a framework or a tool finds a module by the name or the folder that it has."""
        folder, _, name = path.rpartition("/")
        lowered = name.lower()
        if lowered in self._names or lowered.startswith(
            ("settings_", "local_settings", "test_", "gunicorn", "hook-")
        ):
            return True
        return self.loaded(folder)

    def loaded(self, folder: str) -> bool:
        """Tell whether a folder, or one above it, is loaded as a whole by what its name says."""
        return not self._folders.isdisjoint(folder.lower().split("/"))

    def asked_for_names(self, path: str) -> bool:
        """Tell whether the name of a folder says that another program asks this module for names which that program gives."""
        return any(folder.endswith(_ASKED) for folder in path.lower().split("/")[:-1])
