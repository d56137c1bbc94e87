variable "region" {
  type = string
}

variable "repository" {
  description = "On GitHub: owner/name."
  type        = string
}
