variable "name" {
  description = "Of everything that is made, at most 24 characters."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,23}$", var.name))
    error_message = "Take 3 to 24 small letters, digits and dashes: load balancers and buckets have names too."
  }
}

variable "environment" {
  description = "staging or production: whose state and roles these are."
  type        = string
}

variable "cidr" {
  type = string
}

variable "host" {
  type = string
}

variable "zone_id" {
  type = string
}

variable "image" {
  type = string
}

variable "release" {
  type = string
}

variable "kubernetes_version" {
  type = string
}

variable "administrator_arns" {
  type = list(string)
}

variable "api_allowed_cidrs" {
  type = list(string)
}

variable "alert_endpoints" {
  type = map(string)
}

variable "store_region" {
  type = string
}

variable "authorities" {
  type = string
}

variable "secrets_by_hand" {
  type = set(string)
}

variable "secret_versions" {
  description = "One more of one makes another of it, and starts every process anew."
  type        = object({ auth = number, database = number, redis = number, store = number })
}

variable "mail_from" {
  type = string
}

variable "traces_endpoint" {
  type = string
}

variable "deletion_protection" {
  type = bool
}

variable "sizes" {
  type = object({
    nat_gateways           = number
    endpoint_zones         = number
    instance_types         = list(string)
    nodes_min              = number
    nodes_max              = number
    database_class         = string
    database_gb            = number
    database_gb_max        = number
    database_replicas      = number
    database_connections   = number
    backup_days            = number
    cache_type             = string
    cache_nodes            = number
    cache_backup_days      = number
    store_budget_usd       = number
    copy_days              = number
    copy_months            = number
    log_days               = number
    head_days              = number
    requests_per_5_minutes = number
    worker_concurrency     = number
  })
}

variable "processes" {
  type = map(object({
    min           = number
    max           = number
    cpu_m         = number
    cpu_m_max     = number
    memory_mi     = number
    memory_mi_max = number
    pool          = number
    each_handles  = number
  }))

  validation {
    condition     = sum([for process in values(var.processes) : process.max * (process.pool + 1)]) <= var.sizes.database_connections * 0.9
    error_message = "All processes together would open more connections than nine tenths of what the primary allows."
  }
}
