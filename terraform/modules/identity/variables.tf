variable "name" {
  type = string
}

variable "repository" {
  description = "On GitHub: owner/name."
  type        = string

  validation {
    condition     = can(regex("^[\\w.-]+/[\\w.-]+$", var.repository))
    error_message = "Write owner/name, without a star: whoever it names may release."
  }
}

variable "environments" {
  type = set(string)
}

variable "registry_arn" {
  type = string
}

variable "state_bucket_arn" {
  type = string
}

variable "kms_key_arn" {
  description = "Of the state and of the pipeline's keys."
  type        = string
}
