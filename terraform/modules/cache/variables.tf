variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "client_security_group_id" {
  type = string
}

variable "node_type" {
  type = string
}

variable "nodes" {
  description = "The primary and its replicas, each in another zone."
  type        = number

  validation {
    condition     = var.nodes >= 2 && var.nodes <= 6
    error_message = "Another can take over from two nodes on; Redis has at most five replicas."
  }
}

variable "backup_days" {
  type = number
}

variable "password_version" {
  description = "One more makes another password. The one before it is accepted until the next."
  type        = number
  default     = 1
}

variable "kms_key_arn" {
  type = string
}
