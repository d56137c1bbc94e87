variable "name" {
  type = string
}

variable "cluster_name" {
  type = string
}

variable "namespace" {
  description = "Of the application."
  type        = string
}

variable "endpoints" {
  description = "Who is told of what the routes call `pager` and `tickets`: an address of email, or https."
  type        = map(string)

  validation {
    condition     = alltrue([for receiver in ["pager", "tickets"] : contains(keys(var.endpoints), receiver)])
    error_message = "Say who is told of a page and who of a ticket: an alert that nobody hears is none."
  }
}

variable "database_instances" {
  description = "The primary, then its replicas."
  type        = list(string)
}

variable "database_free_gb_min" {
  type = number
}

variable "cache_members" {
  type = list(string)
}

variable "balancer_arn_suffix" {
  type = string
}

variable "target_group_arn_suffix" {
  type = string
}

variable "vault" {
  description = "Where copies of database and files are kept."
  type        = string
}

variable "head_bucket" {
  description = "Where heads of the audit trail are kept for good."
  type        = string
}

variable "log_days" {
  type = number
}

variable "kms_key_arn" {
  type = string
}
