variable "name" {
  type = string
}

variable "primary_region" {
  description = "As Upstash names it: the one nearest to the cluster."
  type        = string
}

variable "read_regions" {
  type    = set(string)
  default = []
}

variable "budget_usd" {
  description = "A month. Beyond it the store answers no more, and the product works on without it."
  type        = number
}

variable "token_version" {
  description = "One more hands on a token that was renewed in Upstash's console."
  type        = number
  default     = 1
}

variable "kms_key_arn" {
  type = string
}
