variable "name" {
  type = string
}

variable "balancer_arn" {
  type = string
}

variable "requests_per_5_minutes" {
  description = "From one address: a whole office may share one."
  type        = number
}

variable "log_days" {
  type = number
}

variable "kms_key_arn" {
  type = string
}
