variable "name" {
  type = string
}

variable "images_max" {
  description = "How many are kept, signatures among them: enough to roll back far."
  type        = number
  default     = 200
}

variable "kms_key_arn" {
  type = string
}
