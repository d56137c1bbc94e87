# Every name here is read by src/platform/config.ts or set by the image; src/cli/suites/terraform.test.ts holds them together.
locals {
  environment = merge(
    {
      NODE_ENV                    = "production"
      APP_URL                     = "https://${var.host}"
      RELEASE                     = var.release
      LOG_LEVEL                   = "info"
      AWS_REGION                  = data.aws_region.here.region
      DATABASE_URL                = var.database.url
      DATABASE_REPLICA_URLS       = join(" ", var.database.replica_urls)
      DATABASE_PASSWORD_SECRET_ID = "${var.database.secret_arn}#password"
      REDIS_URL                   = var.redis.url
      REDIS_REPLICAS_MIN          = "1"
      UPSTASH_REDIS_REST_URL      = var.store.url
      METRICS_PORT                = tostring(local.ports.metrics)
      METRICS_HOST                = "0.0.0.0"
      FILES_DIR                   = "/files"
      MAIL_DIR                    = "/tmp/mail"
      NODE_EXTRA_CA_CERTS         = "${local.mounts.authorities.path}/rds.pem"
    },
    { for setting, secret in local.mounted : "${setting}_FILE" => "${local.mounts.secrets.path}/${setting}" },
    contains(keys(local.mounted), "SMTP_URL") ? { MAIL_FROM = var.mail_from } : {},
    contains(keys(local.mounted), "SENTRY_DSN") ? { SENTRY_ENVIRONMENT = var.name } : {},
    var.traces_endpoint == null ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT = var.traces_endpoint },
  )

  own_environment = { for name, process in local.processes : name => merge(
    {
      DATABASE_POOL_MAX = tostring(process.pool)
      # A quarter is left for what is not in the heap: buffers, code and the threads' own.
      NODE_OPTIONS = "--max-semi-space-size=16 --max-old-space-size=${floor(process.memory_mi_max * 0.75)}"
    },
    process.component != "worker" ? {} : {
      WORKER_MODULES     = join(",", process.modules)
      WORKER_CONCURRENCY = tostring(var.worker_concurrency)
    },
    name != "web" ? {} : {
      PORT = tostring(local.ports.web)
      # Kubernetes would set it to the pod's name, and the web would listen there alone.
      HOSTNAME                  = "0.0.0.0"
      TRUSTED_PROXY_HOPS        = "1"
      KEEP_ALIVE_TIMEOUT        = "65000"
      UNREADY_GRACE_MS          = "3000"
      NEXT_MANUAL_SIG_HANDLE    = "1"
      DATABASE_REPLICA_POOL_MAX = tostring(process.pool)
    },
  ) }

  live = {
    web    = { path = "/api/health/live", port = "web" }
    relay  = { path = "/live", port = "metrics" }
    worker = { path = "/live", port = "metrics" }
  }

  # What may be written, and what is only read. Everything else of the image cannot be written.
  mounts = {
    secrets     = { path = "/etc/quartermaster/secrets", read_only = true }
    authorities = { path = "/etc/quartermaster/authorities", read_only = true }
    files       = { path = "/files", read_only = false }
    tmp         = { path = "/tmp", read_only = false }
    next-cache  = { path = "/app/.next/cache", read_only = false }
  }
}

data "aws_region" "here" {}

# By whom the certificates of RDS are signed, which Node does not know by itself.
resource "kubernetes_config_map_v1" "authorities" {
  metadata {
    name      = "authorities"
    namespace = local.namespace
  }
  data = { "rds.pem" = var.authorities }
}
