variable "name" {
  type = string
}

variable "cidr" {
  description = "A /16 that overlaps with no network that is ever to be joined with this one."
  type        = string
}

variable "nat_gateways" {
  description = "One is cheaper, three survive the loss of a zone."
  type        = number

  validation {
    condition     = contains([1, 3], var.nat_gateways)
    error_message = "One for all zones, or one for each of the three."
  }
}

variable "endpoints" {
  description = "Services of AWS that are reached inside the network."
  type        = list(string)
  default     = ["ecr.api", "ecr.dkr", "sts", "eks", "eks-auth", "ec2", "logs", "secretsmanager", "aps-workspaces"]
}

variable "endpoint_zones" {
  description = "In how many zones each of them has an address, which is what they cost."
  type        = number
}

variable "log_days" {
  type = number
}

variable "kms_key_arn" {
  type = string
}
