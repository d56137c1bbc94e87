locals {
  parameters = {
    "rds.force_ssl" = "1"
    timezone        = "UTC"
    # What all processes together may open is judged by it, so it is not left to what AWS makes of the memory.
    max_connections = tostring(var.connections)

    # What each connection of ours sets is shorter (src/platform/database/db.ts). These hold whoever connects by hand.
    idle_in_transaction_session_timeout = "60000"
    lock_timeout                        = "30000"

    # A dead peer is noticed within a minute, so that its locks and its transaction go.
    tcp_keepalives_idle     = "30"
    tcp_keepalives_interval = "10"
    tcp_keepalives_count    = "3"

    # A read on a replica is not cancelled by what the primary removes; a replica serves again within a minute of a
    # failover, once it has made a restart point.
    hot_standby_feedback        = "1"
    max_standby_streaming_delay = "30000"
    checkpoint_timeout          = "60"

    # What to look at on the day on which it is slow. Values of statements are never logged.
    shared_preload_libraries       = "pg_stat_statements"
    "pg_stat_statements.track"     = "top"
    log_min_duration_statement     = "1000"
    log_parameter_max_length       = "0"
    log_lock_waits                 = "1"
    log_autovacuum_min_duration    = "10000"
    autovacuum_vacuum_scale_factor = "0.05"
  }
  at_start = ["max_connections", "shared_preload_libraries"]
}
