"""The table of families that the usual exporters have; a family is there where a server has all its metrics."""

from mainstay.domain.signal import Side
from mainstay.keepers.metrics.families import Family

_About = tuple[str, tuple[str, ...]]
"""The kind of a subject and the labels that name it."""

_PASSING = (
    "tmpfs|ramfs|devtmpfs|squashfs|overlay|iso9660|nsfs|autofs|rpc_pipefs|efivarfs|proc|sysfs|fuse.lxcfs"
)
_DISKS = f'{{fstype!~"{_PASSING}"}}'
_CONTAINERS = '{container!="",container!="POD"}'
_HOST = ("host", ("instance", "node", "nodename"))
_PROCESS = ("service", ("instance", "application", "job"))
_DATABASE = ("database", ("instance", "server"))
_SERVICE = ("service", ("service", "application", "app", "job"))
_SITE = ("site", ("instance", "target"))
_CLAIM = ("volume", ("namespace/persistentvolumeclaim", "persistentvolumeclaim"))
_CONTAINER = ("container", ("namespace/pod/container", "name", "id"))
_QUEUE = ("queue", ("queue", "topic", "queue_name", "name"))


def _full(
    name: str, about: _About, what: str, sort: str, query: str, limit: str, source: str, *of: str
) -> Family:
    """Give a family that is in trouble when it reaches a series of the same labels."""
    unit = "B" if sort in {"disk", "memory"} else "1"
    kind, names = about
    return Family(name, query, what, kind, names, of, limit, source=source, sort=sort, unit=unit)


def _lasting(name: str, query: str, *of: str) -> Family:
    """Give a family of certificates, by the seconds that are left."""
    kind, names = _SITE
    what, source = "time that the certificate lasts", "the date on which it ends"
    return Family(name, query, what, kind, names, of, "", 0.0, Side.BELOW, source, "certificate", "s")


def _waiting(name: str, sort: str, what: str, query: str, *of: str) -> Family:
    """Give a family of queues, whose limit nobody but an SLO or a rule tells."""
    kind, names = _QUEUE
    unit = "s" if sort == "age" else "1"
    return Family(name, query, what, kind, names, of, sort=sort, unit=unit, alone=True)


_SIZE, _INODES = "the filesystem's own size", "the filesystem's own number of inodes"
_MEMORY, _KERNEL = "the host's own memory", "the kernel's own maximum"
_POOL, _SERVER = "the pool's own maximum", "max_connections of the server"

# fmt: off
EXPORTERS: tuple[Family, ...] = (
    # node_exporter
    _full("node-disk", _HOST, "disk used", "disk",
          f"node_filesystem_size_bytes{_DISKS} - node_filesystem_avail_bytes{_DISKS}",
          f"node_filesystem_size_bytes{_DISKS}", _SIZE, "mountpoint"),
    _full("node-inodes", _HOST, "inodes used", "inodes",
          f"node_filesystem_files{_DISKS} - node_filesystem_files_free{_DISKS}",
          f"node_filesystem_files{_DISKS}", _INODES, "mountpoint"),
    _full("node-memory", _HOST, "memory used", "memory",
          "node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes", "node_memory_MemTotal_bytes", _MEMORY),
    _full("node-files", _HOST, "open files", "files", "node_filefd_allocated", "node_filefd_maximum", _KERNEL),
    _full("node-conntrack", _HOST, "tracked connections", "pool",
          "node_nf_conntrack_entries", "node_nf_conntrack_entries_limit", _KERNEL),
    # windows_exporter, by its older and its newer names
    _full("windows-disk", _HOST, "disk used", "disk",
          "windows_logical_disk_size_bytes - windows_logical_disk_free_bytes",
          "windows_logical_disk_size_bytes", "the volume's own size", "volume"),
    _full("windows-memory", _HOST, "memory used", "memory",
          "windows_cs_physical_memory_bytes - windows_os_physical_memory_free_bytes",
          "windows_cs_physical_memory_bytes", _MEMORY),
    _full("windows-physical-memory", _HOST, "memory used", "memory",
          "windows_memory_physical_total_bytes - windows_memory_physical_free_bytes",
          "windows_memory_physical_total_bytes", _MEMORY),
    # What every client library tells of its process
    _full("process-files", _PROCESS, "open files", "files", "process_open_fds", "process_max_fds",
          "the process's own maximum", "job"),
    # kubelet and cadvisor
    _full("kubelet-volume", _CLAIM, "disk used", "disk",
          "kubelet_volume_stats_used_bytes", "kubelet_volume_stats_capacity_bytes", "the volume's own size"),
    _full("kubelet-volume-inodes", _CLAIM, "inodes used", "inodes",
          "kubelet_volume_stats_inodes_used", "kubelet_volume_stats_inodes", "the volume's own number of inodes"),
    _full("container-memory", _CONTAINER, "memory used", "memory",
          f"container_memory_working_set_bytes{_CONTAINERS}",
          f"container_spec_memory_limit_bytes{_CONTAINERS}", "the container's own limit"),
    _full("container-disk", _CONTAINER, "disk used", "disk",
          "container_fs_usage_bytes", "container_fs_limit_bytes", _SIZE, "device"),
    # Certificates: blackbox_exporter, x509-certificate-exporter, ssl_exporter, Traefik, cert-manager, cert-exporter
    _lasting("probe-certificate", "probe_ssl_earliest_cert_expiry - time()"),
    _lasting("x509-certificate", "x509_cert_not_after - time()",
             "subject_CN", "filepath", "secret_namespace", "secret_name"),
    _lasting("ssl-certificate", "ssl_cert_not_after - time()", "cn", "serial_no"),
    _lasting("traefik-certificate", "traefik_tls_certs_not_after - time()", "cn", "serial"),
    _lasting("cert-manager-certificate", "certmanager_certificate_expiration_timestamp_seconds - time()",
             "namespace", "name"),
    _lasting("file-certificate", "cert_exporter_cert_expires_in_seconds", "cn", "filename"),
    _lasting("secret-certificate", "cert_exporter_secret_expires_in_seconds",
             "secret_namespace", "secret_name", "key_name"),
    # Pools: postgres_exporter, mysqld_exporter, mongodb_exporter, redis_exporter, Micrometer, Go's database/sql
    _full("postgresql-connections", _DATABASE, "connections", "pool",
          "sum by (job, instance, server) (pg_stat_activity_count)",
          "max by (job, instance, server) (pg_settings_max_connections)", _SERVER),
    _full("mysql-connections", _DATABASE, "connections", "pool",
          "mysql_global_status_threads_connected", "mysql_global_variables_max_connections", _SERVER),
    _full("mongodb-connections", _DATABASE, "connections", "pool",
          'sum by (job, instance) (mongodb_connections{state="current"})',
          'sum by (job, instance) (mongodb_connections{state=~"current|available"})',
          "the connections that the server has"),
    _full("redis-clients", _DATABASE, "connections", "pool",
          "redis_connected_clients", "redis_config_maxclients", "maxclients of the server"),
    _full("hikaricp-connections", _SERVICE, "connections in use", "pool",
          "hikaricp_connections_active", "hikaricp_connections_max", _POOL, "pool", "instance"),
    _full("jdbc-connections", _SERVICE, "connections in use", "pool",
          "jdbc_connections_active", "jdbc_connections_max", _POOL, "name", "instance"),
    _full("go-connections", _SERVICE, "open connections", "pool",
          "go_sql_open_connections", "go_sql_max_open_connections", _POOL, "db_name", "instance"),
    _full("tomcat-threads", _SERVICE, "busy threads", "pool",
          "tomcat_threads_busy_threads", "tomcat_threads_config_max_threads", _POOL, "name", "instance"),
    # Memory and disk of what keeps data
    _full("jvm-heap", _PROCESS, "heap used", "memory",
          'sum by (job, instance, application) (jvm_memory_used_bytes{area="heap"})',
          'sum by (job, instance, application) (jvm_memory_max_bytes{area="heap"})', "the heap's own maximum"),
    _full("redis-memory", _DATABASE, "memory used", "memory",
          "redis_memory_used_bytes", "redis_memory_max_bytes", "maxmemory of the server"),
    _full("rabbitmq-memory", _DATABASE, "memory used", "memory",
          "rabbitmq_process_resident_memory_bytes", "rabbitmq_resident_memory_limit_bytes",
          "the server's own limit"),
    _full("etcd-size", _DATABASE, "size of the database", "disk",
          "etcd_mvcc_db_total_size_in_bytes", "etcd_server_quota_backend_bytes", "the server's own quota"),
    _full("elasticsearch-disk", _DATABASE, "disk used", "disk",
          "elasticsearch_filesystem_data_size_bytes - elasticsearch_filesystem_data_available_bytes",
          "elasticsearch_filesystem_data_size_bytes", _SIZE, "name", "path"),
    # Queues: kafka_exporter, RabbitMQ, Sidekiq, Celery, SQS
    _waiting("kafka-lag", "queue", "messages not yet read",
             "sum by (job, consumergroup, topic) (kafka_consumergroup_lag)", "consumergroup"),
    _waiting("rabbitmq-queue", "queue", "messages waiting",
             "sum by (job, vhost, queue) (rabbitmq_queue_messages_ready)", "vhost"),
    _waiting("rabbitmq-detailed-queue", "queue", "messages waiting",
             "sum by (job, vhost, queue) (rabbitmq_detailed_queue_messages_ready)", "vhost"),
    _waiting("sidekiq-queue", "queue", "jobs waiting", "sidekiq_queue_size"),
    _waiting("sidekiq-age", "age", "age of the oldest job", "sidekiq_queue_latency"),
    _waiting("sidekiq-age-seconds", "age", "age of the oldest job", "sidekiq_queue_latency_seconds"),
    _waiting("celery-queue", "queue", "tasks waiting", "celery_queue_length"),
    _waiting("sqs-age", "age", "age of the oldest message", "aws_sqs_approximate_age_of_oldest_message_maximum"),
)
# fmt: on
"""All of them."""
