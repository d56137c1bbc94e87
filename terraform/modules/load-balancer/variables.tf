variable "name" {
  description = "At most 32 characters."
  type        = string
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  description = "The public ones."
  type        = list(string)
}

variable "target_cidrs" {
  description = "Where pods are."
  type        = list(string)
}

variable "target_port" {
  type    = number
  default = 3000
}

variable "host" {
  type = string
}

variable "zone_id" {
  type = string
}

variable "certificate_arn" {
  type = string
}

variable "log_bucket" {
  type = string
}

variable "deletion_protection" {
  type    = bool
  default = true
}
