variable "name" {
  type = string
}

variable "cluster_name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "target_group_arn" {
  type = string
}

variable "secret_prefix" {
  description = "Secrets that may be mounted begin with it."
  type        = string
}

variable "kms_key_arn" {
  type = string
}
