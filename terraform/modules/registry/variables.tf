variable "name" {
  type = string
}

variable "images_max" {
  description = "How many are kept. A release is some five: index, image, what it was built of, signatures."
  type        = number
  default     = 500
}

variable "kms_key_arn" {
  type = string
}
