"""Which modules a distribution gives, and which distributions are used without an import (facts; extend freely)."""

_MODULES = {
    "pyyaml": "yaml",
    "pillow": "PIL",
    "beautifulsoup4": "bs4",
    "scikit-learn": "sklearn",
    "scikit-image": "skimage",
    "opencv-python": "cv2",
    "opencv-python-headless": "cv2",
    "opencv-contrib-python": "cv2",
    "python-dateutil": "dateutil",
    "attrs": "attr attrs",
    "protobuf": "google.protobuf",
    "setuptools": "setuptools pkg_resources",
    "msgpack-python": "msgpack",
    "pyjwt": "jwt",
    "python-jose": "jose",
    "pyserial": "serial",
    "pyzmq": "zmq",
    "mysqlclient": "MySQLdb",
    "mysql-connector-python": "mysql",
    "psycopg2-binary": "psycopg2",
    "psycopg": "psycopg",
    "pycryptodome": "Crypto",
    "pycryptodomex": "Cryptodome",
    "pyopenssl": "OpenSSL",
    "python-dotenv": "dotenv",
    "python-gnupg": "gnupg",
    "python-magic": "magic",
    "python-slugify": "slugify",
    "python-multipart": "multipart python_multipart",
    "python-docx": "docx",
    "python-pptx": "pptx",
    "python-telegram-bot": "telegram",
    "python-ldap": "ldap",
    "python-memcached": "memcache",
    "pymemcache": "pymemcache",
    "pylibmc": "pylibmc",
    "djangorestframework": "rest_framework",
    "django": "django",
    "django-filter": "django_filters",
    "django-cors-headers": "corsheaders",
    "django-debug-toolbar": "debug_toolbar",
    "django-extensions": "django_extensions",
    "django-environ": "environ",
    "django-allauth": "allauth",
    "django-crispy-forms": "crispy_forms",
    "google-api-python-client": "googleapiclient apiclient",
    "google-auth": "google.auth google.oauth2",
    "google-cloud-storage": "google.cloud",
    "google-cloud-firestore": "google.cloud",
    "google-cloud-bigquery": "google.cloud",
    "grpcio": "grpc",
    "grpcio-tools": "grpc_tools",
    "azure-storage-blob": "azure.storage azure",
    "azure-identity": "azure.identity azure",
    "azure-cosmos": "azure.cosmos azure",
    "azure-storage-file-datalake": "azure",
    "pywin32": (
        "win32api win32con win32file win32event win32process win32security win32service win32serviceutil win32com "
        "win32pipe win32job winerror pythoncom pywintypes"
    ),
    "pypiwin32": "win32api win32con win32file pywintypes",
    "pyobjc": "objc",
    "twisted": "twisted",
    "autobahn": "autobahn",
    "zope-interface": "zope.interface zope",
    "zope-component": "zope.component zope",
    "ruamel-yaml": "ruamel.yaml ruamel",
    "backports-zoneinfo": "backports.zoneinfo backports",
    "importlib-metadata": "importlib_metadata",
    "importlib-resources": "importlib_resources",
    "jinja2": "jinja2",
    "markupsafe": "markupsafe",
    "werkzeug": "werkzeug",
    "sqlalchemy": "sqlalchemy",
    "sqlalchemy-migrate": "migrate",
    "mako": "mako",
    "flask-sqlalchemy": "flask_sqlalchemy",
    "pysocks": "socks sockshandler",
    "pypng": "png",
    "pygments": "pygments",
    "pyqt5": "PyQt5",
    "pyside6": "PySide6",
    "wxpython": "wx",
    "gitpython": "git",
    "gitdb": "gitdb",
    "pygithub": "github",
    "python-gitlab": "gitlab",
    "pynacl": "nacl",
    "pyasn1-modules": "pyasn1_modules",
    "docker-py": "docker",
    "kubernetes-client": "kubernetes",
    "websocket-client": "websocket",
    "socketio": "socketio",
    "python-socketio": "socketio",
    "python-engineio": "engineio",
    "pyparsing": "pyparsing",
    "pytz": "pytz",
    "babel": "babel",
    "xlsxwriter": "xlsxwriter",
    "lxml": "lxml",
    "biopython": "Bio",
    "tensorflow-gpu": "tensorflow",
    "torch": "torch",
    "faiss-cpu": "faiss",
    "umap-learn": "umap",
    "pymupdf": "fitz pymupdf",
    "pdfminer-six": "pdfminer",
    "unidecode": "unidecode",
    "ipython": "IPython",
    "jupyter-client": "jupyter_client",
    "antlr4-python3-runtime": "antlr4",
    "kazoo": "kazoo",
    "couchbase": "couchbase",
    "pycouchdb": "pycouchdb",
    "cassandra-driver": "cassandra",
    "elasticsearch": "elasticsearch elastic_transport",
    "pymongo": "pymongo bson gridfs",
    "brotli": "brotli",
    "brotlicffi": "brotlicffi",
    "pyhamcrest": "hamcrest",
    "mock": "mock",
    "pytest": "pytest _pytest py",
    "boto3": "boto3 botocore",
    "ldap3": "ldap3",
    "service-identity": "service_identity",
    "argon2-cffi": "argon2",
    "python-levenshtein": "Levenshtein",
    "levenshtein": "Levenshtein",
    "pyyaml-include": "yamlinclude",
    "typing-extensions": "typing_extensions",
    "async-timeout": "async_timeout",
    "cheetah3": "Cheetah",
    "telegram-bot": "telegram",
    "h2": "h2",
    "kaitaistruct": "kaitaistruct",
    "ephem": "ephem",
    "softlayer": "SoftLayer",
    "pyro4": "Pyro4",
    "pyro5": "Pyro5",
    "pycairo": "cairo",
    "pygobject": "gi",
    "dbus-python": "dbus",
    "pyusb": "usb",
    "pybluez": "bluetooth",
    "rpi-gpio": "RPi",
    "prometheus-client": "prometheus_client",
    "opentelemetry-api": "opentelemetry",
    "opentelemetry-sdk": "opentelemetry",
    "sentry-sdk": "sentry_sdk",
    "newrelic": "newrelic",
    "stripe": "stripe",
    "pyicu": "icu",
    "fonttools": "fontTools",
    "txaio": "txaio",
    "characteristic": "characteristic",
    "buildbot-worker": "buildbot_worker",
    "tree-sitter-python": "tree_sitter_python",
    "discord-py": "discord",
    "pyrsistent": "pyrsistent",
}

_NEVER = frozenset(
    "gunicorn uvicorn uwsgi waitress hypercorn daphne pip wheel setuptools setuptools-scm hatchling hatch-vcs "
    "flit flit-core poetry poetry-core pdm build twine cython tox nox pre-commit black isort ruff flake8 pylint "
    "pyflakes pycodestyle pydocstyle mypy pyright bandit safety codespell yamllint coverage pytest-cov codecov "
    "coveralls psycopg2-binary psycopg2 psycopg psycopg-binary mysqlclient pymysql cx-oracle oracledb asyncpg "
    "aiosqlite pyodbc pymssql aiomysql asyncmy whitenoise django-redis hiredis tzdata backports-zoneinfo certifi "
    "pyopenssl service-identity brotli brotlicffi zstandard lxml-stubs ipython ipdb ipykernel jupyter jupyterlab "
    "notebook nbsphinx sphinx furo mkdocs myst-parser numpydoc sphinx-rtd-theme watchdog watchfiles eventlet "
    "gevent uvloop pysocks supervisor honcho python-multipart colorama pywin32 pypiwin32 greenlet towncrier "
    "bumpversion bump2version commitizen invoke typing-extensions httptools websockets argcomplete pyreadline "
    "pyreadline3 types email-validator html5lib openpyxl xlrd xlsxwriter tables pyarrow fastparquet "
    "sqlalchemy-migrate pyyaml-env-tag idna chardet charset-normalizer urllib3 pyperclip psutil setproctitle "
    "pytest tomli".split()
)
_NEVER_PREFIXES = tuple(
    "types- pytest- flake8- sphinx- sphinxcontrib- mkdocs- django-stubs pylint- jupyterlab- xstatic- "
    "opentelemetry-instrumentation mypy- hatch- poetry- nvidia- tree-sitter-".split()
)
_NEVER_SUFFIXES = ("-stubs", "-pytest-plugin", "-theme", "-binary")

OF_THE_LANGUAGE = frozenset(
    "__future__ __main__ _typeshed typeshed java org com jarray clr System urllib2 urlparse ConfigParser Queue "
    "StringIO cStringIO cPickle httplib thread Tkinter tkMessageBox __builtin__ commands cookielib Cookie "
    "HTMLParser xmlrpclib SocketServer BaseHTTPServer SimpleHTTPServer UserDict exceptions htmlentitydefs "
    "robotparser anydbm dbhash distutils imp asynchat asyncore smtpd sage maya bpy nuke hou gdb lldb "
    "pkg_resources setuptools xbmc xbmcgui pyb machine js pyodide micropython".split()
)
# Packages whose parts come from many distributions: the second word tells them apart.
SHARED = frozenset(
    "google azure zope backports ruamel sphinxcontrib jaraco flaskext paste repoze oslo".split()
)
_BY_MODULE: dict[str, str] = {}
for _name, _modules in _MODULES.items():
    for _module in _modules.split():
        _BY_MODULE.setdefault(_module, _name)


def modules_of(distribution: str) -> tuple[frozenset[str], bool]:
    """Give the modules of a distribution (its normal name), and whether that is known."""
    known = _MODULES.get(distribution)
    if known is not None:
        return frozenset(known.split()), True
    plain = distribution.replace("-", "_")
    guesses = {
        plain,
        plain.removeprefix("python_"),
        plain.removesuffix("_python"),
        distribution.replace("-", "."),
    }
    guesses |= {
        plain.replace("_", ""),
        plain.partition("_")[0] if plain.startswith(tuple(f"{one}_" for one in SHARED)) else plain,
    }
    guesses |= {plain.removeprefix(f"{prefix}_") for prefix in ("django", "flask", "python")}
    return frozenset(guess for guess in guesses if guess), False


def first_guess(distribution: str) -> str:
    """Give the one module name that every guess for a distribution holds."""
    return distribution.replace("-", "_")


def distribution_of(module: str) -> str:
    """Give the distribution that a module is likely to come from, by its normal name."""
    return (
        _BY_MODULE.get(module)
        or _BY_MODULE.get(module.partition(".")[0])
        or module.replace("_", "-").replace(".", "-").lower()
    )


def never_imported(distribution: str) -> bool:
    """Tell whether a distribution works without an import: a tool, a plugin, a driver named in a string."""
    return (
        distribution in _NEVER
        or distribution.startswith(_NEVER_PREFIXES)
        or distribution.endswith(_NEVER_SUFFIXES)
    )


def tops(module: str) -> tuple[str, ...]:
    """Give the names that an imported module may be known by: its first word, or two of a shared package."""
    first, *rest = module.split(".")[:2]
    lowered = (first.lower(),) if first.lower() != first else ()
    return (first, *lowered, f"{first}.{rest[0]}") if first in SHARED and rest else (first, *lowered)
