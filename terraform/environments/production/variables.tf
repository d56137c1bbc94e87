# What belongs to the business and not to the product: settings.auto.tfvars, made from settings.example.tfvars.
variable "region" {
  type = string
}

variable "host" {
  description = "By which people ask."
  type        = string
}

variable "zone_id" {
  description = "The hosted zone of Route 53 that the host is in."
  type        = string
}

variable "administrator_arns" {
  description = "Roles of people who may do everything in the cluster, you among them."
  type        = list(string)
}

variable "api_allowed_cidrs" {
  description = "From where the API of the cluster may be asked over the internet; none, and it is asked from inside the network."
  type        = list(string)
  default     = []
}

variable "alert_endpoints" {
  description = "Who is told: { pager = \"https://...\" or an address of email, tickets = ... }"
  type        = map(string)
}

variable "store_region" {
  description = "Of Upstash, nearest to the cluster."
  type        = string
}

variable "authorities_file" {
  description = "The certificates that AWS publishes for RDS; terraform/README.md says where."
  type        = string
  default     = "../rds.pem"
}

variable "secrets_by_hand" {
  description = "Which of SMTP_URL, SENTRY_DSN and OTEL_EXPORTER_OTLP_HEADERS people put into Secrets Manager."
  type        = set(string)
  default     = []
}

variable "secret_versions" {
  description = "One more of one makes another of it."
  type        = object({ auth = optional(number, 1), database = optional(number, 1), redis = optional(number, 1), store = optional(number, 1) })
  default     = {}
}

variable "mail_from" {
  type    = string
  default = "Quartermaster <quartermaster@localhost>"
}

variable "traces_endpoint" {
  type    = string
  default = null
}

variable "deletion_protection" {
  description = "Taken away by hand, for the one apply before an environment is torn down."
  type        = bool
  default     = true
}

# What is released: handed over by the pipeline.
variable "image" {
  type = string
}

variable "release" {
  type = string
}
