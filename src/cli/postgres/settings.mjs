// @ts-check

/**
 * Set at each start, so that an old data folder gets what a new version wants.
 * @param {import("./cluster.mjs").Cluster} cluster
 * @returns {Record<string, string | number>}
 */
export function serverSettings({ durable }) {
  return {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: durable ? 100 : 300,
    shared_buffers: durable ? "256MB" : "128MB",
    effective_cache_size: "1GB",
    maintenance_work_mem: "64MB",
    random_page_cost: 1.1,
    max_wal_size: "1GB",
    jit: "off",
    // A parallel plan needs shared memory that containers keep to 64 MB, and gains nothing on two cores.
    max_parallel_workers_per_gather: 0,
    // Three processes less: one that reads ahead is enough for a folder of this size, and nothing replicates from it.
    io_workers: 1,
    max_logical_replication_workers: 0,
    timezone: "UTC",
    log_timezone: "UTC",
    // A refused row is the application's to log; details would put people's data into this file.
    log_min_messages: "log",
    log_error_verbosity: "terse",
    log_checkpoints: "off",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
}
