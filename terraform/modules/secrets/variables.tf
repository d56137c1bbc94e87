variable "name" {
  type = string
}

variable "auth_version" {
  description = "One more makes another AUTH_SECRET; the one before it is accepted until the next."
  type        = number
  default     = 1
}

variable "by_hand" {
  description = "Settings whose value people put into Secrets Manager: SMTP_URL, SENTRY_DSN, OTEL_EXPORTER_OTLP_HEADERS."
  type        = set(string)
  default     = []

  validation {
    condition     = length(setsubtract(var.by_hand, ["SMTP_URL", "SENTRY_DSN", "OTEL_EXPORTER_OTLP_HEADERS"])) == 0
    error_message = "Of these there are SMTP_URL, SENTRY_DSN and OTEL_EXPORTER_OTLP_HEADERS."
  }
}

variable "kms_key_arn" {
  type = string
}
