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

variable "export_locked_days" {
  description = "How long nobody deletes such a folder, but who may bypass the lock: it holds personal data."
  type        = number
  default     = 30
}

variable "head_days" {
  description = "How long nobody at all deletes a head of the audit trail, nor the account's own root. It can only be longer later."
  type        = number
}

variable "head_writer_arn" {
  description = "The role of whoever reads the log, which alone adds heads."
  type        = string
}

variable "kms_key_arn" {
  type = string
}
