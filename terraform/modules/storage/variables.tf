variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  description = "One for each zone."
  type        = list(string)
}

variable "client_security_group_id" {
  type = string
}

variable "log_days" {
  type = number
}

variable "export_days" {
  description = "How long folders of `npm run backup` are kept that people put there."
  type        = number
  default     = 400
}

variable "kms_key_arn" {
  type = string
}
