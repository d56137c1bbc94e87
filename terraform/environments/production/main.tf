locals {
  environment = "production"
}

module "environment" {
  source      = "../../modules/environment"
  name        = "quartermaster-${local.environment}"
  environment = local.environment
  cidr        = "10.30.0.0/16"

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
    nat_gateways           = 3
    endpoint_zones         = 3
    instance_types         = ["m7i.large"]
    nodes_min              = 1
    nodes_max              = 4
    database_class         = "db.r8g.large"
    database_gb            = 200
    database_gb_max        = 1000
    database_replicas      = 2
    database_connections   = 1600
    backup_days            = 35
    cache_type             = "cache.m7g.large"
    cache_nodes            = 3
    cache_backup_days      = 7
    store_budget_usd       = 100
    copy_days              = 35
    copy_months            = 13
    log_days               = 400
    head_days              = 3650
    requests_per_5_minutes = 20000
    worker_concurrency     = 8
  }

  processes = {
    web           = { min = 3, max = 12, cpu_m = 750, cpu_m_max = 2000, memory_mi = 512, memory_mi_max = 1024, pool = 10, each_handles = 500 }
    relay         = { min = 2, max = 2, cpu_m = 100, cpu_m_max = 1000, memory_mi = 192, memory_mi_max = 384, pool = 5, each_handles = 1 }
    inventory     = { min = 2, max = 6, cpu_m = 100, cpu_m_max = 2000, memory_mi = 256, memory_mi_max = 768, pool = 10, each_handles = 100 }
    orders        = { min = 2, max = 6, cpu_m = 100, cpu_m_max = 1000, memory_mi = 192, memory_mi_max = 512, pool = 10, each_handles = 100 }
    users         = { min = 2, max = 2, cpu_m = 100, cpu_m_max = 1000, memory_mi = 192, memory_mi_max = 384, pool = 5, each_handles = 100 }
    notifications = { min = 2, max = 6, cpu_m = 100, cpu_m_max = 1000, memory_mi = 192, memory_mi_max = 384, pool = 10, each_handles = 100 }
  }
}
