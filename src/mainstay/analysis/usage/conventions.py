"""Files that a framework or a tool finds by their name or place (facts; extend freely)."""

_NAMES = frozenset(
    "__init__.py __main__.py conftest.py manage.py setup.py noxfile.py fabfile.py dodo.py tasks.py urls.py admin.py apps.py "
    "models.py signals.py wsgi.py asgi.py settings.py routers.py routing.py middleware.py context_processors.py "
    "celery.py celeryconfig.py locustfile.py sitecustomize.py usercustomize.py conf.py gunicorn.py gunicorn_config.py "
    "gunicorn.conf.py env.py versioneer.py _version.py version.py __version__.py __about__.py about.py hubconf.py "
    "toxfile.py wscript sconstruct build.py hatch_build.py pavement.py runtests.py bootstrap.py py.typed hooks.py "
    "jupyter_notebook_config.py ipython_config.py dagfile.py streamlit_app.py factory.py translation.py "
    "search_indexes.py forms.py views.py serializers.py feeds.py sitemaps.py tests.py".split()
)
_FOLDERS = frozenset(
    "migrations commands templatetags versions settings alembic plugins plugin hooks hookspecs dags lambdas functions "
    "twisted site-packages modules extensions ext backends locale translations".split()
)


def found_by_name(path: str) -> bool:
    """Tell whether a framework or a tool finds a module by the name or the folder that it has."""
    folder, _, name = path.rpartition("/")
    lowered = name.lower()
    if lowered in _NAMES or lowered.startswith(("settings_", "local_settings", "test_", "gunicorn", "hook-")):
        return True
    return not _FOLDERS.isdisjoint(folder.lower().split("/"))
