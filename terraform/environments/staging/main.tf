locals {
  environment = "staging"
}

module "environment" {
  source      = "../../modules/environment"
  name        = "quartermaster-${local.environment}"
  environment = local.environment
  cidr        = "10.20.0.0/16"

  host                = var.host
  zone_id             = var.zone_id
  image               = var.image
  release             = var.release
  kubernetes_version  = "1.35"
  administrator_arns  = var.administrator_arns
  api_allowed_cidrs   = var.api_allowed_cidrs
  alert_endpoints     = var.alert_endpoints
  store_region        = var.store_region
  authorities         = file(var.authorities_file)
  secrets_by_hand     = var.secrets_by_hand
  secret_versions     = var.secret_versions
  mail_from           = var.mail_from
  traces_endpoint     = var.traces_endpoint
  deletion_protection = var.deletion_protection

  sizes = {
    nat_gateways           = 1
    endpoint_zones         = 1
    instance_types         = ["t3.large"]
    nodes_min              = 1
    nodes_max              = 2
    database_class         = "db.t4g.medium"
    database_gb            = 50
    database_gb_max        = 200
    database_replicas      = 1
    database_connections   = 400
    backup_days            = 7
    cache_type             = "cache.t4g.small"
    cache_nodes            = 2
    cache_backup_days      = 1
    store_budget_usd       = 10
    copy_days              = 14
    copy_months            = 1
    log_days               = 30
    head_days              = 30
    requests_per_5_minutes = 10000
    worker_concurrency     = 4
  }

  processes = {
    web           = { min = 2, max = 4, cpu_m = 250, cpu_m_max = 1000, memory_mi = 384, memory_mi_max = 768, pool = 10, each_handles = 500 }
    relay         = { min = 2, max = 2, cpu_m = 50, cpu_m_max = 500, memory_mi = 192, memory_mi_max = 384, pool = 5, each_handles = 1 }
    inventory     = { min = 2, max = 3, cpu_m = 50, cpu_m_max = 1000, memory_mi = 192, memory_mi_max = 512, pool = 5, each_handles = 100 }
    orders        = { min = 2, max = 3, cpu_m = 50, cpu_m_max = 1000, memory_mi = 192, memory_mi_max = 512, pool = 5, each_handles = 100 }
    users         = { min = 2, max = 2, cpu_m = 50, cpu_m_max = 500, memory_mi = 192, memory_mi_max = 384, pool = 5, each_handles = 100 }
    notifications = { min = 2, max = 3, cpu_m = 50, cpu_m_max = 500, memory_mi = 192, memory_mi_max = 384, pool = 5, each_handles = 100 }
  }
}
