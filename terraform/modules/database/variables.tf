variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "vpc_cidr" {
  type = string
}

variable "zones" {
  description = "At least three: the primary and its stand-by are in the first two."
  type        = list(string)

  validation {
    condition     = length(var.zones) >= 3 && length(distinct(var.zones)) == length(var.zones)
    error_message = "Name at least three zones, each once."
  }
}

variable "subnet_ids" {
  description = "One for each zone, in their order, without a route to the world."
  type        = list(string)
}

variable "function_subnet_ids" {
  description = "Where the function runs that renews the password."
  type        = list(string)
}

variable "client_security_group_id" {
  description = "Of what runs in the cluster."
  type        = string
}

variable "engine_version" {
  description = "The major version. Minor ones come in the maintenance window."
  type        = string
  default     = "18"
}

variable "instance_class" {
  type = string
}

variable "storage_gb" {
  type = number
}

variable "storage_gb_max" {
  description = "Up to where the disk grows by itself."
  type        = number
}

variable "connections" {
  description = "How many the primary and each replica allow. Each takes some 10 MB of its memory."
  type        = number
}

variable "replicas" {
  type = number
}

variable "backup_days" {
  description = "How far back the database can be restored to any moment."
  type        = number

  validation {
    condition     = var.backup_days >= 7 && var.backup_days <= 35
    error_message = "RDS keeps at most 35 days, and less than 7 are too few to notice a fault."
  }
}

variable "rotation_days" {
  type    = number
  default = 30
}

variable "password_version" {
  description = "One more makes another password for the application at once, and asks for a migration; see the README."
  type        = number
  default     = 1
}

variable "deletion_protection" {
  type    = bool
  default = true
}

variable "log_days" {
  type = number
}

variable "kms_key_arn" {
  type = string
}
