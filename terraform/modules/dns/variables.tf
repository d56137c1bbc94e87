variable "host" {
  description = "By which people ask."
  type        = string
}

variable "zone_id" {
  description = "The hosted zone of the domain, which is there already: its name servers are known to the registrar."
  type        = string
}
