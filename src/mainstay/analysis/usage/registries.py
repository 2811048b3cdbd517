"""What frameworks and the language call without the repository's own code naming it (facts; extend freely)."""

# Decorators that only wrap what they decorate. Any other may put it into a registry, so what bears it counts as used.
HARMLESS_DECORATORS = frozenset(
    "staticmethod classmethod property cached_property lru_cache cache wraps contextmanager asynccontextmanager "
    "total_ordering dataclass dataclasses.dataclass functools.lru_cache functools.cache functools.wraps "
    "functools.cached_property functools.total_ordering contextlib.contextmanager contextlib.asynccontextmanager "
    "deprecated inlineCallbacks defer.inlineCallbacks coroutine asyncio.coroutine types.coroutine final typing.final "
    "override typing.override no_type_check typing.no_type_check attr.s attr.attrs attr.define attrs.define "
    "attrs.frozen attr.frozen define frozen unique enum.unique runtime_checkable typing.runtime_checkable "
    "memoize cacheit abc.abstractclassmethod util.memoized_property memoized_property retry "
    "deprecation.deprecated warnings.deprecated typing_extensions.deprecated ensure_deleted threaded".split()
)

# Bases whose subclasses nobody looks for, and which call no method of theirs but those in METHODS_OF_BASES.
HARMLESS_BASES = frozenset(
    "object Exception BaseException ValueError TypeError KeyError RuntimeError AttributeError LookupError IndexError "
    "OSError IOError EnvironmentError NotImplementedError ImportError ArithmeticError AssertionError Warning UserWarning "
    "DeprecationWarning RuntimeWarning StopIteration SystemExit PermissionError ConnectionError TimeoutError "
    "UnicodeError EOFError FutureWarning PendingDeprecationWarning FileNotFoundError SyntaxError "
    "ABC Generic NamedTuple TypedDict Protocol dict list tuple set frozenset str bytes int float UserDict namedtuple "
    "OrderedDict defaultdict Counter deque Enum IntEnum StrEnum Flag IntFlag".split()
)

HARMLESS_MODULES = frozenset(
    "abc builtins collections collections.abc contextlib enum typing typing_extensions exceptions".split()
)
"""Where the harmless bases come from when they are written with their module."""

METHODS_OF_BASES = frozenset(
    name for base in (dict, list, tuple, set, str, bytes, int, float, BaseException) for name in dir(base)
) | frozenset(
    # What libraries call on objects handed to them: files, contexts, queues, loggers, descriptors, threads, pickling.
    "write writelines read readline readlines readinto flush close closed isatty fileno seek tell truncate seekable readable "
    "writable getvalue detach name mode encoding errors newlines buffer peek read1 send recv sendall recv_into makefile "
    "settimeout gettimeout shutdown getpeername getsockname bind listen accept connect "
    "run start join acquire release notify wait set_name put get task_done qsize empty full cancel cancelled done result "
    "emit handle format formatTime formatException filter makeRecord createLock "
    "next throw keys values items iteritems iterkeys itervalues has_key get_many set_many delete "
    "missing default encode decode iterencode object_hook "
    "exc_info code msg reason args with_traceback fget fset fdel getdoc "
    "find_module load_module find_spec exec_module create_module get_code get_source get_data is_package "
    "getChild getEffectiveLevel process_request get_request verify_request finish_request "
    "fetchone fetchmany fetchall execute executemany commit rollback cursor nextset callproc to_url to_python regex "
    "contribute_to_class contribute_to_related_class db_type formfield get_prep_value get_db_prep_value from_db_value "
    "to_python value_to_string get_internal_type resolve_expression as_oracle as_sqlite as_mysql as_postgresql "
    "_is_pk_set _prepare_related_fields_for_save resolve_lookup __html__ get_absolute_url full_clean clean "
    "visit generic_visit as_sql deconstruct reduce getstate setstate fromisoformat utcoffset dst tzname fromutc "
    "writeheader writerow writerows sortkey mro register".split()
)

# Names of functions and variables at module level that frameworks and tools look for.
LOOKED_FOR = frozenset(
    "main setup application app includeme upgrade downgrade register init_app load_ipython_extension "
    "unload_ipython_extension setup_module teardown_module setUpModule tearDownModule setup_package teardown_package "
    "load_tests additional_tests revision down_revision branch_labels depends_on urlpatterns handler404 handler500 "
    "handler403 handler400 default_app_config app_name register_assert_rewrite collect_ignore collect_ignore_glob "
    "cli get_versions get_keywords version author email license copyright credits status date extensions "
    "get_config get_cmdclass build_wheel build_sdist build_editable prepare_metadata_for_build_wheel "
    "get_requires_for_build_wheel get_requires_for_build_sdist lambda_handler handler plugin_registered celery "
    "pytestmark dependencies initial operations replaces swappable_dependency".split()
)

# Beginnings of names that frameworks look for: pytest, unittest, visitors, command loops, HTTP and event handlers.
LOOKED_FOR_PREFIXES = (
    "test",
    "Test",
    "pytest_",
    "visit_",
    "depart_",
    "generic_visit",
    "do_",
    "leave_",
    "on_",
)

FIXTURE_METHODS = frozenset(
    "setUp tearDown setUpClass tearDownClass setUpTestData asyncSetUp asyncTearDown setup_method teardown_method "
    "setup_class teardown_class setup teardown runTest addCleanup id shortDescription".split()
)
