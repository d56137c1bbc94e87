variable "name" {
  type = string
}

variable "resource_arns" {
  description = "What is copied."
  type        = list(string)
}

variable "days" {
  description = "How long nightly copies are kept."
  type        = number

  validation {
    condition     = var.days >= 7
    error_message = "The vault keeps nothing for less than a week."
  }
}

variable "months" {
  description = "How long monthly copies are kept."
  type        = number
}

variable "kms_key_arn" {
  type = string
}
