variable "name" {
  type = string
}

variable "namespace" {
  type    = string
  default = "quartermaster"
}

variable "cluster_name" {
  type = string
}

variable "release_group" {
  description = "As the cluster calls those who release."
  type        = string
}

variable "image" {
  description = "By digest: what was tested is what runs."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Name the image by its digest (repository@sha256:...): a tag may be another image tomorrow."
  }
}

variable "release" {
  description = "How logs, traces and reports call what runs: a commit or a version."
  type        = string

  validation {
    condition     = length(var.release) >= 1 && length(var.release) <= 64
    error_message = "The product takes 1 to 64 characters."
  }
}

variable "host" {
  description = "By which people ask."
  type        = string
}

variable "processes" {
  description = "How many of each, from which to which, what one gets, and how many streams or waiting jobs one handles."
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
    condition     = toset(keys(var.processes)) == toset(["web", "relay", "inventory", "orders", "users", "notifications"])
    error_message = "Numbers are asked for web, relay, inventory, orders, users and notifications."
  }
  validation {
    condition     = alltrue([for process in values(var.processes) : process.min >= 2])
    error_message = "Of each process there are two at least, or its node takes it along."
  }
}

variable "worker_concurrency" {
  description = "How many jobs of one queue a worker does at once."
  type        = number
  default     = 4
}

variable "database" {
  type = object({
    url              = string
    owner_url        = string
    replica_urls     = list(string)
    secret_arn       = string
    owner_secret_arn = string
  })
}

variable "authorities" {
  description = "Certificates of those who sign for RDS, as AWS publishes them."
  type        = string

  validation {
    condition     = strcontains(var.authorities, "-----BEGIN CERTIFICATE-----")
    error_message = "Hand over the bundle of certificates that AWS publishes for RDS; terraform/README.md says where."
  }
}

variable "redis" {
  type = object({ url = string, secret_name = string })
}

variable "store" {
  type = object({ url = string, secret_name = string })
}

variable "mounted_secrets" {
  description = "By setting, the secret of Secrets Manager that is mounted for it."
  type        = map(object({ name = string, version = string }))
}

variable "secrets_revision" {
  description = "Changes with any version of a secret that is mounted, and starts every process anew."
  type        = string
}

variable "mail_from" {
  description = "From which emails come, where there is an SMTP_URL."
  type        = string
  default     = "Quartermaster <quartermaster@localhost>"
}

variable "traces_endpoint" {
  description = "Where traces go (OTLP over HTTP), if anywhere: pods may speak to its port."
  type        = string
  default     = null
  validation {
    condition     = var.traces_endpoint == null || can(regex("^https?://[^/]+", var.traces_endpoint))
    error_message = "The place of traces is an address with http:// or https://."
  }
}

variable "files_id" {
  type = string
}

variable "target_group_arn" {
  type = string
}

variable "balancer_cidrs" {
  description = "From where the load balancer comes."
  type        = list(string)
}

variable "data_cidrs" {
  description = "Where database and Redis are."
  type        = list(string)
}

variable "prometheus_url" {
  type = string
}

variable "monitoring_namespace" {
  type = string
}

variable "kms_key_arn" {
  type = string
}
